-- Self-ratings that the database already has for KAMs and campaigns of the file, whoever returned them.
SELECT DISTINCT s.position
FROM staged s
JOIN respondents r USING (campaign_id, kam_id, rater_group)
WHERE s.rater_group = $self AND r.state <> 'empty' AND s.answers > 0
