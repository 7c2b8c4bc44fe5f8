//! The answers to three questions that some policies ask before they give a weight: how much
//! additional impact, which objectives are met, and which needs the area has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::{Impact, Needs};

/// In which fifth of all areas an area falls on one indicator of need.
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
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fifth {
    /// The fifth with the greatest need.
    Worst,
    /// The fifth above it.
    SecondWorst,
    /// The fifth in the middle.
    Middle,
    /// The fifth below the best.
    SecondBest,
    /// The fifth with the least need.
    Best,
}

impl Fifth {
    /// The fifth in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Worst => "worst",
            Self::SecondWorst => "second worst",
            Self::Middle => "middle",
            Self::SecondBest => "second best",
            Self::Best => "best",
        }
    }

    /// Whether it is one of the two fifths that stand for the highest needs.
    pub const fn is_highest_need(self) -> bool {
        matches!(self, Self::Worst | Self::SecondWorst)
    }
}

/// The answers, as far as they have come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedsAnswers {
    /// How much additional impact social value could have.
    pub impact: Option<Impact>,
    /// The ids of the objectives that are met; `None` while nobody has said, which is not none.
    pub objectives: Option<Vec<String>>,
    /// The area that benefits.
    pub area: Option<String>,
    /// Where the area stands on indicators of need, by their names.
    pub marks: BTreeMap<String, Fifth>,
}

impl NeedsAnswers {
    /// Whether nothing is answered yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Which needs follow from the marks on the indicators that matter: highest as soon as one is
    /// in the worst or second worst fifth, less when all are marked and none is.
    pub fn needs(&self, relevant: &[&str]) -> Option<Needs> {
        let marks = || relevant.iter().map(|name| self.marks.get(*name));
        if marks().flatten().any(|fifth| fifth.is_highest_need()) {
            return Some(Needs::Highest);
        }
        let all = !relevant.is_empty() && marks().all(|mark| mark.is_some());
        all.then_some(Needs::Less)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::nothing_matters(&[], &[("a", Fifth::Worst)], None)]
    #[case::nothing_marked(&["a", "b"], &[], None)]
    #[case::one_worst_is_enough(&["a", "b"], &[("b", Fifth::Worst)], Some(Needs::Highest))]
    #[case::second_worst(&["a"], &[("a", Fifth::SecondWorst)], Some(Needs::Highest))]
    #[case::middle(&["a"], &[("a", Fifth::Middle)], Some(Needs::Less))]
    #[case::half_marked(&["a", "b"], &[("a", Fifth::Best)], None)]
    #[case::all_marked(&["a", "b"], &[("a", Fifth::Best), ("b", Fifth::SecondBest)], Some(Needs::Less))]
    #[case::mixed(&["a", "b"], &[("a", Fifth::Best), ("b", Fifth::SecondWorst)], Some(Needs::Highest))]
    #[case::what_does_not_matter(&["a"], &[("a", Fifth::Best), ("b", Fifth::Worst)], Some(Needs::Less))]
    fn needs_follow_from_the_marks_that_matter(
        #[case] relevant: &[&str],
        #[case] marks: &[(&str, Fifth)],
        #[case] needs: Option<Needs>,
    ) {
        let marks = marks.iter().map(|(name, fifth)| ((*name).to_owned(), *fifth)).collect();
        let answers = NeedsAnswers { marks, ..NeedsAnswers::default() };
        assert_eq!(answers.needs(relevant), needs);
    }
}
