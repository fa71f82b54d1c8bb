-- Questionnaires that count, by group.
SELECT rater_group, '', count(*), sum(counting)::BIGINT
FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'
GROUP BY rater_group
