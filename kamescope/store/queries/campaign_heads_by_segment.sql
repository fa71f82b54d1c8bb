-- Questionnaires that count, by KAM, group and value of the partition attribute: a whole campaign; `apart`: whether no cell
-- of the group holds several values.
WITH parts AS (
    SELECT kam_id, rater_group, segment, cell, count(*) AS respondents, sum(counting) AS answers
    FROM respondents
    WHERE campaign_id = $campaign_id AND state = 'counted'
    GROUP BY ALL
), told AS (
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY kam_id, rater_group, cell) = 1 AS alone FROM parts
)
SELECT kam_id, rater_group, segment, sum(respondents)::BIGINT, sum(answers)::BIGINT,
       bool_and(bool_and(alone)) OVER (PARTITION BY kam_id, rater_group)
FROM told
GROUP BY kam_id, rater_group, segment
