//! `tenderbook complete`: close a stage.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichStage;
use crate::cli::{Settings, write};
use crate::register::Act;

/// Close a stage whose required items are all done or ruled out
///
/// Stages close in order, skipped ones aside. When required items are still
/// open, they are listed and nothing is changed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook complete 2026-0001 1
  tenderbook complete 2026-0001 4 --note \"Two suppliers came to the event\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichStage,
    /// A note on the stage
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, note } = arguments;
    let stage = which.stage;
    let (register, done) =
        settings.perform(&which.reference, |_| Ok(Act::CloseStage { stage, note }))?;
    write::done(out, &register, &done)
}
