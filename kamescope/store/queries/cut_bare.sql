-- What counts in groups that nothing protected until now: every import, and every partition value, was a view of its own.
CREATE TEMP TABLE bare AS
SELECT respondent_id, (SELECT value::INTEGER FROM meta WHERE key = 'cells')
       + dense_rank() OVER (ORDER BY campaign_id, kam_id, rater_group, import_id, segment) AS cell
FROM respondents
SEMI JOIN bared USING (campaign_id, rater_group)
WHERE state = 'counted';

UPDATE respondents SET cell = b.cell FROM bare b WHERE respondents.respondent_id = b.respondent_id;
UPDATE answers SET cell = b.cell FROM bare b WHERE answers.respondent_id = b.respondent_id;
UPDATE meta SET value = (SELECT max(cell)::VARCHAR FROM bare)
WHERE key = 'cells' AND (SELECT count(*) FROM bare) > 0;

DROP TABLE bare;
