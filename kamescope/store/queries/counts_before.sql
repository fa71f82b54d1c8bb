-- What is counted and what waits, for the groups that the file touches.
SELECT r.campaign_id, r.kam_id, r.rater_group, r.state = 'waiting', r.segment, count(*)
FROM respondents r
SEMI JOIN staged s USING (campaign_id, kam_id, rater_group)
WHERE r.state <> 'empty'
GROUP BY ALL
