-- Who counts in the groups that a change touches.
SELECT respondent_id, campaign_id, kam_id, rater_group, key, segment
FROM respondents
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
WHERE state = 'counted'
