//! `tenderbook evaluation question`: the questions of the award criteria.

use std::io::Write;

use clap::{Args, Subcommand};
use rust_decimal::Decimal;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Because, Which};
use crate::cli::evaluation::find;
use crate::cli::evaluation::section::Way;
use crate::cli::failure::Result;
use crate::cli::flags::Said;
use crate::cli::value::{mark, mark_or_none};
use crate::domain::Percent;
use crate::domain::evaluation::{Judged, LotNo, STANDARD_SCALE};
use crate::register::{EvaluationAct, EvaluationView, NewQuestion};

/// The questions of the award criteria: add, change, move, remove
///
/// The weights of the questions of a section add up to exactly 100. Evaluators
/// give a mark of a scale, or the offered quantity of a measure is scored as a
/// share of the best offer (--offers). A question is named by its number, such
/// as 2.1, or its title, of which the beginning is enough.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation question add 2026-0001 Quality \"Clinical model\" --weight 60
  tenderbook evaluation question change 2026-0001 1.1 --pass-mark 2
  tenderbook evaluation question move 2026-0001 1.2 up")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a question to a section
    #[command(after_help = "Examples:
  tenderbook evaluation question add 2026-0001 1 \"Clinical model\" --weight 60 --pass-mark 2
  tenderbook evaluation question add 2026-0001 \"Social value\" \"Apprentices\" --weight 40 --offers 1.1.apprentices")]
    Add(Add),
    /// Change a question; a flag that is left out changes nothing
    #[command(after_help = "Examples:
  tenderbook evaluation question change 2026-0001 2.1 --weight 40
  tenderbook evaluation question change 2026-0001 \"Clinical\" --scale \"0 to 10\" --asks \"Describe your model of care.\"")]
    Change(Change),
    /// Move a question one place up or down within its section
    #[command(after_help = "Example:
  tenderbook evaluation question move 2026-0001 1.2 up")]
    Move(Move),
    /// Take a question away that has no answers or scores
    #[command(after_help = "Example:
  tenderbook evaluation question remove 2026-0001 1.3")]
    Remove(Remove),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// The section that it stands in, by its number or title
    #[arg(value_name = "SECTION")]
    section: String,
    /// What it is called
    #[arg(value_name = "TITLE")]
    title: String,
    /// Its weight in per cent of the section
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT")]
    weight: Percent,
    /// What is asked, as it stands in the invitation
    #[arg(long, value_name = "TEXT")]
    asks: Option<String>,
    /// The scale by which evaluators judge it; left out it is “0 to 5”
    #[arg(long, value_name = "NAME", conflicts_with = "offers")]
    scale: Option<String>,
    /// The measure whose offered quantity is scored as a share of the best offer
    #[arg(long, value_name = "MEASURE")]
    offers: Option<String>,
    /// The mark below which a bid fails
    #[arg(long, allow_negative_numbers = true, value_name = "MARK", value_parser = mark)]
    pass_mark: Option<Decimal>,
    /// The outcome or measure that it asks about
    #[arg(long, value_name = "ID")]
    outcome: Option<String>,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The question, by its number or title
    #[arg(value_name = "QUESTION")]
    question: String,
    /// What it is called
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The section that it is moved to, by its number or title
    #[arg(long, value_name = "SECTION")]
    section: Option<String>,
    /// Its weight in per cent of the section
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT")]
    weight: Option<Percent>,
    /// What is asked, as it stands in the invitation; empty takes it away
    #[arg(long, value_name = "TEXT")]
    asks: Option<String>,
    /// The scale by which evaluators judge it
    #[arg(long, value_name = "NAME", conflicts_with = "offers")]
    scale: Option<String>,
    /// The measure whose offered quantity is scored as a share of the best offer
    #[arg(long, value_name = "MEASURE")]
    offers: Option<String>,
    /// The mark below which a bid fails; or none
    #[arg(long, allow_negative_numbers = true, value_name = "MARK", value_parser = mark_or_none)]
    pass_mark: Option<Said<Decimal>>,
    /// The outcome or measure that it asks about; or none
    #[arg(long, value_name = "ID")]
    outcome: Option<String>,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct Move {
    #[command(flatten)]
    which: Which,
    /// The question, by its number or title
    #[arg(value_name = "QUESTION")]
    question: String,
    /// Which way
    #[arg(value_name = "WAY")]
    way: Way,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct Remove {
    #[command(flatten)]
    which: Which,
    /// The question, by its number or title
    #[arg(value_name = "QUESTION")]
    question: String,
    #[command(flatten)]
    because: Because,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(arguments) => add(arguments, settings, out),
        Command::Change(arguments) => change(arguments, settings, out),
        Command::Move(Move { which, question, way, because }) => {
            deed::perform(out, settings, &which.reference, "The question was not moved.", |view| {
                let lot = which.lot_of(view, &[&question])?;
                Ok(EvaluationAct::MoveCriterion {
                    uid: find::question(view, lot, &question)?.uid,
                    up: way == Way::Up,
                    reason: because.reason,
                })
            })
        }
        Command::Remove(Remove { which, question, because }) => {
            let not_done = "The question was not taken away.";
            deed::perform(out, settings, &which.reference, not_done, |view| {
                let lot = which.lot_of(view, &[&question])?;
                let uid = find::question(view, lot, &question)?.uid;
                Ok(EvaluationAct::RemoveCriterion { uid, reason: because.reason })
            })
        }
    }
}

fn add(arguments: Add, settings: &Settings, out: &mut impl Write) -> Result {
    let Add { which, section, title, weight, asks, scale, offers, pass_mark, outcome, because } =
        arguments;
    deed::perform(out, settings, &which.reference, "The question was not added.", |view| {
        let lot = which.lot_of(view, &[&section])?;
        let judged = judged(view, lot, scale.as_deref(), offers.as_deref())?;
        let standard = || Judged::Scale { scale: STANDARD_SCALE.to_owned() };
        Ok(EvaluationAct::SetQuestion {
            uid: None,
            section: find::section(view, lot, &section)?.uid,
            question: NewQuestion {
                title,
                asks,
                weight,
                judged: judged.unwrap_or_else(standard),
                pass_mark,
                outcome: outcome.map(|id| find::measure(view, &id)).transpose()?,
            },
            reason: because.reason,
        })
    })
}

fn change(change: Change, settings: &Settings, out: &mut impl Write) -> Result {
    let which = change.which.clone();
    deed::perform(out, settings, &which.reference, "The question was not changed.", |view| {
        let lot = which.lot_of(view, &[&change.question])?;
        let before = find::question(view, lot, &change.question)?.clone();
        let section = match &change.section {
            Some(given) => find::section(view, lot, given)?.uid,
            None => before.section,
        };
        let judged = judged(view, lot, change.scale.as_deref(), change.offers.as_deref())?;
        let outcome = match change.outcome.as_deref().map(str::trim) {
            None => before.outcome,
            Some("" | "none") => None,
            Some(id) => Some(find::measure(view, id)?),
        };
        Ok(EvaluationAct::SetQuestion {
            uid: Some(before.uid),
            section,
            question: NewQuestion {
                title: change.title.unwrap_or(before.title),
                asks: change.asks.or(before.asks),
                weight: change.weight.unwrap_or(before.weight),
                judged: judged.unwrap_or(before.judged),
                pass_mark: change.pass_mark.map_or(before.pass_mark, |said| said.0),
                outcome,
            },
            reason: change.because.reason,
        })
    })
}

/// How the question is judged, where it was said.
fn judged(
    view: &EvaluationView,
    lot: LotNo,
    scale: Option<&str>,
    offers: Option<&str>,
) -> Result<Option<Judged>> {
    Ok(match (scale, offers) {
        (Some(name), _) => Some(Judged::Scale { scale: find::scale(view, lot, name)? }),
        (None, Some(id)) => Some(Judged::Offer { measure: find::measure(view, id)? }),
        (None, None) => None,
    })
}
