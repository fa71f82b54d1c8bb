-- Questionnaires that count, by KAM and group: a whole campaign.
SELECT kam_id, rater_group, count(*) AS respondents, sum(counting)::BIGINT AS answers
FROM respondents
WHERE campaign_id = $campaign_id AND state = 'counted'
GROUP BY kam_id, rater_group
