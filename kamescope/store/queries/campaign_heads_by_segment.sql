-- Questionnaires that count, by KAM, group and value of the partition attribute: a whole campaign.
SELECT kam_id, rater_group, segment, count(*), sum(answers)::BIGINT
FROM respondents
WHERE campaign_id = $campaign_id AND state = 'counted'
GROUP BY ALL
