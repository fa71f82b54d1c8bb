-- Answers and their sum by group and item, for every KAM of a campaign.
SELECT k.token, a.rater_group, a.item, '', count(*), sum(a.value)::BIGINT
FROM answers a
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE c.token = $campaign AND k.fictitious = $fictitious
GROUP BY ALL
ORDER BY ALL
