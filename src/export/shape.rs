//! What every format does alike: texts made harmless, tables made even, charts measured.

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use crate::domain::exact::Exact;
use crate::domain::text::visible;
use crate::report::document::{Bar, Cell, Chart, Table};

/// What stands in place of a text that is not there.
pub(super) const NOT_RECORDED: &str = "not recorded";
/// What stands in an empty cell of a table that is read.
pub(super) const DASH: &str = "–";
/// What stands in a table without rows.
pub(super) const NO_ROWS: &str = "Nothing is recorded here.";
/// What stands in place of a bar without a figure.
pub(super) const NO_DATA: &str = "no data";
/// What stands in place of a chart none of whose bars has a figure.
pub(super) const NO_CHART: &str = "There is no data to draw this chart from.";
/// The columns of a chart's figures.
pub(super) const CHART_HEADINGS: [&str; 2] = ["Item", "Figure"];
/// The deepest level of a heading below the title.
pub(super) const DEEPEST: u8 = 3;

/// A text on one line, nothing in it that hides, reorders or is no character of XML.
pub(super) fn line(text: &str) -> String {
    let words: Vec<String> =
        text.lines().map(plain).filter(|line| !line.trim().is_empty()).collect();
    words.join(" ").trim().to_owned()
}

/// The same, with other words where it says nothing.
pub(super) fn line_or(text: &str, otherwise: &str) -> String {
    let line = line(text);
    if line.is_empty() { otherwise.to_owned() } else { line }
}

/// A text with its own line breaks, harmless as in [`line()`].
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(plain).collect()
}

/// The same, with “not recorded” where it says nothing.
pub(super) fn lines_or_none(text: &str) -> Vec<String> {
    if text.trim().is_empty() { vec![NOT_RECORDED.to_owned()] } else { lines(text) }
}

/// One line without what a terminal obeys, what hides or reorders, and what XML does not allow.
fn plain(text: &str) -> String {
    let shown = visible(text);
    if !shown.contains(is_no_character) {
        return shown;
    }
    let mut plain = String::with_capacity(shown.len());
    for c in shown.chars() {
        if is_no_character(c) { plain.extend(c.escape_unicode()) } else { plain.push(c) }
    }
    plain
}

/// Code points that Unicode keeps free for ever; XML refuses some and HTML all of them.
fn is_no_character(c: char) -> bool {
    matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe
}

/// A table all of whose rows are as wide as its head.
pub(super) struct Grid<'a> {
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Even<'a>>,
}

/// A column of a [`Grid`].
pub(super) struct Head {
    /// Its name; may be empty.
    pub name: String,
    /// Whether its cells stand to the right.
    pub figures: bool,
    /// How wide it is beside the others, at least 1.
    pub share: usize,
}

/// A row of a [`Grid`].
pub(super) struct Even<'a> {
    /// Its cells.
    pub cells: Vec<&'a Cell>,
    /// Whether it adds up the ones above.
    pub total: bool,
}

impl<'a> Grid<'a> {
    /// Makes a table even: a row that is too short is filled, and a cell without a column gets
    /// one, so that nothing is lost.
    pub(super) fn of(table: &'a Table) -> Self {
        const NOTHING: &Cell = &Cell::Empty;
        let widest = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut heads: Vec<Head> = table
            .columns
            .iter()
            .map(|column| Head {
                name: line(&column.heading),
                figures: column.figures,
                share: usize::from(column.share.max(1)),
            })
            .collect();
        while heads.len() < widest {
            let name = format!("Column {}", heads.len() + 1);
            heads.push(Head { name, figures: false, share: 1 });
        }
        let rows = table.rows.iter().map(|row| Even {
            cells: (0..heads.len()).map(|at| row.cells.get(at).unwrap_or(NOTHING)).collect(),
            total: row.total,
        });
        Self { rows: rows.collect(), heads }
    }

    /// The widths of the columns as parts of a whole, where so many characters stand side by
    /// side: each has room for its longest word, and what is left goes by their shares.
    pub(super) fn shares_of(&self, whole: usize, letters: usize) -> Vec<usize> {
        /// A word that is longer is broken.
        const LONGEST: usize = 18;
        let longest = |lines: &[String]| {
            let words = lines.iter().flat_map(|line| line.split_whitespace());
            words.map(|word| word.width().min(LONGEST)).max().unwrap_or(0)
        };
        let needs: Vec<usize> = self
            .heads
            .iter()
            .enumerate()
            .map(|(at, head)| {
                let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
                let widest = cells.map(|cell| longest(&cell_lines(cell, true))).max();
                widest.unwrap_or(0).max(longest(std::slice::from_ref(&head.name))) + 3
            })
            .collect();
        let left = letters.saturating_sub(needs.iter().sum());
        let shares: usize = self.heads.iter().map(|head| head.share).sum();
        let widths: Vec<usize> = needs
            .iter()
            .zip(&self.heads)
            .map(|(need, head)| need * shares + left * head.share)
            .collect();
        let sum: usize = widths.iter().sum();
        widths.iter().map(|width| width * whole / sum.max(1)).collect()
    }
}

/// The lines of a cell as it is read; a dash where it is empty, nothing in a row of totals.
pub(super) fn cell_lines(cell: &Cell, total: bool) -> Vec<String> {
    let lines = match cell {
        Cell::Text(text) => lines(text),
        Cell::Empty => Vec::new(),
        _ => vec![cell.words()],
    };
    let is_empty = lines.iter().all(|line| line.trim().is_empty());
    match (is_empty, total) {
        (true, true) => Vec::new(),
        (true, false) => vec![DASH.to_owned()],
        (false, _) => lines,
    }
}

/// What a bar says: its figure as it is read, or that there is none.
pub(super) fn said(bar: &Bar) -> String {
    let said = line(&bar.said);
    match bar.value {
        _ if !said.is_empty() => said,
        Some(value) => value.to_string(),
        None => NO_DATA.to_owned(),
    }
}

/// The figures of a chart: what each bar and the line across them stand for, and what they say.
pub(super) fn figures(chart: &Chart) -> Vec<[String; 2]> {
    let bars = chart.bars.iter().map(|bar| [line_or(&bar.label, "Without a name"), said(bar)]);
    let mark = chart.mark.iter();
    let mark = mark.map(|(name, value)| [line_or(name, "Line"), value.to_string()]);
    bars.chain(mark).collect()
}

/// A chart as lengths from 0 to a whole number of units.
pub(super) struct Measured {
    /// Where each bar begins and how long it is; none where it has no figure.
    pub bars: Vec<Option<(i64, i64)>>,
    /// Where nought is.
    pub nought: i64,
    /// Where the line across the bars is.
    pub mark: Option<i64>,
}

/// Measures the bars of a chart; none where no bar has a figure.
pub(super) fn measure(chart: &Chart, units: i64) -> Option<Measured> {
    let values: Vec<Decimal> = chart.bars.iter().filter_map(|bar| bar.value).collect();
    if values.is_empty() {
        return None;
    }
    let mark = chart.mark.as_ref().map(|(_, value)| *value);
    let all = || values.iter().copied().chain(mark).chain(chart.whole).chain([Decimal::ZERO]);
    let (low, high) = (all().min()?, all().max()?);
    let span = &Exact::from(high) - &Exact::from(low);
    let place = |value: Decimal| {
        let from_low = (&Exact::from(value) - &Exact::from(low)) * Exact::from(units);
        let place = from_low.over(&span).unwrap_or_default();
        place.rounded(0).parse::<i64>().unwrap_or(0).clamp(0, units)
    };
    let nought = place(Decimal::ZERO);
    let bar = |value: Decimal| {
        let end = place(value);
        (nought.min(end), (end - nought).abs())
    };
    Some(Measured {
        bars: chart.bars.iter().map(|one| one.value.map(bar)).collect(),
        nought,
        mark: mark.map(place),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Column;

    fn bar(value: Option<i64>) -> Bar {
        Bar { label: "Bar".to_owned(), value: value.map(Decimal::from), said: String::new() }
    }

    #[test]
    fn bars_are_measured_from_nought_to_both_sides() {
        let bars = vec![bar(Some(50)), bar(Some(-50)), bar(None), bar(Some(0))];
        let mark = Some(("Target".to_owned(), Decimal::from(25)));
        let measured = measure(&Chart { bars, mark, ..Chart::default() }, 100).unwrap();
        assert_eq!(measured.nought, 50);
        assert_eq!(measured.mark, Some(75));
        assert_eq!(measured.bars, [Some((50, 50)), Some((0, 50)), None, Some((50, 0))]);
    }

    #[test]
    fn a_share_is_measured_by_the_whole_and_not_by_the_largest_share() {
        let of = |bars: &[i64]| {
            let bars = bars.iter().map(|share| bar(Some(*share))).collect();
            let whole = Some(Decimal::ONE_HUNDRED);
            measure(&Chart { bars, whole, ..Chart::default() }, 100).unwrap().bars
        };
        assert_eq!(of(&[8, 4]), [Some((0, 8)), Some((0, 4))]);
        assert_eq!(of(&[200, 50]), [Some((0, 100)), Some((0, 25))], "more than was promised");
    }

    #[test]
    fn the_largest_figures_are_measured_too() {
        let widest = [Some(Decimal::MAX), Some(Decimal::MIN)];
        let bars = widest.map(|value| Bar { value, ..bar(None) }).to_vec();
        let measured = measure(&Chart { bars, ..Chart::default() }, 100).unwrap();
        assert_eq!(measured.bars, [Some((50, 50)), Some((0, 50))]);
    }

    #[test]
    fn a_column_has_room_for_its_longest_word_and_its_share_of_the_rest() {
        let columns = [Column::text("Name").wide(3), Column::figures("Value")];
        let mut table = Table::new("One", columns);
        table.push([Cell::text("Salt"), Cell::text("£999,999,999.99")]);
        assert_eq!(Grid::of(&table).shares_of(100, 100), [63, 36]);
        // Where there is no room, what there is goes by the needs.
        assert_eq!(Grid::of(&table).shares_of(100, 10), [28, 72]);
    }

    #[test]
    fn no_figure_is_not_nought() {
        assert!(measure(&Chart { bars: vec![bar(None)], ..Chart::default() }, 100).is_none());
        assert_eq!(said(&bar(None)), "no data");
        assert_eq!(said(&bar(Some(0))), "0");
    }

    #[test]
    fn what_xml_does_not_allow_is_shown() {
        assert_eq!(line("a\u{0}b\u{ffff}c\u{fdd0}\nd"), "a\\u{0}b\\u{ffff}c\\u{fdd0} d");
    }
}
