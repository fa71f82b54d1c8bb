SELECT model_id FROM models WHERE fingerprint = $fingerprint
