//! `tenderbook add-item`: add an item of the officer's own to a stage.

use std::io::Write;

use clap::Args;

use crate::cli::failure::Result;
use crate::cli::which::WhichStage;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::register::Act;

/// Add an item of your own to a stage
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook add-item 2026-0001 4 \"Ask the custody nurses what they need\" --required")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: WhichStage,
    /// What to do, in one sentence
    #[arg(value_name = "TEXT")]
    text: String,
    /// Let the stage wait for it
    #[arg(long)]
    required: bool,
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, text, required } = arguments;
    let stage = which.stage;
    let (register, done) =
        settings.perform(&which.reference, |_| Ok(Act::AddItem { stage, text, required }))?;
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    if let Some(Act::RemoveItem { item }) = &done.undo {
        writeln!(out, "Item {item}")?;
    }
    write::next(out, &register, &which.reference)
}
