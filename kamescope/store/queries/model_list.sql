SELECT model_id, source, former FROM models ORDER BY model_id
