//! Doing a deed of the evaluation, and saying what was done and what comes next.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::find;
use crate::cli::failure::{Failure, Result};
use crate::domain::evaluation::LotNo;
use crate::domain::text::visible;
use crate::register::{Act, EvaluationAct, EvaluationView, Order};

/// Which tender, and which lot of it.
#[derive(Debug, Clone, Args)]
pub(super) struct Which {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    pub(super) reference: String,
    /// The lot, by its number or title; left out where there is only one
    #[arg(long, value_name = "LOT")]
    pub(super) lot: Option<String>,
}

impl Which {
    /// The lot that is meant.
    pub(super) fn lot(&self, view: &EvaluationView) -> Result<LotNo> {
        self.lot_of(view, &[])
    }

    /// The lot that is meant, which a uid among what is named may tell.
    pub(super) fn lot_of(&self, view: &EvaluationView, named: &[&str]) -> Result<LotNo> {
        find::lot(view, self.lot.as_deref(), named)
    }

    /// The lots that are meant: one that is named, or all.
    pub(super) fn lots(&self, view: &EvaluationView) -> Result<Vec<LotNo>> {
        match &self.lot {
            Some(given) => Ok(vec![find::lot(view, Some(given), &[])?]),
            None => Ok(view.evaluation.lots.keys().copied().collect()),
        }
    }
}

/// Why a criterion is changed after the tender was issued.
#[derive(Debug, Clone, Args)]
pub(super) struct Because {
    /// Why, where the criteria are fixed: the tender is issued, or somebody has bid
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
}

/// Turns what the officer asked for into an act, performs it, and says what came of it.
///
/// `not_done` is the sentence that stands before the reason where it is refused.
pub(super) fn perform(
    out: &mut impl Write,
    settings: &Settings,
    reference: &str,
    not_done: &str,
    act: impl FnOnce(&EvaluationView) -> Result<EvaluationAct>,
) -> Result {
    let mut register = settings.backed_up(settings.register()?)?;
    let view = register.evaluation(reference)?;
    let act = act(&view).map_err(|failure| failure.after(not_done))?;
    let lot = act_lot(&view, &act);
    let order = Order {
        seen: Some(view.version),
        ..Order::on(view.reference.as_str(), Act::Evaluate(act))
    };
    let done = register
        .perform(&order, &settings.context())
        .map_err(|fault| Failure::Fault(fault).after(not_done))?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    next(out, &register.evaluation(reference)?, lot)
}

/// The lot that a deed is about, where it is about one.
fn act_lot(view: &EvaluationView, act: &EvaluationAct) -> Option<LotNo> {
    use EvaluationAct as E;
    let of = &view.evaluation;
    let of_bid = |bid: &uuid::Uuid| of.bids.get(bid).map(|bid| bid.lot);
    match act {
        E::Begin { lot, .. } => *lot,
        E::SetLot { lot, .. }
        | E::SetScale { lot, .. }
        | E::SetSection { lot, .. }
        | E::UseTemplate { lot, .. }
        | E::SaveTemplate { lot, .. }
        | E::Check { lot, .. }
        | E::Award { lot, .. }
        | E::RevokeAward { lot, .. } => Some(*lot),
        E::SetQuestion { section, .. } => of.sections.get(section).map(|(lot, _)| *lot),
        E::RemoveCriterion { uid, .. } | E::MoveCriterion { uid, .. } => {
            of.sections.get(uid).map(|(lot, _)| *lot).or_else(|| of.lot_of_question(*uid))
        }
        E::SetBid { bid, .. } => Some(bid.lot),
        E::RemoveBid { uid, .. } | E::TakeOut { uid, .. } | E::TakeBack { uid, .. } => of_bid(uid),
        E::Answer { bid, .. }
        | E::OfferMeasure { bid, .. }
        | E::Clarify { bid, .. }
        | E::Score { bid, .. }
        | E::ClearScore { bid, .. }
        | E::Agree { bid, .. }
        | E::ClearAgreed { bid, .. }
        | E::LookIntoPrice { bid, .. } => of_bid(bid),
        _ => None,
    }
}

/// Says what comes next: in one lot, or in the first that has something left to do.
pub(super) fn next(out: &mut impl Write, view: &EvaluationView, lot: Option<LotNo>) -> Result {
    let several = view.evaluation.lots.len() > 1;
    let lots = view.evaluation.lots.keys().copied().filter(|one| lot.is_none_or(|lot| lot == *one));
    for lot in lots {
        let next = view.steps(lot).into_iter().find(|step| !step.done).and_then(|step| step.next);
        if let Some(next) = next {
            let about = if several {
                format!("{}: ", view.evaluation.lot_words(lot))
            } else {
                String::new()
            };
            writeln!(out, "Next: {about}{next}")?;
            return Ok(());
        }
    }
    Ok(())
}
