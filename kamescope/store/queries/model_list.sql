SELECT model_id, source FROM models ORDER BY model_id
