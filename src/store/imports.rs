//! Which procurements came from which rows of imported lists, and how officers set the columns of
//! such lists.

use rusqlite::OptionalExtension;

use crate::domain::Date;
use crate::store::{Change, Database, Reading, Result, StoreError};

/// How an officer set the columns of lists with the same names of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnsRecord {
    /// The SHA-256 of the names.
    pub header: String,
    /// What stands in which column, as JSON.
    pub columns: String,
    /// The day on which they were set.
    pub day: Date,
    /// By whom.
    pub officer: String,
}

impl Database {
    /// The reference and title of the procurement that came from the row with this fingerprint.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn imported(&self, fingerprint: &str) -> Result<Option<(String, String)>> {
        imported(self, fingerprint)
    }

    /// The reference of a procurement with this title, whatever its case.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn titled(&self, title: &str) -> Result<Option<String>> {
        self.connection
            .prepare_cached(
                "SELECT reference FROM procurement WHERE title = ?1 COLLATE NOCASE
                 ORDER BY reference LIMIT 1",
            )
            .and_then(|mut statement| statement.query_row([title], |row| row.get(0)).optional())
            .map_err(StoreError::when("looking for a title"))
    }
}

impl Database {
    /// How the columns of lists with these names were set.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn import_columns(&self, header: &str) -> Result<Option<ColumnsRecord>> {
        self.connection
            .prepare_cached("SELECT columns, day, officer FROM import_columns WHERE header = ?1")
            .and_then(|mut statement| {
                let record = |row: &rusqlite::Row<'_>| {
                    Ok(ColumnsRecord {
                        header: header.to_owned(),
                        columns: row.get(0)?,
                        day: row.get(1)?,
                        officer: row.get(2)?,
                    })
                };
                statement.query_row([header], record).optional()
            })
            .map_err(StoreError::when("looking for how the columns of a list were set"))
    }
}

impl Change<'_> {
    /// Keeps how the columns of a list were set, in the place of what was kept before.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn keep_import_columns(&self, record: &ColumnsRecord) -> Result<()> {
        let ColumnsRecord { header, columns, day, officer } = record;
        self.transaction
            .prepare_cached(
                "INSERT INTO import_columns (header, columns, day, officer)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (header) DO UPDATE
                 SET columns = excluded.columns, day = excluded.day, officer = excluded.officer",
            )
            .and_then(|mut statement| statement.execute((header, columns, day, officer)))
            .map(drop)
            .map_err(StoreError::when("keeping how the columns of a list were set"))
    }

    /// Forgets how the columns of a list were set; says whether anything was kept.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn forget_import_columns(&self, header: &str) -> Result<bool> {
        self.transaction
            .prepare_cached("DELETE FROM import_columns WHERE header = ?1")
            .and_then(|mut statement| statement.execute([header]))
            .map(|gone| gone > 0)
            .map_err(StoreError::when("forgetting how the columns of a list were set"))
    }

    /// The reference and title of the procurement that came from the row with this fingerprint.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn imported(&self, fingerprint: &str) -> Result<Option<(String, String)>> {
        imported(self, fingerprint)
    }

    /// Records from which row of a list a procurement came.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn record_import(&self, procurement: i64, fingerprint: &str) -> Result<()> {
        self.transaction
            .prepare_cached("INSERT INTO import_row (procurement, fingerprint) VALUES (?1, ?2)")
            .and_then(|mut statement| statement.execute((procurement, fingerprint)))
            .map(drop)
            .map_err(StoreError::when("recording where a procurement came from"))
    }
}

fn imported(reading: &impl Reading, fingerprint: &str) -> Result<Option<(String, String)>> {
    reading
        .connection()
        .prepare_cached(
            "SELECT reference, title FROM import_row
             JOIN procurement ON procurement.id = import_row.procurement
             WHERE fingerprint = ?1",
        )
        .and_then(|mut statement| {
            statement.query_row([fingerprint], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .map_err(StoreError::when("looking for rows that were imported before"))
}
