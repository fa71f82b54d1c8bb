-- Count vectors: by KAM of a campaign, group and partition value the answers that count and their sums, item by item.
-- A whole company is read from them, of which this engine would count hundreds of thousands of answers row by row.
-- `item`, `answers`, `total`, `apart` (0 or 1: whether no cell of the item holds several values): parallel, four bytes
-- a number, the highest first. The server keeps them itself: whoever changes answers cannot forget it.
CREATE TABLE item_vectors (
    campaign_id INTEGER NOT NULL,
    kam_id      INTEGER NOT NULL,
    rater_group SMALLINT NOT NULL,
    segment     VARCHAR NOT NULL,
    item        BYTEA NOT NULL,
    answers     BYTEA NOT NULL,
    total       BYTEA NOT NULL,
    apart       BYTEA NOT NULL,
    PRIMARY KEY (campaign_id, kam_id, rater_group, segment)
);

-- Whose answers a transaction has changed, a row a statement; empty whenever none is under way.
CREATE TABLE vectors_due (
    campaigns INTEGER[] NOT NULL,
    kams      INTEGER[] NOT NULL
);

-- The vectors that the answers about a KAM in a campaign make now.
CREATE FUNCTION item_vectors_of(of_campaign INTEGER, of_kam INTEGER)
RETURNS TABLE (rater_group SMALLINT, segment VARCHAR, item BYTEA, answers BYTEA, total BYTEA, apart BYTEA)
LANGUAGE SQL STABLE
BEGIN ATOMIC
    WITH parts AS (
        SELECT a.rater_group, a.item, r.segment, a.cell, count(*) AS answers, sum(a.value) AS total
        FROM answers a
        JOIN respondents r USING (respondent_id)
        WHERE a.campaign_id = of_campaign AND a.kam_id = of_kam
          AND r.campaign_id = of_campaign AND r.kam_id = of_kam
        GROUP BY a.rater_group, a.item, r.segment, a.cell
    ), told AS (
        -- Cell 0: nothing binds the group, or nothing of it is shown; either way it keeps nobody together.
        SELECT *, cell = 0 OR count(*) OVER (PARTITION BY rater_group, item, cell) = 1 AS alone FROM parts
    ), sums AS (
        SELECT rater_group, item, segment, CAST(sum(answers) AS INTEGER) AS answers,
               CAST(sum(total) AS INTEGER) AS total,
               bool_and(bool_and(alone)) OVER (PARTITION BY rater_group, item) AS apart
        FROM told
        GROUP BY rater_group, item, segment
    )
    SELECT rater_group, segment,
           string_agg(int4send(item), '' ORDER BY item),
           string_agg(int4send(answers), '' ORDER BY item),
           string_agg(int4send(total), '' ORDER BY item),
           string_agg(int4send(CAST(apart AS INTEGER)), '' ORDER BY item)
    FROM sums
    GROUP BY rater_group, segment;
END;

CREATE FUNCTION vectors_fall_due() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO vectors_due
    SELECT array_agg(campaign_id), array_agg(kam_id)
    FROM (SELECT DISTINCT campaign_id, kam_id FROM changed) places
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE TRIGGER answers_came AFTER INSERT ON answers REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION vectors_fall_due();
CREATE TRIGGER answers_went AFTER DELETE ON answers REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION vectors_fall_due();
CREATE TRIGGER answers_were AFTER UPDATE ON answers REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION vectors_fall_due();
CREATE TRIGGER answers_are AFTER UPDATE ON answers REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION vectors_fall_due();

CREATE FUNCTION segment_falls_due() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO vectors_due VALUES (ARRAY[NEW.campaign_id], ARRAY[NEW.kam_id]);
    RETURN NULL;
END
$$;

CREATE TRIGGER segment_changed AFTER UPDATE ON respondents FOR EACH ROW WHEN (OLD.segment <> NEW.segment)
EXECUTE FUNCTION segment_falls_due();

-- As the transaction ends, once for all that it changed: the first row of `vectors_due` does the work of the others.
CREATE FUNCTION keep_vectors() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM vectors_due) THEN
        RETURN NULL;
    END IF;
    DELETE FROM item_vectors v
    USING vectors_due d, unnest(d.campaigns, d.kams) AS place(campaign_id, kam_id)
    WHERE v.campaign_id = place.campaign_id AND v.kam_id = place.kam_id;
    INSERT INTO item_vectors
    SELECT place.campaign_id, place.kam_id, made.*
    FROM (
        SELECT DISTINCT each.campaign_id, each.kam_id
        FROM vectors_due d, unnest(d.campaigns, d.kams) AS each(campaign_id, kam_id)
    ) place, item_vectors_of(place.campaign_id, place.kam_id) made;
    DELETE FROM vectors_due;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER vectors_kept AFTER INSERT ON vectors_due DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION keep_vectors();

INSERT INTO item_vectors
SELECT place.campaign_id, place.kam_id, made.*
FROM (SELECT DISTINCT campaign_id, kam_id FROM answers) place, item_vectors_of(place.campaign_id, place.kam_id) made;
