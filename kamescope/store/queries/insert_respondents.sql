INSERT INTO respondents (respondent_id, campaign_id, kam_id, rater_group, source_id, import_id, source_row, state,
                         answers, segment, rater, seconds, returned_at, key, plain_id, given)
SELECT respondent_id, campaign_id, kam_id, rater_group, source_id, $import_id, row, state, answers,
       segment, rater, seconds, returned_at, key, plain_id, given
FROM arriving
ORDER BY campaign_id, kam_id, rater_group, respondent_id
