DELETE FROM respondents WHERE import_id IN (SELECT import_id FROM imports WHERE demo)
