-- What respondents wrote in answer to a model's open questions (`question`: its code), in no order.
CREATE TABLE comments (
    campaign_id   INTEGER NOT NULL,
    kam_id        INTEGER NOT NULL,
    rater_group   UTINYINT NOT NULL,
    respondent_id INTEGER NOT NULL,
    question      VARCHAR NOT NULL,
    text          VARCHAR NOT NULL
);

-- The same of questionnaires that do not count: they wait, are empty, or a newer version took their place.
CREATE TABLE waiting_comments AS FROM comments WITH NO DATA;

-- How many people must have written before anything of a protected group is told is promised as the other minimums are.
ALTER TABLE protections ADD COLUMN comment_minimum INTEGER DEFAULT 1;
UPDATE protections SET comment_minimum = 3 WHERE minimum >= 2;

-- How many comments the file of an import holds.
ALTER TABLE imports ADD COLUMN comments INTEGER DEFAULT 0;
