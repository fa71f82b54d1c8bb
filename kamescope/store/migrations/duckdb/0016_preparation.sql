-- How a coach prepares the conversation with a KAM after a campaign (both by token): how long it takes, when it begins.
CREATE TABLE preparations (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    length   INTEGER NOT NULL,
    begins   TIME
);

-- Questions chosen for a step, each by code and the factor it is about ("": none), and their wording where somebody
-- changed it ("": as proposed).
-- `version`: of all that was ever written for conversations, which writing this is.
CREATE TABLE prepared_questions (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    step     VARCHAR NOT NULL,
    question VARCHAR NOT NULL,
    factor   VARCHAR NOT NULL,
    chosen   BOOLEAN NOT NULL,
    wording  VARCHAR NOT NULL,
    version  BIGINT NOT NULL
);

-- Factors to bring up, and which comes first (NULL: not said, 4: later).
CREATE TABLE prepared_factors (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    code     VARCHAR NOT NULL,
    rank     INTEGER
);

-- What a coach writes for themself alone; `writer` is a token, "" where nobody signs in.
CREATE TABLE coach_notes (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    writer   VARCHAR NOT NULL,
    step     VARCHAR NOT NULL,
    note     VARCHAR NOT NULL,
    version  BIGINT NOT NULL
);

INSERT INTO meta VALUES ('preparations', '0');
