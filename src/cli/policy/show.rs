//! `tenderbook policy show`: what one policy says.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::policy::after::{self, ShownAfter};
use crate::cli::policy::list::place;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::domain::{ItemId, Percent, StageNo};
use crate::policy::{Base, Origin, Pack, ScopeStatus, SmeTest};
use crate::register::LoadedPack;

/// Show one policy: its rules, its outcomes, and how many items each stage has
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy show cumbria
  tenderbook policy show england        the statute over every policy
  tenderbook policy show cumbria --json")]
pub(crate) struct Arguments {
    /// The id of the policy, such as cumbria
    #[arg(value_name = "POLICY")]
    id: String,
    /// Print one object for programs, with every item
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let library = settings.library();
    write::left_out(&library);
    let overlay = library.overlay();
    let statute = overlay.as_ref().ok().filter(|one| one.pack.policy.id == arguments.id);
    let loaded = match statute {
        Some(statute) => statute,
        None => library.policy(&arguments.id)?,
    };
    if arguments.json {
        return write::json(out, &shown(loaded));
    }
    header(out, loaded)?;
    if loaded.pack.is_overlay() {
        stages(out, &loaded.pack)?;
        return of_statute(out, &loaded.pack);
    }
    stages(out, &loaded.pack)?;
    rules(out, &loaded.pack)?;
    let sme = overlay.ok().and_then(|overlay| overlay.pack.sme.as_ref());
    sizes(out, &loaded.pack, sme)?;
    aims(out, &loaded.pack)?;
    outcomes(out, &loaded.pack)
}

fn header(out: &mut impl Write, loaded: &LoadedPack) -> Result {
    let header = &loaded.pack.policy;
    writeln!(out, "{}: {}", visible(&header.id), visible(&header.title))?;
    writeln!(out, "Authority: {}", visible(&header.authority))?;
    let draft = if header.draft { ", a draft" } else { "" };
    writeln!(out, "Edition: {}{draft}", visible(&header.edition))?;
    writeln!(out, "Read from: {}", visible(&header.source))?;
    if let Some(review) = &header.review {
        let clause = header.review_clause.as_ref();
        let clause = clause.map(|clause| format!(" (clause {})", visible(clause)));
        writeln!(out, "Review: {}{}", visible(review), clause.unwrap_or_default())?;
    }
    writeln!(out, "Place: {}, SHA-256 {}", place(loaded), loaded.sha256)?;
    Ok(())
}

fn stages(out: &mut impl Write, pack: &Pack) -> Result {
    let required = pack.items.iter().filter(|item| item.required).count();
    writeln!(
        out,
        "\nItems: {}, of them required at least sometimes: {required}",
        pack.items.len()
    )?;
    for stage in StageNo::all() {
        let required = pack.items_of(stage).filter(|item| item.required).count();
        let all = pack.items_of(stage).count();
        writeln!(out, "  Stage {stage}, {}: {all} items, {required} required", stage.name())?;
        if let Some(silence) = pack.silence(stage) {
            write::indented(out, 4, "", &silence.says)?;
        }
    }
    Ok(())
}

fn rules(out: &mut impl Write, pack: &Pack) -> Result {
    writeln!(out, "\nScope, the first rule that matches decides")?;
    for rule in &pack.scope {
        said(out, &rule.status.to_string(), &rule.why, &rule.clause)?;
    }
    writeln!(out, "\nWeighting, the first rule that matches decides")?;
    for rule in &pack.weighting {
        said(out, &rule.words(), &rule.why, &rule.clause)?;
    }
    writeln!(out, "\nSign-off")?;
    if pack.sign_off.is_empty() {
        writeln!(out, "  None named.")?;
    }
    for rule in &pack.sign_off {
        said(out, &rule.role, &rule.why, &rule.clause)?;
    }
    writeln!(out, "\nClauses that disagree")?;
    if pack.tensions.is_empty() {
        writeln!(out, "  None known.")?;
    }
    for tension in &pack.tensions {
        writeln!(out, "  {}", visible(&tension.clauses.join("; ")))?;
        write::indented(out, 4, "", &tension.text)?;
        write::indented(out, 4, "Applied: ", &tension.applied)?;
    }
    if let Some(opt_out) = &pack.opt_out {
        writeln!(out, "\nOpting out")?;
        said(out, "possible", &opt_out.says, &opt_out.clause)?;
        for need in &opt_out.needs {
            write::indented(out, 4, "On file: ", need)?;
        }
    }
    Ok(())
}

/// The size classes of the policy, with the statute's own test beside them.
fn sizes(out: &mut impl Write, pack: &Pack, sme: Option<&SmeTest>) -> Result {
    if pack.size_classes.is_empty() && sme.is_none() {
        return Ok(());
    }
    writeln!(out, "\nSizes of suppliers")?;
    for class in &pack.size_classes {
        said(out, &class.name, &class.range(), &class.clause)?;
    }
    if let Some(sme) = sme {
        said(out, "Small or medium by statute", &sme.words(), &sme.clause)?;
    }
    Ok(())
}

/// Thresholds, items, time limits and the test of a small firm of the statute.
fn of_statute(out: &mut impl Write, pack: &Pack) -> Result {
    writeln!(out, "\nThresholds, including VAT")?;
    for threshold in &pack.thresholds {
        let types = threshold.types().join(", ");
        let narrower = threshold.narrowed_to();
        let narrower =
            if narrower.is_empty() { String::new() } else { format!("; {}", narrower.join(", ")) };
        let text = format!(
            "{types}, {} to {}{narrower}",
            threshold.from.british(),
            threshold.to.british()
        );
        said(out, &threshold.amount.to_string(), &text, &threshold.clause)?;
    }
    writeln!(out, "\nItems")?;
    for item in &pack.items {
        let notice = item.notice.as_deref().map(|notice| format!(" ({notice})"));
        let text = format!("{}{}", item.text, notice.unwrap_or_default());
        said(out, &format!("Stage {}", item.stage), &text, &item.clause)?;
    }
    writeln!(out, "\nTime limits")?;
    for limit in &pack.deadlines {
        said(out, &limit.text, &limit.runs(), &limit.clause)?;
    }
    sizes(out, pack, pack.sme.as_ref())?;
    after::of_statute(out, pack)?;
    writeln!(out, "\nClauses")?;
    for clause in &pack.clauses {
        write::indented(out, 2, &format!("{}: ", clause.heading()), &clause.says)?;
    }
    Ok(())
}

pub(super) fn said(out: &mut impl Write, what: &str, text: &str, clause: &str) -> Result {
    writeln!(out, "  {}: {} (clause {})", visible(what), visible(text), visible(clause))?;
    Ok(())
}

fn aims(out: &mut impl Write, pack: &Pack) -> Result {
    after::measured(out, pack)?;
    let mut group = "";
    for theme in &pack.themes {
        if theme.group != group {
            writeln!(out, "\n{}", visible(&theme.group))?;
            group = &theme.group;
        }
        said(out, &theme.id, &theme.title, &theme.clause)?;
    }
    let mut group = "";
    for expectation in &pack.expectations {
        if expectation.group != group {
            writeln!(out, "\n{}", visible(&expectation.group))?;
            group = &expectation.group;
        }
        said(out, &expectation.id, &expectation.text, &expectation.clause)?;
    }
    after::managed(out, pack)
}

fn outcomes(out: &mut impl Write, pack: &Pack) -> Result {
    writeln!(out, "\nOutcomes and measures")?;
    if pack.objectives.is_empty() {
        writeln!(out, "  None named.")?;
    }
    for objective in &pack.objectives {
        said(out, &objective.id, &objective.title, &objective.clause)?;
        for outcome in &objective.outcomes {
            writeln!(out, "    {}: {}", visible(&outcome.id), visible(&outcome.title))?;
            for measure in &outcome.measures {
                let unit = measure.unit.as_ref().map(|unit| format!(" ({})", visible(unit)));
                let time = if measure.over_time { ", over time" } else { "" };
                let unit = format!("{}{time}", unit.unwrap_or_default());
                writeln!(out, "      {}: {}{unit}", visible(&measure.id), visible(&measure.text))?;
            }
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    title: &'a str,
    authority: &'a str,
    area: &'a str,
    edition: &'a str,
    source: &'a str,
    draft: bool,
    review: Option<&'a str>,
    place: String,
    sha256: &'a str,
    stages: Vec<ShownStage<'a>>,
    items: Vec<ShownItem<'a>>,
    scope: Vec<ShownScope<'a>>,
    weighting: Vec<ShownWeighting<'a>>,
    sign_off: Vec<ShownRule<'a>>,
    tensions: Vec<ShownTension<'a>>,
    objectives: Vec<ShownObjective<'a>>,
    #[serde(flatten)]
    after: ShownAfter<'a>,
}

#[derive(Serialize)]
struct ShownStage<'a> {
    number: StageNo,
    name: &'static str,
    items: usize,
    required: usize,
    silence: Option<&'a str>,
}

#[derive(Serialize)]
struct ShownItem<'a> {
    id: &'a ItemId,
    stage: StageNo,
    text: &'a str,
    guidance: &'a str,
    evidence: &'a str,
    clause: &'a str,
    required: bool,
    origin: Origin,
}

#[derive(Serialize)]
struct ShownScope<'a> {
    id: &'a str,
    status: ScopeStatus,
    clause: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct ShownWeighting<'a> {
    id: &'a str,
    minimum: Option<Percent>,
    maximum: Option<Percent>,
    choices: &'a [Percent],
    base: Option<Base>,
    clause: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct ShownRule<'a> {
    id: &'a str,
    clause: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct ShownTension<'a> {
    id: &'a str,
    clauses: &'a [String],
    text: &'a str,
    applied: &'a str,
}

#[derive(Serialize)]
struct ShownObjective<'a> {
    id: &'a str,
    title: &'a str,
    clause: &'a str,
    outcomes: Vec<ShownOutcome<'a>>,
}

#[derive(Serialize)]
struct ShownOutcome<'a> {
    id: &'a str,
    title: &'a str,
    clause: &'a str,
    measures: Vec<ShownMeasure<'a>>,
}

#[derive(Serialize)]
struct ShownMeasure<'a> {
    id: &'a str,
    text: &'a str,
    unit: Option<&'a str>,
    over_time: bool,
}

fn shown(loaded: &LoadedPack) -> Shown<'_> {
    let pack = loaded.pack.as_ref();
    let header = &pack.policy;
    Shown {
        id: &header.id,
        title: &header.title,
        authority: &header.authority,
        area: &header.area,
        edition: &header.edition,
        source: &header.source,
        draft: header.draft,
        review: header.review.as_deref(),
        place: place(loaded),
        sha256: &loaded.sha256,
        stages: StageNo::all().map(|stage| shown_stage(pack, stage)).collect(),
        items: pack
            .items
            .iter()
            .map(|item| ShownItem {
                id: &item.id,
                stage: item.stage,
                text: &item.text,
                guidance: &item.guidance,
                evidence: &item.evidence,
                clause: &item.clause,
                required: item.required,
                origin: item.origin,
            })
            .collect(),
        scope: pack
            .scope
            .iter()
            .map(|rule| ShownScope {
                id: &rule.id,
                status: rule.status,
                clause: &rule.clause,
                text: &rule.why,
            })
            .collect(),
        weighting: pack
            .weighting
            .iter()
            .map(|rule| ShownWeighting {
                id: &rule.id,
                minimum: rule.minimum,
                maximum: rule.maximum,
                choices: &rule.choices,
                base: rule.base,
                clause: &rule.clause,
                text: &rule.why,
            })
            .collect(),
        sign_off: pack
            .sign_off
            .iter()
            .map(|rule| ShownRule { id: &rule.role, clause: &rule.clause, text: &rule.why })
            .collect(),
        tensions: pack
            .tensions
            .iter()
            .map(|tension| ShownTension {
                id: &tension.id,
                clauses: &tension.clauses,
                text: &tension.text,
                applied: &tension.applied,
            })
            .collect(),
        objectives: pack.objectives.iter().map(shown_objective).collect(),
        after: ShownAfter::from(pack),
    }
}

fn shown_stage(pack: &Pack, stage: StageNo) -> ShownStage<'_> {
    ShownStage {
        number: stage,
        name: stage.name(),
        items: pack.items_of(stage).count(),
        required: pack.items_of(stage).filter(|item| item.required).count(),
        silence: pack.silence(stage).map(|silence| silence.says.as_str()),
    }
}

fn shown_objective(objective: &crate::policy::Objective) -> ShownObjective<'_> {
    let outcomes = objective.outcomes.iter().map(|outcome| ShownOutcome {
        id: &outcome.id,
        title: &outcome.title,
        clause: &outcome.clause,
        measures: outcome
            .measures
            .iter()
            .map(|measure| ShownMeasure {
                id: &measure.id,
                text: &measure.text,
                unit: measure.unit.as_deref(),
                over_time: measure.over_time,
            })
            .collect(),
    });
    ShownObjective {
        id: &objective.id,
        title: &objective.title,
        clause: &objective.clause,
        outcomes: outcomes.collect(),
    }
}
