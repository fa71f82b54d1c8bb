SELECT campaign_id, name, model_id FROM campaigns
