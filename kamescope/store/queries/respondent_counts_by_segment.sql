-- The same by value of the partition attribute.
SELECT rater_group, segment, count(*), sum(answers)::BIGINT
FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'
GROUP BY ALL
