-- name: insert_audit
INSERT INTO audit VALUES (now()::TIMESTAMP, $who, $role, $what, $on_whom, $campaign)

-- name: opened_today
-- Whether that opening is written already: once a person, KAM, campaign and day.
SELECT count(*) FROM audit
WHERE who = $who AND what = $what AND on_whom = $on_whom AND campaign = $campaign AND done_at >= current_date

-- name: done_since
-- Whether somebody did that since a moment (seconds since 1970).
SELECT count(*) FROM audit WHERE who = $who AND what = $what AND done_at >= to_timestamp($since)::TIMESTAMP

-- name: audit
SELECT done_at, who, role, what, on_whom, campaign FROM audit ORDER BY done_at DESC, rowid DESC

-- name: purge_audit
DELETE FROM audit WHERE done_at < now()::TIMESTAMP - $months * INTERVAL '1 month'

-- name: old_audit
SELECT count(*) FROM audit WHERE done_at < now()::TIMESTAMP - $months * INTERVAL '1 month'

-- name: audited_import
-- The campaigns of an import, each with its KAM where that is only one (tokens).
SELECT c.token, CASE WHEN count(*) = 1 THEN min(k.token) ELSE '' END
FROM import_people p
JOIN campaigns c USING (campaign_id)
JOIN kams k USING (kam_id)
WHERE p.import_id = $import_id
GROUP BY c.token
ORDER BY c.token
