-- Blocks of questionnaires whose signs (all alike, quick, late) are told together, once and for all.

-- 0: in none yet; below zero: seen already in a block that is told no more, so never in another. `block_size`: how many
-- questionnaires the block was made of; it is told only while all of them count.
ALTER TABLE respondents ADD COLUMN block INTEGER DEFAULT 0;
ALTER TABLE respondents ADD COLUMN block_size INTEGER DEFAULT 0;

-- What counts already, as it was told until now: see `keep_blocks` in `queries/quality.sql`.
WITH groups AS (
    SELECT campaign_id, unnest(range(json_array_length(source, '$.groups')::BIGINT)) AS rater_group,
           unnest(json_extract(source, '$.groups[*].minimum')::INTEGER[]) AS minimum
    FROM campaigns
    JOIN models USING (model_id)
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
    -- Five, as it was then: another number in the program changes no block that has been told.
    SELECT *, count(*) FILTER (alike < 5) OVER (PARTITION BY campaign_id, kam_id, protected) AS together
    FROM alone
), kinds AS (
    SELECT *, if(alike >= 5 OR together >= 5, kam_id, NULL) AS kam,
           if(alike >= 5, rater_group, NULL) AS one
    FROM own
), sizes AS (
    SELECT *, count(*) OVER (PARTITION BY campaign_id, protected, fictitious, kam, one) AS size
    FROM kinds
), made AS (
    SELECT respondent_id, size, (SELECT coalesce(max(abs(block)), 0) FROM respondents)
           + dense_rank() OVER (ORDER BY campaign_id, protected, fictitious, kam, one) AS block
    FROM sizes
    WHERE size >= 5
)
UPDATE respondents SET block = m.block, block_size = m.size
FROM made m
WHERE respondents.respondent_id = m.respondent_id;
