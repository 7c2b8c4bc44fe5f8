//! The evaluation of a procurement, record by record, and the templates that are kept for others.
//!
//! A [`Piece`] is one record: [`Change::put`] writes it, writes over it or takes it away. Pieces
//! may come in any order within one change; whether all of them fit together is looked at when
//! the change is committed. [`Database::evaluation`] reads all records of one procurement.

mod read;
mod table;
mod write;

use std::collections::BTreeMap;

use crate::domain::evaluation::{Evaluation, OwnMeasure, Piece, Template};
use crate::store::{Change, Database, Reading, Result, StoreError};

macro_rules! reading {
    ($($holder:ty),*) => {$(
        impl $holder {
            /// Everything that was recorded of the evaluation of a procurement; empty where
            /// nothing was. It is read table by table: hold a snapshot where others may write.
            ///
            /// # Errors
            /// When the register cannot be read, or something in it is not what it should be.
            pub fn evaluation(&self, procurement: i64) -> Result<Evaluation> {
                read::evaluation(self, procurement)
            }

            /// Whether anything was recorded of the evaluation of a procurement.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn has_evaluation(&self, procurement: i64) -> Result<bool> {
                has_evaluation(self, procurement)
            }

            /// The measures of the officer's own, by id.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn own_measures(&self, procurement: i64) -> Result<BTreeMap<String, OwnMeasure>> {
                read::own_measures(self, procurement)
            }

            /// The award criteria that were kept to be used again, by name.
            ///
            /// # Errors
            /// When the register cannot be read, or a template in it cannot be understood.
            pub fn templates(&self) -> Result<Vec<(String, Template)>> {
                templates(self)
            }
        }
    )*};
}

reading!(Database, Change<'_>);

impl Change<'_> {
    /// Puts one record of an evaluation at its place, in the place of what stood there, or takes
    /// it away.
    ///
    /// A record that others still point at can go, as long as they have gone, too, when the
    /// change is committed.
    ///
    /// # Errors
    /// When the register cannot be written, or the record says what no record can say.
    pub fn put(&self, procurement: i64, piece: &Piece) -> Result<()> {
        write::put(self, procurement, piece)
    }

    /// Keeps award criteria under a name, in the place of those that had it, or forgets them.
    ///
    /// # Errors
    /// When the register cannot be written, or the criteria could not be read again.
    pub fn put_template(
        &self,
        name: &str,
        template: Option<&Template>,
        at: &str,
        officer: &str,
    ) -> Result<()> {
        let doing = "recording a template";
        let done = match template {
            None => {
                self.transaction.execute("DELETE FROM evaluation_template WHERE name = ?1", [name])
            }
            Some(template) => {
                let content = serde_json::to_string(template)
                    .and_then(|content| serde_json::from_str::<Template>(&content).map(|_| content))
                    .map_err(|error| StoreError::Unreadable { doing, what: error.to_string() })?;
                self.transaction.execute(
                    "INSERT INTO evaluation_template (name, content, at, officer)
                     VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (name) DO UPDATE
                     SET content = excluded.content, at = excluded.at, officer = excluded.officer",
                    (name, content, at, officer),
                )
            }
        };
        done.map(drop).map_err(StoreError::when(doing))
    }
}

/// Every other record hangs on a lot.
fn has_evaluation(reading: &impl Reading, procurement: i64) -> Result<bool> {
    reading
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM evaluation_lot WHERE procurement = ?1)
                 OR EXISTS (SELECT 1 FROM evaluator WHERE procurement = ?1)
                 OR EXISTS (SELECT 1 FROM own_measure WHERE procurement = ?1)",
        )
        .and_then(|mut statement| statement.query_row([procurement], |row| row.get(0)))
        .map_err(StoreError::when("looking for an evaluation"))
}

fn templates(reading: &impl Reading) -> Result<Vec<(String, Template)>> {
    let doing = "reading the templates";
    let mut statement = reading
        .connection()
        .prepare_cached(
            "SELECT name, content FROM evaluation_template ORDER BY name COLLATE NOCASE, name",
        )
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(StoreError::when(doing))?;
    let mut found = Vec::new();
    for row in rows {
        let (name, content): (String, String) = row.map_err(StoreError::when(doing))?;
        let template = serde_json::from_str(&content).map_err(|error| {
            let name = crate::domain::text::visible(&name);
            StoreError::Unreadable {
                doing,
                what: format!("the template “{name}” cannot be understood: {error}"),
            }
        })?;
        found.push((name, template));
    }
    Ok(found)
}
