-- A questionnaire that the demo brought and a file of one's own brings again stays when the demo goes.
UPDATE respondents SET import_id = $import_id
WHERE respondent_id IN (SELECT unnest($respondents::INTEGER[]))
  AND import_id IN (SELECT import_id FROM imports WHERE demo)
