-- Lists of tenders are imported from spreadsheets. The same row shall not be
-- brought in twice, also where it has no reference of its own.

-- Procurements that came from a row of an imported list: the SHA-256 of that
-- row as it stood in its file.
CREATE TABLE import_row (
    procurement INTEGER PRIMARY KEY REFERENCES procurement (id),
    fingerprint TEXT NOT NULL UNIQUE CHECK (length(fingerprint) = 64)
) STRICT;
