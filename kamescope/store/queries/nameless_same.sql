-- Questionnaires without an id that give, in the same place, exactly the answers of one the database has.
SELECT r.import_id, i.file, min(s.row), count(DISTINCT s.position)
FROM staged s
JOIN respondents r USING (campaign_id, kam_id, rater_group, given)
JOIN imports i USING (import_id)
WHERE s.key IS NULL AND r.key IS NULL AND s.rater_group <> $self_group AND s.answers >= $fewest
GROUP BY ALL
ORDER BY r.import_id
