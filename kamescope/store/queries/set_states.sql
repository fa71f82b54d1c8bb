-- Questionnaires change their state, their cell, how many of their answers wait, count, or go on counting in a newer one.
UPDATE respondents SET state = c.state, cell = c.cell, held = c.held, lent = c.lent, counting = c.counting
FROM changed c
WHERE respondents.respondent_id = c.respondent_id
