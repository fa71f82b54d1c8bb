-- Nobody stays enrolled whom no import rates; what is left is told as the imports that are left tell it.
DELETE FROM enrolments
WHERE NOT EXISTS (
    FROM import_people p WHERE p.campaign_id = enrolments.campaign_id AND p.kam_id = enrolments.kam_id
);
DELETE FROM expected
WHERE NOT EXISTS (FROM enrolments e WHERE e.campaign_id = expected.campaign_id AND e.kam_id = expected.kam_id);
DELETE FROM campaigns WHERE campaign_id NOT IN (SELECT campaign_id FROM enrolments);
DELETE FROM kams WHERE kam_id NOT IN (SELECT kam_id FROM enrolments);
DELETE FROM models WHERE model_id NOT IN (SELECT model_id FROM campaigns);

UPDATE enrolments SET team = told.team
FROM (
    SELECT campaign_id, kam_id, coalesce(arg_min(team, import_id) FILTER (team <> ''), '') AS team
    FROM import_people
    GROUP BY ALL
) told
WHERE enrolments.campaign_id = told.campaign_id AND enrolments.kam_id = told.kam_id AND enrolments.team <> told.team;

UPDATE campaigns SET date = told.date
FROM (SELECT campaign_id, arg_min(date, import_id) AS date FROM import_people GROUP BY ALL) told
WHERE campaigns.campaign_id = told.campaign_id AND campaigns.date <> told.date;
