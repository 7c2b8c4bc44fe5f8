//! `tenderbook policy`: list, show, check and begin policies, and move tenders to other editions.

mod after;
mod check;
mod list;
mod new;
mod show;
mod snippet;
pub(super) mod upgrade;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::Result;

/// The policies: list them, show one, begin one of your own, check it; move a tender to another edition
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy list
  tenderbook policy show cumbria
  tenderbook policy new my-council
  tenderbook policy check my-council.toml
  tenderbook policy upgrade 2026-0001")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Show(show::Arguments),
    New(new::Arguments),
    Check(check::Arguments),
    Upgrade(upgrade::Arguments),
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, settings, out),
        Command::Show(arguments) => show::run(arguments, settings, out),
        Command::New(arguments) => new::run(arguments, out),
        Command::Check(arguments) => check::run(arguments, out),
        Command::Upgrade(arguments) => upgrade::run(arguments, settings, out),
    }
}
