-- Of each questionnaire the newest version lives; beside one that waits, the newest that did not.
WITH versions AS (
    SELECT respondent_id, state, coalesce(was, state) AS is_now, coalesce(released_by, 0) AS released_by,
           respondent_id = max(respondent_id) OVER questionnaire AS newest,
           respondent_id = max(if(is_now = 'waiting', NULL, respondent_id)) OVER questionnaire AS newest_settled
    FROM respondents
    SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
    WHERE key IS NOT NULL
    WINDOW questionnaire AS (PARTITION BY campaign_id, kam_id, rater_group, key)
)
SELECT respondent_id, is_now AS state, '' AS was, released_by
FROM versions
WHERE state = 'replaced' AND (newest OR newest_settled)
