-- To whom results are given, from which day on, and by whom; while a release stands nothing moves of what it gives.
-- By tokens of campaign and KAM, since a number may be given again once nothing of somebody is left.
CREATE TABLE releases (
    campaign    VARCHAR NOT NULL,
    kam         VARCHAR NOT NULL,
    version     INTEGER NOT NULL,
    roles       VARCHAR[] NOT NULL,
    opens       DATE NOT NULL,
    released_at TIMESTAMP NOT NULL,
    who         VARCHAR NOT NULL,
    reopened_at TIMESTAMP
);

-- What was shared was given to all three; of a campaign in collection nothing is.
INSERT INTO releases
SELECT DISTINCT s.campaign, s.kam, 1, ['kam', 'manager', 'lead'], current_date, now()::TIMESTAMP, '', NULL::TIMESTAMP
FROM shared s
JOIN campaigns c ON c.token = s.campaign
WHERE NOT c.collecting;

DROP TABLE shared;

-- What the coach said of a KAM on the way there: to go on with what came back, that the conversation is prepared, and
-- its day.
CREATE TABLE roads (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    goes_on  BOOLEAN NOT NULL,
    prepared BOOLEAN NOT NULL,
    talk     DATE
);

-- Whose results stand still.
CREATE VIEW frozen AS
SELECT c.campaign_id, k.kam_id
FROM releases r
JOIN campaigns c ON c.token = r.campaign
JOIN kams k ON k.token = r.kam
WHERE r.reopened_at IS NULL;
