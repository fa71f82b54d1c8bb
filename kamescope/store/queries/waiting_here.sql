-- What waits in the groups that a change touches, by the partition value that the questionnaire will have and by the one
-- that its counted version has. One that came back empty moves its group only where it takes a counted version away.
SELECT w.campaign_id, w.kam_id, w.rater_group,
       CASE WHEN w.answers > 0 THEN w.segment ELSE coalesce(o.segment, w.segment) END AS coming,
       coalesce(o.segment, w.segment) AS leaving,
       count(*) FILTER (WHERE w.answers > 0 OR o.respondent_id IS NOT NULL)
FROM respondents w
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
LEFT JOIN (FROM respondents WHERE state = 'counted') o USING (campaign_id, kam_id, rater_group, key)
WHERE w.state = 'waiting'
GROUP BY ALL
