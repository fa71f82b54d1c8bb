SELECT count(*) FROM respondents
WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group AND state = 'waiting'
