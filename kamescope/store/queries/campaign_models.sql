-- Every campaign with its model and what it promised its rater groups.
SELECT c.campaign_id, c.token, c.name, c.model_id, c.collecting,
       list({'group': p.rater_group, 'minimum': p.minimum, 'item_minimum': p.item_minimum, 'attributable': p.attributable}
            ORDER BY p.rater_group) FILTER (p.campaign IS NOT NULL)
FROM campaigns c
LEFT JOIN protections p ON p.campaign = c.token
GROUP BY ALL
ORDER BY c.campaign_id
