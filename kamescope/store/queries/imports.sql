-- name: bump_data_version
-- Whatever is cached is keyed by this number.
UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS VARCHAR) WHERE key = 'data_version'

-- name: import_same
-- The same bytes with the same options.
SELECT layout, respondents, answers, comments, blanks, left_out FROM imports
WHERE sha256 = $sha256 AND options = $options AND undone_at IS NULL LIMIT 1

-- name: number_given
-- The last number of an import (`imports`) or of a file of people (`grant_files`): never given again.
UPDATE meta SET value = CAST($number AS VARCHAR) WHERE key = $key

-- name: insert_import
INSERT INTO imports (import_id, file, layout, sha256, options, imported_at, respondents, answers, comments, blanks,
                     skipped, demo, released, issues, replaced, waiting, mapping, set_aside, left_out, batch, campaigns,
                     kams)
SELECT $import_id, $file, $layout, $sha256, $options, now()::TIMESTAMP, $respondents, $answers, $comments, $blanks,
       $skipped,
       $demo, $released, $issues, $replaced, $waiting, $mapping, $set_aside, $left_out, $batch,
       (SELECT array_agg(name ORDER BY date, campaign_id) FROM campaigns
        WHERE campaign_id IN (SELECT campaign_id FROM staged)),
       (SELECT array_agg(token ORDER BY token) FROM kams WHERE kam_id IN (SELECT kam_id FROM staged))

-- name: insert_also_brought
INSERT INTO also_brought
SELECT $import_id, k.respondent_id, s.row FROM vouched k JOIN staged s USING (position)

-- name: insert_mapping
INSERT INTO mappings
SELECT DISTINCT $import_id, campaign_id, $headings, $source FROM staged ORDER BY campaign_id

-- name: insert_respondents
INSERT INTO respondents (respondent_id, campaign_id, kam_id, rater_group, source_id, import_id, source_row, state,
                         answers, segment, rater, seconds, returned_at, key, plain_id, given)
SELECT respondent_id, campaign_id, kam_id, rater_group, source_id, $import_id, row, state, answers,
       segment, rater, seconds, returned_at, key, plain_id, given
FROM arriving
ORDER BY campaign_id, kam_id, rater_group, respondent_id

-- name: next_ids
SELECT (SELECT coalesce(max(model_id), 0) + 1 FROM models),
       (SELECT coalesce(max(campaign_id), 0) + 1 FROM campaigns),
       (SELECT coalesce(max(kam_id), 0) + 1 FROM kams),
       (SELECT CAST(value AS INTEGER) + 1 FROM meta WHERE key = 'imports'),
       (SELECT coalesce(max(respondent_id), 0) + 1 FROM respondents)

-- name: seen_before
-- Questionnaires of this import in cells that an earlier one made: they were shown, taken back, and are known again.
-- They may have been in a block that is gone, so they are in no other.
UPDATE respondents SET block = -1
WHERE import_id = $import_id AND block = 0 AND cell BETWEEN 1 AND $cells

-- name: all_count
-- Whether in the groups touched every answer counts and nothing was ever replaced: then there is nothing to tell.
SELECT NOT EXISTS (
    SELECT 1 FROM respondents JOIN touched USING (campaign_id, kam_id, rater_group)
    WHERE state IN ('waiting', 'replaced') OR held > 0
)

-- name: waiting_of_import
-- Places where something of an import waits, or may wait untold: single answers where questionnaires were replaced
-- (`corrected`), anything where some are gone. One of its questionnaires there, how many of them wait, how many in all,
-- how many single answers of its questionnaires that count.
SELECT *
FROM (
    SELECT b.campaign_id, b.rater_group, b.position,
           -- Only what this import brought joins `arriving`; the rest of what waits there came before.
           CAST(coalesce(sum(w.late) FILTER (WHERE a.position IS NOT NULL), 0) AS BIGINT) AS mine,
           CAST(coalesce(sum(w.late), 0) AS BIGINT) AS late,
           CAST(coalesce(sum(w.held) FILTER (WHERE a.position IS NOT NULL), 0) AS BIGINT) AS held,
           count(c.kam_id) > 0 AS corrected, count(g.kam_id) > 0 AS gone
    FROM (
        SELECT v.campaign_id, v.kam_id, v.rater_group, min(v.position) AS position
        FROM arriving v
        -- What waits for that, `frozen_arriving` tells.
        WHERE NOT EXISTS (SELECT 1 FROM frozen f WHERE f.campaign_id = v.campaign_id AND f.kam_id = v.kam_id)
        GROUP BY v.campaign_id, v.kam_id, v.rater_group
    ) b
    LEFT JOIN waits w
        ON w.campaign_id = b.campaign_id AND w.kam_id = b.kam_id AND w.rater_group = b.rater_group
    LEFT JOIN arriving a ON a.respondent_id = w.respondent_id
    LEFT JOIN corrected c
        ON c.campaign_id = b.campaign_id AND c.kam_id = b.kam_id AND c.rater_group = b.rater_group
    LEFT JOIN where_gone g
        ON g.campaign_id = b.campaign_id AND g.kam_id = b.kam_id AND g.rater_group = b.rater_group
    GROUP BY b.campaign_id, b.kam_id, b.rater_group, b.position
) places
WHERE mine > 0 OR held > 0 OR corrected OR gone
ORDER BY position

-- name: campaigns_by_key
SELECT key, campaign_id, model_id, collecting FROM campaigns WHERE key = ANY(CAST($keys AS VARCHAR[]))

-- name: kams_by_key
SELECT key, kam_id, name FROM kams WHERE key = ANY(CAST($keys AS VARCHAR[]))

-- name: insert_campaign
INSERT INTO campaigns (campaign_id, key, token, name, date, model_id, collecting)
VALUES ($campaign_id, $key, $token, $name, $date, $model_id, $collecting)

-- name: insert_kams
INSERT INTO kams SELECT kam_id, key, token, source_id, name, company, $fictitious FROM new_kams ORDER BY kam_id

-- name: enrol
-- Whom a file rates in which campaign; a team that nobody named before is theirs from now on.
INSERT INTO import_people SELECT import_id, campaign_id, kam_id, CAST(date AS DATE), team FROM staged_people;

UPDATE enrolments SET team = p.team
FROM staged_people p
WHERE enrolments.campaign_id = p.campaign_id AND enrolments.kam_id = p.kam_id AND enrolments.team = '';

INSERT INTO enrolments
SELECT p.campaign_id, p.kam_id, p.team
FROM staged_people p
WHERE NOT EXISTS (SELECT 1 FROM enrolments e WHERE e.campaign_id = p.campaign_id AND e.kam_id = p.kam_id);
