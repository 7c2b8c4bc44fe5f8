//! `tenderbook supplier`: the directory of suppliers.

mod contact;
mod flags;
mod record;
mod same;
pub(crate) mod show;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::Result;

/// The directory of suppliers: who they are, contacts, checks, and all their contracts
///
/// A supplier is named by its name, of which a part is enough where only one has
/// it, by its company number, or by the start of its uid. What nobody has said
/// of a supplier is not known, which is not a no.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook supplier add --name \"Acme Care Ltd\" --number 01234567 --headcount 38
  tenderbook supplier change Acme --local yes --local-reason \"Office in Carlisle\"
  tenderbook supplier check Acme --result not-listed
  tenderbook supplier show Acme
  tenderbook supplier merge \"ACME Care\" --into \"Acme Care Ltd\" --reason \"Same company number\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(show::ListArguments),
    Show(show::Arguments),
    Add(record::Add),
    Change(record::Change),
    Contact(contact::Arguments),
    Check(record::Check),
    Merge(same::Merge),
    Part(same::Part),
    Remove(same::Remove),
    Journal(show::JournalArguments),
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::List(arguments) => show::list(&arguments, settings, out),
        Command::Show(arguments) => show::run(&arguments, settings, out),
        Command::Add(arguments) => record::add(arguments, settings, out),
        Command::Change(arguments) => record::change(arguments, settings, out),
        Command::Contact(arguments) => contact::run(arguments, settings, out),
        Command::Check(arguments) => record::check(arguments, settings, out),
        Command::Merge(arguments) => same::merge(arguments, settings, out),
        Command::Part(arguments) => same::part(arguments, settings, out),
        Command::Remove(arguments) => same::remove(arguments, settings, out),
        Command::Journal(arguments) => show::journal(&arguments, settings, out),
    }
}
