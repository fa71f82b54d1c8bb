-- What was released, as it was that day.

-- name: versions
-- Every version whose figures are kept, the first of a KAM in a campaign first; `reopened_at` is empty of what stands.
SELECT v.campaign, v.kam, v.version, v.company, v.team, v.day, v.model, r.roles, r.opens, r.reopened_at
FROM versions v
JOIN releases r ON r.campaign = v.campaign AND r.kam = v.kam AND r.version = v.version
ORDER BY v.campaign, v.kam, v.version

-- name: version_models
SELECT digest, source FROM version_models

-- name: version_figures
SELECT figures FROM versions WHERE campaign = $campaign AND kam = $kam AND version = $version

-- name: keep_version
INSERT INTO versions VALUES ($campaign, $kam, $version, $company, $team, $day, $model, $figures)

-- name: keep_version_model
INSERT INTO version_models
SELECT $digest, $source
WHERE NOT EXISTS (SELECT 1 FROM version_models WHERE digest = $digest)

-- name: forget_versions
-- In one campaign, or ("") in all.
DELETE FROM versions WHERE ($campaign = '' OR campaign = $campaign) AND kam = $kam

-- name: forget_version_models
-- Those in which no version is told any more.
DELETE FROM version_models WHERE digest NOT IN (SELECT model FROM versions)
