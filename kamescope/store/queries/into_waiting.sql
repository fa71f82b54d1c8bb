INSERT INTO waiting_answers
SELECT campaign_id, kam_id, rater_group, respondent_id, item, value, cell FROM moving WHERE state = 'waiting'
ORDER BY campaign_id, kam_id, rater_group, respondent_id, item
