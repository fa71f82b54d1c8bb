INSERT INTO campaigns (campaign_id, key, token, name, date, model_id, collecting)
VALUES ($campaign_id, $key, $token, $name, $date, $model_id, $collecting)
