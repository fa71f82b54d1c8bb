-- Answers and their sum by KAM, group and item: a whole campaign.
SELECT kam_id, rater_group, item, true AS kept, count(*) AS answers, sum(value)::BIGINT AS total, true AS apart
FROM answers
WHERE campaign_id = $campaign_id
GROUP BY kam_id, rater_group, item
