//! `tenderbook detach`: take a piece of evidence off its item.

use std::io::Write;

use clap::Args;
use uuid::Uuid;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::domain::text::visible;
use crate::register::Act;

/// Take a piece of evidence off its item; the journal keeps it
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook detach 2026-0001 0192f0c1-2b7e-7d3a-9c44-0a1b2c3d4e5f

“tenderbook show 2026-0001 --stage 1” gives the id of each piece of evidence.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The id of the evidence
    #[arg(value_name = "ID")]
    evidence: Uuid,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let evidence = arguments.evidence;
    let (_, done) =
        settings.perform(&arguments.which.reference, |_| Ok(Act::Detach { evidence }))?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    Ok(())
}
