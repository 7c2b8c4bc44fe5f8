//! `contract show` and `contract agenda`: a contract as plain numbered text, or for programs.

mod records;
mod shape;

use std::io::Write;

use clap::Args;

use crate::cli::after::deed::Look;
use crate::cli::after::find;
use crate::cli::failure::Result;
use crate::cli::{Settings, commitment, delivery, write};
use crate::domain::text::visible;
use crate::register::{ContractView, ContractsView, NoteKind};

/// Show everything of one contract, or of all contracts of a tender
///
/// Numbers are those by which commands name records. For programs, --json prints
/// one object; docs/contract-json.md describes it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract show 2026-0001
  tenderbook contract show 2026-0001 2
  tenderbook contract show 2026-0001 --json")]
pub(super) struct Arguments {
    #[command(flatten)]
    look: Look,
    /// The contract, by its number or the start of its uid; left out it is all of them
    #[arg(value_name = "CONTRACT", conflicts_with = "contract")]
    which: Option<String>,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let look = &arguments.look;
    let named = arguments.which.as_deref().or(look.contract.as_deref());
    let view = settings.register()?.contracts(&look.reference, &settings.context())?;
    let all = find::some_contracts(&view, named)?;
    if look.json {
        return write::json(out, &shape::shown(&view, &all));
    }
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    for award in &view.awarded {
        let promised = match award.promised {
            0 => "no commitments".to_owned(),
            1 => "1 commitment".to_owned(),
            count => format!("{count} commitments"),
        };
        writeln!(
            out,
            "Awarded on {} to {} and not in a contract yet: {}, {promised}",
            award.day.british(),
            visible(&award.supplier),
            visible(&award.words)
        )?;
    }
    if all.is_empty() {
        writeln!(out, "\nNo contract yet.")?;
        writeln!(out, "“tenderbook contract begin {}” records the first.", view.reference)?;
    }
    for (number, one) in all {
        show(out, &view, number, one)?;
    }
    Ok(())
}

fn show(out: &mut impl Write, view: &ContractsView, number: usize, of: &ContractView) -> Result {
    let contract = &of.contract;
    let state = match (&contract.ended, of.settled) {
        (_, true) => "its final account is closed".to_owned(),
        (Some(_), false) => "it has ended".to_owned(),
        (None, false) if contract.starts > view.today => {
            format!("it begins on {}", contract.starts.british())
        }
        (None, false) => "it runs".to_owned(),
    };
    writeln!(out, "\n{number}  {}; {state}", of.words)?;
    records::terms(out, of, view.today)?;
    for note in &of.notes {
        let lead = match note.kind {
            NoteKind::Fault => "Not kept: ",
            NoteKind::Warning | NoteKind::Info => "Note: ",
        };
        let clause = note
            .clause
            .as_deref()
            .map_or_else(String::new, |clause| format!(" ({})", visible(clause)));
        write::indented(out, 2, lead, &format!("{}{clause}", note.text))?;
    }
    if !of.due.is_empty() {
        writeln!(out, "\nDue")?;
        for due in &of.due {
            let late = if due.day < view.today { ", overdue" } else { "" };
            writeln!(out, "  {}{late}: {}", due.day.british(), due.sentence())?;
        }
    }
    writeln!(out, "\nCommitments")?;
    commitment::list::write(out, view, of)?;
    writeln!(out, "\nDeliveries")?;
    delivery::write_all(out, view, of, None)?;
    records::write(out, view, of)
}

/// Show what the next review of a contract should look at
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook contract agenda 2026-0001
  tenderbook contract agenda 2026-0001 --json")]
pub(super) struct AgendaArguments {
    #[command(flatten)]
    look: Look,
}

pub(super) fn agenda(
    arguments: &AgendaArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let look = &arguments.look;
    let view = settings.register()?.contracts(&look.reference, &settings.context())?;
    let of = find::contract(&view, look.contract.as_deref())?;
    if look.json {
        return write::json(out, &shape::agenda(of));
    }
    match &of.next_review {
        Some(next) => {
            writeln!(out, "Next review: {}", records::next_review(next, view.today))?;
        }
        None if !of.runs() => writeln!(out, "The contract does not run any more.")?,
        None => writeln!(
            out,
            "No review is planned, and neither the contract nor the policy says how often."
        )?,
    }
    if of.agenda.is_empty() {
        writeln!(out, "Nothing is open that it should look at.")?;
    }
    for (number, line) in (1..).zip(&of.agenda) {
        writeln!(out, "  {number}  {}", visible(line))?;
    }
    Ok(())
}
