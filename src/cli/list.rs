//! `tenderbook list`: the procurements of the register.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::cli::failure::Result;
use crate::cli::flags::word;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::domain::{ItemId, Money, ProcurementState, Reference, StageNo};
use crate::register::{Filter, List, ListRow, Sort, SortBy};

/// List the procurements, the last changed first
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook list
  tenderbook list custody cumbria --sort value
  tenderbook list --json")]
pub(crate) struct Arguments {
    /// Words that reference, title, policy or state must contain, each somewhere
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// What to sort by
    #[arg(long, value_name = "COLUMN", default_value = "changed", value_parser = word::<SortBy>())]
    sort: SortBy,
    /// Turn the order around
    #[arg(long)]
    reverse: bool,
    /// Print a list for programs: reference, title, policy, value, state, stage, closed stages, next item, opted out
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    reference: &'a Reference,
    title: &'a str,
    policy: &'a str,
    value: Money,
    state: ProcurementState,
    stage: Option<StageNo>,
    closed_stages: u8,
    next_item: Option<&'a ItemId>,
    next: Option<&'a str>,
    opted_out: bool,
    changed_at: &'a str,
}

/// More than any register holds, and still a number that the store can count with.
const ALL: usize = u32::MAX as usize;

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let filter = Filter { words: arguments.words.join(" ") };
    let sort = Sort { by: arguments.sort, reversed: arguments.reverse };
    // Before the first procurement there is no file, and the list is empty.
    let list = if settings.place()?.exists() {
        settings.register()?.list(&filter, sort, 0, ALL)?
    } else {
        List::default()
    };
    if arguments.json {
        let lines: Vec<Line<'_>> = list.rows.iter().map(line).collect();
        write::json(out, &lines)
    } else if list.total == 0 {
        writeln!(
            out,
            "There are no procurements yet. “tenderbook new --help” shows how to start one."
        )?;
        Ok(())
    } else if list.rows.is_empty() {
        writeln!(out, "None of {} procurements matches.", list.total)?;
        Ok(())
    } else {
        table(out, &list.rows)
    }
}

fn line(row: &ListRow) -> Line<'_> {
    Line {
        reference: &row.reference,
        title: &row.title,
        policy: &row.policy,
        value: row.value,
        state: row.state,
        stage: row.stage,
        closed_stages: row.closed_stages,
        next_item: row.next_item.as_ref(),
        next: row.next_text.as_deref(),
        opted_out: row.opted_out,
        changed_at: &row.changed_at,
    }
}

/// Columns for the eye, one line a procurement, with the longest texts last.
fn table(out: &mut impl Write, rows: &[ListRow]) -> Result {
    let head = ["Reference", "Stages", "State", "Policy", "Value", "Title; next"];
    let cells: Vec<[String; 6]> = rows
        .iter()
        .map(|row| {
            let next = match (&row.next_text, row.state.is_workable()) {
                (Some(next), true) => format!("; next: {}", visible(next)),
                _ => String::new(),
            };
            let opted_out = if row.opted_out { "; opted out of social value" } else { "" };
            [
                row.reference.to_string(),
                format!("{}/13", row.closed_stages),
                row.state.to_string(),
                visible(&row.policy),
                row.value.short(),
                visible(&row.title) + opted_out + &next,
            ]
        })
        .collect();
    let mut widths = head.map(UnicodeWidthStr::width);
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let head = head.map(str::to_owned);
    for row in std::iter::once(&head).chain(&cells) {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            match at {
                5 => line.push_str(cell),
                4 => line.extend([gap.as_str(), cell, "  "]),
                _ => line.extend([cell, gap.as_str(), "  "]),
            }
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
