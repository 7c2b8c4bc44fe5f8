//! Which procurements came from which rows of imported lists.

use rusqlite::OptionalExtension;

use crate::store::{Change, Database, Reading, Result, StoreError};

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

impl Change<'_> {
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
