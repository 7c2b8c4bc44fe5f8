//! `tenderbook evaluation scale`: the marks that evaluators give, with what earns each.

use std::io::Write;

use clap::{Args, Subcommand};
use rust_decimal::Decimal;

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Because, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::{Failure, Result};
use crate::cli::value::{described, mark};
use crate::domain::evaluation::{BUILT_IN_SCALES, Mark, Scale};
use crate::register::EvaluationAct;

/// The scales by which answers are judged: add, change, remove
///
/// Each mark has a descriptor: what an answer has to be to earn it. New criteria
/// begin with “0 to 5”; “0 to 4” and “0 to 10” are there to be added by name.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation scale add 2026-0001 \"0 to 10\"
  tenderbook evaluation scale add 2026-0001 \"Yes or no\" --mark 0=No --mark 1=Yes
  tenderbook evaluation scale change 2026-0001 \"0 to 5\" --mark \"3=Sound: what is asked is met\"")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a scale: one of the built-in ones by its name, or one of your own by its marks
    #[command(after_help = "Examples:
  tenderbook evaluation scale add 2026-0001 \"0 to 4\"
  tenderbook evaluation scale add 2026-0001 \"Three steps\" --mark 0=None --mark 1=Some --mark 3=All")]
    Add(Add),
    /// Change the marks of a scale, one by one
    #[command(after_help = "Examples:
  tenderbook evaluation scale change 2026-0001 \"0 to 5\" --mark \"5=Excellent in every part\"
  tenderbook evaluation scale change 2026-0001 \"Three steps\" --drop 3 --mark 2=All")]
    Change(Change),
    /// Take a scale away that no question is judged by
    #[command(after_help = "Example:
  tenderbook evaluation scale remove 2026-0001 \"0 to 4\"")]
    Remove(Remove),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// Its name
    #[arg(value_name = "NAME")]
    name: String,
    /// A mark with what earns it, such as 3=Good; may be given several times
    #[arg(long, value_name = "MARK=TEXT", value_parser = described)]
    mark: Vec<(Decimal, String)>,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The scale, by its name
    #[arg(value_name = "NAME")]
    name: String,
    /// A mark with what earns it, new or in the place of what it says; may be given several times
    #[arg(long, value_name = "MARK=TEXT", value_parser = described)]
    mark: Vec<(Decimal, String)>,
    /// A mark that is taken away; may be given several times
    #[arg(long, allow_negative_numbers = true, value_name = "MARK", value_parser = mark)]
    drop: Vec<Decimal>,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct Remove {
    #[command(flatten)]
    which: Which,
    /// The scale, by its name
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    because: Because,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { which, name, mark, because }) => {
            deed::perform(out, settings, &which.reference, "The scale was not added.", |view| {
                let lot = which.lot(view)?;
                let there = view.evaluation.scales.contains_key(&(lot, name.trim().to_owned()));
                if there {
                    return Err(Failure::Other {
                        message: format!("There is a scale “{}” already.", name.trim()),
                        hint: Some("“evaluation scale change” changes its marks.".to_owned()),
                    });
                }
                let scale = if mark.is_empty() {
                    built_in(name.trim())?
                } else {
                    with_marks(Scale { marks: Vec::new() }, mark)
                };
                Ok(EvaluationAct::SetScale {
                    lot,
                    name,
                    scale: Some(scale),
                    reason: because.reason,
                })
            })
        }
        Command::Change(Change { which, name, mark, drop, because }) => {
            deed::perform(out, settings, &which.reference, "The scale was not changed.", |view| {
                let lot = which.lot(view)?;
                let name = find::scale(view, lot, &name)?;
                let scale = view.evaluation.scales.get(&(lot, name.clone())).cloned();
                let mut scale = scale.unwrap_or(Scale { marks: Vec::new() });
                scale.marks.retain(|mark| !drop.contains(&mark.score));
                let scale = with_marks(scale, mark);
                Ok(EvaluationAct::SetScale {
                    lot,
                    name,
                    scale: Some(scale),
                    reason: because.reason,
                })
            })
        }
        Command::Remove(Remove { which, name, because }) => {
            let not_done = "The scale was not taken away.";
            deed::perform(out, settings, &which.reference, not_done, |view| {
                let lot = which.lot(view)?;
                let name = find::scale(view, lot, &name)?;
                Ok(EvaluationAct::SetScale { lot, name, scale: None, reason: because.reason })
            })
        }
    }
}

/// A built-in scale by its name.
fn built_in(name: &str) -> Result<Scale> {
    Scale::built_in(name).ok_or_else(|| {
        let names = BUILT_IN_SCALES.map(|name| format!("“{name}”"));
        Failure::usage(
            "A scale of your own needs its marks.",
            format!(
                "Give each with --mark, such as --mark 0=None; built in are {}.",
                names.join(", ")
            ),
        )
    })
}

/// The scale with marks put in their places.
fn with_marks(mut scale: Scale, marks: Vec<(Decimal, String)>) -> Scale {
    for (score, descriptor) in marks {
        match scale.marks.iter_mut().find(|mark| mark.score == score) {
            Some(mark) => mark.descriptor = descriptor,
            None => scale.marks.push(Mark { score, descriptor }),
        }
    }
    scale.marks.sort_by_key(|mark| mark.score);
    scale
}
