-- name: import_alive
SELECT import_id FROM imports WHERE import_id = $import_id AND undone_at IS NULL

-- name: take_back
-- Questionnaires that leave, in every table.
DELETE FROM answers WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM waiting_answers WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM replaced_answers WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM comments WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM waiting_comments WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM settled_comments WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM respondents WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM also_brought WHERE respondent_id IN (SELECT respondent_id FROM leaving)

-- name: forget_undone
DELETE FROM import_people WHERE import_id IN (SELECT import_id FROM undone);
DELETE FROM mappings WHERE import_id IN (SELECT import_id FROM undone)

-- name: undone_people
-- What imports that are being undone brought and no other import did.
SELECT respondent_id FROM respondents WHERE import_id IN (SELECT import_id FROM undone)

-- name: leaving_count
SELECT count(*) FROM leaving

-- name: hand_over
-- What another import brought too is that import's from now on.
UPDATE respondents SET import_id = h.import_id, source_row = h.source_row
FROM (
    SELECT respondent_id, min(import_id) AS import_id, (array_agg(source_row ORDER BY import_id))[1] AS source_row
    FROM also_brought
    WHERE import_id NOT IN (SELECT import_id FROM undone)
    GROUP BY respondent_id
) h
WHERE respondents.respondent_id = h.respondent_id AND respondents.import_id IN (SELECT import_id FROM undone);

DELETE FROM also_brought WHERE import_id IN (SELECT import_id FROM undone);
-- An import whose own it is now needs no line here.
DELETE FROM also_brought
WHERE EXISTS (
    SELECT 1 FROM respondents r
    WHERE r.respondent_id = also_brought.respondent_id AND r.import_id = also_brought.import_id
);

-- name: undone_count
SELECT count(*) FROM respondents WHERE import_id IN (SELECT import_id FROM undone)

-- name: undone_places
-- Groups where imports that are being undone brought questionnaires.
SELECT DISTINCT campaign_id, kam_id, rater_group FROM respondents WHERE import_id IN (SELECT import_id FROM undone)

-- name: shown_answers
-- The answers of these questionnaires that were shown.
SELECT respondent_id, item, value, cell
FROM (SELECT * FROM answers UNION ALL SELECT * FROM waiting_answers) a
JOIN weighed USING (respondent_id)
WHERE cell <> 0

-- name: shown_of_leaving
-- Questionnaires that leave, of which something was shown: itself, or answers that it lends a newer version.
SELECT r.respondent_id, r.campaign_id, r.kam_id, r.rater_group, r.key, r.cell, r.given
FROM respondents r
JOIN leaving USING (respondent_id)
JOIN kams k USING (kam_id)
WHERE NOT k.fictitious AND (
    r.cell <> 0 OR r.respondent_id IN (
        SELECT respondent_id FROM (SELECT * FROM answers UNION ALL SELECT * FROM waiting_answers) a
        JOIN touched USING (campaign_id, kam_id, rater_group)
        WHERE cell <> 0
    )
)

-- name: mark_undone
UPDATE imports SET undone_at = now()::TIMESTAMP, released = released OR $released WHERE import_id = $import_id

-- name: mark_erased
-- What this transaction deletes is to be gone from the file too: see `opening.rewrite`, which takes the mark away.
INSERT INTO meta VALUES ('erased', '') ON CONFLICT (key) DO NOTHING

-- name: leave_no_empties
-- Nobody stays enrolled whom no import rates; what is left is told as the imports that are left tell it.
DELETE FROM enrolments
WHERE NOT EXISTS (
    SELECT 1 FROM import_people p WHERE p.campaign_id = enrolments.campaign_id AND p.kam_id = enrolments.kam_id
);
DELETE FROM expected
WHERE NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.campaign_id = expected.campaign_id AND e.kam_id = expected.kam_id);
DELETE FROM roads
WHERE NOT EXISTS (
    SELECT 1 FROM enrolments e JOIN campaigns c USING (campaign_id) JOIN kams k USING (kam_id)
    WHERE c.token = roads.campaign AND k.token = roads.kam
);
DELETE FROM comment_reviews
WHERE NOT EXISTS (
    SELECT 1 FROM enrolments e JOIN campaigns c USING (campaign_id) JOIN kams k USING (kam_id)
    WHERE c.token = comment_reviews.campaign AND k.token = comment_reviews.kam
);
-- In this order: who is enrolled keeps campaigns and KAMs, and these keep their models.
DELETE FROM campaigns WHERE campaign_id NOT IN (SELECT campaign_id FROM enrolments);
DELETE FROM kams WHERE kam_id NOT IN (SELECT kam_id FROM enrolments);
DELETE FROM models WHERE model_id NOT IN (SELECT model_id FROM campaigns);

UPDATE enrolments SET team = told.team
FROM (
    SELECT campaign_id, kam_id, coalesce((array_agg(team ORDER BY import_id) FILTER (WHERE team <> ''))[1], '') AS team
    FROM import_people
    GROUP BY campaign_id, kam_id
) told
WHERE enrolments.campaign_id = told.campaign_id AND enrolments.kam_id = told.kam_id AND enrolments.team <> told.team;

UPDATE campaigns SET date = told.date
FROM (
    SELECT campaign_id, (array_agg(date ORDER BY import_id))[1] AS date FROM import_people GROUP BY campaign_id
) told
WHERE campaigns.campaign_id = told.campaign_id AND campaigns.date <> told.date;

-- name: campaign_tokens
SELECT token FROM campaigns

-- name: demo_count
SELECT count(*) FROM imports WHERE demo AND undone_at IS NULL

-- name: demo_imports
SELECT import_id FROM imports WHERE demo AND undone_at IS NULL

-- name: forget_demo_lines
DELETE FROM imports WHERE demo

-- name: forget_promises
-- Campaigns that the demonstration alone was made of promised nobody anything.
DELETE FROM protections
WHERE campaign = ANY(CAST($tokens AS VARCHAR[])) AND campaign NOT IN (SELECT token FROM campaigns)
