-- name: quality_counts
-- What came back from each group of each KAM of a campaign: counted, answers, waiting, empty.
SELECT k.token, r.rater_group,
       count(*) FILTER (WHERE state = 'counted'),
       CAST(coalesce(sum(counting) FILTER (WHERE state = 'counted'), 0) AS BIGINT),
       count(*) FILTER (WHERE state = 'waiting'),
       count(*) FILTER (WHERE state = 'empty')
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.fictitious = $fictitious
GROUP BY k.token, r.rater_group
ORDER BY k.token, r.rater_group

-- name: quality_signs
-- Of the questionnaires that count and are in a block, by block, KAM and group: how many are all alike, how many say
-- how long they took, are too quick, came after the group's first import. A questionnaire came with its first
-- version. All that it answered is looked at, what waits too: else its sign would change alone when that is shown.
WITH here AS (
    SELECT k.token AS kam, r.rater_group, r.respondent_id, r.state, r.block, r.block_size, r.answers, r.seconds,
           min(r.import_id) OVER (
               -- Without a key each is a questionnaire of its own: a partition would take all NULLs for one.
               PARTITION BY r.kam_id, r.rater_group, r.key, CASE WHEN r.key IS NULL THEN r.respondent_id END
           ) AS came
    FROM respondents r
    JOIN campaigns c USING (campaign_id)
    JOIN kams k USING (kam_id)
    WHERE c.token = $campaign AND k.fictitious = $fictitious
), alike AS (
    SELECT respondent_id
    FROM (
        SELECT campaign_id, respondent_id, value FROM answers
        UNION ALL
        SELECT campaign_id, respondent_id, value FROM waiting_answers
    ) a
    JOIN campaigns c USING (campaign_id)
    WHERE c.token = $campaign
    GROUP BY respondent_id
    HAVING count(*) >= $same_from AND min(value) = max(value)
), counted AS (
    SELECT *, came > min(came) OVER (PARTITION BY kam, rater_group) AS late
    FROM here
    WHERE state = 'counted'
)
SELECT block, block_size, kam, rater_group, count(*), count(a.respondent_id), count(seconds),
       count(*) FILTER (WHERE seconds < $seconds_an_answer * answers), count(*) FILTER (WHERE late)
FROM counted
LEFT JOIN alike a USING (respondent_id)
WHERE block > 0
GROUP BY block, block_size, kam, rater_group
ORDER BY block, block_size, kam, rater_group

-- name: keep_blocks
-- Blocks of questionnaires whose signs are told together, once and for all (docs/design.md 4). In groups touched, a
-- newer version takes its older one's block, below zero: that block is told no more, and the newer version is in no
-- other. Then, in campaigns touched, those that count, in groups shown and in no block yet, make new blocks where they
-- are enough: of one group; else what a KAM has left; else what a campaign has left. Protected groups, and fictitious
-- people, apart. That a group reaches its minimum is `privacy.group_status`, said again.
UPDATE respondents SET block = o.block
FROM (
    SELECT n.respondent_id, -max(abs(r.block)) AS block
    FROM respondents n
    JOIN touched USING (campaign_id, kam_id, rater_group)
    JOIN respondents r USING (campaign_id, kam_id, rater_group, key)
    WHERE n.state = 'counted' AND n.block = 0 AND r.block <> 0
    GROUP BY n.respondent_id
) o
WHERE respondents.respondent_id = o.respondent_id;

WITH fresh AS (
    SELECT r.respondent_id, campaign_id, kam_id, rater_group, k.fictitious, g.minimum, g.protected
    FROM respondents r
    JOIN group_rules g USING (campaign_id, rater_group)
    JOIN kams k USING (kam_id)
    WHERE r.state = 'counted' AND r.block = 0 AND campaign_id IN (SELECT campaign_id FROM touched)
), heads AS (
    -- Whether a group is shown goes by all it has, not by how many of them are new.
    SELECT campaign_id, kam_id, rater_group, count(*) AS respondents
    FROM respondents
    JOIN (SELECT DISTINCT campaign_id, kam_id, rater_group FROM fresh) f USING (campaign_id, kam_id, rater_group)
    WHERE state = 'counted'
    GROUP BY campaign_id, kam_id, rater_group
), alone AS (
    SELECT f.*, count(*) OVER (PARTITION BY campaign_id, kam_id, rater_group) AS alike
    FROM fresh f
    JOIN heads h USING (campaign_id, kam_id, rater_group)
    WHERE h.respondents >= f.minimum
), own AS (
    SELECT *, count(*) FILTER (WHERE alike < $smallest) OVER (PARTITION BY campaign_id, kam_id, protected) AS together
    FROM alone
), kinds AS (
    -- NULL where they stand together: left over of a KAM, or of the campaign, they are one part.
    SELECT *, CASE WHEN alike >= $smallest OR together >= $smallest THEN kam_id END AS kam,
           CASE WHEN alike >= $smallest THEN rater_group END AS one
    FROM own
), sizes AS (
    SELECT *, count(*) OVER (PARTITION BY campaign_id, protected, fictitious, kam, one) AS size
    FROM kinds
), made AS (
    -- A block that is told no more keeps its number below zero, so that it is never given again.
    SELECT respondent_id, size, (SELECT coalesce(max(abs(block)), 0) FROM respondents)
           + dense_rank() OVER (ORDER BY campaign_id, protected, fictitious, kam, one) AS block
    FROM sizes
    WHERE size >= $smallest
)
UPDATE respondents SET block = m.block, block_size = m.size
FROM made m
WHERE respondents.respondent_id = m.respondent_id;
