-- Where questionnaires wait, or single answers of questionnaires that count, and how many.
SELECT c.token, k.token, r.rater_group, count(*) FILTER (r.state = 'waiting'),
       coalesce(sum(r.held) FILTER (r.state = 'counted'), 0)::BIGINT
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE r.state = 'waiting' OR r.held > 0
GROUP BY ALL
ORDER BY ALL
