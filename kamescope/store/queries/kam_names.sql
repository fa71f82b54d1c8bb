SELECT kam_id, name, fictitious FROM kams
