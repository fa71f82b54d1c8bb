-- Of the mappings agreed for the same headings and campaign, the newest.
SELECT c.token, c.name, c.date, m.headings, arg_max(m.source, m.import_id)
FROM mappings m
JOIN campaigns c USING (campaign_id)
GROUP BY c.campaign_id, c.token, c.name, c.date, m.headings
ORDER BY c.date DESC, c.campaign_id DESC, m.headings
