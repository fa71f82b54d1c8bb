UPDATE imports SET undone_at = now()::TIMESTAMP, released = released OR $released WHERE import_id = $import_id
