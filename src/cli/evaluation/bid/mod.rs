//! `tenderbook evaluation bid`: what came in, what it offers, and what becomes of it.

mod content;
mod record;

pub(super) use content::clarifications;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::Result;

/// The bids or quotes: record them, what they answer and offer, and what becomes of them
///
/// A bid is named by its supplier, of which an unambiguous beginning is enough.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation bid add 2026-0001 \"Acme Care Ltd\" --price 98000 --received \"2026-06-01 14:05\"
  tenderbook evaluation bid offer 2026-0001 Acme apprentices --quantity 4
  tenderbook evaluation bid answer 2026-0001 Acme 1.1 --file acme-1.1.pdf
  tenderbook evaluation bid clarify 2026-0001 Acme --asked \"Is VAT included?\"
  tenderbook evaluation bid out 2026-0001 Delta withdrawn --reason \"Letter of 9 June\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Add(record::Add),
    Change(record::Change),
    Answer(content::Answer),
    Offer(content::OfferArguments),
    Clarify(content::Clarify),
    Out(record::TakeOut),
    Back(record::Back),
    Remove(record::Remove),
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(arguments) => record::add(arguments, settings, out),
        Command::Change(arguments) => record::change(arguments, settings, out),
        Command::Answer(arguments) => content::answer(arguments, settings, out),
        Command::Offer(arguments) => content::offer(arguments, settings, out),
        Command::Clarify(arguments) => content::clarify(arguments, settings, out),
        Command::Out(arguments) => record::take_out(arguments, settings, out),
        Command::Back(arguments) => record::back(arguments, settings, out),
        Command::Remove(arguments) => record::remove(arguments, settings, out),
    }
}
