INSERT INTO kams SELECT kam_id, key, token, source_id, name, company, $fictitious FROM new_kams ORDER BY kam_id
