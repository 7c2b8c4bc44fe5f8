//! `tenderbook today`: what is due over all tenders.

use std::io::Write;

use clap::Args;
use serde::Serialize;
use strum::IntoEnumIterator;

use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::Date;
use crate::domain::plan::TodayPart;
use crate::domain::text::visible;
use crate::register::{DueLine, Filter};

/// Show what is overdue, due this week or later, who is waited for, and what has no plan
///
/// It looks at every active tender: target dates of its open stages, time limits
/// of the statute, days that come, and whom it waits for. A week is today and
/// the six days after.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook today
  tenderbook today --part overdue
  tenderbook today --json")]
pub(crate) struct Arguments {
    /// Only this part
    #[arg(long, value_name = "PART", value_parser = crate::cli::flags::word::<TodayPart>())]
    part: Option<TodayPart>,
    /// The most lines of each part
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    limit: usize,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown {
    today: Date,
    parts: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    part: TodayPart,
    count: usize,
    lines: Vec<DueLine>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let today = settings.clock.today();
    let wanted = |part: &TodayPart| arguments.part.is_none_or(|only| only == *part);
    let mut shown = Shown { today, parts: Vec::new() };
    // Before the first procurement there is no file, and nothing is due.
    if settings.place()?.exists() {
        let register = settings.register()?;
        for (at, part) in TodayPart::iter().enumerate().filter(|(_, part)| wanted(part)) {
            let page = register.today(part, today, &Filter::default(), 0, arguments.limit)?;
            shown.parts.push(Listed { part, count: page.counts[at], lines: page.lines });
        }
    }
    if arguments.json {
        return write::json(out, &shown);
    }
    writeln!(out, "Today is {}.", today.long())?;
    if shown.parts.is_empty() {
        writeln!(out, "There are no procurements yet.")?;
    }
    for Listed { part, count, lines } in &shown.parts {
        writeln!(out, "\n{}: {count}", part.words())?;
        for line in lines {
            let day = line.day.map(|day| format!("{}: ", day.long())).unwrap_or_default();
            let (what, title) = (visible(&line.what), visible(&line.title));
            writeln!(out, "  {day}{what} ({}, {title})", line.reference)?;
        }
        if *count > lines.len() {
            writeln!(out, "  and {} more; --limit shows them", count - lines.len())?;
        }
    }
    Ok(())
}
