DELETE FROM kams WHERE kam_id NOT IN (SELECT kam_id FROM enrolments)
