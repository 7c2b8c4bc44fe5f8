//! CSV: read back by another reader, and by a spreadsheet without being obeyed.

use csv::{ReaderBuilder, StringRecord};
use proptest::prelude::*;
use tenderbook::export::rows;
use tenderbook::report::document::{Cell, Column, Row, Table};

use super::made::{NASTY, shown, table};

fn records(bytes: &[u8]) -> Vec<StringRecord> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let reader = ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.into_records().map(Result::unwrap).collect()
}

#[test]
fn days_are_iso_days_and_amounts_plain() {
    let bytes = rows(&table()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}\"Tender\",\"Value\",\"Weighting\",\"Score\",\"Awarded\"");
    assert_eq!(lines[1], "\"Road salt\",120000.00,\"12.5%\",66.667,\"2026-04-01\"");
    assert_eq!(lines[2], "\"'=Gritting, “winter” service\",0.01,\"\",-0.5,\"\"");
    assert_eq!(lines[3], "\"Together\",120000.01,\"\",\"\",\"\"");
    assert_eq!(lines[4..], [""]);
}

#[test]
fn a_table_without_rows_has_its_names() {
    let bytes = rows(&Table::new("None", [Column::text("=A"), Column::text("B")])).unwrap();
    assert_eq!(bytes, "\u{feff}\"'=A\",\"B\"\r\n".as_bytes());
    assert_eq!(rows(&Table::default()).unwrap(), "\u{feff}".as_bytes());
}

#[test]
fn a_row_that_is_too_long_loses_nothing() {
    let mut table = Table::new("Short", [Column::text("A")]);
    table.push([Cell::text("1"), Cell::text("2")]);
    let records = records(&rows(&table).unwrap());
    assert_eq!(records[0], vec!["A", "Column 2"]);
    assert_eq!(records[1], vec!["1", "2"]);
}

fn read_back(text: &str) -> String {
    let row = Row { cells: vec![Cell::text(text), Cell::text("x")], total: false };
    let table =
        Table { rows: vec![row], ..Table::new("One", [Column::text("A"), Column::text("B")]) };
    records(&rows(&table).unwrap())[1][0].to_owned()
}

#[test]
fn nasty_texts_read_back_as_they_are_shown() {
    for text in NASTY {
        let read = read_back(text);
        let shown = shown(text).join("\n");
        assert!(read == shown || read == format!("'{shown}"), "{text:?}: {read:?}");
        assert!(!read.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{read:?}");
    }
}

proptest! {
    #[test]
    fn every_text_reads_back(text in "[ -~\u{a0}-\u{ff}\n]{0,60}") {
        let read = read_back(&text);
        let shown = shown(&text).join("\n");
        let bare = read.strip_prefix('\'').filter(|bare| *bare == shown).unwrap_or(&read);
        prop_assert_eq!(bare, shown);
    }
}
