UPDATE models SET source = $source, former = $former WHERE model_id = $model_id
