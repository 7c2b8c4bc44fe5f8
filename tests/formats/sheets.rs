//! XLSX: read back by another library; figures are figures and texts are texts.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use proptest::prelude::*;
use tenderbook::export::{Format, document};
use tenderbook::report::document::{Block, Cell, Column, Document, Section, Table};

use super::made::{NASTY, around, elements, empty, nasty, part, parts, shown, whole};

type Book = Xlsx<Cursor<Vec<u8>>>;

fn written(made: &Document) -> Vec<u8> {
    document(made, Format::Xlsx).unwrap()
}

fn opened(made: &Document) -> Book {
    open_workbook_from_rs(Cursor::new(written(made))).unwrap()
}

fn cells(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn row_of(rows: &[Vec<Data>], first: &str) -> Vec<Data> {
    let named = |row: &&Vec<Data>| row[0] == Data::String(first.to_owned());
    rows.iter().find(named).unwrap_or_else(|| panic!("no row {first:?}")).clone()
}

#[test]
fn every_chapter_with_tables_has_a_sheet_and_the_cover_says_what_has_none() {
    let mut book = opened(&whole());
    assert_eq!(book.sheet_names(), ["Cover", "Figures", "Gaps"]);
    let cover = cells(&mut book, "Cover");
    assert_eq!(cover[0][0], Data::String("Road salt for the winter".to_owned()));
    let remark = row_of(&cover, "Facts");
    assert_eq!(remark[1], Data::String("The notice has not been recorded.".to_owned()));
    row_of(&cover, "Chapters that are not in this workbook");
    row_of(&cover, "Words alone");
}

#[test]
fn figures_amounts_and_days_are_true_ones() {
    let mut book = opened(&whole());
    let rows = cells(&mut book, "Figures");
    let row = row_of(&rows, "Road salt");
    assert_eq!(row[1], Data::Float(120_000.0));
    assert_eq!(row[2], Data::Float(0.125));
    assert_eq!(row[3], Data::Float(66.667));
    let Data::DateTime(day) = row[4] else { panic!("{:?}", row[4]) };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 4, 1, 0, 0, 0, 0));
    let row = row_of(&rows, "=Gritting, “winter” service");
    assert_eq!(row[3], Data::Float(-0.5));
    assert_eq!(row[2], Data::Empty);
    let styles = part(&written(&whole()), "xl/styles.xml");
    for format in ["[$£-809]#,##0.00", "0.0%", "0.000", "d mmm yyyy"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{format}");
    }
}

#[test]
fn a_figure_that_a_sheet_would_round_is_a_text() {
    let long = "1234567890.1234567890";
    let mut table = Table::new("Long", [Column::figures("Figure")]);
    table.push([Cell::Number(long.parse().unwrap())]);
    table.push([Cell::Number("123456789012345".parse().unwrap())]);
    table.push([Cell::Date(tenderbook::domain::Date::from_iso("1900-02-28").unwrap())]);
    let section = Section::new("One").with(Block::Table(table));
    let mut book = opened(&Document { sections: vec![section], ..Document::default() });
    let rows = cells(&mut book, "One");
    row_of(&rows, long);
    row_of(&rows, "28 Feb 1900");
    assert!(rows.iter().any(|row| row[0] == Data::Float(123_456_789_012_345.0)));
}

#[test]
fn heads_stay_in_sight_and_on_every_printed_page() {
    let bytes = written(&whole());
    for name in parts(&bytes).iter().filter(|name| name.starts_with("xl/worksheets/sheet")) {
        let xml = part(&bytes, name);
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("orientation=\"landscape\""));
        assert!(xml.contains("fitToHeight=\"0\"") && xml.contains("Page &amp;P of &amp;N"));
        if name != "xl/worksheets/sheet1.xml" {
            assert!(xml.contains("state=\"frozen\""), "{name}");
        }
    }
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles"));
}

#[test]
fn a_chart_is_one_of_the_spreadsheets_own() {
    let bytes = written(&whole());
    let drawing = part(&bytes, "xl/charts/chart1.xml");
    elements(&drawing);
    assert!(drawing.contains("<c:barDir val=\"bar\""));
    assert!(drawing.contains("'Figures'!") || drawing.contains("Figures!"), "{drawing}");
    assert_eq!(parts(&bytes).iter().filter(|name| name.starts_with("xl/charts/")).count(), 1);
    let mut book = opened(&whole());
    let rows = cells(&mut book, "Figures");
    let carbon = row_of(&rows, "Carbon (no data)");
    assert_eq!(carbon[1..3], [Data::Empty, Data::String("no data".to_owned())]);
    assert_eq!(row_of(&rows, "Volunteering")[1], Data::Float(0.0));
    assert_eq!(row_of(&rows, "Target")[1], Data::Float(60.0));
}

#[test]
fn every_part_is_well_formed_and_nothing_is_a_formula_or_a_link_to_elsewhere() {
    for made in [whole(), nasty(), empty()] {
        let bytes = written(&made);
        for name in parts(&bytes) {
            let xml = part(&bytes, &name);
            elements(&xml);
            if name.starts_with("xl/worksheets/") {
                assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name} has a formula");
                assert!(!xml.contains("TargetMode=\"External\""), "{name} has a link");
            }
        }
    }
}

#[test]
fn nasty_texts_are_read_back_as_they_are_shown() {
    for text in NASTY.iter().filter(|text| !text.trim().is_empty()) {
        assert_eq!(read_back(text), shown(text).join("\n"), "{text:?}");
    }
}

#[test]
fn a_text_that_looks_like_a_formula_stays_text_when_it_is_edited() {
    let bytes = written(&Document { sections: vec![around("=1+1")], ..Document::default() });
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn a_text_that_is_too_long_for_a_cell_says_that_it_is_cut() {
    let read = read_back(&"Forty thousand. ".repeat(2_500));
    assert!(read.encode_utf16().count() <= 32_767);
    assert!(read.contains("[Cut here:"), "{}", &read[read.len() - 200..]);
}

#[test]
fn chapters_with_names_that_no_sheet_may_have_have_sheets() {
    let mut book = opened(&nasty());
    let names = book.sheet_names();
    assert_eq!(names.len(), NASTY.len() + 2);
    for name in &names {
        assert!(
            name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/'])
        );
        cells(&mut book, name);
    }
}

/// A text in a cell of a table, as another library reads it.
fn read_back(text: &str) -> String {
    let mut table = Table::new("One", [Column::text("Head")]);
    table.push([Cell::text(text)]);
    let section = Section::new("One").with(Block::Table(table));
    let mut book = opened(&Document { sections: vec![section], ..Document::default() });
    let rows = cells(&mut book, "One");
    match &rows.last().unwrap()[0] {
        Data::String(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_read_back(text in "[ -~]{1,40}|_x[0-9A-F]{4}_[a-z]{0,3}|\\PC{1,40}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(read_back(&text), shown(&text).join("\n"));
    }
}
