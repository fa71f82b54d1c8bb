-- Of the questionnaires that count and are in a block, by block, KAM and group: how many are all alike, how many say how
-- long they took, are too quick, came after the group's first import. A questionnaire came with its first version. All
-- that it answered is looked at, what waits too: else its sign would change alone when that is shown.
WITH here AS (
    SELECT k.token AS kam, r.rater_group, r.respondent_id, r.state, r.block, r.block_size, r.answers, r.seconds,
           min(r.import_id) OVER (
               PARTITION BY r.kam_id, r.rater_group, r.key, if(r.key IS NULL, r.respondent_id, NULL)
           ) AS came
    FROM respondents r
    JOIN campaigns c USING (campaign_id)
    JOIN kams k USING (kam_id)
    WHERE c.token = $campaign AND k.fictitious = $fictitious
), alike AS (
    SELECT respondent_id
    FROM (
        SELECT campaign_id, respondent_id, value FROM answers
        UNION ALL
        SELECT campaign_id, respondent_id, value FROM waiting_answers
    )
    JOIN campaigns c USING (campaign_id)
    WHERE c.token = $campaign
    GROUP BY respondent_id
    HAVING count(*) >= $same_from AND min(value) = max(value)
), counted AS (
    SELECT *, came > min(came) OVER (PARTITION BY kam, rater_group) AS late
    FROM here
    WHERE state = 'counted'
)
SELECT block, block_size, kam, rater_group, count(*), count(a.respondent_id), count(seconds),
       count(*) FILTER (seconds < $seconds_an_answer * answers), count(*) FILTER (late)
FROM counted
LEFT JOIN alike a USING (respondent_id)
WHERE block > 0
GROUP BY ALL
ORDER BY ALL
