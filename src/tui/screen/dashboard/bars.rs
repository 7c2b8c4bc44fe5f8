//! One picture: its heading, and for each bar what it is called, its figure, and the bar.

use ratatui::layout::Direction;
use ratatui::style::Style;
use ratatui::symbols::bar::Set;
use ratatui::widgets::{self, BarChart, BarGroup};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::domain::money::in_pounds;
use crate::register::{Bar, Part, grouped};
use crate::tui::screen::dashboard::layout::Block;
use crate::tui::screen::dashboard::{DashboardScreen, tenders};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// The widest column of labels: “12 Supplier relationships”.
const LABEL: usize = 25;
/// The least columns for bars; where there are fewer, the second figure is left out.
const LEAST: usize = 12;

/// How the columns of a picture are shared.
struct Columns {
    label: usize,
    figure: usize,
    second: usize,
    bars: usize,
}

impl Columns {
    fn of(part: &Part, width: usize) -> Self {
        let widest = |cells: &dyn Fn(&Bar) -> String| {
            part.bars.iter().map(|bar| text::width(&cells(bar))).max().unwrap_or(0)
        };
        let label = LABEL.min(width / 2);
        let figure = widest(&|bar| figure(part, bar)).max(7);
        let second =
            if part.kind.is_of_value() { 2 + widest(&|bar| tenders(bar.tenders)) } else { 0 };
        // Two columns for the marker, two for the mark of what departs, one on each side of the bars.
        let rest = width.saturating_sub(2 + label + 2 + figure + 2);
        let second = if rest >= second + LEAST { second } else { 0 };
        Self { label, figure, second, bars: rest - second.min(rest) }
    }
}

/// The figure that a bar is as long as.
fn figure(part: &Part, bar: &Bar) -> String {
    if part.kind.is_of_value() {
        let pounds = in_pounds(bar.value);
        pounds.strip_suffix(".00").map_or(pounds.clone(), str::to_owned)
    } else {
        grouped(bar.tenders)
    }
}

/// Draws the rows of a picture that are in the window.
pub(super) fn draw(canvas: &mut Canvas<'_>, part: &Part, block: &Block, screen: &DashboardScreen) {
    let theme = canvas.look.theme;
    let offset = screen.offset;
    if let Some(row) = block.row.checked_sub(offset) {
        let title = part.kind.title();
        canvas.text(row, 0, &title, theme.title);
        let counted = format!("({})", tenders(part.tenders));
        canvas.text(row, text::width(&title) + 1, &counted, theme.dim);
    }
    let columns = Columns::of(part, canvas.width());
    let mut shown: Vec<(usize, &Bar)> = Vec::new();
    for (at, bar) in part.bars.iter().enumerate() {
        let Some(row) = (block.row + 1 + at).checked_sub(offset) else { continue };
        if row >= canvas.height() {
            break;
        }
        shown.push((row, bar));
        row_of(canvas, (row, block.first + at), (part, bar), &columns, screen);
    }
    let Some((top, _)) = shown.first().copied() else { return };
    let from = canvas.width().saturating_sub(columns.bars + 1);
    let bars: Vec<&Bar> = shown.into_iter().map(|(_, bar)| bar).collect();
    let mut area = canvas.part(from, top, columns.bars, bars.len());
    chart(&mut area, part, &bars);
}

fn row_of(
    canvas: &mut Canvas<'_>,
    (row, at): (usize, usize),
    (part, bar): (&Part, &Bar),
    columns: &Columns,
    screen: &DashboardScreen,
) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let here = at == screen.selected;
    let departs = bar.departs && bar.tenders > 0;
    let style = match (here, departs, bar.tenders) {
        (true, _, _) => theme.selected,
        (_, true, _) => theme.warning,
        (_, _, 0) => theme.dim,
        _ => theme.text,
    };
    let mut line = format!(
        "{} {} {}{}",
        if here { glyphs.here } else { " " },
        text::left(&bar.label, columns.label, glyphs.cut),
        if departs { glyphs.attention } else { " " },
        text::right(&figure(part, bar), columns.figure, glyphs.cut),
    );
    if columns.second > 0 {
        line += &text::right(&tenders(bar.tenders), columns.second, glyphs.cut);
    }
    canvas.text(row, 0, &line, style);
    canvas.target(row, Target::Line { pane: 0, at });
    if here {
        canvas.cursor(row, 0);
    }
}

/// The bars alone; their figures stand beside them.
fn chart(canvas: &mut Canvas<'_>, part: &Part, bars: &[&Bar]) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let width = canvas.width();
    let most = part.bars.iter().map(|bar| measure(part, bar)).max().unwrap_or_default();
    let bars = bars.iter().map(|bar| {
        let style: Style = if bar.departs { theme.warning } else { theme.accent };
        let cells = length(measure(part, bar), most, width);
        widgets::Bar::default().value(cells as u64).text_value("").style(style)
    });
    let bars: Vec<widgets::Bar<'_>> = bars.collect();
    let set = Set { full: glyphs.full, empty: " ", ..ratatui::symbols::bar::THREE_LEVELS };
    let chart = BarChart::default()
        .direction(Direction::Horizontal)
        .data(BarGroup::default().bars(&bars))
        .bar_set(set)
        .bar_width(1)
        .bar_gap(0)
        .max(width.max(1) as u64);
    canvas.widget(chart);
}

fn measure(part: &Part, bar: &Bar) -> Decimal {
    if part.kind.is_of_value() { bar.value } else { Decimal::from(bar.tenders) }
}

/// How many columns a bar takes: whatever is not nothing is seen.
fn length(amount: Decimal, most: Decimal, width: usize) -> usize {
    if amount.is_zero() || most.is_zero() {
        return 0;
    }
    let share = amount / most * Decimal::from(width);
    share.round().to_usize().unwrap_or(0).clamp(1, width.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_vanishes() {
        let length = |amount: i64, most: i64| length(amount.into(), most.into(), 20);
        assert_eq!([length(0, 10), length(5, 10), length(10, 10)], [0, 10, 20]);
        assert_eq!(length(1, 100_000), 1);
        assert_eq!(length(0, 0), 0);
    }
}
