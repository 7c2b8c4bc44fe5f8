-- The register of Tenderbook: all of an officer's procurements in one SQLite file.
--
-- This is the whole schema as it stands; a new register is made from it, and a
-- test proves that migrating any older register gives exactly this.
--
-- Money is whole pence (INTEGER). Percentages and quantities are decimal TEXT,
-- so that they stay exact. Days are ISO-8601 TEXT, moments are UTC. A fact that
-- is NULL is not known yet. What can travel to another machine has a `uid`.

-- The register itself: one row.
CREATE TABLE register (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    uid        TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- The editions of policies that procurements were started under, with their
-- full text. Pinned: a running procurement keeps its edition.
CREATE TABLE pack (
    id        INTEGER PRIMARY KEY,
    policy    TEXT NOT NULL,
    edition   TEXT NOT NULL,
    sha256    TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    content   TEXT NOT NULL,
    pinned_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER pack_is_never_changed BEFORE UPDATE ON pack
BEGIN SELECT RAISE(ABORT, 'a pinned pack is never changed'); END;

CREATE TRIGGER pack_is_never_deleted BEFORE DELETE ON pack
BEGIN SELECT RAISE(ABORT, 'a pinned pack is never deleted'); END;

-- One row for each procurement: its facts, and a summary for lists that is
-- kept in the same transaction as every change.
CREATE TABLE procurement (
    id            INTEGER PRIMARY KEY,
    uid           TEXT NOT NULL UNIQUE,
    reference     TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(reference) BETWEEN 1 AND 160),
    title         TEXT NOT NULL CHECK (length(title) > 0),
    policy        TEXT NOT NULL,
    pack          INTEGER NOT NULL REFERENCES pack (id),
    overlay       INTEGER NOT NULL REFERENCES pack (id),
    state         TEXT NOT NULL CHECK (state IN ('active', 'paused', 'cancelled', 'closed')),
    state_reason  TEXT,
    contract_type TEXT NOT NULL CHECK (contract_type IN ('goods', 'services', 'works')),
    value_pence   INTEGER NOT NULL CHECK (value_pence >= 0),
    vat           TEXT NOT NULL,
    start         TEXT NOT NULL,
    advertised    INTEGER CHECK (advertised IN (0, 1)),
    key_provider  INTEGER CHECK (key_provider IN (0, 1)),
    impact        TEXT CHECK (impact IN ('none', 'some', 'significant')),
    objectives    INTEGER CHECK (objectives BETWEEN 0 AND 255),
    needs         TEXT CHECK (needs IN ('highest', 'less')),
    quality_share TEXT,
    created_at    TEXT NOT NULL,
    changed_at    TEXT NOT NULL,
    -- Counts every change, so that nobody overwrites what another has just changed.
    version       INTEGER NOT NULL CHECK (version > 0),
    -- The summary: the first open stage (none when all are settled), how many
    -- are settled, and the next open item with its text.
    stage         INTEGER CHECK (stage BETWEEN 1 AND 13),
    closed_stages INTEGER NOT NULL CHECK (closed_stages BETWEEN 0 AND 13),
    next_item     TEXT,
    next_text     TEXT
) STRICT;

-- Read forwards or backwards, each of these gives a list in order without sorting.
CREATE INDEX procurement_by_change ON procurement (changed_at);
CREATE INDEX procurement_by_title ON procurement (title COLLATE NOCASE);
CREATE INDEX procurement_by_policy ON procurement (policy, reference);
CREATE INDEX procurement_by_value ON procurement (value_pence);
CREATE INDEX procurement_by_stage ON procurement (closed_stages);

-- Thirteen rows for each procurement.
CREATE TABLE stage (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    number      INTEGER NOT NULL CHECK (number BETWEEN 1 AND 13),
    state       TEXT NOT NULL CHECK (state IN ('open', 'closed', 'skipped')),
    note        TEXT,
    changed_at  TEXT,
    PRIMARY KEY (procurement, number),
    CHECK (state <> 'skipped' OR note IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Items that have been touched. An item of the pack without a row is open.
CREATE TABLE item (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    item        TEXT NOT NULL,
    stage       INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 13),
    state       TEXT NOT NULL CHECK (state IN ('open', 'done', 'not_applicable')),
    reason      TEXT,
    note        TEXT,
    changed_at  TEXT NOT NULL,
    officer     TEXT NOT NULL,
    PRIMARY KEY (procurement, item),
    CHECK (state <> 'not_applicable' OR reason IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Items that an officer added to one procurement.
CREATE TABLE own_item (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    item        TEXT NOT NULL,
    stage       INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 13),
    text        TEXT NOT NULL CHECK (length(text) > 0),
    required    INTEGER NOT NULL CHECK (required IN (0, 1)),
    added_at    TEXT NOT NULL,
    officer     TEXT NOT NULL,
    PRIMARY KEY (procurement, item)
) STRICT, WITHOUT ROWID;

-- What shows that an item was done. The content of a file stays where it is;
-- its size and SHA-256 say which content was meant.
CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY,
    uid         TEXT NOT NULL UNIQUE,
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    item        TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('note', 'link', 'file')),
    text        TEXT NOT NULL CHECK (length(text) > 0),
    size        INTEGER CHECK (size >= 0),
    sha256      TEXT CHECK (length(sha256) = 64),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL,
    CHECK ((kind = 'file') = (size IS NOT NULL)),
    CHECK ((kind = 'file') = (sha256 IS NOT NULL))
) STRICT;

CREATE INDEX evidence_by_item ON evidence (procurement, item);

-- The outcomes and measures of the policy that a procurement seeks.
CREATE TABLE outcome_sought (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    outcome     TEXT NOT NULL,
    quantity    TEXT,
    why         TEXT,
    PRIMARY KEY (procurement, outcome)
) STRICT, WITHOUT ROWID;

-- The append-only record of every change. Each entry is chained to the one
-- before: `hash` is the SHA-256 of these values, each followed by a line feed:
-- previous, sequence, at, officer, procurement (or an empty line), deed, detail.
CREATE TABLE journal (
    sequence    INTEGER PRIMARY KEY CHECK (sequence > 0),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL,
    procurement TEXT,
    deed        TEXT NOT NULL,
    detail      TEXT NOT NULL CHECK (json_valid(detail)),
    previous    TEXT NOT NULL CHECK (length(previous) = 64),
    hash        TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE INDEX journal_by_procurement ON journal (procurement, sequence);

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
