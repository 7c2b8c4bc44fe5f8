//! The 13 stages of the CIPS procurement cycle.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// One of the 13 stages, numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StageNo(u8);

/// How many stages the cycle has.
pub const STAGES: u8 = 13;

/// Full and short names, in the order of the cycle.
const NAMES: [(&str, &str); STAGES as usize] = [
    ("Understand the need and high-level specification", "Understand the need"),
    ("Market and options", "Market and options"),
    ("Strategy and plan", "Strategy and plan"),
    ("Pre-procurement, market test and engagement", "Market engagement"),
    ("Documentation and detailed specification", "Documentation"),
    ("Supplier selection to participate", "Supplier selection"),
    ("Issue of invitation to tender", "Invitation to tender"),
    ("Tender process and evaluation", "Tender and evaluation"),
    ("Contract award and implementation", "Award"),
    ("Logistics", "Logistics"),
    ("Contract performance review and continuous improvement", "Performance review"),
    ("Supplier relationship management and development", "Supplier relationships"),
    ("Exit from contract and lessons learnt", "Exit and lessons"),
];

impl StageNo {
    /// The first stage.
    pub const FIRST: Self = Self(1);
    /// The last stage.
    pub const LAST: Self = Self(STAGES);

    /// Makes a stage number; `None` outside 1 to 13.
    pub fn new(number: u8) -> Option<Self> {
        (1..=STAGES).contains(&number).then_some(Self(number))
    }

    /// All stages in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..STAGES).map(|index| Self(index + 1))
    }

    /// The number, from 1 to 13.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The place in an array of all stages, from 0.
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }

    /// The name of the stage in full.
    pub fn name(self) -> &'static str {
        NAMES[self.index()].0
    }

    /// The name of the stage in few words, for a rail or a column.
    pub fn short_name(self) -> &'static str {
        NAMES[self.index()].1
    }

    /// The stage before this one.
    pub fn previous(self) -> Option<Self> {
        Self::new(self.0.saturating_sub(1))
    }

    /// The stage after this one.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0.saturating_add(1))
    }
}

impl fmt::Display for StageNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for StageNo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim().bytes().all(|b| b.is_ascii_digit()).then_some(text.trim());
        digits.and_then(|digits| digits.parse().ok()).and_then(Self::new).ok_or_else(|| {
            format!(
                "“{}” is not a stage; the stages are numbered 1 to {STAGES}",
                crate::domain::text::visible(text.trim())
            )
        })
    }
}

impl<'de> Deserialize<'de> for StageNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        u8::try_from(number).ok().and_then(Self::new).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "stage is {number}; it must be between 1 and {STAGES}"
            ))
        })
    }
}

/// Where a stage stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StageState {
    /// Not closed yet, whether work on it has begun or not.
    #[default]
    Open,
    /// Closed by the officer, all required items settled.
    Closed,
    /// Passed over, with a reason.
    Skipped,
}

impl StageState {
    /// Whether the cycle has moved on from a stage in this state.
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cycle_has_thirteen_stages_in_order() {
        let stages: Vec<u8> = StageNo::all().map(StageNo::get).collect();
        assert_eq!(stages, (1..=13).collect::<Vec<u8>>());
        assert_eq!(StageNo::FIRST.previous(), None);
        assert_eq!(StageNo::LAST.next(), None);
        assert_eq!(StageNo::new(10).unwrap().name(), "Logistics");
    }

    #[test]
    fn a_stage_number_outside_the_cycle_is_refused() {
        assert!("0".parse::<StageNo>().is_err());
        assert!("14".parse::<StageNo>().is_err());
        assert!("x".parse::<StageNo>().is_err());
        assert!("+4".parse::<StageNo>().is_err());
        assert!("".parse::<StageNo>().is_err());
        assert_eq!(StageNo::new(14), None);
    }
}
