-- The answers of these versions, and where each is kept: 0 counted, 1 waiting, 2 replaced; of older versions only what
-- counts.
SELECT respondent_id, item, value, cell, home
FROM (
    SELECT *, 0 AS home FROM answers
    UNION ALL
    SELECT *, 1 FROM waiting_answers
    UNION ALL
    SELECT *, 2 FROM replaced_answers
) a
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
JOIN weighed USING (respondent_id)
WHERE weighed.whole OR home = 0
ORDER BY respondent_id, item, home
