-- What a coach decided of a comment. `key`: a keyed hash of campaign, KAM, group, question and text, by which comments
-- are named (see `comments.py`); alike ones are reviewed once. `words`: those that are blacked out, as they were typed.
CREATE TABLE comment_reviews (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    key      VARCHAR NOT NULL,
    hidden   BOOLEAN NOT NULL,
    words    VARCHAR[] NOT NULL,
    version  BIGINT NOT NULL
);

-- Which comments of protected groups could be seen, and how many alike, so that nothing comes out by difference: what
-- comes later is shown only together with enough others. By tokens and keys: it outlives an undo.
CREATE TABLE seen_comments (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    key      VARCHAR NOT NULL,
    copies   INTEGER NOT NULL
);

INSERT INTO meta VALUES ('comment_reviews', '0');
