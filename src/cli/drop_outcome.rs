//! `tenderbook drop-outcome`: no longer seek an outcome or measure.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::domain::text::visible;
use crate::register::Act;

/// No longer seek an outcome or measure
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook drop-outcome 2026-0001 1.1.apprentices")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The id of the outcome or measure
    #[arg(value_name = "OUTCOME")]
    outcome: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, outcome } = arguments;
    let (_, done) = settings.perform(&which.reference, |_| Ok(Act::DropOutcome { outcome }))?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    Ok(())
}
