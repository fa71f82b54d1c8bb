-- Files of the manager's other instruments. `columns`: JSON, what each column is called and in which slot of the rows
-- it stands; `agreed`: JSON, what a person said of its columns; `choices`: JSON, what they set beside it.
-- `held_on`: the day that its figures are about; `replaced_by`: the file that took its place, 0 while none has;
-- `demo`: of the demonstration; `own`: kept by `who` about KAMs of theirs.
CREATE TABLE lever_files (
    file_id     INTEGER NOT NULL,
    instrument  VARCHAR NOT NULL,
    file        VARCHAR NOT NULL,
    sha256      VARCHAR NOT NULL,
    agreed      VARCHAR NOT NULL,
    columns     VARCHAR NOT NULL,
    held_on     DATE NOT NULL,
    company     VARCHAR NOT NULL,
    team        VARCHAR NOT NULL,
    currency    VARCHAR NOT NULL,
    row_count   INTEGER NOT NULL,
    choices     VARCHAR NOT NULL,
    typed       BOOLEAN NOT NULL,
    demo        BOOLEAN NOT NULL,
    own         BOOLEAN NOT NULL,
    imported_at TIMESTAMP NOT NULL,
    who         VARCHAR NOT NULL,
    replaced_by INTEGER NOT NULL,
    undone_at   TIMESTAMP
);

-- Who is named in a file, by name; `kam`: who that is (token), "" where nobody of that name is known.
CREATE TABLE lever_people (
    file_id INTEGER NOT NULL,
    person  INTEGER NOT NULL,
    name    VARCHAR NOT NULL,
    kam     VARCHAR NOT NULL
);

-- The rows of those files in slots by kind, so that another instrument needs no other table; `person` 0 is nobody.
CREATE TABLE lever_rows (
    file_id    INTEGER NOT NULL,
    row_number INTEGER NOT NULL,
    person     INTEGER NOT NULL,
    text_1     VARCHAR,
    text_2     VARCHAR,
    text_3     VARCHAR,
    text_4     VARCHAR,
    text_5     VARCHAR,
    text_6     VARCHAR,
    number_1   DOUBLE PRECISION,
    number_2   DOUBLE PRECISION,
    number_3   DOUBLE PRECISION,
    number_4   DOUBLE PRECISION,
    number_5   DOUBLE PRECISION,
    number_6   DOUBLE PRECISION,
    number_7   DOUBLE PRECISION,
    number_8   DOUBLE PRECISION,
    day_1      DATE,
    day_2      DATE,
    day_3      DATE
);

INSERT INTO meta VALUES ('levers', '0');
