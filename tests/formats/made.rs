//! Documents to be written, and what is in the archives that come of them.

use std::io::{Cursor, Read as _};

use quick_xml::events::Event;
use rust_decimal::Decimal;
use tenderbook::domain::{Date, Money};
use tenderbook::report::document::{
    Bar, Block, Cell, Chart, Column, Document, Row, Section, Table,
};
use zip::ZipArchive;

/// Texts that something might obey, hide behind or break at.
pub(super) const NASTY: [&str; 30] = [
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "]]> <!-- & &amp; &#60; \"quoted\" 'single'",
    "=HYPERLINK(\"http://example.org\",\"click\")",
    "+44 1539 000000",
    "-1+2",
    "@SUM(A1:A9)",
    "  =1+1",
    "＝1+1",
    "\t=1+1",
    "a | b | c",
    "*bold* _under_ `code` ~~gone~~ $x$",
    "# not a heading",
    "- not a point",
    "1. not a number",
    "---",
    "> not a quotation",
    "[link](http://example.org) ![picture](x)",
    "http://example.org/?a=b&c=d",
    "left\u{202e}right-to-left override",
    "bell\u{7} escape\u{1b}[31m null\u{0} no character\u{ffff}",
    "zero\u{200b}width",
    "_x0041_ is not an A",
    "表格 ｗｉｄｅ 한국어 العربية",
    "👩‍🚒 💷 é e\u{301}",
    "line one\nline two\r\nline three\rnot a line",
    "   indented, and trailing   ",
    "\\ back \\n slash \\* already escaped",
    "{{ template }} {% code %} ${variable}",
    "",
];

fn money(pounds: i64) -> Money {
    Money::from_pence(pounds * 100).unwrap()
}

fn day(text: &str) -> Date {
    Date::from_iso(text).unwrap()
}

pub(super) fn table() -> Table {
    let columns = [
        Column::text("Tender").wide(3),
        Column::figures("Value"),
        Column::figures("Weighting"),
        Column::figures("Score"),
        Column::text("Awarded"),
    ];
    let mut table = Table::new("Tenders with social value", columns);
    table.push([
        Cell::text("Road salt"),
        money(120_000).into(),
        Cell::Percent("12.5".parse().unwrap()),
        Cell::Number(Decimal::new(66_667, 3)),
        day("2026-04-01").into(),
    ]);
    table.push([
        Cell::text("=Gritting, “winter” service"),
        Money::from_pence(1).unwrap().into(),
        Cell::Empty,
        Cell::Number(Decimal::new(-5, 1)),
        Cell::Empty,
    ]);
    table.rows.push(Row {
        cells: vec![Cell::text("Together"), Cell::Money(Money::from_pence(12_000_001).unwrap())],
        total: true,
    });
    table
}

pub(super) fn chart() -> Chart {
    let bar = |label: &str, value: Option<i64>, said: &str| Bar {
        label: label.to_owned(),
        value: value.map(Decimal::from),
        said: said.to_owned(),
    };
    Chart {
        title: "Delivered of what was committed".to_owned(),
        bars: vec![
            bar("Apprenticeships", Some(75), "75% of 8 weeks"),
            bar("Local spend", Some(20), "£1,200 of £6,000"),
            bar("Volunteering", Some(0), "0 of 40 hours"),
            bar("Carbon", None, ""),
        ],
        mark: Some(("Target".to_owned(), Decimal::from(60))),
        whole: None,
    }
}

/// A document with every kind of thing in it.
pub(super) fn whole() -> Document {
    let wide = Table {
        rows: (1..=60)
            .map(|row| Row {
                cells: (1..=9).map(|column| format!("Row {row}, {column}").into()).collect(),
                total: false,
            })
            .collect(),
        ..Table::new("A wide table", (1..=9).map(|at| Column::text(format!("Name {at}"))))
    };
    let facts = Section::new("Facts")
        .with(Block::paragraph("What is known about this procurement."))
        .with(Block::Pairs(vec![
            ("Reference".to_owned(), "2026-0001".to_owned()),
            (
                "Buyer".to_owned(),
                "Westmorland and Furness Council\nSouth Lakeland House".to_owned(),
            ),
            ("CPV".to_owned(), String::new()),
        ]))
        .with(Block::List(vec!["One lot".to_owned(), "Open procedure".to_owned()]))
        .with(Block::remark("The notice has not been recorded."))
        .part(
            Section::new("Determination")
                .with(Block::Quote("Proportionate.\n\nThe market was asked.".to_owned()))
                .part(Section::new("Reasons").with(Block::paragraph("Because of the value."))),
        );
    let figures = Section::new("Figures")
        .with(Block::Table(table()))
        .with(Block::Chart(chart()))
        .part(Section::new("Journal").with(Block::Table(wide)));
    let gaps = Section::new("Gaps")
        .with(Block::Table(Table::new("No rows", [Column::text("Name"), Column::text("")])))
        .with(Block::Table(Table { caption: "No columns".to_owned(), ..Table::default() }))
        .with(Block::Chart(Chart {
            title: "No figures".to_owned(),
            bars: vec![Bar { label: "Nothing known".to_owned(), ..Bar::default() }],
            mark: None,
            whole: None,
        }))
        .with(Block::Chart(Chart { title: "No bars".to_owned(), ..Chart::default() }))
        .with(Block::List(Vec::new()))
        .with(Block::Pairs(Vec::new()));
    Document {
        title: "Road salt for the winter".to_owned(),
        subtitle: "The file of 2026-0001".to_owned(),
        about: vec![
            ("Authority".to_owned(), "Westmorland and Furness Council".to_owned()),
            ("Made".to_owned(), "2 Apr 2026 at 10:30".to_owned()),
            ("Newest entry of the journal".to_owned(), "9f".repeat(32)),
        ],
        sections: vec![facts, figures, gaps, Section::new("Words alone")],
        made_at: "2026-04-02T09:30:00Z".to_owned(),
    }
}

/// A document in which every text is one that might do something.
pub(super) fn nasty() -> Document {
    let text = |text: &str| text.to_owned();
    let long = "Forty thousand characters 💷. ".repeat(1_500);
    let mut sections: Vec<Section> = NASTY.iter().copied().map(around).collect();
    sections.push(Section::new("Long").with(Block::Quote(long.clone())).with(Block::Table(
        Table {
            rows: vec![Row { cells: vec![Cell::text(long.clone())], total: false }],
            ..Table::new("Long", [Column::text("One")])
        },
    )));
    sections.push(
        Section::new("Deep").part(
            Section::new("Deeper")
                .part(Section::new("Deepest").part(Section::new("Deeper than any heading"))),
        ),
    );
    Document {
        title: text(NASTY[1]),
        subtitle: text(NASTY[2]),
        about: NASTY.iter().map(|one| (text(one), text(one))).collect(),
        sections,
        made_at: text("no moment"),
    }
}

/// A chapter with a text everywhere where one can stand.
pub(super) fn around(text: &str) -> Section {
    let one = || text.to_owned();
    let table = Table {
        caption: one(),
        columns: vec![Column::text(one()), Column::figures("Figure")],
        rows: vec![
            Row { cells: vec![one().into(), one().into()], total: false },
            // Too short a row, and too long a one.
            Row { cells: vec![one().into()], total: true },
            Row { cells: vec![one().into(), Cell::Empty, one().into()], total: false },
        ],
        named_rows: true,
    };
    let bar = Bar { label: one(), value: Some(Decimal::ONE), said: one() };
    let mark = Some((one(), Decimal::TWO));
    Section::new(text)
        .with(Block::paragraph(text))
        .with(Block::Quote(one()))
        .with(Block::remark(text))
        .with(Block::List(vec![one(), one()]))
        .with(Block::Pairs(vec![(one(), one())]))
        .with(Block::Table(table))
        .with(Block::Chart(Chart { title: one(), bars: vec![bar], mark, whole: None }))
        .part(Section::new(text))
}

pub(super) fn empty() -> Document {
    Document::default()
}

/// The part of an archive with a name, as text.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The names of the parts of an archive.
pub(super) fn parts(bytes: &[u8]) -> Vec<String> {
    let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// The days that the parts of an archive have.
pub(super) fn days(bytes: &[u8]) -> Vec<(String, (u16, u8, u8))> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let file = archive.by_index(at).unwrap();
            let day = file.last_modified().unwrap();
            (file.name().unwrap().into_owned(), (day.year(), day.month(), day.day()))
        })
        .collect()
}

/// The names of the elements of an XML text and its texts, in their order; fails where it is
/// not well formed or has a character that XML does not allow.
pub(super) fn elements(xml: &str) -> Vec<(String, String)> {
    let bad = |c: char| !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(!xml.contains(bad), "a character that XML does not allow");
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                for attribute in tag.attributes() {
                    attribute.unwrap();
                }
                open.push(found.len());
                let name = tag.name().as_ref().to_owned();
                found.push((name, String::new()));
            }
            Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                found.push((name, String::new()));
            }
            Event::End(_) => {
                open.pop().unwrap();
            }
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    found[*at].1.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let text = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                };
                found[*open.last().unwrap()].1.push_str(text);
            }
            Event::Eof => break,
            _ => (),
        }
    }
    assert!(open.is_empty());
    found
}

/// A text as the formats show it, line by line.
pub(super) fn shown(text: &str) -> Vec<String> {
    let shown = |line| tenderbook::domain::text::visible(line).replace('\u{ffff}', "\\u{ffff}");
    text.lines().map(shown).collect()
}
