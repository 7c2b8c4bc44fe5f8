-- Tenders get a category and codes of the Common Procurement Vocabulary, so that
-- others like them are found. A new table, so that what is there stays as it is: a
-- procurement without a row is one of which nothing was said. The copy that is
-- searched gets one more kind of text, for which its table is made anew; its rows
-- keep their numbers, so the index of words stays true and is not touched.

-- What a tender is about beside its title, where somebody has said it: the category
-- in the officer's own words, and the codes of the Common Procurement Vocabulary
-- with spaces between them, the main one first. No rule looks at it; tenders that
-- are like it are found by it.
CREATE TABLE subject (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    category    TEXT CHECK (length(category) > 0),
    cpv         TEXT NOT NULL CHECK (cpv NOT GLOB '*[^0-9 -]*'),
    CHECK (category IS NOT NULL OR length(cpv) >= 8)
) STRICT;

-- The triggers that keep the index go with the old table; they come back when the
-- rows are in the new one.
CREATE TABLE written_before (
    id          INTEGER PRIMARY KEY,
    procurement INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    place       TEXT NOT NULL,
    text        TEXT NOT NULL
) STRICT;

INSERT INTO written_before SELECT id, procurement, kind, place, text FROM written;

DROP TABLE written;

CREATE TABLE written (
    id          INTEGER PRIMARY KEY,
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    kind        TEXT NOT NULL CHECK (kind IN
                    ('tender', 'state', 'stage', 'reason', 'note', 'own_item', 'evidence',
                     'outcome', 'weight', 'opt_out', 'explored', 'area', 'statute', 'waiting',
                     'section', 'question', 'bid', 'bid_out', 'answer', 'clarification',
                     'agreed', 'agreed_comment', 'low_price', 'award', 'own_measure',
                     'subject')),
    -- Within the procurement: a stage, an item, an outcome, a lot, an own measure, or
    -- the uid of evidence, a section or a question; of a bid its uid, and behind a
    -- stroke that of the question or clarification.
    place       TEXT NOT NULL,
    text        TEXT NOT NULL,
    UNIQUE (procurement, kind, place)
) STRICT;

INSERT INTO written SELECT id, procurement, kind, place, text FROM written_before;

DROP TABLE written_before;

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

DROP VIEW all_written;

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
    SELECT procurement, 'waiting', '', on_whom, at FROM waiting
    UNION ALL
    SELECT procurement, 'section', uid, title, '' FROM evaluation_section
    UNION ALL
    SELECT procurement, 'question', uid, title || coalesce (': ' || asks, ''), ''
    FROM evaluation_question
    UNION ALL
    SELECT procurement, 'bid', uid, supplier || coalesce (': ' || note, ''), '' FROM bid
    UNION ALL
    SELECT procurement, 'bid_out', uid, out_reason || coalesce ('; ' || out_clause, ''), ''
    FROM bid
    WHERE out_reason IS NOT NULL
    UNION ALL
    SELECT procurement, 'answer', bid || '/' || question, text, '' FROM bid_answer
    UNION ALL
    SELECT procurement, 'clarification', bid || '/' || uid,
           asked || coalesce ('; answered: ' || answered, ''), asked_on
    FROM clarification
    UNION ALL
    SELECT procurement, 'agreed', bid || '/' || question, reasons, at FROM agreed_score
    UNION ALL
    SELECT procurement, 'agreed_comment', bid || '/' || question, comment, at FROM agreed_score
    WHERE comment IS NOT NULL
    UNION ALL
    SELECT procurement, 'low_price', bid,
           coalesce (explanation || '; decided: ' || reasons, explanation, reasons), ''
    FROM low_price
    WHERE coalesce (explanation, reasons) IS NOT NULL
    UNION ALL
    SELECT procurement, 'award', CAST(lot AS TEXT),
           reasons || '; decided by ' || decided_by || coalesce ('; ' || tie_break, ''), at
    FROM award
    UNION ALL
    SELECT procurement, 'own_measure', id, text, '' FROM own_measure
    UNION ALL
    SELECT procurement, 'subject', '',
           trim (coalesce (category, '') || '; ' || cpv, '; '), ''
    FROM subject;

CREATE TRIGGER subject_is_written AFTER INSERT ON subject
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'subject' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'subject', '',
            trim (coalesce (new.category, '') || '; ' || new.cpv, '; '));
END;

CREATE TRIGGER subject_is_rewritten AFTER UPDATE ON subject
WHEN (old.procurement, old.category, old.cpv)
     IS NOT (new.procurement, new.category, new.cpv)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'subject' AND place = '';
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'subject', '',
            trim (coalesce (new.category, '') || '; ' || new.cpv, '; '));
END;

CREATE TRIGGER subject_is_struck_out AFTER DELETE ON subject
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'subject' AND place = '';
END;
