//! `tenderbook needs`: the three questions on impact, objectives and needs.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::flags::{Said, word_or_unknown};
use crate::cli::which::Which;
use crate::cli::{Settings, assess, write};
use crate::domain::text::visible;
use crate::domain::{Fifth, Impact, Needs, NeedsAnswers};
use crate::policy::{Reason, needs};
use crate::register::{Act, ProcurementView};

/// Answer the questions on impact, objectives and needs, and see which weight follows
///
/// For policies whose weight depends on them. Without flags it shows the
/// questions, the answers so far, the indicators of need that bear on the
/// objectives picked, and which row of the policy's table is met and why. It
/// can be left half-answered: a flag that is left out changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook needs 2026-0001
  tenderbook needs 2026-0001 --impact significant --objective 1 --objective 4
  tenderbook needs 2026-0001 --area Burnley --mark \"Households in fuel poverty=second-worst\"
  tenderbook needs 2026-0001 --clear")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// How much additional impact social value could have
    #[arg(long, value_name = "IMPACT", value_parser = word_or_unknown::<Impact>())]
    impact: Option<Said<Impact>>,
    /// An objective that is met, by its id; repeat it. They replace those picked before
    #[arg(long, value_name = "ID")]
    objective: Vec<String>,
    /// No objective is met
    #[arg(long, conflicts_with = "objective")]
    no_objective: bool,
    /// The area that benefits; empty takes it away
    #[arg(long, value_name = "TEXT")]
    area: Option<String>,
    /// Where the area stands on an indicator, as NAME=FIFTH; repeat it
    ///
    /// A fifth is worst, second-worst, middle, second-best, best or unknown.
    #[arg(long, value_name = "NAME=FIFTH", value_parser = mark)]
    mark: Vec<(String, Option<Fifth>)>,
    /// Take all the answers away
    #[arg(
        long,
        conflicts_with_all = ["impact", "objective", "no_objective", "area", "mark"],
    )]
    clear: bool,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

fn mark(given: &str) -> std::result::Result<(String, Option<Fifth>), String> {
    let Some((name, fifth)) = given.rsplit_once('=') else {
        let said = visible(given);
        return Err(format!(
            "“{said}” is no mark; write one like \"Households in fuel poverty=worst\""
        ));
    };
    let word = fifth.trim().to_lowercase().replace(['-', ' '], "_");
    let fifth = match word.as_str() {
        "unknown" | "not_known" => None,
        word => Some(word.parse().map_err(|_| {
            let said = visible(fifth);
            format!(
                "“{said}” is no fifth; write worst, second-worst, middle, second-best, best or unknown"
            )
        })?),
    };
    Ok((name.trim().to_owned(), fifth))
}

impl Arguments {
    fn asks_for_change(&self) -> bool {
        self.clear
            || self.no_objective
            || self.impact.is_some()
            || self.area.is_some()
            || !self.objective.is_empty()
            || !self.mark.is_empty()
    }

    fn over(&self, mut answers: NeedsAnswers) -> NeedsAnswers {
        if self.clear {
            return NeedsAnswers::default();
        }
        if let Some(Said(impact)) = self.impact {
            answers.impact = impact;
        }
        if self.no_objective || !self.objective.is_empty() {
            answers.objectives = Some(self.objective.clone());
        }
        if let Some(area) = &self.area {
            answers.area = Some(area.clone());
        }
        for (name, fifth) in &self.mark {
            match fifth {
                Some(fifth) => answers.marks.insert(name.clone(), *fifth),
                None => answers.marks.remove(name),
            };
        }
        answers
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    reference: &'a str,
    impact: Option<Impact>,
    objectives: Vec<ShownObjective<'a>>,
    area: Option<&'a str>,
    indicators: Vec<ShownIndicator<'a>>,
    needs: Option<Needs>,
    open: Vec<String>,
    row: String,
    reasons: &'a [Reason],
}

#[derive(Serialize)]
struct ShownObjective<'a> {
    id: &'a str,
    title: &'a str,
    met: Option<bool>,
}

#[derive(Serialize)]
struct ShownIndicator<'a> {
    name: &'a str,
    mark: Option<Fifth>,
}

fn shown<'a>(view: &'a ProcurementView, answers: &'a NeedsAnswers) -> Shown<'a> {
    let met = answers.objectives.as_ref();
    let objectives = view.pack.objectives.iter().map(|objective| ShownObjective {
        id: &objective.id,
        title: &objective.title,
        met: met.map(|ids| ids.contains(&objective.id)),
    });
    let relevant = needs::relevant(&view.pack, answers);
    let (row, reasons) = needs::row(&view.determination);
    Shown {
        reference: view.reference.as_str(),
        impact: answers.impact,
        objectives: objectives.collect(),
        area: answers.area.as_deref(),
        needs: answers.needs(&relevant),
        indicators: relevant
            .into_iter()
            .map(|name| ShownIndicator { name, mark: answers.marks.get(name).copied() })
            .collect(),
        open: needs::unanswered(&view.pack, answers),
        row,
        reasons,
    }
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let reference = &arguments.which.reference;
    let register = if arguments.asks_for_change() {
        let (register, done) = settings.perform(reference, |view| {
            Ok(Act::AnswerNeeds(arguments.over(view.answers_so_far()?)))
        })?;
        if !arguments.json {
            writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
        }
        register
    } else {
        settings.register()?
    };
    let view = register.procurement(reference)?;
    let answers = view.answers_so_far()?;
    let shown = shown(&view, &answers);
    if arguments.json {
        return write::json(out, &shown);
    }
    tell(out, &view, &shown)
}

/// Writes the questions, the answers as they stand in the register, and what follows from them.
pub(crate) fn tell_answers(out: &mut impl Write, view: &ProcurementView) -> Result {
    let answers = view.answers_so_far()?;
    tell(out, view, &shown(view, &answers))
}

fn tell(out: &mut impl Write, view: &ProcurementView, shown: &Shown<'_>) -> Result {
    let impact = shown.impact.map_or_else(|| "not answered".to_owned(), |one| one.to_string());
    writeln!(out, "Question 1. How great is the additional impact? {impact}")?;
    let answered = shown.objectives.iter().any(|objective| objective.met.is_some());
    let left = if answered { "" } else { " not answered" };
    writeln!(out, "Question 2. Which objectives of the policy are met?{left}")?;
    for objective in &shown.objectives {
        let met = match objective.met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "not answered",
        };
        writeln!(out, "  {}: {met}: {}", visible(objective.id), visible(objective.title))?;
    }
    let area = shown.area.map_or_else(|| "not answered".to_owned(), visible);
    writeln!(out, "Question 3. Which area benefits, and what does it need? {area}")?;
    if shown.indicators.is_empty() {
        writeln!(out, "  The indicators of need follow from the objectives; pick some first.")?;
    }
    for indicator in &shown.indicators {
        let mark = indicator.mark.map_or("not known", Fifth::words);
        writeln!(out, "  {mark}: {}", visible(indicator.name))?;
    }
    let needs = match shown.needs {
        Some(Needs::Highest) => "highest",
        Some(Needs::Less) => "less significant",
        None => "not known",
    };
    writeln!(out, "Needs of the communities: {needs}")?;
    for open in &shown.open {
        writeln!(out, "Still open: {open}")?;
    }
    writeln!(out, "{}", visible(&shown.row))?;
    assess::reasons(out, shown.reasons)?;
    let follow = needs::following(&view.pack, &view.answers_so_far()?, &view.facts);
    if view.needs_answers.is_some() && follow != view.facts {
        writeln!(
            out,
            "Mind: the facts were changed by themselves since and do not follow from these answers."
        )?;
    }
    Ok(())
}
