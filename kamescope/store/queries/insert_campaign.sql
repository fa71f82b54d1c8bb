INSERT INTO campaigns VALUES ($campaign_id, $key, $token, $name, $date, $model_id)
