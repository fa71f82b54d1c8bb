-- Late questionnaires by group, counted nowhere else.
SELECT rater_group, count(*)
FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'waiting'
GROUP BY ALL
