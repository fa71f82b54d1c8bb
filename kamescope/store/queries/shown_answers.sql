-- The answers of these questionnaires that were shown.
SELECT respondent_id, item, value, cell
FROM (FROM answers UNION ALL FROM waiting_answers) a
SEMI JOIN weighed USING (respondent_id)
WHERE cell <> 0
