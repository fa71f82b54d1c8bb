-- Questionnaires that wait in a group, and single answers of those that count.
SELECT count(*) FILTER (state = 'waiting'), coalesce(sum(held) FILTER (state = 'counted'), 0)::BIGINT
FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group
