//! `tenderbook date`: the days of a tender, and the statutory time limits that run from them.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::flags::{day_or_none, word};
use crate::cli::which::Which;
use crate::cli::{Settings, statute, write};
use crate::domain::KeyDate;
use crate::register::Act;

/// Show or set the days of a tender from which statutory time limits run
///
/// Without a day it lists those that are known, with every time limit that
/// follows from them. “none” as the day takes one away.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook date 2026-0001
  tenderbook date 2026-0001 award-notice 2026-06-10
  tenderbook date 2026-0001 award-notice none")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Which day
    #[arg(value_name = "NAME", value_parser = word::<KeyDate>(), requires = "day")]
    name: Option<KeyDate>,
    /// The day, like 2026-11-21, or none
    #[arg(value_name = "DAY")]
    day: Option<String>,
    /// Print one object for programs: the days, and the time limits
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, name, day, json } = arguments;
    let (Some(name), Some(day)) = (name, day) else {
        let view = settings.register()?.procurement(&which.reference)?;
        return if json { statute::json(out, &view) } else { statute::limits(out, &view) };
    };
    let day = day_or_none(&day)?;
    let (register, done) =
        settings.perform(&which.reference, |_| Ok(Act::SetKeyDate { name, day }))?;
    if json {
        return statute::json(out, &register.procurement(&which.reference)?);
    }
    write::done(out, &register, &done)?;
    statute::touching(out, &register.procurement(&which.reference)?, name)
}
