-- A version that no longer counts is in no cell: what was shown of it is its newer version's, or gone.
INSERT INTO replaced_answers
SELECT campaign_id, kam_id, rater_group, respondent_id, item, value, 0 FROM moving WHERE state = 'replaced'
