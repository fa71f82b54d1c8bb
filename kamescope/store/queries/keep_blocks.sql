-- Blocks of questionnaires whose signs are told together, once and for all (docs/design.md 4). In groups touched, a
-- newer version takes its older one's block, below zero: that block is told no more, and the newer version is in no
-- other. Then, in campaigns touched, those that count, in groups shown and in no block yet, make new blocks where they
-- are enough: of one group; else what a KAM has left; else what a campaign has left. Protected groups, and fictitious
-- people, apart.
UPDATE respondents SET block = o.block
FROM (
    SELECT n.respondent_id, -max(abs(r.block)) AS block
    FROM respondents n
    SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
    JOIN respondents r USING (campaign_id, kam_id, rater_group, key)
    WHERE n.state = 'counted' AND n.block = 0 AND r.block <> 0
    GROUP BY n.respondent_id
) o
WHERE respondents.respondent_id = o.respondent_id;

WITH groups AS (
    SELECT campaign_id, p.minimum,
           list_position(json_extract_string(source, '$.groups[*].code'), p.rater_group) - 1 AS rater_group
    FROM campaigns c
    JOIN models USING (model_id)
    JOIN protections p ON p.campaign = c.token
    SEMI JOIN touched USING (campaign_id)
    WHERE NOT collecting
), fresh AS (
    SELECT r.respondent_id, campaign_id, kam_id, rater_group, k.fictitious, g.minimum, g.minimum >= 2 AS protected
    FROM respondents r
    JOIN groups g USING (campaign_id, rater_group)
    JOIN kams k USING (kam_id)
    WHERE r.state = 'counted' AND r.block = 0
), heads AS (
    SELECT campaign_id, kam_id, rater_group, count(*) AS respondents
    FROM respondents
    SEMI JOIN fresh USING (campaign_id, kam_id, rater_group)
    WHERE state = 'counted'
    GROUP BY ALL
), alone AS (
    SELECT f.*, count(*) OVER (PARTITION BY campaign_id, kam_id, rater_group) AS alike
    FROM fresh f
    JOIN heads h USING (campaign_id, kam_id, rater_group)
    WHERE h.respondents >= f.minimum
), own AS (
    SELECT *, count(*) FILTER (alike < $smallest) OVER (PARTITION BY campaign_id, kam_id, protected) AS together
    FROM alone
), kinds AS (
    SELECT *, if(alike >= $smallest OR together >= $smallest, kam_id, NULL) AS kam,
           if(alike >= $smallest, rater_group, NULL) AS one
    FROM own
), sizes AS (
    SELECT *, count(*) OVER (PARTITION BY campaign_id, protected, fictitious, kam, one) AS size
    FROM kinds
), made AS (
    SELECT respondent_id, size, (SELECT coalesce(max(abs(block)), 0) FROM respondents)
           + dense_rank() OVER (ORDER BY campaign_id, protected, fictitious, kam, one) AS block
    FROM sizes
    WHERE size >= $smallest
)
UPDATE respondents SET block = m.block, block_size = m.size
FROM made m
WHERE respondents.respondent_id = m.respondent_id;
