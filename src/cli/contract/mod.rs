//! `tenderbook contract`: a contract from its beginning to its final account, by commands.

mod exit;
mod kpi;
mod paper;
mod review;
mod risk;
mod show;
mod slavery;
mod terms;
mod vary;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::Result;

/// The commands in the order of the work, since clap knows no headings among commands.
const OVERVIEW: &str = "To read
  show          Everything of one contract, or of all contracts of a tender
  agenda        What the next review should look at

The contract
  begin         Record a contract, from the award where there is one
  change        Change what is recorded of it
  vary          Record a change that was agreed: an extension, another value
  document      Documents: add, change
  figure        Money of a financial year: spend, savings, claims
  end           Record how it ended
  remove        Take a contract or one of its records away

How it is performed
  kpi           Key performance indicators: add, change, drop
  assess        Record an assessment against an indicator
  review        Reviews of performance: plan, hold
  action        What somebody has to do: add, change, done, drop
  risk          Risks: add, change, close

Ethics and logistics
  slavery       Assess the risk of modern slavery
  diligence     Record a step of due diligence
  concern       Concerns, and to whom they were reported: add, change
  logistics     Note a delivery, storage, receipt or return of goods

The end
  exit-plan     How it is handed over
  account       The final account of commitments: close, reopen";

/// Contracts: what was signed, how it is performed, changes, reviews, ethics, the end
///
/// A contract is named by its number (--contract 2) or the start of its uid,
/// left out where a tender has only one. Its records are named by their number as
/// “contract show” prints it, the beginning of their words, or the start of their
/// uid. Commitments and deliveries have commands of their own. Days that are left
/// out are today; “none” takes a value away.
#[derive(Debug, Args)]
#[command(
    help_template = "{about-with-newline}\n{usage-heading} {usage}\n\n{before-help}Options:\n{options}{after-help}",
    before_help = OVERVIEW,
    after_help = "Examples:
  tenderbook contract begin 2026-0001 --starts 2026-04-01 --ends 2029-03-31 --take-over
  tenderbook contract kpi add 2026-0001 \"Response time\" --target \"Within 60 minutes\" --every 3
  tenderbook contract review hold 2026-0001 --minutes \"All on track\"
  tenderbook contract vary 2026-0001 --about extension --ends 2030-03-31 --what \"One more year\" --agreed-by \"J. Smith\"
  tenderbook contract account close 2026-0001
  tenderbook contract show 2026-0001 --json"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Show(show::Arguments),
    Agenda(show::AgendaArguments),
    Begin(Box<terms::Begin>),
    Change(Box<terms::Change>),
    Vary(vary::Arguments),
    Document(paper::Arguments),
    Figure(paper::FigureArguments),
    End(terms::End),
    Remove(terms::Remove),
    Kpi(kpi::Arguments),
    Assess(kpi::Assess),
    Review(review::Arguments),
    Action(review::ActionArguments),
    Risk(risk::Arguments),
    Slavery(Box<slavery::Arguments>),
    Diligence(slavery::DiligenceArguments),
    Concern(slavery::ConcernArguments),
    Logistics(exit::LogisticsArguments),
    ExitPlan(exit::Arguments),
    Account(exit::AccountArguments),
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Show(arguments) => show::run(&arguments, settings, out),
        Command::Agenda(arguments) => show::agenda(&arguments, settings, out),
        Command::Begin(arguments) => terms::begin(*arguments, settings, out),
        Command::Change(arguments) => terms::change(*arguments, settings, out),
        Command::Vary(arguments) => vary::run(arguments, settings, out),
        Command::Document(arguments) => paper::run(arguments, settings, out),
        Command::Figure(arguments) => paper::figure(arguments, settings, out),
        Command::End(arguments) => terms::end(arguments, settings, out),
        Command::Remove(arguments) => terms::remove(arguments, settings, out),
        Command::Kpi(arguments) => kpi::run(arguments, settings, out),
        Command::Assess(arguments) => kpi::assess(arguments, settings, out),
        Command::Review(arguments) => review::run(arguments, settings, out),
        Command::Action(arguments) => review::action(arguments, settings, out),
        Command::Risk(arguments) => risk::run(arguments, settings, out),
        Command::Slavery(arguments) => slavery::run(*arguments, settings, out),
        Command::Diligence(arguments) => slavery::diligence(arguments, settings, out),
        Command::Concern(arguments) => slavery::concern(arguments, settings, out),
        Command::Logistics(arguments) => exit::logistics(arguments, settings, out),
        Command::ExitPlan(arguments) => exit::run(arguments, settings, out),
        Command::Account(arguments) => exit::account(arguments, settings, out),
    }
}

#[cfg(test)]
mod tests {
    use super::OVERVIEW;
    use clap::{Args, Command};

    #[test]
    fn the_overview_names_every_command_once() {
        let command = super::Arguments::augment_args(Command::new("contract"));
        let mut there: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        let lines = OVERVIEW.lines().filter_map(|line| line.strip_prefix("  "));
        let mut named: Vec<&str> = lines.filter_map(|line| line.split(' ').next()).collect();
        there.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, there);
        let fits = |line: &str| line.chars().count() <= 78;
        assert!(OVERVIEW.lines().all(fits), "a line breaks on a narrow screen");
    }
}
