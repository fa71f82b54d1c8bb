-- Versions of a questionnaire, what an import set aside, undone imports, agreed mappings, expected numbers.

-- One state more, `replaced`: a newer version of the same questionnaire counts instead; it comes back when that one is
-- undone. A plain text: DuckDB cannot read back, after a crash, a log in which a column becomes another enumeration.
ALTER TABLE respondents ALTER COLUMN state TYPE VARCHAR USING state::VARCHAR;
DROP TYPE respondent_state;

-- A keyed hash of the rater's e-mail, to find the same rater twice; how long they took; when they sent it.
ALTER TABLE respondents ADD COLUMN rater VARCHAR;
ALTER TABLE respondents ADD COLUMN seconds INTEGER;
ALTER TABLE respondents ADD COLUMN returned_at TIMESTAMP;

-- What makes two lines versions of one questionnaire of a KAM and group: the source's id, whatever its case; '' for the
-- only self-rating there can be; NULL where nothing does. Of the versions of one questionnaire the last is the newest.
ALTER TABLE respondents ADD COLUMN key VARCHAR;
-- What a replaced version was: it comes back as that.
ALTER TABLE respondents ADD COLUMN was VARCHAR;
-- The other import whose arrival set a waiting questionnaire free: it waits again when that one is undone.
ALTER TABLE respondents ADD COLUMN released_by INTEGER;

ALTER TABLE imports ADD COLUMN replaced INTEGER DEFAULT 0;
ALTER TABLE imports ADD COLUMN waiting INTEGER DEFAULT 0;
ALTER TABLE imports ADD COLUMN mapping VARCHAR DEFAULT '';
ALTER TABLE imports ADD COLUMN set_aside VARCHAR DEFAULT '[]';
ALTER TABLE imports ADD COLUMN undone_at TIMESTAMP;
-- Names of campaigns and tokens of KAMs, which an undone import no longer has anywhere else.
ALTER TABLE imports ADD COLUMN campaigns VARCHAR[];
ALTER TABLE imports ADD COLUMN kams VARCHAR[];

-- Answers of versions that were replaced: no query of scores can meet them by mistake.
CREATE TABLE replaced_answers AS FROM answers WITH NO DATA;

-- Questionnaires that a later import brought again unchanged: they stay as long as one of their imports does.
CREATE TABLE also_brought (
    import_id     INTEGER NOT NULL,
    respondent_id INTEGER NOT NULL,
    source_row    INTEGER NOT NULL
);

-- Whom each import rates in which campaign, and what it says of them: the campaign's day, the KAM's team.
CREATE TABLE import_people (
    import_id   INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    kam_id      INTEGER NOT NULL,
    date        DATE    NOT NULL,
    team        VARCHAR NOT NULL
);

-- What a person agreed to for files with these headings (TOML); the newest is offered with the campaign's next file.
CREATE TABLE mappings (
    import_id   INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    headings    VARCHAR NOT NULL,
    source      VARCHAR NOT NULL
);

-- How many questionnaires were sent out.
CREATE TABLE expected (
    campaign_id INTEGER NOT NULL,
    kam_id      INTEGER NOT NULL,
    rater_group UTINYINT NOT NULL,
    sent        INTEGER NOT NULL
);

-- What databases of the first version know already.
INSERT INTO import_people
SELECT DISTINCT r.import_id, r.campaign_id, r.kam_id, c.date, e.team
FROM respondents r
JOIN campaigns c USING (campaign_id)
JOIN enrolments e USING (campaign_id, kam_id);

UPDATE imports SET campaigns = known.campaigns, kams = known.kams
FROM (
    SELECT p.import_id, list_distinct(list(c.name)) AS campaigns, list_distinct(list(k.token)) AS kams
    FROM import_people p
    JOIN campaigns c USING (campaign_id)
    JOIN kams k USING (kam_id)
    GROUP BY p.import_id
) known
WHERE imports.import_id = known.import_id;

UPDATE respondents
SET key = CASE WHEN rater_group = selves.place AND state <> 'empty' THEN '' ELSE lower(source_id) END
FROM (
    SELECT campaign_id, list_position(json_extract_string(source, '$.groups[*].code'), 'self') - 1 AS place
    FROM campaigns
    JOIN models USING (model_id)
) selves
WHERE respondents.campaign_id = selves.campaign_id;
