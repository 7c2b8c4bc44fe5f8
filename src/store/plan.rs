//! When stages are to be finished, whom a tender waits for, and what is due over all tenders.

use rusqlite::{OptionalExtension, ToSql, named_params, params_from_iter};
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use crate::domain::plan::{DueKind, TodayPart};
use crate::domain::{Date, Reference, StageNo, plan::Targets};
use crate::store::{Change, Database, Filter, Reading, Result, StoreError, filter};

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
    /// How many lines of the part the filter leaves.
    pub matching: usize,
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

/// How a part is read.
struct PartQuery {
    /// What the lines show.
    columns: &'static str,
    /// What a line says is due.
    what: &'static str,
    /// The table whose rows are counted.
    table: &'static str,
    /// What adds words to the rows.
    join: &'static str,
    /// Which rows; the days in it are numbered in the order of `days`.
    filter: &'static str,
    order: &'static str,
    /// How its rows are counted, where there is a quicker way than by the filter.
    counted: Option<&'static str>,
    days: Vec<Date>,
}

fn query(part: TodayPart, today: Date, week: Date) -> PartQuery {
    let (filter, days) = match part {
        TodayPart::Overdue => ("day < ?1 AND kind <> 'date'", vec![today]),
        TodayPart::ThisWeek => ("day >= ?1 AND day <= ?2", vec![today, week]),
        TodayPart::Later => ("day > ?1", vec![week]),
        TodayPart::Waiting => {
            return PartQuery {
                columns: "reference, title, until AS day, 'waiting' AS kind",
                what: "on_whom",
                // The few that wait are looked up, not searched for among all active ones.
                table: "waiting CROSS JOIN procurement ON procurement.id = waiting.procurement",
                join: "",
                filter: "state = 'active'",
                order: "until IS NULL, until, reference",
                counted: None,
                days: Vec::new(),
            };
        }
        TodayPart::Unplanned => {
            return PartQuery {
                columns: "reference, title, NULL AS day, NULL AS kind",
                what: "coalesce(next_text, 'nothing is left to do')",
                table: "procurement",
                join: "",
                filter: "state = 'active'
                     AND NOT EXISTS (SELECT 1 FROM agenda WHERE agenda.procurement = procurement.id)
                     AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.procurement = procurement.id)",
                order: "changed_at DESC, id DESC",
                counted: Some(UNPLANNED),
                days: Vec::new(),
            };
        }
    };
    PartQuery {
        columns: "reference, title, day, kind",
        what: "what",
        table: "agenda",
        join: "JOIN procurement ON procurement.id = agenda.procurement",
        filter,
        order: "day, reference, agenda.name",
        counted: None,
        days,
    }
}

/// How many procurements are active without anything planned. Only active ones have something
/// due, which is read in the order of its key: counting what is there and taking it away costs a
/// fifth of asking about every active procurement.
const UNPLANNED: &str = "
    SELECT max(0,
        (SELECT count(*) FROM procurement WHERE state = 'active')
        - (SELECT count(*) FROM (SELECT 1 FROM agenda NOT INDEXED GROUP BY procurement))
        - (SELECT count(*) FROM waiting
           CROSS JOIN procurement ON procurement.id = waiting.procurement
           WHERE state = 'active' AND NOT EXISTS
               (SELECT 1 FROM agenda WHERE agenda.procurement = waiting.procurement)))";

impl Database {
    /// A window onto one part of what is due over all tenders, of the lines that a filter leaves:
    /// those in which each of its words stands in what is due, the reference or the title.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn today(
        &self,
        (part, sought): (TodayPart, &Filter),
        (today, week): (Date, Date),
        first: usize,
        most: usize,
    ) -> Result<TodayPage> {
        let doing = "reading what is due";
        let mut page = TodayPage { part, first, ..TodayPage::default() };
        for (at, one) in TodayPart::iter().enumerate() {
            let PartQuery { table, filter, counted, days, .. } = query(one, today, week);
            let plainly = || format!("SELECT count(*) FROM {table} WHERE {filter}");
            let count: i64 = self
                .connection
                .prepare_cached(&counted.map_or_else(plainly, str::to_owned))
                .and_then(|mut statement| {
                    statement.query_row(params_from_iter(days), |row| row.get(0))
                })
                .map_err(StoreError::when(doing))?;
            page.counts[at] = usize::try_from(count).unwrap_or(0);
        }
        let PartQuery { columns, what, table, join, filter, order, days, .. } =
            query(part, today, week);
        let words = filter::words(sought);
        let each = (days.len() + 1..).take(words.len()).map(|at| {
            format!(" AND instr (lower (reference || ' ' || title || ' ' || {what}), ?{at}) > 0")
        });
        let from = format!("FROM {table} {join} WHERE {filter}{}", each.collect::<String>());
        let values = days.iter().map(|day| day as &dyn ToSql);
        let values: Vec<&dyn ToSql> =
            values.chain(words.iter().map(|word| word as &dyn ToSql)).collect();
        let place = TodayPart::iter().position(|one| one == part).unwrap_or(0);
        page.matching = if words.is_empty() {
            page.counts[place]
        } else {
            let count: i64 = self
                .connection
                .prepare_cached(&format!("SELECT count(*) {from}"))
                .and_then(|mut one| one.query_row(values.as_slice(), |row| row.get(0)))
                .map_err(StoreError::when(doing))?;
            usize::try_from(count).unwrap_or(0)
        };
        let mut statement = self
            .connection
            .prepare_cached(&format!(
                "SELECT {columns}, {what} AS what {from} ORDER BY {order} LIMIT ?{} OFFSET ?{}",
                values.len() + 1,
                values.len() + 2
            ))
            .map_err(StoreError::when(doing))?;
        let window = filter::window(most, first);
        let all = values.into_iter().chain(window.iter().map(|number| number as &dyn ToSql));
        let rows = statement
            .query_map(params_from_iter(all), |row| {
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
            Some(day) => self.run(
                "INSERT INTO stage_target (procurement, stage, day) VALUES (?1, ?2, ?3)
                 ON CONFLICT (procurement, stage) DO UPDATE SET day = excluded.day",
                (procurement, stage, day),
            ),
            None => self.run(
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
        self.run("DELETE FROM waiting WHERE procurement = ?1", [procurement])
            .map_err(StoreError::when(doing))?;
        let Some(record) = record else { return Ok(()) };
        self.run(
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
