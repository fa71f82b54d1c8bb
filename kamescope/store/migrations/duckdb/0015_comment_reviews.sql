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

-- Questionnaires that counted when their comments were released and originals dropped: a file that brings one again is
-- not compared with what was kept. All of them, so that it tells of nobody whether theirs was.
CREATE TABLE settled_comments (respondent_id INTEGER NOT NULL);

INSERT INTO meta VALUES ('comment_reviews', '0');
