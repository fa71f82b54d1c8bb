INSERT INTO waiting_answers
SELECT s.campaign_id, s.kam_id, s.rater_group, s.respondent_id, a.item, a.value
FROM staged_answers a
JOIN staged s ON s.position = a.respondent
WHERE s.state = 'waiting'
