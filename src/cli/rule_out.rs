//! `tenderbook rule-out`: say that an item does not apply, and why.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::cli::{Settings, write};
use crate::register::Act;

/// Say that an item does not apply to this procurement, and why
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook rule-out 2026-0001 lots --reason \"One site, one service: nothing to split\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichItem,
    /// Why it does not apply; an auditor will read it
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, reason } = arguments;
    let (register, done) = settings.perform(&which.reference, |view| {
        Ok(Act::RuleOutItem { item: view.find_item(&which.item)?.id.clone(), reason })
    })?;
    write::done(out, &register, &done)
}
