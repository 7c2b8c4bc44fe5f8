//! One record of an evaluation with the place where it stands.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::evaluation::{
    Answer, Award, Bid, Check, Clarification, Commitment, Consensus, Evaluation, Evaluator, Lot,
    LotNo, LowPrice, Offer, OwnMeasure, Question, Scale, Score, Section,
};

/// One record of an evaluation: its place, and what stands there; nothing takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "piece", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are the key of the record and the record")]
pub enum Piece {
    /// A lot with its terms.
    Lot { lot: LotNo, record: Option<Lot> },
    /// A scale of a lot.
    Scale { lot: LotNo, name: String, record: Option<Scale> },
    /// A section of a lot.
    Section { uid: Uuid, lot: LotNo, record: Option<Section> },
    /// A question.
    Question { uid: Uuid, record: Option<Question> },
    /// A bid.
    Bid { uid: Uuid, record: Option<Bid> },
    /// The answer of a bid to a question.
    Answer { bid: Uuid, question: Uuid, record: Option<Answer> },
    /// What a bid offers of a measure.
    Offer { bid: Uuid, measure: String, record: Option<Offer> },
    /// A question to a bidder.
    Clarification { uid: Uuid, record: Option<Clarification> },
    /// Somebody who scores.
    Evaluator { uid: Uuid, record: Option<Evaluator> },
    /// What one evaluator gives one answer.
    Score { bid: Uuid, question: Uuid, evaluator: Uuid, record: Option<Score> },
    /// What the evaluators agree on for one answer.
    Consensus { bid: Uuid, question: Uuid, record: Option<Consensus> },
    /// What was done about a price that looks abnormally low.
    LowPrice { bid: Uuid, record: Option<LowPrice> },
    /// A check of the arithmetic of a lot.
    Check { lot: LotNo, record: Option<Check> },
    /// The decision on a lot.
    Award { lot: LotNo, record: Option<Award> },
    /// Something that a winner has to deliver.
    Commitment { uid: Uuid, record: Option<Commitment> },
    /// A measure of the officer's own.
    Measure { id: String, record: Option<OwnMeasure> },
}

impl Piece {
    /// What stands at the same place in an evaluation now.
    #[must_use]
    pub fn before(&self, of: &Evaluation) -> Self {
        match self.clone() {
            Self::Lot { lot, .. } => Self::Lot { record: of.lots.get(&lot).cloned(), lot },
            Self::Scale { lot, name, .. } => {
                let record = of.scales.get(&(lot, name.clone())).cloned();
                Self::Scale { lot, name, record }
            }
            Self::Section { uid, lot, .. } => {
                let found = of.sections.get(&uid).cloned();
                let lot = found.as_ref().map_or(lot, |(lot, _)| *lot);
                Self::Section { uid, lot, record: found.map(|(_, section)| section) }
            }
            Self::Question { uid, .. } => {
                Self::Question { record: of.questions.get(&uid).cloned(), uid }
            }
            Self::Bid { uid, .. } => Self::Bid { record: of.bids.get(&uid).cloned(), uid },
            Self::Answer { bid, question, .. } => {
                Self::Answer { record: of.answers.get(&(bid, question)).cloned(), bid, question }
            }
            Self::Offer { bid, measure, .. } => {
                let record = of.offers.get(&(bid, measure.clone())).cloned();
                Self::Offer { bid, measure, record }
            }
            Self::Clarification { uid, .. } => {
                Self::Clarification { record: of.clarifications.get(&uid).cloned(), uid }
            }
            Self::Evaluator { uid, .. } => {
                Self::Evaluator { record: of.evaluators.get(&uid).cloned(), uid }
            }
            Self::Score { bid, question, evaluator, .. } => {
                let record = of.scores.get(&(bid, question, evaluator)).cloned();
                Self::Score { bid, question, evaluator, record }
            }
            Self::Consensus { bid, question, .. } => {
                let record = of.consensus.get(&(bid, question)).cloned();
                Self::Consensus { bid, question, record }
            }
            Self::LowPrice { bid, .. } => {
                Self::LowPrice { record: of.low_prices.get(&bid).cloned(), bid }
            }
            Self::Check { lot, .. } => Self::Check { record: of.checks.get(&lot).cloned(), lot },
            Self::Award { lot, .. } => Self::Award { record: of.awards.get(&lot).cloned(), lot },
            Self::Commitment { uid, .. } => {
                Self::Commitment { record: of.commitments.get(&uid).cloned(), uid }
            }
            Self::Measure { id, .. } => Self::Measure { record: of.measures.get(&id).cloned(), id },
        }
    }
}

/// Puts a record at its place in a map, or takes it away.
fn put<K: Ord, V>(map: &mut std::collections::BTreeMap<K, V>, key: K, record: Option<V>) {
    match record {
        Some(record) => map.insert(key, record),
        None => map.remove(&key),
    };
}

impl Evaluation {
    /// Puts one record at its place.
    pub fn put(&mut self, piece: Piece) {
        match piece {
            Piece::Lot { lot, record } => put(&mut self.lots, lot, record),
            Piece::Scale { lot, name, record } => put(&mut self.scales, (lot, name), record),
            Piece::Section { uid, lot, record } => {
                put(&mut self.sections, uid, record.map(|section| (lot, section)));
            }
            Piece::Question { uid, record } => put(&mut self.questions, uid, record),
            Piece::Bid { uid, record } => put(&mut self.bids, uid, record),
            Piece::Answer { bid, question, record } => {
                put(&mut self.answers, (bid, question), record);
            }
            Piece::Offer { bid, measure, record } => put(&mut self.offers, (bid, measure), record),
            Piece::Clarification { uid, record } => put(&mut self.clarifications, uid, record),
            Piece::Evaluator { uid, record } => put(&mut self.evaluators, uid, record),
            Piece::Score { bid, question, evaluator, record } => {
                put(&mut self.scores, (bid, question, evaluator), record);
            }
            Piece::Consensus { bid, question, record } => {
                put(&mut self.consensus, (bid, question), record);
            }
            Piece::LowPrice { bid, record } => put(&mut self.low_prices, bid, record),
            Piece::Check { lot, record } => put(&mut self.checks, lot, record),
            Piece::Award { lot, record } => put(&mut self.awards, lot, record),
            Piece::Commitment { uid, record } => put(&mut self.commitments, uid, record),
            Piece::Measure { id, record } => put(&mut self.measures, id, record),
        }
    }
}
