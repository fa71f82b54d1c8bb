-- Questionnaires without an id that give, in the same place, exactly the answers of one the database has.
WITH places AS (
    SELECT DISTINCT campaign_id, kam_id, rater_group
    FROM staged
    WHERE key IS NULL AND rater_group <> $self_group AND answers >= $fewest
), theirs AS (
    SELECT r.respondent_id, r.campaign_id, r.kam_id, r.rater_group, r.import_id
    FROM respondents r
    SEMI JOIN places USING (campaign_id, kam_id, rater_group)
    WHERE r.key IS NULL AND r.answers >= $fewest
), answered AS (
    SELECT t.*, a.item, a.value FROM theirs t JOIN answers a USING (respondent_id)
    UNION ALL
    SELECT t.*, a.item, a.value FROM theirs t JOIN waiting_answers a USING (respondent_id)
), before AS (
    SELECT campaign_id, kam_id, rater_group, import_id, list(item::INTEGER * 1000 + value ORDER BY item) AS given
    FROM answered
    GROUP BY campaign_id, kam_id, rater_group, import_id, respondent_id
), now AS (
    SELECT s.campaign_id, s.kam_id, s.rater_group, s.position, s.row,
           list(a.item::INTEGER * 1000 + a.value ORDER BY a.item) AS given
    FROM staged s
    JOIN staged_answers a ON a.respondent = s.position
    SEMI JOIN before b ON b.campaign_id = s.campaign_id AND b.kam_id = s.kam_id AND b.rater_group = s.rater_group
    WHERE s.key IS NULL
    GROUP BY ALL
)
SELECT b.import_id, i.file, min(n.row), count(DISTINCT n.position)
FROM now n
JOIN before b USING (campaign_id, kam_id, rater_group, given)
JOIN imports i USING (import_id)
GROUP BY ALL
ORDER BY b.import_id
