//! When the stages of a tender are to be finished, and whom it waits for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::{Date, StageNo};

/// The days by which stages are to be finished.
pub type Targets = BTreeMap<StageNo, Date>;

/// What kind of thing is due on a day.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DueKind {
    /// A stage is to be finished.
    Target,
    /// A time limit of the statute runs out.
    Limit,
    /// A day of the tender comes; once it is past there is nothing to do about it.
    Date,
    /// What the tender waits for is expected.
    Waiting,
    /// Something of a contract is due: a delivery, a review, an assessment, an action.
    Contract,
}

/// A part of what is due over all tenders.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TodayPart {
    /// Due before today.
    Overdue,
    /// Due today or within the six days after.
    #[default]
    ThisWeek,
    /// Due later.
    Later,
    /// Waiting on someone.
    Waiting,
    /// Active, and nothing is planned.
    Unplanned,
}

impl TodayPart {
    /// The part in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::ThisWeek => "This week",
            Self::Later => "Later",
            Self::Waiting => "Waiting",
            Self::Unplanned => "Nothing planned",
        }
    }

    /// The part in one word, where there is little room.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::ThisWeek => "Week",
            Self::Later => "Later",
            Self::Waiting => "Waiting",
            Self::Unplanned => "Unplanned",
        }
    }
}

/// Reads whom a tender waits for, and until when: `the legal team until 30/6/2026`.
///
/// # Errors
/// A sentence when what stands after “until” is no day.
pub fn waiting(text: &str) -> Result<(String, Option<Date>), String> {
    let text = text.trim();
    match text.rsplit_once(" until ") {
        Some((on, day)) if day.bytes().any(|b| b.is_ascii_digit()) => {
            let day = day.trim().parse::<Date>().map_err(|error| format!("{error}."))?;
            Ok((on.trim().to_owned(), Some(day)))
        }
        _ => Ok((text.to_owned(), None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_a_tender_waits_for_may_be_said_with_a_day() {
        let day = |text: &str| Some(Date::from_iso(text).unwrap());
        let said = |text: &str| waiting(text).unwrap();
        assert_eq!(said(" Legal team "), ("Legal team".to_owned(), None));
        assert_eq!(said("Legal until 30/6/2026"), ("Legal".to_owned(), day("2026-06-30")));
        assert_eq!(said("Legal until they answer"), ("Legal until they answer".to_owned(), None));
        assert!(waiting("Legal until 31/6/2026").is_err());
    }
}
