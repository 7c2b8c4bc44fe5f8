//! What was decided for one procurement beside its checklist: a weight, an opt-out, answers.

use rusqlite::{OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

use crate::domain::{NeedsAnswers, Percent, text};
use crate::policy::Base;
use crate::store::{Change, Database, Reading, Result, StoreError};

/// The weight of social value that was set for a procurement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightingRecord {
    /// How much.
    pub weight: Percent,
    /// Of what.
    pub base: Base,
    /// Why.
    pub reason: Option<String>,
    /// Who agreed, where the policy does not allow it by itself.
    pub agreed_by: Option<String>,
    /// When it was set, in UTC.
    pub at: String,
    /// Who set it.
    pub officer: String,
}

/// That a procurement was opted out of social value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptOutRecord {
    /// What was explored: ids of outcomes, or words.
    pub explored: Vec<String>,
    /// Why none of it is possible.
    pub why: String,
    /// Who agreed.
    pub agreed_by: String,
    /// When it was recorded, in UTC.
    pub at: String,
    /// Who recorded it.
    pub officer: String,
}

/// The answers to the questions on impact, objectives and needs, as far as they have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedsRecord {
    /// The answers.
    #[serde(flatten)]
    pub answers: NeedsAnswers,
    /// When they were recorded, in UTC.
    pub at: String,
    /// Who recorded them.
    pub officer: String,
}

macro_rules! reading {
    ($($holder:ty),*) => {$(
        impl $holder {
            /// The weight that was set for a procurement, where one was.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn weighting(&self, procurement: i64) -> Result<Option<WeightingRecord>> {
                weighting(self, procurement)
            }

            /// How a procurement was opted out of social value, where it was.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn opt_out(&self, procurement: i64) -> Result<Option<OptOutRecord>> {
                opt_out(self, procurement)
            }

            /// The answers on impact, objectives and needs, where there are some.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn needs_answers(&self, procurement: i64) -> Result<Option<NeedsRecord>> {
                needs_answers(self, procurement)
            }
        }
    )*};
}

reading!(Database, Change<'_>);

impl Change<'_> {
    /// Sets the weight of a procurement, or takes it away.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_weighting(&self, procurement: i64, record: Option<&WeightingRecord>) -> Result<()> {
        let doing = "recording the weight";
        self.run("DELETE FROM weighting WHERE procurement = ?1", [procurement])
            .map_err(StoreError::when(doing))?;
        let Some(record) = record else { return Ok(()) };
        self.run(
            "INSERT INTO weighting (procurement, weight, base, reason, agreed_by, at, officer)
                 VALUES (:procurement, :weight, :base, :reason, :agreed_by, :at, :officer)",
            named_params! {
                ":procurement": procurement,
                ":weight": record.weight,
                ":base": record.base,
                ":reason": record.reason,
                ":agreed_by": record.agreed_by,
                ":at": record.at,
                ":officer": record.officer,
            },
        )
        .map_err(StoreError::when(doing))?;
        Ok(())
    }

    /// Records that a procurement is opted out of social value, or no longer is.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_opt_out(&self, procurement: i64, record: Option<&OptOutRecord>) -> Result<()> {
        let doing = "recording the opt-out";
        self.run("DELETE FROM opt_out WHERE procurement = ?1", [procurement])
            .map_err(StoreError::when(doing))?;
        let Some(record) = record else { return Ok(()) };
        let explored = serde_json::Value::from(record.explored.clone()).to_string();
        self.run(
            "INSERT INTO opt_out (procurement, explored, why, agreed_by, at, officer)
                 VALUES (:procurement, :explored, :why, :agreed_by, :at, :officer)",
            named_params! {
                ":procurement": procurement,
                ":explored": explored,
                ":why": record.why,
                ":agreed_by": record.agreed_by,
                ":at": record.at,
                ":officer": record.officer,
            },
        )
        .map_err(StoreError::when(doing))?;
        Ok(())
    }

    /// Records the answers on impact, objectives and needs, or takes them away.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_needs_answers(&self, procurement: i64, record: Option<&NeedsRecord>) -> Result<()> {
        let doing = "recording the answers";
        self.run("DELETE FROM needs_answers WHERE procurement = ?1", [procurement])
            .map_err(StoreError::when(doing))?;
        let Some(record) = record else { return Ok(()) };
        let answers = &record.answers;
        let marks: serde_json::Map<String, serde_json::Value> = answers
            .marks
            .iter()
            .map(|(name, fifth)| (name.clone(), fifth.to_string().into()))
            .collect();
        let objectives = answers.objectives.as_ref();
        self.run(
            "INSERT INTO needs_answers
                 (procurement, impact, objectives, area, marks, at, officer)
                 VALUES (:procurement, :impact, :objectives, :area, :marks, :at, :officer)",
            named_params! {
                ":procurement": procurement,
                ":impact": answers.impact,
                ":objectives":
                    objectives.map(|ids| serde_json::Value::from(ids.clone()).to_string()),
                ":area": answers.area,
                ":marks": serde_json::Value::from(marks).to_string(),
                ":at": record.at,
                ":officer": record.officer,
            },
        )
        .map_err(StoreError::when(doing))?;
        Ok(())
    }
}

fn needs_answers(reading: &impl Reading, procurement: i64) -> Result<Option<NeedsRecord>> {
    let doing = "reading the answers";
    let found: Option<(Option<String>, String, NeedsRecord)> = reading
        .connection()
        .prepare_cached(
            "SELECT impact, objectives, area, marks, at, officer FROM needs_answers
             WHERE procurement = ?1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([procurement], |row| {
                    let answers = NeedsAnswers {
                        impact: row.get("impact")?,
                        area: row.get("area")?,
                        ..NeedsAnswers::default()
                    };
                    let (at, officer) = (row.get("at")?, row.get("officer")?);
                    let record = NeedsRecord { answers, at, officer };
                    Ok((row.get("objectives")?, row.get("marks")?, record))
                })
                .optional()
        })
        .map_err(StoreError::when(doing))?;
    let Some((objectives, marks, mut record)) = found else { return Ok(None) };
    let unreadable = |what: &str| StoreError::Unreadable {
        doing,
        what: format!("“{}” is not what was recorded", text::visible(what)),
    };
    record.answers.marks = serde_json::from_str(&marks).map_err(|_| unreadable(&marks))?;
    record.answers.objectives = objectives
        .map(|ids| serde_json::from_str(&ids).map_err(|_| unreadable(&ids)))
        .transpose()?;
    Ok(Some(record))
}

fn weighting(reading: &impl Reading, procurement: i64) -> Result<Option<WeightingRecord>> {
    reading
        .connection()
        .prepare_cached(
            "SELECT weight, base, reason, agreed_by, at, officer FROM weighting
             WHERE procurement = ?1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([procurement], |row| {
                    Ok(WeightingRecord {
                        weight: row.get("weight")?,
                        base: row.get("base")?,
                        reason: row.get("reason")?,
                        agreed_by: row.get("agreed_by")?,
                        at: row.get("at")?,
                        officer: row.get("officer")?,
                    })
                })
                .optional()
        })
        .map_err(StoreError::when("reading the weight"))
}

fn opt_out(reading: &impl Reading, procurement: i64) -> Result<Option<OptOutRecord>> {
    let doing = "reading the opt-out";
    let found: Option<(String, OptOutRecord)> = reading
        .connection()
        .prepare_cached(
            "SELECT explored, why, agreed_by, at, officer FROM opt_out WHERE procurement = ?1",
        )
        .and_then(|mut statement| {
            statement
                .query_row([procurement], |row| {
                    let record = OptOutRecord {
                        explored: Vec::new(),
                        why: row.get("why")?,
                        agreed_by: row.get("agreed_by")?,
                        at: row.get("at")?,
                        officer: row.get("officer")?,
                    };
                    Ok((row.get("explored")?, record))
                })
                .optional()
        })
        .map_err(StoreError::when(doing))?;
    let Some((explored, record)) = found else { return Ok(None) };
    let explored = serde_json::from_str(&explored).map_err(|_| StoreError::Unreadable {
        doing,
        what: format!("“{}” is not a list of words", crate::domain::text::visible(&explored)),
    })?;
    Ok(Some(OptOutRecord { explored, ..record }))
}
