//! What the law looks at of one procurement, and the days from which its time limits run.

use rusqlite::named_params;

use crate::domain::{Date, KeyDate, KeyDates, LawFacts};
use crate::store::{Change, Database, Reading, Result, StoreError};

impl Database {
    /// The days of a procurement that are known.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn key_dates(&self, procurement: i64) -> Result<KeyDates> {
        key_dates(self, procurement)
    }
}

impl Change<'_> {
    /// The days of a procurement that are known.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn key_dates(&self, procurement: i64) -> Result<KeyDates> {
        key_dates(self, procurement)
    }

    /// Sets a day of a procurement, or takes it away.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_key_date(&self, procurement: i64, name: KeyDate, day: Option<Date>) -> Result<()> {
        let doing = "recording a date";
        let done = match day {
            Some(day) => self.run(
                "INSERT INTO key_date (procurement, name, day) VALUES (?1, ?2, ?3)
                 ON CONFLICT (procurement, name) DO UPDATE SET day = excluded.day",
                (procurement, name, day),
            ),
            None => self.run(
                "DELETE FROM key_date WHERE procurement = ?1 AND name = ?2",
                (procurement, name),
            ),
        };
        done.map(drop).map_err(StoreError::when(doing))
    }

    /// Writes what the law looks at; what was never said takes no row.
    pub(super) fn write_law(
        &self,
        procurement: i64,
        law: LawFacts,
        left_out: Option<&str>,
    ) -> Result<()> {
        let doing = "recording what the law looks at";
        if law.is_default() {
            let mut statement = self
                .transaction
                .prepare_cached("DELETE FROM law WHERE procurement = ?1")
                .map_err(StoreError::when(doing))?;
            return statement.execute([procurement]).map(drop).map_err(StoreError::when(doing));
        }
        self.run(
            "INSERT INTO law (
                     procurement, authority, regime, route, framework, engagement, tendering,
                     left_out)
                 VALUES (
                     :procurement, :authority, :regime, :route, :framework, :engagement,
                     :tendering, :left_out)
                 ON CONFLICT (procurement) DO UPDATE
                 SET authority = excluded.authority, regime = excluded.regime,
                     route = excluded.route, framework = excluded.framework,
                     engagement = excluded.engagement, tendering = excluded.tendering,
                     left_out = excluded.left_out",
            named_params! {
                ":procurement": procurement,
                ":authority": law.authority,
                ":regime": law.regime,
                ":route": law.route,
                ":framework": law.framework,
                ":engagement": law.engagement,
                ":tendering": law.tendering,
                ":left_out": left_out,
            },
        )
        .map(drop)
        .map_err(StoreError::when(doing))
    }
}

fn key_dates(reading: &impl Reading, procurement: i64) -> Result<KeyDates> {
    let doing = "reading the dates";
    let mut statement = reading
        .connection()
        .prepare_cached("SELECT name, day FROM key_date WHERE procurement = ?1")
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([procurement], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(StoreError::when(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
}
