-- What counts, by partition value, in the touched groups where some wait.
SELECT campaign_id, kam_id, rater_group, segment, count(*)
FROM respondents r
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
SEMI JOIN (FROM respondents WHERE state = 'waiting') w USING (campaign_id, kam_id, rater_group)
WHERE r.state = 'counted'
GROUP BY ALL
