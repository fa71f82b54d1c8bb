-- New questionnaires whose rater has another one in the same place.
SELECT s.position, count(*)
FROM staged s
ANTI JOIN known k USING (position)
JOIN respondents r USING (campaign_id, kam_id, rater_group, rater)
WHERE s.answers > 0 AND r.state IN ('counted', 'waiting')
GROUP BY s.position
ORDER BY s.position
