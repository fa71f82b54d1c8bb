-- Every KAM's factors by rater group, as one would write it by hand: no masking, no environment, no other level.
WITH items AS (
    SELECT kam_id, rater_group, item, avg(value) AS score
    FROM answers
    WHERE campaign_id = $campaign_id
    GROUP BY kam_id, rater_group, item
), sub_factors AS (
    SELECT kam_id, rater_group, sub_factor, factor, avg(score) AS score FROM items JOIN plan USING (item) GROUP BY ALL
)
SELECT kam_id, rater_group, factor, avg(score) AS score FROM sub_factors GROUP BY kam_id, rater_group, factor
