SELECT DISTINCT r.state FROM respondents r SEMI JOIN arriving USING (respondent_id) WHERE r.answers > 0
