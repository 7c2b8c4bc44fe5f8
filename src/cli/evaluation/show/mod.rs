//! `tenderbook evaluation show`: the whole evaluation as plain numbered text, or for programs.

mod bids;
mod criteria;
pub(super) mod result;
mod scores;
pub(super) mod shape;

use std::io::Write;

use clap::Args;

use crate::cli::evaluation::deed::Which;
use crate::cli::failure::Result;
use crate::cli::{Settings, write};
use crate::domain::evaluation::{LotNo, ROUNDING};
use crate::domain::text::visible;
use crate::register::{EvaluationView, StepPart};

/// Show the whole evaluation: criteria, bids, evaluators, scores, result, award, what comes next
///
/// What is hidden for now, such as individual scores until all evaluators have
/// given theirs, is named and left out. For programs, --json prints one object
/// with lots, criteria, bids, evaluators, scores, totals, ranks and hidden;
/// docs/evaluation-json.md describes it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation show 2026-0001
  tenderbook evaluation show 2026-0001 --lot 2
  tenderbook evaluation show 2026-0001 --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let view = settings.register()?.evaluation(&arguments.which.reference)?;
    let lots = arguments.which.lots(&view)?;
    if arguments.json {
        return write::json(out, &shape::shown(&view, &lots));
    }
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    writeln!(out, "State: {}", view.state)?;
    if lots.is_empty() {
        writeln!(out, "\nNo award criteria yet.")?;
        writeln!(out, "“tenderbook evaluation begin {}” begins them.", view.reference)?;
    }
    for lot in lots {
        show_lot(out, &view, lot)?;
    }
    Ok(())
}

fn show_lot(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    if view.evaluation.lots.len() > 1 {
        writeln!(out, "\n{}", view.evaluation.lot_words(lot))?;
    }
    criteria::write(out, view, lot)?;
    bids::write(out, view, lot)?;
    bids::evaluators(out, view)?;
    scores::write(out, view, lot)?;
    result::write(out, view, lot)?;
    result::award(out, view, lot)?;
    steps(out, view, lot)?;
    writeln!(out, "\n{ROUNDING}")?;
    Ok(())
}

/// The name of a part.
pub(super) const fn part(part: StepPart) -> &'static str {
    match part {
        StepPart::Criteria => "Criteria",
        StepPart::Bids => "Bids",
        StepPart::Evaluators => "Evaluators",
        StepPart::Scores => "Scores",
        StepPart::Result => "Result",
        StepPart::Award => "Award",
    }
}

fn steps(out: &mut impl Write, view: &EvaluationView, lot: LotNo) -> Result {
    writeln!(out, "\nWhat comes next")?;
    for step in view.steps(lot) {
        let done = if step.done { "done" } else { "open" };
        writeln!(out, "  {}: {done}; {}", part(step.part), step.stands)?;
        if let Some(next) = &step.next {
            write::indented(out, 4, "Next: ", next)?;
        }
    }
    Ok(())
}
