INSERT INTO answers
SELECT s.campaign_id, s.kam_id, s.rater_group, s.respondent_id, a.item, a.value
FROM staged_answers a
JOIN arriving s ON s.position = a.respondent
SEMI JOIN (FROM respondents WHERE state = 'counted') r ON r.respondent_id = s.respondent_id
ORDER BY s.campaign_id, s.kam_id, s.rater_group, s.respondent_id, a.item
