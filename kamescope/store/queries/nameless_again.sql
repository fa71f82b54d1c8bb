-- Earlier imports of a file of this name that brought questionnaires without an id to the same places.
SELECT e.import_id, min(s.row), count(DISTINCT s.position)
FROM staged s
JOIN (
    SELECT DISTINCT r.campaign_id, r.kam_id, r.rater_group, r.import_id
    FROM respondents r
    JOIN imports i USING (import_id)
    WHERE r.key IS NULL AND r.rater_group <> $self_group AND i.file = $file
) e USING (campaign_id, kam_id, rater_group)
WHERE s.key IS NULL
GROUP BY e.import_id
ORDER BY e.import_id
