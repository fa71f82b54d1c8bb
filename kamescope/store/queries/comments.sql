-- What respondents wrote: it comes, waits and goes with their questionnaires.

-- name: insert_comments
-- What a file brings, and of questions that it does not ask what the version before said: nothing of that is lost.
INSERT INTO waiting_comments
SELECT a.campaign_id, a.kam_id, a.rater_group, a.respondent_id, c.question, c.text
FROM arriving a
JOIN (
    SELECT respondent AS position, question, text FROM staged_comments
    UNION ALL
    SELECT k.position, o.question, o.text
    FROM known k
    JOIN (SELECT * FROM comments UNION ALL SELECT * FROM waiting_comments) o USING (respondent_id)
    WHERE NOT (o.question = ANY(CAST($asked AS VARCHAR[])))
) c USING (position)
ORDER BY a.campaign_id, a.kam_id, a.rater_group, a.respondent_id

-- name: comments_to_move
-- Of the groups touched, how many comments count that shall wait, and the other way round.
SELECT (
    SELECT count(*) FROM comments JOIN touched USING (campaign_id, kam_id, rater_group)
    WHERE respondent_id NOT IN (SELECT respondent_id FROM respondents WHERE state = 'counted')
), (
    SELECT count(*) FROM waiting_comments JOIN touched USING (campaign_id, kam_id, rater_group)
    WHERE respondent_id IN (SELECT respondent_id FROM respondents WHERE state = 'counted')
)

-- name: let_comments_wait
INSERT INTO waiting_comments
SELECT campaign_id, kam_id, rater_group, respondent_id, question, text
FROM comments JOIN touched USING (campaign_id, kam_id, rater_group)
WHERE respondent_id NOT IN (SELECT respondent_id FROM respondents WHERE state = 'counted');
DELETE FROM comments
WHERE (campaign_id, kam_id, rater_group) IN (SELECT campaign_id, kam_id, rater_group FROM touched)
  AND respondent_id NOT IN (SELECT respondent_id FROM respondents WHERE state = 'counted')

-- name: let_comments_count
INSERT INTO comments
SELECT campaign_id, kam_id, rater_group, respondent_id, question, text
FROM waiting_comments JOIN touched USING (campaign_id, kam_id, rater_group)
WHERE respondent_id IN (SELECT respondent_id FROM respondents WHERE state = 'counted');
DELETE FROM waiting_comments
WHERE (campaign_id, kam_id, rater_group) IN (SELECT campaign_id, kam_id, rater_group FROM touched)
  AND respondent_id IN (SELECT respondent_id FROM respondents WHERE state = 'counted')
