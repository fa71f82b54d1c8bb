-- Groups where imports that are being undone brought questionnaires or set some free.
SELECT DISTINCT campaign_id, kam_id, rater_group
FROM respondents
WHERE import_id IN (SELECT import_id FROM undone) OR released_by IN (SELECT import_id FROM undone)
