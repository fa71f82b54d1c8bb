-- name: releases
-- Every release, in the order of versions; the one that was not reopened stands. `kept`: its figures are.
SELECT r.campaign, r.kam, r.version, r.roles, r.opens, r.released_at, r.who, r.reopened_at,
       v.version IS NOT NULL AS kept
FROM releases r
LEFT JOIN versions v ON v.campaign = r.campaign AND v.kam = r.kam AND v.version = r.version
ORDER BY r.campaign, r.kam, r.version

-- name: insert_release
INSERT INTO releases
SELECT $campaign, $kam, coalesce(max(version), 0) + 1, $roles, $opens, now()::TIMESTAMP, $who, NULL
FROM releases WHERE campaign = $campaign AND kam = $kam

-- name: amend_release
-- To others, or on another day: the figures are those of its version.
UPDATE releases SET roles = $roles, opens = $opens, who = $who
WHERE campaign = $campaign AND kam = $kam AND reopened_at IS NULL

-- name: release_stands
SELECT version FROM releases WHERE campaign = $campaign AND kam = $kam AND reopened_at IS NULL

-- name: mark_reopened
UPDATE releases SET reopened_at = now()::TIMESTAMP
WHERE campaign = $campaign AND kam = $kam AND reopened_at IS NULL

-- name: forget_releases
-- In one campaign, or ("") in all.
DELETE FROM releases WHERE ($campaign = '' OR campaign = $campaign) AND kam = $kam

-- name: rename_in_releases
UPDATE releases SET who = $token WHERE who = $email

-- name: roads
SELECT campaign, kam, goes_on, prepared, talk FROM roads

-- name: forget_road
DELETE FROM roads WHERE campaign = $campaign AND kam = $kam

-- name: insert_road
INSERT INTO roads VALUES ($campaign, $kam, $goes_on, $prepared, $talk)

-- name: places_of
-- The groups of a KAM in a campaign from which something came back.
SELECT DISTINCT campaign_id, kam_id, rater_group
FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id

-- name: frozen_arriving
-- Of those who arrive, whose results stand still: one questionnaire of theirs, and how many wait.
SELECT min(a.position), CAST(sum(w.late) AS BIGINT)
FROM arriving a
JOIN frozen USING (campaign_id, kam_id)
JOIN waits w USING (respondent_id)
GROUP BY a.campaign_id, a.kam_id
ORDER BY 1

-- name: frozen_leaving
-- Whose results stand still and would lose something that counts.
SELECT DISTINCT k.name AS kam, c.name AS campaign
FROM respondents r
JOIN leaving USING (respondent_id)
JOIN frozen USING (campaign_id, kam_id)
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE r.state = 'counted' OR r.lent > 0
ORDER BY kam, campaign

-- name: frozen_touched
SELECT DISTINCT k.name AS kam, c.name AS campaign
FROM touched
JOIN frozen USING (campaign_id, kam_id)
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
ORDER BY kam, campaign

-- name: frozen_named
-- Whose results stand still of a KAM or of a campaign (tokens, "" where all are meant).
SELECT DISTINCT k.name AS kam, c.name AS campaign
FROM frozen
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE ($campaign = '' OR c.token = $campaign) AND ($kam = '' OR k.token = $kam)
ORDER BY kam, campaign

-- name: frozen_of_imports
-- Whose results stand still, among those whom imports being undone rate (tokens of campaign and KAM).
SELECT DISTINCT c.token, k.token
FROM undone
JOIN import_people USING (import_id)
JOIN frozen USING (campaign_id, kam_id)
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)

-- name: frozen_people
-- The questionnaires of the places touched that stand still.
SELECT r.respondent_id
FROM respondents r
JOIN touched USING (campaign_id, kam_id, rater_group)
JOIN frozen USING (campaign_id, kam_id)
