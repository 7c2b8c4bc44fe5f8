//! The row that names the columns, or the two of which the upper one names groups of them.

use crate::import::cell;
use crate::import::columns::Field;
use crate::import::names::{different, is_supplier, known, plain, recognise, recognise_below};
use crate::import::sheet::{LOOKED_AT, Line, Sheet};
use crate::register::fingerprint;

/// Rows that may name the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The place of the last of them among the lines of the sheet.
    pub(super) at: usize,
    /// For each column, the name of its group and its own.
    names: Vec<(String, String)>,
    /// How many different things are known by these names.
    known: usize,
    /// Whether it is one for which nothing else has to speak.
    stands: bool,
}

impl Heading {
    /// The rows of a sheet that may name its columns, the first first.
    pub(super) fn all(sheet: &Sheet) -> Vec<Self> {
        let mut all = Vec::new();
        let lines = sheet.lines.get(..sheet.lines.len().min(LOOKED_AT)).unwrap_or_default();
        for (at, line) in lines.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| lines.get(at));
            if let Some(upper) = before.filter(|upper| upper.number + 1 == line.number) {
                all.extend(Self::of_two(sheet, at, upper, line));
            }
            let names = line.cells.iter().map(|cell| (String::new(), cell.clone())).collect();
            all.push(Self { at, names, known: known(&line.cells), stands: true });
        }
        all
    }

    /// The names in two rows, where the upper one looks like one over groups of columns.
    fn of_two(sheet: &Sheet, at: usize, upper: &Line, lower: &Line) -> Option<Self> {
        let groups = groups(sheet, upper, lower)?;
        if lower.cells.iter().chain(&upper.cells).any(|cell| is_figure(cell)) {
            return None;
        }
        let names: Vec<(String, String)> = groups
            .into_iter()
            .enumerate()
            .map(|(column, group)| match lower.cell(column) {
                // What stands alone in the upper row is a name of its own.
                "" => (String::new(), upper.cell(column).to_owned()),
                own => (group, own.to_owned()),
            })
            .collect();
        let found = names.iter().filter_map(|(group, own)| recognise_below(group, own));
        let both = different(found);
        let (over, under) = (known(&upper.cells), known(&lower.cells));
        let twice = has_twice(&lower.cells) || upper.cells.iter().any(|cell| is_supplier(cell));
        let stands = both > over && (both > under || (twice && both >= 2 && both + 1 >= under));
        // It comes before its lower row, and is taken where that names as much.
        let known = both.max(under);
        Some(Self { at, names, known, stands })
    }

    /// The names as they are shown: that of the group before its own, unless it says so itself.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |(group, own): &(String, String)| {
            let says = format!(" {} ", plain(own)).contains(&format!(" {} ", plain(group)));
            if group.is_empty() || says { own.clone() } else { format!("{group} {own}") }
        };
        self.names.iter().map(name).collect()
    }

    /// The names without those of their groups.
    pub(super) fn own(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, own)| own.as_str())
    }

    /// What is known by each name, and how surely.
    pub(super) fn recognised(&self) -> impl Iterator<Item = Option<(Field, usize)>> + use<'_> {
        self.names.iter().map(|(group, own)| match group.as_str() {
            "" => recognise(own),
            group => recognise_below(group, own),
        })
    }

    /// How many different things are known, where nothing else has to speak for these rows.
    pub(super) const fn worth(&self) -> usize {
        if self.stands { self.known } else { 0 }
    }

    /// What tells lists with these names apart from lists with others.
    pub(super) fn fingerprint(&self) -> String {
        let names: Vec<String> = self.names().iter().map(|name| plain(name)).collect();
        fingerprint(&format!("columns\n{}", names.join("\n")))
    }
}

/// The name over each column; none where the upper row does not look like one with names of
/// groups.
fn groups(sheet: &Sheet, upper: &Line, lower: &Line) -> Option<Vec<String>> {
    let width = upper.cells.len().max(lower.cells.len());
    if upper.filled() < 2 {
        return None;
    }
    let spans: Vec<_> = sheet.spans.iter().filter(|span| span.row == upper.number).collect();
    let mut groups = Vec::with_capacity(width);
    let mut carried = "";
    let mut spread = false;
    for column in 0..width {
        let own = upper.cell(column);
        if !own.is_empty() {
            carried = own;
        } else if !spans.is_empty() {
            // A workbook says itself how far a name goes.
            let over = spans.iter().find(|span| (span.first..=span.last).contains(&column));
            carried = over.map_or("", |span| upper.cell(span.first));
        }
        spread |= own.is_empty() && !carried.is_empty() && !lower.cell(column).is_empty();
        groups.push(carried.to_owned());
    }
    spread.then_some(groups)
}

/// Whether a cell holds a figure or a day, as rows below names do.
fn is_figure(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (digits * 2 >= cell.chars().count() || cell::day(cell).is_some())
}

fn has_twice(cells: &[String]) -> bool {
    let filled: Vec<String> =
        cells.iter().filter(|cell| !cell.is_empty()).map(|cell| plain(cell)).collect();
    filled.iter().enumerate().any(|(at, name)| filled.iter().skip(at + 1).any(|o| o == name))
}
