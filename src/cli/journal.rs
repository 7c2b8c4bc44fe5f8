//! `tenderbook journal`: every change of one procurement.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::Settings;
use crate::cli::failure::Result;
use crate::cli::write::{self, Newest};
use crate::domain::text::visible;
use crate::register::JournalView;

/// Show every change of a procurement, the oldest first; or the anchor of the register
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook journal 2026-0001
  tenderbook journal 2026-0001 --json
  tenderbook journal --anchor")]
pub(crate) struct Arguments {
    /// The reference of the procurement
    #[arg(value_name = "REF", required_unless_present = "anchor")]
    reference: Option<String>,
    /// Print the hash of the newest entry of the register instead; it stands for everything before it
    #[arg(long, conflicts_with = "reference")]
    anchor: bool,
    /// Print a list for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    sequence: i64,
    at: &'a str,
    officer: &'a str,
    said: &'a str,
    detail: Option<&'a str>,
    hash: &'a str,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let register = settings.register()?;
    let Some(reference) = &arguments.reference else {
        return anchor(register.anchor()?.as_ref(), arguments.json, out);
    };
    let journal = register.journal(reference, 0, u32::MAX as usize)?;
    write(out, &journal, arguments.json)
}

/// Writes the anchor alone, so that it can be kept as it is.
fn anchor(newest: Option<&(i64, String)>, json: bool, out: &mut impl Write) -> Result {
    let newest = newest.map(Newest::of);
    if json {
        return write::json(out, &newest);
    }
    match newest {
        Some(newest) => writeln!(out, "{}", newest.hash)?,
        None => writeln!(out, "The journal is empty.")?,
    }
    Ok(())
}

/// Writes entries of the journal, the oldest first.
pub(crate) fn write(out: &mut impl Write, journal: &JournalView, json: bool) -> Result {
    let lines = journal.lines.iter().rev();
    if json {
        let lines: Vec<Line<'_>> = lines
            .map(|line| Line {
                sequence: line.sequence,
                at: &line.at,
                officer: &line.officer,
                said: &line.said,
                detail: line.detail.as_deref(),
                hash: &line.hash,
            })
            .collect();
        return write::json(out, &lines);
    }
    for line in lines {
        let (at, officer) = (visible(&line.at), visible(&line.officer));
        writeln!(out, "{}  {at}  {officer}: {}", line.sequence, visible(&line.said))?;
        if let Some(detail) = &line.detail {
            write::indented(out, 4, "", detail)?;
        }
    }
    Ok(())
}
