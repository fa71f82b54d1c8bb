-- The same by value of the partition attribute; `kept` is the value asked for.
SELECT a.kam_id, a.rater_group, a.item, r.segment = $where AS kept, count(*) AS answers, sum(a.value)::BIGINT AS total
FROM answers a
JOIN (
    SELECT respondent_id, segment
    FROM respondents
    WHERE campaign_id = $campaign_id AND state = 'counted'
) r USING (respondent_id)
WHERE a.campaign_id = $campaign_id
GROUP BY a.kam_id, a.rater_group, a.item, r.segment
