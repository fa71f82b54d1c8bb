-- Where questionnaires wait, and how many.
SELECT c.token, k.token, r.rater_group, count(*)
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE r.state = 'waiting'
GROUP BY ALL
ORDER BY ALL
