-- name: meta
SELECT value FROM meta WHERE key = $key

-- name: model_list
SELECT model_id, source, former FROM models ORDER BY model_id

-- name: campaign_models
-- Every campaign with its model.
SELECT campaign_id, token, name, model_id, collecting FROM campaigns ORDER BY campaign_id

-- name: campaign_promises
-- What every campaign that is there promised its rater groups.
SELECT c.campaign_id, p.rater_group, p.minimum, p.item_minimum, p.attributable, p.comment_minimum
FROM campaigns c
JOIN protections p ON p.campaign = c.token
ORDER BY c.campaign_id, p.rater_group

-- name: enrolments
-- Every KAM of every campaign, as the tables number them; latest campaign first, and of those of one day the one first
-- imported later. By name they are put in order where they are read: no database knows how.
SELECT e.campaign_id, e.kam_id, c.token, c.name, c.date, c.collecting, c.model_id, k.token,
       coalesce(k.source_id, k.token), k.name, k.company, e.team, k.fictitious
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
ORDER BY c.date DESC, c.campaign_id DESC, k.fictitious, k.company, k.kam_id

-- name: heads
-- Questionnaires counted by campaign, KAM and group, and how many answers count for them.
SELECT campaign_id, kam_id, rater_group, count(*), CAST(sum(counting) AS BIGINT)
FROM respondents
WHERE state = 'counted'
GROUP BY campaign_id, kam_id, rater_group
ORDER BY campaign_id, kam_id, rater_group

-- name: places
-- Where every KAM of every campaign is kept, and who they are.
SELECT c.campaign_id, k.kam_id, c.token, c.name, c.date, c.collecting, k.token, coalesce(k.source_id, k.token), k.name,
       k.company, e.team, k.fictitious
FROM enrolments e
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)

-- name: respondent_counts
-- Questionnaires that count, by group.
SELECT rater_group, '', count(*), CAST(sum(counting) AS BIGINT)
FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'
GROUP BY rater_group

-- name: respondent_counts_by_segment
-- The same by value of the partition attribute; `apart`: whether no cell of the group holds several values.
WITH parts AS (
    SELECT rater_group, segment, cell, count(*) AS respondents, sum(counting) AS answers
    FROM respondents
    WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'
    GROUP BY rater_group, segment, cell
), told AS (
    -- Cell 0: nothing binds the group, or nothing of it is shown; either way it keeps nobody together.
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY rater_group, cell) = 1 AS alone FROM parts
)
SELECT rater_group, segment, CAST(sum(respondents) AS BIGINT), CAST(sum(answers) AS BIGINT),
       bool_and(bool_and(alone)) OVER (PARTITION BY rater_group)
FROM told
GROUP BY rater_group, segment

-- name: item_counts
-- Answers and their sum by group and item.
SELECT rater_group, item, '', count(*), CAST(sum(value) AS BIGINT)
FROM answers
WHERE campaign_id = $campaign_id AND kam_id = $kam_id
GROUP BY rater_group, item

-- name: item_counts_by_segment
-- The same by value of the partition attribute; `apart`: whether no cell of the item holds several values.
WITH parts AS (
    SELECT a.rater_group, a.item, r.segment, a.cell, count(*) AS answers, sum(a.value) AS total
    FROM answers a
    JOIN (
        SELECT respondent_id, segment
        FROM respondents
        WHERE campaign_id = $campaign_id AND kam_id = $kam_id
    ) r USING (respondent_id)
    WHERE a.campaign_id = $campaign_id AND a.kam_id = $kam_id
    GROUP BY a.rater_group, a.item, r.segment, a.cell
), told AS (
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY rater_group, item, cell) = 1 AS alone FROM parts
)
SELECT rater_group, item, segment, CAST(sum(answers) AS BIGINT), CAST(sum(total) AS BIGINT),
       bool_and(bool_and(alone)) OVER (PARTITION BY rater_group, item)
FROM told
GROUP BY rater_group, item, segment

-- name: answer_counts
-- How often each answer was given, by group and item; `together`: the fewest answers to the item in one cell.
WITH parts AS (
    SELECT rater_group, item, value, count(*) AS given,
           sum(count(*)) OVER (PARTITION BY rater_group, item, cell) AS together
    FROM answers
    WHERE campaign_id = $campaign_id AND kam_id = $kam_id
    GROUP BY rater_group, item, cell, value
)
SELECT rater_group, item, value, CAST(sum(given) AS BIGINT),
       CAST(min(min(together)) OVER (PARTITION BY rater_group, item) AS BIGINT)
FROM parts
GROUP BY rater_group, item, value

-- name: campaign_group_counts
-- Questionnaires that count, by KAM and group: a whole campaign.
SELECT kam_id, rater_group, count(*) AS respondents, CAST(sum(counting) AS BIGINT) AS answers
FROM respondents
WHERE campaign_id = $campaign_id AND state = 'counted'
GROUP BY kam_id, rater_group

-- name: campaign_group_counts_by_segment
-- Questionnaires that count, by KAM, group and value of the partition attribute: a whole campaign; `apart`: whether
-- no cell of the group holds several values.
WITH parts AS (
    SELECT kam_id, rater_group, segment, cell, count(*) AS respondents, sum(counting) AS answers
    FROM respondents
    WHERE campaign_id = $campaign_id AND state = 'counted'
    GROUP BY kam_id, rater_group, segment, cell
), told AS (
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY kam_id, rater_group, cell) = 1 AS alone FROM parts
)
SELECT kam_id, rater_group, segment, CAST(sum(respondents) AS BIGINT), CAST(sum(answers) AS BIGINT),
       bool_and(bool_and(alone)) OVER (PARTITION BY kam_id, rater_group)
FROM told
GROUP BY kam_id, rater_group, segment

-- name: campaign_items
-- Answers and their sum by KAM, group and item: a whole campaign.
SELECT kam_id, rater_group, item, count(*) AS answers, CAST(sum(value) AS BIGINT) AS total
FROM answers
WHERE campaign_id = $campaign_id
GROUP BY kam_id, rater_group, item

-- name: campaign_items_by_segment
-- The same by value of the partition attribute; `kept` is the value asked for, `apart`: whether no cell of the item
-- holds several values.
WITH parts AS (
    SELECT a.kam_id, a.rater_group, a.item, r.segment, a.cell, count(*) AS answers, sum(a.value) AS total
    FROM answers a
    JOIN (
        SELECT respondent_id, segment
        FROM respondents
        WHERE campaign_id = $campaign_id
    ) r USING (respondent_id)
    WHERE a.campaign_id = $campaign_id
    GROUP BY a.kam_id, a.rater_group, a.item, r.segment, a.cell
), told AS (
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY kam_id, rater_group, item, cell) = 1 AS alone FROM parts
)
SELECT kam_id, rater_group, item, segment = $where AS kept, CAST(sum(answers) AS BIGINT) AS answers,
       -- Engines sum into more bits than numpy has.
       CAST(sum(total) AS BIGINT) AS total,
       bool_and(bool_and(alone)) OVER (PARTITION BY kam_id, rater_group, item) AS apart
FROM told
GROUP BY kam_id, rater_group, item, segment
