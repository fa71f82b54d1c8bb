-- Questionnaires of the file that the database already has: the newest version that lives, and whether its answers differ.
WITH known AS (
    SELECT s.position, campaign_id, r.respondent_id, r.state, r.answers AS answers_before, s.answers AS answers_now,
           r.source_id IS NOT DISTINCT FROM s.source_id AS same_id, r.segment <> s.segment AS retold
    FROM staged s
    JOIN respondents r USING (campaign_id, kam_id, rater_group, key)
    WHERE r.state <> 'replaced'
    QUALIFY row_number() OVER (PARTITION BY s.position ORDER BY r.respondent_id DESC) = 1
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
    WHERE b.value IS DISTINCT FROM n.value
)
SELECT k.*, c.position IS NOT NULL AS answers_differ FROM known k LEFT JOIN changed c USING (position) ORDER BY position
