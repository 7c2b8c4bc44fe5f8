-- Officers decide on the weight of social value, and may opt out of it where the
-- policy allows that; both have to be on file. New tables, so that what is there
-- stays as it is.

-- The weight of social value that was set for a procurement, where one was. A
-- weight that departs from the policy has a reason and the name of who agreed.
CREATE TABLE weighting (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    weight      TEXT NOT NULL,
    base        TEXT NOT NULL CHECK (base IN ('total', 'quality')),
    reason      TEXT,
    agreed_by   TEXT,
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL
) STRICT;

-- Procurements that were opted out of social value: the outcomes that were
-- explored (a list in JSON), why none is possible, and who agreed.
CREATE TABLE opt_out (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    explored    TEXT NOT NULL CHECK (json_valid(explored)),
    why         TEXT NOT NULL CHECK (length(why) > 0),
    agreed_by   TEXT NOT NULL CHECK (length(agreed_by) > 0),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL
) STRICT;
