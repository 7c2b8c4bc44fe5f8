//! `tenderbook evaluation measure`: measures of the officer's own, beside those of the policy.

use std::io::Write;

use clap::{Args, Subcommand};

use crate::cli::Settings;
use crate::cli::evaluation::deed;
use crate::cli::evaluation::find;
use crate::cli::failure::Result;
use crate::domain::evaluation::OwnMeasure;
use crate::domain::text::visible;
use crate::register::EvaluationAct;

/// Measures of your own, beside those of the policy: add, change, list, remove
///
/// They can be sought, asked for, offered and scored like those of the policy.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation measure add 2026-0001 \"Hours of mentoring\" --unit hours
  tenderbook evaluation measure list 2026-0001")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a measure; its id is made of its words
    #[command(after_help = "Example:
  tenderbook evaluation measure add 2026-0001 \"Hours of mentoring\" --unit hours")]
    Add(Add),
    /// Change a measure; its id stays
    #[command(after_help = "Example:
  tenderbook evaluation measure change 2026-0001 own.hours-of-mentoring --unit \"hours a year\"")]
    Change(Change),
    /// List your own measures, and the outcomes and measures of the policy
    #[command(after_help = "Example:
  tenderbook evaluation measure list 2026-0001")]
    List(List),
    /// Take a measure away that is not asked for, sought or offered
    #[command(after_help = "Example:
  tenderbook evaluation measure remove 2026-0001 own.hours-of-mentoring")]
    Remove(Remove),
}

#[derive(Debug, Args)]
struct Add {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// What is measured
    #[arg(value_name = "TEXT")]
    text: String,
    /// What it is counted in; left out where it is done or not
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

#[derive(Debug, Args)]
struct Change {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// The measure, by its id or words
    #[arg(value_name = "MEASURE")]
    measure: String,
    /// What is measured
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// What it is counted in; empty takes it away
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

#[derive(Debug, Args)]
struct List {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
}

#[derive(Debug, Args)]
struct Remove {
    /// The reference of the procurement, such as 2026-0001
    #[arg(value_name = "REF")]
    reference: String,
    /// The measure, by its id or words
    #[arg(value_name = "MEASURE")]
    measure: String,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Add(Add { reference, text, unit }) => {
            deed::perform(out, settings, &reference, "The measure was not written.", |_| {
                Ok(EvaluationAct::SetMeasure { id: None, measure: OwnMeasure { text, unit } })
            })
        }
        Command::Change(Change { reference, measure, text, unit }) => {
            deed::perform(out, settings, &reference, "The measure was not changed.", |view| {
                let id = find::measure(view, &measure)?;
                let own = view.evaluation.measures.get(&id);
                let before = own.cloned().unwrap_or(OwnMeasure { text: String::new(), unit: None });
                let measure =
                    OwnMeasure { text: text.unwrap_or(before.text), unit: unit.or(before.unit) };
                Ok(EvaluationAct::SetMeasure { id: Some(id), measure })
            })
        }
        Command::Remove(Remove { reference, measure }) => {
            deed::perform(out, settings, &reference, "The measure was not taken away.", |view| {
                Ok(EvaluationAct::RemoveMeasure { id: find::measure(view, &measure)? })
            })
        }
        Command::List(List { reference }) => list(&reference, settings, out),
    }
}

fn list(reference: &str, settings: &Settings, out: &mut impl Write) -> Result {
    let view = settings.register()?.evaluation(reference)?;
    let mut line = |id: &str, words: &str, unit: Option<&str>| {
        let unit = unit.map(|unit| format!(", counted in {}", visible(unit))).unwrap_or_default();
        writeln!(out, "  {} {}{unit}", visible(id), visible(words))
    };
    for (id, own) in &view.evaluation.measures {
        line(id, &own.text, own.unit.as_deref())?;
    }
    for outcome in view.pack.objectives.iter().flat_map(|objective| &objective.outcomes) {
        line(&outcome.id, &outcome.title, None)?;
        for measure in &outcome.measures {
            line(&measure.id, &measure.text, measure.unit.as_deref())?;
        }
    }
    Ok(())
}
