-- What waits in the places touched: questionnaires, and single answers of those that count.
SELECT count(*) FILTER (state = 'waiting'), coalesce(sum(held) FILTER (state = 'counted'), 0)::BIGINT
FROM respondents
SEMI JOIN touched USING (campaign_id, kam_id, rater_group)
