//! The targets and indicators of the policies, held against what was recorded.

use serde::Serialize;

use crate::domain::Percent;
use crate::policy::Counted;
use crate::register::{TargetFigure, TargetLine, TargetsOfPolicy, TargetsView};
use crate::report::annual::figures::Figure;

/// How targets are counted.
pub(super) const COUNTED: &str = "Shares of spend are of what was recorded for the financial year under contracts that ran in it; shares of awards are of the value of contracts that were signed, or else began, in the year. A share is of what is known; what it would be at most is said where something is not known. Whether a target is met is said only where nothing that is not known could turn it. Targets are those of the policies as they are known to this program today.";

/// The targets and indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Targets {
    /// How they are counted.
    pub counted: &'static str,
    /// By policy.
    pub by_policy: Vec<OfPolicy>,
    /// What is not known.
    pub gaps: Vec<String>,
}

/// The targets and indicators of one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfPolicy {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// How many contracts ran in the year, or were signed in it.
    pub contracts: usize,
    /// The targets, then the indicators.
    pub targets: Vec<Line>,
}

/// One target or indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its id in the policy.
    pub id: String,
    /// It as a sentence.
    pub text: String,
    /// The clause that it rests on.
    pub clause: String,
    /// The least share, where the policy names one.
    pub minimum: Option<Percent>,
    /// What answers it; nothing where it is counted outside the register.
    pub counts: Option<Counted>,
    /// The figures, one or more ways of counting.
    pub figures: Vec<Way>,
}

/// One way of counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// What is counted.
    pub of: String,
    /// The figure in words.
    pub words: String,
    /// The share in per cent of what is known.
    pub share: Option<Figure>,
    /// The share if everything that is not known counted as well, where that is more.
    pub at_most: Option<Figure>,
    /// Whether the least share is reached; nothing where the figures do not decide it.
    pub met: Option<bool>,
    /// From what it was counted.
    pub sources: Vec<String>,
    /// What is not known.
    pub gaps: Vec<String>,
    /// The parts of it, where it has some.
    pub parts: Vec<Part>,
}

/// A part of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it is.
    pub of: String,
    /// How much.
    pub words: String,
}

impl Targets {
    /// The targets as they were counted, with the policies that could not be.
    pub(super) fn of(view: &TargetsView, not_known: &[String]) -> Self {
        let gaps = not_known.iter().map(|policy| {
            format!(
                "Contracts ran under the policy {policy}, which this program does not know; its targets are not counted."
            )
        });
        Self {
            counted: COUNTED,
            by_policy: view.policies.iter().map(of_policy).collect(),
            gaps: gaps.collect(),
        }
    }
}

fn of_policy(of: &TargetsOfPolicy) -> OfPolicy {
    OfPolicy {
        policy: of.policy.clone(),
        authority: of.short.clone(),
        contracts: of.contracts,
        targets: of.lines.iter().map(line).collect(),
    }
}

fn line(of: &TargetLine) -> Line {
    Line {
        id: of.id.clone(),
        text: of.text.clone(),
        clause: of.clause.clone(),
        minimum: of.minimum,
        counts: of.counts,
        figures: of.figures.iter().map(way).collect(),
    }
}

fn way(of: &TargetFigure) -> Way {
    Way {
        of: of.of.clone(),
        words: of.words.clone(),
        share: of.share.clone().map(Figure),
        at_most: of.at_most.clone().map(Figure),
        met: of.met,
        sources: of.sources.clone(),
        gaps: of.gaps.clone(),
        parts: of
            .parts
            .iter()
            .map(|(of, words)| Part { of: of.clone(), words: words.clone() })
            .collect(),
    }
}

impl Way {
    /// The share as it is read.
    pub(super) fn share_words(&self) -> Option<String> {
        let share = self.share.as_ref()?;
        Some(match &self.at_most {
            Some(most) => format!("{}% to {}%", share.words(), most.words()),
            None => format!("{}%", share.words()),
        })
    }

    /// Whether the target is met, as it is read.
    pub(super) const fn met_words(&self) -> &'static str {
        match self.met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "not decided",
        }
    }
}
