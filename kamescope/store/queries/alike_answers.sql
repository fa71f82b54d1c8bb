-- Of those pairs, how many items both gave an answer to, and how many the same.
WITH given AS (
    SELECT respondent_id, item, value FROM answers
    UNION ALL
    SELECT respondent_id, item, value FROM waiting_answers
    UNION ALL
    SELECT respondent_id, item, value FROM replaced_answers
)
SELECT p.position, p.respondent_id, count(*) AS shared, count(*) FILTER (a.value = g.value) AS equal
FROM (SELECT DISTINCT position, respondent_id, old_campaign FROM pairs) p
JOIN given g USING (respondent_id)
JOIN campaigns c ON c.campaign_id = p.old_campaign
JOIN all_codes o ON o.model_id = c.model_id AND o.item = g.item
JOIN item_codes n ON n.code = o.code
JOIN staged_answers a ON a.respondent = p.position AND a.item = n.item
GROUP BY p.position, p.respondent_id
