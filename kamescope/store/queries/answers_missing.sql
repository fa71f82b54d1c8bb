-- Answers that the questionnaires of the touched groups should have and the tables do not hold; 0 where all is well.
SELECT (
    SELECT coalesce(sum(answers), 0)
    FROM respondents
    SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
) - (
    SELECT count(a.value)
    FROM (
        SELECT campaign_id, kam_id, rater_group, value FROM answers
        UNION ALL
        SELECT campaign_id, kam_id, rater_group, value FROM waiting_answers
        UNION ALL
        SELECT campaign_id, kam_id, rater_group, value FROM replaced_answers
    ) a
    SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
)
