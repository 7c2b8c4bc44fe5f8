//! Workbooks as lists: sheets, types of cells, merged cells, and files that are no workbooks.

use std::io::Write as _;

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use tenderbook::import::{Choice, Columns, Defaults, Field, Outcome, Plan, Sheet};
use tenderbook::register::{Library, Register, Result, Watch};
use zip::write::SimpleFileOptions;

use super::{context, date};

/// A workbook with one sheet that is filled so.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// The rows of a sheet, all of them text.
fn texts(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

fn read(bytes: &[u8]) -> Sheet {
    Sheet::of("book.xlsx", bytes).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    let fault = Sheet::of("book.xlsx", bytes).unwrap_err();
    format!("{fault} {}", fault.hint().unwrap_or_default())
}

fn plan(register: Option<&Register>, sheet: &Sheet) -> Result<Plan> {
    let columns = Columns::of(sheet, &[])?;
    let (library, defaults) = (Library::default(), Defaults::default());
    let when = (date("2026-06-01"), &Watch::nobody());
    Plan::of(register, &library, sheet, &columns, &defaults, when)
}

const HEADER: &[&str] = &["Ref", "Title", "Policy", "Type", "Value", "Start date", "Advertised"];

/// The list of the tests: a row with a cell of each type.
fn typed(sheet: &mut Worksheet) {
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let money = Format::new().set_num_format("£#,##0.00");
    texts(
        sheet,
        &[HEADER, &["A-1", "Café roof", "nelc", "works"], &["", "Doors", "nelc", "goods"]],
    );
    sheet.write_number_with_format(1, 4, 120_000.5, &money).unwrap();
    let start = ExcelDateTime::from_ymd(2026, 4, 1).unwrap();
    sheet.write_datetime_with_format(1, 5, &start, &day).unwrap();
    sheet.write_boolean(1, 6, true).unwrap();
    sheet.write_formula(2, 4, Formula::new("=100000/3").set_result("33333.333333333336")).unwrap();
}

#[test]
fn cells_of_a_workbook_are_read_by_their_types() {
    let sheet = read(&book(typed));
    assert_eq!(sheet.how(), "workbook (XLSX), sheet “Sheet1”");
    assert_eq!(
        sheet.lines[1].cells,
        ["A-1", "Café roof", "nelc", "works", "120000.5", "2026-04-01", "TRUE"]
    );
    let plan = plan(None, &sheet).unwrap();
    let tenders: Vec<_> = plan.tenders().collect();
    let facts = &tenders[0].1.new.facts;
    assert_eq!(facts.value.to_string(), "£120,000.50");
    assert_eq!((facts.start, facts.advertised), (date("2026-04-01"), Some(true)));
    assert_eq!(tenders[0].1.doubts, [""; 0]);
    // What a formula has worked out is rounded, and that is a doubt.
    let doubts = &tenders[1].1.doubts;
    assert!(doubts[0].contains("33333.333333333336 is rounded to £33,333.33"), "{doubts:?}");
}

#[test]
fn an_error_of_a_formula_is_refused() {
    let sheet = read(&book(|sheet| {
        texts(sheet, &[HEADER, &["A-1", "Roof", "nelc", "works"]]);
        sheet.write_formula(1, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    }));
    let plan = plan(None, &sheet).unwrap();
    let Outcome::Refused { why } = &plan.rows[0].outcome else { panic!("{plan:?}") };
    assert_eq!(why[0], "the value “#DIV/0!” is an error of the spreadsheet");
}

fn several() -> Vec<u8> {
    let mut book = Workbook::new();
    texts(book.add_worksheet().set_name("Notes").unwrap(), &[&["Published by us"], &["in May"]]);
    let old = book.add_worksheet().set_name("Old").unwrap();
    texts(old, &[HEADER, &["O-1", "Old", "nelc", "works", "1"]]);
    old.set_hidden(true);
    let live = book.add_worksheet().set_name("Live").unwrap();
    texts(live, &[HEADER, &["L-1", "Live", "nelc", "works", "1"]]);
    let next = book.add_worksheet().set_name("Next").unwrap();
    texts(next, &[HEADER, &["N-1", "Next", "nelc", "works", "1"]]);
    book.save_to_buffer().unwrap()
}

#[test]
fn the_first_sheet_that_names_columns_is_read_and_the_others_are_told() {
    let sheet = read(&several());
    assert_eq!(sheet.tab.as_deref(), Some("Live"));
    assert_eq!(sheet.tabs, ["Notes", "Live", "Next"]);
    assert_eq!(
        sheet.notes,
        ["The sheets “Notes”, “Next” are not read.", "The hidden sheet “Old” was passed over."]
    );
    let named = |named| {
        let choice = Choice { named: Some(named), ..Choice::default() };
        Sheet::chosen("book.xlsx", &several(), &choice)
    };
    assert_eq!(named("next ").unwrap().lines[1].cells[0], "N-1");
    // Who names a hidden sheet means it.
    assert_eq!(named("Old").unwrap().lines[1].cells[0], "O-1");
    let fault = named("Lvie").unwrap_err();
    assert_eq!(fault.to_string(), "book.xlsx has no sheet “Lvie”.");
    assert!(fault.hint().unwrap().starts_with("Did you mean “Live”?"), "{fault:?}");
    let choice = Choice { named: Some("Live"), ..Choice::default() };
    let fault = Sheet::chosen("list.csv", b"Title,Value\n", &choice).unwrap_err();
    assert!(fault.to_string().contains("no workbook"), "{fault}");
}

#[test]
fn merged_names_of_columns_stand_over_those_below_them() {
    let bold = Format::new();
    let sheet = read(&book(|sheet| {
        sheet.merge_range(0, 0, 0, 8, "Contracts register 2026/27", &bold).unwrap();
        sheet.merge_range(1, 0, 2, 0, "Ref", &bold).unwrap();
        sheet.merge_range(1, 1, 1, 4, "Contract", &bold).unwrap();
        sheet.merge_range(1, 5, 1, 6, "Supplier", &bold).unwrap();
        sheet.merge_range(1, 7, 1, 8, "Period", &bold).unwrap();
        for (column, name) in (1..).zip([
            "Title",
            "Type",
            "Value",
            "Policy",
            "Name",
            "Company number",
            "Start",
            "End",
        ]) {
            sheet.write_string(2, column, name).unwrap();
        }
        texts_at(sheet, 3, &["A-1", "Roof", "works", "1", "nelc", "Acme", "1234567"]);
        texts_at(sheet, 4, &["A-2", "Doors", "works", "1", "nelc", "Acme", "1234567"]);
    }));
    let columns = Columns::of(&sheet, &[]).unwrap();
    let name = |field| columns.column(field).map(|at| columns.names[at].clone());
    assert_eq!(sheet.lines[columns.header].number, 3);
    assert_eq!(name(Field::Reference).as_deref(), Some("Ref"));
    assert_eq!(name(Field::Supplier).as_deref(), Some("Supplier Name"));
    assert_eq!(name(Field::Title).as_deref(), Some("Contract Title"));
    assert_eq!(name(Field::ContractEnd).as_deref(), Some("Period End"));
    assert_eq!(plan(None, &sheet).unwrap().counts().new, 2);
}

fn texts_at(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

#[test]
fn a_cell_over_several_rows_is_said_of_each_but_no_value_is() {
    let plain = Format::new();
    let merged = |column: u16, text: &str| {
        let sheet = read(&book(|sheet| {
            texts(sheet, &[HEADER]);
            texts_at(sheet, 1, &["A-1", "Roof", "nelc", "works", "5"]);
            texts_at(sheet, 2, &["A-2", "Doors", "nelc", "works", "6"]);
            sheet.merge_range(1, column, 2, column, text, &plain).unwrap();
        }));
        plan(None, &sheet).unwrap()
    };
    let titled = merged(1, "Both");
    let told: Vec<_> = titled.tenders().map(|(_, tender)| tender.new.title.as_str()).collect();
    assert_eq!(told, ["Both", "Both"]);
    assert!(titled.tenders().all(|(_, tender)| tender.doubts[0].contains("one cell for several")));
    let valued = merged(4, "11");
    assert_eq!((valued.counts().new, valued.counts().refused), (0, 2), "{valued:?}");
}

#[test]
fn a_list_is_the_same_as_a_workbook_and_as_csv() {
    let csv = "Ref,Title,Policy,Type,Value,Start date,Advertised\nA-1,Café roof,nelc,works,\"£120,000.50\",01/04/2026,TRUE\n,Doors,nelc,goods,5000,,\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    let mut register = Register::open(&path, Library::default(), &context()).unwrap();
    let sheet = read(&book(|sheet| {
        typed(sheet);
        sheet.write_number(2, 4, 5000).unwrap();
        // Without a reference, a row is known by what its cells say alone.
        sheet.write_blank(1, 0, &Format::new()).unwrap();
    }));
    let first = plan(Some(&register), &sheet).unwrap();
    let made = first.run(&mut register, false, (&context(), &Watch::nobody())).unwrap();
    assert_eq!(made.len(), 2);
    let csv = csv.replace("A-1", "");
    let again = plan(Some(&register), &Sheet::of("list.csv", csv.as_bytes()).unwrap()).unwrap();
    assert_eq!((again.counts().new, again.counts().there), (0, 2), "{again:?}");
    let again = plan(Some(&register), &sheet).unwrap();
    assert_eq!((again.counts().new, again.counts().there), (0, 2), "{again:?}");
}

#[test]
fn rows_are_counted_as_the_workbook_counts_them() {
    let sheet = read(&book(|sheet| {
        texts(sheet, &[&["Register"], &[], HEADER, &[], &["A-1", "Roof"], &["A-2", "Doors"]]);
    }));
    let numbers: Vec<usize> = sheet.lines.iter().map(|line| line.number).collect();
    assert_eq!((numbers, sheet.blank), (vec![1, 3, 5, 6], 2));
}

#[test]
fn what_is_too_large_is_told_in_a_sentence() {
    let wide = book(|sheet| {
        texts(sheet, &[HEADER]);
        sheet.write_string(1, 600, "x").unwrap();
    });
    assert!(refused(&wide).starts_with("Row 2 of book.xlsx has a cell in column WC; at most 500"));
    let long = book(|sheet| {
        texts(sheet, &[HEADER]);
        sheet.write_string(300_000, 0, "x").unwrap();
    });
    assert!(refused(&long).starts_with("book.xlsx has more than 200000 rows"));
}

/// A packed file with these entries.
fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_small_file_that_holds_too_much_is_not_unpacked() {
    let much = vec![b' '; 300 * 1024 * 1024];
    let bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", &much)]);
    assert!(bomb.len() < 1024 * 1024);
    assert!(refused(&bomb).starts_with("book.xlsx holds more than 256 MiB"), "{}", refused(&bomb));
    let strings = br#"<sst uniqueCount="999999999999999"></sst>"#;
    let liar = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", strings)]);
    assert!(refused(&liar).contains("damaged"));
}

#[test]
fn what_is_no_workbook_is_named() {
    let good = book(typed);
    let half = &good[..good.len() / 2];
    let mut flipped = good.clone();
    for byte in flipped.iter_mut().skip(60).take(400) {
        *byte ^= 0x5a;
    }
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xd0\xcf\x11\xe0....".as_slice(), &locked].concat();
    for (bytes, said) in [
        (half.to_vec(), "damaged"),
        (flipped, "damaged"),
        (b"PK\x03\x04rest".to_vec(), "damaged"),
        (locked, "protected with a password"),
        (packed(&[("word/document.xml", b"")]), "a document (DOCX)"),
        (packed(&[("content.xml", b"")]), "OpenDocument"),
        (packed(&[("xl/workbook.bin", b"")]), "XLSB"),
        (packed(&[("photo.png", b"")]), "without a workbook"),
        (packed(&[("xl/workbook.xml", b"<workbook>")]), "damaged"),
    ] {
        let told = refused(&bytes);
        assert!(told.contains(said), "{said}: {told}");
        assert!(told.contains("save it as"), "{told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_bytes_of_a_workbook_make_the_import_panic(
        cut in 0_usize..9000,
        at in 0_usize..9000,
        bytes in prop::collection::vec(any::<u8>(), 0..40),
        random in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let good = book(typed);
        let mut broken = good[..good.len().min(cut.max(4))].to_vec();
        for (at, byte) in (at..).zip(&bytes) {
            if let Some(old) = broken.get_mut(at) {
                *old = *byte;
            }
        }
        for bytes in [broken, [b"PK\x03\x04".as_slice(), &random].concat()] {
            if let Ok(sheet) = Sheet::of("book.xlsx", &bytes) {
                let _ = plan(None, &sheet);
            }
        }
    }

    #[test]
    fn no_parts_of_a_workbook_make_the_import_panic(
        cells in prop::collection::vec(("[A-C]{0,3}[0-9]{0,7}", "[a-z]{0,3}", "\\PC{0,12}"), 0..12),
        shared in "\\PC{0,40}",
        merged in "[A-C]{0,2}[0-9]{0,3}:?[A-C]{0,2}[0-9]{0,8}",
    ) {
        let mut rows = Vec::new();
        for (place, kind, value) in &cells {
            let value = value.replace(['<', '&'], "");
            rows.push(format!("<row><c r=\"{place}\" t=\"{kind}\"><v>{value}</v></c></row>"));
        }
        let rows = rows.concat();
        let sheet = format!(
            "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"{merged}\"/></mergeCells></worksheet>"
        );
        let relations = r#"<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
        let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
        let bytes = packed(&[
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/sharedStrings.xml", shared.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ]);
        if let Ok(sheet) = Sheet::of("book.xlsx", &bytes) {
            let _ = plan(None, &sheet);
        }
    }
}
