//! `tenderbook facts`: change the title and facts of a procurement.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::flags::FactFlags;
use crate::cli::which::Which;
use crate::cli::{Settings, assess, write};
use crate::domain::text::visible;
use crate::register::Act;

/// Change title or facts of a procurement, and see what its policy requires then
///
/// A flag that is left out changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook facts 2026-0001 --value 90k
  tenderbook facts 2026-0001 --impact significant --objectives 3 --needs highest
  tenderbook facts 2026-0001 --key-provider=unknown")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The new title
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    facts: FactFlags,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let (register, done) = settings.perform(&arguments.which.reference, |view| {
        Ok(Act::ChangeFacts {
            title: arguments.title.clone().unwrap_or_else(|| view.title.clone()),
            facts: arguments.facts.over(&view.facts),
        })
    })?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    let view = register.procurement(&arguments.which.reference)?;
    assess::brief(out, &view)?;
    write::next(out, &register, &arguments.which.reference)
}
