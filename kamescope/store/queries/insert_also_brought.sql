INSERT INTO also_brought
SELECT $import_id, k.respondent_id, s.row FROM vouched k JOIN staged s USING (position)
