//! `tenderbook policy`: list, show and check policies.

mod check;
mod list;
mod show;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::Result;

/// Read the policies: list them, show one, check a file
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy list
  tenderbook policy show cumbria
  tenderbook policy check my-council.toml")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Show(show::Arguments),
    Check(check::Arguments),
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match &arguments.command {
        Command::List(arguments) => list::run(arguments, settings, out),
        Command::Show(arguments) => show::run(arguments, settings, out),
        Command::Check(arguments) => check::run(arguments, out),
    }
}
