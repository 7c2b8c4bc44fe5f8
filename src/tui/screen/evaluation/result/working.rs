//! The full working of one bid, as a page to read, copy and write to a file.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::evaluation::{ROUNDING, SectionKind, working};
use crate::domain::item;
use crate::domain::text::visible;
use crate::tui::effect::Place;
use crate::tui::screen::evaluation::Scene;

/// The page for one bid.
pub(super) fn page(scene: Scene<'_>, bid: Uuid) -> Place {
    let supplier = scene.view.supplier(bid);
    let reference = item::slug(&scene.view.reference.to_string());
    let name = format!("{reference}-working-{}.txt", item::slug(&supplier));
    super::letter(format!("The working: {supplier}"), name, told(scene, bid))
}

fn told(scene: Scene<'_>, bid: Uuid) -> String {
    let view = scene.view;
    let of = &view.evaluation;
    let mut text = String::new();
    let _ = writeln!(text, "# How the points of {} come about\n", view.supplier(bid));
    let _ = writeln!(text, "{}, {}", view.reference, visible(&view.title));
    if of.lots.len() > 1 {
        let _ = writeln!(text, "{}", of.lot_words(scene.lot));
    }
    let _ = writeln!(text, "{ROUNDING}\n");
    let Some(lot) = view.lots.get(&scene.lot) else { return text };
    let open = of.prices_are_open(scene.lot);
    let kinds: Vec<SectionKind> = lot
        .ranking
        .tally(bid)
        .map(|tally| tally.sections.iter().map(|section| section.kind).collect())
        .unwrap_or_default();
    let _ = writeln!(text, "| Criterion | How | Points |\n| --- | --- | ---: |");
    let cell = |words: &str| words.replace('|', "/");
    let mut section = 0;
    for line in working(of, &lot.ranking, bid) {
        let kind = if line.depth == 0 {
            section += 1;
            kinds.get(section - 1)
        } else {
            kinds.get(section - 1)
        };
        // Behind the sections stand the total and the place, which would tell the price as well.
        let hidden = !open && kind.is_none_or(|kind| *kind == SectionKind::Price);
        let (how, points) = if hidden {
            ("hidden until every question has its agreed score".to_owned(), None)
        } else {
            (line.how.clone(), line.points.as_ref())
        };
        let points = points.map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "| {} | {} | {points} |", cell(&line.about), cell(&how));
        if let Some(remark) = &line.remark {
            let _ = writeln!(text, "|  | ! {} |  |", cell(remark));
        }
    }
    if !lot.ranking.is_complete() {
        let _ = writeln!(text, "\nThe result is not complete yet; what is missing is not counted.");
    }
    text
}
