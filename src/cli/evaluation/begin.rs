//! `tenderbook evaluation begin` and `remove-lot`: the award criteria of a lot, begun and taken away.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Because};
use crate::cli::evaluation::find;
use crate::cli::failure::Result;
use crate::domain::evaluation::LotNo;
use crate::register::EvaluationAct;

/// Begin the award criteria: a section each for quality, social value and price
///
/// Social value begins at the weight that was set for the tender, or at the
/// least that the policy asks for, on the right base; price at 40%. Again for
/// each further lot, which has criteria, bids and an award of its own.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation begin 2026-0001
  tenderbook evaluation begin 2026-0001 --lot 2 --title \"Rural routes\"")]
pub(crate) struct Arguments {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// The number of the lot; left out it is the next free one
    #[arg(long, value_name = "NUMBER")]
    lot: Option<LotNo>,
    /// What the lot is called, where the tender has lots
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { reference, lot, title } = arguments;
    deed::perform(out, settings, &reference, "The award criteria were not begun.", |_| {
        Ok(EvaluationAct::Begin { lot, title })
    })
}

/// Take a lot away with its criteria, while nobody has bid for it
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook evaluation remove-lot 2026-0001 2")]
pub(crate) struct RemoveArguments {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// The lot, by its number or title
    #[arg(value_name = "LOT")]
    lot: String,
    #[command(flatten)]
    because: Because,
}

pub(super) fn remove(
    arguments: RemoveArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let RemoveArguments { reference, lot, because } = arguments;
    deed::perform(out, settings, &reference, "The lot was not taken away.", |view| {
        let lot = find::lot(view, Some(&lot), &[])?;
        Ok(EvaluationAct::RemoveLot { lot, reason: because.reason })
    })
}
