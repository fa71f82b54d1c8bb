-- The answers that are known again, and the cells that they come back to.
SELECT r.respondent_id, x.item, x.value, a.cell, a.gone_id
FROM recalled r
JOIN gone_answers a USING (gone_id)
JOIN coming_answers x ON x.respondent_id = r.respondent_id AND x.item = a.item
WHERE a.digest = left(sha256(concat_ws('|', $secret, a.gone_id, x.item, x.value)), 20)
ORDER BY r.respondent_id, x.item, a.gone_id DESC
