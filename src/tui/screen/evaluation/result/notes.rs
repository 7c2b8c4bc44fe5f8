//! What stands below the bids: what is missing, the selected bid, odd prices, the check.

use crate::domain::evaluation::{Missing, PriceMethod, ROUNDING, Tally, TieBreak};
use crate::domain::text::{visible, visible_lines};
use crate::register::LotView;
use crate::tui::command::Command;
use crate::tui::dates;
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::result::table;

type Lines = Vec<(LineKind, String)>;

/// The most things that are listed as missing; the rest is counted.
const MOST: usize = 40;

/// Everything that is said below the bids.
pub(super) fn sections(scene: Scene<'_>, view: &LotView, selected: Option<&Tally>) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(missing(scene, view));
    sections.extend(selected.map(|tally| bid(scene, view, tally)));
    sections.extend(prices(scene, view));
    if !view.ranking.tallies.is_empty() {
        sections.push(check(scene, view));
    }
    sections.push(rules(scene));
    sections
}

fn missing(scene: Scene<'_>, view: &LotView) -> Option<Section> {
    let ranking = &view.ranking;
    if ranking.is_complete() {
        return None;
    }
    let faults = ranking.faults.iter().map(|fault| (LineKind::Warning, fault.clone()));
    let mut lines: Lines = faults.collect();
    let listed = ranking.missing.iter().take(MOST);
    lines.extend(listed.map(|missing| {
        let place = match missing {
            Missing::Bids | Missing::Price { .. } => Command::SecondTab,
            Missing::Consensus { .. } => Command::FourthTab,
        };
        let words = scene.view.missing_words(missing);
        (LineKind::Plain, format!("{words} ({})", place.key(false)))
    }));
    let more = ranking.missing.len().saturating_sub(MOST);
    if more > 0 {
        lines.push((LineKind::Plain, format!("and {more} more")));
    }
    let heading = match ranking.missing.len() {
        0 => "The criteria".to_owned(),
        count => format!("Missing: {count} (the key goes to where it is recorded)"),
    };
    Some(Section { heading, lines })
}

fn bid(scene: Scene<'_>, view: &LotView, tally: &Tally) -> Section {
    let of = &scene.view.evaluation;
    let supplier = scene.view.supplier(tally.bid);
    let placed = view.ranking.tallies.iter().filter(|other| other.place.is_some()).count();
    let mut lines = Lines::new();
    let mut heading = supplier;
    if let Some(place) = tally.place {
        heading = format!("{heading}: place {place} of {placed}");
        let after = table::margin(scene, view, tally);
        let next = view
            .ranking
            .tallies
            .iter()
            .skip_while(|other| other.bid != tally.bid)
            .nth(1)
            .filter(|next| next.place.is_some());
        let words = match (after, next) {
            (Some(margin), Some(next)) if !margin.is_zero() => format!(
                "{}, {} before {}.",
                table::figure(scene, tally),
                table::margin_words(scene, &margin),
                scene.view.supplier(next.bid)
            ),
            _ => format!("{}.", table::figure(scene, tally)),
        };
        lines.push((LineKind::Plain, words));
        if place.tied {
            let words = "Another bid has the same figure and shares the place.";
            lines.push((LineKind::Warning, words.to_owned()));
        }
        if place.by_tie_break {
            let words =
                "Another bid has the same figure; the published tie-break put them in order.";
            lines.push((LineKind::Plain, words.to_owned()));
        }
    }
    if let Some(out) = of.bids.get(&tally.bid).and_then(|bid| bid.out.as_ref()) {
        heading = format!("{heading}: {}", out.kind.words());
        let clause = out.clause.as_deref().map(|clause| format!(" ({})", visible(clause)));
        let words = format!("{}{}", visible_lines(&out.reason), clause.unwrap_or_default());
        lines.push((LineKind::Plain, words));
    } else if !tally.failures.is_empty() {
        heading = format!("{heading}: fails");
    }
    lines.extend(
        tally.failures.iter().map(|failure| (LineKind::Warning, scene.view.failure_words(failure))),
    );
    if lines.is_empty() {
        lines.push((LineKind::Plain, "Its place is known once nothing is missing.".to_owned()));
    }
    Section { heading, lines }
}

fn prices(scene: Scene<'_>, view: &LotView) -> Option<Section> {
    let of = &scene.view.evaluation;
    let heading = "Prices to look at".to_owned();
    if view.ranking.tallies.is_empty() {
        return None;
    }
    if !of.prices_are_open(scene.lot) {
        let words = "Prices are hidden until every question has its agreed score in every bid.";
        let lines = vec![(LineKind::Plain, words.to_owned())];
        return Some(Section { heading: "Prices".to_owned(), lines });
    }
    let mut lines = Lines::new();
    for flag in &view.low {
        let words = scene.view.low_words(flag);
        let record = of.low_prices.get(&flag.bid);
        let (kind, decided) = match record.and_then(|record| record.satisfied) {
            Some(true) => (LineKind::Plain, "Looked into: it satisfies.".to_owned()),
            Some(false) => (LineKind::Warning, "Looked into: it does not satisfy.".to_owned()),
            None => {
                let key = Command::LookIntoPrice.key(false);
                let stands = match record {
                    Some(record) if record.explanation.is_some() => "Not decided yet.",
                    Some(record) if record.notified.is_some() => {
                        "The supplier was told and has not answered yet."
                    }
                    _ => "Not looked into yet.",
                };
                (LineKind::Warning, format!("{stands} {key} records the steps."))
            }
        };
        lines.push((kind, format!("{words} {decided}")));
    }
    let odd =
        view.oddities.iter().map(|oddity| (LineKind::Warning, scene.view.oddity_words(oddity)));
    lines.extend(odd);
    (!lines.is_empty()).then_some(Section { heading, lines })
}

fn check(scene: Scene<'_>, view: &LotView) -> Section {
    let record = scene.view.evaluation.checks.get(&scene.lot);
    let key = Command::Check.key(false);
    let line = match (record, view.check_holds) {
        (Some(check), Some(holds)) => {
            let (by, day) = (visible(&check.by), dates::day(check.day));
            let note = check.note.as_deref().map(|note| format!(" {}", visible_lines(note)));
            let note = note.unwrap_or_default();
            if holds {
                let words = format!("Holds: {by} checked these figures on {day}.{note}");
                (LineKind::Plain, words)
            } else {
                let words = format!(
                    "No longer holds: {by} checked on {day}, and figures have changed since. {key} records a new check.{note}"
                );
                (LineKind::Warning, words)
            }
        }
        _ if view.ranking.is_complete() => {
            let words = format!("Not yet: {key} records that a second person has checked it.");
            (LineKind::Warning, words)
        }
        _ => (LineKind::Plain, "Once nothing is missing.".to_owned()),
    };
    Section { heading: "Check of the arithmetic".to_owned(), lines: vec![line] }
}

/// How the figures come about.
fn rules(scene: Scene<'_>) -> Section {
    let of = &scene.view.evaluation;
    let mut lines = Lines::new();
    if let Some(terms) = of.lots.get(&scene.lot) {
        let words = format!("Price: {}.", terms.method.words());
        lines.push((LineKind::Plain, words));
        if !matches!(terms.method, PriceMethod::Fixed { .. }) {
            lines.push((LineKind::Inset, terms.method.kind().formula().to_owned()));
        }
        let tie = match &terms.tie_break {
            TieBreak::None => "none was published".to_owned(),
            TieBreak::LowerPrice => "the lower price is first".to_owned(),
            TieBreak::Section { section } => {
                let title = of.sections.get(section).map(|(_, one)| visible(&one.title));
                format!("more points for “{}” are first", title.unwrap_or_default())
            }
            TieBreak::Words { words } => visible(words),
        };
        lines.push((LineKind::Plain, format!("Tie-break: {tie}.")));
    }
    lines.push((LineKind::Plain, ROUNDING.to_owned()));
    Section { heading: "How it is reckoned".to_owned(), lines }
}
