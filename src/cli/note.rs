//! `tenderbook note`: write a note on an item.

use std::io::Write;

use clap::Args;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::which::WhichItem;
use crate::domain::text::visible;
use crate::register::Act;

/// Write a note on an item; an empty text takes the note away
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook note 2026-0001 purpose \"Waiting for the business case until Friday\"
  tenderbook note 2026-0001 purpose \"\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichItem,
    /// The note; it replaces the one that is there
    #[arg(value_name = "TEXT")]
    text: String,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, text } = arguments;
    let (_, done) = settings.perform(&which.reference, |view| {
        Ok(Act::NoteItem { item: view.find_item(&which.item)?.id.clone(), note: text })
    })?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    Ok(())
}
