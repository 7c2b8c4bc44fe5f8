//! `tenderbook untick`: say that an item is open again.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::cli::{Settings, write};
use crate::register::Act;

/// Say that an item is open again, whether it was done or ruled out
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook untick 2026-0001 purpose")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichItem,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let which = &arguments.which;
    let (register, done) = settings.perform(&which.reference, |view| {
        Ok(Act::UntickItem { item: view.find_item(&which.item)?.id.clone() })
    })?;
    write::done(out, &register, &done)
}
