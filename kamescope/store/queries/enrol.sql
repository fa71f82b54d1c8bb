-- Whom a file rates in which campaign; a team that nobody named before is theirs from now on.
INSERT INTO import_people SELECT import_id, campaign_id, kam_id, date::DATE, team FROM staged_people;

UPDATE enrolments SET team = p.team
FROM staged_people p
WHERE enrolments.campaign_id = p.campaign_id AND enrolments.kam_id = p.kam_id AND enrolments.team = '';

INSERT INTO enrolments
SELECT p.campaign_id, p.kam_id, p.team FROM staged_people p ANTI JOIN enrolments e USING (campaign_id, kam_id);
