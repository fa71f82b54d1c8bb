-- What is counted and what waits, in the groups where some wait.
SELECT c.model_id, r.campaign_id, r.kam_id, r.rater_group, r.state = 'waiting', r.segment, count(*)
FROM respondents r
JOIN campaigns c USING (campaign_id)
SEMI JOIN (FROM respondents WHERE state = 'waiting') w USING (campaign_id, kam_id, rater_group)
WHERE r.state <> 'empty'
GROUP BY ALL
