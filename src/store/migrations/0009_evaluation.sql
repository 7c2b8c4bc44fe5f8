-- Evaluations: criteria, bids, scores and awards. New tables, so that what is there
-- stays as it is. What is written in them is found like everything else: the copy
-- that is searched gets more kinds of texts, for which its table is made anew. Its
-- rows keep their numbers, so the index of words stays true and is not touched.

-- The evaluation of a procurement, a table for each kind of record; every key
-- begins with the procurement. Points, ranks and margins follow from these
-- records and are kept nowhere. What is taken back comes in any order within one
-- transaction, so references between these tables are checked at its end.

-- The lots with the terms on which each is evaluated; a tender without lots is
-- lot 1. The section that breaks a tie may have gone since: the model says so.
CREATE TABLE evaluation_lot (
    procurement    INTEGER NOT NULL REFERENCES procurement (id),
    lot            INTEGER NOT NULL CHECK (lot BETWEEN 1 AND 999),
    title          TEXT CHECK (length(title) > 0),
    method         TEXT NOT NULL CHECK (method IN ('relative', 'linear', 'per-point', 'fixed')),
    -- Linear: the price that earns all points (the lowest where NULL), and none.
    full_at_pence  INTEGER CHECK (full_at_pence >= 0),
    none_at_pence  INTEGER CHECK (none_at_pence >= 0),
    -- Fixed: the price that every bidder is paid, where it is known.
    fixed_pence    INTEGER CHECK (fixed_pence >= 0),
    tie_break      TEXT NOT NULL CHECK (tie_break IN ('none', 'section', 'lower-price', 'words')),
    tie_section    TEXT,
    tie_words      TEXT,
    -- By how many per cent a price has to lie below the others to be looked into.
    low_share      TEXT NOT NULL,
    -- Whether individual scores are hidden until all are in, and prices until
    -- every question has its agreed score.
    blind          INTEGER NOT NULL CHECK (blind IN (0, 1)),
    price_hidden   INTEGER NOT NULL CHECK (price_hidden IN (0, 1)),
    no_local_quote TEXT CHECK (length(no_local_quote) > 0),
    PRIMARY KEY (procurement, lot),
    CHECK ((method = 'linear') = (none_at_pence IS NOT NULL)),
    CHECK (method = 'linear' OR full_at_pence IS NULL),
    CHECK (method = 'fixed' OR fixed_pence IS NULL),
    CHECK ((tie_break = 'section') = (tie_section IS NOT NULL)),
    CHECK ((tie_break = 'words') = (tie_words IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- The scales by which answers are judged, and the marks of each, from the lowest.
CREATE TABLE evaluation_scale (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    lot         INTEGER NOT NULL,
    name        TEXT NOT NULL CHECK (length(name) > 0),
    PRIMARY KEY (procurement, lot, name),
    FOREIGN KEY (procurement, lot) REFERENCES evaluation_lot
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_mark (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    lot         INTEGER NOT NULL,
    scale       TEXT NOT NULL,
    position    INTEGER NOT NULL CHECK (position >= 0),
    score       TEXT NOT NULL,
    descriptor  TEXT NOT NULL,
    PRIMARY KEY (procurement, lot, scale, position),
    UNIQUE (procurement, lot, scale, score),
    FOREIGN KEY (procurement, lot, scale) REFERENCES evaluation_scale
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The sections of the award criteria, each with its weight in per cent of the
-- whole and the share of its points below which a bid fails.
CREATE TABLE evaluation_section (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    lot         INTEGER NOT NULL,
    position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 65535),
    title       TEXT NOT NULL CHECK (length(title) > 0),
    kind        TEXT NOT NULL CHECK (kind IN ('quality', 'social-value', 'price')),
    weight      TEXT NOT NULL,
    pass_mark   TEXT,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, lot) REFERENCES evaluation_lot
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The questions of a section, each with its weight in per cent of the section
-- and the score below which a bid fails. It is judged by evaluators on a scale of
-- the lot, or by the offered quantity of a measure.
CREATE TABLE evaluation_question (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    section     TEXT NOT NULL,
    position    INTEGER NOT NULL CHECK (position BETWEEN 0 AND 65535),
    title       TEXT NOT NULL CHECK (length(title) > 0),
    asks        TEXT CHECK (length(asks) > 0),
    weight      TEXT NOT NULL,
    judged_by   TEXT NOT NULL CHECK (judged_by IN ('scale', 'offer')),
    scale       TEXT,
    measure     TEXT,
    pass_mark   TEXT,
    outcome     TEXT CHECK (length(outcome) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, section) REFERENCES evaluation_section
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((judged_by = 'scale') = (scale IS NOT NULL)),
    CHECK ((judged_by = 'offer') = (measure IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Bids and quotes: the price over the whole life without VAT, when each came in
-- (local time), and why it takes no further part, where it does not.
CREATE TABLE bid (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    lot         INTEGER NOT NULL,
    supplier    TEXT NOT NULL CHECK (length(supplier) > 0),
    price_pence INTEGER CHECK (price_pence >= 0),
    received    TEXT,
    late        INTEGER NOT NULL CHECK (late IN (0, 1)),
    local       INTEGER CHECK (local IN (0, 1)),
    note        TEXT CHECK (length(note) > 0),
    out         TEXT CHECK (out IN ('withdrawn', 'excluded', 'disregarded', 'abnormally-low')),
    out_reason  TEXT CHECK (length(out_reason) > 0),
    out_clause  TEXT CHECK (length(out_clause) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, lot) REFERENCES evaluation_lot
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((out IS NULL) = (out_reason IS NULL)),
    CHECK (out IS NOT NULL OR out_clause IS NULL)
) STRICT, WITHOUT ROWID;

-- What a bid answers to a question: a note, or where the answer is. The content
-- of a file stays where it is, as with evidence.
CREATE TABLE bid_answer (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    bid         TEXT NOT NULL,
    question    TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('note', 'link', 'file')),
    text        TEXT NOT NULL CHECK (length(text) > 0),
    size        INTEGER CHECK (size >= 0),
    sha256      TEXT CHECK (length(sha256) = 64),
    PRIMARY KEY (procurement, bid, question),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, question) REFERENCES evaluation_question
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((kind = 'file') = (size IS NOT NULL)),
    CHECK ((kind = 'file') = (sha256 IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- What a bid offers of a measure of the policy or of the officer's own.
CREATE TABLE bid_offer (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    bid         TEXT NOT NULL,
    measure     TEXT NOT NULL CHECK (length(measure) > 0),
    quantity    TEXT,
    words       TEXT CHECK (length(words) > 0),
    PRIMARY KEY (procurement, bid, measure),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Questions to a bidder, and what came back.
CREATE TABLE clarification (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    bid         TEXT NOT NULL,
    asked_on    TEXT NOT NULL,
    asked       TEXT NOT NULL CHECK (length(asked) > 0),
    answered    TEXT CHECK (length(answered) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Who scores, with the declaration of interests once it is made: the day, the
-- interest where there is one, and how it is dealt with.
CREATE TABLE evaluator (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    name        TEXT NOT NULL CHECK (length(name) > 0),
    role        TEXT CHECK (length(role) > 0),
    declared_on TEXT,
    interest    TEXT CHECK (length(interest) > 0),
    handling    TEXT CHECK (length(handling) > 0),
    stood_down  TEXT CHECK (length(stood_down) > 0),
    PRIMARY KEY (procurement, uid),
    CHECK (declared_on IS NOT NULL OR (interest IS NULL AND handling IS NULL))
) STRICT, WITHOUT ROWID;

-- What one evaluator gives one answer, and why; internal.
CREATE TABLE score (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    bid         TEXT NOT NULL,
    question    TEXT NOT NULL,
    evaluator   TEXT NOT NULL,
    score       TEXT NOT NULL,
    rationale   TEXT NOT NULL,
    PRIMARY KEY (procurement, bid, question, evaluator),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, question) REFERENCES evaluation_question
        DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, evaluator) REFERENCES evaluator DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What the evaluators agree on for one answer: the reasons for the letter, and
-- the comment that is not for it.
CREATE TABLE agreed_score (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    bid         TEXT NOT NULL,
    question    TEXT NOT NULL,
    score       TEXT NOT NULL,
    reasons     TEXT NOT NULL CHECK (length(reasons) > 0),
    comment     TEXT CHECK (length(comment) > 0),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL,
    PRIMARY KEY (procurement, bid, question),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, question) REFERENCES evaluation_question
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What was done about a price that looks abnormally low: when the supplier was
-- told, what it said, and whether that satisfies.
CREATE TABLE low_price (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    bid         TEXT NOT NULL,
    notified    TEXT,
    explanation TEXT CHECK (length(explanation) > 0),
    satisfied   INTEGER CHECK (satisfied IN (0, 1)),
    reasons     TEXT CHECK (length(reasons) > 0),
    PRIMARY KEY (procurement, bid),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- A second person's check of the arithmetic of a lot; `figures` is the SHA-256
-- of the figures that were checked.
CREATE TABLE arithmetic_check (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    lot         INTEGER NOT NULL,
    checked_by  TEXT NOT NULL CHECK (length(checked_by) > 0),
    day         TEXT NOT NULL,
    note        TEXT CHECK (length(note) > 0),
    figures     TEXT NOT NULL CHECK (length(figures) = 64),
    officer     TEXT NOT NULL,
    PRIMARY KEY (procurement, lot),
    FOREIGN KEY (procurement, lot) REFERENCES evaluation_lot
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The decision on a lot, and what is withheld from publication, in its order.
CREATE TABLE award (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    lot         INTEGER NOT NULL,
    bid         TEXT NOT NULL,
    decided_by  TEXT NOT NULL CHECK (length(decided_by) > 0),
    role        TEXT CHECK (length(role) > 0),
    day         TEXT NOT NULL,
    reasons     TEXT NOT NULL CHECK (length(reasons) > 0),
    tie_break   TEXT CHECK (length(tie_break) > 0),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL,
    PRIMARY KEY (procurement, lot),
    FOREIGN KEY (procurement, lot) REFERENCES evaluation_lot
        DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE withheld (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    lot         INTEGER NOT NULL,
    position    INTEGER NOT NULL CHECK (position >= 0),
    what        TEXT NOT NULL CHECK (length(what) > 0),
    reason      TEXT NOT NULL CHECK (length(reason) > 0),
    PRIMARY KEY (procurement, lot, position),
    FOREIGN KEY (procurement, lot) REFERENCES award DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What a winner has to deliver.
CREATE TABLE commitment (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    bid         TEXT NOT NULL,
    measure     TEXT NOT NULL CHECK (length(measure) > 0),
    quantity    TEXT,
    words       TEXT CHECK (length(words) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, bid) REFERENCES bid DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Measures of the officer's own, beside those of the policy.
CREATE TABLE own_measure (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    id          TEXT NOT NULL CHECK (length(id) > 0),
    text        TEXT NOT NULL CHECK (length(text) > 0),
    unit        TEXT CHECK (length(unit) > 0),
    PRIMARY KEY (procurement, id)
) STRICT, WITHOUT ROWID;

-- Award criteria that were kept to be used again, in any procurement.
CREATE TABLE evaluation_template (
    name    TEXT PRIMARY KEY CHECK (length(name) > 0),
    content TEXT NOT NULL CHECK (json_valid(content)),
    at      TEXT NOT NULL,
    officer TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
                     'agreed', 'agreed_comment', 'low_price', 'award', 'own_measure')),
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
    SELECT procurement, 'own_measure', id, text, '' FROM own_measure;

-- Of an evaluation the rationale of individual scores is not gathered, and no
-- price: both may be hidden from evaluators, and a search would show them.

CREATE TRIGGER evaluation_section_is_written AFTER INSERT ON evaluation_section
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'section' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'section', new.uid, new.title);
END;

CREATE TRIGGER evaluation_section_is_rewritten AFTER UPDATE ON evaluation_section
WHEN (old.procurement, old.uid, old.title) IS NOT (new.procurement, new.uid, new.title)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'section' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'section', new.uid, new.title);
END;

CREATE TRIGGER evaluation_section_is_struck_out AFTER DELETE ON evaluation_section
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'section' AND place = old.uid;
END;

CREATE TRIGGER evaluation_question_is_written AFTER INSERT ON evaluation_question
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'question' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'question', new.uid, new.title || coalesce (': ' || new.asks, ''));
END;

CREATE TRIGGER evaluation_question_is_rewritten AFTER UPDATE ON evaluation_question
WHEN (old.procurement, old.uid, old.title, old.asks)
     IS NOT (new.procurement, new.uid, new.title, new.asks)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'question' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'question', new.uid, new.title || coalesce (': ' || new.asks, ''));
END;

CREATE TRIGGER evaluation_question_is_struck_out AFTER DELETE ON evaluation_question
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'question' AND place = old.uid;
END;

CREATE TRIGGER bid_is_written AFTER INSERT ON bid
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind IN ('bid', 'bid_out') AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'bid', new.uid, new.supplier || coalesce (': ' || new.note, ''));
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'bid_out', new.uid,
           new.out_reason || coalesce ('; ' || new.out_clause, '')
    WHERE new.out_reason IS NOT NULL;
END;

CREATE TRIGGER bid_is_rewritten AFTER UPDATE ON bid
WHEN (old.procurement, old.uid, old.supplier, old.note, old.out_reason, old.out_clause)
     IS NOT (new.procurement, new.uid, new.supplier, new.note, new.out_reason, new.out_clause)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('bid', 'bid_out') AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'bid', new.uid, new.supplier || coalesce (': ' || new.note, ''));
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'bid_out', new.uid,
           new.out_reason || coalesce ('; ' || new.out_clause, '')
    WHERE new.out_reason IS NOT NULL;
END;

CREATE TRIGGER bid_is_struck_out AFTER DELETE ON bid
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('bid', 'bid_out') AND place = old.uid;
END;

CREATE TRIGGER bid_answer_is_written AFTER INSERT ON bid_answer
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'answer'
          AND place = new.bid || '/' || new.question;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'answer', new.bid || '/' || new.question, new.text);
END;

CREATE TRIGGER bid_answer_is_rewritten AFTER UPDATE ON bid_answer
WHEN (old.procurement, old.bid, old.question, old.text)
     IS NOT (new.procurement, new.bid, new.question, new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'answer'
          AND place = old.bid || '/' || old.question;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'answer', new.bid || '/' || new.question, new.text);
END;

CREATE TRIGGER bid_answer_is_struck_out AFTER DELETE ON bid_answer
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'answer'
          AND place = old.bid || '/' || old.question;
END;

CREATE TRIGGER clarification_is_written AFTER INSERT ON clarification
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'clarification'
          AND place = new.bid || '/' || new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'clarification', new.bid || '/' || new.uid,
            new.asked || coalesce ('; answered: ' || new.answered, ''));
END;

CREATE TRIGGER clarification_is_rewritten AFTER UPDATE ON clarification
WHEN (old.procurement, old.uid, old.bid, old.asked, old.answered)
     IS NOT (new.procurement, new.uid, new.bid, new.asked, new.answered)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'clarification'
          AND place = old.bid || '/' || old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'clarification', new.bid || '/' || new.uid,
            new.asked || coalesce ('; answered: ' || new.answered, ''));
END;

CREATE TRIGGER clarification_is_struck_out AFTER DELETE ON clarification
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'clarification'
          AND place = old.bid || '/' || old.uid;
END;

CREATE TRIGGER agreed_score_is_written AFTER INSERT ON agreed_score
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind IN ('agreed', 'agreed_comment')
          AND place = new.bid || '/' || new.question;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'agreed', new.bid || '/' || new.question, new.reasons);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'agreed_comment', new.bid || '/' || new.question, new.comment
    WHERE new.comment IS NOT NULL;
END;

CREATE TRIGGER agreed_score_is_rewritten AFTER UPDATE ON agreed_score
WHEN (old.procurement, old.bid, old.question, old.reasons, old.comment)
     IS NOT (new.procurement, new.bid, new.question, new.reasons, new.comment)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('agreed', 'agreed_comment')
          AND place = old.bid || '/' || old.question;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'agreed', new.bid || '/' || new.question, new.reasons);
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'agreed_comment', new.bid || '/' || new.question, new.comment
    WHERE new.comment IS NOT NULL;
END;

CREATE TRIGGER agreed_score_is_struck_out AFTER DELETE ON agreed_score
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind IN ('agreed', 'agreed_comment')
          AND place = old.bid || '/' || old.question;
END;

CREATE TRIGGER low_price_is_written AFTER INSERT ON low_price
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'low_price' AND place = new.bid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'low_price', new.bid,
           coalesce (new.explanation || '; decided: ' || new.reasons, new.explanation, new.reasons)
    WHERE coalesce (new.explanation, new.reasons) IS NOT NULL;
END;

CREATE TRIGGER low_price_is_rewritten AFTER UPDATE ON low_price
WHEN (old.procurement, old.bid, old.explanation, old.reasons)
     IS NOT (new.procurement, new.bid, new.explanation, new.reasons)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'low_price' AND place = old.bid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'low_price', new.bid,
           coalesce (new.explanation || '; decided: ' || new.reasons, new.explanation, new.reasons)
    WHERE coalesce (new.explanation, new.reasons) IS NOT NULL;
END;

CREATE TRIGGER low_price_is_struck_out AFTER DELETE ON low_price
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'low_price' AND place = old.bid;
END;

CREATE TRIGGER award_is_written AFTER INSERT ON award
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'award' AND place = CAST(new.lot AS TEXT);
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'award', CAST(new.lot AS TEXT),
            new.reasons || '; decided by ' || new.decided_by
            || coalesce ('; ' || new.tie_break, ''));
END;

CREATE TRIGGER award_is_rewritten AFTER UPDATE ON award
WHEN (old.procurement, old.lot, old.reasons, old.decided_by, old.tie_break)
     IS NOT (new.procurement, new.lot, new.reasons, new.decided_by, new.tie_break)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'award' AND place = CAST(old.lot AS TEXT);
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'award', CAST(new.lot AS TEXT),
            new.reasons || '; decided by ' || new.decided_by
            || coalesce ('; ' || new.tie_break, ''));
END;

CREATE TRIGGER award_is_struck_out AFTER DELETE ON award
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'award' AND place = CAST(old.lot AS TEXT);
END;

CREATE TRIGGER own_measure_is_written AFTER INSERT ON own_measure
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'own_measure' AND place = new.id;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'own_measure', new.id, new.text);
END;

CREATE TRIGGER own_measure_is_rewritten AFTER UPDATE ON own_measure
WHEN (old.procurement, old.id, old.text) IS NOT (new.procurement, new.id, new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'own_measure' AND place = old.id;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'own_measure', new.id, new.text);
END;

CREATE TRIGGER own_measure_is_struck_out AFTER DELETE ON own_measure
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'own_measure' AND place = old.id;
END;
