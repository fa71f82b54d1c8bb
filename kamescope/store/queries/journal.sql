-- name: journal
-- Every import, the newest first, with how many of its questionnaires wait now, and whether single answers may wait
-- untold where it was the last to bring some.
SELECT i.import_id, i.file, i.layout, i.imported_at, i.respondents, i.answers, i.comments, i.blanks, i.skipped,
       i.replaced,
       coalesce(w.waiting, 0), i.demo, i.released, i.undone_at, i.issues, i.set_aside, i.left_out, i.mapping,
       i.campaigns, i.kams,
       u.import_id IS NOT NULL, i.batch
FROM imports i
LEFT JOIN (
    SELECT import_id, CAST(sum(late) AS BIGINT) AS waiting FROM waits GROUP BY import_id
) w USING (import_id)
LEFT JOIN (
    SELECT DISTINCT import_id FROM (
        SELECT max(import_id) AS import_id FROM respondents JOIN corrected USING (campaign_id, kam_id, rater_group)
        GROUP BY campaign_id, kam_id, rater_group
    ) latest
) u USING (import_id)
ORDER BY i.import_id DESC

-- name: late
-- Where questionnaires wait, or single answers of questionnaires that count, and how many.
SELECT c.token, k.token, w.rater_group, CAST(sum(w.late) AS BIGINT) AS late, CAST(sum(w.held) AS BIGINT) AS held
FROM waits w
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
GROUP BY c.token, k.token, w.rater_group
ORDER BY c.token, k.token, w.rater_group

-- name: mappings
-- Of the mappings agreed for the same headings and campaign, the newest, and the KAMs (tokens) of its import.
SELECT c.token, c.name, c.date, m.headings, m.source, i.kams
FROM (
    SELECT campaign_id, headings, max(import_id) AS import_id FROM mappings GROUP BY campaign_id, headings
) newest
JOIN mappings m USING (campaign_id, headings, import_id)
JOIN imports i USING (import_id)
JOIN campaigns c USING (campaign_id)
ORDER BY c.date DESC, c.campaign_id DESC, m.headings

-- name: expected
SELECT c.token, k.token, e.rater_group, e.sent
FROM expected e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
ORDER BY c.token, k.token, e.rater_group, e.sent

-- name: insert_expected
INSERT INTO expected VALUES ($campaign_id, $kam_id, $rater_group, $sent)

-- name: forget_expected
DELETE FROM expected WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group

-- name: enrolment
SELECT e.campaign_id, e.kam_id
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.token = $kam

-- name: campaign_places
-- The groups of a campaign from which something came back.
SELECT DISTINCT r.campaign_id, r.kam_id, r.rater_group
FROM respondents r
JOIN campaigns c USING (campaign_id)
WHERE c.token = $campaign

-- name: waiting_in_touched
-- What waits in the places touched: questionnaires, and single answers of those that count.
SELECT CAST(coalesce(sum(late), 0) AS BIGINT), CAST(coalesce(sum(held), 0) AS BIGINT)
FROM waits
JOIN touched USING (campaign_id, kam_id, rater_group)

-- name: import_places
-- Groups of which an import that stands brought questionnaires.
SELECT DISTINCT r.campaign_id, r.kam_id, r.rater_group
FROM respondents r
JOIN imports i USING (import_id)
WHERE r.import_id = $import_id AND i.undone_at IS NULL

-- name: mark_released
-- The journal keeps that what waits of these imports in the places touched was released.
UPDATE imports SET released = true
WHERE import_id IN (SELECT import_id FROM waits JOIN touched USING (campaign_id, kam_id, rater_group))
   OR import_id IN (
       SELECT import_id FROM respondents
       JOIN touched USING (campaign_id, kam_id, rater_group)
       JOIN corrected USING (campaign_id, kam_id, rater_group)
   )

-- name: open_campaign
UPDATE campaigns SET collecting = false WHERE token = $campaign
