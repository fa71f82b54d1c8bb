-- What imports brought and no other import did.
CREATE TEMP TABLE leaving AS SELECT respondent_id FROM respondents SEMI JOIN undone USING (import_id);

DELETE FROM answers WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM waiting_answers WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM replaced_answers WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM respondents WHERE respondent_id IN (SELECT respondent_id FROM leaving);
DELETE FROM import_people WHERE import_id IN (SELECT import_id FROM undone);
DELETE FROM mappings WHERE import_id IN (SELECT import_id FROM undone);

DROP TABLE leaving;
