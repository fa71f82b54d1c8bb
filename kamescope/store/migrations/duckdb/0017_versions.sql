-- What a release gave, as it was that day: kept when it is made, told to those who had it once it is reopened.
-- `company`, `team`, `day` (of the campaign): what later files may tell otherwise; `model`: see below; `figures`: JSON,
-- what was published and nothing else. By tokens of campaign and KAM, as `releases`.
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

-- The model files that versions were told in, each once, by the hash of its text.
CREATE TABLE version_models (digest VARCHAR NOT NULL, source VARCHAR NOT NULL);

-- Since when something is granted: whoever is granted it later did not have what was taken back before. What was
-- granted before this was kept has always been.
ALTER TABLE grants ADD COLUMN given_at TIMESTAMP DEFAULT TIMESTAMP '1970-01-01';
