-- Where a policy asks for impact, objectives and needs, the answers behind these
-- facts are kept, so that they can be taken up again. A new table, so that what
-- is there stays as it is.

-- The answers to the questions on impact, objectives and needs, as far as they
-- have come: the ids of the objectives that are met (a list in JSON; NULL while
-- nobody has said), and where the area stands by indicator (an object in JSON).
CREATE TABLE needs_answers (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    impact      TEXT CHECK (impact IN ('none', 'some', 'significant')),
    objectives  TEXT CHECK (json_valid(objectives)),
    area        TEXT CHECK (length(area) > 0),
    marks       TEXT NOT NULL CHECK (json_valid(marks)),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL
) STRICT;
