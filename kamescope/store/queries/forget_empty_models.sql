DELETE FROM models WHERE model_id NOT IN (SELECT model_id FROM campaigns)
