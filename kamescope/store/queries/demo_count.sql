SELECT count(*) FROM imports WHERE demo AND undone_at IS NULL
