SELECT name FROM kams WHERE kam_id = $kam_id
