SELECT e.campaign_id, e.kam_id
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.token = $kam
