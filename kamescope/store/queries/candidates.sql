-- The versions that matter in the groups touched: of every questionnaire the newest (`age` 1), those that count or lend
-- answers to it, and those that wait; and, to fall back on, the one before the newest. `newest`: the newest's number.
SELECT respondent_id, campaign_id, kam_id, rater_group, key, state, answers, segment, cell, held, lent, counting,
       row_number() OVER questionnaire AS age, max(respondent_id) OVER questionnaire AS newest
FROM respondents
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
WINDOW questionnaire AS (
    PARTITION BY campaign_id, kam_id, rater_group, key, if(key IS NULL, respondent_id, NULL)
    ORDER BY respondent_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
QUALIFY age = 1 OR state <> 'replaced' OR lent > 0 OR (age = 2 AND $fall_back)
ORDER BY respondent_id
