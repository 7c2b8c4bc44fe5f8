//! `tenderbook evaluation low-price`: the steps about a price that looks abnormally low.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::Result;
use crate::cli::flags::Said;
use crate::cli::value::{or_none, yes_or_no};
use crate::domain::Date;
use crate::register::EvaluationAct;

/// Record a step about a price that looks abnormally low (section 19 of the Act)
///
/// First the supplier is told, then it has reasonable opportunity to show that
/// it can perform at that price, then that is decided on with reasons. Each step
/// is added to those before. Where the explanation satisfies, the tender may not
/// be disregarded; where it does not, “bid out ... abnormally-low” does that.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation low-price 2026-0001 Delta --notified 2026-06-12
  tenderbook evaluation low-price 2026-0001 Delta --explanation \"Owns the vehicles\"
  tenderbook evaluation low-price 2026-0001 Delta --satisfied yes --reasons \"The accounts show it\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    /// The day on which the supplier was told that the price looks abnormally low; or none
    #[arg(long, value_name = "DATE", value_parser = or_none::<Date>)]
    notified: Option<Said<Date>>,
    /// What the supplier said to show that it can perform at that price; empty takes it away
    #[arg(long, value_name = "TEXT")]
    explanation: Option<String>,
    /// Whether that satisfies
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no())]
    satisfied: Option<bool>,
    /// Why it was decided so
    #[arg(long, value_name = "TEXT")]
    reasons: Option<String>,
    /// Take the decision back, so that it can be made again
    #[arg(long, conflicts_with_all = ["satisfied", "reasons"])]
    undecided: bool,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, bid, notified, explanation, satisfied, reasons, undecided } = arguments;
    deed::perform(out, settings, &which.reference, "The step was not recorded.", |view| {
        let lot = which.lot_of(view, &[&bid])?;
        let bid = find::bid(view, lot, &bid)?.uid;
        let mut record = view.evaluation.low_prices.get(&bid).cloned().unwrap_or_default();
        if let Some(Said(day)) = notified {
            record.notified = day;
        }
        record.explanation = explanation.or(record.explanation);
        if undecided {
            (record.satisfied, record.reasons) = (None, None);
        }
        record.satisfied = satisfied.or(record.satisfied);
        record.reasons = reasons.or(record.reasons);
        Ok(EvaluationAct::LookIntoPrice { bid, record })
    })
}
