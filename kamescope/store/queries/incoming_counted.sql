INSERT INTO answers
SELECT r.campaign_id, r.kam_id, r.rater_group, i.respondent_id, i.item, i.value, i.cell
FROM incoming i
JOIN (FROM respondents SEMI JOIN touched USING (campaign_id, kam_id, rater_group)) r USING (respondent_id)
WHERE i.home = 0
ORDER BY r.campaign_id, r.kam_id, r.rater_group, i.respondent_id, i.item
