//! `tenderbook evaluation evaluator`: who scores, with their declarations of interests.

use std::io::Write;

use clap::{ArgGroup, Args, Subcommand};

use crate::cli::Settings;
use crate::cli::evaluation::{deed, find};
use crate::cli::failure::Result;
use crate::cli::value;
use crate::domain::Date;
use crate::domain::evaluation::Declaration;
use crate::register::EvaluationAct;

/// The evaluators: name them, record their declarations of interests, let them stand down
///
/// Nobody scores before their declaration. The evaluators are those of the whole
/// tender, for all its lots.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation evaluator add 2026-0001 \"Dana Patel\" --role \"contract manager\"
  tenderbook evaluation evaluator declare 2026-0001 Dana --no-interest
  tenderbook evaluation evaluator stand-down 2026-0001 Dana --reason \"Left the authority\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name an evaluator
    #[command(after_help = "Example:
  tenderbook evaluation evaluator add 2026-0001 \"Dana Patel\" --role \"contract manager\"")]
    Add(Add),
    /// Change an evaluator's name or role
    #[command(after_help = "Example:
  tenderbook evaluation evaluator change 2026-0001 Dana --role \"clinical lead\"")]
    Change(Change),
    /// Record an evaluator's declaration of interests
    #[command(
        group(ArgGroup::new("declared").required(true).args(["no_interest", "interest"])),
        after_help = "Examples:
  tenderbook evaluation evaluator declare 2026-0001 Dana --no-interest
  tenderbook evaluation evaluator declare 2026-0001 Dana --interest \"Brother works at Acme\" --handling \"Does not score Acme\" --on 2026-06-02"
    )]
    Declare(Declare),
    /// Say why an evaluator takes no further part; what they scored stays on file
    #[command(after_help = "Example:
  tenderbook evaluation evaluator stand-down 2026-0001 Dana --reason \"Left the authority\"")]
    StandDown(StandDown),
    /// Let an evaluator take part again
    #[command(after_help = "Example:
  tenderbook evaluation evaluator return 2026-0001 Dana")]
    Return(Named),
    /// Take an evaluator away who has scored nothing
    #[command(after_help = "Example:
  tenderbook evaluation evaluator remove 2026-0001 Dana")]
    Remove(Named),
}

#[derive(Debug, Args)]
struct Add {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// The name
    #[arg(value_name = "NAME")]
    name: String,
    /// What they bring
    #[arg(long, value_name = "TEXT")]
    role: Option<String>,
}

#[derive(Debug, Args)]
struct Named {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// The evaluator, by name
    #[arg(value_name = "NAME")]
    evaluator: String,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    named: Named,
    /// The name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What they bring; empty takes it away
    #[arg(long, value_name = "TEXT")]
    role: Option<String>,
}

#[derive(Debug, Args)]
struct Declare {
    #[command(flatten)]
    named: Named,
    /// There is no interest
    #[arg(long)]
    no_interest: bool,
    /// The interest that was declared
    #[arg(long, value_name = "TEXT")]
    interest: Option<String>,
    /// What was done so that it gives nobody an advantage; without it they may not score
    #[arg(long, value_name = "TEXT", conflicts_with = "no_interest")]
    handling: Option<String>,
    /// The day on which it was made; left out it is today
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, Args)]
struct StandDown {
    #[command(flatten)]
    named: Named,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { reference, name, role }) => {
            deed::perform(out, settings, &reference, "The evaluator was not named.", |_| {
                Ok(EvaluationAct::SetEvaluator { uid: None, name, role })
            })
        }
        Command::Change(Change { named: Named { reference, evaluator }, name, role }) => {
            deed::perform(out, settings, &reference, "The evaluator was not changed.", |view| {
                let before = find::evaluator(view, &evaluator)?.clone();
                Ok(EvaluationAct::SetEvaluator {
                    uid: Some(before.uid),
                    name: name.unwrap_or(before.name),
                    role: role.or(before.role),
                })
            })
        }
        Command::Declare(declare) => {
            let Declare { named: Named { reference, evaluator }, interest, handling, on, .. } =
                declare;
            let day = value::day(on, settings.context().today);
            deed::perform(out, settings, &reference, "The declaration was not recorded.", |view| {
                let uid = find::evaluator(view, &evaluator)?.uid;
                let declaration = Declaration { day, interest, handling };
                Ok(EvaluationAct::Declare { uid, declaration })
            })
        }
        Command::StandDown(StandDown { named: Named { reference, evaluator }, reason }) => {
            deed::perform(out, settings, &reference, "Nobody was stood down.", |view| {
                let uid = find::evaluator(view, &evaluator)?.uid;
                Ok(EvaluationAct::StandDown { uid, reason: Some(reason) })
            })
        }
        Command::Return(Named { reference, evaluator }) => {
            deed::perform(out, settings, &reference, "The evaluator was not taken back.", |view| {
                let uid = find::evaluator(view, &evaluator)?.uid;
                Ok(EvaluationAct::StandDown { uid, reason: None })
            })
        }
        Command::Remove(Named { reference, evaluator }) => {
            deed::perform(out, settings, &reference, "The evaluator was not taken away.", |view| {
                let uid = find::evaluator(view, &evaluator)?.uid;
                Ok(EvaluationAct::RemoveEvaluator { uid })
            })
        }
    }
}
