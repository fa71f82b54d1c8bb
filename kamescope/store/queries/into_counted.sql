INSERT INTO answers SELECT * EXCLUDE (home, state) FROM moving WHERE state = 'counted'
ORDER BY campaign_id, kam_id, rater_group, respondent_id, item
