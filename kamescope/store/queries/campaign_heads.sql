-- Questionnaires that count, by KAM and group: a whole campaign.
SELECT kam_id, rater_group, '', count(*), sum(answers)::BIGINT
FROM respondents
WHERE campaign_id = $campaign_id AND state = 'counted'
GROUP BY ALL
