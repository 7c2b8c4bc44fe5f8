//! `tenderbook seek`: choose an outcome or measure of the policy.

use std::io::Write;

use clap::Args;
use rust_decimal::Decimal;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::domain::outcome::quantity;
use crate::domain::text::visible;
use crate::register::Act;

/// Seek an outcome or measure of the policy, or change how much of it
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook seek 2026-0001 1.1.apprentices --quantity 4 --why \"Two a year, as the market proposed\"

“tenderbook policy show cumbria” lists the outcomes and measures.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The id of the outcome or measure, such as 1.1.apprentices
    #[arg(value_name = "OUTCOME")]
    outcome: String,
    /// How much of it is sought, in the unit of the measure
    #[arg(long, value_name = "NUMBER", value_parser = quantity, allow_negative_numbers = true)]
    quantity: Option<Decimal>,
    /// Why it is relevant and proportionate
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, outcome, quantity, why } = arguments;
    let (_, done) =
        settings.perform(&which.reference, |_| Ok(Act::Seek { outcome, quantity, why }))?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    Ok(())
}
