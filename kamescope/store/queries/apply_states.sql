-- Questionnaires change their state; their answers leave the tables where the old one kept them (see `into_*.sql`).
UPDATE respondents
SET state = c.state, was = nullif(c.was, ''),
    released_by = nullif(c.released_by, 0)
FROM changed c
WHERE respondents.respondent_id = c.respondent_id;

CREATE TEMP TABLE moving AS
SELECT a.*, c.state
FROM (
    SELECT *, 'counted' AS home FROM answers
    UNION ALL
    SELECT *, 'waiting' FROM waiting_answers
    UNION ALL
    SELECT *, 'replaced' FROM replaced_answers
) a
JOIN changed c USING (respondent_id)
WHERE a.home <> c.state;

DELETE FROM answers WHERE respondent_id IN (SELECT respondent_id FROM moving);
DELETE FROM waiting_answers WHERE respondent_id IN (SELECT respondent_id FROM moving);
DELETE FROM replaced_answers WHERE respondent_id IN (SELECT respondent_id FROM moving);
