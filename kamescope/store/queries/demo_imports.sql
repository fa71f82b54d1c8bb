SELECT import_id FROM imports WHERE demo AND undone_at IS NULL
