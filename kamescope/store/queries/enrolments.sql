-- Every KAM of every campaign with the questionnaires counted, group by group; latest campaign first, and of those of
-- one day the one first imported later.
WITH heads AS (
    SELECT campaign_id, kam_id, rater_group, count(*) AS respondents, sum(counting) AS answers
    FROM respondents
    WHERE state = 'counted'
    GROUP BY ALL
), groups AS (
    SELECT campaign_id, kam_id, list({'rater_group': rater_group, 'respondents': respondents, 'answers': answers}) AS heads
    FROM heads
    GROUP BY ALL
)
SELECT c.token, c.name, c.date, c.collecting, c.model_id, k.token, coalesce(k.source_id, k.token), k.name, k.company, e.team,
       k.fictitious, coalesce(g.heads, [])
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
LEFT JOIN groups g USING (campaign_id, kam_id)
ORDER BY c.date DESC, c.campaign_id DESC, k.fictitious, lower(strip_accents(k.name)), k.company, k.kam_id
