DELETE FROM waiting_answers
WHERE respondent_id IN (SELECT respondent_id FROM respondents JOIN imports USING (import_id) WHERE demo)
