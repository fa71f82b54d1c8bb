-- Answers leave the tables where they were kept: all of some questionnaires, and some answers apart from the others.
CREATE TEMP TABLE moving AS
SELECT a.campaign_id, a.kam_id, a.rater_group, a.respondent_id, a.item, a.value, a.cell,
       coalesce(s.state, w.state) AS state
FROM (
    SELECT *, 'counted' AS home FROM answers
    UNION ALL
    SELECT *, 'waiting' FROM waiting_answers
    UNION ALL
    SELECT *, 'replaced' FROM replaced_answers
) a
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
LEFT JOIN whole w USING (respondent_id)
LEFT JOIN apart s ON s.respondent_id = a.respondent_id AND s.item = a.item
WHERE coalesce(s.state, w.state) IS NOT NULL AND a.home <> coalesce(s.state, w.state);

DELETE FROM answers WHERE (respondent_id, item) IN (SELECT respondent_id, item FROM moving);
DELETE FROM waiting_answers WHERE (respondent_id, item) IN (SELECT respondent_id, item FROM moving);
DELETE FROM replaced_answers WHERE (respondent_id, item) IN (SELECT respondent_id, item FROM moving);
