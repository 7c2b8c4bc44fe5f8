//! `tenderbook statute`: what the law asks of a tender beside its policy.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::domain::{Date, KeyDate, KeyDates, LawFacts, Reference, StageNo};
use crate::policy::{Limit, StatuteFinding};
use crate::register::{Act, ItemView, ProcurementView};

/// Show what the statute asks of a tender: threshold, items and time limits
///
/// The statute lies over every policy. It can be left out of a tender, with a
/// reason; work that was done on its items stays.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook statute 2026-0001
  tenderbook statute 2026-0001 --leave-out \"Bought under the framework of another authority\"
  tenderbook statute 2026-0001 --apply")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Leave items and time limits of the statute out of this tender; say why
    #[arg(long, value_name = "REASON", conflicts_with = "apply")]
    leave_out: Option<String>,
    /// Let the statute apply to this tender again
    #[arg(long)]
    apply: bool,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    reference: &'a Reference,
    edition: &'a str,
    left_out: Option<&'a str>,
    facts: &'a LawFacts,
    threshold: &'a StatuteFinding,
    dates: &'a KeyDates,
    limits: &'a [Limit],
}

pub(crate) fn run(arguments: Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Arguments { which, leave_out, apply, json } = arguments;
    let act = match leave_out {
        Some(reason) => Some(Act::LeaveOutStatute { reason }),
        None => apply.then_some(Act::ApplyStatute),
    };
    let view = match act {
        None => settings.register()?.procurement(&which.reference)?,
        Some(act) => {
            let (register, done) = settings.perform(&which.reference, |_| Ok(act))?;
            if !json {
                return write::done(out, &register, &done);
            }
            register.procurement(&which.reference)?
        }
    };
    if json {
        return self::json(out, &view);
    }
    let header = &view.overlay.policy;
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    writeln!(out, "Statute: {}, edition {}", visible(&header.title), visible(&header.edition))?;
    let finding = &view.determination.statute;
    let clause = finding.clause.as_deref().map(|clause| format!(" ({})", visible(clause)));
    writeln!(out, "Threshold: {}{}", visible(&finding.text), clause.unwrap_or_default())?;
    if let Some(reason) = &view.statute_left_out {
        write::indented(out, 0, "Left out of this tender: ", reason)?;
        return Ok(());
    }
    if !finding.applies {
        let begins = header.begins.map(Date::british).unwrap_or_default();
        writeln!(out, "Items and time limits hold for procurements that commence from {begins}.")?;
        return Ok(());
    }
    writeln!(out, "\nItems")?;
    let items = view.stages.iter().flat_map(|stage| &stage.items);
    let items: Vec<&ItemView> = items.filter(|item| item.by_law && !item.is_off()).collect();
    for stage in StageNo::all() {
        for item in items.iter().filter(|item| item.stage == stage) {
            let duty = if item.required { "required" } else { "optional" };
            let notice = item.notice.as_deref().map(|notice| format!("notice {notice}; "));
            let notice = visible(&notice.unwrap_or_default());
            writeln!(
                out,
                "  Stage {stage}, {}, {duty}: {} ({notice}{})",
                item.state.word(),
                visible(&item.text),
                visible(&item.clause)
            )?;
        }
    }
    writeln!(out)?;
    limits(out, &view)
}

/// Prints the days and time limits as one object for programs.
pub(crate) fn json(out: &mut impl Write, view: &ProcurementView) -> Result {
    write::json(
        out,
        &Shown {
            reference: &view.reference,
            edition: &view.overlay.policy.edition,
            left_out: view.statute_left_out.as_deref(),
            facts: &view.facts.law,
            threshold: &view.determination.statute,
            dates: &view.dates,
            limits: &view.limits,
        },
    )
}

/// Writes the days that are known, and every time limit.
pub(crate) fn limits(out: &mut impl Write, view: &ProcurementView) -> Result {
    writeln!(out, "Dates")?;
    if view.dates.is_empty() {
        let example = "award-notice 2026-06-10";
        writeln!(
            out,
            "  None known yet; “tenderbook date {} {example}” sets one.",
            view.reference
        )?;
    }
    for (name, day) in &view.dates {
        writeln!(out, "  {name}: {}, {}", day.long(), name.words())?;
    }
    writeln!(out, "\nTime limits")?;
    if view.limits.is_empty() {
        writeln!(out, "  None hold for this tender.")?;
    }
    for limit in &view.limits {
        tell(out, limit)?;
    }
    Ok(())
}

/// Writes the time limits that run from a day, or bound it.
pub(crate) fn touching(out: &mut impl Write, view: &ProcurementView, name: KeyDate) -> Result {
    let touches = |limit: &&Limit| limit.from == name || limit.bounds == Some(name);
    for limit in view.limits.iter().filter(touches) {
        tell(out, limit)?;
    }
    Ok(())
}

fn tell(out: &mut impl Write, limit: &Limit) -> Result {
    let state = limit.standing.words();
    let maybe = if limit.needs.is_empty() { "" } else { ", not certain to hold" };
    writeln!(out, "  {}: {state}{maybe}", visible(&limit.text))?;
    write::indented(out, 4, "", &format!("{}.", limit.words))?;
    if let Some(asks) = limit.asks() {
        write::indented(out, 4, "", &format!("{asks}."))?;
    }
    for fact in &limit.needs {
        writeln!(out, "    {}", fact.question())?;
    }
    writeln!(out, "    {}", visible(&limit.clause))?;
    Ok(())
}
