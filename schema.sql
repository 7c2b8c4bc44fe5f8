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
    kind        TEXT NOT NULL CHECK (kind IN ('target', 'limit', 'date', 'waiting', 'contract')),
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

-- The columns of imported lists as officers set them: by the SHA-256 of the names
-- of the columns, what each thing that a column can say stands in (a number from
-- nought, or null for none), as an object of JSON.
CREATE TABLE import_columns (
    header  TEXT PRIMARY KEY CHECK (length(header) = 64),
    columns TEXT NOT NULL CHECK (json_valid (columns)),
    day     TEXT NOT NULL,
    officer TEXT NOT NULL CHECK (length(officer) > 0)
) STRICT;

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

-- Suppliers: the directory belongs to the register, not to one tender. What nobody
-- has said yet is NULL, which is not a no. A supplier that was found to be the same
-- as another stays, and says into which it was merged.
CREATE TABLE supplier (
    uid                TEXT PRIMARY KEY,
    name               TEXT NOT NULL CHECK (length(name) > 0),
    -- At Companies House; and another, such as that of a charity.
    number             TEXT CHECK (length(number) > 0),
    other_number       TEXT CHECK (length(other_number) > 0),
    address            TEXT CHECK (length(address) > 0),
    postcode           TEXT CHECK (length(postcode) > 0),
    website            TEXT CHECK (length(website) > 0),
    headcount          INTEGER CHECK (headcount BETWEEN 0 AND 4294967295),
    headcount_on       TEXT,
    sector             TEXT CHECK (sector IN
                           ('business', 'social-enterprise', 'voluntary', 'community',
                            'public-body')),
    -- Whether it is local: a judgement of somebody on a day.
    local              INTEGER CHECK (local IN (0, 1)),
    local_by           TEXT,
    local_on           TEXT,
    local_reason       TEXT CHECK (length(local_reason) > 0),
    -- What the supplier itself says of who owns it, and when it said so.
    ownership          TEXT,
    ownership_on       TEXT,
    -- Whether its turnover is so large that a statement on modern slavery is due,
    -- the last day of the year that its statement covers, and where it can be read.
    large_turnover     INTEGER CHECK (large_turnover IN (0, 1)),
    statement_year_end TEXT,
    statement_place    TEXT CHECK (length(statement_place) > 0),
    -- When and by whom the code of ethics was signed.
    code_on            TEXT,
    code_by            TEXT,
    living_wage        TEXT CHECK (living_wage IN ('accredited', 'pays', 'no')),
    note               TEXT CHECK (length(note) > 0),
    merged_into        TEXT REFERENCES supplier (uid) DEFERRABLE INITIALLY DEFERRED,
    -- Counts every change of the supplier and of what hangs on it, and when the
    -- last of them was.
    version            INTEGER NOT NULL DEFAULT 0 CHECK (version >= 0),
    changed_at         TEXT,
    CHECK (headcount IS NOT NULL OR headcount_on IS NULL),
    CHECK ((local IS NULL) = (local_by IS NULL)),
    CHECK ((local IS NULL) = (local_on IS NULL)),
    CHECK (local IS NOT NULL OR local_reason IS NULL),
    CHECK ((ownership IS NULL) = (ownership_on IS NULL)),
    CHECK (statement_year_end IS NOT NULL OR statement_place IS NULL),
    CHECK ((code_on IS NULL) = (code_by IS NULL)),
    CHECK (merged_into <> uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX supplier_by_merger ON supplier (merged_into) WHERE merged_into IS NOT NULL;

-- People to talk to at a supplier.
CREATE TABLE supplier_contact (
    uid      TEXT PRIMARY KEY,
    supplier TEXT NOT NULL REFERENCES supplier (uid) DEFERRABLE INITIALLY DEFERRED,
    name     TEXT NOT NULL CHECK (length(name) > 0),
    role     TEXT CHECK (length(role) > 0),
    email    TEXT CHECK (length(email) > 0),
    phone    TEXT CHECK (length(phone) > 0),
    note     TEXT CHECK (length(note) > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX supplier_contact_by_supplier ON supplier_contact (supplier);

-- Looks at the debarment list: who looked on which day, and what came of it.
CREATE TABLE debarment_check (
    uid       TEXT PRIMARY KEY,
    supplier  TEXT NOT NULL REFERENCES supplier (uid) DEFERRABLE INITIALLY DEFERRED,
    day       TEXT NOT NULL,
    looked_by TEXT NOT NULL CHECK (length(looked_by) > 0),
    result    TEXT NOT NULL CHECK (result IN ('not-listed', 'mandatory', 'discretionary')),
    note      TEXT CHECK (length(note) > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX debarment_check_by_supplier ON debarment_check (supplier, day);

-- Reviews of a supplier's status under the scheme of a policy, with the levels of
-- that scheme as they were, the best first, as a JSON list. The supplier is told
-- what is intended and can answer before it is decided.
CREATE TABLE status_review (
    uid            TEXT PRIMARY KEY,
    supplier       TEXT NOT NULL REFERENCES supplier (uid) DEFERRABLE INITIALLY DEFERRED,
    policy         TEXT NOT NULL CHECK (length(policy) > 0),
    edition        TEXT NOT NULL,
    levels         TEXT NOT NULL CHECK (json_valid(levels) AND json_type(levels) = 'array'),
    begun          TEXT NOT NULL,
    judged_by      TEXT NOT NULL CHECK (length(judged_by) > 0),
    told           TEXT,
    reply_on       TEXT,
    reply          TEXT,
    decided_level  TEXT,
    decided_reason TEXT,
    decided_by     TEXT,
    decided_on     TEXT,
    next_review    TEXT,
    CHECK ((reply_on IS NULL) = (reply IS NULL)),
    CHECK ((decided_on IS NULL) = (decided_level IS NULL)),
    CHECK ((decided_on IS NULL) = (decided_reason IS NULL)),
    CHECK ((decided_on IS NULL) = (decided_by IS NULL)),
    CHECK (decided_on IS NOT NULL OR next_review IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX status_review_by_supplier ON status_review (supplier);

-- The behaviours that a review judges, in the order of the scheme. A level that is
-- NULL means that there is no data.
CREATE TABLE status_judgement (
    review    TEXT NOT NULL REFERENCES status_review (uid) DEFERRABLE INITIALLY DEFERRED,
    position  INTEGER NOT NULL CHECK (position >= 0),
    behaviour TEXT NOT NULL CHECK (length(behaviour) > 0),
    title     TEXT NOT NULL CHECK (length(title) > 0),
    level     TEXT CHECK (length(level) > 0),
    evidence  TEXT CHECK (length(evidence) > 0),
    PRIMARY KEY (review, position)
) STRICT, WITHOUT ROWID;

-- What happens after the award, a table for each kind of record; every key begins
-- with the procurement. Progress, standing and what is due follow from these
-- records and the day, and are kept nowhere.

-- Contracts, each with one supplier of the directory: the term and value as signed,
-- without VAT, and how it ended, once it did.
CREATE TABLE contract (
    procurement   INTEGER NOT NULL REFERENCES procurement (id),
    uid           TEXT NOT NULL,
    lot           INTEGER CHECK (lot BETWEEN 1 AND 999),
    supplier      TEXT NOT NULL REFERENCES supplier (uid) DEFERRABLE INITIALLY DEFERRED,
    title         TEXT CHECK (length(title) > 0),
    value_pence   INTEGER CHECK (value_pence >= 0),
    signed        TEXT,
    starts        TEXT NOT NULL,
    ends          TEXT NOT NULL,
    extendable_to TEXT,
    manager       TEXT CHECK (length(manager) > 0),
    review_months INTEGER CHECK (review_months BETWEEN 1 AND 255),
    -- Whether it was awarded together with other authorities, and with whom.
    collaborative INTEGER CHECK (collaborative IN (0, 1)),
    partners      TEXT CHECK (length(partners) > 0),
    -- Why it has no key performance indicators, where the law would ask for some.
    no_kpis       TEXT CHECK (length(no_kpis) > 0),
    ended_day     TEXT,
    ended_how     TEXT CHECK (ended_how IN ('expired', 'agreed', 'terminated', 'supplier')),
    ended_reason  TEXT,
    -- The day on which the termination notice was published.
    ended_notice  TEXT,
    note          TEXT CHECK (length(note) > 0),
    PRIMARY KEY (procurement, uid),
    CHECK ((ended_day IS NULL) = (ended_how IS NULL)),
    CHECK ((ended_day IS NULL) = (ended_reason IS NULL)),
    CHECK (ended_day IS NOT NULL OR ended_notice IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX contract_by_supplier ON contract (supplier);

-- Changes of a contract that both sides agreed on: the new last day and value,
-- where those change, and what allows it.
CREATE TABLE contract_variation (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    about       TEXT NOT NULL CHECK (about IN
                    ('extension', 'value', 'commitments', 'supplier', 'other')),
    day         TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (length(what) > 0),
    ends        TEXT,
    value_pence INTEGER CHECK (value_pence >= 0),
    ground      TEXT CHECK (length(ground) > 0),
    agreed_by   TEXT NOT NULL CHECK (length(agreed_by) > 0),
    -- The day on which a contract change notice was published.
    notice      TEXT,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Documents of a contract: a note, or where the document is. The content of a file
-- stays where it is, as with evidence.
CREATE TABLE contract_paper (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    title       TEXT NOT NULL CHECK (length(title) > 0),
    day         TEXT NOT NULL,
    kind        TEXT CHECK (kind IN ('note', 'link', 'file')),
    text        TEXT CHECK (length(text) > 0),
    size        INTEGER CHECK (size >= 0),
    sha256      TEXT CHECK (length(sha256) = 64),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    CHECK ((kind IS NULL) = (text IS NULL)),
    CHECK ((kind IS 'file') = (size IS NOT NULL)),
    CHECK ((kind IS 'file') = (sha256 IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Money of a contract in a financial year, which begins in April: 2026-27.
CREATE TABLE contract_figure (
    procurement  INTEGER NOT NULL REFERENCES procurement (id),
    uid          TEXT NOT NULL,
    contract     TEXT NOT NULL,
    year         TEXT NOT NULL CHECK (length(year) = 7),
    about        TEXT NOT NULL CHECK (about IN
                     ('spend', 'local-spend', 'savings', 'service-contribution', 'claims')),
    amount_pence INTEGER NOT NULL CHECK (amount_pence >= 0),
    source       TEXT NOT NULL CHECK (length(source) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Key performance indicators, how often each is assessed, the day on which it was
-- published, and why it is no longer assessed, where it is not.
CREATE TABLE kpi (
    procurement  INTEGER NOT NULL REFERENCES procurement (id),
    uid          TEXT NOT NULL,
    contract     TEXT NOT NULL,
    title        TEXT NOT NULL CHECK (length(title) > 0),
    target       TEXT NOT NULL CHECK (length(target) > 0),
    how          TEXT CHECK (length(how) > 0),
    every_months INTEGER NOT NULL CHECK (every_months BETWEEN 1 AND 255),
    published    TEXT,
    dropped      TEXT CHECK (length(dropped) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Assessments against an indicator, rated in the words of the regulations.
CREATE TABLE kpi_assessment (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    kpi         TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    to_day      TEXT NOT NULL,
    rating      TEXT NOT NULL CHECK (rating IN
                    ('good', 'approaching-target', 'requires-improvement', 'inadequate',
                     'other')),
    measured    TEXT CHECK (length(measured) > 0),
    reasons     TEXT CHECK (length(reasons) > 0),
    assessed_by TEXT NOT NULL CHECK (length(assessed_by) > 0),
    published   TEXT,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, kpi) REFERENCES kpi DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What the supplier of a contract has to deliver. What its bid promised is in the
-- table `commitment`; that may have gone since.
CREATE TABLE contract_commitment (
    procurement    INTEGER NOT NULL REFERENCES procurement (id),
    uid            TEXT NOT NULL,
    contract       TEXT NOT NULL,
    title          TEXT NOT NULL CHECK (length(title) > 0),
    measure        TEXT CHECK (length(measure) > 0),
    -- How much each time that it falls due, and what it is counted in.
    quantity       TEXT,
    unit           TEXT CHECK (length(unit) > 0),
    words          TEXT CHECK (length(words) > 0),
    -- All by the last day; or again in every period of so many months; or evenly,
    -- day by day.
    schedule       TEXT NOT NULL CHECK (schedule IN ('by', 'every', 'evenly')),
    first_day      TEXT,
    last_day       TEXT NOT NULL,
    every_months   INTEGER CHECK (every_months BETWEEN 1 AND 255),
    counting       TEXT NOT NULL CHECK (counting IN ('sum', 'over-time')),
    area           TEXT CHECK (length(area) > 0),
    evidence       TEXT CHECK (length(evidence) > 0),
    -- Why it is not published, where it is not.
    withheld       TEXT CHECK (length(withheld) > 0),
    promised       TEXT,
    -- The change of the contract by which it was added or changed.
    variation      TEXT,
    -- What became of the rest that was not delivered, once that was decided.
    settled_how    TEXT CHECK (settled_how IN ('waived', 'short')),
    settled_reason TEXT,
    settled_by     TEXT,
    settled_day    TEXT,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, variation) REFERENCES contract_variation
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((schedule = 'by') = (first_day IS NULL)),
    CHECK ((schedule = 'every') = (every_months IS NOT NULL)),
    CHECK ((settled_how IS NULL) = (settled_reason IS NULL)),
    CHECK ((settled_how IS NULL) = (settled_by IS NULL)),
    CHECK ((settled_how IS NULL) = (settled_day IS NULL))
) STRICT, WITHOUT ROWID;

-- What was delivered of a commitment, what shows it, and who has checked it. One
-- that was recorded by mistake stays, and says why it does not count.
CREATE TABLE delivery (
    procurement  INTEGER NOT NULL REFERENCES procurement (id),
    uid          TEXT NOT NULL,
    commitment   TEXT NOT NULL,
    day          TEXT NOT NULL,
    -- The first day that it covers, where it counts over time.
    from_day     TEXT,
    quantity     TEXT,
    words        TEXT CHECK (length(words) > 0),
    -- What shows it: a note, an address or a file, the last with size and hash.
    kind         TEXT CHECK (kind IN ('note', 'link', 'file')),
    text         TEXT CHECK (length(text) > 0),
    size         INTEGER CHECK (size >= 0),
    sha256       TEXT CHECK (length(sha256) = 64),
    verified_by  TEXT,
    verified_on  TEXT,
    verified_how TEXT CHECK (length(verified_how) > 0),
    -- Why it is not the same as another that looks like it.
    why_distinct TEXT CHECK (length(why_distinct) > 0),
    withdrawn    TEXT CHECK (length(withdrawn) > 0),
    at           TEXT NOT NULL,
    officer      TEXT NOT NULL,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, commitment) REFERENCES contract_commitment
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((kind IS NULL) = (text IS NULL)),
    CHECK ((kind IS 'file') = (size IS NOT NULL)),
    CHECK ((kind IS 'file') = (sha256 IS NOT NULL)),
    CHECK ((verified_by IS NULL) = (verified_on IS NULL)),
    CHECK (verified_by IS NOT NULL OR verified_how IS NULL)
) STRICT, WITHOUT ROWID;

-- How a delivery stood before each correction, the oldest first, and why it was
-- corrected.
CREATE TABLE delivery_correction (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    delivery    TEXT NOT NULL,
    position    INTEGER NOT NULL CHECK (position >= 0),
    day         TEXT NOT NULL,
    from_day    TEXT,
    quantity    TEXT,
    words       TEXT CHECK (length(words) > 0),
    reason      TEXT NOT NULL CHECK (length(reason) > 0),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL,
    PRIMARY KEY (procurement, delivery, position),
    FOREIGN KEY (procurement, delivery) REFERENCES delivery DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Reviews of performance: planned for a day, held on one, with the agenda as it
-- stood then, the minutes, and the value that was measured, in words and in money.
CREATE TABLE review (
    procurement    INTEGER NOT NULL REFERENCES procurement (id),
    uid            TEXT NOT NULL,
    contract       TEXT NOT NULL,
    planned        TEXT NOT NULL,
    held           TEXT,
    present        TEXT CHECK (length(present) > 0),
    agenda         TEXT CHECK (length(agenda) > 0),
    minutes        TEXT CHECK (length(minutes) > 0),
    value          TEXT CHECK (length(value) > 0),
    measured_pence INTEGER CHECK (measured_pence >= 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- What somebody has to do by a day: to make a shortfall good, or from the joint
-- plan. It may concern a commitment, indicator, risk or concern of the procurement.
CREATE TABLE action (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    about       TEXT NOT NULL CHECK (about IN ('corrective', 'joint')),
    concerns    TEXT,
    review      TEXT,
    what        TEXT NOT NULL CHECK (length(what) > 0),
    owner       TEXT NOT NULL CHECK (length(owner) > 0),
    due         TEXT NOT NULL,
    done        TEXT,
    outcome     TEXT CHECK (length(outcome) > 0),
    dropped     INTEGER NOT NULL CHECK (dropped IN (0, 1)),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (procurement, review) REFERENCES review DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Risks of a contract, and why each is no longer one, once it is not.
CREATE TABLE risk (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (length(what) > 0),
    level       TEXT NOT NULL CHECK (level IN ('low', 'medium', 'high')),
    owner       TEXT CHECK (length(owner) > 0),
    response    TEXT CHECK (length(response) > 0),
    raised      TEXT NOT NULL,
    closed      TEXT CHECK (length(closed) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Assessments of the risk of modern slavery: from three sides, and as a whole.
CREATE TABLE slavery_risk (
    procurement   INTEGER NOT NULL REFERENCES procurement (id),
    uid           TEXT NOT NULL,
    contract      TEXT NOT NULL,
    day           TEXT NOT NULL,
    sector        TEXT NOT NULL,
    sector_level  TEXT NOT NULL CHECK (sector_level IN ('low', 'medium', 'high')),
    country       TEXT NOT NULL,
    country_level TEXT NOT NULL CHECK (country_level IN ('low', 'medium', 'high')),
    labour        TEXT NOT NULL,
    labour_level  TEXT NOT NULL CHECK (labour_level IN ('low', 'medium', 'high')),
    level         TEXT NOT NULL CHECK (level IN ('low', 'medium', 'high')),
    reasons       TEXT CHECK (length(reasons) > 0),
    assessed_by   TEXT NOT NULL CHECK (length(assessed_by) > 0),
    -- The day on which it is looked at again.
    next          TEXT,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Steps of due diligence: what was looked into, what was found, what shows it.
CREATE TABLE diligence (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    day         TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (length(what) > 0),
    found       TEXT CHECK (length(found) > 0),
    looked_by   TEXT NOT NULL CHECK (length(looked_by) > 0),
    -- What shows it: a note, an address or a file, the last with size and hash.
    kind        TEXT CHECK (kind IN ('note', 'link', 'file')),
    text        TEXT CHECK (length(text) > 0),
    size        INTEGER CHECK (size >= 0),
    sha256      TEXT CHECK (length(sha256) = 64),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    CHECK ((kind IS NULL) = (text IS NULL)),
    CHECK ((kind IS 'file') = (size IS NOT NULL)),
    CHECK ((kind IS 'file') = (sha256 IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Concerns about slavery, trafficking or ethics, and to whom each was reported.
CREATE TABLE concern (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    day         TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (length(what) > 0),
    reported_to TEXT CHECK (length(reported_to) > 0),
    reported_on TEXT,
    outcome     TEXT CHECK (length(outcome) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    CHECK (reported_to IS NOT NULL OR reported_on IS NULL)
) STRICT, WITHOUT ROWID;

-- Notes on how what was bought arrives, is stored and is received.
CREATE TABLE logistics (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    about       TEXT NOT NULL CHECK (about IN ('delivery', 'storage', 'receipt', 'return')),
    day         TEXT NOT NULL,
    what        TEXT NOT NULL CHECK (length(what) > 0),
    quantity    TEXT CHECK (length(quantity) > 0),
    place       TEXT CHECK (length(place) > 0),
    received_by TEXT CHECK (length(received_by) > 0),
    -- What shows it: a note, an address or a file, the last with size and hash.
    kind        TEXT CHECK (kind IN ('note', 'link', 'file')),
    text        TEXT CHECK (length(text) > 0),
    size        INTEGER CHECK (size >= 0),
    sha256      TEXT CHECK (length(sha256) = 64),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    CHECK ((kind IS NULL) = (text IS NULL)),
    CHECK ((kind IS 'file') = (size IS NOT NULL)),
    CHECK ((kind IS 'file') = (sha256 IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- How a contract is handed over at its end; a contract has one plan, at its own uid.
CREATE TABLE exit_plan (
    procurement    INTEGER NOT NULL REFERENCES procurement (id),
    uid            TEXT NOT NULL,
    contract       TEXT NOT NULL,
    owner          TEXT NOT NULL CHECK (length(owner) > 0),
    handed_over_by TEXT,
    service        TEXT CHECK (length(service) > 0),
    people         TEXT CHECK (length(people) > 0),
    data           TEXT CHECK (length(data) > 0),
    assets         TEXT CHECK (length(assets) > 0),
    commitments    TEXT CHECK (length(commitments) > 0),
    -- The day on which everything was handed over.
    done           TEXT,
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    CHECK (contract = uid)
) STRICT, WITHOUT ROWID;

-- The final account of a contract, at its own uid: from then on nothing more is
-- delivered under it.
CREATE TABLE final_account (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT NOT NULL,
    day         TEXT NOT NULL,
    closed_by   TEXT NOT NULL CHECK (length(closed_by) > 0),
    note        TEXT CHECK (length(note) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED,
    CHECK (contract = uid)
) STRICT, WITHOUT ROWID;

-- Lessons, for whoever buys the like of it next; the tags are a JSON list.
CREATE TABLE lesson (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    contract    TEXT,
    day         TEXT NOT NULL,
    title       TEXT NOT NULL CHECK (length(title) > 0),
    happened    TEXT NOT NULL CHECK (length(happened) > 0),
    advice      TEXT CHECK (length(advice) > 0),
    stage       INTEGER CHECK (stage BETWEEN 1 AND 13),
    -- What kind of purchase it is about, where that is not the tender's own.
    category    TEXT CHECK (length(category) > 0),
    tags        TEXT NOT NULL CHECK (json_valid(tags) AND json_type(tags) = 'array'),
    written_by  TEXT NOT NULL CHECK (length(written_by) > 0),
    PRIMARY KEY (procurement, uid),
    FOREIGN KEY (procurement, contract) REFERENCES contract DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE INDEX lesson_by_uid ON lesson (uid);

-- Lessons of other tenders that were read for this one, each at the uid of the
-- lesson, as it stood then; the lesson may have gone since.
CREATE TABLE lesson_read (
    procurement INTEGER NOT NULL REFERENCES procurement (id),
    uid         TEXT NOT NULL,
    from_tender TEXT NOT NULL CHECK (length(from_tender) > 0),
    title       TEXT NOT NULL CHECK (length(title) > 0),
    -- What is made of it here, where something is.
    taken       TEXT CHECK (length(taken) > 0),
    day         TEXT NOT NULL,
    read_by     TEXT NOT NULL CHECK (length(read_by) > 0),
    PRIMARY KEY (procurement, uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX lesson_read_by_uid ON lesson_read (uid);

-- The append-only record of every change. Each entry is chained to the one
-- before: `hash` is the SHA-256 of previous, sequence, at, officer, procurement,
-- deed, detail, sums, in this order, each as its length in bytes, a colon, itself
-- and a comma; a procurement that is NULL is a hyphen and a comma. An entry without
-- `sums` was written by an earlier edition: there the hash is that of the first
-- seven, each followed by a line feed, and NULL is an empty line.
--
-- `sums` says what the entry has left in the tables that it changed, as an object
-- of JSON: by the uid of the procurement or supplier (or `register`) and the name of
-- the table, the sum of the rows there, or an object with `sum`, what Tenderbook had
-- written, and `found`, what was there instead. The sum of rows is that of their
-- SHA-256, modulo 2^256. What is hashed of a row is the name of the table, and of
-- each column that is not NULL its name and then its value, each as its length in
-- bytes, a colon and itself; a value has `t` before its length where it is a text,
-- `i` where it is a number. The column `procurement` and the numbers of rows are left
-- out, a pinned policy stands there by its SHA-256.
CREATE TABLE journal (
    sequence    INTEGER PRIMARY KEY CHECK (sequence > 0),
    at          TEXT NOT NULL,
    officer     TEXT NOT NULL,
    procurement TEXT,
    deed        TEXT NOT NULL,
    detail      TEXT NOT NULL CHECK (json_valid(detail)),
    previous    TEXT NOT NULL CHECK (length(previous) = 64),
    hash        TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
    sums        TEXT CHECK (json_valid(sums))
) STRICT;

CREATE INDEX journal_by_procurement ON journal (procurement, sequence);

-- Entries on suppliers belong to no procurement, and name the supplier in what was done.
CREATE INDEX journal_by_supplier ON journal (json_extract(detail, '$.supplier'))
    WHERE procurement IS NULL;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

-- Which entry states the newest sum of what: by the uid of a procurement or supplier
-- (or `register`), for each table the number of the entry, as an object of JSON. It
-- follows from the journal and can be made anew at any time.
CREATE TABLE summed (
    thing   TEXT PRIMARY KEY,
    entries TEXT NOT NULL CHECK (json_valid(entries))
) STRICT, WITHOUT ROWID;

-- What was written, gathered for the search: a copy of each text with the place
-- where it stands. Triggers keep it in the same transaction as every change; no
-- journal entry belongs to it, and it can be made anew at any time.
CREATE TABLE written (
    id          INTEGER PRIMARY KEY,
    -- What is written of suppliers belongs to no procurement.
    procurement INTEGER REFERENCES procurement (id),
    kind        TEXT NOT NULL CHECK (kind IN
                    ('tender', 'state', 'stage', 'reason', 'note', 'own_item', 'evidence',
                     'outcome', 'weight', 'opt_out', 'explored', 'area', 'statute', 'waiting',
                     'section', 'question', 'bid', 'bid_out', 'answer', 'clarification',
                     'agreed', 'agreed_comment', 'low_price', 'award', 'own_measure',
                     'subject',
                     'contract', 'variation', 'paper', 'kpi', 'assessment', 'commitment',
                     'delivery', 'review', 'action', 'risk', 'slavery_risk', 'diligence',
                     'concern', 'logistics', 'exit_plan', 'final_account', 'lesson',
                     'lesson_read', 'supplier', 'contact', 'debarment', 'status')),
    -- Within the procurement: a stage, an item, an outcome, a lot, an own measure, or
    -- the uid of evidence, a section or a question; of a bid its uid, and behind a
    -- stroke that of the question or clarification; of contracts and suppliers the uid
    -- of the record.
    place       TEXT NOT NULL,
    text        TEXT NOT NULL,
    UNIQUE (procurement, kind, place)
) STRICT;

CREATE UNIQUE INDEX written_of_suppliers ON written (kind, place) WHERE procurement IS NULL;

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
    FROM subject
    UNION ALL
    SELECT procurement, 'contract', uid,
           substr (coalesce ('; ' || title, '') || coalesce ('; ' || manager, '')
                   || coalesce ('; ' || partners, '') || coalesce ('; ' || no_kpis, '')
                   || coalesce ('; ' || ended_reason, '') || coalesce ('; ' || note, ''), 3),
           coalesce (signed, starts)
    FROM contract
    WHERE coalesce (title, manager, partners, no_kpis, ended_reason, note) IS NOT NULL
    UNION ALL
    SELECT procurement, 'variation', uid,
           what || '; ' || agreed_by || coalesce ('; ' || ground, ''), day
    FROM contract_variation
    UNION ALL
    SELECT procurement, 'paper', uid,
           title || coalesce ('; ' || text, ''), day
    FROM contract_paper
    UNION ALL
    SELECT procurement, 'kpi', uid,
           title || '; ' || target || coalesce ('; ' || how, '')
           || coalesce ('; ' || dropped, ''), ''
    FROM kpi
    UNION ALL
    SELECT procurement, 'assessment', uid,
           substr (coalesce ('; ' || measured, '') || coalesce ('; ' || reasons, ''), 3),
           to_day
    FROM kpi_assessment
    WHERE coalesce (measured, reasons) IS NOT NULL
    UNION ALL
    SELECT procurement, 'commitment', uid,
           title || coalesce ('; ' || words, '') || coalesce ('; ' || area, '')
           || coalesce ('; ' || evidence, '') || coalesce ('; ' || withheld, '')
           || coalesce ('; ' || settled_reason, ''), ''
    FROM contract_commitment
    UNION ALL
    SELECT procurement, 'delivery', uid,
           substr (coalesce ('; ' || words, '') || coalesce ('; ' || text, '')
                   || coalesce ('; ' || verified_how, '')
                   || coalesce ('; ' || why_distinct, '') || coalesce ('; ' || withdrawn, ''), 3),
           at
    FROM delivery
    WHERE coalesce (words, text, verified_how, why_distinct, withdrawn) IS NOT NULL
    UNION ALL
    SELECT procurement, 'review', uid,
           substr (coalesce ('; ' || present, '') || coalesce ('; ' || agenda, '')
                   || coalesce ('; ' || minutes, '') || coalesce ('; ' || value, ''), 3),
           coalesce (held, planned)
    FROM review
    WHERE coalesce (present, agenda, minutes, value) IS NOT NULL
    UNION ALL
    SELECT procurement, 'action', uid,
           what || '; ' || owner || coalesce ('; ' || outcome, ''), ''
    FROM action
    UNION ALL
    SELECT procurement, 'risk', uid,
           what || coalesce ('; ' || owner, '') || coalesce ('; ' || response, '')
           || coalesce ('; ' || closed, ''), raised
    FROM risk
    UNION ALL
    SELECT procurement, 'slavery_risk', uid,
           sector || '; ' || country || '; ' || labour || coalesce ('; ' || reasons, ''),
           day
    FROM slavery_risk
    UNION ALL
    SELECT procurement, 'diligence', uid,
           what || coalesce ('; ' || found, '') || coalesce ('; ' || text, ''), day
    FROM diligence
    UNION ALL
    SELECT procurement, 'concern', uid,
           what || coalesce ('; ' || reported_to, '') || coalesce ('; ' || outcome, ''), day
    FROM concern
    UNION ALL
    SELECT procurement, 'logistics', uid,
           what || coalesce ('; ' || quantity, '') || coalesce ('; ' || place, '')
           || coalesce ('; ' || received_by, '') || coalesce ('; ' || text, ''),
           day
    FROM logistics
    UNION ALL
    SELECT procurement, 'exit_plan', uid,
           owner || coalesce ('; ' || service, '') || coalesce ('; ' || people, '')
           || coalesce ('; ' || data, '') || coalesce ('; ' || assets, '')
           || coalesce ('; ' || commitments, ''), ''
    FROM exit_plan
    UNION ALL
    SELECT procurement, 'final_account', uid,
           note, day
    FROM final_account
    WHERE note IS NOT NULL
    UNION ALL
    SELECT procurement, 'lesson', uid,
           title || '; ' || happened || coalesce ('; ' || advice, '')
           || coalesce ('; ' || category, '')
           || coalesce ('; ' || (SELECT group_concat (value, ', ')
                                 FROM json_each (tags)), ''), day
    FROM lesson
    UNION ALL
    SELECT procurement, 'lesson_read', uid,
           taken, day
    FROM lesson_read
    WHERE taken IS NOT NULL
    UNION ALL
    SELECT NULL, 'supplier', uid,
           name || coalesce ('; ' || number, '') || coalesce ('; ' || other_number, '')
           || coalesce ('; ' || note, ''), coalesce (changed_at, '')
    FROM supplier
    UNION ALL
    SELECT NULL, 'contact', uid,
           name || coalesce ('; ' || role, '') || coalesce ('; ' || email, '')
           || coalesce ('; ' || note, ''), ''
    FROM supplier_contact
    UNION ALL
    SELECT NULL, 'debarment', uid,
           note, day
    FROM debarment_check
    WHERE note IS NOT NULL
    UNION ALL
    SELECT NULL, 'status', uid,
           substr (coalesce ('; ' || reply, '') || coalesce ('; ' || decided_reason, ''), 3),
           coalesce (decided_on, begun)
    FROM status_review
    WHERE coalesce (reply, decided_reason) IS NOT NULL;

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

CREATE TRIGGER contract_is_written AFTER INSERT ON contract
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'contract' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'contract', new.uid,
           substr (coalesce ('; ' || new.title, '') || coalesce ('; ' || new.manager, '')
                   || coalesce ('; ' || new.partners, '') || coalesce ('; ' || new.no_kpis, '')
                   || coalesce ('; ' || new.ended_reason, '')
                   || coalesce ('; ' || new.note, ''), 3)
    WHERE coalesce (new.title, new.manager, new.partners, new.no_kpis, new.ended_reason,
                    new.note) IS NOT NULL;
END;

CREATE TRIGGER contract_is_rewritten AFTER UPDATE ON contract
WHEN (old.procurement, old.uid, old.title, old.manager, old.partners, old.no_kpis,
      old.ended_reason, old.note)
     IS NOT (new.procurement, new.uid, new.title, new.manager, new.partners, new.no_kpis,
             new.ended_reason, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'contract' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'contract', new.uid,
           substr (coalesce ('; ' || new.title, '') || coalesce ('; ' || new.manager, '')
                   || coalesce ('; ' || new.partners, '') || coalesce ('; ' || new.no_kpis, '')
                   || coalesce ('; ' || new.ended_reason, '')
                   || coalesce ('; ' || new.note, ''), 3)
    WHERE coalesce (new.title, new.manager, new.partners, new.no_kpis, new.ended_reason,
                    new.note) IS NOT NULL;
END;

CREATE TRIGGER contract_is_struck_out AFTER DELETE ON contract
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'contract' AND place = old.uid;
END;

CREATE TRIGGER contract_variation_is_written AFTER INSERT ON contract_variation
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'variation' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'variation', new.uid,
            new.what || '; ' || new.agreed_by || coalesce ('; ' || new.ground, ''));
END;

CREATE TRIGGER contract_variation_is_rewritten AFTER UPDATE ON contract_variation
WHEN (old.procurement, old.uid, old.what, old.agreed_by, old.ground)
     IS NOT (new.procurement, new.uid, new.what, new.agreed_by, new.ground)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'variation' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'variation', new.uid,
            new.what || '; ' || new.agreed_by || coalesce ('; ' || new.ground, ''));
END;

CREATE TRIGGER contract_variation_is_struck_out AFTER DELETE ON contract_variation
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'variation' AND place = old.uid;
END;

CREATE TRIGGER contract_paper_is_written AFTER INSERT ON contract_paper
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'paper' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'paper', new.uid,
            new.title || coalesce ('; ' || new.text, ''));
END;

CREATE TRIGGER contract_paper_is_rewritten AFTER UPDATE ON contract_paper
WHEN (old.procurement, old.uid, old.title, old.text)
     IS NOT (new.procurement, new.uid, new.title, new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'paper' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'paper', new.uid,
            new.title || coalesce ('; ' || new.text, ''));
END;

CREATE TRIGGER contract_paper_is_struck_out AFTER DELETE ON contract_paper
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'paper' AND place = old.uid;
END;

CREATE TRIGGER kpi_is_written AFTER INSERT ON kpi
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'kpi' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'kpi', new.uid,
            new.title || '; ' || new.target || coalesce ('; ' || new.how, '')
            || coalesce ('; ' || new.dropped, ''));
END;

CREATE TRIGGER kpi_is_rewritten AFTER UPDATE ON kpi
WHEN (old.procurement, old.uid, old.title, old.target, old.how, old.dropped)
     IS NOT (new.procurement, new.uid, new.title, new.target, new.how, new.dropped)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'kpi' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'kpi', new.uid,
            new.title || '; ' || new.target || coalesce ('; ' || new.how, '')
            || coalesce ('; ' || new.dropped, ''));
END;

CREATE TRIGGER kpi_is_struck_out AFTER DELETE ON kpi
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'kpi' AND place = old.uid;
END;

CREATE TRIGGER kpi_assessment_is_written AFTER INSERT ON kpi_assessment
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'assessment' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'assessment', new.uid,
           substr (coalesce ('; ' || new.measured, '') || coalesce ('; ' || new.reasons, ''), 3)
    WHERE coalesce (new.measured, new.reasons) IS NOT NULL;
END;

CREATE TRIGGER kpi_assessment_is_rewritten AFTER UPDATE ON kpi_assessment
WHEN (old.procurement, old.uid, old.measured, old.reasons)
     IS NOT (new.procurement, new.uid, new.measured, new.reasons)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'assessment' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'assessment', new.uid,
           substr (coalesce ('; ' || new.measured, '') || coalesce ('; ' || new.reasons, ''), 3)
    WHERE coalesce (new.measured, new.reasons) IS NOT NULL;
END;

CREATE TRIGGER kpi_assessment_is_struck_out AFTER DELETE ON kpi_assessment
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'assessment' AND place = old.uid;
END;

CREATE TRIGGER contract_commitment_is_written AFTER INSERT ON contract_commitment
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'commitment' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'commitment', new.uid,
            new.title || coalesce ('; ' || new.words, '') || coalesce ('; ' || new.area, '')
            || coalesce ('; ' || new.evidence, '') || coalesce ('; ' || new.withheld, '')
            || coalesce ('; ' || new.settled_reason, ''));
END;

CREATE TRIGGER contract_commitment_is_rewritten AFTER UPDATE ON contract_commitment
WHEN (old.procurement, old.uid, old.title, old.words, old.area, old.evidence, old.withheld,
      old.settled_reason)
     IS NOT (new.procurement, new.uid, new.title, new.words, new.area, new.evidence,
             new.withheld, new.settled_reason)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'commitment' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'commitment', new.uid,
            new.title || coalesce ('; ' || new.words, '') || coalesce ('; ' || new.area, '')
            || coalesce ('; ' || new.evidence, '') || coalesce ('; ' || new.withheld, '')
            || coalesce ('; ' || new.settled_reason, ''));
END;

CREATE TRIGGER contract_commitment_is_struck_out AFTER DELETE ON contract_commitment
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'commitment' AND place = old.uid;
END;

CREATE TRIGGER delivery_is_written AFTER INSERT ON delivery
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'delivery' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'delivery', new.uid,
           substr (coalesce ('; ' || new.words, '') || coalesce ('; ' || new.text, '')
                   || coalesce ('; ' || new.verified_how, '')
                   || coalesce ('; ' || new.why_distinct, '')
                   || coalesce ('; ' || new.withdrawn, ''), 3)
    WHERE coalesce (new.words, new.text, new.verified_how, new.why_distinct,
                    new.withdrawn) IS NOT NULL;
END;

CREATE TRIGGER delivery_is_rewritten AFTER UPDATE ON delivery
WHEN (old.procurement, old.uid, old.words, old.text, old.verified_how, old.why_distinct,
      old.withdrawn)
     IS NOT (new.procurement, new.uid, new.words, new.text, new.verified_how,
             new.why_distinct, new.withdrawn)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'delivery' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'delivery', new.uid,
           substr (coalesce ('; ' || new.words, '') || coalesce ('; ' || new.text, '')
                   || coalesce ('; ' || new.verified_how, '')
                   || coalesce ('; ' || new.why_distinct, '')
                   || coalesce ('; ' || new.withdrawn, ''), 3)
    WHERE coalesce (new.words, new.text, new.verified_how, new.why_distinct,
                    new.withdrawn) IS NOT NULL;
END;

CREATE TRIGGER delivery_is_struck_out AFTER DELETE ON delivery
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'delivery' AND place = old.uid;
END;

CREATE TRIGGER review_is_written AFTER INSERT ON review
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'review' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'review', new.uid,
           substr (coalesce ('; ' || new.present, '') || coalesce ('; ' || new.agenda, '')
                   || coalesce ('; ' || new.minutes, '') || coalesce ('; ' || new.value, ''), 3)
    WHERE coalesce (new.present, new.agenda, new.minutes, new.value) IS NOT NULL;
END;

CREATE TRIGGER review_is_rewritten AFTER UPDATE ON review
WHEN (old.procurement, old.uid, old.present, old.agenda, old.minutes, old.value)
     IS NOT (new.procurement, new.uid, new.present, new.agenda, new.minutes, new.value)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'review' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'review', new.uid,
           substr (coalesce ('; ' || new.present, '') || coalesce ('; ' || new.agenda, '')
                   || coalesce ('; ' || new.minutes, '') || coalesce ('; ' || new.value, ''), 3)
    WHERE coalesce (new.present, new.agenda, new.minutes, new.value) IS NOT NULL;
END;

CREATE TRIGGER review_is_struck_out AFTER DELETE ON review
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'review' AND place = old.uid;
END;

CREATE TRIGGER action_is_written AFTER INSERT ON action
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'action' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'action', new.uid,
            new.what || '; ' || new.owner || coalesce ('; ' || new.outcome, ''));
END;

CREATE TRIGGER action_is_rewritten AFTER UPDATE ON action
WHEN (old.procurement, old.uid, old.what, old.owner, old.outcome)
     IS NOT (new.procurement, new.uid, new.what, new.owner, new.outcome)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'action' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'action', new.uid,
            new.what || '; ' || new.owner || coalesce ('; ' || new.outcome, ''));
END;

CREATE TRIGGER action_is_struck_out AFTER DELETE ON action
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'action' AND place = old.uid;
END;

CREATE TRIGGER risk_is_written AFTER INSERT ON risk
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'risk' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'risk', new.uid,
            new.what || coalesce ('; ' || new.owner, '') || coalesce ('; ' || new.response, '')
            || coalesce ('; ' || new.closed, ''));
END;

CREATE TRIGGER risk_is_rewritten AFTER UPDATE ON risk
WHEN (old.procurement, old.uid, old.what, old.owner, old.response, old.closed)
     IS NOT (new.procurement, new.uid, new.what, new.owner, new.response, new.closed)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'risk' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'risk', new.uid,
            new.what || coalesce ('; ' || new.owner, '') || coalesce ('; ' || new.response, '')
            || coalesce ('; ' || new.closed, ''));
END;

CREATE TRIGGER risk_is_struck_out AFTER DELETE ON risk
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'risk' AND place = old.uid;
END;

CREATE TRIGGER slavery_risk_is_written AFTER INSERT ON slavery_risk
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'slavery_risk' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'slavery_risk', new.uid,
            new.sector || '; ' || new.country || '; ' || new.labour
            || coalesce ('; ' || new.reasons, ''));
END;

CREATE TRIGGER slavery_risk_is_rewritten AFTER UPDATE ON slavery_risk
WHEN (old.procurement, old.uid, old.sector, old.country, old.labour, old.reasons)
     IS NOT (new.procurement, new.uid, new.sector, new.country, new.labour, new.reasons)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'slavery_risk' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'slavery_risk', new.uid,
            new.sector || '; ' || new.country || '; ' || new.labour
            || coalesce ('; ' || new.reasons, ''));
END;

CREATE TRIGGER slavery_risk_is_struck_out AFTER DELETE ON slavery_risk
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'slavery_risk' AND place = old.uid;
END;

CREATE TRIGGER diligence_is_written AFTER INSERT ON diligence
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'diligence' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'diligence', new.uid,
            new.what || coalesce ('; ' || new.found, '') || coalesce ('; ' || new.text, ''));
END;

CREATE TRIGGER diligence_is_rewritten AFTER UPDATE ON diligence
WHEN (old.procurement, old.uid, old.what, old.found, old.text)
     IS NOT (new.procurement, new.uid, new.what, new.found, new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'diligence' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'diligence', new.uid,
            new.what || coalesce ('; ' || new.found, '') || coalesce ('; ' || new.text, ''));
END;

CREATE TRIGGER diligence_is_struck_out AFTER DELETE ON diligence
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'diligence' AND place = old.uid;
END;

CREATE TRIGGER concern_is_written AFTER INSERT ON concern
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'concern' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'concern', new.uid,
            new.what || coalesce ('; ' || new.reported_to, '')
            || coalesce ('; ' || new.outcome, ''));
END;

CREATE TRIGGER concern_is_rewritten AFTER UPDATE ON concern
WHEN (old.procurement, old.uid, old.what, old.reported_to, old.outcome)
     IS NOT (new.procurement, new.uid, new.what, new.reported_to, new.outcome)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'concern' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'concern', new.uid,
            new.what || coalesce ('; ' || new.reported_to, '')
            || coalesce ('; ' || new.outcome, ''));
END;

CREATE TRIGGER concern_is_struck_out AFTER DELETE ON concern
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'concern' AND place = old.uid;
END;

CREATE TRIGGER logistics_is_written AFTER INSERT ON logistics
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'logistics' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'logistics', new.uid,
            new.what || coalesce ('; ' || new.quantity, '') || coalesce ('; ' || new.place, '')
            || coalesce ('; ' || new.received_by, '') || coalesce ('; ' || new.text, ''));
END;

CREATE TRIGGER logistics_is_rewritten AFTER UPDATE ON logistics
WHEN (old.procurement, old.uid, old.what, old.quantity, old.place, old.received_by, old.text)
     IS NOT (new.procurement, new.uid, new.what, new.quantity, new.place, new.received_by,
             new.text)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'logistics' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'logistics', new.uid,
            new.what || coalesce ('; ' || new.quantity, '') || coalesce ('; ' || new.place, '')
            || coalesce ('; ' || new.received_by, '') || coalesce ('; ' || new.text, ''));
END;

CREATE TRIGGER logistics_is_struck_out AFTER DELETE ON logistics
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'logistics' AND place = old.uid;
END;

CREATE TRIGGER exit_plan_is_written AFTER INSERT ON exit_plan
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'exit_plan' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'exit_plan', new.uid,
            new.owner || coalesce ('; ' || new.service, '')
            || coalesce ('; ' || new.people, '') || coalesce ('; ' || new.data, '')
            || coalesce ('; ' || new.assets, '') || coalesce ('; ' || new.commitments, ''));
END;

CREATE TRIGGER exit_plan_is_rewritten AFTER UPDATE ON exit_plan
WHEN (old.procurement, old.uid, old.owner, old.service, old.people, old.data, old.assets,
      old.commitments)
     IS NOT (new.procurement, new.uid, new.owner, new.service, new.people, new.data,
             new.assets, new.commitments)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'exit_plan' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'exit_plan', new.uid,
            new.owner || coalesce ('; ' || new.service, '')
            || coalesce ('; ' || new.people, '') || coalesce ('; ' || new.data, '')
            || coalesce ('; ' || new.assets, '') || coalesce ('; ' || new.commitments, ''));
END;

CREATE TRIGGER exit_plan_is_struck_out AFTER DELETE ON exit_plan
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'exit_plan' AND place = old.uid;
END;

CREATE TRIGGER final_account_is_written AFTER INSERT ON final_account
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'final_account' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'final_account', new.uid,
           new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER final_account_is_rewritten AFTER UPDATE ON final_account
WHEN (old.procurement, old.uid, old.note)
     IS NOT (new.procurement, new.uid, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'final_account' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'final_account', new.uid,
           new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER final_account_is_struck_out AFTER DELETE ON final_account
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'final_account' AND place = old.uid;
END;

CREATE TRIGGER lesson_is_written AFTER INSERT ON lesson
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'lesson' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'lesson', new.uid,
            new.title || '; ' || new.happened || coalesce ('; ' || new.advice, '')
            || coalesce ('; ' || new.category, '')
            || coalesce ('; ' || (SELECT group_concat (value, ', ')
                                 FROM json_each (new.tags)), ''));
END;

CREATE TRIGGER lesson_is_rewritten AFTER UPDATE ON lesson
WHEN (old.procurement, old.uid, old.title, old.happened, old.advice, old.category, old.tags)
     IS NOT (new.procurement, new.uid, new.title, new.happened, new.advice, new.category,
             new.tags)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'lesson' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (new.procurement, 'lesson', new.uid,
            new.title || '; ' || new.happened || coalesce ('; ' || new.advice, '')
            || coalesce ('; ' || new.category, '')
            || coalesce ('; ' || (SELECT group_concat (value, ', ')
                                 FROM json_each (new.tags)), ''));
END;

CREATE TRIGGER lesson_is_struck_out AFTER DELETE ON lesson
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'lesson' AND place = old.uid;
END;

CREATE TRIGGER lesson_read_is_written AFTER INSERT ON lesson_read
BEGIN
    DELETE FROM written
    WHERE procurement = new.procurement AND kind = 'lesson_read' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'lesson_read', new.uid,
           new.taken
    WHERE new.taken IS NOT NULL;
END;

CREATE TRIGGER lesson_read_is_rewritten AFTER UPDATE ON lesson_read
WHEN (old.procurement, old.uid, old.taken)
     IS NOT (new.procurement, new.uid, new.taken)
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'lesson_read' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT new.procurement, 'lesson_read', new.uid,
           new.taken
    WHERE new.taken IS NOT NULL;
END;

CREATE TRIGGER lesson_read_is_struck_out AFTER DELETE ON lesson_read
BEGIN
    DELETE FROM written
    WHERE procurement = old.procurement AND kind = 'lesson_read' AND place = old.uid;
END;

CREATE TRIGGER supplier_is_written AFTER INSERT ON supplier
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'supplier' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (NULL, 'supplier', new.uid,
            new.name || coalesce ('; ' || new.number, '')
            || coalesce ('; ' || new.other_number, '') || coalesce ('; ' || new.note, ''));
END;

CREATE TRIGGER supplier_is_rewritten AFTER UPDATE ON supplier
WHEN (old.uid, old.name, old.number, old.other_number, old.note)
     IS NOT (new.uid, new.name, new.number, new.other_number, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'supplier' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (NULL, 'supplier', new.uid,
            new.name || coalesce ('; ' || new.number, '')
            || coalesce ('; ' || new.other_number, '') || coalesce ('; ' || new.note, ''));
END;

CREATE TRIGGER supplier_is_struck_out AFTER DELETE ON supplier
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'supplier' AND place = old.uid;
END;

CREATE TRIGGER supplier_contact_is_written AFTER INSERT ON supplier_contact
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'contact' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (NULL, 'contact', new.uid,
            new.name || coalesce ('; ' || new.role, '') || coalesce ('; ' || new.email, '')
            || coalesce ('; ' || new.note, ''));
END;

CREATE TRIGGER supplier_contact_is_rewritten AFTER UPDATE ON supplier_contact
WHEN (old.uid, old.name, old.role, old.email, old.note)
     IS NOT (new.uid, new.name, new.role, new.email, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'contact' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    VALUES (NULL, 'contact', new.uid,
            new.name || coalesce ('; ' || new.role, '') || coalesce ('; ' || new.email, '')
            || coalesce ('; ' || new.note, ''));
END;

CREATE TRIGGER supplier_contact_is_struck_out AFTER DELETE ON supplier_contact
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'contact' AND place = old.uid;
END;

CREATE TRIGGER debarment_check_is_written AFTER INSERT ON debarment_check
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'debarment' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT NULL, 'debarment', new.uid,
           new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER debarment_check_is_rewritten AFTER UPDATE ON debarment_check
WHEN (old.uid, old.note)
     IS NOT (new.uid, new.note)
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'debarment' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT NULL, 'debarment', new.uid,
           new.note
    WHERE new.note IS NOT NULL;
END;

CREATE TRIGGER debarment_check_is_struck_out AFTER DELETE ON debarment_check
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'debarment' AND place = old.uid;
END;

CREATE TRIGGER status_review_is_written AFTER INSERT ON status_review
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'status' AND place = new.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT NULL, 'status', new.uid,
           substr (coalesce ('; ' || new.reply, '')
                   || coalesce ('; ' || new.decided_reason, ''), 3)
    WHERE coalesce (new.reply, new.decided_reason) IS NOT NULL;
END;

CREATE TRIGGER status_review_is_rewritten AFTER UPDATE ON status_review
WHEN (old.uid, old.reply, old.decided_reason)
     IS NOT (new.uid, new.reply, new.decided_reason)
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'status' AND place = old.uid;
    INSERT INTO written (procurement, kind, place, text)
    SELECT NULL, 'status', new.uid,
           substr (coalesce ('; ' || new.reply, '')
                   || coalesce ('; ' || new.decided_reason, ''), 3)
    WHERE coalesce (new.reply, new.decided_reason) IS NOT NULL;
END;

CREATE TRIGGER status_review_is_struck_out AFTER DELETE ON status_review
BEGIN
    DELETE FROM written
    WHERE procurement IS NULL AND kind = 'status' AND place = old.uid;
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
