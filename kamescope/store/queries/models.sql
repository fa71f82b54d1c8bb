-- name: model_of_identity
SELECT model_id, source, former FROM models WHERE fingerprint = $fingerprint

-- name: insert_model
INSERT INTO models (model_id, fingerprint, code, version, source)
VALUES ($model_id, $fingerprint, $code, $version, $source)

-- name: reword_model
UPDATE models SET source = $source, former = $former WHERE model_id = $model_id

-- name: set_meta
INSERT INTO meta VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- name: promise
-- What these rater groups are promised from now on.
DELETE FROM protections WHERE (campaign, rater_group) IN (SELECT campaign, rater_group FROM promised);
INSERT INTO protections
SELECT campaign, rater_group, minimum, item_minimum, attributable, comment_minimum FROM promised;

-- name: cut_bare
-- What counts in groups that nothing protected until now: every import, and every partition value, was a view of its
-- own.
CREATE TEMP TABLE bare AS
SELECT respondent_id, (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'cells')
       + dense_rank() OVER (ORDER BY campaign_id, kam_id, rater_group, import_id, segment) AS cell
FROM respondents
JOIN bared USING (campaign_id, rater_group)
WHERE state = 'counted';

UPDATE respondents SET cell = b.cell FROM bare b WHERE respondents.respondent_id = b.respondent_id;
UPDATE answers SET cell = b.cell FROM bare b WHERE answers.respondent_id = b.respondent_id;
UPDATE meta SET value = (SELECT CAST(max(cell) AS VARCHAR) FROM bare)
WHERE key = 'cells' AND (SELECT count(*) FROM bare) > 0;

DROP TABLE bare;
