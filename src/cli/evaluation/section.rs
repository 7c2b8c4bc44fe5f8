//! `tenderbook evaluation section`: the sections of the award criteria.

use std::io::Write;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::Settings;
use crate::cli::evaluation::deed::{self, Because, Which};
use crate::cli::evaluation::find;
use crate::cli::failure::Result;
use crate::cli::flags::{Said, word};
use crate::cli::value::or_none;
use crate::domain::Percent;
use crate::domain::evaluation::SectionKind;
use crate::register::{EvaluationAct, NewSection};

/// The sections of the award criteria: add, change, move, remove
///
/// Their weights add up to exactly 100. A section is named by its number or its
/// title, of which the beginning is enough.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation section add 2026-0001 \"Delivery\" --weight 20
  tenderbook evaluation section change 2026-0001 Quality --weight 30
  tenderbook evaluation section move 2026-0001 3 up")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Add a section
    #[command(after_help = "Examples:
  tenderbook evaluation section add 2026-0001 \"Delivery\" --weight 20 --pass-mark 50
  tenderbook evaluation section add 2026-0001 \"Community\" --kind social-value --weight 5")]
    Add(Add),
    /// Change a section; a flag that is left out changes nothing
    #[command(after_help = "Examples:
  tenderbook evaluation section change 2026-0001 Quality --weight 45
  tenderbook evaluation section change 2026-0001 1 --pass-mark none")]
    Change(Change),
    /// Move a section one place up or down
    #[command(after_help = "Example:
  tenderbook evaluation section move 2026-0001 \"Social value\" up")]
    Move(Move),
    /// Take a section away, with its questions
    #[command(after_help = "Example:
  tenderbook evaluation section remove 2026-0001 Delivery")]
    Remove(Remove),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    which: Which,
    /// What it is called
    #[arg(value_name = "TITLE")]
    title: String,
    /// Its weight in per cent of the whole
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT")]
    weight: Percent,
    /// What kind of criteria stand in it
    #[arg(long, value_name = "KIND", default_value = "quality", value_parser = word::<SectionKind>())]
    kind: SectionKind,
    /// The share of its points, in per cent, below which a bid fails
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT")]
    pass_mark: Option<Percent>,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct Change {
    #[command(flatten)]
    which: Which,
    /// The section, by its number or title
    #[arg(value_name = "SECTION")]
    section: String,
    /// What it is called
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Its weight in per cent of the whole
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT")]
    weight: Option<Percent>,
    /// What kind of criteria stand in it
    #[arg(long, value_name = "KIND", value_parser = word::<SectionKind>())]
    kind: Option<SectionKind>,
    /// The share of its points, in per cent, below which a bid fails; or none
    #[arg(long, allow_negative_numbers = true, value_name = "PERCENT", value_parser = or_none::<Percent>)]
    pass_mark: Option<Said<Percent>>,
    #[command(flatten)]
    because: Because,
}

/// Which way something moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Way {
    Up,
    Down,
}

#[derive(Debug, Args)]
struct Move {
    #[command(flatten)]
    which: Which,
    /// The section, by its number or title
    #[arg(value_name = "SECTION")]
    section: String,
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
    /// The section, by its number or title
    #[arg(value_name = "SECTION")]
    section: String,
    #[command(flatten)]
    because: Because,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { which, title, weight, kind, pass_mark, because }) => {
            deed::perform(out, settings, &which.reference, "The section was not added.", |view| {
                Ok(EvaluationAct::SetSection {
                    uid: None,
                    lot: which.lot(view)?,
                    section: NewSection { title, kind, weight, pass_mark },
                    reason: because.reason,
                })
            })
        }
        Command::Change(change) => {
            let Change { which, section, title, weight, kind, pass_mark, because } = change;
            deed::perform(out, settings, &which.reference, "The section was not changed.", |view| {
                let lot = which.lot_of(view, &[&section])?;
                let before = find::section(view, lot, &section)?.clone();
                Ok(EvaluationAct::SetSection {
                    uid: Some(before.uid),
                    lot,
                    section: NewSection {
                        title: title.unwrap_or(before.title),
                        kind: kind.unwrap_or(before.kind),
                        weight: weight.unwrap_or(before.weight),
                        pass_mark: pass_mark.map_or(before.pass_mark, |said| said.0),
                    },
                    reason: because.reason,
                })
            })
        }
        Command::Move(Move { which, section, way, because }) => {
            deed::perform(out, settings, &which.reference, "The section was not moved.", |view| {
                let lot = which.lot_of(view, &[&section])?;
                Ok(EvaluationAct::MoveCriterion {
                    uid: find::section(view, lot, &section)?.uid,
                    up: way == Way::Up,
                    reason: because.reason,
                })
            })
        }
        Command::Remove(Remove { which, section, because }) => {
            let not_done = "The section was not taken away.";
            deed::perform(out, settings, &which.reference, not_done, |view| {
                let lot = which.lot_of(view, &[&section])?;
                let uid = find::section(view, lot, &section)?.uid;
                Ok(EvaluationAct::RemoveCriterion { uid, reason: because.reason })
            })
        }
    }
}
