//! What was decided for one procurement, and what waits to be, as text to read.

use crate::policy::needs;
use crate::register::{OptOutRecord, ProcurementView, WeightingView};
use crate::tui::command::Command;
use crate::tui::dialog::opt_out::OptingOut;
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::effect::{Effect, LineKind, Notice, Place, Section};

/// What was set for the procurement; nothing where nothing was.
pub(super) fn sections(view: &ProcurementView) -> Vec<Section> {
    let newer = view.newer_words().map(|words| Section {
        heading: "Another edition of the policy".to_owned(),
        lines: vec![(
            LineKind::Warning,
            format!("{words} {} shows what differs.", Command::Upgrade.key(false)),
        )],
    });
    let opted_out = view.opt_out.iter().map(|record| opt_out(view, record));
    let weight = view.weighting.iter().map(weight);
    newer.into_iter().chain(opted_out).chain(weight).chain(answers(view)).collect()
}

/// What asking for an opting out leads to: it is recorded, taken back, or not possible.
pub(super) fn opting(view: &ProcurementView) -> Effect {
    if let Some(record) = &view.opt_out {
        return Effect::Push(Place::Prompt(Prompt {
            title: format!("Why revoke the opting out of {}?", view.reference),
            explain: format!(
                "Social value is sought again, as the policy asks. {} had agreed to leave it out; the journal keeps that.",
                record.agreed_by
            ),
            initial: String::new(),
            reference: view.reference.to_string(),
            seen: view.version,
            then: Then::RevokeOptOut,
        }));
    }
    OptingOut::of(view).map_or_else(
        || {
            let short = &view.pack.policy.short;
            let words = format!("The policy of {short} knows no opting out.");
            Effect::Notify(Notice::warning(words))
        },
        |opting| Effect::Push(Place::OptOut(opting)),
    )
}

fn opt_out(view: &ProcurementView, record: &OptOutRecord) -> Section {
    let mut lines = vec![
        (LineKind::Warning, "Social value is left out of this tender.".to_owned()),
        (LineKind::Plain, format!("Why none is possible: {}", record.why)),
        (LineKind::Plain, format!("Agreed by {}.", record.agreed_by)),
        (LineKind::Plain, "Explored:".to_owned()),
    ];
    lines.extend(record.explored.iter().map(|id| {
        let title = view.outcome_title(id).map(|title| format!(" {title}"));
        (LineKind::Inset, format!("{id}{}", title.unwrap_or_default()))
    }));
    lines.push((LineKind::Inset, by(&record.officer, &record.at)));
    Section { heading: "Opted out of social value".to_owned(), lines }
}

fn weight(view: &WeightingView) -> Section {
    let mut lines = vec![(LineKind::Strong, view.words.clone())];
    if let Some(flag) = &view.flag {
        lines.push((LineKind::Warning, flag.clone()));
    }
    let record = &view.record;
    if let Some(reason) = &record.reason {
        lines.push((LineKind::Plain, format!("Reason: {reason}")));
    }
    if let Some(name) = &record.agreed_by {
        lines.push((LineKind::Plain, format!("Agreed by {name}.")));
    }
    lines.push((LineKind::Inset, by(&record.officer, &record.at)));
    let heading = "Weight set for this tender".to_owned();
    Section { heading, lines }
}

/// The answers on impact, objectives and needs that are recorded, and what they leave open.
fn answers(view: &ProcurementView) -> Option<Section> {
    let record = view.needs_answers.as_ref()?;
    let answers = view.answers_so_far().ok()?;
    let mut lines = Vec::new();
    if let Some(area) = &answers.area {
        lines.push((LineKind::Plain, format!("Area: {area}")));
    }
    lines.extend(needs::picked(&view.pack, &answers).map(|objective| {
        (LineKind::Plain, format!("Objective {}: {}", objective.id, objective.title))
    }));
    lines.extend(needs::relevant(&view.pack, &answers).into_iter().filter_map(|name| {
        let fifth = answers.marks.get(name)?.words();
        Some((LineKind::Inset, format!("{name}: {fifth} fifth")))
    }));
    let open = needs::unanswered(&view.pack, &answers).into_iter();
    lines.extend(open.map(|one| (LineKind::Warning, format!("Still open: {one}"))));
    if needs::following(&view.pack, &answers, &view.facts) != view.facts {
        let words = "The facts were changed since and do not follow from these answers.";
        lines.push((LineKind::Warning, words.to_owned()));
    }
    lines.push((LineKind::Inset, by(&record.officer, &record.at)));
    Some(Section { heading: "The three questions".to_owned(), lines })
}

/// Who recorded something, and when.
fn by(officer: &str, at: &str) -> String {
    format!("Recorded by {officer}, {} UTC.", crate::tui::dates::moment(at))
}
