-- The groups of a campaign from which something came back.
SELECT DISTINCT r.campaign_id, r.kam_id, r.rater_group
FROM respondents r
JOIN campaigns c USING (campaign_id)
WHERE c.token = $campaign
