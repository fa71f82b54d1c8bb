-- Questionnaires of imports that are being undone, of which something was shown.
SELECT r.respondent_id, r.campaign_id, r.kam_id, r.rater_group, r.key, r.cell
FROM respondents r
SEMI JOIN undone USING (import_id)
JOIN kams k USING (kam_id)
WHERE NOT k.fictitious AND (r.cell <> 0 OR r.respondent_id IN (SELECT respondent_id FROM waiting_answers WHERE cell <> 0))
