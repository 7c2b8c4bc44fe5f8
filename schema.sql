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
CREATE INDEX procurement_by_state ON procurement (state, changed_at);

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

-- What the law looks at, where somebody has said something: whose procurement
-- it is, under which rules and by which procedure; and why items and time
-- limits of the statute are left out, where they are.
CREATE TABLE law (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    authority   TEXT NOT NULL CHECK (authority IN ('sub-central', 'central', 'utilities')),
    regime      TEXT NOT NULL CHECK (regime IN
                    ('general', 'light-touch', 'concession', 'light-touch-concession')),
    route       TEXT CHECK (route IN
                    ('open', 'competitive-flexible', 'direct-award', 'call-off')),
    framework   INTEGER CHECK (framework IN (0, 1)),
    engagement  INTEGER CHECK (engagement IN (0, 1)),
    tendering   TEXT CHECK (tendering IN
                    ('standard', 'one-missing', 'both-missing', 'short', 'agreed')),
    left_out    TEXT CHECK (length(left_out) > 0)
) STRICT;

-- The days of a procurement from which statutory time limits run.
CREATE TABLE key_date (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    name        TEXT NOT NULL CHECK (name IN
                    ('engagement-notice', 'planned-notice', 'tender-notice',
                     'participation-deadline', 'tender-deadline', 'transparency-notice',
                     'assessment-summaries', 'award-notice', 'contract-signed',
                     'details-notice', 'contract-copy', 'change-notice',
                     'performance-notice', 'contract-end', 'termination-notice')),
    day         TEXT NOT NULL,
    PRIMARY KEY (procurement, name)
) STRICT, WITHOUT ROWID;

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


-- Procurements that came from a row of an imported list: the SHA-256 of that
-- row as it stood in its file.
CREATE TABLE import_row (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    fingerprint TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 64)
) STRICT;

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

-- What was written, gathered for the search: a copy of each text with the place
-- where it stands. Triggers keep it in the same transaction as every change; no
-- journal entry belongs to it, and it can be made anew at any time.
CREATE TABLE written (
    id          INTEGER PRIMARY KEY,
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    kind        TEXT NOT NULL CHECK (kind IN
                    ('tender', 'state', 'stage', 'reason', 'note', 'own_item', 'evidence',
                     'outcome', 'weight', 'opt_out', 'explored', 'area', 'statute', 'waiting')),
    -- Within the procurement: a stage, an item, an outcome, or the uid of evidence.
    place       TEXT NOT NULL,
    text        TEXT NOT NULL,
    UNIQUE (procurement, kind, place)
) STRICT;

-- The words in it. Capitals and accents make no difference; the prefixes answer
-- the beginning of a word at once.
CREATE VIRTUAL TABLE written_search USING fts5 (
    text,
    content = 'written',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3'
);

CREATE TRIGGER written_is_found AFTER INSERT ON written
BEGIN INSERT INTO written_search (rowid, text) VALUES (new.id, new.text); END;

CREATE TRIGGER written_is_forgotten AFTER DELETE ON written
BEGIN
    INSERT INTO written_search (written_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

CREATE TRIGGER written_is_found_anew AFTER UPDATE ON written
BEGIN
    INSERT INTO written_search (written_search, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO written_search (rowid, text) VALUES (new.id, new.text);
END;

-- What `written` has to hold, read from where it was written: the index is
-- filled from it, and checked against it.
CREATE VIEW all_written (procurement, kind, place, text, at) AS
    SELECT id, 'tender', '', reference || ' ' || title, changed_at FROM procurement
    UNION ALL
    SELECT id, 'state', '', state_reason, changed_at FROM procurement
    WHERE state_reason IS NOT NULL
    UNION ALL
    SELECT procurement, 'stage', CAST(number AS TEXT), note, coalesce (changed_at, '') FROM stage
    WHERE note IS NOT NULL
    UNION ALL
    SELECT procurement, 'reason', item, reason, changed_at FROM item
    WHERE reason IS NOT NULL
    UNION ALL
    SELECT procurement, 'note', item, note, changed_at FROM item
    WHERE note IS NOT NULL
    UNION ALL
    SELECT procurement, 'own_item', item, text, added_at FROM own_item
    UNION ALL
    SELECT procurement, 'evidence', uid, text, at FROM evidence
    UNION ALL
    SELECT procurement, 'outcome', outcome, why, '' FROM outcome_sought
    WHERE why IS NOT NULL
    UNION ALL
    SELECT procurement, 'weight', '',
           coalesce (reason || '; agreed by ' || agreed_by, reason, agreed_by), at
    FROM weighting
    WHERE coalesce (reason, agreed_by) IS NOT NULL
    UNION ALL
    SELECT procurement, 'opt_out', '', why || '; agreed by ' || agreed_by, at FROM opt_out
    UNION ALL
    SELECT procurement, 'explored', '',
           (SELECT group_concat (value, '; ') FROM json_each (explored)), at
    FROM opt_out
    WHERE (explored ->> 0) IS NOT NULL
    UNION ALL
    SELECT procurement, 'area', '', area, at FROM needs_answers
    WHERE area IS NOT NULL
    UNION ALL
    SELECT procurement, 'statute', '', left_out, '' FROM law
    WHERE left_out IS NOT NULL
    UNION ALL
    SELECT procurement, 'waiting', '', on_whom, at FROM waiting;

-- Each table that holds texts has three triggers of the same form. A text that
-- is written over moves to the end, so that the newest is found first. What is
-- put in is taken away first: a row that REPLACE displaces fires no trigger.

CREATE TRIGGER procurement_is_written AFTER INSERT ON procurement
BEGIN
    DELETE FROM written
    WHERE procurement = new.id AND kind IN ('tender', 'state') AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.id, 'tender', '', new.reference || ' ' || new.title);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.id, 'state', '', new.state_reason
    WHERE new.state_reason IS NOT NULL;
END;

CREATE TRIGGER procurement_is_rewritten AFTER UPDATE ON procurement
WHEN (old.id, old.reference, old.title, old.state_reason)
     IS NOT (new.id, new.reference, new.title, new.state_reason)
BEGIN
    DELETE FROM written
    WHERE procurement = old.id AND kind IN ('tender', 'state') AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.id, 'tender', '', new.reference || ' ' || new.title);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.id, 'state', '', new.state_reason
    WHERE new.state_reason IS NOT NULL;
END;

CREATE TRIGGER procurement_is_struck_out AFTER DELETE ON procurement
BEGIN
    DELETE FROM written
    WHERE procurement = old.id AND kind IN ('tender', 'state') AND place = '';
END;

CREATE TRIGGER stage_is_written AFTER INSERT ON stage
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'stage' AND place = CAST(new.number AS TEXT);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'stage', CAST(new.number AS TEXT), new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER stage_is_rewritten AFTER UPDATE ON stage
WHEN (old.procurement, old.number, old.note) IS NOT (new.procurement, new.number, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'stage' AND place = CAST(old.number AS TEXT);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'stage', CAST(new.number AS TEXT), new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER stage_is_struck_out AFTER DELETE ON stage
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'stage' AND place = CAST(old.number AS TEXT);
END;

CREATE TRIGGER item_is_written AFTER INSERT ON item
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind IN ('reason', 'note') AND place = new.item;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'reason', new.item, new.reason
    WHERE new.reason IS NOT NULL;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'note', new.item, new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER item_is_rewritten AFTER UPDATE ON item
WHEN (old.procurement, old.item, old.reason, old.note)
     IS NOT (new.procurement, new.item, new.reason, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('reason', 'note') AND place = old.item;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'reason', new.item, new.reason
    WHERE new.reason IS NOT NULL;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'note', new.item, new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER item_is_struck_out AFTER DELETE ON item
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('reason', 'note') AND place = old.item;
END;

CREATE TRIGGER own_item_is_written AFTER INSERT ON own_item
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'own_item' AND place = new.item;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'own_item', new.item, new.text);
END;

CREATE TRIGGER own_item_is_rewritten AFTER UPDATE ON own_item
WHEN (old.procurement, old.item, old.text) IS NOT (new.procurement, new.item, new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'own_item' AND place = old.item;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'own_item', new.item, new.text);
END;

CREATE TRIGGER own_item_is_struck_out AFTER DELETE ON own_item
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'own_item' AND place = old.item;
END;

CREATE TRIGGER evidence_is_written AFTER INSERT ON evidence
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'evidence' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'evidence', new.uid, new.text);
END;

CREATE TRIGGER evidence_is_rewritten AFTER UPDATE ON evidence
WHEN (old.procurement, old.uid, old.text) IS NOT (new.procurement, new.uid, new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'evidence' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'evidence', new.uid, new.text);
END;

CREATE TRIGGER evidence_is_struck_out AFTER DELETE ON evidence
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'evidence' AND place = old.uid;
END;

CREATE TRIGGER outcome_sought_is_written AFTER INSERT ON outcome_sought
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'outcome' AND place = new.outcome;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'outcome', new.outcome, new.why
    WHERE new.why IS NOT NULL;
END;

CREATE TRIGGER outcome_sought_is_rewritten AFTER UPDATE ON outcome_sought
WHEN (old.procurement, old.outcome, old.why) IS NOT (new.procurement, new.outcome, new.why)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'outcome' AND place = old.outcome;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'outcome', new.outcome, new.why
    WHERE new.why IS NOT NULL;
END;

CREATE TRIGGER outcome_sought_is_struck_out AFTER DELETE ON outcome_sought
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'outcome' AND place = old.outcome;
END;

CREATE TRIGGER weighting_is_written AFTER INSERT ON weighting
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'weight' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'weight', '',
           coalesce (new.reason || '; agreed by ' || new.agreed_by, new.reason, new.agreed_by)
    WHERE coalesce (new.reason, new.agreed_by) IS NOT NULL;
END;

CREATE TRIGGER weighting_is_rewritten AFTER UPDATE ON weighting
WHEN (old.procurement, old.reason, old.agreed_by)
     IS NOT (new.procurement, new.reason, new.agreed_by)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'weight' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'weight', '',
           coalesce (new.reason || '; agreed by ' || new.agreed_by, new.reason, new.agreed_by)
    WHERE coalesce (new.reason, new.agreed_by) IS NOT NULL;
END;

CREATE TRIGGER weighting_is_struck_out AFTER DELETE ON weighting
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'weight' AND place = '';
END;

CREATE TRIGGER opt_out_is_written AFTER INSERT ON opt_out
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind IN ('opt_out', 'explored') AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'opt_out', '', new.why || '; agreed by ' || new.agreed_by);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'explored', '',
           (SELECT group_concat (value, '; ') FROM json_each (new.explored))
    WHERE (new.explored ->> 0) IS NOT NULL;
END;

CREATE TRIGGER opt_out_is_rewritten AFTER UPDATE ON opt_out
WHEN (old.procurement, old.explored, old.why, old.agreed_by)
     IS NOT (new.procurement, new.explored, new.why, new.agreed_by)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('opt_out', 'explored') AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'opt_out', '', new.why || '; agreed by ' || new.agreed_by);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'explored', '',
           (SELECT group_concat (value, '; ') FROM json_each (new.explored))
    WHERE (new.explored ->> 0) IS NOT NULL;
END;

CREATE TRIGGER opt_out_is_struck_out AFTER DELETE ON opt_out
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('opt_out', 'explored') AND place = '';
END;

CREATE TRIGGER needs_answers_is_written AFTER INSERT ON needs_answers
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'area' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'area', '', new.area
    WHERE new.area IS NOT NULL;
END;

CREATE TRIGGER needs_answers_is_rewritten AFTER UPDATE ON needs_answers
WHEN (old.procurement, old.area) IS NOT (new.procurement, new.area)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'area' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'area', '', new.area
    WHERE new.area IS NOT NULL;
END;

CREATE TRIGGER needs_answers_is_struck_out AFTER DELETE ON needs_answers
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'area' AND place = '';
END;

CREATE TRIGGER law_is_written AFTER INSERT ON law
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'statute' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'statute', '', new.left_out
    WHERE new.left_out IS NOT NULL;
END;

CREATE TRIGGER law_is_rewritten AFTER UPDATE ON law
WHEN (old.procurement, old.left_out) IS NOT (new.procurement, new.left_out)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'statute' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'statute', '', new.left_out
    WHERE new.left_out IS NOT NULL;
END;

CREATE TRIGGER law_is_struck_out AFTER DELETE ON law
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'statute' AND place = '';
END;

CREATE TRIGGER waiting_is_written AFTER INSERT ON waiting
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'waiting' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'waiting', '', new.on_whom);
END;

CREATE TRIGGER waiting_is_rewritten AFTER UPDATE ON waiting
WHEN (old.procurement, old.on_whom) IS NOT (new.procurement, new.on_whom)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'waiting' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'waiting', '', new.on_whom);
END;

CREATE TRIGGER waiting_is_struck_out AFTER DELETE ON waiting
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'waiting' AND place = '';
END;

-- What a list of procurements is filtered by, one line each, in small letters;
-- kept by triggers like the texts above. Words of three characters and more are
-- answered by the index, shorter ones by reading these lines through.
CREATE TABLE listed (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    words       TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE listed_search USING fts5 (
    words,
    content = 'listed',
    content_rowid = 'procurement',
    tokenize = 'trigram',
    columnsize = 0
);

CREATE TRIGGER listed_is_found AFTER INSERT ON listed
BEGIN INSERT INTO listed_search (rowid, words) VALUES (new.procurement, new.words); END;

CREATE TRIGGER listed_is_forgotten AFTER DELETE ON listed
BEGIN
    INSERT INTO listed_search (listed_search, rowid, words)
    VALUES ('delete', old.procurement, old.words);
END;

CREATE TRIGGER listed_is_found_anew AFTER UPDATE ON listed
BEGIN
    INSERT INTO listed_search (listed_search, rowid, words)
    VALUES ('delete', old.procurement, old.words);
    INSERT INTO listed_search (rowid, words) VALUES (new.procurement, new.words);
END;

-- What `listed` has to hold.
CREATE VIEW all_listed (procurement, words) AS
    SELECT id, lower (reference || ' ' || title || ' ' || policy || ' ' || state) FROM procurement;

CREATE TRIGGER procurement_is_listed AFTER INSERT ON procurement
BEGIN
    DELETE FROM listed WHERE procurement = new.id;
    INSERT INTO listed (procurement, words) SELECT * FROM all_listed WHERE procurement = new.id;
END;

CREATE TRIGGER procurement_is_listed_anew AFTER UPDATE ON procurement
WHEN (old.id, old.reference, old.title, old.policy, old.state)
     IS NOT (new.id, new.reference, new.title, new.policy, new.state)
BEGIN
    DELETE FROM listed WHERE procurement IN (old.id, new.id);
    INSERT INTO listed (procurement, words) SELECT * FROM all_listed WHERE procurement = new.id;
END;

CREATE TRIGGER procurement_is_unlisted AFTER DELETE ON procurement
BEGIN DELETE FROM listed WHERE procurement = old.id; END;
