//! Supplier status: behaviours judged with evidence, the level that follows, the decision.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;

/// A review of a supplier's status under the scheme of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReview {
    /// The supplier.
    pub supplier: Uuid,
    /// The policy whose scheme it is.
    pub policy: String,
    /// The edition of the policy.
    pub edition: String,
    /// The levels of the scheme then, the best first.
    pub levels: Vec<String>,
    /// The day on which it was begun.
    pub begun: Date,
    /// Who judges.
    pub by: String,
    /// What was judged, behaviour by behaviour in the order of the scheme.
    pub judgements: Vec<Judgement>,
    /// The day on which the supplier was told what is intended.
    pub told: Option<Date>,
    /// What the supplier said to it.
    pub reply: Option<Reply>,
    /// What was decided.
    pub decided: Option<Decided>,
}

/// One behaviour judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The behaviour's id within the scheme.
    pub behaviour: String,
    /// The behaviour's title then.
    pub title: String,
    /// The level that it supports; nothing where there is no data.
    pub level: Option<String>,
    /// What that rests on.
    pub evidence: Option<String>,
}

/// What a supplier said to an intended status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The day.
    pub day: Date,
    /// What it said.
    pub text: String,
}

/// The decision on a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The level.
    pub level: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// On which day.
    pub day: Date,
    /// The day on which it is looked at again.
    pub next_review: Option<Date>,
}

/// What the judgements support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "proposal", rename_all = "kebab-case")]
pub enum Proposal {
    /// Every behaviour is judged: the highest level that all of them reach.
    Level {
        /// The level.
        level: String,
        /// The behaviours that keep it from being higher, where it could be.
        held_by: Vec<String>,
    },
    /// Some behaviours have no data: no level is proposed.
    NoData {
        /// Those behaviours.
        missing: Vec<String>,
        /// The level that those that are judged would reach, beyond which the whole cannot be.
        at_most: Option<String>,
    },
}

/// The level that the judgements support: the highest that every behaviour reaches. Where a
/// behaviour has no data none is proposed, since no data is no good score.
pub fn propose(review: &StatusReview) -> Proposal {
    let rank = |judgement: &Judgement| {
        let level = judgement.level.as_ref()?;
        review.levels.iter().position(|known| known == level)
    };
    let lowest = review.judgements.iter().filter_map(rank).max();
    let missing: Vec<String> = review
        .judgements
        .iter()
        .filter(|judgement| rank(judgement).is_none())
        .map(|judgement| judgement.title.clone())
        .collect();
    let level = lowest.and_then(|at| review.levels.get(at)).cloned();
    match level {
        Some(level) if missing.is_empty() => {
            let held_by = review
                .judgements
                .iter()
                .filter(|judgement| rank(judgement) == lowest && lowest != Some(0))
                .map(|judgement| judgement.title.clone())
                .collect();
            Proposal::Level { level, held_by }
        }
        at_most => Proposal::NoData { missing, at_most },
    }
}
