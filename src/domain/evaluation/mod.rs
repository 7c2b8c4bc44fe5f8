//! The evaluation of a tender: criteria, bids, scores, and what follows from them.
//!
//! An [`Evaluation`] holds everything that was recorded; [`Piece`] is one
//! record of it with the place where it stands, so that every deed is a list of
//! pieces and taking it back is the list of what stood there before. What
//! follows (points, ranks, margins) is never stored: [`rank()`] works it out from
//! the records, as exact fractions.

mod bid;
mod low;
mod model;
mod piece;
mod rank;
mod scale;
mod scoring;
mod sensitivity;
mod sound;
mod working;

use std::collections::BTreeMap;

use uuid::Uuid;

pub use crate::domain::exact::{Exact, ROUNDING};
pub use bid::{Answer, Bid, Clarification, LowPrice, Offer, Out, OutKind};
pub use low::{LowPriceFlag, Oddity, low_prices, oddities, prices_compare};
pub use model::{
    Judged, Lot, LotNo, PriceKind, PriceMethod, Question, Section, SectionKind, Template, TieBreak,
};
pub use piece::Piece;
pub use rank::{Failure, Missing, Place, Ranking, Scored, SectionTally, Tally, rank};
pub use scale::{BUILT_IN as BUILT_IN_SCALES, Mark, STANDARD as STANDARD_SCALE, Scale};
pub use scoring::{
    Award, Check, Commitment, Consensus, Declaration, Evaluator, OwnMeasure, Score, Withheld,
};
pub use sensitivity::{Otherwise, Reign, Sensitivity, sensitivity};
pub use sound::{Sum, model_faults, sums};
pub use working::{Line as WorkingLine, working};

/// Everything that was recorded of a tender's evaluation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evaluation {
    /// The lots.
    pub lots: BTreeMap<LotNo, Lot>,
    /// The scales of each lot, by name.
    pub scales: BTreeMap<(LotNo, String), Scale>,
    /// The sections of each lot.
    pub sections: BTreeMap<Uuid, (LotNo, Section)>,
    /// The questions, each in a section.
    pub questions: BTreeMap<Uuid, Question>,
    /// The bids.
    pub bids: BTreeMap<Uuid, Bid>,
    /// The answers, by bid and question.
    pub answers: BTreeMap<(Uuid, Uuid), Answer>,
    /// What bids offer, by bid and measure.
    pub offers: BTreeMap<(Uuid, String), Offer>,
    /// Questions to bidders.
    pub clarifications: BTreeMap<Uuid, Clarification>,
    /// Who scores.
    pub evaluators: BTreeMap<Uuid, Evaluator>,
    /// Individual scores, by bid, question and evaluator.
    pub scores: BTreeMap<(Uuid, Uuid, Uuid), Score>,
    /// Agreed scores, by bid and question.
    pub consensus: BTreeMap<(Uuid, Uuid), Consensus>,
    /// What was done about prices that look abnormally low, by bid.
    pub low_prices: BTreeMap<Uuid, LowPrice>,
    /// Checks of the arithmetic, by lot.
    pub checks: BTreeMap<LotNo, Check>,
    /// Decisions, by lot.
    pub awards: BTreeMap<LotNo, Award>,
    /// What the winners have to deliver.
    pub commitments: BTreeMap<Uuid, Commitment>,
    /// Measures of the officer's own, by id.
    pub measures: BTreeMap<String, OwnMeasure>,
}

impl Evaluation {
    /// The sections of a lot in their order.
    pub fn sections_of(&self, lot: LotNo) -> Vec<&Section> {
        let mut all: Vec<&Section> = self
            .sections
            .values()
            .filter(|(of, _)| *of == lot)
            .map(|(_, section)| section)
            .collect();
        all.sort_by_key(|section| (section.position, section.uid));
        all
    }

    /// The questions of a section in their order.
    pub fn questions_of(&self, section: Uuid) -> Vec<&Question> {
        let mut all: Vec<&Question> =
            self.questions.values().filter(|question| question.section == section).collect();
        all.sort_by_key(|question| (question.position, question.uid));
        all
    }

    /// The bids for a lot, in the order in which they were recorded.
    pub fn bids_for(&self, lot: LotNo) -> impl Iterator<Item = &Bid> {
        self.bids.values().filter(move |bid| bid.lot == lot)
    }

    /// Every question of a lot, in the order of its sections, with its number: `2.1`.
    pub fn numbered(&self, lot: LotNo) -> Vec<(String, &Section, &Question)> {
        let mut all = Vec::new();
        for (at, section) in self.sections_of(lot).into_iter().enumerate() {
            for (below, question) in self.questions_of(section.uid).into_iter().enumerate() {
                all.push((format!("{}.{}", at + 1, below + 1), section, question));
            }
        }
        all
    }

    /// What a question is called, with its number: “2.1 Apprenticeships”.
    pub fn question_words(&self, question: Uuid) -> String {
        let named = || {
            let one = self.questions.get(&question)?;
            let (lot, _) = self.sections.get(&one.section)?;
            let sections = self.sections_of(*lot);
            let at = sections.iter().position(|section| section.uid == one.section)?;
            let beside = self.questions_of(one.section);
            let below = beside.iter().position(|other| other.uid == question)?;
            let title = crate::domain::text::visible(&one.title);
            Some(format!("{}.{} {title}", at + 1, below + 1))
        };
        named().unwrap_or_else(|| "a question".to_owned())
    }

    /// The lot that a question belongs to.
    pub fn lot_of_question(&self, question: Uuid) -> Option<LotNo> {
        let section = self.questions.get(&question)?.section;
        self.sections.get(&section).map(|(lot, _)| *lot)
    }

    /// The scale by which a question is judged, where evaluators judge it.
    pub fn scale_of(&self, lot: LotNo, question: &Question) -> Option<&Scale> {
        match &question.judged {
            Judged::Scale { scale } => self.scales.get(&(lot, scale.clone())),
            Judged::Offer { .. } => None,
        }
    }

    /// The evaluators who take part.
    pub fn panel(&self) -> impl Iterator<Item = &Evaluator> {
        self.evaluators.values().filter(|evaluator| evaluator.takes_part())
    }

    /// Whether every evaluator who takes part has scored one answer.
    pub fn all_have_scored(&self, bid: Uuid, question: Uuid) -> bool {
        let mut panel = self.panel().peekable();
        panel.peek().is_some()
            && panel.all(|evaluator| self.scores.contains_key(&(bid, question, evaluator.uid)))
    }

    /// Whether the individual scores of one answer may be shown to everybody.
    pub fn scores_are_open(&self, lot: LotNo, bid: Uuid, question: Uuid) -> bool {
        let blind = self.lots.get(&lot).is_none_or(|lot| lot.blind);
        !blind
            || self.all_have_scored(bid, question)
            || self.consensus.contains_key(&(bid, question))
    }

    /// Whether every question that evaluators judge has its agreed score in every bid that takes
    /// part.
    pub fn quality_is_settled(&self, lot: LotNo) -> bool {
        let judged: Vec<Uuid> = self
            .numbered(lot)
            .into_iter()
            .filter(|(_, _, question)| matches!(question.judged, Judged::Scale { .. }))
            .map(|(_, _, question)| question.uid)
            .collect();
        let mut bids = self.bids_for(lot).filter(|bid| bid.takes_part()).peekable();
        bids.peek().is_some()
            && bids.all(|bid| {
                judged.iter().all(|question| self.consensus.contains_key(&(bid.uid, *question)))
            })
    }

    /// Whether the prices of a lot may be shown.
    pub fn prices_are_open(&self, lot: LotNo) -> bool {
        let hidden = self.lots.get(&lot).is_some_and(|lot| lot.price_hidden);
        !hidden || self.quality_is_settled(lot)
    }

    /// What a lot is called: “Lot 2, Rural routes”, or “the tender” where there are no lots.
    pub fn lot_words(&self, lot: LotNo) -> String {
        let title = self.lots.get(&lot).and_then(|lot| lot.title.as_deref());
        match title {
            Some(title) => format!("Lot {lot}, {}", crate::domain::text::visible(title)),
            None if self.lots.len() > 1 => format!("Lot {lot}"),
            None => "The tender".to_owned(),
        }
    }
}

#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
mod tests;
