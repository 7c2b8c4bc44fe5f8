//! The decision in full, and what follows from it.

use ratatui::text::Line;

use crate::domain::KeyDate;
use crate::domain::evaluation::Award;
use crate::domain::text::{visible, visible_lines};
use crate::policy::{Limit, LimitStanding};
use crate::register::SummaryDuty;
use crate::tui::Look;
use crate::tui::command::Command;
use crate::tui::dates;
use crate::tui::dialog::reading;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::evaluation::Scene;
use crate::tui::widget::text;

type Lines = Vec<(LineKind, String)>;

/// The decision laid out.
pub(super) fn lines(scene: Scene<'_>, columns: usize, look: &Look) -> Vec<Line<'static>> {
    let Some(award) = scene.view.evaluation.awards.get(&scene.lot) else { return Vec::new() };
    let sections =
        [decision(scene, award), commitments(scene, award), withheld(award), next(scene)];
    let mut lines = reading::lay_out(&sections, columns.saturating_sub(2), look);
    for line in &mut lines {
        line.spans.insert(0, " ".into());
    }
    lines
}

fn decision(scene: Scene<'_>, award: &Award) -> Section {
    let view = scene.view;
    let role = award.role.as_deref().map(|role| format!(" as {}", visible(role)));
    let mut lines: Lines = vec![
        (LineKind::Strong, format!("Awarded to {}", view.supplier(award.bid))),
        (
            LineKind::Plain,
            format!(
                "Decided by {}{} on {}.",
                visible(&award.decided_by),
                role.unwrap_or_default(),
                dates::day(award.day)
            ),
        ),
    ];
    let bid = view.evaluation.bids.get(&award.bid);
    let tally = view.lots.get(&scene.lot).and_then(|lot| lot.ranking.tally(award.bid));
    let price = bid.and_then(|bid| bid.price).map(|price| format!("Price {price}. "));
    let total = tally.and_then(|tally| tally.total.as_ref());
    let total = total.map(|total| format!("{total} of 100 points."));
    let figures = format!("{}{}", price.unwrap_or_default(), total.unwrap_or_default());
    if !figures.is_empty() {
        lines.push((LineKind::Plain, figures.trim_end().to_owned()));
    }
    lines.push((LineKind::Plain, format!("Reasons: {}", visible_lines(&award.reasons))));
    if let Some(tie) = &award.tie_break {
        lines.push((LineKind::Plain, format!("Tie-break: {}", visible_lines(tie))));
    }
    for finding in &view.determination.sign_off {
        let words = format!(
            "The policy names {} ({}).",
            visible(&finding.words()),
            visible(&finding.clause)
        );
        lines.push((LineKind::Inset, words));
    }
    let recorded =
        format!("Recorded by {} on {} (UTC).", visible(&award.officer), dates::moment(&award.at));
    lines.push((LineKind::Inset, recorded));
    Section { heading: "The decision".to_owned(), lines }
}

fn commitments(scene: Scene<'_>, award: &Award) -> Section {
    let view = scene.view;
    let carried = view.evaluation.commitments.values().filter(|one| one.bid == award.bid);
    let mut lines: Lines = carried
        .map(|one| {
            let unit = view.measure_unit(&one.measure).map(visible).unwrap_or_default();
            let quantity =
                one.quantity.map(|quantity| format!(": {} {unit}", quantity.normalize()));
            let words = one.words.as_deref().map(|words| format!(" ({})", visible_lines(words)));
            let words = format!(
                "{}{}{}",
                view.measure_words(&one.measure),
                quantity.unwrap_or_default(),
                words.unwrap_or_default()
            );
            (LineKind::Plain, words)
        })
        .collect();
    if lines.is_empty() {
        let words = "None: no offers were recorded for this bid. What it promises in words still belongs in the contract.";
        lines.push((LineKind::Plain, words.to_owned()));
    }
    Section { heading: "Commitments that go into the contract".to_owned(), lines }
}

fn withheld(award: &Award) -> Section {
    let mut lines: Lines = award
        .withheld
        .iter()
        .map(|one| {
            let words = format!("{}: {}", visible(&one.what), visible_lines(&one.reason));
            (LineKind::Plain, words)
        })
        .collect();
    if lines.is_empty() {
        lines.push((LineKind::Plain, "Nothing.".to_owned()));
    } else {
        let words = "Say in the notice and the letters that it is withheld and why (Procurement Act 2023 s.94).";
        lines.push((LineKind::Inset, words.to_owned()));
    }
    Section { heading: "Withheld from publication".to_owned(), lines }
}

/// What comes next: letters, award notice, standstill, each with what is on the timeline.
fn next(scene: Scene<'_>) -> Section {
    let view = scene.view;
    let mut lines = Lines::new();
    let letters = Command::Draft.key(false);
    match SummaryDuty::of(view) {
        SummaryDuty::Due => lines.push((
            LineKind::Plain,
            format!("Assessment summaries go to all bidders that were assessed, on one day and before the award notice. {letters} drafts them."),
        )),
        SummaryDuty::NotDue(why) => lines.push((
            LineKind::Plain,
            format!("No statutory assessment summary is due. {why} {letters} drafts letters all the same."),
        )),
        SummaryDuty::Unknown(why) => lines.push((
            LineKind::Warning,
            format!("Whether summaries are due is not certain. {why} {letters} drafts them."),
        )),
    }
    let of_award = [KeyDate::AssessmentSummaries, KeyDate::AwardNotice];
    for from in of_award {
        let limits = view.limits.iter().filter(|limit| limit.from == from);
        let (waiting, known): (Vec<&Limit>, Vec<&Limit>) =
            limits.partition(|limit| limit.standing == LimitStanding::Waiting);
        lines.extend((!waiting.is_empty()).then(|| still_to_record(from, &waiting)));
        lines.extend(known.into_iter().map(of_limit));
    }
    if !view.limits.iter().any(Limit::is_standstill) {
        let words = "No statutory standstill is known for this tender.";
        lines.push((LineKind::Plain, words.to_owned()));
    }
    let (back, timeline) = (Command::Back.key(false), Command::FifthTab.key(false));
    let words =
        format!("The days are recorded on the timeline of the tender: {back}, then {timeline}.");
    lines.push((LineKind::Inset, words));
    Section { heading: "What comes next".to_owned(), lines }
}

/// A day that is not on the timeline yet, and what depends on it.
fn still_to_record(from: KeyDate, limits: &[&Limit]) -> (LineKind, String) {
    let follows: Vec<String> = limits
        .iter()
        .map(|limit| format!("{} ({})", lower(&limit.text), visible(&limit.clause)))
        .collect();
    let words = format!(
        "Still to be recorded: “{}” ({from}). On it depend: {}.",
        from.words(),
        follows.join("; ")
    );
    (LineKind::Warning, words)
}

/// One time limit that runs from the summaries or the award notice.
fn of_limit(limit: &Limit) -> (LineKind, String) {
    let unsure = if limit.needs.is_empty() { "" } else { " It is not certain that it holds." };
    let clause = visible(&limit.clause);
    let Some(day) = limit.day else {
        let words = format!("{}: {}.{unsure} ({clause})", limit.text, limit.words);
        return (LineKind::Warning, words);
    };
    let (kind, stands) = match limit.standing {
        LimitStanding::Broken => (LineKind::Warning, ", not kept"),
        LimitStanding::Kept => (LineKind::Plain, ", kept"),
        // The standstill is what the officer looks for here.
        _ if limit.is_standstill() => (LineKind::Strong, ""),
        _ => (LineKind::Plain, ""),
    };
    let calculation = text::capital(&limit.words);
    let words =
        format!("{}: {}{stands}. {calculation}.{unsure} ({clause})", limit.text, day.long());
    (kind, words)
}

/// A sentence that goes on after a colon.
fn lower(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().map(|c| c.to_lowercase().collect()).unwrap_or_default();
    first + chars.as_str()
}
