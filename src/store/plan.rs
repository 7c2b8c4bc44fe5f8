//! When stages are to be finished, whom a tender waits for, and what is due over all tenders.

use rusqlite::{OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

use crate::domain::plan::{DueKind, TodayPart};
use crate::domain::{Date, Reference, StageNo, plan::Targets};
use crate::store::{Change, Database, Reading, Result, StoreError};

/// Whom a procurement waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingRecord {
    /// Whom, or what.
    pub on: String,
    /// Until when, where that is known.
    pub until: Option<Date>,
    /// When it was recorded, in UTC.
    pub at: String,
    /// Who recorded it.
    pub officer: String,
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaRecord {
    /// What kind of thing.
    pub kind: DueKind,
    /// Its name among those of its kind.
    pub name: String,
    /// The day.
    pub day: Date,
    /// What is due, in words.
    pub what: String,
}

/// One line of what is due over all tenders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueLine {
    /// The procurement.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// The day, where there is one.
    pub day: Option<Date>,
    /// What kind of thing is due.
    pub kind: Option<DueKind>,
    /// What is due, or comes next, in words.
    pub what: String,
}

/// A window onto one part of what is due, with the figures of all parts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TodayPage {
    /// How many lines each part has, in the order of [`TodayPart`].
    pub counts: [usize; 5],
    /// The part.
    pub part: TodayPart,
    /// The place of the first line, from 0.
    pub first: usize,
    /// The lines in the window.
    pub lines: Vec<DueLine>,
}

macro_rules! reading {
    ($($holder:ty),*) => {$(
        impl $holder {
            /// The days by which stages of a procurement are to be finished.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn targets(&self, procurement: i64) -> Result<Targets> {
                targets(self, procurement)
            }

            /// Whom a procurement waits for, where it does.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn waiting(&self, procurement: i64) -> Result<Option<WaitingRecord>> {
                waiting(self, procurement)
            }
        }
    )*};
}

reading!(Database, Change<'_>);

/// What each part holds: its rows, and their order.
const fn query(part: TodayPart) -> (&'static str, &'static str, &'static str) {
    const DUE: &str = "agenda JOIN procurement ON procurement.id = agenda.procurement";
    match part {
        TodayPart::Overdue => {
            (DUE, "day < :today AND kind <> 'date'", "day, reference, agenda.name")
        }
        TodayPart::ThisWeek => {
            (DUE, "day >= :today AND day <= :week", "day, reference, agenda.name")
        }
        TodayPart::Later => (DUE, "day > :week AND :today <> ''", "day, reference, agenda.name"),
        TodayPart::Waiting => (
            "waiting JOIN procurement ON procurement.id = waiting.procurement",
            "state = 'active' AND :today <> '' AND :week <> ''",
            "until IS NULL, until, reference",
        ),
        TodayPart::Unplanned => (
            "procurement",
            "state = 'active' AND :today <> '' AND :week <> ''
             AND NOT EXISTS (SELECT 1 FROM agenda WHERE agenda.procurement = procurement.id)
             AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.procurement = procurement.id)",
            "changed_at DESC, id DESC",
        ),
    }
}

impl Database {
    /// A window onto one part of what is due over all tenders.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn today(
        &self,
        part: TodayPart,
        (today, week): (Date, Date),
        first: usize,
        most: usize,
    ) -> Result<TodayPage> {
        let doing = "reading what is due";
        let mut page = TodayPage { part, first, ..TodayPage::default() };
        for (at, one) in <TodayPart as strum::IntoEnumIterator>::iter().enumerate() {
            let (from, filter, _) = query(one);
            // The agenda alone answers for days; the joins only add words.
            let from = if from.starts_with("agenda") { "agenda" } else { from };
            let text = format!("SELECT count(*) FROM {from} WHERE {filter}");
            let mut statement =
                self.connection.prepare_cached(&text).map_err(StoreError::when(doing))?;
            let count: i64 = if text.contains(":week") {
                statement.query_row(named_params! { ":today": today, ":week": week }, |r| r.get(0))
            } else {
                statement.query_row(named_params! { ":today": today }, |row| row.get(0))
            }
            .map_err(StoreError::when(doing))?;
            page.counts[at] = usize::try_from(count).unwrap_or(0);
        }
        let (from, filter, order) = query(part);
        let columns = match part {
            TodayPart::Waiting => {
                "reference, title, until AS day, 'waiting' AS kind, on_whom AS what"
            }
            TodayPart::Unplanned => {
                "reference, title, NULL AS day, NULL AS kind,
                 coalesce(next_text, 'nothing is left to do') AS what"
            }
            _ => "reference, title, day, kind, what",
        };
        // A part without a last day still names it, so that all take the same values.
        let text = format!(
            "SELECT {columns} FROM {from} WHERE {filter} AND :week <> '' ORDER BY {order}
             LIMIT {most} OFFSET {first}"
        );
        let mut statement =
            self.connection.prepare_cached(&text).map_err(StoreError::when(doing))?;
        let rows = statement
            .query_map(named_params! { ":today": today, ":week": week }, |row| {
                let kind: Option<String> = row.get("kind")?;
                Ok(DueLine {
                    reference: row.get("reference")?,
                    title: row.get("title")?,
                    day: row.get("day")?,
                    kind: kind.and_then(|kind| kind.parse().ok()),
                    what: row.get("what")?,
                })
            })
            .map_err(StoreError::when(doing))?;
        page.lines = rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))?;
        Ok(page)
    }
}

impl Change<'_> {
    /// Sets the day by which a stage is to be finished, or takes it away.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_target(&self, procurement: i64, stage: StageNo, day: Option<Date>) -> Result<()> {
        let done = match day {
            Some(day) => self.transaction.execute(
                "INSERT INTO stage_target (procurement, stage, day) VALUES (?1, ?2, ?3)
                 ON CONFLICT (procurement, stage) DO UPDATE SET day = excluded.day",
                (procurement, stage, day),
            ),
            None => self.transaction.execute(
                "DELETE FROM stage_target WHERE procurement = ?1 AND stage = ?2",
                (procurement, stage),
            ),
        };
        done.map(drop).map_err(StoreError::when("recording a target date"))
    }

    /// Records whom a procurement waits for, or that it no longer does.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_waiting(&self, procurement: i64, record: Option<&WaitingRecord>) -> Result<()> {
        let doing = "recording whom the tender waits for";
        self.transaction
            .execute("DELETE FROM waiting WHERE procurement = ?1", [procurement])
            .map_err(StoreError::when(doing))?;
        let Some(record) = record else { return Ok(()) };
        self.transaction
            .execute(
                "INSERT INTO waiting (procurement, on_whom, until, at, officer)
                 VALUES (:procurement, :on, :until, :at, :officer)",
                named_params! {
                    ":procurement": procurement,
                    ":on": record.on,
                    ":until": record.until,
                    ":at": record.at,
                    ":officer": record.officer,
                },
            )
            .map(drop)
            .map_err(StoreError::when(doing))
    }

    /// Writes what is due of a procurement in the place of what was.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_agenda(&self, procurement: i64, due: &[AgendaRecord]) -> Result<()> {
        let doing = "recording what is due";
        self.transaction
            .prepare_cached("DELETE FROM agenda WHERE procurement = ?1")
            .and_then(|mut statement| statement.execute([procurement]))
            .map_err(StoreError::when(doing))?;
        for one in due {
            self.transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO agenda (procurement, kind, name, day, what)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )
                .and_then(|mut statement| {
                    let kind: &str = one.kind.into();
                    statement.execute((procurement, kind, &one.name, one.day, &one.what))
                })
                .map_err(StoreError::when(doing))?;
        }
        Ok(())
    }
}

fn targets(reading: &impl Reading, procurement: i64) -> Result<Targets> {
    let doing = "reading the target dates";
    let mut statement = reading
        .connection()
        .prepare_cached("SELECT stage, day FROM stage_target WHERE procurement = ?1")
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([procurement], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(StoreError::when(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
}

fn waiting(reading: &impl Reading, procurement: i64) -> Result<Option<WaitingRecord>> {
    reading
        .connection()
        .prepare_cached("SELECT on_whom, until, at, officer FROM waiting WHERE procurement = ?1")
        .and_then(|mut statement| {
            statement
                .query_row([procurement], |row| {
                    Ok(WaitingRecord {
                        on: row.get(0)?,
                        until: row.get(1)?,
                        at: row.get(2)?,
                        officer: row.get(3)?,
                    })
                })
                .optional()
        })
        .map_err(StoreError::when("reading whom the tender waits for"))
}
