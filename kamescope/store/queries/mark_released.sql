-- The journal keeps that late answers of these imports were released.
UPDATE imports SET released = true
WHERE import_id IN (
    SELECT import_id FROM respondents
    WHERE campaign_id = $campaign_id AND kam_id = $kam_id AND rater_group = $rater_group
      AND (state = 'waiting' OR held > 0)
)
