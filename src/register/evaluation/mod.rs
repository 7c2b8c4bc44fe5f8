//! Evaluating bids: its deeds, and what is shown of it.
//!
//! Every deed checks the rules and gives the records it changes as pieces;
//! writing them, the journal entry and taking it back are the same for all.

mod act;
mod award;
mod bids;
mod draft;
mod letters;
mod model;
mod scoring;
mod view;

use serde_json::json;
use uuid::Uuid;

pub use act::{EvaluationAct, NewAward, NewBid, NewQuestion, NewSection};
pub use bids::moment;
pub use draft::{
    LetterKind, SummaryDuty, assessment_summary, letter_kind, letter_name, letters, question_table,
};
pub use letters::write_texts;
pub(in crate::register) use view::social_share;
pub use view::{EvaluationView, LotView, Quotes, SocialShare, Step, StepPart};

use crate::domain::evaluation::{Bid, Evaluation, LotNo, Piece, Question, model_faults};
use crate::domain::{StageNo, text};
use crate::register::act::Act;
use crate::register::deeds::{Doing, Effected};
use crate::register::perform::Prepared;
use crate::register::texts::{optional, optional_line};
use crate::register::{Fault, Result};

/// The stage whose end issues the tender.
const ISSUE: u8 = 7;

/// What a deed changes, and how it is said.
struct Deed {
    said: String,
    pieces: Vec<Piece>,
    /// What somebody should know of it, though nothing forbids it.
    warnings: Vec<String>,
}

impl Deed {
    fn new(said: impl Into<String>, pieces: Vec<Piece>) -> Self {
        Self { said: said.into(), pieces, warnings: Vec::new() }
    }

    /// The same with what somebody should know of it.
    fn warning(self, warnings: Vec<String>) -> Self {
        Self { warnings, ..self }
    }
}

/// A deed under way.
struct Evaluating<'a> {
    doing: &'a Doing<'a>,
    of: Evaluation,
}

impl Doing<'_> {
    /// Does a deed of the evaluation.
    pub(super) fn evaluate(&self, act: &EvaluationAct, prepared: &Prepared) -> Result<Effected> {
        if let Some(effected) = self.keep_template(act)? {
            return Ok(effected);
        }
        let of = self.change.evaluation(self.record.id)?;
        let evaluating = Evaluating { doing: self, of };
        let deed = evaluating.deed(act, prepared)?;
        evaluating.write(act, deed)
    }

    /// What stands against issuing the tender with its award criteria, where it has some.
    pub(super) fn criteria_allow_issue(&self, stage: StageNo) -> Result<()> {
        if stage.get() != ISSUE || !self.change.has_evaluation(self.record.id)? {
            return Ok(());
        }
        let of = self.change.evaluation(self.record.id)?;
        let determination = self.case.determination();
        for lot in of.lots.keys() {
            let mut faults = model_faults(&of, *lot);
            faults.extend(
                view::social_share(&self.case, &determination, &of, *lot)
                    .and_then(|social| social.fault),
            );
            if let Some(first) = faults.first() {
                let more = match faults.len() {
                    1 => String::new(),
                    count => format!(" There are {} more faults.", count - 1),
                };
                return Err(Fault::Invalid {
                    message: format!(
                        "The tender cannot be issued with these award criteria. {first}{more}"
                    ),
                    hint: Some(
                        "Mend them on the tab Evaluation, or with “tenderbook evaluation”."
                            .to_owned(),
                    ),
                });
            }
        }
        Ok(())
    }
}

impl Evaluating<'_> {
    fn deed(&self, act: &EvaluationAct, prepared: &Prepared) -> Result<Deed> {
        use EvaluationAct as E;
        match act {
            E::Begin { lot, title } => self.begin(*lot, title.as_deref()),
            E::SetLot { lot, terms, reason } => self.set_lot(*lot, terms, reason.as_deref()),
            E::RemoveLot { lot, reason } => self.remove_lot(*lot, reason.as_deref()),
            E::SetScale { lot, name, scale, reason } => {
                self.set_scale(*lot, name, scale.as_ref(), reason.as_deref())
            }
            E::SetSection { uid, lot, section, reason } => {
                self.set_section(*uid, *lot, section, reason.as_deref())
            }
            E::SetQuestion { uid, section, question, reason } => {
                self.set_question(*uid, *section, question, reason.as_deref())
            }
            E::RemoveCriterion { uid, reason } => self.remove_criterion(*uid, reason.as_deref()),
            E::MoveCriterion { uid, up, reason } => {
                self.move_criterion(*uid, *up, reason.as_deref())
            }
            E::UseTemplate { lot, name, reason } => {
                self.use_template(*lot, name, reason.as_deref())
            }
            E::SetMeasure { id, measure } => self.set_measure(id.as_deref(), measure),
            E::RemoveMeasure { id } => self.remove_measure(id),
            E::SetBid { uid, bid } => self.set_bid(*uid, bid),
            E::RemoveBid { uid, reason } => self.remove_bid(*uid, reason),
            E::TakeOut { uid, out } => self.take_out(*uid, out),
            E::TakeBack { uid, reason } => self.take_back(*uid, reason),
            E::Answer { bid, question, answer } => {
                let given = answer.as_ref().and(prepared.attached.as_ref());
                self.answer(*bid, *question, given)
            }
            E::OfferMeasure { bid, measure, offer } => self.offer(*bid, measure, offer.as_ref()),
            E::Clarify { uid, bid, asked_on, asked, answered } => {
                self.clarify(*uid, *bid, *asked_on, (asked, answered.as_deref()))
            }
            E::SetEvaluator { uid, name, role } => self.set_evaluator(*uid, name, role.as_deref()),
            E::RemoveEvaluator { uid } => self.remove_evaluator(*uid),
            E::Declare { uid, declaration } => self.declare(*uid, declaration),
            E::StandDown { uid, reason } => self.stand_down(*uid, reason.as_deref()),
            E::Score { bid, question, evaluator, score, rationale } => {
                self.score((*bid, *question, *evaluator), *score, rationale)
            }
            E::ClearScore { bid, question, evaluator } => {
                self.clear_score((*bid, *question, *evaluator))
            }
            E::Agree { bid, question, score, reasons, comment, change } => {
                let texts = (reasons.as_str(), comment.as_deref(), change.as_deref());
                self.agree((*bid, *question), *score, texts)
            }
            E::ClearAgreed { bid, question, reason } => {
                self.clear_agreed((*bid, *question), reason)
            }
            E::LookIntoPrice { bid, record } => self.look_into_price(*bid, record),
            E::Check { lot, by, day, note } => self.check(*lot, by, *day, note.as_deref()),
            E::Award { lot, award } => self.award(*lot, award),
            E::RevokeAward { lot, reason } => self.revoke_award(*lot, reason),
            E::Restore { said, pieces } => self.restore(said, pieces),
            E::SaveTemplate { .. } | E::DropTemplate { .. } | E::RestoreTemplate { .. } => {
                Err(Fault::invalid("A template belongs to the register."))
            }
        }
    }

    /// Writes the pieces of a deed; what stood there before takes it back.
    fn write(&self, act: &EvaluationAct, deed: Deed) -> Result<Effected> {
        let before: Vec<Piece> = deed.pieces.iter().map(|piece| piece.before(&self.of)).collect();
        if before == deed.pieces {
            return Err(Fault::invalid("Nothing was changed."));
        }
        for piece in &deed.pieces {
            self.doing.change.put(self.doing.record.id, piece)?;
        }
        let said = match act {
            EvaluationAct::Restore { .. } => deed.said.clone(),
            act => match act.reason().filter(|_| act.is_of_model()) {
                Some(_) => format!("after the tender was issued: {}", deed.said),
                None => deed.said.clone(),
            },
        };
        // Taking it back again does it anew.
        let undone = match act {
            EvaluationAct::Restore { said, .. } => said.clone(),
            _ => deed.said,
        };
        let undo = EvaluationAct::Restore { said: undone, pieces: before.clone() };
        let act = Act::Evaluate(act.clone());
        let detail = match &act {
            // The pieces of a compensation are what comes after it; they are told once.
            Act::Evaluate(EvaluationAct::Restore { .. }) => {
                json!({ "act": act, "said": said, "before": before })
            }
            _ => json!({ "act": act, "said": said, "before": before, "after": deed.pieces }),
        };
        let effected = Effected::new(detail, Act::Evaluate(undo));
        Ok(Effected { said: Some(said), warnings: deed.warnings, ..effected })
    }

    /// Puts pieces back, unless what they belong to has been awarded since.
    fn restore(&self, said: &str, pieces: &[Piece]) -> Result<Deed> {
        let of_award = |piece: &Piece| matches!(piece, Piece::Award { .. });
        if !pieces.iter().any(of_award) {
            for piece in pieces {
                if let Some(lot) = self.lot_of(piece).filter(|lot| self.of.lots.contains_key(lot)) {
                    self.is_open(lot)?;
                }
            }
        }
        Ok(Deed::new(format!("took back: {said}"), pieces.to_vec()))
    }

    /// The lot that a piece belongs to, where it belongs to one.
    fn lot_of(&self, piece: &Piece) -> Option<LotNo> {
        let of_bid = |uid: &Uuid| self.of.bids.get(uid).map(|bid| bid.lot);
        match piece {
            Piece::Lot { lot, .. }
            | Piece::Scale { lot, .. }
            | Piece::Section { lot, .. }
            | Piece::Check { lot, .. }
            | Piece::Award { lot, .. } => Some(*lot),
            Piece::Question { uid, record } => match record {
                Some(question) => self.of.sections.get(&question.section).map(|(lot, _)| *lot),
                None => self.of.lot_of_question(*uid),
            },
            Piece::Bid { uid, record } => {
                record.as_ref().map(|bid| bid.lot).or_else(|| of_bid(uid))
            }
            Piece::Answer { bid, .. }
            | Piece::Offer { bid, .. }
            | Piece::Score { bid, .. }
            | Piece::Consensus { bid, .. }
            | Piece::LowPrice { bid, .. } => of_bid(bid),
            Piece::Clarification { uid, record } => {
                let known = record.as_ref().or_else(|| self.of.clarifications.get(uid));
                known.and_then(|one| of_bid(&one.bid))
            }
            Piece::Evaluator { .. } | Piece::Commitment { .. } | Piece::Measure { .. } => None,
        }
    }

    /// Whether the criteria of a lot are fixed, because the tender is issued or somebody has bid.
    fn is_frozen(&self, lot: LotNo) -> bool {
        view::is_frozen(&self.doing.stages, &self.of, lot)
    }

    /// Checks that the criteria of a lot may be changed.
    fn may_change_model(&self, lot: LotNo, reason: Option<&str>) -> Result<()> {
        self.is_open(lot)?;
        let filled = reason.is_some_and(|reason| !reason.trim().is_empty());
        if self.is_frozen(lot) && !filled {
            return Err(Fault::Invalid {
                message: format!(
                    "{}: the award criteria are fixed, because the tender was issued or bids have come in.",
                    self.of.lot_words(lot)
                ),
                hint: Some(
                    "They can be changed with a reason, which the journal shows; whether that is lawful is yours to judge (Procurement Act 2023 s.24 allows refining only before final tenders are invited)."
                        .to_owned(),
                ),
            });
        }
        if let Some(reason) = reason.filter(|_| filled) {
            text::note("The reason", reason)?;
        }
        Ok(())
    }

    /// Checks that a lot is there and not awarded yet.
    fn is_open(&self, lot: LotNo) -> Result<()> {
        if !self.of.lots.contains_key(&lot) {
            return Err(Fault::Invalid {
                message: format!("There is no lot {lot}."),
                hint: Some("Begin its award criteria first.".to_owned()),
            });
        }
        if self.of.awards.contains_key(&lot) {
            return Err(Fault::Invalid {
                message: format!(
                    "{} is awarded; its evaluation can only be read.",
                    self.of.lot_words(lot)
                ),
                hint: Some("Revoke the award first, with a reason.".to_owned()),
            });
        }
        Ok(())
    }

    /// Checks that the criteria can be used: weights that add up, scales that are there.
    fn is_sound(&self, lot: LotNo) -> Result<()> {
        match model_faults(&self.of, lot).first() {
            None => Ok(()),
            Some(fault) => Err(Fault::Invalid {
                message: format!("The award criteria cannot be used yet. {fault}"),
                hint: Some("Mend the criteria first.".to_owned()),
            }),
        }
    }

    fn find_bid(&self, uid: Uuid) -> Result<&Bid> {
        self.of.bids.get(&uid).ok_or_else(|| Fault::not_found("That bid is no longer there."))
    }

    /// A bid whose lot is not awarded yet.
    fn open_bid(&self, uid: Uuid) -> Result<&Bid> {
        let bid = self.find_bid(uid)?;
        self.is_open(bid.lot)?;
        Ok(bid)
    }

    fn find_question(&self, uid: Uuid) -> Result<&Question> {
        let found = self.of.questions.get(&uid);
        found.ok_or_else(|| Fault::not_found("That question is no longer there."))
    }
}

impl EvaluationAct {
    /// Whether the deed changes the award criteria.
    const fn is_of_model(&self) -> bool {
        matches!(
            self,
            Self::SetLot { .. }
                | Self::RemoveLot { .. }
                | Self::SetScale { .. }
                | Self::SetSection { .. }
                | Self::SetQuestion { .. }
                | Self::RemoveCriterion { .. }
                | Self::MoveCriterion { .. }
                | Self::UseTemplate { .. }
        )
    }

    /// The reason that was given with it.
    fn reason(&self) -> Option<&str> {
        match self {
            Self::SetLot { reason, .. }
            | Self::RemoveLot { reason, .. }
            | Self::SetScale { reason, .. }
            | Self::SetSection { reason, .. }
            | Self::SetQuestion { reason, .. }
            | Self::RemoveCriterion { reason, .. }
            | Self::MoveCriterion { reason, .. }
            | Self::UseTemplate { reason, .. }
            | Self::StandDown { reason, .. } => reason.as_deref(),
            Self::RemoveBid { reason, .. }
            | Self::TakeBack { reason, .. }
            | Self::ClearAgreed { reason, .. }
            | Self::RevokeAward { reason, .. } => Some(reason.as_str()),
            _ => None,
        }
        .filter(|reason| !reason.trim().is_empty())
    }
}

/// A share in per cent; `None` outside 0 to 100.
fn optional_share(value: rust_decimal::Decimal) -> Option<crate::domain::Percent> {
    crate::domain::Percent::new(value)
}
