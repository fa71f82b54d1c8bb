-- Questionnaires of the file that the database already has, by the key of DESIGN 7 (case does not count, as within a
-- file), and whether any answer differs. One that came back empty and is filled in now is new: it counted nowhere.
WITH known AS (
    SELECT s.position, r.respondent_id
    FROM staged s
    JOIN respondents r USING (campaign_id, kam_id, rater_group)
    WHERE lower(s.source_id) = lower(r.source_id) AND NOT (r.state = 'empty' AND s.answers > 0)
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
SELECT k.position, k.respondent_id, c.position IS NOT NULL FROM known k LEFT JOIN changed c USING (position)
