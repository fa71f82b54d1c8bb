-- Where every KAM of every campaign is kept, and who they are.
SELECT c.campaign_id, k.kam_id, c.token, c.name, c.date, c.collecting, k.token, coalesce(k.source_id, k.token), k.name,
       k.company, e.team, k.fictitious
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
