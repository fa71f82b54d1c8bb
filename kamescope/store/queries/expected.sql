SELECT c.token, k.token, e.rater_group, e.sent
FROM expected e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
ORDER BY ALL
