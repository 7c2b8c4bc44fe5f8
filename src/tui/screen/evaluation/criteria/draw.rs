//! How the Criteria tab is drawn: where it stands, the tree, its total, what is selected in full.

use ratatui::style::Style;

use crate::domain::evaluation::{Judged, SectionKind, Sum};
use crate::domain::text::visible;
use crate::tui::command::Command;
use crate::tui::dialog::reading;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::criteria::{Row, words};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// How the rows and columns of the tab are shared out.
pub(super) struct Shape {
    /// Lines at the top that say where the criteria stand.
    head: usize,
    /// Whether the columns have names.
    names: bool,
    /// Lines of the tree in sight.
    pub(super) list: usize,
    /// Columns of the tree.
    width: usize,
    /// Where what is selected stands in full: beside the tree, or below it in so many rows.
    below: Option<usize>,
}

/// From this width on, what is selected stands beside the tree.
const WIDE: usize = 110;

impl Shape {
    pub(super) fn of(scene: Scene<'_>) -> Self {
        let (columns, rows) = scene.size;
        let head = head(scene).len();
        let names = rows >= 13;
        let below = match (columns >= WIDE, rows) {
            (true, _) => None,
            (false, 24..) => Some(9),
            (false, 16..) => Some(5),
            (false, 12..) => Some(3),
            (false, _) => Some(1),
        };
        // The total stands below the tree, and a rule above what is selected.
        let taken = head + usize::from(names) + 1 + usize::from(below.is_some());
        let room = rows.saturating_sub(taken);
        let list = room.saturating_sub(below.unwrap_or(0)).max(1);
        let list = list.min(super::rows(scene).len().max(1));
        // What a short tree leaves goes to what is selected.
        let below = below.map(|_| room.saturating_sub(list));
        let beside = (columns * 3 / 8).clamp(42, 64);
        let width = if below.is_none() { columns - beside } else { columns };
        Self { head, names, list, width, below }
    }
}

/// How a line at the top is to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Done,
    Heed,
    Plain,
}

/// Where the criteria stand, the most important first.
fn head(scene: Scene<'_>) -> Vec<(Sign, String)> {
    let Some(lot) = scene.view.lots.get(&scene.lot) else { return Vec::new() };
    let mut lines = Vec::new();
    lines.push(match lot.ranking.faults.as_slice() {
        [] => (Sign::Done, "The criteria can be used: all weights add up to 100.".to_owned()),
        [only] => (Sign::Heed, only.clone()),
        [first, ..] => {
            let (count, key) = (lot.ranking.faults.len(), Command::Why.key(false));
            (Sign::Heed, format!("{count} faults, {key} lists them: {first}"))
        }
    });
    if let Some(social) = &lot.social {
        lines.push(match (social.fault.as_ref().or(social.departs.as_ref()), &social.asked) {
            (Some(said), _) => (Sign::Heed, said.clone()),
            (None, Some(asked)) => {
                let asked = words::asked(scene, asked);
                (Sign::Done, format!("Social value weighs {}; asked for: {asked}.", social.weight))
            }
            (None, None) => (
                Sign::Plain,
                format!("Social value weighs {}; the policy sets no figure here.", social.weight),
            ),
        });
    }
    let terms = scene.view.evaluation.lots.get(&scene.lot);
    // A method without a weight has no line in the tree that could name it.
    if let Some(terms) = terms.filter(|terms| !terms.method.kind().has_weight()) {
        lines.push((Sign::Plain, format!("Price: {}.", terms.method.words())));
    }
    if lot.frozen {
        lines.push((Sign::Heed, words::FIXED_SHORT.to_owned()));
    }
    lines
}

/// The columns beside the titles.
struct Columns {
    title: usize,
    /// Scale or sum.
    judged: usize,
    /// Pass mark; none where there is no room.
    pass: usize,
}

const WEIGHT: usize = 8;
const POINTS: usize = 9;

impl Columns {
    fn of(width: usize) -> Self {
        let judged = if width >= 64 { 18 } else { 15 };
        let pass = if width >= 64 { 7 } else { 0 };
        let title = width.saturating_sub(WEIGHT + POINTS + judged + pass + 3);
        Self { title, judged, pass }
    }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, scene: Scene<'_>, rows: &[Row<'_>], scroll: Scroll) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    if rows.is_empty() && !scene.view.lots.contains_key(&scene.lot) {
        let words = format!(
            "There are no award criteria; {} goes back, where they are begun.",
            Command::Back.key(false)
        );
        canvas.text(1, 1, &words, theme.text);
        return;
    }
    let shape = Shape::of(scene);
    for (row, (sign, words)) in head(scene).iter().enumerate() {
        let (mark, style) = match sign {
            Sign::Done => (glyphs.done, theme.done),
            Sign::Heed => (glyphs.attention, theme.warning),
            Sign::Plain => (" ", theme.text),
        };
        let line =
            text::fit(&format!("{mark} {words}"), canvas.width().saturating_sub(2), glyphs.cut);
        canvas.text(row, 1, &line, style);
    }
    let width = shape.width;
    let columns = Columns::of(width);
    let mut top = shape.head;
    if shape.names {
        let line =
            joined(&columns, "  Criterion", ["weight", "points", "judged by", "pass"], glyphs.cut);
        canvas.part(0, 0, width, top + 1).text(top, 0, &line, theme.dim);
        top += 1;
    }
    if rows.is_empty() {
        let words = format!("{} adds a section.", Command::AddSection.key(false));
        canvas.text(top, 2, &words, theme.text);
    }
    let window = rows.iter().enumerate().skip(scroll.offset).take(shape.list);
    for (below, (at, row)) in window.enumerate() {
        let mut part = canvas.part(0, 0, width, top + below + 1);
        let here = at == scroll.selected;
        draw_row(&mut part, top + below, (scene, row, here), &columns);
        part.target(top + below, Target::Line { pane: 0, at });
        if here {
            part.cursor(top + below, 0);
        }
    }
    let end = top + shape.list.min(rows.len().max(1));
    draw_total(&mut canvas.part(0, 0, width, end + 1), end, scene, &columns);
    let below = rows.len().saturating_sub(scroll.offset + shape.list);
    if below > 0 {
        // Over the column that the total does not use.
        let words = format!("  {} {below} more", glyphs.more[1]);
        canvas.text(end, 0, &words, theme.accent);
    }
    if let Some(row) = rows.get(scroll.selected) {
        let height = canvas.height();
        if let Some(lines) = shape.below {
            let top = height.saturating_sub(lines + 1);
            canvas.rule(top);
            let width = canvas.width();
            detail(&mut canvas.part(0, top + 1, width, lines), scene, row);
        } else {
            let top = shape.head;
            let rest = canvas.width().saturating_sub(width + 2);
            let mut right = canvas.part(width, top, rest + 2, height.saturating_sub(top));
            right.rule_down(0);
            let rows = right.height();
            detail(&mut right.part(2, 0, rest, rows), scene, row);
        }
    }
}

/// What is selected in full, as far as there is room.
fn detail(canvas: &mut Canvas<'_>, scene: Scene<'_>, row: &Row<'_>) {
    let sections = [words::in_full(scene, row)];
    let lines = reading::lay_out(&sections, canvas.width().saturating_sub(1), canvas.look);
    let room = canvas.height();
    if lines.len() <= room || room < 2 {
        canvas.lines(&lines);
        return;
    }
    canvas.lines(&lines[..room - 1]);
    let key = Command::Why.key(false);
    let words = format!("{} {key} reads it all ", canvas.look.glyphs.more[1]);
    let accent = canvas.look.theme.accent;
    canvas.text_right(room - 1, &words, accent);
}

/// A title and what stands in the columns beside it.
fn joined(columns: &Columns, title: &str, cells: [&str; 4], cut: &str) -> String {
    let [weight, points, judged, pass] = cells;
    format!(
        "{}{}{}   {}{}",
        text::left(title, columns.title, cut),
        text::right(weight, WEIGHT, cut),
        text::right(points, POINTS, cut),
        text::left(judged, columns.judged, cut),
        text::right(pass, columns.pass, cut),
    )
}

/// What a level adds up to, in few words, and whether it is exactly a hundred.
fn added_up(sum: &Sum, glyphs: &crate::tui::Glyphs) -> (String, bool) {
    match sum.off() {
        None => (format!("{} add up", glyphs.done), true),
        Some(off) => (format!("{} {off}", glyphs.attention), false),
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    at: usize,
    (scene, row, here): (Scene<'_>, &Row<'_>, bool),
    columns: &Columns,
) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let marker = if here { glyphs.here } else { " " };
    let (judged, sound) = judged(scene, row, canvas);
    let title = visible(row.title());
    let kind = row.section.kind.words();
    let title = match row.question {
        Some(_) => format!("{marker}   {} {title}", row.number),
        None if title.to_lowercase().contains(kind) => format!("{marker} {} {title}", row.number),
        None => format!("{marker} {} {title} ({kind})", row.number),
    };
    let weight = row.question.map_or(row.section.weight, |question| question.weight);
    let pass = match row.question {
        Some(question) => question.pass_mark.map(|mark| mark.normalize().to_string()),
        None => row.section.pass_mark.map(|mark| mark.to_string()),
    };
    let cells =
        [weight.to_string(), words::points(row).short(4), judged.clone(), pass.unwrap_or_default()];
    let cells = [cells[0].as_str(), cells[1].as_str(), cells[2].as_str(), cells[3].as_str()];
    let line = joined(columns, &title, cells, glyphs.cut);
    let style = match (here, row.question) {
        (true, _) => theme.selected,
        (false, None) => theme.title,
        (false, Some(_)) => theme.text,
    };
    canvas.text(at, 0, &text::left(&line, canvas.width(), glyphs.cut), style);
    if !here && !sound {
        let column = columns.title + WEIGHT + POINTS + 3;
        warn(canvas, at, column, (&judged, columns.judged), theme.warning);
    }
}

/// Draws words again in the style of what is to be heeded.
fn warn(
    canvas: &mut Canvas<'_>,
    row: usize,
    column: usize,
    (words, room): (&str, usize),
    style: Style,
) {
    let words = text::fit(words, room, canvas.look.glyphs.cut);
    canvas.text(row, column, &words, style);
}

/// How a question is judged, what the questions of a section add up to, or how price is turned
/// into points; and whether there is nothing wrong with it.
fn judged(scene: Scene<'_>, row: &Row<'_>, canvas: &Canvas<'_>) -> (String, bool) {
    let of = &scene.view.evaluation;
    let glyphs = canvas.look.glyphs;
    match row.question.map(|question| &question.judged) {
        Some(Judged::Offer { .. }) => ("offers".to_owned(), true),
        Some(Judged::Scale { scale }) => {
            let there = of.scales.contains_key(&(scene.lot, scale.clone()));
            let lead = if there { String::new() } else { format!("{} ", glyphs.attention) };
            (format!("{lead}{}", visible(scale)), there)
        }
        None if row.section.kind == SectionKind::Price => {
            let kind = of.lots.get(&scene.lot).map(|lot| lot.method.kind());
            (kind.map(|kind| kind.to_string()).unwrap_or_default(), true)
        }
        None if of.questions_of(row.section.uid).is_empty() => {
            (format!("{} no questions", glyphs.attention), false)
        }
        None => words::sum_of(scene, Some(row.section))
            .map_or_else(|| (String::new(), true), |sum| added_up(&sum, &glyphs)),
    }
}

/// What the sections add up to.
fn draw_total(canvas: &mut Canvas<'_>, row: usize, scene: Scene<'_>, columns: &Columns) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let Some(sum) = words::sum_of(scene, None) else { return };
    let (words, sound) = added_up(&sum, &glyphs);
    let all = format!("{}%", sum.sum.normalize());
    let points = sum.sum.normalize().to_string();
    let title = text::right("All sections", columns.title, glyphs.cut);
    let line = joined(columns, &title, [&all, &points, &words, ""], glyphs.cut);
    canvas.text(row, 0, &line, theme.title);
    let column = columns.title + WEIGHT + POINTS + 3;
    let style = if sound { theme.done } else { theme.warning };
    warn(canvas, row, column, (&words, columns.judged), style);
}
