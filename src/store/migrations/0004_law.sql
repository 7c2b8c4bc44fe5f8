-- The statute over the policies asks for facts and days of its own. New tables,
-- so that what is there stays as it is: a procurement without a row is one of a
-- sub-central authority under the general rules, of which nothing more was said.

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
