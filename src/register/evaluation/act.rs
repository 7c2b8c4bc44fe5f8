//! Every deed of an evaluation, as plain data.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::evaluation::{
    Declaration, Judged, Lot, LotNo, LowPrice, Offer, Out, OwnMeasure, Piece, Scale, SectionKind,
    Template, Withheld,
};
use crate::domain::{Date, Money, Percent};
use crate::register::NewEvidence;

/// One deed of an evaluation. What is changed of the award criteria once the tender is issued
/// needs a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum EvaluationAct {
    /// Begin the award criteria of a lot, from the policy's weight of social value.
    Begin {
        /// The lot; the next free number where it is absent.
        lot: Option<LotNo>,
        /// What it is called, where the tender has lots.
        title: Option<String>,
    },
    /// Change the terms of a lot.
    SetLot {
        /// The lot.
        lot: LotNo,
        /// The terms.
        terms: Lot,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Take a lot away that nobody has bid for.
    RemoveLot {
        /// The lot.
        lot: LotNo,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Write a scale, or take it away.
    SetScale {
        /// The lot.
        lot: LotNo,
        /// Its name.
        name: String,
        /// The scale.
        scale: Option<Scale>,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Add a section, or change it.
    SetSection {
        /// The section; a new one where it is absent.
        uid: Option<Uuid>,
        /// The lot.
        lot: LotNo,
        /// The section.
        section: NewSection,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Add a question, or change it.
    SetQuestion {
        /// The question; a new one where it is absent.
        uid: Option<Uuid>,
        /// The section that it stands in.
        section: Uuid,
        /// The question.
        question: NewQuestion,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Take a question away, or a section with its questions.
    RemoveCriterion {
        /// The section or question.
        uid: Uuid,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Move a section or question one place up or down.
    MoveCriterion {
        /// The section or question.
        uid: Uuid,
        /// Whether up.
        up: bool,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Keep the award criteria of a lot to use them again.
    SaveTemplate {
        /// The lot.
        lot: LotNo,
        /// The name of the template.
        name: String,
    },
    /// Put the award criteria of a template in the place of those of a lot.
    UseTemplate {
        /// The lot.
        lot: LotNo,
        /// The name of the template.
        name: String,
        /// Why, once the tender is issued.
        reason: Option<String>,
    },
    /// Take a template away.
    DropTemplate {
        /// The name of the template.
        name: String,
    },
    /// Put a template back to how it was.
    RestoreTemplate {
        /// The name of the template.
        name: String,
        /// How it was.
        template: Option<Template>,
    },
    /// Write a measure of the officer's own.
    SetMeasure {
        /// The measure; a new one where it is absent.
        id: Option<String>,
        /// The measure.
        measure: OwnMeasure,
    },
    /// Take a measure of the officer's own away.
    RemoveMeasure {
        /// The measure.
        id: String,
    },
    /// Record a bid, or change what is recorded of it.
    SetBid {
        /// The bid; a new one where it is absent.
        uid: Option<Uuid>,
        /// The bid.
        bid: NewBid,
    },
    /// Take a bid away that was recorded by mistake.
    RemoveBid {
        /// The bid.
        uid: Uuid,
        /// Why.
        reason: String,
    },
    /// Say why a bid takes no further part.
    TakeOut {
        /// The bid.
        uid: Uuid,
        /// Why, with the clause.
        out: Out,
    },
    /// Let a bid take part again.
    TakeBack {
        /// The bid.
        uid: Uuid,
        /// Why.
        reason: String,
    },
    /// Record what a bid answers, or where the answer is.
    Answer {
        /// The bid.
        bid: Uuid,
        /// The question.
        question: Uuid,
        /// The answer; nothing takes it away.
        answer: Option<NewEvidence>,
    },
    /// Record what a bid offers of a measure.
    OfferMeasure {
        /// The bid.
        bid: Uuid,
        /// The measure.
        measure: String,
        /// The offer; nothing takes it away.
        offer: Option<Offer>,
    },
    /// Record a question to a bidder, or its answer.
    Clarify {
        /// The clarification; a new one where it is absent.
        uid: Option<Uuid>,
        /// The bid.
        bid: Uuid,
        /// The day on which it was asked.
        asked_on: Date,
        /// What was asked.
        asked: String,
        /// What was answered.
        answered: Option<String>,
    },
    /// Name an evaluator, or change the name or role.
    SetEvaluator {
        /// The evaluator; a new one where it is absent.
        uid: Option<Uuid>,
        /// The name.
        name: String,
        /// What they bring.
        role: Option<String>,
    },
    /// Take an evaluator away who has scored nothing.
    RemoveEvaluator {
        /// The evaluator.
        uid: Uuid,
    },
    /// Record an evaluator's declaration of interests.
    Declare {
        /// The evaluator.
        uid: Uuid,
        /// The declaration.
        declaration: Declaration,
    },
    /// Say that an evaluator takes no further part, or takes part again.
    StandDown {
        /// The evaluator.
        uid: Uuid,
        /// Why; nothing lets them take part again.
        reason: Option<String>,
    },
    /// Record an evaluator's score.
    Score {
        /// The bid.
        bid: Uuid,
        /// The question.
        question: Uuid,
        /// The evaluator.
        evaluator: Uuid,
        /// The mark.
        score: Decimal,
        /// Why, drawn from the answer; internal.
        rationale: String,
    },
    /// Take an evaluator's score away.
    ClearScore {
        /// The bid.
        bid: Uuid,
        /// The question.
        question: Uuid,
        /// The evaluator.
        evaluator: Uuid,
    },
    /// Record the agreed score of an answer, with the authority's own reasons.
    Agree {
        /// The bid.
        bid: Uuid,
        /// The question.
        question: Uuid,
        /// The mark.
        score: Decimal,
        /// Why: the wording for the letter.
        reasons: String,
        /// What is not for the letter.
        comment: Option<String>,
        /// Why a score that was agreed before is changed.
        change: Option<String>,
    },
    /// Take an agreed score away, so that it can be moderated again.
    ClearAgreed {
        /// The bid.
        bid: Uuid,
        /// The question.
        question: Uuid,
        /// Why.
        reason: String,
    },
    /// Record a step about a price that looks abnormally low.
    LookIntoPrice {
        /// The bid.
        bid: Uuid,
        /// What was done so far.
        record: LowPrice,
    },
    /// Record a second person's check of the arithmetic.
    Check {
        /// The lot.
        lot: LotNo,
        /// Who checked.
        by: String,
        /// The day.
        day: Date,
        /// What was noted.
        note: Option<String>,
    },
    /// Award a lot.
    Award {
        /// The lot.
        lot: LotNo,
        /// The decision.
        award: NewAward,
    },
    /// Take an award back.
    RevokeAward {
        /// The lot.
        lot: LotNo,
        /// Why.
        reason: String,
    },
    /// Put records back to how they were; the compensation of the deeds above.
    Restore {
        /// What it takes back, in words.
        said: String,
        /// How they were.
        pieces: Vec<Piece>,
    },
}

/// A section about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSection {
    /// What it is called.
    pub title: String,
    /// What kind of criteria stand in it.
    pub kind: SectionKind,
    /// Its weight in per cent of the whole.
    pub weight: Percent,
    /// The share of its points below which a bid fails.
    pub pass_mark: Option<Percent>,
}

/// A question about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewQuestion {
    /// What it is called.
    pub title: String,
    /// What is asked, as it stands in the invitation.
    pub asks: Option<String>,
    /// Its weight in per cent of the section.
    pub weight: Percent,
    /// How answers get their score.
    pub judged: Judged,
    /// The score below which a bid fails.
    pub pass_mark: Option<Decimal>,
    /// The outcome or measure that it asks about.
    pub outcome: Option<String>,
}

/// A bid about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewBid {
    /// The lot that it is for.
    pub lot: LotNo,
    /// Who offers.
    pub supplier: String,
    /// The price over the whole life, without VAT.
    pub price: Option<Money>,
    /// When it came in, local time: `2026-06-01 14:05`.
    pub received: Option<String>,
    /// Whether it came in after the deadline.
    pub late: bool,
    /// Whether the supplier is local, by the officer's own judgement.
    pub local: Option<bool>,
    /// What is noted on it; internal.
    pub note: Option<String>,
}

/// A decision about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAward {
    /// The bid that won.
    pub bid: Uuid,
    /// Who decided.
    pub decided_by: String,
    /// In which role, where the policy names one.
    pub role: Option<String>,
    /// The day of the decision.
    pub day: Date,
    /// Why.
    pub reasons: String,
    /// How a tie for the first place was broken.
    pub tie_break: Option<String>,
    /// What is withheld from publication.
    pub withheld: Vec<Withheld>,
}

impl EvaluationAct {
    /// The deed as a word: the journal's `deed`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Begin { .. } => "begin_criteria",
            Self::SetLot { .. } => "set_lot",
            Self::RemoveLot { .. } => "remove_lot",
            Self::SetScale { .. } => "set_scale",
            Self::SetSection { .. } => "set_section",
            Self::SetQuestion { .. } => "set_question",
            Self::RemoveCriterion { .. } => "remove_criterion",
            Self::MoveCriterion { .. } => "move_criterion",
            Self::SaveTemplate { .. } => "save_template",
            Self::UseTemplate { .. } => "use_template",
            Self::DropTemplate { .. } => "drop_template",
            Self::RestoreTemplate { .. } => "restore_template",
            Self::SetMeasure { .. } => "set_measure",
            Self::RemoveMeasure { .. } => "remove_measure",
            Self::SetBid { .. } => "set_bid",
            Self::RemoveBid { .. } => "remove_bid",
            Self::TakeOut { .. } => "take_bid_out",
            Self::TakeBack { .. } => "take_bid_back",
            Self::Answer { .. } => "answer_question",
            Self::OfferMeasure { .. } => "offer_measure",
            Self::Clarify { .. } => "clarify",
            Self::SetEvaluator { .. } => "set_evaluator",
            Self::RemoveEvaluator { .. } => "remove_evaluator",
            Self::Declare { .. } => "declare_interests",
            Self::StandDown { .. } => "stand_down",
            Self::Score { .. } => "score",
            Self::ClearScore { .. } => "clear_score",
            Self::Agree { .. } => "agree_score",
            Self::ClearAgreed { .. } => "clear_agreed_score",
            Self::LookIntoPrice { .. } => "look_into_price",
            Self::Check { .. } => "check_arithmetic",
            Self::Award { .. } => "award",
            Self::RevokeAward { .. } => "revoke_award",
            Self::Restore { .. } => "restore_evaluation",
        }
    }

    /// The deed in words where nothing more is known of what it concerns.
    pub fn said(&self) -> String {
        let words = self.word().replace('_', " ");
        match self {
            Self::Restore { said, .. } => format!("took back: {said}"),
            _ => words,
        }
    }
}
