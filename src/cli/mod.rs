//! The command line: one file per command.
//!
//! Commands read view models and perform acts, like the screens do. People get
//! numbered plain text that a screen reader can follow, programs get `--json`.

mod add_item;
mod after;
mod assess;
mod attach;
mod backup;
mod commitment;
mod complete;
mod completions;
mod console;
mod contract;
mod damage;
mod dashboard;
mod date;
mod days;
mod delivery;
mod demo;
mod detach;
mod drop_outcome;
mod evaluation;
mod export;
mod facts;
mod failure;
mod flags;
mod global;
mod import;
mod import_whole;
mod journal;
mod lesson;
mod list;
mod log;
mod man;
mod needs;
mod new;
mod note;
mod open;
mod opt_out;
mod passphrase;
mod pick;
mod places;
mod plan;
mod policy;
mod progress;
mod remove_item;
mod reopen;
mod report;
mod restore;
mod rule_out;
mod salvage;
mod search;
mod seek;
mod settings;
mod show;
mod skip;
mod state;
mod status;
mod statute;
mod supplier;
mod targets;
mod tick;
mod today;
mod untick;
mod value;
mod verify;
mod wait;
mod walk;
mod weight;
mod which;
mod write;

use std::error::Error as _;
use std::ffi::OsString;
use std::io::{BufWriter, Write};

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};

pub use console::{Console, errors, output};
pub use failure::Failure;
pub use global::{Global, Settings};
pub use log::say_where_it_broke;

use crate::domain::ProcurementState;
use failure::Result;

/// Walks a public procurement officer through the 13 stages of a tender
///
/// Without a command it opens the terminal interface on your register. It
/// works from one file, without a network, and writes a journal of every
/// change. Exit codes: 0 done, 1 refused or not found, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(
    name = "tenderbook",
    version,
    after_help = "Examples:
  tenderbook                     open the terminal interface
  tenderbook demo                the same, on samples that are thrown away
  tenderbook new --title \"Custody healthcare\" --policy cumbria --type services --value 120k
  tenderbook walk 2026-0001      the walk by questions and answers, line by line
  tenderbook show 2026-0001      the whole walk as plain text"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, Subcommand, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
enum Command {
    Demo(demo::Arguments),
    New(new::Arguments),
    Import(import::Arguments),
    Export(export::Arguments),
    List(list::Arguments),
    Dashboard(dashboard::Arguments),
    Show(show::Arguments),
    Walk(walk::Arguments),
    Assess(assess::Arguments),
    Tick(tick::Arguments),
    Untick(untick::Arguments),
    RuleOut(rule_out::Arguments),
    Note(note::Arguments),
    Attach(attach::Arguments),
    Detach(detach::Arguments),
    Complete(complete::Arguments),
    Reopen(reopen::Arguments),
    Skip(skip::Arguments),
    /// Set a procurement aside for a time
    #[command(after_help = "Example:
  tenderbook pause 2026-0001 --reason \"Budget under review until June\"")]
    Pause(state::Arguments),
    /// Take a paused, cancelled or closed procurement up again
    #[command(after_help = "Example:
  tenderbook resume 2026-0001 --reason \"Budget confirmed on 3 June\"")]
    Resume(state::Arguments),
    /// Give a procurement up
    #[command(after_help = "Example:
  tenderbook cancel 2026-0001 --reason \"The need is met by the national framework\"")]
    Cancel(state::Arguments),
    /// Finish a procurement whose stages are all closed or skipped
    #[command(after_help = "Example:
  tenderbook close 2026-0001 --reason \"Contract ended on 31 March, lessons filed\"")]
    Close(state::Arguments),
    AddItem(add_item::Arguments),
    RemoveItem(remove_item::Arguments),
    Facts(facts::Arguments),
    Weight(weight::Arguments),
    Needs(needs::Arguments),
    OptOut(opt_out::Arguments),
    Date(date::Arguments),
    Plan(plan::Arguments),
    Wait(wait::Arguments),
    Today(today::Arguments),
    Statute(statute::Arguments),
    Seek(seek::Arguments),
    DropOutcome(drop_outcome::Arguments),
    Evaluation(evaluation::Arguments),
    Supplier(supplier::Arguments),
    Contract(contract::Arguments),
    Commitment(commitment::Arguments),
    Delivery(delivery::Arguments),
    Status(status::Arguments),
    Lesson(lesson::Arguments),
    Targets(targets::Arguments),
    Report(report::Arguments),
    Journal(journal::Arguments),
    Search(search::Arguments),
    Days(days::Arguments),
    Policy(policy::Arguments),
    Verify(verify::Arguments),
    Backup(backup::Arguments),
    Restore(restore::Arguments),
    Settings(settings::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// Whether it says nothing of what is wrong in the settings: because it tells everything, or
    /// because nothing of them counts.
    const fn is_silent_about_settings(&self) -> bool {
        matches!(self, Self::Settings(_) | Self::Demo(_) | Self::Completions(_) | Self::Man(_))
    }
}

/// Does what the command line asks, and writes what is to be read to `out`.
///
/// # Errors
/// When the command line is wrong, or what it asks is refused, not there or cannot be written.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: impl Write) -> Result {
    let mut out = BufWriter::new(out);
    let given: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(told) if told.use_stderr() => return Err(usage(&told)),
        Err(told) => {
            write!(out, "{}", told.render())?;
            return Ok(out.flush()?);
        }
    };
    let registers = global::times_named(&given);
    let several =
        matches!(&arguments.command, Some(Command::Report(report)) if report.reads_several());
    if registers > 1 && !several {
        return Err(Failure::usage(
            format!("{registers} registers are named, and this works on one."),
            "Leave one --register; “tenderbook report annual” reads several together.",
        ));
    }
    if registers > 1 && registers != arguments.global.register.len() {
        return Err(Failure::usage(
            "Registers are named before the command and after it.",
            "Write every --register in one place, after the command.",
        ));
    }
    let name = arguments.command.as_ref().map_or("interface", Into::into);
    if let Some(file) = &arguments.global.log {
        log::begin(file)?;
    }
    tracing::info!(command = name, "began");
    let done = follow(arguments, out);
    match &done {
        Ok(()) => tracing::info!(command = name, "done"),
        Err(failure) => tracing::warn!(command = name, fault = failure.kind(), "not done"),
    }
    done
}

/// Does what the command line asks.
fn follow(arguments: Arguments, mut out: BufWriter<impl Write>) -> Result {
    let settings = Settings::new(arguments.global)?;
    match arguments.command {
        None => open::run(&settings)?,
        // Which file cannot be restored or salvaged is said there.
        Some(Command::Restore(arguments)) => restore::run(&arguments, &settings, &mut out)?,
        Some(command) => {
            if !command.is_silent_about_settings() {
                write::wrong_settings(&settings);
            }
            dispatch(command, &settings, &mut out)
                .map_err(|failure| damage::explained(failure, &settings))?;
        }
    }
    Ok(out.flush()?)
}

fn dispatch(command: Command, settings: &Settings, out: &mut impl Write) -> Result {
    use ProcurementState::{Active, Cancelled, Closed, Paused};
    match command {
        Command::Demo(arguments) => demo::run(&arguments, settings, out),
        Command::New(arguments) => new::run(arguments, settings, out),
        Command::Import(arguments) => import::run(&arguments, settings, out),
        Command::Export(arguments) => export::run(&arguments, settings, out),
        Command::List(arguments) => list::run(&arguments, settings, out),
        Command::Dashboard(arguments) => dashboard::run(&arguments, settings, out),
        Command::Show(arguments) => show::run(&arguments, settings, out),
        Command::Walk(arguments) => walk::run(arguments, settings, out),
        Command::Assess(arguments) => assess::run(&arguments, settings, out),
        Command::Tick(arguments) => tick::run(arguments, settings, out),
        Command::Untick(arguments) => untick::run(&arguments, settings, out),
        Command::RuleOut(arguments) => rule_out::run(arguments, settings, out),
        Command::Note(arguments) => note::run(arguments, settings, out),
        Command::Attach(arguments) => attach::run(arguments, settings, out),
        Command::Detach(arguments) => detach::run(&arguments, settings, out),
        Command::Complete(arguments) => complete::run(arguments, settings, out),
        Command::Reopen(arguments) => reopen::run(arguments, settings, out),
        Command::Skip(arguments) => skip::run(arguments, settings, out),
        Command::Pause(arguments) => state::run(arguments, Paused, settings, out),
        Command::Resume(arguments) => state::run(arguments, Active, settings, out),
        Command::Cancel(arguments) => state::run(arguments, Cancelled, settings, out),
        Command::Close(arguments) => state::run(arguments, Closed, settings, out),
        Command::AddItem(arguments) => add_item::run(arguments, settings, out),
        Command::RemoveItem(arguments) => remove_item::run(&arguments, settings, out),
        Command::Facts(arguments) => facts::run(&arguments, settings, out),
        Command::Weight(arguments) => weight::run(arguments, settings, out),
        Command::Needs(arguments) => needs::run(&arguments, settings, out),
        Command::OptOut(arguments) => opt_out::run(arguments, settings, out),
        Command::Date(arguments) => date::run(arguments, settings, out),
        Command::Plan(arguments) => plan::run(&arguments, settings, out),
        Command::Wait(arguments) => wait::run(arguments, settings, out),
        Command::Today(arguments) => today::run(&arguments, settings, out),
        Command::Statute(arguments) => statute::run(arguments, settings, out),
        Command::Seek(arguments) => seek::run(arguments, settings, out),
        Command::DropOutcome(arguments) => drop_outcome::run(arguments, settings, out),
        Command::Evaluation(arguments) => evaluation::run(arguments, settings, out),
        Command::Supplier(arguments) => supplier::run(arguments, settings, out),
        Command::Contract(arguments) => contract::run(arguments, settings, out),
        Command::Commitment(arguments) => commitment::run(arguments, settings, out),
        Command::Delivery(arguments) => delivery::run(arguments, settings, out),
        Command::Status(arguments) => status::run(arguments, settings, out),
        Command::Lesson(arguments) => lesson::run(arguments, settings, out),
        Command::Targets(arguments) => targets::run(&arguments, settings, out),
        Command::Report(arguments) => report::run(arguments, settings, out),
        Command::Search(arguments) => search::run(&arguments, settings, out),
        Command::Journal(arguments) => journal::run(&arguments, settings, out),
        Command::Days(arguments) => days::run(&arguments, out),
        Command::Policy(arguments) => policy::run(&arguments, settings, out),
        Command::Verify(arguments) => verify::run(&arguments, settings, out),
        Command::Backup(arguments) => backup::run(&arguments, settings, out),
        Command::Restore(arguments) => restore::run(&arguments, settings, out),
        Command::Settings(arguments) => settings::run(&arguments, settings, out),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command(), out),
        Command::Man(arguments) => man::run(&arguments, Arguments::command(), out),
    }
}

/// What clap says of a wrong command line, in our form and without colours.
fn usage(told: &clap::Error) -> Failure {
    const MORE: &str = "For more information, try '--help'.";
    let hint = "The same command with --help explains its options.";
    let argument = told.get(ContextKind::InvalidArg);
    // A value that we read ourselves has a sentence of its own.
    if let (ErrorKind::ValueValidation, Some(argument), Some(why)) =
        (told.kind(), argument, told.source())
    {
        return Failure::usage(format!("{argument}: {why}."), hint);
    }
    let said = told.render().to_string();
    let said = said.strip_prefix("error: ").unwrap_or(&said).trim_end();
    Failure::usage(said.strip_suffix(MORE).unwrap_or(said).trim_end(), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_put_together_without_contradictions() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        let command = Arguments::command();
        let mut left: Vec<&clap::Command> = vec![&command];
        while let Some(command) = left.pop() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("tenderbook "), "{} has no example", command.get_name());
            left.extend(command.get_subcommands().filter(|c| c.get_name() != "help"));
        }
    }
}
