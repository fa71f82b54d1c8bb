INSERT INTO respondents
SELECT respondent_id, campaign_id, kam_id, rater_group, source_id, $import_id, row, state::respondent_state, answers,
       segment, attributes
FROM staged
WHERE respondent_id IS NOT NULL
ORDER BY campaign_id, kam_id, rater_group, respondent_id
