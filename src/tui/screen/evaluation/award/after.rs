//! The decision in full, and what follows from it.

use ratatui::text::Line;

use crate::domain::KeyDate;
use crate::domain::evaluation::Award;
use crate::domain::text::{visible, visible_lines};
use crate::policy::LimitStanding;
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
    let role = award.role.as_deref().map(|role| format!(", as {}", visible(role)));
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
        let words = format!("The policy names {} ({}).", visible(&finding.words()), visible(&finding.clause));
        lines.push((LineKind::Inset, words));
    }
    let recorded = format!(
        "Recorded by {} on {} (UTC).",
        visible(&award.officer),
        dates::moment(&award.at)
    );
    lines.push((LineKind::Inset, recorded));
    Section { heading: "The decision".to_owned(), lines }
}

fn commitments(scene: Scene<'_>, award: &Award) -> Section {
    let view = scene.view;
    let carried = view.evaluation.commitments.values().filter(|one| one.bid == award.bid);
    let mut lines: Lines = carried
        .map(|one| {
            let unit = view.measure_unit(&one.measure).map(visible).unwrap_or_default();
            let quantity = one.quantity.map(|quantity| format!(": {} {unit}", quantity.normalize()));
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
    for limit in view.limits.iter().filter(|limit| limit.stage.get() == 9) {
        let clause = visible(&limit.clause);
        let (kind, words) = match (limit.day, limit.standing) {
            (_, LimitStanding::Waiting) => (
                LineKind::Plain,
                format!(
                    "{}: {}. To record on the timeline: {} ({}).",
                    limit.text,
                    limit.words,
                    limit.from.words(),
                    limit.from
                ),
            ),
            (Some(day), standing) => {
                let kind = if standing == LimitStanding::Broken {
                    LineKind::Warning
                } else {
                    LineKind::Plain
                };
                let stands = match standing {
                    LimitStanding::Kept => ", kept",
                    LimitStanding::Broken => ", not kept",
                    _ => "",
                };
                (kind, format!("{}: {}{stands}. {}", limit.text, day.long(), text::capital(&limit.words)))
            }
            (None, _) => (LineKind::Warning, format!("{}: {}", limit.text, limit.words)),
        };
        let kind = if limit.needs.is_empty() { kind } else { LineKind::Warning };
        let unsure = if limit.needs.is_empty() { "" } else { " (only where a fact that is missing makes it so)" };
        lines.push((kind, format!("{}{unsure} ({clause})", words.trim_end())));
    }
    if view.limits.iter().all(|limit| limit.from != KeyDate::AwardNotice) {
        let words = "No statutory standstill is known for this tender.";
        lines.push((LineKind::Plain, words.to_owned()));
    }
    Section { heading: "What comes next".to_owned(), lines }
}
