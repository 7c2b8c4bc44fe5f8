//! `tenderbook evaluation template`: award criteria that are kept to be used again.

use std::io::Write;

use clap::{Args, Subcommand};
use serde::Serialize;

use crate::cli::evaluation::deed::{self, Because, Which};
use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::evaluation::LotNo;
use crate::domain::text::visible;
use crate::register::EvaluationAct;

/// Award criteria that are kept to be used again: save, use, list, drop
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation template save 2026-0001 \"Services 50/10/40\"
  tenderbook evaluation template use 2026-0002 \"Services 50/10/40\"
  tenderbook evaluation template list 2026-0002")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Save the criteria of a lot as a template
    #[command(after_help = "Example:
  tenderbook evaluation template save 2026-0001 \"Services 50/10/40\"")]
    Save(Named),
    /// Put the criteria of a template in the place of those of a lot, or begin a lot with them
    #[command(after_help = "Example:
  tenderbook evaluation template use 2026-0002 \"Services 50/10/40\"")]
    Use(Use),
    /// List the templates of the register
    #[command(after_help = "Examples:
  tenderbook evaluation template list 2026-0001
  tenderbook evaluation template list 2026-0001 --json")]
    List(List),
    /// Take a template away
    #[command(after_help = "Example:
  tenderbook evaluation template drop 2026-0001 \"Services 50/10/40\"")]
    Drop(Named),
}

#[derive(Debug, Args)]
struct Named {
    #[command(flatten)]
    which: Which,
    /// The name of the template
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, Args)]
struct Use {
    #[command(flatten)]
    named: Named,
    #[command(flatten)]
    because: Because,
}

#[derive(Debug, Args)]
struct List {
    /// The reference of a procurement, in whose journal templates are written
    #[arg(value_name = "REF")]
    reference: String,
    /// Print a list for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    name: &'a str,
    method: String,
    sections: Vec<ShownSection<'a>>,
}

#[derive(Serialize)]
struct ShownSection<'a> {
    title: &'a str,
    kind: &'static str,
    weight: String,
    questions: usize,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    match arguments.command {
        Command::Save(Named { which, name }) => {
            deed::perform(out, settings, &which.reference, "The template was not saved.", |view| {
                Ok(EvaluationAct::SaveTemplate { lot: which.lot(view)?, name })
            })
        }
        Command::Use(Use { named: Named { which, name }, because }) => {
            deed::perform(out, settings, &which.reference, "The template was not used.", |view| {
                let reason = because.reason;
                // A template can also begin the criteria of a lot that is not there yet.
                let number = which.lot.as_deref().and_then(|given| given.parse::<LotNo>().ok());
                let lot = match (&which.lot, number) {
                    (_, Some(number)) => number,
                    (None, None) if view.evaluation.lots.is_empty() => LotNo::FIRST,
                    (_, None) => which.lot(view)?,
                };
                Ok(EvaluationAct::UseTemplate { lot, name, reason })
            })
        }
        Command::Drop(Named { which, name }) => {
            let not_done = "The template was not taken away.";
            deed::perform(out, settings, &which.reference, not_done, |_| {
                Ok(EvaluationAct::DropTemplate { name })
            })
        }
        Command::List(List { reference, json }) => list(&reference, json, settings, out),
    }
}

fn list(reference: &str, json: bool, settings: &Settings, out: &mut impl Write) -> Result {
    let view = settings.register()?.evaluation(reference)?;
    let all: Vec<Shown<'_>> = view
        .templates
        .iter()
        .map(|(name, template)| Shown {
            name,
            method: template.lot.method.words(),
            sections: template
                .sections
                .iter()
                .map(|section| ShownSection {
                    title: &section.title,
                    kind: section.kind.into(),
                    weight: section.weight.value().normalize().to_string(),
                    questions: template
                        .questions
                        .iter()
                        .filter(|question| question.section == section.uid)
                        .count(),
                })
                .collect(),
        })
        .collect();
    if json {
        return write::json(out, &all);
    }
    if all.is_empty() {
        writeln!(out, "No template has been saved yet.")?;
        writeln!(
            out,
            "“tenderbook evaluation template save {reference} NAME” saves the criteria."
        )?;
    }
    for template in &all {
        writeln!(out, "{}: price {}", visible(template.name), template.method)?;
        for section in &template.sections {
            let questions = section.questions;
            writeln!(
                out,
                "  {} {}%, {questions} {}",
                visible(section.title),
                section.weight,
                if questions == 1 { "question" } else { "questions" }
            )?;
        }
    }
    Ok(())
}
