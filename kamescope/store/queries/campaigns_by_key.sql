SELECT key, campaign_id, model_id FROM campaigns WHERE key IN (SELECT unnest($keys::VARCHAR[]))
