-- The empty line of a questionnaire that comes back filled in.
DELETE FROM respondents
WHERE state = 'empty' AND respondent_id IN (
    SELECT r.respondent_id
    FROM respondents r
    JOIN staged s USING (campaign_id, kam_id, rater_group)
    WHERE lower(s.source_id) = lower(r.source_id) AND s.answers > 0
)
