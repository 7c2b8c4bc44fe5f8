//! `tenderbook targets`: what policies want to reach over all contracts, by financial year.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::write::{Figure, figure};
use crate::cli::{Settings, write};
use crate::domain::Percent;
use crate::domain::contract::FinancialYear;
use crate::domain::text::visible;
use crate::policy::Counted;
use crate::register::{TargetFigure, TargetLine, TargetsOfPolicy};

/// Show the targets and indicators of policies against what was recorded, by financial year
///
/// Every figure names its sources and what is not known. A financial year runs
/// from April to March and is written like 2026-27.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook targets
  tenderbook targets --year 2026-27
  tenderbook targets --json")]
pub(crate) struct Arguments {
    /// The financial year; left out it is the one that runs
    #[arg(long, value_name = "YEAR")]
    year: Option<FinancialYear>,
    /// Print one object for programs; docs/contract-json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    year: FinancialYear,
    policies: Vec<Policy<'a>>,
}

#[derive(Serialize)]
struct Policy<'a> {
    #[serde(rename = "policy")]
    id: &'a str,
    authority: &'a str,
    contracts: usize,
    targets: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: &'a str,
    clause: &'a str,
    minimum: Option<Percent>,
    counts: Option<Counted>,
    figures: Vec<Shares<'a>>,
}

#[derive(Serialize)]
struct Shares<'a> {
    of: &'a str,
    words: &'a str,
    share: Option<Figure>,
    at_most: Option<Figure>,
    met: Option<bool>,
    sources: &'a [String],
    gaps: &'a [String],
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    of: &'a str,
    words: &'a str,
}

fn policy(of: &TargetsOfPolicy) -> Policy<'_> {
    Policy {
        id: &of.policy,
        authority: &of.short,
        contracts: of.contracts,
        targets: of.lines.iter().map(line).collect(),
    }
}

fn line(of: &TargetLine) -> Line<'_> {
    Line {
        id: &of.id,
        text: &of.text,
        clause: &of.clause,
        minimum: of.minimum,
        counts: of.counts,
        figures: of.figures.iter().map(shares).collect(),
    }
}

fn shares(of: &TargetFigure) -> Shares<'_> {
    Shares {
        of: &of.of,
        words: &of.words,
        share: of.share.as_ref().map(figure),
        at_most: of.at_most.as_ref().map(figure),
        met: of.met,
        sources: &of.sources,
        gaps: &of.gaps,
        parts: of.parts.iter().map(|(of, words)| Part { of, words }).collect(),
    }
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let today = settings.context().today;
    let Some(year) = arguments.year.or_else(|| FinancialYear::of(today)) else {
        return Err(Failure::usage(
            "Today lies in no financial year that can be written.",
            "Add --year, like 2026-27.",
        ));
    };
    let view = settings.register()?.targets(year, today)?;
    if arguments.json {
        let policies = view.policies.iter().map(policy).collect();
        return write::json(out, &Shown { year: view.year, policies });
    }
    writeln!(out, "Targets, {}", view.year)?;
    if view.policies.is_empty() {
        writeln!(out, "\nNo contract under a policy with targets ran in the year.")?;
    }
    for of in &view.policies {
        let count = match of.contracts {
            1 => "1 contract".to_owned(),
            count => format!("{count} contracts"),
        };
        writeln!(out, "\n{}, {count}", visible(&of.short))?;
        for line in &of.lines {
            write_line(out, line)?;
        }
    }
    Ok(())
}

fn write_line(out: &mut impl Write, line: &TargetLine) -> Result {
    write::indented(out, 2, "", &line.text)?;
    let least = line.minimum.map_or_else(String::new, |least| format!("at least {least}; "));
    writeln!(out, "    {least}{}", visible(&line.clause))?;
    if line.counts.is_none() {
        writeln!(out, "    It is counted outside the register.")?;
    }
    for one in &line.figures {
        let share = one.share.as_ref().map_or_else(String::new, |share| format!(", {share}%"));
        let most = one.at_most.as_ref().map_or_else(String::new, |most| {
            format!(", at most {most}% if all that is not known counted")
        });
        let met = match one.met {
            Some(true) => "; met",
            Some(false) => "; not met",
            None => "",
        };
        writeln!(out, "    {}: {}{share}{most}{met}", visible(&one.of), visible(&one.words))?;
        for (of, words) in &one.parts {
            writeln!(out, "      {}: {}", visible(of), visible(words))?;
        }
        for source in &one.sources {
            write::indented(out, 6, "Source: ", source)?;
        }
        for gap in &one.gaps {
            write::indented(out, 6, "Gap: ", gap)?;
        }
    }
    Ok(())
}
