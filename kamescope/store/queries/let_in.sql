-- What waited in these groups counts; the versions that counted until now are replaced.
SELECT respondent_id, if(answers > 0, 'counted', 'empty') AS state, '' AS was,
       if(import_id = $import_id, 0, $import_id) AS released_by
FROM respondents
SEMI JOIN opened USING (campaign_id, kam_id, rater_group)
WHERE state = 'waiting'
UNION ALL
SELECT respondent_id, 'replaced', o.state, coalesce(o.released_by, 0)
FROM respondents o
SEMI JOIN opened USING (campaign_id, kam_id, rater_group)
SEMI JOIN (FROM respondents WHERE state = 'waiting') w USING (campaign_id, kam_id, rater_group, key)
WHERE o.state IN ('counted', 'empty')
