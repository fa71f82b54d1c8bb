SELECT a.gone_id, a.item, a.cell
FROM gone_answers a
JOIN gone g USING (gone_id)
SEMI JOIN named USING (place)
