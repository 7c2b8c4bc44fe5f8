//! The outcomes and measures that a procurement seeks.

use rusqlite::named_params;
use rust_decimal::Decimal;

use crate::domain::outcome::Sought;
use crate::store::{Change, Database, Reading, Result, StoreError};

impl Database {
    /// What a procurement seeks, in the order of the pack's ids.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn sought(&self, procurement: i64) -> Result<Vec<Sought>> {
        sought(self, procurement)
    }
}

impl Change<'_> {
    /// What a procurement seeks, in the order of the pack's ids.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn sought(&self, procurement: i64) -> Result<Vec<Sought>> {
        sought(self, procurement)
    }

    /// Records that an outcome or measure is sought.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn seek(&self, procurement: i64, sought: &Sought) -> Result<()> {
        self.run(
            "INSERT INTO outcome_sought (procurement, outcome, quantity, why)
                 VALUES (:procurement, :outcome, :quantity, :why)
                 ON CONFLICT (procurement, outcome) DO UPDATE
                 SET quantity = excluded.quantity, why = excluded.why",
            named_params! {
                ":procurement": procurement,
                ":outcome": sought.id,
                ":quantity": sought.quantity.map(|quantity| quantity.to_string()),
                ":why": sought.why,
            },
        )
        .map_err(StoreError::when("recording an outcome"))?;
        Ok(())
    }

    /// Records that an outcome or measure is no longer sought.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn drop_sought(&self, procurement: i64, outcome: &str) -> Result<()> {
        self.run(
            "DELETE FROM outcome_sought WHERE procurement = ?1 AND outcome = ?2",
            (procurement, outcome),
        )
        .map_err(StoreError::when("recording an outcome"))?;
        Ok(())
    }
}

fn sought(reading: &impl Reading, procurement: i64) -> Result<Vec<Sought>> {
    let doing = "reading the outcomes";
    let mut statement = reading
        .connection()
        .prepare_cached(
            "SELECT outcome, quantity, why FROM outcome_sought WHERE procurement = ?1
             ORDER BY outcome",
        )
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([procurement], |row| {
            let quantity: Option<String> = row.get("quantity")?;
            Ok((row.get("outcome")?, quantity, row.get("why")?))
        })
        .map_err(StoreError::when(doing))?;
    let mut found = Vec::new();
    for row in rows {
        let (id, quantity, why) = row.map_err(StoreError::when(doing))?;
        let quantity = quantity
            .map(|text: String| {
                text.parse::<Decimal>().map_err(|_| StoreError::Unreadable {
                    doing,
                    what: format!("“{}” is not a quantity", crate::domain::text::visible(&text)),
                })
            })
            .transpose()?;
        found.push(Sought { id, quantity, why });
    }
    Ok(found)
}
