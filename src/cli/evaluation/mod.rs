//! `tenderbook evaluation`: from award criteria to the award, by commands.

mod award;
mod begin;
mod bid;
mod deed;
mod document;
mod evaluator;
mod find;
mod low_price;
mod measure;
mod question;
mod result;
mod scale;
mod score;
mod section;
mod show;
mod template;
mod terms;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::failure::Result;

/// The commands in the order of the work, since clap knows no headings among commands.
const OVERVIEW: &str = "To read
  show          Everything, from the criteria to what comes next
  result        The ranking: points, places, ties, low prices
  working       How the points of one bid come about, line by line
  sensitivity   Who would be first at other weights and by other price methods

1. The award criteria, before the tender is issued
  begin         Begin them, from the policy's weight of social value
  section       Sections: add, change, move, remove
  question      Questions: add, change, move, remove
  scale         Scales by which answers are judged: add, change, remove
  terms         Price method, tie-break, low prices, what is hidden
  measure       Measures of your own: add, change, list, remove
  template      Criteria kept to be used again: save, use, list, drop
  draft         Draft the social value questions for the invitation to tender
  remove-lot    Take a lot away that nobody has bid for

2. The bids
  bid           Bids: add, change, answer, offer, clarify, out, back, remove

3. The scores
  evaluator     Evaluators: add, change, declare, stand-down, return, remove
  score         Record what one evaluator gives one answer
  agree         Record the score that they agree on, with reasons

4. The result
  low-price     Record a step about a price that looks abnormally low
  check         Record a second person's check of the arithmetic

5. The award
  award         Record the decision
  summary       Draft the assessment summary for one bidder
  revoke-award  Take the award back";

/// Evaluate the bids of a tender: criteria, bids, scores, result, award
///
/// Things are named by what you see of them: a section by its number or title
/// (2, “Social value”), a question by its number or title (2.1), a bid by its
/// supplier, an evaluator by name, a lot by its number (left out where there is
/// only one). The beginning of a name is enough where only one begins so; uids
/// are taken, too. Once the tender is issued or somebody has bid, the criteria
/// are fixed, and changing them takes --reason. Days that are left out are today.
#[derive(Debug, Args)]
#[command(
    help_template = "{about-with-newline}\n{usage-heading} {usage}\n\n{before-help}Options:\n{options}{after-help}",
    before_help = OVERVIEW,
    after_help = "Examples:
  tenderbook evaluation begin 2026-0001
  tenderbook evaluation question add 2026-0001 Quality \"Clinical model\" --weight 100
  tenderbook evaluation bid add 2026-0001 \"Acme Care Ltd\" --price 98000
  tenderbook evaluation evaluator declare 2026-0001 Dana --no-interest
  tenderbook evaluation score 2026-0001 Acme 1.1 4 --by Dana --why \"Two nurses on site, page 4\"
  tenderbook evaluation agree 2026-0001 Acme 1.1 4 --reasons \"The plan covers nights.\"
  tenderbook evaluation show 2026-0001 --json"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Show(show::Arguments),
    Result(result::Arguments),
    Working(result::WorkingArguments),
    Sensitivity(result::SensitivityArguments),
    Begin(begin::Arguments),
    Section(section::Arguments),
    Question(question::Arguments),
    Scale(scale::Arguments),
    #[command(alias = "method")]
    Terms(terms::Arguments),
    Measure(measure::Arguments),
    Template(template::Arguments),
    Draft(document::DraftArguments),
    RemoveLot(begin::RemoveArguments),
    Bid(bid::Arguments),
    Evaluator(evaluator::Arguments),
    Score(score::Arguments),
    Agree(score::AgreeArguments),
    LowPrice(low_price::Arguments),
    Check(award::CheckArguments),
    Award(award::Arguments),
    Summary(document::SummaryArguments),
    RevokeAward(award::RevokeArguments),
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Show(arguments) => show::run(&arguments, settings, out),
        Command::Result(arguments) => result::run(&arguments, settings, out),
        Command::Working(arguments) => result::show_working(&arguments, settings, out),
        Command::Sensitivity(arguments) => result::show_sensitivity(&arguments, settings, out),
        Command::Begin(arguments) => begin::run(arguments, settings, out),
        Command::Section(arguments) => section::run(arguments, settings, out),
        Command::Question(arguments) => question::run(arguments, settings, out),
        Command::Scale(arguments) => scale::run(arguments, settings, out),
        Command::Terms(arguments) => terms::run(&arguments, settings, out),
        Command::Measure(arguments) => measure::run(arguments, settings, out),
        Command::Template(arguments) => template::run(arguments, settings, out),
        Command::Draft(arguments) => document::draft(&arguments, settings, out),
        Command::RemoveLot(arguments) => begin::remove(arguments, settings, out),
        Command::Bid(arguments) => bid::run(arguments, settings, out),
        Command::Evaluator(arguments) => evaluator::run(arguments, settings, out),
        Command::Score(arguments) => score::run(arguments, settings, out),
        Command::Agree(arguments) => score::agree(arguments, settings, out),
        Command::LowPrice(arguments) => low_price::run(arguments, settings, out),
        Command::Check(arguments) => award::check(arguments, settings, out),
        Command::Award(arguments) => award::run(arguments, settings, out),
        Command::Summary(arguments) => document::summary(&arguments, settings, out),
        Command::RevokeAward(arguments) => award::revoke(arguments, settings, out),
    }
}

#[cfg(test)]
mod tests {
    use super::OVERVIEW;
    use clap::{Args, Command};

    #[test]
    fn the_overview_names_every_command_once() {
        let command = super::Arguments::augment_args(Command::new("evaluation"));
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
