//! What is kept of a procurement although it follows from the rest, read to be checked, and the
//! files that records name.

use rusqlite::Row;

use crate::store::{Database, Result, StoreError};

/// What the dashboard has of a procurement, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CountedAs {
    /// Whether policy, state, stage and value are those of the procurement.
    pub(crate) agrees: bool,
    /// What becomes of social value, the bound of its weight and where that stands; none where it
    /// has not been worked out yet.
    pub(crate) placed: Option<[String; 3]>,
}

/// A file that some record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedFile {
    /// The reference of the procurement.
    pub(crate) reference: String,
    /// What it shows, in words.
    pub(crate) shows: &'static str,
    /// Its path.
    pub(crate) path: String,
    /// How long it was, in bytes.
    pub(crate) size: i64,
    /// Its SHA-256, in hexadecimal.
    pub(crate) sha256: String,
    /// The day or moment of the record, where it has one.
    pub(crate) at: Option<String>,
}

/// The tables whose records can name a file, what such a file shows, and when it was named.
const NAMING: [(&str, &str, &str); 6] = [
    ("evidence", "evidence", "at"),
    ("bid_answer", "an answer of a bid", "NULL"),
    ("contract_paper", "a document of a contract", "day"),
    ("delivery", "evidence of a delivery", "at"),
    ("diligence", "what shows a step of due diligence", "day"),
    ("logistics", "what shows a note on logistics", "day"),
];

impl Database {
    /// How many procurements there are.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub(crate) fn count_procurements(&self) -> Result<u64> {
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM procurement", [], |row| row.get(0))
            .map_err(StoreError::when("counting the procurements"))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The next procurements in the order of their rows, by row and reference.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub(crate) fn procurements_after(&self, row: i64, most: usize) -> Result<Vec<(i64, String)>> {
        self.connection
            .prepare_cached(
                "SELECT id, reference FROM procurement WHERE id > ?1 ORDER BY id LIMIT ?2",
            )
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
                statement.query_map((row, i64::try_from(most).unwrap_or(i64::MAX)), read)?.collect()
            })
            .map_err(StoreError::when("reading which procurements there are"))
    }

    /// What stands as due of a procurement: kind, name, day and words, in their order.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub(crate) fn agenda_of(&self, procurement: i64) -> Result<Vec<[String; 4]>> {
        self.connection
            .prepare_cached(
                "SELECT kind, name, day, what FROM agenda WHERE procurement = ?1 ORDER BY kind, name",
            )
            .and_then(|mut statement| {
                let read =
                    |row: &Row<'_>| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]);
                statement.query_map([procurement], read)?.collect()
            })
            .map_err(StoreError::when("reading what is due"))
    }

    /// What the dashboard has of a procurement.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub(crate) fn counted_as(&self, procurement: i64) -> Result<CountedAs> {
        self.connection
            .prepare_cached(
                "SELECT counted.policy IS procurement.policy AND counted.state IS procurement.state
                        AND counted.stage IS procurement.stage
                        AND counted.value_pence IS procurement.value_pence,
                        social_value, bound, standing
                 FROM procurement LEFT JOIN counted ON counted.procurement = procurement.id
                 WHERE procurement.id = ?1",
            )
            .and_then(|mut statement| {
                statement.query_row([procurement], |row| {
                    let text = |at| row.get::<_, Option<String>>(at);
                    let placed = match (text(1)?, text(2)?, text(3)?) {
                        (Some(social), Some(bound), Some(standing)) => {
                            Some([social, bound, standing])
                        }
                        _ => None,
                    };
                    Ok(CountedAs { agrees: row.get(0)?, placed })
                })
            })
            .map_err(StoreError::when("reading what is counted"))
    }

    /// Hands over every file that a record names, tender by tender within each kind of record.
    ///
    /// # Errors
    /// When the register cannot be read, or whoever takes them does not go on.
    pub(crate) fn named_files(&self, mut each: impl FnMut(&NamedFile) -> Result<()>) -> Result<()> {
        let failed = || StoreError::when("reading which files are named");
        for (table, shows, at) in NAMING {
            let mut statement = self
                .connection
                .prepare(&format!(
                    "SELECT reference, text, size, sha256, {at} AS at
                     FROM {table} AS record JOIN procurement ON procurement.id = record.procurement
                     WHERE kind = 'file'"
                ))
                .map_err(failed())?;
            let mut rows = statement.query([]).map_err(failed())?;
            while let Some(row) = rows.next().map_err(failed())? {
                let file = NamedFile {
                    reference: row.get("reference").map_err(failed())?,
                    shows,
                    path: row.get("text").map_err(failed())?,
                    size: row.get("size").map_err(failed())?,
                    sha256: row.get("sha256").map_err(failed())?,
                    at: row.get("at").map_err(failed())?,
                };
                each(&file)?;
            }
        }
        Ok(())
    }
}
