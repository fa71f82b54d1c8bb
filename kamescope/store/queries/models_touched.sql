SELECT DISTINCT c.campaign_id, m.source
FROM campaigns c
JOIN models m USING (model_id)
SEMI JOIN touched USING (campaign_id)
