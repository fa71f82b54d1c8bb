-- What a KAM works on after a campaign (both by token), with the figures of the day it was chosen; written by people.
-- `version`: of all that was ever written of plans, which writing this is; `figures`: JSON, empty once erased.
CREATE TABLE plans (
    campaign   VARCHAR NOT NULL,
    kam        VARCHAR NOT NULL,
    position   INTEGER NOT NULL,
    version    BIGINT NOT NULL,
    level      VARCHAR NOT NULL,
    code       VARCHAR NOT NULL,
    figures    VARCHAR NOT NULL,
    goal_when  VARCHAR NOT NULL,
    goal_then  VARCHAR NOT NULL,
    first_step VARCHAR NOT NULL,
    helper     VARCHAR NOT NULL,
    sign       VARCHAR NOT NULL,
    decided    DATE NOT NULL
);

-- The first step (0 days) and the follow-ups of a priority.
CREATE TABLE plan_steps (
    campaign VARCHAR NOT NULL,
    kam      VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    days     INTEGER NOT NULL,
    due      DATE NOT NULL,
    state    VARCHAR NOT NULL,
    line     VARCHAR NOT NULL
);

INSERT INTO meta VALUES ('plans', '0');
