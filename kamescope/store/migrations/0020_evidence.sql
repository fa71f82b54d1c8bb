-- What an instrument beside the 360 said of a KAM when a priority of their plan was written, and from which file.
-- `figures`: JSON, by name; `held_on` and `currency`: those of the file, which may be gone since.
CREATE TABLE plan_evidence (
    campaign   VARCHAR NOT NULL,
    kam        VARCHAR NOT NULL,
    position   INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    instrument VARCHAR NOT NULL,
    file_id    INTEGER NOT NULL,
    held_on    DATE NOT NULL,
    currency   VARCHAR NOT NULL,
    figures    VARCHAR NOT NULL
);
