-- What came back from each group of each KAM of a campaign: counted, answers, waiting, empty.
SELECT k.token, r.rater_group,
       count(*) FILTER (state = 'counted'),
       coalesce(sum(counting) FILTER (state = 'counted'), 0)::BIGINT,
       count(*) FILTER (state = 'waiting'),
       count(*) FILTER (state = 'empty')
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.fictitious = $fictitious
GROUP BY ALL
ORDER BY ALL
