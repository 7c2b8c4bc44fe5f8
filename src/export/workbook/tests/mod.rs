//! What must hold of the workbook of an evaluation.

mod made;
mod recompute;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::domain::evaluation::fixtures::Build;
use crate::domain::evaluation::{
    Award, Evaluator, LotNo, PriceMethod, SectionKind, TieBreak, Withheld,
};
use crate::export::workbook::{build, write};
use crate::register::EvaluationView;
use crate::report::Variant;
use made::{all, plain, view_of};

/// A cell of a sheet that was read back: its value, and its formula where it has one.
#[derive(Debug, Clone, Default)]
struct Read {
    value: Data,
    formula: String,
}

type Sheet = BTreeMap<(u32, u32), Read>;

fn read(bytes: &[u8]) -> BTreeMap<String, Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut sheets = BTreeMap::new();
    for name in book.sheet_names() {
        let mut sheet = Sheet::new();
        let values = book.worksheet_range(&name).unwrap();
        let (top, left) = values.start().unwrap_or_default();
        for (row, column, value) in values.used_cells() {
            let place = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            sheet.entry(place).or_default().value = value.clone();
        }
        let formulas = book.worksheet_formula(&name).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let place = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            sheet.entry(place).or_default().formula.clone_from(formula);
        }
        sheets.insert(name, sheet);
    }
    sheets
}

/// All texts of a workbook, one to a line.
fn texts(bytes: &[u8]) -> String {
    let sheets = read(bytes);
    let cells = sheets.values().flat_map(BTreeMap::values);
    let texts = cells.filter_map(|cell| match &cell.value {
        Data::String(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn full(view: &EvaluationView) -> Vec<u8> {
    write(view, None, Variant::Full).unwrap()
}

#[test]
fn the_same_evaluation_gives_the_same_bytes() {
    let view = view_of(plain(PriceMethod::Relative).of);
    assert_eq!(full(&view), full(&view));
}

#[test]
fn every_figure_that_follows_is_a_formula_and_says_what_it_comes_to() {
    let view = view_of(plain(PriceMethod::Relative).of);
    let sheets = read(&full(&view));
    let result = &sheets["Result"];
    let heading = |name: &str| {
        let found = result
            .iter()
            .find(|((row, _), cell)| *row == 3 && cell.value.to_string().starts_with(name));
        found.unwrap_or_else(|| panic!("no column {name}")).0.1
    };
    let ranking = &view.lots[&LotNo::FIRST].ranking;
    for (row, tally) in (4u32..).zip(&ranking.tallies) {
        let total = &result[&(row, heading("Total points"))];
        assert!(total.formula.contains("SUM("), "{total:?}");
        let shown: f64 = tally.total.as_ref().unwrap().short(12).parse().unwrap();
        assert_eq!(total.value, Data::Float(shown));
        let place = &result[&(row, heading("Place"))];
        assert!(place.formula.contains("RANK("), "{place:?}");
        assert_eq!(place.value.to_string(), tally.place.unwrap().rank.to_string());
        assert_eq!(result[&(row, heading("Check"))].value.to_string(), "agrees");
    }
    for cell in sheets.values().flat_map(BTreeMap::values) {
        assert!(cell.formula.len() < 8_000, "{}", cell.formula);
        assert!(!cell.formula.contains("\"\""), "no formula comes to nothing: {}", cell.formula);
    }
}

#[test]
fn the_names_of_sheets_are_ones_that_every_spreadsheet_takes() {
    for (name, view) in all() {
        let book = full(&view);
        let names = Xlsx::new(Cursor::new(book)).map(|book: Xlsx<_>| book.sheet_names()).unwrap();
        let mut seen: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(names[0], "About", "{name}");
        assert!(seen.iter().all(|name| name.chars().count() <= 31));
        assert!(!seen.iter().any(|name| name.contains(['[', ']', ':', '*', '?', '/', '\\'])));
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "{name}: {names:?}");
    }
}

#[test]
fn what_officers_and_bidders_wrote_is_never_a_formula() {
    let mut made = plain(PriceMethod::Relative);
    let bid = *made.of.bids.keys().next().unwrap();
    made.of.bids.get_mut(&bid).unwrap().supplier = "=HYPERLINK(\"http://x\")\u{202e}".to_owned();
    let agreed = made.of.consensus.values_mut().next().unwrap();
    agreed.reasons = format!("+1\n{}", "é\u{7}".repeat(10_000));
    let view = view_of(made.of);
    let book = full(&view);
    let sheets = read(&book);
    for cell in sheets.values().flat_map(BTreeMap::values) {
        assert!(!cell.formula.contains("HYPERLINK"), "{}", cell.formula);
    }
    let texts = texts(&book);
    assert!(texts.contains("=HYPERLINK(\"http://x\")\\u{202e}"));
    assert!(texts.contains("+1\n"), "the lines of a reason stay");
    assert!(texts.contains("[cut here: a cell holds no more]"));
}

#[test]
fn prices_that_are_hidden_are_nowhere_and_it_is_said_why() {
    let mut made = plain(PriceMethod::Relative);
    made.of.lots.get_mut(&LotNo::FIRST).unwrap().price_hidden = true;
    let first = *made.of.consensus.keys().next().unwrap();
    made.of.consensus.remove(&first);
    let view = view_of(made.of);
    let book = full(&view);
    let sheets = read(&book);
    let all: Vec<String> =
        sheets.values().flat_map(BTreeMap::values).map(|cell| cell.value.to_string()).collect();
    for price in ["82500", "79000", "91250.5"] {
        assert!(!all.iter().any(|cell| cell.contains(price)), "{price}");
    }
    let said = texts(&book);
    assert!(said.contains("Prices are hidden until every question has its agreed score"));
    assert!(!said.contains("Total points") && !said.contains("Place"), "{said}");
    assert!(!said.contains("Lowest price") && !said.contains("Earned of the points for price"));
    assert!(said.contains("Quality points"));
}

#[test]
fn scores_given_blind_are_hidden_until_all_have_given_theirs() {
    let mut made = plain(PriceMethod::Relative);
    let key = *made.of.scores.keys().next().unwrap();
    made.of.scores.get_mut(&key).unwrap().rationale = "Only mine.".to_owned();
    made.of.consensus.remove(&(key.0, key.1));
    let mate = *made.of.scores.keys().nth(1).unwrap();
    assert_eq!((key.0, key.1), (mate.0, mate.1), "the same answer");
    made.of.scores.remove(&mate);
    let said = texts(&full(&view_of(made.of)));
    assert!(said.contains("given, hidden") && said.contains("not given"));
    assert!(!said.contains("Only mine."));
}

#[test]
fn what_is_published_names_no_evaluator_and_tells_nothing_internal() {
    let mut made = plain(PriceMethod::Relative);
    award(&mut made, &[]);
    let view = view_of(made.of);
    let said = texts(&full(&view));
    for word in ["Dana Evans", "Between us", "Internal: thin", "Discussed twice", "C. Director"] {
        assert!(said.contains(word), "{word}");
    }
    let said = texts(&write(&view, None, Variant::Publication).unwrap());
    for word in
        ["Dana", "Patel", "Between us", "Internal", "Discussed twice", "C. Director", "A. Officer"]
    {
        assert!(!said.contains(word), "{word}");
    }
    assert!(said.contains("Evaluator 1") && said.contains("Reasons."));
    assert!(said.contains("Total points"));
}

#[test]
fn a_price_that_is_withheld_is_published_nowhere() {
    let mut made = plain(PriceMethod::Relative);
    award(&mut made, &[("The price: all rates", "a trade secret")]);
    let view = view_of(made.of);
    assert!(texts(&full(&view)).contains("Total points"), "the officer sees everything");
    let book = write(&view, None, Variant::Publication).unwrap();
    let said = texts(&book);
    assert!(!said.contains("Total points") && !said.contains("Reasons."), "{said}");
    assert!(said.contains("withheld from publication (Procurement Act 2023 s.94)"));
    assert!(said.contains("a trade secret"));
    let cells = read(&book);
    let cells = cells.values().flat_map(BTreeMap::values);
    assert!(!cells.into_iter().any(|cell| cell.value.to_string().contains("82500")));
}

/// Awards the first lot to its first bid.
fn award(made: &mut Build, withheld: &[(&str, &str)]) {
    let award = Award {
        bid: *made.of.bids.keys().next().unwrap(),
        decided_by: "C. Director".to_owned(),
        role: None,
        day: crate::domain::Date::from_iso("2026-11-21").unwrap(),
        reasons: "It is first.".to_owned(),
        tie_break: None,
        withheld: withheld
            .iter()
            .map(|(what, reason)| Withheld {
                what: (*what).to_owned(),
                reason: (*reason).to_owned(),
            })
            .collect(),
        at: String::new(),
        officer: "A. Officer".to_owned(),
    };
    made.of.awards.insert(LotNo::FIRST, award);
}

#[test]
fn criteria_without_anything_else_make_a_workbook_too() {
    let empty = view_of(crate::domain::evaluation::Evaluation::default());
    assert!(texts(&full(&empty)).contains("The evaluation has not begun"));
    let mut made = Build::new(PriceMethod::PerPoint);
    assert!(texts(&full(&view_of(made.of.clone()))).contains("There are no award criteria yet."));
    made.section(SectionKind::Quality, "100");
    let said = texts(&full(&view_of(made.of)));
    assert!(said.contains("has no questions yet") && said.contains("No bid is recorded."));
}

#[test]
fn an_evaluator_who_left_without_a_score_is_left_out() {
    let mut made = plain(PriceMethod::Relative);
    let uid = uuid::Uuid::from_u128(99_999);
    let name = "Left Early".to_owned();
    let stood_down = Some("ill".to_owned());
    let who = Evaluator { uid, name, role: None, declaration: None, stood_down };
    made.of.evaluators.insert(uid, who);
    assert!(!texts(&full(&view_of(made.of))).contains("Left Early"));
}

#[test]
fn the_tie_break_is_said_as_it_was_published() {
    let mut made = plain(PriceMethod::Relative);
    let words = "Lots are drawn.".to_owned();
    made.of.lots.get_mut(&LotNo::FIRST).unwrap().tie_break = TieBreak::Words { words };
    assert!(texts(&full(&view_of(made.of))).contains("“Lots are drawn.”"));
}
