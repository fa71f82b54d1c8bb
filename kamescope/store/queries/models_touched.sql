-- The model of every campaign touched, and whether it is in collection.
SELECT DISTINCT c.campaign_id, m.source, c.collecting
FROM campaigns c
JOIN models m USING (model_id)
SEMI JOIN touched USING (campaign_id)
