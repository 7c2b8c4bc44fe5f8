//! What one procurement is about beside its title.

use rusqlite::Row;

use crate::domain::{Subject, cpv};
use crate::store::{Change, Result, StoreError, convert};

impl Change<'_> {
    /// Writes what a procurement is about; what was never said takes no row.
    pub(super) fn write_subject(&self, procurement: i64, subject: &Subject) -> Result<()> {
        let doing = "recording category and CPV codes";
        let done = if subject.is_empty() {
            self.transaction
                .prepare_cached("DELETE FROM subject WHERE procurement = ?1")
                .and_then(|mut statement| statement.execute([procurement]))
        } else {
            // In its place where it is there, so that what is unchanged is not found anew.
            self.transaction
                .prepare_cached(
                    "INSERT INTO subject (procurement, category, cpv) VALUES (?1, ?2, ?3)
                     ON CONFLICT (procurement) DO UPDATE
                     SET category = excluded.category, cpv = excluded.cpv",
                )
                .and_then(|mut statement| {
                    let codes = cpv::joined(&subject.cpv, " ");
                    statement.execute((procurement, &subject.category, codes))
                })
        };
        done.map(drop).map_err(StoreError::when(doing))
    }
}

/// The columns of what a procurement is about, which has no row where nothing was said.
pub(super) fn subject(row: &Row<'_>) -> rusqlite::Result<Subject> {
    let codes: Option<String> = row.get("cpv")?;
    let codes = codes.unwrap_or_default();
    let cpv = cpv::list(&codes).map_err(|_| convert::strange(&codes, "cpv"))?;
    Ok(Subject { category: row.get("category")?, cpv })
}
