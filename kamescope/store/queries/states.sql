-- name: moving_states
SELECT DISTINCT state FROM moving

-- name: moved
DROP TABLE moving

-- name: move_answers
-- Answers leave the tables where they were kept: all of some questionnaires, and some answers apart from the others.
CREATE TEMP TABLE moving AS
SELECT a.campaign_id, a.kam_id, a.rater_group, a.respondent_id, a.item, a.value, a.cell,
       -- Where an answer goes by itself counts before where its questionnaire goes.
       coalesce(s.state, w.state) AS state
FROM (
    SELECT *, 'counted' AS home FROM answers
    UNION ALL
    SELECT *, 'waiting' FROM waiting_answers
    UNION ALL
    SELECT *, 'replaced' FROM replaced_answers
) a
JOIN touched USING (campaign_id, kam_id, rater_group)
LEFT JOIN whole w USING (respondent_id)
LEFT JOIN apart s ON s.respondent_id = a.respondent_id AND s.item = a.item
WHERE coalesce(s.state, w.state) IS NOT NULL AND a.home <> coalesce(s.state, w.state);

DELETE FROM answers WHERE (respondent_id, item) IN (SELECT respondent_id, item FROM moving);
DELETE FROM waiting_answers WHERE (respondent_id, item) IN (SELECT respondent_id, item FROM moving);
DELETE FROM replaced_answers WHERE (respondent_id, item) IN (SELECT respondent_id, item FROM moving);

-- name: answers_missing
-- Answers that the questionnaires of the touched groups should have and the tables do not hold; 0 where all is well.
SELECT (
    SELECT coalesce(sum(answers), 0)
    FROM respondents
    JOIN touched USING (campaign_id, kam_id, rater_group)
) - (
    -- The values, so that they are read: count(*) would count what DuckDB has lost (see `insert_some` in `states.py`).
    SELECT count(a.value)
    FROM (
        SELECT campaign_id, kam_id, rater_group, value FROM answers
        UNION ALL
        SELECT campaign_id, kam_id, rater_group, value FROM waiting_answers
        UNION ALL
        SELECT campaign_id, kam_id, rater_group, value FROM replaced_answers
    ) a
    JOIN touched USING (campaign_id, kam_id, rater_group)
)

-- name: into_counted
INSERT INTO answers
-- In the order of the table: the answers about one KAM lie together.
SELECT campaign_id, kam_id, rater_group, respondent_id, item, value, cell FROM moving WHERE state = 'counted'
ORDER BY campaign_id, kam_id, rater_group, respondent_id, item

-- name: into_replaced
-- A version that no longer counts is in no cell: what was shown of it is its newer version's, or gone.
INSERT INTO replaced_answers
SELECT campaign_id, kam_id, rater_group, respondent_id, item, value, 0 FROM moving WHERE state = 'replaced'

-- name: into_waiting
INSERT INTO waiting_answers
SELECT campaign_id, kam_id, rater_group, respondent_id, item, value, cell FROM moving WHERE state = 'waiting'
ORDER BY campaign_id, kam_id, rater_group, respondent_id, item
