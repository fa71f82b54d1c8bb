SELECT model_id, source, former FROM models WHERE fingerprint = $fingerprint
