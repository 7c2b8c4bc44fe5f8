//! Workbooks: which sheet is the list, and its cells as text.
//!
//! A workbook is packed, and a small file can hold more than any memory. So everything in it is
//! unpacked once, into nothing, before it is read, and what is read is counted.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, DataRef, Dimensions, ExcelDateTime, Reader, SheetVisible, Xlsx};
use zip::ZipArchive;

use crate::domain::text;
use crate::import::names::short;
use crate::import::sheet::{
    Choice, INSTEAD, LONGEST_CELL, LOOKED_AT, MOST_CELLS, MOST_FILLED, MOST_ROWS, Sheet, Span,
};
use crate::register::{Fault, Result, Step, Unit, Watch};

/// The most that a workbook may hold once it is unpacked, in bytes.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most text that is read from one sheet, in bytes.
const MOST_TEXT: usize = 256 * 1024 * 1024;
/// The most merged cells of a sheet that are heeded.
const MOST_MERGED: usize = 10_000;
/// The most that may be in a part which is neither a sheet nor the texts of all, in bytes.
const MOST_BESIDE: u64 = 16 * 1024 * 1024;
/// The most texts that the sheets may share.
const MOST_SHARED: usize = 4_000_000;
/// The most sheets of a workbook: as many as spreadsheets used to allow.
const MOST_SHEETS: usize = 255;
/// The most cells that are looked at over all sheets, empty ones too.
const MOST_SEEN: u64 = 20_000_000;
/// How much is unpacked between two looks at whether to go on, in bytes.
const PIECE: u64 = 1024 * 1024;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The sheet of a workbook that is meant.
pub(super) fn read(name: &str, bytes: &[u8], choice: &Choice<'_>, watch: &Watch) -> Result<Sheet> {
    look(name, bytes, watch)?;
    let read = || chosen(name, bytes, choice, watch);
    // The library that reads workbooks shall not take the whole program with it.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(name)))
}

fn damaged(name: &str) -> Fault {
    Fault::Invalid {
        message: format!("{name} is a workbook that is damaged, and cannot be read."),
        hint: Some(INSTEAD.to_owned()),
    }
}

fn is_no_list(name: &str, what: &str) -> Fault {
    Fault::Invalid {
        message: format!("{name} is not a list that can be read: it is {what}."),
        hint: Some(INSTEAD.to_owned()),
    }
}

/// Unpacks everything in the file once, so that nothing of it is larger than it may be.
fn look(name: &str, bytes: &[u8], watch: &Watch) -> Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(name))?;
    let is_workbook = |name: &[u8]| {
        name.rsplit(|byte| *byte == b'/')
            .next()
            .is_some_and(|part| part.eq_ignore_ascii_case(b"workbook.xml"))
    };
    if !archive.file_names_raw().any(is_workbook) {
        let what = archive.file_names_raw().find_map(kind_of);
        return Err(is_no_list(name, what.unwrap_or("a packed file without a workbook (XLSX)")));
    }
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                is_no_list(name, "protected with a password")
            }
            _ => damaged(name),
        })?;
        let part = entry.name_raw().to_ascii_lowercase();
        let is_beside = (part.ends_with(b".xml") || part.ends_with(b".rels"))
            && ![b"sharedstrings".as_slice(), b"worksheets/"]
                .iter()
                .any(|large| find(&part, large).is_some());
        let mut looked = Looked::default();
        loop {
            let got = entry.by_ref().take(PIECE).read_to_end(&mut looked.piece);
            let got = got.map_err(|_| damaged(name))? as u64;
            looked.take_in(got);
            if got == 0 {
                break;
            }
            left = left.checked_sub(got).ok_or_else(|| too_large(name))?;
            if looked.shared > MOST_SHARED {
                return Err(too_many_texts(name));
            }
            if is_beside && looked.length > MOST_BESIDE {
                return Err(part_too_large(name));
            }
            let done = MOST_UNPACKED - left;
            watch.step(Step { doing: "reading the list", done, of: 0, unit: Unit::Bytes })?;
        }
        if looked.promised > looked.length {
            return Err(damaged(name));
        }
    }
    Ok(())
}

/// What was seen of one part while it was unpacked into nothing.
#[derive(Default)]
struct Looked {
    /// What was unpacked last, behind the end of what was before.
    piece: Vec<u8>,
    /// How many bytes the part has.
    length: u64,
    /// How many texts it says that it holds: whoever believes more than it has room for asks for
    /// more memory than there is.
    promised: u64,
    /// How many texts for all sheets it holds.
    shared: usize,
}

impl Looked {
    /// How much of a piece is looked at again with the next: more than what is looked for.
    const AGAIN: usize = 64;

    /// Looks at a piece to which so many bytes were added; no more means that it is the last.
    fn take_in(&mut self, added: u64) {
        self.length += added;
        let held = self.piece.len();
        let done = if added == 0 { held } else { held.saturating_sub(Self::AGAIN) };
        let starts = |wanted: &[u8]| starts_of(&self.piece, wanted, done);
        let promised = starts(b"uniqueCount").into_iter().map(|at| self.number_behind(at));
        self.promised = promised.fold(self.promised, u64::max);
        // With what stands before the name, as a closing tag counts nothing.
        self.shared += [b"<si".as_slice(), b":si"]
            .into_iter()
            .flat_map(starts)
            .filter_map(|at| self.piece.get(at + 3))
            .filter(|after| b">/".contains(after) || after.is_ascii_whitespace())
            .count();
        self.piece.drain(..done);
    }

    /// The number in quotation marks behind the name of an attribute.
    fn number_behind(&self, at: usize) -> u64 {
        let rest = self.piece.get(at + b"uniqueCount".len()..).unwrap_or_default();
        let mut digits = rest
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"='\"".contains(byte))
            .take_while(|byte| byte.is_ascii_digit());
        let count = digits.try_fold(0_u64, |count, digit| {
            count.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
        });
        count.unwrap_or(u64::MAX)
    }
}

/// Where something begins, before a given place.
fn starts_of(bytes: &[u8], wanted: &[u8], before: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| find(rest, wanted)) {
        if from + at >= before {
            break;
        }
        found.push(from + at);
        from += at + wanted.len();
    }
    found
}

/// A workbook that holds more than is read.
fn too_much(message: String) -> Fault {
    let hint = "Save only the sheet with the list, or save it as CSV.";
    Fault::Invalid { message, hint: Some(hint.to_owned()) }
}

fn too_large(name: &str) -> Fault {
    too_much(format!(
        "{name} holds more than {} MiB once it is unpacked, the most that can be read.",
        MOST_UNPACKED / 1024 / 1024
    ))
}

fn too_many_texts(name: &str) -> Fault {
    too_much(format!(
        "{name} holds more than {MOST_SHARED} texts once it is unpacked, the most that can be read."
    ))
}

fn part_too_large(name: &str) -> Fault {
    too_much(format!(
        "{name} has a part that is larger than {} MiB and is no sheet.",
        MOST_BESIDE / 1024 / 1024
    ))
}

/// What a packed file is that is no XLSX, by one of its names.
fn kind_of(name: &[u8]) -> Option<&'static str> {
    match name {
        b"xl/workbook.bin" => Some("a binary workbook (XLSB)"),
        b"content.xml" => Some("an OpenDocument file, perhaps a workbook (ODS)"),
        b"word/document.xml" => Some("a document (DOCX)"),
        _ => None,
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == first)?;
        if bytes.get(at..)?.starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

fn chosen(name: &str, bytes: &[u8], choice: &Choice<'_>, watch: &Watch) -> Result<Sheet> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged(name))?;
    let all: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let shown: Vec<String> =
        all.iter().filter(|(_, shown)| *shown).map(|(tab, _)| tab.clone()).collect();
    if all.len() > MOST_SHEETS {
        let count = all.len();
        return Err(too_much(format!(
            "{name} has {count} sheets; at most {MOST_SHEETS} can be read."
        )));
    }
    let mut seen = 0;
    let mut found = match choice.named {
        Some(named) => {
            let called = |tab: &&String| tab.trim().to_lowercase() == named.trim().to_lowercase();
            let tab = all.iter().map(|(tab, _)| tab).find(called);
            let tab = tab.ok_or_else(|| no_such_sheet(name, named, &shown))?;
            sheet(&mut book, name, tab, (&mut seen, watch))?
        }
        None => first_that_fits(&mut book, name, &shown, choice, (&mut seen, watch))?,
    };
    found.notes.extend(others(&found, &all));
    found.tabs = shown;
    Ok(found)
}

/// The first sheet that is a list, or the first with anything in it.
fn first_that_fits(
    book: &mut Book<'_>,
    name: &str,
    shown: &[String],
    choice: &Choice<'_>,
    (seen, watch): (&mut u64, &Watch),
) -> Result<Sheet> {
    let mut first: Option<Sheet> = None;
    for tab in shown {
        let sheet = sheet(book, name, tab, (seen, watch))?;
        if (choice.fits)(&sheet) {
            return Ok(sheet);
        }
        let emptier = first.as_ref().is_none_or(|first| first.lines.is_empty());
        if emptier && (first.is_none() || !sheet.lines.is_empty()) {
            first = Some(sheet);
        }
    }
    first.ok_or_else(|| Fault::Invalid {
        message: format!("{name} has no sheet that is shown."),
        hint: Some("Show the sheet with the list in the spreadsheet, and save it.".to_owned()),
    })
}

fn no_such_sheet(name: &str, named: &str, shown: &[String]) -> Fault {
    let near = text::nearest(named, shown.iter().map(String::as_str));
    let near = near.map(|near| format!("Did you mean “{}”? ", short(near))).unwrap_or_default();
    Fault::NotFound {
        message: format!("{name} has no sheet “{}”.", text::visible(named)),
        hint: Some(format!("{near}Its sheets are {}.", listed(shown.iter()))),
    }
}

fn listed<'a>(tabs: impl Iterator<Item = &'a String>) -> String {
    const MOST: usize = 12;
    let all: Vec<String> = tabs.map(|tab| format!("“{}”", short(tab))).collect();
    let more = all.len().saturating_sub(MOST);
    let told = all.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{told} and {more} more") } else { told }
}

/// What is said of the sheets that are not read.
fn others(read: &Sheet, all: &[(String, bool)]) -> Vec<String> {
    let other = |shown: bool| {
        let of = all.iter().filter(move |(tab, is)| *is == shown && Some(tab) != read.tab.as_ref());
        of.map(|(tab, _)| tab)
    };
    let mut notes = Vec::new();
    match other(true).count() {
        0 => {}
        1 => notes.push(format!("The sheet {} is not read.", listed(other(true)))),
        _ => notes.push(format!("The sheets {} are not read.", listed(other(true)))),
    }
    match other(false).count() {
        0 => {}
        1 => notes.push(format!("The hidden sheet {} was passed over.", listed(other(false)))),
        _ => notes.push(format!("The hidden sheets {} were passed over.", listed(other(false)))),
    }
    notes
}

/// One sheet as rows of text; counts the cells that were seen so far.
fn sheet(
    book: &mut Book<'_>,
    name: &str,
    tab: &str,
    (seen, watch): (&mut u64, &Watch),
) -> Result<Sheet> {
    let mut sheet = Sheet {
        encoding: "workbook (XLSX)".to_owned(),
        tab: Some(tab.to_owned()),
        ..Sheet::empty(name.to_owned())
    };
    let rows = rows(book, &sheet, tab, (seen, watch))?;
    let merged = book.merge_cells_by_sheet_name(tab).map_err(|_| damaged(name))?;
    let merged = Merged::of(&merged);
    let of = rows.len() as u64;
    let mut before = 0;
    for (at, (row, cells)) in rows.iter().enumerate() {
        let done = at as u64;
        watch.step(Step { doing: "reading the list", done, of, unit: Unit::Rows })?;
        sheet.blank += row - before;
        before = row + 1;
        let mut line = vec![String::new(); cells.keys().max().map_or(0, |last| last + 1)];
        for (column, text) in cells {
            if let Some(cell) = line.get_mut(*column) {
                cell.clone_from(text);
            }
        }
        let (columns, values) = merged.in_row(*row, &rows);
        for (column, text) in values {
            if line.len() <= column {
                line.resize(column + 1, String::new());
            }
            if let Some(cell) = line.get_mut(column).filter(|cell| cell.is_empty()) {
                *cell = text;
            }
        }
        sheet.add(row + 1, &line, columns);
    }
    sheet.spans = merged.spans();
    Ok(sheet)
}

/// The filled cells of each row, by row and column as they are counted from nought.
type Rows = BTreeMap<usize, BTreeMap<usize, String>>;

fn rows(
    book: &mut Book<'_>,
    of: &Sheet,
    tab: &str,
    (seen, watch): (&mut u64, &Watch),
) -> Result<Rows> {
    let name = &of.name;
    let mut reader = book.worksheet_cells_reader(tab).map_err(|_| damaged(name))?;
    let mut rows = Rows::new();
    let mut text_read = 0_usize;
    let mut filled = 0;
    while let Some(cell) = reader.next_cell().map_err(|_| damaged(name))? {
        *seen += 1;
        if *seen > MOST_SEEN {
            return Err(of.too_full());
        }
        if seen.is_multiple_of(1000) {
            let done = rows.len() as u64;
            watch.step(Step { doing: "reading the list", done, of: 0, unit: Unit::Rows })?;
        }
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let Some(said) = said(cell.get_value()) else { continue };
        if row >= MOST_ROWS {
            return Err(of.too_long());
        }
        if column >= MOST_CELLS {
            return Err(Fault::Invalid {
                message: format!(
                    "Row {} of {name} has a cell in column {}; at most {MOST_CELLS} columns can be read.",
                    row + 1,
                    super::letters(column)
                ),
                hint: Some("Take out what stands far to the right of the list.".to_owned()),
            });
        }
        if said.len() > LONGEST_CELL && said.chars().count() > LONGEST_CELL {
            return Err(of.long_cell(column, row + 1));
        }
        filled += 1;
        if filled > MOST_FILLED {
            return Err(of.too_full());
        }
        text_read += said.len();
        if text_read > MOST_TEXT {
            return Err(too_large(name));
        }
        rows.entry(row).or_default().insert(column, said);
    }
    Ok(rows)
}

/// What a cell says, as text; nothing where it is empty.
fn said(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shortest(number),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::Error(CellErrorType::NA) => "#N/A".to_owned(),
        DataRef::Error(error) => error.to_string(),
    })
}

/// The shortest decimal that is this number and no other: what was typed, where it was typed. A
/// workbook keeps binary numbers; from here on they are text, and counted exactly.
fn shortest(number: &impl ToString) -> String {
    let text = number.to_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// A day as `2026-04-01`, with the time of day where there is one.
fn moment_of(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    // Durations, and what lies outside the calendar of a spreadsheet, stay numbers.
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&days) {
        return shortest(&days);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date} {hour:02}:{minute:02}:{second:02}"),
    }
}

/// The merged cells of a sheet.
struct Merged(Vec<Region>);

/// A merged cell: its first and last row and column.
#[derive(Clone, Copy)]
struct Region {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Merged {
    fn of(all: &[Dimensions]) -> Self {
        let region = |of: &Dimensions| Region {
            rows: (of.start.0 as usize, of.end.0 as usize),
            columns: (of.start.1 as usize, (of.end.1 as usize).min(MOST_CELLS)),
        };
        let mut regions: Vec<Region> = all.iter().take(MOST_MERGED).map(region).collect();
        regions.sort_unstable_by_key(|region| region.rows);
        Self(regions)
    }

    /// The columns of a row whose cell goes over several rows, and what such cells say below
    /// their first row.
    fn in_row(&self, row: usize, rows: &Rows) -> (Vec<usize>, Vec<(usize, String)>) {
        let begun = self.0.partition_point(|region| region.rows.0 <= row);
        let high = self
            .0
            .get(..begun)
            .unwrap_or_default()
            .iter()
            .filter(|region| region.rows.0 < region.rows.1 && region.rows.1 >= row);
        let mut columns = Vec::new();
        let mut values = Vec::new();
        for region in high {
            columns.push(region.columns.0);
            let first = rows.get(&region.rows.0).and_then(|cells| cells.get(&region.columns.0));
            if let Some(text) = first.filter(|_| row > region.rows.0) {
                values.push((region.columns.0, text.clone()));
            }
        }
        (columns, values)
    }

    /// The cells in the first rows that go over several columns.
    fn spans(&self) -> Vec<Span> {
        let wide = self.0.iter().filter(|region| region.columns.0 < region.columns.1);
        wide.take(LOOKED_AT * MOST_CELLS)
            .map(|region| Span {
                row: region.rows.0 + 1,
                first: region.columns.0,
                last: region.columns.1,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;
    use rstest::rstest;

    #[test]
    fn numbers_are_written_as_they_were_typed() {
        for (number, text) in [
            (120_000.5, "120000.5"),
            (0.1, "0.1"),
            (1_234.56, "1234.56"),
            (33_333.333_333_333_336, "33333.333333333336"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(shortest(&number), text);
        }
    }

    #[test]
    fn days_are_written_with_the_year_first() {
        for (days, from_1904, text) in [
            (46_113.0, false, "2026-04-01"),
            (46_113.395_833_333_3, false, "2026-04-01 09:30:00"),
            (44_651.0, true, "2026-04-01"),
            (0.5, false, "0.5"),
            (-4.0, false, "-4"),
            (3_000_000.0, false, "3000000"),
        ] {
            let moment = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, from_1904);
            assert_eq!(moment_of(&moment), text);
        }
    }

    /// What is seen of a part that comes in pieces of so many bytes.
    fn looked(part: &[u8], pieces: usize) -> (u64, u64, usize) {
        let mut looked = Looked::default();
        for piece in part.chunks(pieces).chain([&[] as &[u8]]) {
            looked.piece.extend(piece);
            looked.take_in(piece.len() as u64);
        }
        (looked.promised, looked.length, looked.shared)
    }

    #[rstest]
    #[case(br#"<sst count="2" uniqueCount="2"><si/><si ><t>si</t></si></sst>"#, 2, 2)]
    #[case(br"<x:sst uniqueCount = '99999999999'><x:si>", 99_999_999_999, 1)]
    #[case(br#"<sst uniqueCount="99999999999999999999999999">"#, u64::MAX, 0)]
    #[case(b"<sst uniqueCount", 0, 0)]
    #[case(b"<sst uniqueCount='7' uniqueCount='3'><sib/><b si='1'/>", 7, 0)]
    fn what_a_part_promises_is_seen(
        #[case] part: &[u8],
        #[case] promised: u64,
        #[case] shared: usize,
    ) {
        // Filled up, so that the ends of pieces fall everywhere.
        let length = |part: &[u8]| part.len() as u64;
        for pieces in [part.len(), 65, 100] {
            assert_eq!(looked(part, pieces), (promised, length(part), shared));
            for before in 0..70 {
                let part = [&b" ".repeat(before), part, &b" ".repeat(100)].concat();
                assert_eq!(looked(&part, pieces), (promised, length(&part), shared));
            }
        }
    }
}
