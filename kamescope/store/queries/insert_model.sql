INSERT INTO models (model_id, fingerprint, code, version, source)
VALUES ($model_id, $fingerprint, $code, $version, $source)
