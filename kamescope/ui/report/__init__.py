"""The page « Rapport »: what to take along, for whom, made when it is asked for."""
