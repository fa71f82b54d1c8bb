-- name: answers_here
-- The answers of these versions, and where each is kept: 0 counted, 1 waiting, 2 replaced; of older versions only what
-- counts.
SELECT respondent_id, item, value, cell, home
FROM (
    SELECT *, 0 AS home FROM answers
    UNION ALL
    SELECT *, 1 FROM waiting_answers
    UNION ALL
    SELECT *, 2 FROM replaced_answers
) a
-- By place first: the tables are sorted by it, and what lies elsewhere is skipped.
JOIN touched USING (campaign_id, kam_id, rater_group)
JOIN weighed USING (respondent_id)
WHERE weighed.whole OR home = 0
ORDER BY respondent_id, item, home

-- name: candidates
-- The versions that matter in the groups touched, as far as these may move:
-- of every questionnaire the newest (`age` 1), those that count or lend
-- answers to it, and those that wait; and, to fall back on, the one before the newest. `newest`: the newest's number.
SELECT *
FROM (
    SELECT respondent_id, campaign_id, kam_id, rater_group, key, state, answers, segment, cell, held, lent, counting,
           row_number() OVER questionnaire AS age, max(respondent_id) OVER questionnaire AS newest
    FROM respondents r
    JOIN touched USING (campaign_id, kam_id, rater_group)
    -- What was released stands still.
    WHERE NOT EXISTS (SELECT 1 FROM frozen f WHERE f.campaign_id = r.campaign_id AND f.kam_id = r.kam_id)
    WINDOW questionnaire AS (
        -- Without a key each is a questionnaire of its own: a partition would take all NULLs for one.
        PARTITION BY campaign_id, kam_id, rater_group, key, CASE WHEN key IS NULL THEN respondent_id END
        -- The whole frame: by its own, max() would look no further than the row that it stands in.
        ORDER BY respondent_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
) versions
WHERE age = 1 OR state <> 'replaced' OR lent > 0 OR (age = 2 AND $fall_back)
ORDER BY respondent_id

-- name: cells_taken
UPDATE meta SET value = CAST($taken AS VARCHAR) WHERE key = 'cells'

-- name: incoming_counted
-- In the order of the numbers, which is that of campaigns, KAMs and groups.
INSERT INTO answers
SELECT r.campaign_id, r.kam_id, r.rater_group, i.respondent_id, i.item, i.value, i.cell
FROM incoming i
JOIN arriving r USING (respondent_id)
WHERE i.home = 0

-- name: incoming_waiting
INSERT INTO waiting_answers
SELECT r.campaign_id, r.kam_id, r.rater_group, i.respondent_id, i.item, i.value, i.cell
FROM incoming i
JOIN arriving r USING (respondent_id)
WHERE i.home = 1

-- name: recut
-- Answers are in other cells.
UPDATE answers SET cell = r.cell FROM recut r
WHERE answers.respondent_id = r.respondent_id AND answers.item = r.item;
UPDATE waiting_answers SET cell = r.cell FROM recut r
WHERE waiting_answers.respondent_id = r.respondent_id AND waiting_answers.item = r.item;

-- name: set_states
-- Questionnaires change their state, their cell, how many of their answers wait, count, or go on counting in a newer
-- one.
UPDATE respondents SET state = c.state, cell = c.cell, held = c.held, lent = c.lent, counting = c.counting
FROM changed c
WHERE respondents.respondent_id = c.respondent_id
