-- What is told of what waits.

-- Groups that were shown and hold replaced questionnaires. How many single answers wait there is told nobody: who puts
-- guesses in the place of a questionnaire would learn from it which of them are right.
CREATE VIEW corrected AS
SELECT campaign_id, kam_id, rater_group
FROM (
    SELECT campaign_id, kam_id, rater_group, count(*) FILTER (answers > 0) AS versions, max(cell) AS cell
    FROM respondents
    -- Without a key each is a questionnaire of its own: a group would take all NULLs for one.
    GROUP BY campaign_id, kam_id, rater_group, key, if(key IS NULL, respondent_id, NULL)
)
GROUP BY campaign_id, kam_id, rater_group
HAVING max(versions) > 1 AND max(cell) > 0;

-- Questionnaires that wait (`late`, 0 or 1), and those that count of which so many single answers wait (`held`).
CREATE VIEW waits AS
SELECT r.respondent_id, r.import_id, r.campaign_id, r.kam_id, r.rater_group, (r.state = 'waiting')::INTEGER AS late,
       if(r.state = 'counted' AND c.kam_id IS NULL, r.held, 0) AS held
FROM respondents r
LEFT JOIN corrected c USING (campaign_id, kam_id, rater_group)
WHERE r.state = 'waiting' OR (r.state = 'counted' AND c.kam_id IS NULL AND r.held > 0);
