-- Campaigns, KAMs, who answered, what they answered, and the journal of imports.

CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
INSERT INTO meta VALUES ('data_version', '0');

CREATE TABLE models (
    model_id    INTEGER PRIMARY KEY,
    fingerprint VARCHAR NOT NULL UNIQUE,
    code        VARCHAR NOT NULL,
    version     VARCHAR NOT NULL,
    source      VARCHAR NOT NULL
);

-- A campaign keeps the model it was first imported with.
CREATE TABLE campaigns (
    campaign_id INTEGER PRIMARY KEY,
    key         VARCHAR NOT NULL UNIQUE,
    token       VARCHAR NOT NULL UNIQUE,
    name        VARCHAR NOT NULL,
    date        DATE    NOT NULL,
    model_id    INTEGER NOT NULL
);

CREATE TABLE kams (
    kam_id     INTEGER PRIMARY KEY,
    key        VARCHAR NOT NULL UNIQUE,
    token      VARCHAR NOT NULL UNIQUE,
    source_id  VARCHAR,
    name       VARCHAR NOT NULL,
    company    VARCHAR NOT NULL,
    fictitious BOOLEAN NOT NULL
);

-- Who is rated in which campaign; a person may change teams from one campaign to the next.
CREATE TABLE enrolments (
    campaign_id INTEGER NOT NULL,
    kam_id      INTEGER NOT NULL,
    team        VARCHAR NOT NULL
);

CREATE TABLE imports (
    import_id   INTEGER PRIMARY KEY,
    file        VARCHAR NOT NULL,
    layout      VARCHAR NOT NULL,
    sha256      VARCHAR NOT NULL,
    options     VARCHAR NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    respondents INTEGER NOT NULL,
    answers     BIGINT NOT NULL,
    blanks      BIGINT NOT NULL,
    skipped     INTEGER NOT NULL,
    demo        BOOLEAN NOT NULL,
    released    BOOLEAN NOT NULL,
    issues      VARCHAR NOT NULL
);

-- `counted` takes part in scores; `empty` came back without an answer; `waiting` would give itself away by its lateness.
CREATE TYPE respondent_state AS ENUM ('counted', 'empty', 'waiting');

CREATE TABLE respondents (
    respondent_id INTEGER NOT NULL,
    campaign_id   INTEGER NOT NULL,
    kam_id        INTEGER NOT NULL,
    rater_group   UTINYINT NOT NULL,
    source_id     VARCHAR,
    import_id     INTEGER NOT NULL,
    source_row    INTEGER NOT NULL,
    state         respondent_state NOT NULL,
    answers       USMALLINT NOT NULL,
    segment       VARCHAR NOT NULL,
    attributes    VARCHAR NOT NULL
);

-- `item` and `rater_group` are places in the campaign's model. Sorted by campaign and KAM on insertion, so that
-- one KAM's answers lie together and the rest is skipped.
CREATE TABLE answers (
    campaign_id   INTEGER NOT NULL,
    kam_id        INTEGER NOT NULL,
    rater_group   UTINYINT NOT NULL,
    respondent_id INTEGER NOT NULL,
    item          USMALLINT NOT NULL,
    value         TINYINT NOT NULL
);

-- The same for questionnaires that wait: no query of scores can meet them by mistake.
CREATE TABLE waiting_answers AS FROM answers;
