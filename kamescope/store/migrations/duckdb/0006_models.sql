-- One questionnaire is one model, however it is worded; what each campaign promised its respondents is kept beside it.

-- Statements that newer ones took the place of (JSON: item → texts): files that still bear them are understood.
ALTER TABLE models ADD COLUMN former VARCHAR DEFAULT '{}';

-- The strictest that a campaign (its token) ever promised a rater group (its code); a campaign that is undone keeps it.
CREATE TABLE protections (
    campaign     VARCHAR NOT NULL,
    rater_group  VARCHAR NOT NULL,
    minimum      INTEGER NOT NULL,
    item_minimum INTEGER NOT NULL,
    attributable BOOLEAN NOT NULL
);

-- Every campaign promised what its own model does: nothing that is shown changes.
INSERT INTO protections
SELECT token, line[1], line[2]::INTEGER, line[3]::INTEGER, line[4]::BOOLEAN
FROM (SELECT token, unnest(model_promises(source)) AS line FROM campaigns JOIN models USING (model_id));

-- Models that are one, and the newest of each: the one that came last.
CREATE TEMP TABLE known AS
SELECT model_id, fingerprint AS old, source, model_fingerprint(source) AS identity,
       max(model_id) OVER (PARTITION BY identity) AS newest
FROM models;

-- The newest words stay, and older ones in mind.
UPDATE models SET former = f.former
FROM (SELECT newest, former_statements(list(source ORDER BY model_id)) AS former FROM known GROUP BY newest) f
WHERE models.model_id = f.newest;
UPDATE campaigns SET model_id = k.newest FROM known k WHERE campaigns.model_id = k.model_id;
DELETE FROM models WHERE model_id NOT IN (SELECT newest FROM known);
UPDATE models SET fingerprint = k.identity FROM known k WHERE models.model_id = k.model_id;

-- Imports are known again by their options, which name the model asked for.
UPDATE imports SET options = replace(imports.options, k.old, k.identity)
FROM known k
WHERE contains(imports.options, k.old);

DROP TABLE known;
