-- Everything that was written is found by its words, and the list is filtered
-- through an index. Both are copies with triggers that keep them; what is in the
-- register already is filled in here, in the order in which it was written.

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

INSERT INTO written (procurement, kind, place, text)
SELECT procurement, kind, place, text FROM all_written ORDER BY at, procurement, kind, place;

INSERT INTO listed (procurement, words) SELECT procurement, words FROM all_listed;
