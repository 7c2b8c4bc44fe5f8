//! `tenderbook skip`: pass over a stage.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichStage;
use crate::cli::{Settings, write};
use crate::register::Act;

/// Pass over a stage, with a reason
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook skip 2026-0001 6 --reason \"Framework call-off: suppliers were selected already\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichStage,
    /// Why it is passed over; an auditor will read it
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, reason } = arguments;
    let stage = which.stage;
    let (register, done) =
        settings.perform(&which.reference, |_| Ok(Act::SkipStage { stage, reason }))?;
    write::done(out, &register, &done)
}
