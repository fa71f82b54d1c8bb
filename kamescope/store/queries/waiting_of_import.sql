-- The questionnaires of an import that wait, by place: how many, and where the first stands in its file.
SELECT r.campaign_id, r.kam_id, r.rater_group, count(*), min(a.row), arg_min(a.position, a.row)
FROM respondents r
JOIN arriving a USING (respondent_id)
WHERE r.state = 'waiting'
GROUP BY ALL
ORDER BY min(a.row)
