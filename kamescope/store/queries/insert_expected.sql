INSERT INTO expected VALUES ($campaign_id, $kam_id, $rater_group, $sent)
