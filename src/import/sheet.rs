//! A file as rows of cells, with what separates them found by itself.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use crate::domain::text;
use crate::files::{self, Allowance, Allowed};
use crate::import::columns::Columns;
use crate::import::decode::{Kind, decode, kind};
use crate::import::{names, workbook};
use crate::register::{Fault, Result, Step, Unit, Watch};

/// What helps where a file cannot be read.
pub(super) const INSTEAD: &str =
    "Open it in a spreadsheet and save it as a workbook (XLSX) or as CSV (“CSV UTF-8” in Excel).";

/// The largest file that is read, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;
/// The most rows that are read: more than the register of any authority holds.
pub(super) const MOST_ROWS: usize = 200_000;
/// The most cells of a row that are read.
pub(super) const MOST_CELLS: usize = 500;
/// The most filled cells of a list that are read, so that they fit into any memory.
pub(super) const MOST_FILLED: usize = 4_000_000;
/// The longest row of a text that is read, in bytes.
const LONGEST_ROW: u64 = 1024 * 1024;
/// The longest cell that a spreadsheet can hold, in characters.
pub(super) const LONGEST_CELL: usize = 32_767;
/// How many rows are looked at to find separator and header.
pub(super) const LOOKED_AT: usize = 40;

/// What can separate cells, with its name.
const SEPARATORS: [(u8, &str); 4] =
    [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "vertical bars")];

/// One row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, as a spreadsheet counts: from 1, blank rows and headings too.
    pub number: usize,
    /// Its cells, tidied: one line each, nothing in them that does not show.
    pub cells: Vec<String>,
    /// Whether something that a terminal would obey, or that would reorder text, was left out.
    pub odd: bool,
    /// The columns whose cell is merged with one in another row.
    pub merged: Vec<usize>,
}

/// A cell of a workbook that goes over several columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The number of the row.
    pub(super) row: usize,
    /// Its first and last column.
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Which sheet of a workbook is meant.
pub struct Choice<'a> {
    /// Its name; where it is absent, the first that fits.
    pub named: Option<&'a str>,
    /// Whether a sheet is a list that can be read.
    pub fits: &'a dyn Fn(&Sheet) -> bool,
}

impl Default for Choice<'_> {
    fn default() -> Self {
        Self { named: None, fits: &|sheet| Columns::of(sheet, &[]).is_ok() }
    }
}

impl Line {
    /// The cell in a column; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// How many cells are filled.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// A list as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the file, without its folder, safe to show.
    pub name: String,
    /// How its letters were read, in words.
    pub encoding: String,
    /// What separates its cells, in words; nothing does in a workbook.
    pub separator: Option<&'static str>,
    /// The name of the sheet, where it is one of a workbook.
    pub tab: Option<String>,
    /// The names of the sheets of the workbook that are not hidden.
    pub tabs: Vec<String>,
    /// What is odd about the file.
    pub notes: Vec<String>,
    /// The rows that are not blank.
    pub lines: Vec<Line>,
    /// How many rows are blank.
    pub blank: usize,
    /// The cells of the first rows that go over several columns.
    pub(super) spans: Vec<Span>,
}

/// How much of a file is read between two looks at whether to go on, in bytes.
const PIECE: u64 = 256 * 1024;

/// What a file holds, read piece by piece; the outer fault says that it is to stop.
fn bytes(path: &Path, of: u64, watch: &Watch) -> Result<std::io::Result<Vec<u8>>> {
    let mut file = match files::open(path) {
        Ok(file) => file.take(LARGEST + 1),
        Err(error) => return Ok(Err(error)),
    };
    let mut bytes = Vec::new();
    loop {
        match file.by_ref().take(PIECE).read_to_end(&mut bytes) {
            Ok(0) => return Ok(Ok(bytes)),
            Ok(_) => {}
            Err(error) => return Ok(Err(error)),
        }
        let done = bytes.len() as u64;
        watch.step(Step { doing: "reading the list", done, of, unit: Unit::Bytes })?;
    }
}

impl Sheet {
    /// Reads a list from a file.
    ///
    /// # Errors
    /// When it cannot be read, is too large, or is no list.
    pub fn read(path: &Path, watch: &Watch) -> Result<Self> {
        Self::read_chosen(path, &Choice::default(), watch)
    }

    /// Reads a list from a file, of a workbook the sheet that is meant.
    ///
    /// # Errors
    /// When it cannot be read, is too large, is no list, or has no such sheet.
    pub fn read_chosen(path: &Path, choice: &Choice<'_>, watch: &Watch) -> Result<Self> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let shown = text::visible(&path.display().to_string());
        let failed = |error: std::io::Error| Fault::Invalid {
            message: format!("Reading the list {shown} failed: {}.", because(&error)),
            hint: (error.kind() == std::io::ErrorKind::NotFound)
                .then(|| "Write the path as your file manager shows it.".to_owned()),
        };
        let about = fs::metadata(path).map_err(failed)?;
        if !about.is_file() {
            return Err(Fault::Invalid {
                message: format!("Reading the list {shown} failed: it is not a file."),
                hint: Some("Give the path of one file.".to_owned()),
            });
        }
        if about.len() > LARGEST {
            return Err(Fault::Invalid {
                message: format!(
                    "The list {shown} is {} bytes long; at most {LARGEST} can be read.",
                    about.len()
                ),
                hint: Some("Split it into several files.".to_owned()),
            });
        }
        let bytes = bytes(path, about.len(), watch)?.map_err(failed)?;
        Self::watched(&name, &bytes, choice, watch)
    }

    /// Reads a list from the bytes of a file.
    ///
    /// # Errors
    /// When they are no list.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self> {
        Self::chosen(name, bytes, &Choice::default())
    }

    /// Reads a list from the bytes of a file, of a workbook the sheet that is meant.
    ///
    /// # Errors
    /// When they are no list, or have no such sheet.
    pub fn chosen(name: &str, bytes: &[u8], choice: &Choice<'_>) -> Result<Self> {
        Self::watched(name, bytes, choice, &Watch::nobody())
    }

    fn watched(name: &str, bytes: &[u8], choice: &Choice<'_>, watch: &Watch) -> Result<Self> {
        let name = text::visible(name);
        if kind(bytes) == Kind::Packed {
            return workbook::read(&name, bytes, choice, watch);
        }
        if choice.named.is_some() {
            return Err(Fault::invalid(format!("{name} is no workbook, so it has no sheets.")));
        }
        let decoded = decode(bytes).map_err(|what| Fault::Invalid {
            message: format!("{name} is not a list that can be read: it is {what}."),
            hint: Some(INSTEAD.to_owned()),
        })?;
        // Excel's own way to say what separates the cells.
        let (said, body, above) = separator_line(&decoded.text);
        let (separator, words) = said.unwrap_or_else(|| find_separator(body));
        let mut sheet = Self {
            encoding: decoded.encoding.to_owned(),
            separator: Some(words),
            notes: decoded.notes,
            ..Self::empty(name)
        };
        sheet.fill(body, separator, (above, watch))?;
        Ok(sheet)
    }

    /// A list of which nothing was read yet.
    pub(super) const fn empty(name: String) -> Self {
        Self {
            name,
            encoding: String::new(),
            separator: None,
            tab: None,
            tabs: Vec::new(),
            notes: Vec::new(),
            lines: Vec::new(),
            blank: 0,
            spans: Vec::new(),
        }
    }

    /// How it was read, in words: “UTF-8, separated by commas”.
    pub fn how(&self) -> String {
        match (&self.tab, self.separator) {
            (Some(tab), _) => format!("{}, sheet “{}”", self.encoding, names::short(tab)),
            (None, Some(separator)) => format!("{}, separated by {separator}", self.encoding),
            (None, None) => self.encoding.clone(),
        }
    }

    /// Adds a row as it stands in the file.
    pub(super) fn add(&mut self, number: usize, cells: &[String], merged: Vec<usize>) {
        let mut odd = false;
        let mut cells: Vec<String> = cells.iter().map(|cell| tidy(cell, &mut odd)).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            self.blank += 1;
        } else {
            self.lines.push(Line { number, cells, odd, merged });
        }
    }

    /// The fault of a list with too many rows.
    pub(super) fn too_long(&self) -> Fault {
        Fault::Invalid {
            message: format!(
                "{} has more than {MOST_ROWS} rows, the most that can be read.",
                self.name
            ),
            hint: Some("Split it into several files.".to_owned()),
        }
    }

    /// The fault of a cell that is too long, in a column and a row.
    pub(super) fn long_cell(&self, column: usize, row: usize) -> Fault {
        Fault::invalid(format!(
            "The cell {}{row} of {} is longer than a spreadsheet can hold: more than {LONGEST_CELL} characters.",
            super::letters(column),
            self.name
        ))
    }

    /// The fault of a list with too many filled cells.
    pub(super) fn too_full(&self) -> Fault {
        Fault::Invalid {
            message: format!(
                "{} has more than {MOST_FILLED} cells, the most that can be read.",
                self.name
            ),
            hint: Some("Split it into several files, or take columns out.".to_owned()),
        }
    }

    fn fill(&mut self, body: &str, separator: u8, (above, watch): (usize, &Watch)) -> Result<()> {
        let mut number = above;
        let mut rows: Vec<RawRow> = Vec::new();
        let mut filled = 0;
        for row in Rows::of(body, separator).take(MOST_ROWS + 1) {
            let row = row.map_err(|Endless(blank)| self.endless(number, blank, &rows))?;
            filled += row.cells.len();
            if filled > MOST_FILLED {
                return Err(self.too_full());
            }
            rows.push(row);
            let done = rows.len() as u64;
            watch.step(Step { doing: "reading the list", done, of: 0, unit: Unit::Rows })?;
        }
        let of = rows.len() as u64;
        let swallowing = swallowing(&rows, separator);
        for (at, row) in rows.into_iter().enumerate() {
            let done = at as u64;
            watch.step(Step { doing: "reading the list", done, of, unit: Unit::Rows })?;
            number += row.blank + 1;
            self.blank += row.blank;
            if number > MOST_ROWS {
                return Err(self.too_long());
            }
            let longest = row
                .cells
                .iter()
                .position(|cell| cell.len() > LONGEST_CELL && cell.chars().count() > LONGEST_CELL);
            let holds_rows = |at: usize| row.cells.get(at).is_some_and(|cell| cell.contains('\n'));
            if let Some(at) = longest.filter(|at| !holds_rows(*at)) {
                return Err(self.long_cell(at, number));
            }
            if longest.is_some() || swallowing == Some(at) {
                return Err(Fault::Invalid {
                    message: format!(
                        "Row {number} of {} has a quotation mark that is not closed: the rows after it are read as part of its cell.",
                        self.name
                    ),
                    hint: Some(
                        "Close it or take it out, or save the list from a spreadsheet anew."
                            .to_owned(),
                    ),
                });
            }
            if row.width > MOST_CELLS {
                return Err(Fault::invalid(format!(
                    "Row {number} of {} has {} cells; at most {MOST_CELLS} can be read.",
                    self.name, row.width
                )));
            }
            self.add(number, &row.cells, Vec::new());
        }
        Ok(())
    }

    /// The fault of a row that does not end, below rows that did.
    fn endless(&self, above: usize, blank: usize, rows: &[RawRow]) -> Fault {
        let number = above + rows.iter().map(|row| row.blank + 1).sum::<usize>() + blank + 1;
        if number > MOST_ROWS {
            return self.too_long();
        }
        Fault::Invalid {
            message: format!(
                "Row {number} of {} is longer than {LONGEST_ROW} bytes, the most that can be read of one.",
                self.name
            ),
            hint: Some(
                "Perhaps it has a quotation mark that is not closed, or the file is no list."
                    .to_owned(),
            ),
        }
    }
}

/// Why a file could not be read, without the system's numbers.
fn because(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    }
}

/// One line of plain text: white space of every kind as one space, nothing that does not show.
fn tidy(cell: &str, odd: &mut bool) -> String {
    let mut tidied = String::with_capacity(cell.len().min(LONGEST_CELL));
    for word in cell.split_whitespace() {
        let gap = tidied.len();
        for c in word.chars() {
            if !text::is_unsafe(c) {
                if gap > 0 && tidied.len() == gap {
                    tidied.push(' ');
                }
                tidied.push(c);
            } else if !is_litter(c) {
                *odd = true;
            }
        }
    }
    tidied
}

/// What word processors and browsers leave behind in text, and nobody meant.
const fn is_litter(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

/// What a first line `sep=;` says, what is left of the text, and how many rows it took.
fn separator_line(text: &str) -> (Option<(u8, &'static str)>, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end_matches('\r').trim_matches('"');
    let said = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="));
    let found =
        said.and_then(|said| SEPARATORS.into_iter().find(|(byte, _)| said.as_bytes() == [*byte]));
    match found {
        Some(found) => (Some(found), rest, 1),
        None => (None, text, 0),
    }
}

/// What separates the cells: that which gives columns with known names, and even rows.
fn find_separator(text: &str) -> (u8, &'static str) {
    let [first, ..] = SEPARATORS;
    let worth = |separator: u8| {
        let rows: Vec<RawRow> =
            Rows::of(text, separator).take(LOOKED_AT).map_while(std::result::Result::ok).collect();
        let known = |row: &RawRow| {
            let cells: Vec<String> = row.cells.iter().map(|cell| tidy(cell, &mut false)).collect();
            names::known(&cells)
        };
        let named = rows.iter().map(known).max().unwrap_or(0);
        let widths = rows.iter().map(|row| row.width.min(MOST_CELLS));
        let widths: Vec<usize> = widths.filter(|width| *width > 1).collect();
        let even = widths.iter().map(|width| widths.iter().filter(|w| *w == width).count()).max();
        (named, even.unwrap_or(0))
    };
    let mut best = (first, worth(first.0));
    for candidate in SEPARATORS.into_iter().skip(1) {
        let worth = worth(candidate.0);
        if worth > best.1 {
            best = (candidate, worth);
        }
    }
    best.0
}

/// One row as it stands in the text, and the blank ones before it.
struct RawRow {
    /// Its first cells, as far as they are read.
    cells: Vec<String>,
    /// How many it has.
    width: usize,
    blank: usize,
}

/// A row that is longer than any that is read, with the blank lines before it.
struct Endless(usize);

/// The rows of a text; none follows one that is too long.
struct Rows<'a> {
    text: &'a str,
    reader: csv::Reader<Allowed<&'a [u8]>>,
    allowance: Allowance,
}

impl<'a> Rows<'a> {
    fn of(text: &'a str, separator: u8) -> Self {
        let allowance = Allowance::new(LONGEST_ROW);
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(allowance.clone().of(text.as_bytes()));
        Self { text, reader, allowance }
    }
}

impl Iterator for Rows<'_> {
    type Item = std::result::Result<RawRow, Endless>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = csv::StringRecord::new();
        let start = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.allowance.renew();
        // The text is valid and held in memory: nothing else could fail to be read.
        match self.reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(_) => return Some(Err(Endless(self.blank_from(start)))),
        }
        let width = record.len();
        let cells = record.iter().take(MOST_CELLS).map(str::to_owned).collect();
        Some(Ok(RawRow { cells, width, blank: self.blank_from(start) }))
    }
}

impl Rows<'_> {
    /// How many blank lines stand at a place: the reader passes over them, a spreadsheet counts
    /// them.
    fn blank_from(&self, start: usize) -> usize {
        let text = self.text.as_bytes();
        let before = start.checked_sub(1).and_then(|at| text.get(at));
        blank_lines(text.get(start..).unwrap_or_default(), before == Some(&b'\r'))
    }
}

/// The first row with a cell that holds whole rows, as after a quotation mark that is not closed.
fn swallowing(rows: &[RawRow], separator: u8) -> Option<usize> {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    for row in rows {
        *widths.entry(row.width).or_default() += 1;
    }
    let (width, _) = widths.into_iter().max_by_key(|(width, count)| (*count, *width))?;
    let is_row = |line: &&str| line.bytes().filter(|byte| *byte == separator).count() + 1 == width;
    // Of two columns, a line of a description could look like a row.
    let suspicious = |row: &RawRow, enough: usize| {
        row.cells.iter().any(|cell| cell.lines().skip(1).filter(is_row).count() >= enough)
    };
    let last = rows.len().checked_sub(1)?;
    (width > 2)
        .then(|| {
            (0..rows.len()).find(|at| {
                let enough = if *at == last { 1 } else { 2 };
                rows.get(*at).is_some_and(|row| suspicious(row, enough))
            })
        })
        .flatten()
}

/// How many line ends a text begins with; the second half of one that began before is none.
fn blank_lines(text: &[u8], after_return: bool) -> usize {
    let (mut count, mut after_return) = (0, after_return);
    for byte in text {
        match byte {
            b'\n' if after_return => after_return = false,
            b'\n' => count += 1,
            b'\r' => (count, after_return) = (count + 1, true),
            _ => break,
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn sheet(text: &str) -> Sheet {
        Sheet::of("list.csv", text.as_bytes()).unwrap()
    }

    #[rstest]
    #[case("Title,Value\nRoof,1\n", "commas")]
    #[case("Title;Value\nRoof, walls;\"1,5\"\n", "semicolons")]
    #[case("Title\tValue\nRoof; walls\t1\n", "tabs")]
    #[case("Title|Value\nRoof|1\n", "vertical bars")]
    #[case("sep=;\nA, B;Value\n1;2\n", "semicolons")]
    #[case(
        "Register, published 1 April, by us\n\nTitle;Value;Start date\nRoof, walls;1;\n",
        "semicolons"
    )]
    fn what_separates_the_cells_is_found(#[case] text: &str, #[case] separator: &str) {
        assert_eq!(sheet(text).separator, Some(separator));
    }

    #[rstest]
    #[case("a,b\n\n\nc,d\n")]
    #[case("a,b\r\n\r\n\r\nc,d\r\n")]
    #[case("a,b\r\r\rc,d\r")]
    #[case("a,b\n,\n  ,\nc,d")]
    fn rows_are_counted_as_a_spreadsheet_counts_them(#[case] text: &str) {
        let sheet = sheet(text);
        let numbers: Vec<usize> = sheet.lines.iter().map(|line| line.number).collect();
        assert_eq!((numbers, sheet.blank), (vec![1, 4], 2));
    }

    #[test]
    fn line_breaks_in_quotes_stay_in_their_cell() {
        let sheet = sheet("Title,Value\r\n\"Roof\r\nand \"\"walls\"\"\",1\r\nDoors,2\r\n");
        assert_eq!(sheet.lines[1].cells, ["Roof and \"walls\"", "1"]);
        assert_eq!(sheet.lines[2].number, 3);
    }

    #[test]
    fn nothing_that_does_not_show_stays_in_a_cell() {
        let sheet = sheet("Title,Value\n\u{feff}Ro\u{ad}of\u{a0}\u{1b}[31m \u{1b} x\u{200b},1\n");
        assert_eq!(sheet.lines[1].cells[0], "Roof [31m x");
        assert!(sheet.lines[1].odd && !sheet.lines[0].odd);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told_with_its_row() {
        let long = format!("Title,Value\nRoof,1\n\"Doors,2\n{}", "Gates,3\n".repeat(9000));
        let short = "A,B,C\nRoof,1,x\n\"Doors,2,x\nGates,3,x\n";
        let flipped =
            "A,B,C\nRoof,1,x\n\"Doors,2,x\nGates,3,x\nWalls,1,x\n\"Bars\",2,x\nWalls,1,x\n";
        for text in [&long, short, flipped] {
            let fault = Sheet::of("list.csv", text.as_bytes()).unwrap_err();
            assert!(fault.to_string().starts_with("Row 3 of list.csv"), "{fault}");
        }
    }
}
