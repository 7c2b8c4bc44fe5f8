//! `tenderbook remove-item`: take an item of the officer's own away.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::cli::{Settings, write};
use crate::register::Act;

/// Take an item of your own away; an item of the policy can only be ruled out
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook remove-item 2026-0001 ask-the-custody-nurses-what-they-need")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichItem,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let which = &arguments.which;
    let (register, done) = settings.perform(&which.reference, |view| {
        Ok(Act::RemoveItem { item: view.find_item(&which.item)?.id.clone() })
    })?;
    write::done(out, &register, &done)
}
