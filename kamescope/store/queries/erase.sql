-- Everything of a KAM, a campaign or one respondent leaves: what is found of it, and what names it.

-- name: erased_people
-- The questionnaires of somebody or of a campaign (tokens, "" where all are meant).
SELECT respondent_id
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE ($campaign = '' OR c.token = $campaign) AND ($kam = '' OR k.token = $kam)

-- name: erased_respondent
-- Every version of one respondent's questionnaire: by the hash of the id, or by what makes versions one.
SELECT r.respondent_id, r.key
FROM respondents r
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group AND key IN (
    SELECT key
    FROM respondents
    WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group AND source_id = $source_id
)

-- name: leaving_places
SELECT DISTINCT campaign_id, kam_id, rater_group FROM respondents JOIN leaving USING (respondent_id)

-- name: leaving_lines
-- By import that brought some of what leaves: how many questionnaires were its own, and how many it brought again.
SELECT import_id, CAST(sum(own) AS INTEGER), CAST(sum(again) AS INTEGER)
FROM (
    SELECT import_id, 1 AS own, 0 AS again FROM respondents JOIN leaving USING (respondent_id)
    UNION ALL
    SELECT import_id, 0, 1 FROM also_brought JOIN leaving USING (respondent_id)
) brought
GROUP BY import_id

-- name: forget_rated
-- Imports rate nobody any more of whom nothing else is left of theirs.
DELETE FROM import_people
WHERE (import_id, campaign_id, kam_id) IN (
    SELECT import_id, campaign_id, kam_id
    FROM (
        SELECT import_id, campaign_id, kam_id, respondent_id FROM respondents
        UNION ALL
        SELECT b.import_id, r.campaign_id, r.kam_id, b.respondent_id
        FROM also_brought b
        JOIN respondents r USING (respondent_id)
    ) brought
    GROUP BY import_id, campaign_id, kam_id
    HAVING bool_and(respondent_id IN (SELECT respondent_id FROM leaving))
)

-- name: forget_all_rated
-- All of a KAM or of a campaign (tokens): databases of the first version did not keep who was brought again.
DELETE FROM import_people
WHERE kam_id IN (SELECT kam_id FROM kams WHERE token = $kam)
   OR campaign_id IN (SELECT campaign_id FROM campaigns WHERE token = $campaign)

-- name: journal_texts
-- What the journal says in words, and in numbers that count what is erased.
SELECT i.import_id, i.file, i.options, i.issues, i.mapping, i.set_aside, i.campaigns, i.kams, i.undone_at IS NOT NULL,
       i.respondents, i.skipped, i.answers, i.comments, i.blanks
FROM imports i
ORDER BY i.import_id

-- name: forget_line
DELETE FROM imports WHERE import_id = $import_id

-- name: rewrite_line
UPDATE imports
SET file = $file, options = $options, issues = $issues, mapping = $mapping, set_aside = $set_aside,
    campaigns = $campaigns, kams = $kams, respondents = $respondents, skipped = $skipped, answers = $answers,
    comments = $comments, blanks = $blanks
-- Whether one is undone is said by nobody but an undo.
WHERE import_id = $import_id AND (undone_at IS NOT NULL) = $undone

-- name: mapping_texts
SELECT DISTINCT import_id, source FROM mappings

-- name: forget_mapping
DELETE FROM mappings WHERE import_id = $import_id AND source = $source

-- name: forget_idle_mappings
-- Mappings of imports or campaigns that are there no more.
DELETE FROM mappings
WHERE import_id NOT IN (SELECT import_id FROM imports) OR campaign_id NOT IN (SELECT campaign_id FROM campaigns)

-- name: rated_now
-- Whom each import rates, in which campaigns.
SELECT p.import_id, array_agg(DISTINCT c.name) AS campaigns, array_agg(DISTINCT k.token ORDER BY k.token) AS kams
FROM import_people p
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
GROUP BY p.import_id

-- name: names_there
-- Who is rated and in which campaign, as they are named.
SELECT c.token, c.name, k.token, k.name, coalesce(k.source_id, '')
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)

-- name: kams_mentioned
-- The KAMs (tokens) of whom the journal, a grant, a release, a plan or what a coach prepared tells.
SELECT unnest(kams) FROM imports
UNION
SELECT kam FROM grants WHERE kam <> ''
UNION
SELECT kam FROM releases
UNION
SELECT kam FROM plans
UNION
SELECT kam FROM seen_comments
UNION
SELECT kam FROM preparations
UNION
SELECT kam FROM prepared_questions
UNION
SELECT kam FROM prepared_factors
UNION
SELECT kam FROM coach_notes
UNION
SELECT kam FROM lever_people WHERE kam <> ''

-- name: promised_groups
SELECT DISTINCT rater_group FROM protections

-- name: forget_grants_on
DELETE FROM grants WHERE reach = 'kam' AND kam = $kam

-- name: own_accounts
-- The people who have the role `kam` on that KAM: themself.
SELECT DISTINCT email FROM grants WHERE role = 'kam' AND kam = $kam

-- name: rename_in_audit
UPDATE audit SET who = $token WHERE who = $email

-- name: said_by
SELECT count(*) FROM audit WHERE who = $email

-- name: table_sizes
-- How much there is by kind; answers wherever they are kept, since those of others may begin to wait.
SELECT (SELECT count(*) FROM respondents) AS respondents,
       (SELECT count(*) FROM answers) + (SELECT count(*) FROM waiting_answers)
       + (SELECT count(*) FROM replaced_answers) AS answers,
       (SELECT count(*) FROM comments) + (SELECT count(*) FROM waiting_comments) AS comments,
       (SELECT count(*) FROM kams) AS kams,
       (SELECT count(*) FROM campaigns) AS campaigns,
       (SELECT count(*) FROM enrolments) AS enrolments,
       (SELECT count(*) FROM expected) AS expected,
       (SELECT count(*) FROM models) AS models,
       (SELECT count(*) FROM imports) AS imports,
       (SELECT count(*) FROM mappings) AS mappings,
       (SELECT count(*) FROM grants) AS grants,
       (SELECT count(*) FROM persons) AS persons,
       (SELECT count(*) FROM releases) AS releases,
       (SELECT count(*) FROM versions) AS versions,
       (SELECT count(*) FROM plans) AS plans,
       (SELECT count(*) FROM comment_reviews) AS comment_reviews,
       (SELECT count(*) FROM preparations) + (SELECT count(*) FROM prepared_questions)
       + (SELECT count(*) FROM prepared_factors) AS prepared,
       (SELECT count(*) FROM coach_notes) AS notes,
       (SELECT count(*) FROM lever_rows) AS lever_rows,
       (SELECT count(*) FROM lever_files) AS lever_files
