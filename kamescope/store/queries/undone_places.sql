-- Groups where imports that are being undone brought questionnaires.
SELECT DISTINCT campaign_id, kam_id, rater_group FROM respondents SEMI JOIN undone USING (import_id)
