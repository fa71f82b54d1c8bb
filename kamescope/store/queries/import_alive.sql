SELECT import_id FROM imports WHERE import_id = $import_id AND undone_at IS NULL
