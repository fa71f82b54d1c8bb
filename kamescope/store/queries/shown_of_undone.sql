-- Questionnaires of imports that are being undone, of which something was shown: itself, or answers that it lends a newer
-- version.
SELECT r.respondent_id, r.campaign_id, r.kam_id, r.rater_group, r.key, r.cell
FROM respondents r
SEMI JOIN undone USING (import_id)
JOIN kams k USING (kam_id)
WHERE NOT k.fictitious AND (
    r.cell <> 0 OR r.respondent_id IN (
        SELECT respondent_id FROM (FROM answers UNION ALL FROM waiting_answers)
        SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
        WHERE cell <> 0
    )
)
