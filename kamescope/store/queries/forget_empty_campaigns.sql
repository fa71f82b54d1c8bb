DELETE FROM campaigns WHERE campaign_id NOT IN (SELECT campaign_id FROM enrolments)
