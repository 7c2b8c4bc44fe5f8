//! The bids by place, with their price, their points in each section, and the margin.

use ratatui::style::Style;

use crate::domain::evaluation::{Exact, PriceMethod, SectionKind, SectionTally, Tally};
use crate::domain::money::in_pounds;
use crate::domain::text::visible;
use crate::register::LotView;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::result::BIDS;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// An amount in pounds, rounded for display.
pub(super) fn pounds(amount: &Exact) -> String {
    let rounded = amount.rounded(2);
    rounded.parse().map_or(rounded, in_pounds)
}

fn per_point(scene: Scene<'_>) -> bool {
    let lot = scene.view.evaluation.lots.get(&scene.lot);
    lot.is_some_and(|lot| lot.method == PriceMethod::PerPoint)
}

/// How far a bid with a place is before the next one; nothing for the last.
pub(super) fn margin(scene: Scene<'_>, view: &LotView, tally: &Tally) -> Option<Exact> {
    tally.place?;
    let placed: Vec<&Tally> =
        view.ranking.tallies.iter().filter(|other| other.place.is_some()).collect();
    let at = placed.iter().position(|other| other.bid == tally.bid)?;
    let next = placed.get(at + 1)?;
    if per_point(scene) {
        Some(next.index.as_ref()? - tally.index.as_ref()?)
    } else {
        Some(tally.total.as_ref()? - next.total.as_ref()?)
    }
}

/// A margin with its unit: “3.20 points” or “£12.00 a point”.
pub(super) fn margin_words(scene: Scene<'_>, margin: &Exact) -> String {
    if per_point(scene) {
        format!("{} a point", pounds(margin))
    } else {
        format!("{margin} points")
    }
}

/// What the officer wants to know first, and whether it is to be heeded.
pub(super) fn verdict(scene: Scene<'_>, view: &LotView) -> (String, bool) {
    let ranking = &view.ranking;
    if !ranking.faults.is_empty() {
        return ("No result: the award criteria cannot be used yet.".to_owned(), true);
    }
    let missing = ranking.missing.len();
    if missing > 0 {
        let what = if missing == 1 { "1 figure is" } else { &format!("{missing} figures are") };
        return (format!("No result yet: {what} missing."), true);
    }
    let first = ranking.first();
    match first.as_slice() {
        [] => ("No bid takes part and passes.".to_owned(), true),
        [only] => {
            let supplier = scene.view.supplier(only.bid);
            let figure = figure(scene, only);
            let next = ranking.tallies.get(1).filter(|next| next.place.is_some());
            let before = margin(scene, view, only).zip(next).map(|(margin, next)| {
                let tie = only.place.is_some_and(|place| place.by_tie_break) && margin.is_zero();
                if tie {
                    format!(", by the tie-break before {}", scene.view.supplier(next.bid))
                } else {
                    let (words, next) = (margin_words(scene, &margin), next.bid);
                    format!(", {words} before {}", scene.view.supplier(next))
                }
            });
            (format!("{supplier} is first with {figure}{}.", before.unwrap_or_default()), false)
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|tally| scene.view.supplier(tally.bid)).collect();
            let words = match names.as_slice() {
                [before @ .., last] if before.len() < 4 => {
                    format!("{} and {last} share the first place.", before.join(", "))
                }
                all => format!("{} bids share the first place.", all.len()),
            };
            (words, true)
        }
    }
}

/// The figure that decides: points, or the price of each quality point.
pub(super) fn figure(scene: Scene<'_>, tally: &Tally) -> String {
    match (&tally.index, &tally.total) {
        (Some(index), _) if per_point(scene) => format!("{} a point", pounds(index)),
        (_, Some(total)) => format!("{total} points"),
        _ => "no figure".to_owned(),
    }
}

/// The place of a bid, or what became of it, in at most five columns.
pub(super) fn place(tally: &Tally) -> String {
    match tally.place {
        Some(place) => place.to_string(),
        None if !tally.takes_part => "out".to_owned(),
        None if !tally.failures.is_empty() => "fails".to_owned(),
        None => String::new(),
    }
}

/// One column behind the supplier: its name, its width, and whether it stands to the right.
struct Column {
    name: String,
    width: usize,
    what: What,
}

enum What {
    Price,
    Section(usize),
    Total,
    Index,
    Margin,
}

/// The columns of the marker and the place.
const PLACE: usize = 8;
/// The least columns of the supplier.
const SUPPLIER: usize = 15;

/// The columns that fit: all of them, or without the sections, or without the margin too.
fn columns(scene: Scene<'_>, view: &LotView, width: usize) -> Vec<Column> {
    let of = &scene.view.evaluation;
    let indexed = per_point(scene);
    let sections = of.sections_of(scene.lot);
    let priced = view.ranking.tallies.iter().any(|tally| {
        of.bids.get(&tally.bid).is_some_and(|bid| bid.price.is_some())
    });
    let column = |name: &str, width: usize, what| Column { name: name.to_owned(), width, what };
    let price = || priced.then(|| column("Price", 15, What::Price));
    let total = || {
        let points = column(if indexed { "Points" } else { "Total" }, 8, What::Total);
        let index = indexed.then(|| column("a point", 12, What::Index));
        std::iter::once(points).chain(index)
    };
    let margin = || column("Margin", if indexed { 12 } else { 8 }, What::Margin);
    let of_sections = |width: usize| {
        sections.iter().enumerate().map(move |(at, section)| Column {
            name: visible(&section.title),
            width,
            what: What::Section(at),
        })
    };
    let used = |columns: &[Column]| {
        PLACE + SUPPLIER + columns.iter().map(|column| column.width).sum::<usize>()
    };
    let bare: Vec<Column> = price().into_iter().chain(total()).chain([margin()]).collect();
    let room = width.saturating_sub(used(&bare));
    let each = room.checked_div(sections.len()).unwrap_or(0).min(14);
    if each >= 8 {
        let all = price().into_iter().chain(of_sections(each)).chain(total()).chain([margin()]);
        return all.collect();
    }
    if used(&bare) <= width {
        return bare;
    }
    price().into_iter().chain(total()).collect()
}

fn points(section: &SectionTally, hidden: bool, none: &str) -> String {
    match &section.points {
        _ if hidden && section.kind == SectionKind::Price => "hidden".to_owned(),
        Some(points) => points.to_string(),
        None => none.to_owned(),
    }
}

/// One figure of a bid as it stands in its column.
fn cell(scene: Scene<'_>, view: &LotView, tally: &Tally, what: &What, none: &str) -> String {
    let of = &scene.view.evaluation;
    let hidden = !of.prices_are_open(scene.lot);
    let or_none = |figure: Option<String>| figure.unwrap_or_else(|| none.to_owned());
    let price = of.bids.get(&tally.bid).and_then(|bid| bid.price);
    match what {
        What::Price if hidden && price.is_some() => "hidden".to_owned(),
        What::Price => {
            let flagged = view.low.iter().any(|flag| flag.bid == tally.bid);
            let mark = if flagged { "low " } else { "" };
            or_none(price.map(|price| format!("{mark}{price}")))
        }
        What::Section(at) => {
            let section = tally.sections.get(*at);
            section.map_or_else(String::new, |section| points(section, hidden, none))
        }
        What::Total => or_none(tally.total.as_ref().filter(|_| !hidden).map(ToString::to_string)),
        What::Index => or_none(tally.index.as_ref().filter(|_| !hidden).map(pounds)),
        What::Margin => margin(scene, view, tally).map_or_else(String::new, |margin| {
            if per_point(scene) { pounds(&margin) } else { margin.to_string() }
        }),
    }
}

/// Draws the names of the columns and the bids in the window.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    scene: Scene<'_>,
    (view, scroll): (&LotView, &Scroll),
    focused: bool,
) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let columns = columns(scene, view, canvas.width());
    let behind: usize = columns.iter().map(|column| column.width).sum();
    let supplier = canvas.width().saturating_sub(PLACE + behind);
    let mut head = format!("  {}{}", text::left("Place", PLACE - 2, ""), {
        text::left("Supplier", supplier, glyphs.cut)
    });
    for column in &columns {
        // A gap before each, so that two names never run into one another.
        let name = text::fit(&column.name, column.width.saturating_sub(1), glyphs.cut);
        head.push_str(&text::right(&name, column.width, glyphs.cut));
    }
    canvas.text(0, 0, &head, theme.dim);
    let rows = canvas.height().saturating_sub(1);
    let tallies = &view.ranking.tallies;
    for (row, tally) in tallies.iter().skip(scroll.offset).take(rows).enumerate() {
        let at = scroll.offset + row;
        let here = at == scroll.selected;
        let marker = if here { glyphs.here } else { " " };
        let sign = match tally.place {
            None if !tally.takes_part => glyphs.passed,
            None if !tally.failures.is_empty() => glyphs.attention,
            _ => "",
        };
        let place = format!("{sign}{}", place(tally));
        let mut line = format!(
            "{marker} {}{}",
            text::left(&place, PLACE - 2, ""),
            text::left(&scene.view.supplier(tally.bid), supplier, glyphs.cut)
        );
        for column in &columns {
            let shown = cell(scene, view, tally, &column.what, glyphs.passed);
            line.push_str(&text::right(&shown, column.width, glyphs.cut));
        }
        let style: Style = match (here, tally.place.map(|place| place.rank)) {
            (true, _) if focused => theme.selected,
            (true, _) => theme.selected_elsewhere,
            (false, Some(1)) => theme.done,
            (false, Some(_)) => theme.text,
            (false, None) if !tally.takes_part => theme.dim,
            (false, None) if !tally.failures.is_empty() => theme.warning,
            (false, None) => theme.text,
        };
        canvas.text(row + 1, 0, &line, style);
        canvas.target(row + 1, Target::Line { pane: BIDS, at });
        if here && focused {
            canvas.cursor(row + 1, 0);
        }
    }
    let below = tallies.len().saturating_sub(scroll.offset + rows);
    if below > 0 {
        canvas.text_right(0, &format!("{} {below} more ", glyphs.more[1]), theme.accent);
    }
}

/// A bid with its figures, as text to copy.
pub(super) fn in_words(scene: Scene<'_>, view: &LotView, tally: &Tally) -> String {
    let all = columns(scene, view, usize::MAX);
    let mut words = match place(tally) {
        place if tally.place.is_some() => format!("{place} "),
        place if place.is_empty() => String::new(),
        place => format!("({place}) "),
    };
    words.push_str(&scene.view.supplier(tally.bid));
    for column in &all {
        let shown = cell(scene, view, tally, &column.what, "");
        if !shown.is_empty() {
            words.push_str(&format!("\t{}: {shown}", column.name));
        }
    }
    words
}
