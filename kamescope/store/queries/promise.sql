-- What these rater groups are promised from now on.
DELETE FROM protections WHERE (campaign, rater_group) IN (SELECT campaign, rater_group FROM promised);
INSERT INTO protections SELECT campaign, rater_group, minimum, item_minimum, attributable FROM promised;
