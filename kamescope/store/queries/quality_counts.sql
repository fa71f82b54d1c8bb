-- What came back from each group of each KAM of a campaign, and how: counted, answers, waiting, empty; then, of those
-- that count, how many are all alike, how many say how long they took, are too quick, came after the group's first
-- import. A questionnaire came with its first version.
WITH here AS (
    SELECT k.token AS kam, r.rater_group, r.respondent_id, r.state, r.answers, r.counting, r.seconds,
           min(r.import_id) OVER (
               PARTITION BY r.kam_id, r.rater_group, r.key, if(r.key IS NULL, r.respondent_id, NULL)
           ) AS came
    FROM respondents r
    JOIN campaigns c USING (campaign_id)
    JOIN kams k USING (kam_id)
    WHERE c.token = $campaign AND k.fictitious = $fictitious
), alike AS (
    SELECT respondent_id
    FROM answers
    JOIN campaigns c USING (campaign_id)
    WHERE c.token = $campaign
    GROUP BY respondent_id
    HAVING count(*) >= $same_from AND min(value) = max(value)
), counted AS (
    SELECT *, came > min(came) FILTER (WHERE state = 'counted') OVER (PARTITION BY kam, rater_group) AS late
    FROM here
)
SELECT kam, rater_group,
       count(*) FILTER (WHERE state = 'counted'),
       coalesce(sum(counting) FILTER (WHERE state = 'counted'), 0)::BIGINT,
       count(*) FILTER (WHERE state = 'waiting'),
       count(*) FILTER (WHERE state = 'empty'),
       count(a.respondent_id) FILTER (WHERE state = 'counted'),
       count(seconds) FILTER (WHERE state = 'counted'),
       count(*) FILTER (WHERE state = 'counted' AND seconds < $seconds_an_answer * answers),
       count(*) FILTER (WHERE state = 'counted' AND late)
FROM counted
LEFT JOIN alike a USING (respondent_id)
GROUP BY ALL
ORDER BY ALL
