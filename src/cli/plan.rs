//! `tenderbook plan`: the days by which the stages of a tender are to be finished.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::flags::day_or_none;
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::domain::{Date, Reference, StageNo};
use crate::register::{Act, ProcurementView};

/// Show or set by when the stages of a tender are to be finished
///
/// Without a day it lists the plan, with what cannot hold: targets out of order,
/// late ones, and time limits of the statute that are not kept. “none” as the
/// day takes a target away.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook plan 2026-0001
  tenderbook plan 2026-0001 7 2026-09-30
  tenderbook plan 2026-0001 7 none")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// The stage, 1 to 13
    #[arg(value_name = "STAGE", requires = "day")]
    stage: Option<StageNo>,
    /// The day, like 2026-11-21, or none
    #[arg(value_name = "DAY")]
    day: Option<String>,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    reference: &'a Reference,
    targets: BTreeMap<String, Date>,
    warnings: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let today = settings.clock.today();
    let (Some(stage), Some(day)) = (arguments.stage, &arguments.day) else {
        let view = settings.register()?.procurement(&arguments.which.reference)?;
        return if arguments.json { json(out, &view, today) } else { tell(out, &view, today) };
    };
    let day = day_or_none(day)?;
    let (register, done) =
        settings.perform(&arguments.which.reference, |_| Ok(Act::SetTarget { stage, day }))?;
    let view = register.procurement(&arguments.which.reference)?;
    if arguments.json {
        return json(out, &view, today);
    }
    write::done(out, &register, &done)?;
    warnings(out, &view, today)
}

fn json(out: &mut impl Write, view: &ProcurementView, today: Date) -> Result {
    let targets = view.targets.iter().map(|(stage, day)| (stage.to_string(), *day)).collect();
    let warnings = view.date_warnings(today);
    write::json(out, &Shown { reference: &view.reference, targets, warnings })
}

/// Writes the target of every stage, whom the tender waits for, and what cannot hold.
pub(crate) fn tell(out: &mut impl Write, view: &ProcurementView, today: Date) -> Result {
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    for stage in &view.stages {
        let target = view.targets.get(&stage.number);
        let target = target.map_or_else(|| "no target".to_owned(), |day| day.long());
        let (number, name) = (stage.number, stage.number.short_name());
        writeln!(out, "  Stage {number}, {name}: {}, {target}", stage.state)?;
    }
    if let Some(waiting) = &view.waiting {
        let until = waiting.until.map(|day| format!(" until {}", day.long()));
        writeln!(out, "Waiting on {}{}", visible(&waiting.on), until.unwrap_or_default())?;
    }
    warnings(out, view, today)
}

/// Writes what cannot hold in the dates of the tender.
pub(crate) fn warnings(out: &mut impl Write, view: &ProcurementView, today: Date) -> Result {
    for warning in view.date_warnings(today) {
        writeln!(out, "Warning: {}", visible(&warning))?;
    }
    Ok(())
}
