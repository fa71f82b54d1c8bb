-- Places where something of an import waits: how many of its questionnaires, how many in all, how many single answers of
-- its questionnaires that count, and one of them.
SELECT r.campaign_id, r.kam_id, r.rater_group, count(a.respondent_id) FILTER (r.state = 'waiting') AS mine,
       count(*) FILTER (r.state = 'waiting') AS late,
       coalesce(sum(r.held) FILTER (r.state = 'counted' AND a.respondent_id IS NOT NULL), 0)::BIGINT AS held,
       min(a.position)
FROM respondents r
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
LEFT JOIN arriving a USING (respondent_id)
GROUP BY ALL
HAVING count(a.respondent_id) FILTER (r.state = 'waiting' OR r.held > 0) > 0
ORDER BY min(a.position)
