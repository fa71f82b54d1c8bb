-- Who came and who left in the groups touched; a version that takes the place of another is one questionnaire that moves.
WITH came AS (
    SELECT campaign_id, kam_id, rater_group, key, segment
    FROM respondents
    SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
    ANTI JOIN counted_before b USING (respondent_id)
    WHERE state = 'counted'
), gone AS (
    SELECT campaign_id, kam_id, rater_group, key, segment
    FROM counted_before
    ANTI JOIN (FROM respondents WHERE state = 'counted') r USING (respondent_id)
)
SELECT campaign_id, kam_id, rater_group, coalesce(came.segment, gone.segment) AS coming,
       coalesce(gone.segment, came.segment) AS leaving, count(*)
FROM came
FULL JOIN gone USING (campaign_id, kam_id, rater_group, key)
GROUP BY ALL
