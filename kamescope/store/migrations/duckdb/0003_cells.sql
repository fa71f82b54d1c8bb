-- What was shown together, so that nothing comes out by difference; campaigns in collection.

-- In collection only counts are shown; nothing of it has been seen.
ALTER TABLE campaigns ADD COLUMN collecting BOOLEAN DEFAULT false;

-- Cells (see `cells.py`): two questionnaires, or two answers to an item, bear one number when every view so far counted
-- both or neither; 0 was never shown. `held`: answers of a counted questionnaire that wait all the same; `lent`: answers
-- of a replaced one that go on counting in the newer one, since its own wait; `counting`: how many count for it in all.
ALTER TABLE respondents ADD COLUMN cell INTEGER DEFAULT 0;
ALTER TABLE respondents ADD COLUMN held INTEGER DEFAULT 0;
ALTER TABLE respondents ADD COLUMN lent INTEGER DEFAULT 0;
ALTER TABLE respondents ADD COLUMN counting INTEGER DEFAULT 0;
UPDATE respondents SET counting = answers WHERE state = 'counted';
ALTER TABLE answers ADD COLUMN cell INTEGER DEFAULT 0;
ALTER TABLE waiting_answers ADD COLUMN cell INTEGER DEFAULT 0;
ALTER TABLE replaced_answers ADD COLUMN cell INTEGER DEFAULT 0;

-- What was shown and is there no more: a campaign, a KAM's group, a person, all as keyed hashes; of each answer a keyed
-- hash, by which it is known again when it comes back. `cell` 0: the questionnaire is there, only answers are gone.
CREATE TABLE gone (
    gone_id  INTEGER NOT NULL,
    campaign VARCHAR NOT NULL,
    place    VARCHAR NOT NULL,
    person   VARCHAR,
    cell     INTEGER NOT NULL
);
CREATE TABLE gone_answers (
    gone_id INTEGER NOT NULL,
    item    VARCHAR NOT NULL,
    cell    INTEGER NOT NULL,
    digest  VARCHAR NOT NULL
);

-- What counts was shown import by import, and value by value where each had enough respondents.
INSERT INTO meta VALUES ('cells', '0');

CREATE TEMP TABLE shown AS
WITH groups AS (
    SELECT campaign_id, unnest(range(json_array_length(source, '$.groups')::BIGINT)) AS place,
           unnest(json_extract(source, '$.groups[*].minimum')::INTEGER[]) AS minimum
    FROM campaigns
    JOIN models USING (model_id)
), counted AS (
    SELECT r.respondent_id, r.campaign_id, r.kam_id, r.rater_group, r.segment, g.minimum,
           -- Those whom a later import set free were first shown with it.
           coalesce(r.released_by, r.import_id) AS batch,
           count(*) OVER (PARTITION BY r.campaign_id, r.kam_id, r.rater_group) AS respondents,
           count(*) OVER (PARTITION BY r.campaign_id, r.kam_id, r.rater_group, r.segment) AS alike,
           count(*) OVER (PARTITION BY r.campaign_id, r.kam_id, r.rater_group, batch) AS together,
           count(*) OVER (PARTITION BY r.campaign_id, r.kam_id, r.rater_group, batch, r.segment) AS part
    FROM respondents r
    JOIN groups g ON g.campaign_id = r.campaign_id AND g.place = r.rater_group
    WHERE r.state = 'counted' AND g.minimum >= 2
), apart AS (
    SELECT campaign_id, kam_id, rater_group,
           bool_and(alike >= minimum AND (part >= minimum OR part = together)) AND bool_or(segment <> '') AS told
    FROM counted
    GROUP BY ALL
)
SELECT c.respondent_id, dense_rank() OVER (
    ORDER BY c.campaign_id, c.kam_id, c.rater_group, c.batch, if(a.told, c.segment, '')
) AS cell
FROM counted c
JOIN apart a USING (campaign_id, kam_id, rater_group)
WHERE c.respondents >= c.minimum;

UPDATE respondents SET cell = s.cell FROM shown s WHERE respondents.respondent_id = s.respondent_id;
UPDATE answers SET cell = s.cell FROM shown s WHERE answers.respondent_id = s.respondent_id;

UPDATE meta SET value = (SELECT coalesce(max(cell), 0)::VARCHAR FROM shown) WHERE key = 'cells';
DROP TABLE shown;
ALTER TABLE respondents DROP COLUMN was;
ALTER TABLE respondents DROP COLUMN released_by;
