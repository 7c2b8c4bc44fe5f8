-- The chain of the journal shows that no entry was changed, and nothing of whether
-- the rows are what the entries have made them. From here on each entry holds sums
-- over the rows that it changed, and its hash takes them in; those of what is there
-- already are written into the journal in the transaction of this step.
ALTER TABLE journal ADD COLUMN sums TEXT CHECK (json_valid(sums));

-- Which entry states the newest sum of what: by the uid of a procurement or supplier
-- (or `register`), for each table the number of the entry, as an object of JSON. It
-- follows from the journal and can be made anew at any time.
CREATE TABLE summed (
    thing   TEXT PRIMARY KEY,
    entries TEXT NOT NULL CHECK (json_valid(entries))
) STRICT, WITHOUT ROWID;

-- A supplier that was taken away and came back began to count its changes anew. From
-- here on it counts what the journal tells of it, so that one can be held against the
-- other.
UPDATE supplier SET version = (
    SELECT count(*) FROM journal
    WHERE procurement IS NULL AND json_extract(detail, '$.supplier') = supplier.uid);
