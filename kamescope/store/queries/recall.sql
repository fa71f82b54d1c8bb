-- Who of those that come may be somebody who was shown and is gone: how many answers each pair has alike.
WITH digests AS (
    SELECT x.respondent_id, x.item, y.gone_id, left(sha256(concat_ws('|', $secret, y.gone_id, x.item, x.value)), 20) AS digest
    FROM coming_answers x
    JOIN comers z USING (respondent_id)
    JOIN gone y USING (place)
)
SELECT g.gone_id, c.respondent_id, coalesce(g.person = c.person AND g.campaign = c.campaign, false) AS same_person, g.cell,
       count(a.item) AS shown, count(d.item) AS alike, max(c.answers) AS given
FROM gone g
JOIN comers c USING (place)
LEFT JOIN gone_answers a USING (gone_id)
LEFT JOIN digests d ON d.gone_id = g.gone_id AND d.respondent_id = c.respondent_id AND d.item = a.item
                   AND d.digest = a.digest
GROUP BY ALL
ORDER BY same_person DESC, alike DESC, g.gone_id DESC, c.respondent_id
