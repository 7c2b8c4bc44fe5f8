//! `tenderbook reopen`: open a closed or skipped stage again.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichStage;
use crate::cli::{Settings, write};
use crate::register::Act;

/// Open a closed or skipped stage again, with a reason
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook reopen 2026-0001 6 --reason \"The specification changed after the market test\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichStage,
    /// Why it is opened again; an auditor will read it
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, reason } = arguments;
    let stage = which.stage;
    let (register, done) =
        settings.perform(&which.reference, |_| Ok(Act::ReopenStage { stage, reason }))?;
    write::done(out, &register, &done)
}
