-- Who may see what, what was shown to whom when, and who did what. Nothing of it is an answer.

CREATE TABLE persons (email VARCHAR NOT NULL, name VARCHAR NOT NULL);

-- What a person may do, and on what: `everything`, a `company`, a `team` of a company, one `kam` (by token).
CREATE TABLE grants (
    email   VARCHAR NOT NULL,
    role    VARCHAR NOT NULL,
    reach   VARCHAR NOT NULL,
    company VARCHAR NOT NULL,
    team    VARCHAR NOT NULL,
    kam     VARCHAR NOT NULL,
    batch   INTEGER NOT NULL
);

-- Whose results in which campaign (tokens) are given to the KAM, the manager and the lead. By tokens, since a number
-- may be given again once nothing of somebody is left.
CREATE TABLE shared (campaign VARCHAR NOT NULL, kam VARCHAR NOT NULL);

-- Append-only: who did what, on whom (token), from which role. No answers, no figures, no texts.
CREATE TABLE audit (
    done_at  TIMESTAMP NOT NULL,
    who      VARCHAR NOT NULL,
    role     VARCHAR NOT NULL,
    what     VARCHAR NOT NULL,
    on_whom  VARCHAR NOT NULL,
    campaign VARCHAR NOT NULL
);
