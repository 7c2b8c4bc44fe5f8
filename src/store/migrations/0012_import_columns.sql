-- Lists come again with the same columns, every quarter. How an officer set the
-- columns of one is kept, so that it has to be done once.

-- The columns of imported lists as officers set them: by the SHA-256 of the names
-- of the columns, what each thing that a column can say stands in (a number from
-- nought, or null for none), as an object of JSON.
CREATE TABLE import_columns (
    header  TEXT PRIMARY KEY CHECK (length(header) = 64),
    columns TEXT NOT NULL CHECK (json_valid (columns)),
    day     TEXT NOT NULL,
    officer TEXT NOT NULL CHECK (length(officer) > 0)
) STRICT;
