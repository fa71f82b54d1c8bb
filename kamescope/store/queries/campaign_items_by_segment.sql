-- The same by value of the partition attribute; `kept` is the value asked for, `apart`: whether no cell of the item holds
-- several values.
WITH parts AS (
    SELECT a.kam_id, a.rater_group, a.item, r.segment, a.cell, count(*) AS answers, sum(a.value) AS total
    FROM answers a
    JOIN (
        SELECT respondent_id, segment
        FROM respondents
        WHERE campaign_id = $campaign_id
    ) r USING (respondent_id)
    WHERE a.campaign_id = $campaign_id
    GROUP BY ALL
), told AS (
    SELECT *, cell = 0 OR count(*) OVER (PARTITION BY kam_id, rater_group, item, cell) = 1 AS alone FROM parts
)
SELECT kam_id, rater_group, item, segment = $where AS kept, sum(answers)::BIGINT AS answers, sum(total)::BIGINT AS total,
       bool_and(bool_and(alone)) OVER (PARTITION BY kam_id, rater_group, item) AS apart
FROM told
GROUP BY kam_id, rater_group, item, segment
