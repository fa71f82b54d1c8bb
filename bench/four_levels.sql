-- One KAM's four levels by rater group, as one would write it by hand: no masking, no percent, no environment.
WITH items AS (
    SELECT rater_group, item, avg(value) AS score
    FROM answers
    WHERE campaign_id = $campaign_id AND kam_id = $kam_id
    GROUP BY rater_group, item
), placed AS (
    SELECT rater_group, code, sub_factor, factor, score FROM items JOIN plan USING (item)
), sub_factors AS (
    SELECT rater_group, sub_factor, factor, avg(score) AS score FROM placed GROUP BY ALL
), factors AS (
    SELECT rater_group, factor, avg(score) AS score FROM sub_factors GROUP BY ALL
)
SELECT 'item', code, rater_group, score FROM placed
UNION ALL
SELECT 'sub_factor', sub_factor, rater_group, score FROM sub_factors
UNION ALL
SELECT 'factor', factor, rater_group, score FROM factors
UNION ALL
SELECT 'overall', 'ALL', rater_group, avg(score) FROM factors GROUP BY rater_group
