-- What another import brought too is that import's from now on.
UPDATE respondents SET import_id = h.import_id, source_row = h.source_row
FROM (
    SELECT b.respondent_id, min(b.import_id) AS import_id, arg_min(b.source_row, b.import_id) AS source_row
    FROM also_brought b
    ANTI JOIN undone u USING (import_id)
    GROUP BY b.respondent_id
) h
WHERE respondents.respondent_id = h.respondent_id AND respondents.import_id IN (SELECT import_id FROM undone);

DELETE FROM also_brought WHERE import_id IN (SELECT import_id FROM undone);
DELETE FROM also_brought
WHERE EXISTS (
    FROM respondents r WHERE r.respondent_id = also_brought.respondent_id AND r.import_id = also_brought.import_id
);
