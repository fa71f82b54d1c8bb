-- Answers and their sum by group and item.
SELECT rater_group, item, '', count(*), sum(value)::BIGINT
FROM answers
WHERE campaign_id = $campaign_id AND kam_id = $kam_id
GROUP BY rater_group, item
