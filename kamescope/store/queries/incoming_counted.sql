-- In the order of the numbers, which is that of campaigns, KAMs and groups.
INSERT INTO answers
SELECT r.campaign_id, r.kam_id, r.rater_group, i.respondent_id, i.item, i.value, i.cell
FROM incoming i
JOIN arriving r USING (respondent_id)
WHERE i.home = 0
