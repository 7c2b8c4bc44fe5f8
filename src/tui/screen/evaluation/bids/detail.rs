//! Everything that is recorded of one bid.

use crate::domain::evaluation::{Bid, LowPrice, Oddity};
use crate::domain::text::{visible, visible_lines};
use crate::tui::effect::{LineKind, Section};
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::bids::list;
use crate::tui::widget::text::capital;

type Lines = Vec<(LineKind, String)>;

/// The bid under headings.
pub(super) fn sections(scene: Scene<'_>, bid: &Bid, open: bool) -> Vec<Section> {
    let mut sections =
        vec![Section { heading: visible(&bid.supplier), lines: particulars(scene, bid, open) }];
    let mut add = |heading: &str, lines: Lines| {
        if !lines.is_empty() {
            sections.push(Section { heading: heading.to_owned(), lines });
        }
    };
    add("The price, looked into", price(scene, bid, open));
    add("Questions to the bidder", clarifications(scene, bid));
    add("Offers", offers(scene, bid));
    add("Answers", answers(scene, bid));
    let note = bid.note.as_deref().map(|note| (LineKind::Plain, visible_lines(note)));
    add("Note (internal)", note.into_iter().collect());
    sections
}

fn particulars(scene: Scene<'_>, bid: &Bid, open: bool) -> Lines {
    let price = match bid.price {
        None => "not known yet".to_owned(),
        Some(_) if !open => "hidden until every question has its agreed score".to_owned(),
        Some(price) => format!("{} over the whole life, without VAT", price.short()),
    };
    let received = match &bid.received {
        None => "when is not recorded".to_owned(),
        Some(received) => list::moment(received),
    };
    let late = if bid.late { ", late" } else { "" };
    let local = match bid.local {
        None => "whether it is local is not said",
        Some(true) => "a local supplier",
        Some(false) => "not a local supplier",
    };
    let mut lines = vec![
        (LineKind::Plain, format!("Price: {price}.")),
        (LineKind::Plain, format!("Received: {received}{late}; {local}.")),
    ];
    if let Some(out) = &bid.out {
        let clause = out.clause.as_deref().map(|clause| format!(" ({})", visible(clause)));
        lines.push((
            LineKind::Strong,
            format!("Out: {}{}.", out.kind.words(), clause.unwrap_or_default()),
        ));
        lines.push((LineKind::Inset, visible_lines(&out.reason)));
    }
    lines.extend(missed(scene, bid));
    lines
}

/// The pass marks that the bid has missed.
fn missed(scene: Scene<'_>, bid: &Bid) -> Lines {
    let Some(lot) = scene.view.lots.get(&scene.lot) else { return Vec::new() };
    let tally = lot.ranking.tallies.iter().find(|tally| tally.bid == bid.uid);
    let Some(tally) = tally.filter(|tally| !tally.failures.is_empty()) else { return Vec::new() };
    let words = |failure| (LineKind::Warning, scene.view.failure_words(failure));
    tally.failures.iter().map(words).collect()
}

/// What stands out about the price, and the steps about it.
fn price(scene: Scene<'_>, bid: &Bid, open: bool) -> Lines {
    let mut lines = Lines::new();
    let record = scene.view.evaluation.low_prices.get(&bid.uid);
    if open && let Some(lot) = scene.view.lots.get(&scene.lot) {
        let flags = lot.low.iter().filter(|flag| flag.bid == bid.uid);
        lines.extend(flags.map(|flag| (LineKind::Warning, scene.view.low_words(flag))));
        let about = |oddity: &&Oddity| match oddity {
            Oddity::Zero { bid: of } | Oddity::High { bid: of } | Oddity::LowAnchor { bid: of } => {
                *of == bid.uid
            }
        };
        let oddities = lot.oddities.iter().filter(about);
        lines.extend(oddities.map(|one| (LineKind::Warning, scene.view.oddity_words(one))));
    }
    if let Some(LowPrice { notified, explanation, satisfied, reasons }) = record {
        let told =
            notified.map_or_else(|| "not yet".to_owned(), |day| format!("on {}", day.british()));
        lines.push((LineKind::Plain, format!("Told that its price looks abnormally low: {told}.")));
        let said = explanation.as_deref().map(visible_lines);
        let said = said.unwrap_or_else(|| "nothing on file yet".to_owned());
        lines.push((LineKind::Plain, format!("The supplier says: {said}")));
        let decided = match satisfied {
            None => "not yet",
            Some(true) => "it has shown that it can perform at that price",
            Some(false) => "it has not shown that it can perform at that price",
        };
        lines.push((LineKind::Plain, format!("Decided: {decided}.")));
        lines.extend(reasons.iter().map(|why| (LineKind::Inset, visible_lines(why))));
    }
    lines
}

fn clarifications(scene: Scene<'_>, bid: &Bid) -> Lines {
    let mut lines = Lines::new();
    let all = scene.view.evaluation.clarifications.values();
    for one in all.filter(|one| one.bid == bid.uid) {
        let asked = format!("{}: {}", one.asked_on.british(), visible_lines(&one.asked));
        lines.push((LineKind::Plain, asked));
        lines.push(match &one.answered {
            Some(answered) => (LineKind::Inset, visible_lines(answered)),
            None => (LineKind::Warning, "open: no answer yet".to_owned()),
        });
    }
    lines
}

/// What the bid offers of one measure: “4 people; in the first year”.
pub(in crate::tui::screen::evaluation) fn offer_words(
    scene: Scene<'_>,
    measure: &str,
    offer: &crate::domain::evaluation::Offer,
) -> String {
    let unit = scene.view.measure_unit(measure).map(visible).unwrap_or_default();
    let quantity = offer.quantity.map(|q| format!("{} {unit}", q.normalize()).trim().to_owned());
    let words = offer.words.as_deref().map(visible_lines);
    let all: Vec<String> = quantity.into_iter().chain(words).collect();
    all.join("; ")
}

fn offers(scene: Scene<'_>, bid: &Bid) -> Lines {
    let mut lines = Lines::new();
    let first = (bid.uid, String::new());
    let all = scene.view.evaluation.offers.range(first..);
    for ((_, measure), offer) in all.take_while(|((of, _), _)| *of == bid.uid) {
        lines.push((LineKind::Plain, capital(&scene.view.measure_words(measure))));
        lines.push((LineKind::Inset, offer_words(scene, measure, offer)));
    }
    lines
}

fn answers(scene: Scene<'_>, bid: &Bid) -> Lines {
    let mut lines = Lines::new();
    for (number, _, question) in scene.view.evaluation.numbered(scene.lot) {
        let answer = scene.view.evaluation.answers.get(&(bid.uid, question.uid));
        if let Some(answer) = answer {
            lines.push((LineKind::Plain, format!("{number} {}", visible(&question.title))));
            let words = visible_lines(answer.kind.summary());
            lines.push((LineKind::Inset, format!("{}: {words}", answer.kind.word())));
        }
    }
    lines
}
