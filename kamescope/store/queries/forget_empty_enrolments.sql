DELETE FROM enrolments e
WHERE NOT EXISTS (FROM respondents r WHERE r.campaign_id = e.campaign_id AND r.kam_id = e.kam_id)
