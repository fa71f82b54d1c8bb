-- New questionnaires of the file beside those the database has about a KAM of that name, and why they may be the same:
-- `answers` (all of them, and not one value throughout), `few` (the same of too few answers to tell one person), `id`, `rewritten` (the id, but for what a spreadsheet changes),
-- `rater` (the e-mail). What is the same questionnaire by its key is known, and no matter here.
WITH coming AS (
    SELECT s.position, s.row, s.campaign_id, s.kam_id, s.rater_group, s.source_id, s.plain_id, s.rater, s.given, s.flat,
           s.answers, s.returned_at
    FROM staged s
    ANTI JOIN known USING (position)
    WHERE s.answers > 0
), there AS (
    SELECT r.*, n.kam_id AS mine FROM respondents r JOIN namesakes n ON n.other = r.kam_id WHERE r.answers > 0
), found AS (
    SELECT c.position, t.respondent_id, if(c.answers >= $fewest AND NOT c.flat, 'answers', 'few') AS why
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
SELECT f.*, c.row, c.flat, c.answers, c.campaign_id, c.kam_id, c.rater_group, r.campaign_id AS old_campaign, r.kam_id AS old_kam,
       r.rater_group AS old_group, r.import_id, c.source_id IS NULL AND r.source_id IS NULL AS nameless,
       coalesce(c.returned_at = r.returned_at, false) AS same_moment,
       c.campaign_id = r.campaign_id AND c.kam_id = r.kam_id AND c.rater_group = r.rater_group AS same_place
FROM found f
JOIN coming c USING (position)
JOIN respondents r USING (respondent_id)
ORDER BY f.position, f.respondent_id
