INSERT INTO respondents (respondent_id, campaign_id, kam_id, rater_group, source_id, import_id, source_row, state,
                         answers, segment, attributes, rater, seconds, returned_at, key)
SELECT respondent_id, campaign_id, kam_id, rater_group, source_id, $import_id, row, state, answers,
       segment, attributes, rater, seconds, returned_at, key
FROM arriving
ORDER BY campaign_id, kam_id, rater_group, respondent_id
