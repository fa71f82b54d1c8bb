-- Who answered is kept as keyed hashes only, what else was said of them not at all; what they gave can be compared.

-- How much of what an import's file holds did not come in, by what became of it.
ALTER TABLE imports ADD COLUMN left_out VARCHAR DEFAULT '{}';
UPDATE imports SET left_out = json_object('set_aside', json_array_length(set_aside)) WHERE set_aside <> '[]';

-- A hash of a questionnaire's answers by item code, whatever the model; the id without what a spreadsheet drops.
ALTER TABLE respondents ADD COLUMN given VARCHAR;
ALTER TABLE respondents ADD COLUMN plain_id VARCHAR;

CREATE TEMP TABLE codes AS
SELECT campaign_id, unnest(item_codes(source)) AS code, generate_subscripts(item_codes(source), 1) - 1 AS item
FROM campaigns
JOIN models USING (model_id);

UPDATE respondents SET given = g.given
FROM (
    SELECT respondent_id, md5(string_agg(code || '=' || value, ',' ORDER BY code)) AS given
    FROM (
        SELECT campaign_id, respondent_id, item, value FROM answers
        UNION ALL
        SELECT campaign_id, respondent_id, item, value FROM waiting_answers
        UNION ALL
        SELECT campaign_id, respondent_id, item, value FROM replaced_answers
    )
    JOIN codes USING (campaign_id, item)
    GROUP BY respondent_id
) g
WHERE respondents.respondent_id = g.respondent_id;
DROP TABLE codes;

-- Tools that number the answers of each form anew: the moment of return tells two forms apart.
UPDATE respondents SET source_id = source_id || ' ' || strftime(returned_at, '%Y-%m-%dT%H:%M:%S')
FROM imports i
WHERE respondents.import_id = i.import_id AND i.layout NOT IN ('wide', 'long', 'table', 'questionnaire')
  AND returned_at IS NOT NULL AND regexp_full_match(source_id, '[0-9]{1,6}');

-- From here on nobody can read an id: whatever looks at one stands above.
UPDATE respondents SET plain_id = plain_token(value, source_id), source_id = respondent_token(value, source_id)
FROM meta
WHERE meta.key = 'secret' AND source_id IS NOT NULL;
-- The only self-rating keeps its empty key, whatever its id.
UPDATE respondents SET key = source_id WHERE key <> '';

ALTER TABLE respondents DROP COLUMN attributes;
