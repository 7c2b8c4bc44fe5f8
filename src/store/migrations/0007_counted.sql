-- A dashboard over many tenders counts what is kept, and works nothing out. A new
-- table, so that what is there stays as it is; what follows from rules is left
-- NULL here and worked out when the dashboard is first opened.

-- What the dashboard counts of each procurement, kept in the same transaction as
-- every change: where it stands, its value, what becomes of social value, and
-- where its weight stands to the policy's bound. The last three are NULL where
-- they have not been worked out yet, after a migration; all three follow from
-- the facts and the pinned policy, and are worked out when they are asked for.
CREATE TABLE counted (
    procurement  INTEGER PRIMARY KEY REFERENCES procurement (id),
    policy       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('active', 'paused', 'cancelled', 'closed')),
    stage        INTEGER CHECK (stage BETWEEN 1 AND 13),
    value_pence  INTEGER NOT NULL CHECK (value_pence >= 0),
    social_value TEXT CHECK (social_value IN
                     ('required', 'expected', 'optional', 'undecided', 'opted-out')),
    bound        TEXT CHECK (bound IN ('minimum', 'ceiling', 'range', 'figures', 'none')),
    standing     TEXT CHECK (standing IN
                     ('below', 'at', 'between', 'above', 'open', 'not-set')),
    CHECK ((social_value IS NULL) = (bound IS NULL)),
    CHECK ((social_value IS NULL) = (standing IS NULL))
) STRICT;

-- Read from end to end it gives every figure of the dashboard without sorting.
CREATE INDEX counted_in_groups ON counted
    (state, policy, stage, social_value, bound, standing, value_pence);
CREATE INDEX counted_not_yet ON counted (procurement) WHERE social_value IS NULL;

INSERT INTO counted (procurement, policy, state, stage, value_pence)
SELECT id, policy, state, stage, value_pence FROM procurement;
