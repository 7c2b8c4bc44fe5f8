//! `tenderbook wait`: whom a tender waits for.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::Date;
use crate::register::Act;

/// Say whom a tender waits for, or that it waits no longer
///
/// “tenderbook today” lists it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook wait 2026-0001 --on \"the legal team\" --until 2026-06-30
  tenderbook wait 2026-0001 --over")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Whom, or what
    #[arg(long, value_name = "WHOM", required_unless_present = "over")]
    on: Option<String>,
    /// Until when, like 2026-11-21, where it is known
    #[arg(long, value_name = "DATE", value_parser = Date::from_iso, requires = "on")]
    until: Option<Date>,
    /// It waits no longer
    #[arg(long, conflicts_with_all = ["on", "until"])]
    over: bool,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, on, until, .. } = arguments;
    let act = on.map_or(Act::StopWaiting, |on| Act::WaitFor { on, until });
    let (register, done) = settings.perform(&which.reference, |_| Ok(act))?;
    write::done(out, &register, &done)
}
