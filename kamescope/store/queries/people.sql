-- name: alike
-- New questionnaires of the file beside those the database has about a KAM of that name, and why they may be the same:
-- `answers` (all of them, and not one value throughout), `few` (the same of too few answers to tell one person),
-- `id`, `rewritten` (the id, but for what a spreadsheet changes), `rater` (the e-mail). What is the same
-- questionnaire by its key is known, and no matter here.
WITH coming AS (
    SELECT s.position, s.row, s.campaign_id, s.kam_id, s.rater_group, s.source_id, s.plain_id, s.rater, s.given, s.flat,
           s.answers, s.returned_at
    FROM staged s
    WHERE s.answers > 0 AND NOT EXISTS (SELECT 1 FROM known k WHERE k.position = s.position)
), there AS (
    SELECT r.*, n.kam_id AS mine FROM respondents r JOIN namesakes n ON n.other = r.kam_id WHERE r.answers > 0
), found AS (
    SELECT c.position, t.respondent_id,
           CASE WHEN c.answers >= $fewest AND NOT c.flat THEN 'answers' ELSE 'few' END AS why
    FROM coming c
    JOIN there t ON t.mine = c.kam_id AND t.given = c.given
    UNION ALL
    SELECT c.position, t.respondent_id, 'id'
    FROM coming c
    JOIN there t ON t.mine = c.kam_id AND t.source_id = c.source_id
    UNION ALL
    SELECT c.position, t.respondent_id, 'rewritten'
    FROM coming c
    JOIN there t ON t.mine = c.kam_id AND t.plain_id = c.plain_id
    WHERE t.source_id <> c.source_id
    UNION ALL
    SELECT c.position, t.respondent_id, 'rater'
    FROM coming c
    JOIN there t ON t.mine = c.kam_id AND t.rater = c.rater
)
SELECT f.*, c.row, c.flat, c.answers, c.campaign_id, c.kam_id, c.rater_group, r.campaign_id AS old_campaign,
       r.kam_id AS old_kam,
       r.rater_group AS old_group, r.import_id, c.source_id IS NULL AND r.source_id IS NULL AS nameless,
       coalesce(c.returned_at = r.returned_at, false) AS same_moment,
       c.campaign_id = r.campaign_id AND c.kam_id = r.kam_id AND c.rater_group = r.rater_group AS same_place
FROM found f
JOIN coming c USING (position)
JOIN respondents r USING (respondent_id)
ORDER BY f.position, f.respondent_id

-- name: alike_answers
-- Of those pairs, how many items both gave an answer to, and how many the same.
WITH given AS (
    SELECT respondent_id, item, value FROM answers
    UNION ALL
    SELECT respondent_id, item, value FROM waiting_answers
    UNION ALL
    SELECT respondent_id, item, value FROM replaced_answers
), before AS MATERIALIZED (
    -- By itself, and first: PostgreSQL takes the pairs for a few, and would look up each one's answers for every answer
    -- of the other.
    SELECT p.position, p.respondent_id, p.old_campaign, g.item, g.value
    FROM (SELECT DISTINCT position, respondent_id, old_campaign FROM pairs) p
    JOIN given g USING (respondent_id)
)
SELECT b.position, b.respondent_id, count(*) AS shared, count(*) FILTER (WHERE a.value = b.value) AS equal
FROM before b
JOIN campaigns c ON c.campaign_id = b.old_campaign
JOIN all_codes o ON o.model_id = c.model_id AND o.item = b.item
JOIN item_codes n ON n.code = o.code
JOIN staged_answers a ON a.respondent = b.position AND a.item = n.item
GROUP BY b.position, b.respondent_id

-- name: kam_names
SELECT kam_id, name, fictitious FROM kams

-- name: known_before
-- Questionnaires of the file that the database already has: the newest version that lives, and whether its answers
-- differ.
WITH known AS (
    SELECT s.position, campaign_id, r.respondent_id, r.state, r.answers AS answers_before, s.answers AS answers_now,
           r.source_id IS NOT DISTINCT FROM s.source_id AS same_id, r.segment <> s.segment AS retold
    FROM (
        SELECT s.position, max(r.respondent_id) AS respondent_id
        FROM staged s
        JOIN respondents r USING (campaign_id, kam_id, rater_group, key)
        WHERE r.state <> 'replaced'
        GROUP BY s.position
    ) newest
    JOIN staged s USING (position)
    JOIN respondents r USING (respondent_id, campaign_id)
), before AS (
    SELECT k.position, a.item, a.value FROM known k JOIN answers a USING (respondent_id)
    UNION ALL
    SELECT k.position, a.item, a.value FROM known k JOIN waiting_answers a USING (respondent_id)
), now AS (
    SELECT k.position, a.item, a.value FROM known k JOIN staged_answers a ON a.respondent = k.position
), changed AS (
    SELECT DISTINCT coalesce(b.position, n.position) AS position
    FROM before b
    FULL JOIN now n ON n.position = b.position AND n.item = b.item
    -- An answer on one side alone is NULL on the other, and differs too.
    WHERE b.value IS DISTINCT FROM n.value
), written AS (
    -- What was written is only compared where the file asks it: one that has no such column says nothing of it.
    SELECT k.position, o.question, o.text
    FROM known k
    JOIN (SELECT * FROM comments UNION ALL SELECT * FROM waiting_comments) o USING (respondent_id)
    WHERE o.question = ANY(CAST($asked AS VARCHAR[]))
      AND k.respondent_id NOT IN (SELECT respondent_id FROM settled_comments)
), rewriting AS (
    SELECT * FROM staged_comments
    WHERE respondent NOT IN (SELECT position FROM known JOIN settled_comments USING (respondent_id))
), rewritten AS (
    SELECT DISTINCT coalesce(b.position, n.respondent) AS position
    FROM written b
    FULL JOIN rewriting n ON n.respondent = b.position AND n.question = b.question
    WHERE b.text IS DISTINCT FROM n.text
)
SELECT k.*, c.position IS NOT NULL AS answers_differ, w.position IS NOT NULL AS comments_differ
FROM known k
LEFT JOIN changed c USING (position)
LEFT JOIN rewritten w USING (position)
ORDER BY position

-- name: nameless_again
-- Earlier imports of a file of this name that brought questionnaires without an id to the same places.
SELECT e.import_id, min(s.row), count(DISTINCT s.position)
FROM staged s
JOIN (
    SELECT DISTINCT r.campaign_id, r.kam_id, r.rater_group, r.import_id
    FROM respondents r
    JOIN imports i USING (import_id)
    WHERE r.key IS NULL AND r.rater_group <> $self_group AND i.file = $file
) e USING (campaign_id, kam_id, rater_group)
WHERE s.key IS NULL
GROUP BY e.import_id
ORDER BY e.import_id

-- name: nameless_same
-- Questionnaires without an id that give, in the same place, exactly the answers of one the database has.
SELECT r.import_id, i.file, min(s.row), count(DISTINCT s.position)
FROM staged s
JOIN respondents r USING (campaign_id, kam_id, rater_group, given)
JOIN imports i USING (import_id)
WHERE s.key IS NULL AND r.key IS NULL AND s.rater_group <> $self_group AND s.answers >= $fewest
GROUP BY r.import_id, i.file
ORDER BY r.import_id

-- name: rater_again
-- New questionnaires whose rater has another one in the same place.
SELECT s.position, count(*)
FROM staged s
JOIN respondents r USING (campaign_id, kam_id, rater_group, rater)
WHERE s.answers > 0 AND r.state IN ('counted', 'waiting')
  AND NOT EXISTS (SELECT 1 FROM known k WHERE k.position = s.position)
GROUP BY s.position
ORDER BY s.position
