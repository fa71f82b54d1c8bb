SELECT count(*) FROM respondents SEMI JOIN undone USING (import_id)
