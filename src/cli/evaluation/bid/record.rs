//! A bid itself: who, at which price, when; and whether it takes part.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::Result;
use crate::cli::flags::{Said, word};
use crate::cli::value::{answer, or_none, yes_or_no};
use crate::domain::Money;
use crate::domain::evaluation::{Out, OutKind};
use crate::register::{EvaluationAct, NewBid, moment};

/// Record a bid or quote
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation bid add 2026-0001 \"Acme Care Ltd\" --price 98,000 --received \"2026-06-01 14:05\"
  tenderbook evaluation bid add 2026-0001 \"Late & Co\" --price 90k --received \"2026-06-02 12:10\" --late
  tenderbook evaluation bid add 2026-0003 \"Corner Shop\" --price 4500 --local yes")]
pub(crate) struct Add {
    #[command(flatten)]
    which: Which,
    /// Who offers
    #[arg(value_name = "SUPPLIER")]
    supplier: String,
    /// The price over the whole life, without VAT
    #[arg(long, allow_negative_numbers = true, value_name = "AMOUNT")]
    price: Option<Money>,
    /// When it came in, local time, like 2026-06-01 14:05
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    received: Option<String>,
    /// It came in after the deadline
    #[arg(long)]
    late: bool,
    /// Whether the supplier is local, by your own judgement
    #[arg(long, value_name = "ANSWER", value_parser = answer())]
    local: Option<Said<bool>>,
    /// What is noted on it; internal
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub(super) fn add(arguments: Add, settings: &Settings, out: &mut impl Write) -> Result {
    let Add { which, supplier, price, received, late, local, note } = arguments;
    deed::perform(out, settings, &which.reference, "The bid was not recorded.", |view| {
        let lot = which.lot(view)?;
        let local = local.and_then(|said| said.0);
        let bid = NewBid { lot, supplier, price, received, late, local, note };
        Ok(EvaluationAct::SetBid { uid: None, bid })
    })
}

/// Change what is recorded of a bid; a flag that is left out changes nothing
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation bid change 2026-0001 Acme --price 97,500
  tenderbook evaluation bid change 2026-0001 Acme --price none --late yes")]
pub(crate) struct Change {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// Who offers
    #[arg(long, value_name = "NAME")]
    supplier: Option<String>,
    /// The price over the whole life, without VAT; or none
    #[arg(long, allow_negative_numbers = true, value_name = "AMOUNT", value_parser = or_none::<Money>)]
    price: Option<Said<Money>>,
    /// When it came in, local time, like 2026-06-01 14:05; empty takes it away
    #[arg(long, value_name = "MOMENT")]
    received: Option<String>,
    /// Whether it came in after the deadline
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no())]
    late: Option<bool>,
    /// Whether the supplier is local, by your own judgement
    #[arg(long, value_name = "ANSWER", value_parser = answer())]
    local: Option<Said<bool>>,
    /// What is noted on it, internal; empty takes it away
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub(super) fn change(arguments: Change, settings: &Settings, out: &mut impl Write) -> Result {
    let Change { which, bid, supplier, price, received, late, local, note } = arguments;
    deed::perform(out, settings, &which.reference, "The bid was not changed.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        let before = find::bid(view, lot, &bid)?.clone();
        let bid = NewBid {
            lot,
            supplier: supplier.unwrap_or(before.supplier),
            price: price.map_or(before.price, |said| said.0),
            received: received.or(before.received),
            late: late.unwrap_or(before.late),
            local: local.map_or(before.local, |said| said.0),
            note: note.or(before.note),
        };
        Ok(EvaluationAct::SetBid { uid: Some(before.uid), bid })
    })
}

/// Say why a bid takes no further part: withdrawn, excluded, disregarded, abnormally low
///
/// Everything but a withdrawal rests on a clause or ground that is named. A
/// tender is disregarded as abnormally low only after the steps of section 19,
/// which “evaluation low-price” records.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation bid out 2026-0001 Delta withdrawn --reason \"Letter of 9 June\"
  tenderbook evaluation bid out 2026-0001 Delta disregarded --reason \"No insurance\" --clause \"Procurement Act 2023 s.19(3)(a)\"")]
pub(crate) struct TakeOut {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// What became of it
    #[arg(value_name = "KIND", value_parser = word::<OutKind>())]
    kind: OutKind,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The clause or ground that it rests on
    #[arg(long, value_name = "TEXT")]
    clause: Option<String>,
}

pub(super) fn take_out(arguments: TakeOut, settings: &Settings, out: &mut impl Write) -> Result {
    let TakeOut { which, bid, kind, reason, clause } = arguments;
    deed::perform(out, settings, &which.reference, "The bid was not taken out.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        let uid = find::bid(view, lot, &bid)?.uid;
        Ok(EvaluationAct::TakeOut { uid, out: Out { kind, reason, clause } })
    })
}

/// Let a bid take part again
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook evaluation bid back 2026-0001 Delta --reason \"The insurance was there, on page 40\"")]
pub(crate) struct Back {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn back(arguments: Back, settings: &Settings, out: &mut impl Write) -> Result {
    let Back { which, bid, reason } = arguments;
    deed::perform(out, settings, &which.reference, "The bid was not taken back in.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        Ok(EvaluationAct::TakeBack { uid: find::bid(view, lot, &bid)?.uid, reason })
    })
}

/// Take a bid away that was recorded by mistake and has no scores
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook evaluation bid remove 2026-0001 Delta --reason \"Belongs to another tender\"")]
pub(crate) struct Remove {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn remove(arguments: Remove, settings: &Settings, out: &mut impl Write) -> Result {
    let Remove { which, bid, reason } = arguments;
    deed::perform(out, settings, &which.reference, "The bid was not taken away.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        Ok(EvaluationAct::RemoveBid { uid: find::bid(view, lot, &bid)?.uid, reason })
    })
}
