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
    GROUP BY ALL
), told AS (
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY rater_group, item, cell) = 1 AS alone FROM parts
)
SELECT rater_group, item, segment, sum(answers)::BIGINT, sum(total)::BIGINT,
       bool_and(bool_and(alone)) OVER (PARTITION BY rater_group, item)
FROM told
GROUP BY rater_group, item, segment
