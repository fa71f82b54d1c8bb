-- The same by value of the partition attribute.
SELECT a.rater_group, a.item, r.segment, count(*), sum(a.value)::BIGINT
FROM answers a
JOIN (
    SELECT respondent_id, segment
    FROM respondents
    WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND state = 'counted'
) r USING (respondent_id)
WHERE a.campaign_id = $campaign_id AND a.kam_id = $kam_id
GROUP BY ALL
