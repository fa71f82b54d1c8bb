-- One KAM in one campaign, by their tokens.
SELECT c.campaign_id, k.kam_id, c.model_id, c.name, c.date, coalesce(k.source_id, k.token), k.name, k.company, e.team,
       k.fictitious
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.token = $kam
