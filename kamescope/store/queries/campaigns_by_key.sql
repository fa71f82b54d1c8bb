SELECT key, campaign_id, model_id, collecting FROM campaigns WHERE key IN (SELECT unnest($keys::VARCHAR[]))
