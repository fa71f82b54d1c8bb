INSERT INTO models SELECT $model_id, $fingerprint, $code, $version, $source
WHERE $fingerprint NOT IN (SELECT fingerprint FROM models)
