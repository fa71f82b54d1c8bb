-- Versions that waited, and of which a newer one comes.
SELECT respondent_id, 'replaced' AS state, 'waiting' AS was, coalesce(released_by, 0) AS released_by
FROM versions
JOIN respondents USING (respondent_id)
WHERE respondents.state = 'waiting'
