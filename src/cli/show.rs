//! `tenderbook show`: one procurement, the whole walk as plain numbered text.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::Result;
use crate::cli::which::Which;
use crate::cli::{Settings, assess, opt_out, weight, write};
use crate::domain::outcome::Sought;
use crate::domain::text::visible;
use crate::domain::{
    Evidence, EvidenceKind, Facts, ItemId, ItemState, KeyDates, ProcurementState, Reference,
    StageNo, StageState,
};
use crate::policy::{Determination, Limit};
use crate::register::{Edition, ItemView, NeedsRecord, OptOutRecord, ProcurementView, StageView};

/// Show one procurement: its facts, its stages and every item with its evidence
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook show 2026-0001
  tenderbook show 2026-0001 --stage 4
  tenderbook show 2026-0001 --json")]
pub(crate) struct Arguments {
    #[command(flatten)]
    which: Which,
    /// Show only this stage, with how to do each item and what counts as evidence
    #[arg(long, value_name = "STAGE", conflicts_with = "json")]
    stage: Option<StageNo>,
    /// Print one object for programs
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    reference: &'a Reference,
    title: &'a str,
    policy: &'a str,
    edition: &'a str,
    newer_edition: Option<&'a Edition>,
    state: ProcurementState,
    state_reason: Option<&'a str>,
    facts: &'a Facts,
    determination: &'a Determination,
    stage: Option<StageNo>,
    closed_stages: u8,
    stages: Vec<ShownStage<'a>>,
    outcomes: &'a [Sought],
    weighting_set: Option<weight::Shown<'a>>,
    opt_out: Option<&'a OptOutRecord>,
    needs_answers: Option<&'a NeedsRecord>,
    statute_left_out: Option<&'a str>,
    dates: &'a KeyDates,
    limits: &'a [Limit],
    version: i64,
    created_at: &'a str,
    changed_at: &'a str,
}

#[derive(Serialize)]
struct ShownStage<'a> {
    number: StageNo,
    name: &'static str,
    state: StageState,
    note: Option<&'a str>,
    silence: Option<&'a str>,
    items: Vec<ShownItem<'a>>,
}

#[derive(Serialize)]
struct ShownItem<'a> {
    id: &'a ItemId,
    text: &'a str,
    required: bool,
    clause: &'a str,
    state: ItemState,
    reason: Option<&'a str>,
    note: Option<&'a str>,
    evidence: &'a [Evidence],
    why: &'a str,
    guidance: &'a str,
    wanted: &'a str,
    own: bool,
    good_practice: bool,
    source: &'static str,
    notice: Option<&'a str>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let register = settings.register()?;
    let view = register.procurement(&arguments.which.reference)?;
    if arguments.json {
        return json(out, &view);
    }
    if let Some(stage) = arguments.stage.and_then(|number| view.stage(number)) {
        return show_stage(out, stage, Detail::Full);
    }
    head(out, &view)?;
    for stage in &view.stages {
        writeln!(out)?;
        show_stage(out, stage, Detail::Short)?;
    }
    writeln!(out)?;
    write::next(out, &register, view.reference.as_str())
}

/// Prints a procurement as one object for programs.
pub(crate) fn json(out: &mut impl Write, view: &ProcurementView) -> Result {
    write::json(out, &shown(view))
}

fn shown(view: &ProcurementView) -> Shown<'_> {
    let progress = view.progress();
    Shown {
        reference: &view.reference,
        title: &view.title,
        policy: &view.pack.policy.id,
        edition: &view.pack.policy.edition,
        newer_edition: view.newer.as_ref(),
        state: view.state,
        state_reason: view.state_reason.as_deref(),
        facts: &view.facts,
        determination: &view.determination,
        stage: progress.stage,
        closed_stages: progress.settled,
        stages: view.stages.iter().map(shown_stage).collect(),
        outcomes: &view.sought,
        weighting_set: view.weighting.as_ref().map(weight::shown),
        opt_out: view.opt_out.as_ref(),
        needs_answers: view.needs_answers.as_ref(),
        statute_left_out: view.statute_left_out.as_deref(),
        dates: &view.dates,
        limits: &view.limits,
        version: view.version,
        created_at: &view.created_at,
        changed_at: &view.changed_at,
    }
}

fn shown_stage(stage: &StageView) -> ShownStage<'_> {
    let on = stage.items.iter().filter(|item| !item.is_off());
    ShownStage {
        number: stage.number,
        name: stage.number.name(),
        state: stage.state,
        note: stage.note.as_deref(),
        silence: stage.silence.as_deref(),
        items: on
            .map(|item| ShownItem {
                id: &item.id,
                text: &item.text,
                required: item.required,
                clause: &item.clause,
                state: item.state,
                reason: item.reason.as_deref(),
                note: item.note.as_deref(),
                evidence: &item.evidence,
                why: &item.why,
                guidance: &item.guidance,
                wanted: &item.wanted,
                own: item.is_own(),
                good_practice: item.good_practice,
                source: match (item.is_own(), item.by_law) {
                    (true, _) => "own",
                    (_, true) => "statute",
                    _ => "policy",
                },
                notice: item.notice.as_deref(),
            })
            .collect(),
    }
}

/// Says which procurement it is, under which policy, and how far it has come.
pub(crate) fn identity(out: &mut impl Write, view: &ProcurementView) -> Result {
    let policy = &view.pack.policy;
    writeln!(out, "{}: {}", view.reference, visible(&view.title))?;
    writeln!(
        out,
        "Policy: {}, {} ({}), edition {}",
        visible(&policy.title),
        visible(&policy.authority),
        visible(&policy.id),
        visible(&policy.edition)
    )?;
    if let Some(words) = view.newer_words() {
        writeln!(out, "  {}", visible(&words))?;
        writeln!(out, "  “tenderbook policy upgrade {}” shows what differs.", view.reference)?;
    }
    let opted_out = if view.opt_out.is_some() { ", opted out of social value" } else { "" };
    writeln!(out, "State: {}{opted_out}", view.state)?;
    if let Some(reason) = &view.state_reason {
        write::indented(out, 2, "Reason: ", reason)?;
    }
    writeln!(out, "Progress: {} of 13 stages closed or skipped", view.progress().settled)?;
    Ok(())
}

fn head(out: &mut impl Write, view: &ProcurementView) -> Result {
    identity(out, view)?;
    writeln!(out, "\nFacts")?;
    assess::facts(out, &view.facts)?;
    writeln!(out, "\nWhat the policy requires")?;
    assess::brief(out, view)?;
    if view.weighting.is_some() || view.opt_out.is_some() {
        writeln!(out, "\nSet for this tender")?;
    }
    if let Some(weighting) = &view.weighting {
        weight::tell(out, weighting)?;
    }
    if let Some(record) = &view.opt_out {
        opt_out::tell(out, view, record)?;
    }
    if let Some(reason) = &view.statute_left_out {
        write::indented(out, 0, "Statute left out: ", reason)?;
    }
    writeln!(out, "\nOutcomes sought")?;
    sought(out, view)
}

/// Writes the outcomes and measures that are sought, or that there are none.
pub(crate) fn sought(out: &mut impl Write, view: &ProcurementView) -> Result {
    if view.sought.is_empty() {
        writeln!(out, "  None chosen yet.")?;
    }
    for sought in &view.sought {
        let (title, unit) = named(view, &sought.id);
        let quantity = match (&sought.quantity, unit) {
            (Some(quantity), Some(unit)) => format!(": {quantity} {unit}"),
            (Some(quantity), None) => format!(": {quantity}"),
            (None, _) => String::new(),
        };
        writeln!(out, "  {} {}{}", visible(&sought.id), visible(title), visible(&quantity))?;
        if let Some(why) = &sought.why {
            write::indented(out, 4, "Why: ", why)?;
        }
    }
    Ok(())
}

/// The title of an outcome or measure of the policy, and what it is counted in.
fn named<'a>(view: &'a ProcurementView, id: &str) -> (&'a str, Option<&'a str>) {
    let unit = match view.own_measures.get(id) {
        Some(own) => own.unit.as_deref(),
        None => view.pack.measure_unit(id),
    };
    (view.outcome_title(id).unwrap_or_default(), unit)
}

/// How much is said of each item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What it is and what is on file.
    Short,
    /// Also why, how, and what counts as evidence.
    Full,
}

fn show_stage(out: &mut impl Write, stage: &StageView, detail: Detail) -> Result {
    stage_line(out, stage)?;
    stage_notes(out, stage)?;
    let on = stage.items.iter().filter(|item| !item.is_off());
    for (at, item) in on.enumerate() {
        show_item(out, &format!("{}.{}", stage.number, at + 1), item, detail)?;
    }
    Ok(())
}

/// Says in one line which stage it is and where it stands.
pub(crate) fn stage_line(out: &mut impl Write, stage: &StageView) -> Result {
    let (settled, all) = stage.progress();
    let attention = if stage.needs_attention() {
        ", but required items are open since the facts changed"
    } else {
        ""
    };
    writeln!(
        out,
        "Stage {} of 13: {}: {}{attention}; {settled} of {all} items settled",
        stage.number,
        stage.number.name(),
        stage.state
    )?;
    Ok(())
}

/// Writes what stands on a stage itself: its note or reason, and the policy's silence.
pub(crate) fn stage_notes(out: &mut impl Write, stage: &StageView) -> Result {
    if let Some(note) = &stage.note {
        let lead = if stage.state == StageState::Skipped { "Reason: " } else { "Note: " };
        write::indented(out, 2, lead, note)?;
    }
    if let Some(silence) = &stage.silence {
        write::indented(out, 2, "", silence)?;
    }
    Ok(())
}

fn show_item(out: &mut impl Write, number: &str, item: &ItemView, detail: Detail) -> Result {
    writeln!(out, "  {number} {}", item_line(item))?;
    item_details(out, 6, item, detail)
}

/// An item in one line: where it stands, whether the stage waits for it, and what to do.
pub(crate) fn item_line(item: &ItemView) -> String {
    let state = match item.state {
        ItemState::Open => "open",
        ItemState::Done => "done",
        ItemState::NotApplicable => "not applicable",
    };
    let duty = if item.required { "required" } else { "optional" };
    format!("{state}, {duty}: {}", visible(&item.text))
}

/// Writes everything else that is known of an item, indented.
fn item_details(out: &mut impl Write, by: usize, item: &ItemView, detail: Detail) -> Result {
    item_source(out, by, item)?;
    if detail == Detail::Full {
        item_grounds(out, by, item)?;
        item_guidance(out, by, item)?;
    }
    item_record(out, by, item, detail)
}

/// Writes where an item comes from: its id and clause, and why it is kept in sight.
pub(crate) fn item_source(out: &mut impl Write, by: usize, item: &ItemView) -> Result {
    let clause = if item.clause.is_empty() {
        "added by an officer".to_owned()
    } else {
        format!("{} {}", if item.by_law { "law:" } else { "clause" }, visible(&item.clause))
    };
    writeln!(out, "{:by$}Item {}; {clause}", "", item.id)?;
    if let Some(why) = item.kept_because() {
        writeln!(out, "{:by$}{why}", "")?;
    }
    Ok(())
}

/// Writes why an item is required or not, and what its clauses say.
pub(crate) fn item_grounds(out: &mut impl Write, by: usize, item: &ItemView) -> Result {
    write::indented(out, by, "Why: ", &item.why)?;
    for (clause, says) in &item.clause_says {
        write::indented(out, by, &format!("Clause {}: ", visible(clause)), says)?;
    }
    Ok(())
}

/// Writes how an item is done, and what counts as evidence.
pub(crate) fn item_guidance(out: &mut impl Write, by: usize, item: &ItemView) -> Result {
    if !item.guidance.is_empty() {
        write::indented(out, by, "How: ", &item.guidance)?;
    }
    if !item.wanted.is_empty() {
        write::indented(out, by, "Evidence wanted: ", &item.wanted)?;
    }
    Ok(())
}

/// Writes what is on file for an item: a reason, a note, evidence.
pub(crate) fn item_record(
    out: &mut impl Write,
    by: usize,
    item: &ItemView,
    detail: Detail,
) -> Result {
    if let Some(reason) = &item.reason {
        write::indented(out, by, "Reason: ", reason)?;
    }
    if let Some(note) = &item.note {
        write::indented(out, by, "Note: ", note)?;
    }
    for evidence in &item.evidence {
        show_evidence(out, by, evidence, detail)?;
    }
    Ok(())
}

fn show_evidence(out: &mut impl Write, by: usize, evidence: &Evidence, detail: Detail) -> Result {
    let kind = evidence.kind.word();
    let lead = format!("Evidence, {kind}: ");
    write::indented(out, by, &lead, evidence.kind.summary())?;
    let by = by + 2;
    if let EvidenceKind::File { size, sha256, .. } = &evidence.kind {
        writeln!(out, "{:by$}{size} bytes, SHA-256 {sha256}", "")?;
    }
    let (at, officer) = (visible(&evidence.at), visible(&evidence.officer));
    match detail {
        Detail::Short => writeln!(out, "{:by$}by {officer}, {at}", "")?,
        Detail::Full => writeln!(out, "{:by$}by {officer}, {at}; id {}", "", evidence.uid)?,
    }
    Ok(())
}
