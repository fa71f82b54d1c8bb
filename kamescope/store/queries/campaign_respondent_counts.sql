-- Questionnaires that count, for every KAM of a campaign.
SELECT k.token, r.rater_group, '', count(*), sum(r.answers)::BIGINT
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.fictitious = $fictitious AND r.state = 'counted'
GROUP BY ALL
ORDER BY ALL
