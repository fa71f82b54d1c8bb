-- Campaign (token) and KAM (name) of the places touched.
SELECT DISTINCT t.campaign_id, t.kam_id, c.token, k.name, k.fictitious
FROM touched t
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
