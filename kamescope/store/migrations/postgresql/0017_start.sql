-- The form that the first seventeen migrations of DuckDB led to, with which databases of PostgreSQL begin; what each
-- table is for is told there.

CREATE TABLE meta (
    key   VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

CREATE TABLE models (
    model_id    INTEGER PRIMARY KEY,
    fingerprint VARCHAR NOT NULL UNIQUE,
    code        VARCHAR NOT NULL,
    version     VARCHAR NOT NULL,
    source      VARCHAR NOT NULL,
    former      VARCHAR DEFAULT '{}'
);

CREATE TABLE campaigns (
    campaign_id INTEGER PRIMARY KEY,
    key         VARCHAR NOT NULL UNIQUE,
    token       VARCHAR NOT NULL UNIQUE,
    name        VARCHAR NOT NULL,
    date        DATE NOT NULL,
    model_id    INTEGER NOT NULL,
    collecting  BOOLEAN DEFAULT false
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
    issues      VARCHAR NOT NULL,
    replaced    INTEGER DEFAULT 0,
    waiting     INTEGER DEFAULT 0,
    mapping     VARCHAR DEFAULT '',
    set_aside   VARCHAR DEFAULT '[]',
    undone_at   TIMESTAMP,
    campaigns   VARCHAR[],
    kams        VARCHAR[],
    left_out    VARCHAR DEFAULT '{}',
    batch       VARCHAR DEFAULT '',
    comments    INTEGER DEFAULT 0
);

CREATE TABLE respondents (
    respondent_id INTEGER NOT NULL,
    campaign_id   INTEGER NOT NULL,
    kam_id        INTEGER NOT NULL,
    rater_group   SMALLINT NOT NULL,
    source_id     VARCHAR,
    import_id     INTEGER NOT NULL,
    source_row    INTEGER NOT NULL,
    state         VARCHAR NOT NULL,
    answers       INTEGER NOT NULL,
    segment       VARCHAR NOT NULL,
    rater         VARCHAR,
    seconds       INTEGER,
    returned_at   TIMESTAMP,
    key           VARCHAR,
    cell          INTEGER DEFAULT 0,
    held          INTEGER DEFAULT 0,
    lent          INTEGER DEFAULT 0,
    counting      INTEGER DEFAULT 0,
    given         VARCHAR,
    plain_id      VARCHAR,
    block         INTEGER DEFAULT 0,
    block_size    INTEGER DEFAULT 0
);

CREATE TABLE answers (
    campaign_id   INTEGER NOT NULL,
    kam_id        INTEGER NOT NULL,
    rater_group   SMALLINT NOT NULL,
    respondent_id INTEGER NOT NULL,
    item          INTEGER NOT NULL,
    value         SMALLINT NOT NULL,
    cell          INTEGER DEFAULT 0
);

CREATE TABLE waiting_answers (
    campaign_id   INTEGER,
    kam_id        INTEGER,
    rater_group   SMALLINT,
    respondent_id INTEGER,
    item          INTEGER,
    value         SMALLINT,
    cell          INTEGER DEFAULT 0
);

CREATE TABLE replaced_answers (
    campaign_id   INTEGER,
    kam_id        INTEGER,
    rater_group   SMALLINT,
    respondent_id INTEGER,
    item          INTEGER,
    value         SMALLINT,
    cell          INTEGER DEFAULT 0
);

CREATE TABLE also_brought (
    import_id     INTEGER NOT NULL,
    respondent_id INTEGER NOT NULL,
    source_row    INTEGER NOT NULL
);

CREATE TABLE import_people (
    import_id   INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    kam_id      INTEGER NOT NULL,
    date        DATE NOT NULL,
    team        VARCHAR NOT NULL
);

CREATE TABLE mappings (
    import_id   INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    headings    VARCHAR NOT NULL,
    source      VARCHAR NOT NULL
);

CREATE TABLE expected (
    campaign_id INTEGER NOT NULL,
    kam_id      INTEGER NOT NULL,
    rater_group SMALLINT NOT NULL,
    sent        INTEGER NOT NULL
);

CREATE TABLE protections (
    campaign        VARCHAR NOT NULL,
    rater_group     VARCHAR NOT NULL,
    minimum         INTEGER NOT NULL,
    item_minimum    INTEGER NOT NULL,
    attributable    BOOLEAN NOT NULL,
    comment_minimum INTEGER DEFAULT 1
);

CREATE TABLE gone (
    gone_id  INTEGER NOT NULL,
    campaign VARCHAR NOT NULL,
    place    VARCHAR NOT NULL,
    person   VARCHAR,
    cell     INTEGER NOT NULL,
    whole    VARCHAR
);

CREATE TABLE gone_answers (
    gone_id INTEGER NOT NULL,
    item    VARCHAR NOT NULL,
    cell    INTEGER NOT NULL,
    digest  VARCHAR NOT NULL
);

CREATE TABLE comments (
    campaign_id   INTEGER NOT NULL,
    kam_id        INTEGER NOT NULL,
    rater_group   SMALLINT NOT NULL,
    respondent_id INTEGER NOT NULL,
    question      VARCHAR NOT NULL,
    text          VARCHAR NOT NULL
);

CREATE TABLE waiting_comments (
    campaign_id   INTEGER,
    kam_id        INTEGER,
    rater_group   SMALLINT,
    respondent_id INTEGER,
    question      VARCHAR,
    text          VARCHAR
);

CREATE TABLE comment_reviews (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    key      VARCHAR NOT NULL,
    hidden   BOOLEAN NOT NULL,
    words    VARCHAR[] NOT NULL,
    version  BIGINT NOT NULL
);

CREATE TABLE seen_comments (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    key      VARCHAR NOT NULL,
    copies   INTEGER NOT NULL
);

CREATE TABLE settled_comments (
    respondent_id INTEGER NOT NULL
);

CREATE TABLE persons (
    email VARCHAR NOT NULL,
    name  VARCHAR NOT NULL
);

CREATE TABLE grants (
    email    VARCHAR NOT NULL,
    role     VARCHAR NOT NULL,
    reach    VARCHAR NOT NULL,
    company  VARCHAR NOT NULL,
    team     VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    batch    INTEGER NOT NULL,
    given_at TIMESTAMP DEFAULT TIMESTAMP '1970-01-01'
);

-- `rowid`: lines of one moment in the order in which they came, as DuckDB numbers the rows of every table.
CREATE TABLE audit (
    done_at  TIMESTAMP NOT NULL,
    who      VARCHAR NOT NULL,
    role     VARCHAR NOT NULL,
    what     VARCHAR NOT NULL,
    on_whom  VARCHAR NOT NULL,
    campaign VARCHAR NOT NULL,
    rowid    BIGINT GENERATED ALWAYS AS IDENTITY
);

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

CREATE TABLE roads (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    goes_on  BOOLEAN NOT NULL,
    prepared BOOLEAN NOT NULL,
    talk     DATE
);

CREATE TABLE plans (
    campaign   VARCHAR NOT NULL,
    kam        VARCHAR NOT NULL,
    position   INTEGER NOT NULL,
    version    BIGINT NOT NULL,
    level      VARCHAR NOT NULL,
    code       VARCHAR NOT NULL,
    figures    VARCHAR NOT NULL,
    goal_when  VARCHAR NOT NULL,
    goal_then  VARCHAR NOT NULL,
    first_step VARCHAR NOT NULL,
    helper     VARCHAR NOT NULL,
    sign       VARCHAR NOT NULL,
    decided    DATE NOT NULL
);

CREATE TABLE plan_steps (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    days     INTEGER NOT NULL,
    due      DATE NOT NULL,
    state    VARCHAR NOT NULL,
    line     VARCHAR NOT NULL
);

CREATE TABLE preparations (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    length   INTEGER NOT NULL,
    begins   TIME
);

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

CREATE TABLE prepared_factors (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    code     VARCHAR NOT NULL,
    rank     INTEGER
);

CREATE TABLE coach_notes (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    writer   VARCHAR NOT NULL,
    step     VARCHAR NOT NULL,
    note     VARCHAR NOT NULL,
    version  BIGINT NOT NULL
);

CREATE TABLE versions (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    version  INTEGER NOT NULL,
    company  VARCHAR NOT NULL,
    team     VARCHAR NOT NULL,
    day      DATE NOT NULL,
    model    VARCHAR NOT NULL,
    figures  VARCHAR NOT NULL
);

CREATE TABLE version_models (
    digest VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

INSERT INTO meta VALUES ('data_version', '0'), ('cells', '0'), ('imports', '0'), ('grant_files', '0'), ('plans', '0'),
                        ('comment_reviews', '0'), ('preparations', '0');

-- One KAM's rows lie together on no page of this engine: they are found by these.
CREATE INDEX answers_of_kam ON answers (campaign_id, kam_id);
CREATE INDEX waiting_answers_of_kam ON waiting_answers (campaign_id, kam_id);
CREATE INDEX replaced_answers_of_kam ON replaced_answers (campaign_id, kam_id);
CREATE INDEX respondents_of_kam ON respondents (campaign_id, kam_id);
CREATE INDEX comments_of_kam ON comments (campaign_id, kam_id);
CREATE INDEX waiting_comments_of_kam ON waiting_comments (campaign_id, kam_id);
CREATE INDEX answers_of_respondent ON answers (respondent_id);
CREATE INDEX waiting_answers_of_respondent ON waiting_answers (respondent_id);
CREATE INDEX replaced_answers_of_respondent ON replaced_answers (respondent_id);
CREATE INDEX respondents_by_number ON respondents (respondent_id);
CREATE INDEX gone_by_place ON gone (place);
CREATE INDEX gone_answers_by_number ON gone_answers (gone_id);

CREATE VIEW corrected AS
SELECT campaign_id, kam_id, rater_group
FROM (
    SELECT campaign_id, kam_id, rater_group, count(*) FILTER (WHERE answers > 0) AS versions, max(cell) AS cell
    FROM respondents
    -- Without a key each is a questionnaire of its own: a group would take all NULLs for one.
    GROUP BY campaign_id, kam_id, rater_group, key, CASE WHEN key IS NULL THEN respondent_id END
) questionnaires
GROUP BY campaign_id, kam_id, rater_group
HAVING max(versions) > 1 AND max(cell) > 0;

CREATE VIEW waits AS
SELECT r.respondent_id, r.import_id, r.campaign_id, r.kam_id, r.rater_group,
       CASE WHEN r.state = 'waiting' THEN 1 ELSE 0 END AS late,
       CASE WHEN r.state = 'counted' AND c.kam_id IS NULL THEN r.held ELSE 0 END AS held
FROM respondents r
LEFT JOIN corrected c
    ON c.campaign_id = r.campaign_id AND c.kam_id = r.kam_id AND c.rater_group = r.rater_group
WHERE r.state = 'waiting' OR (r.state = 'counted' AND c.kam_id IS NULL AND r.held > 0);

CREATE VIEW frozen AS
SELECT c.campaign_id, k.kam_id
FROM releases r
JOIN campaigns c ON c.token = r.campaign
JOIN kams k ON k.token = r.kam
WHERE r.reopened_at IS NULL;

-- As DuckDB's of the same name: of a text, in hexadecimal digits.
CREATE FUNCTION sha256(words TEXT) RETURNS TEXT
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(sha256(convert_to(words, 'UTF8')), 'hex');
