SELECT (SELECT coalesce(max(model_id), 0) + 1 FROM models),
       (SELECT coalesce(max(campaign_id), 0) + 1 FROM campaigns),
       (SELECT coalesce(max(kam_id), 0) + 1 FROM kams),
       (SELECT coalesce(max(import_id), 0) + 1 FROM imports),
       (SELECT coalesce(max(respondent_id), 0) + 1 FROM respondents)
