-- When stages are to be finished, whom a tender waits for, and what is due over
-- all tenders. New tables, so that what is there stays as it is; what is due is
-- worked out with the next change of a procurement.

-- The day by which a stage of a procurement is to be finished.
CREATE TABLE stage_target (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    stage       INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 13),
    day         TEXT NOT NULL,
    PRIMARY KEY (procurement, stage)
) STRICT, WITHOUT ROWID;

-- Whom or what a procurement waits for, and until when, where that is known.
CREATE TABLE waiting (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    on_whom     TEXT NOT NULL CHECK (length(on_whom) > 0),
    until       TEXT,
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL
) STRICT;

-- What is due of active procurements, a row for each thing and day: a summary
-- for lists that is kept in the same transaction as every change.
CREATE TABLE agenda (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    kind        TEXT NOT NULL CHECK (kind IN ('target', 'limit', 'date', 'waiting')),
    name        TEXT NOT NULL,
    day         TEXT NOT NULL,
    what        TEXT NOT NULL,
    PRIMARY KEY (procurement, kind, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX agenda_by_day ON agenda (day, procurement);

CREATE INDEX procurement_by_state ON procurement (state, changed_at);
