SELECT key, kam_id, name FROM kams WHERE key IN (SELECT unnest($keys::VARCHAR[]))
