//! The terms of a contract as a picture, and what the keys on them lead to.

use super::contract_build::{bare, running};
use super::evaluation_bids::every_size;
use super::{Journey, ascii, colour};

fn at(columns: u16, rows: u16, build: fn(&std::path::Path)) -> Journey {
    let mut journey = Journey::new(columns, rows, ascii());
    journey.with_contract("1", build);
    journey
}

#[test]
fn the_terms_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let text = at(columns, rows, running).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{foreign}");
        insta::assert_snapshot!(format!("terms_{columns}x{rows}_ascii"), text);
        let mut journey = Journey::new(columns, rows, colour());
        let text = journey.with_contract("1", running).styled();
        insta::assert_snapshot!(format!("terms_{columns}x{rows}_colour"), text);
    }
    insta::assert_snapshot!("terms_bare_80x24_ascii", at(80, 24, bare).text());
}

#[test]
fn the_supplier_opens_its_screen() {
    let mut journey = at(80, 24, running);
    journey.press("Enter");
    assert!(!journey.text().contains("[1 Terms]"));
}

#[test]
fn what_is_signed_changes_here_only_with_a_reason() {
    let mut journey = at(80, 24, running);
    journey.press("E Tab Tab");
    journey.press("Ctrl-U").paste("365000");
    let text = journey.text();
    assert!(text.contains("The contract is signed"), "{text}");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Type why what was signed is changed"), "{text}");
    journey.paste("A slip of the pen").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("365,000"), "{text}");
}

#[test]
fn an_extension_is_recorded_as_a_change() {
    let mut journey = at(80, 24, bare);
    let text = journey.press("m").text();
    insta::assert_snapshot!("terms_change_80x24_ascii", text);
    journey.press("Tab Tab").paste("Two more years").press("Tab").paste("2031-09-30");
    let text = journey.text();
    assert!(text.contains("may be extended to 30 Sep 2030 only"), "{text}");
    journey.press("Ctrl-U").paste("2030-09-30").press("Ctrl-S");
    let text = journey.text();
    assert!(
        text.contains("30 Sep 2030 (as signed: 30 Sep 2028)") || text.contains("extension"),
        "{text}"
    );
    let text = journey.press("g").text();
    assert!(text.contains("as signed: 30 Sep 2028"), "{text}");
}

#[test]
fn documents_and_money_are_recorded_changed_and_taken_away() {
    let mut journey = at(80, 24, bare);
    journey.press("a").paste("Schedule 4").press("Tab Tab").paste("https://example.org/4");
    let text = journey.text();
    assert!(text.contains("[link]"), "{text}");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Schedule 4 (link)"), "{text}");
    journey.press("f Tab Tab").paste("12,500").press("Tab").paste("Finance system");
    insta::assert_snapshot!("terms_money_80x24_ascii", journey.text());
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("£12,500"), "{text}");
    journey.press("d").paste("Of another contract");
    insta::assert_snapshot!("terms_take_away_80x24_ascii", journey.text());
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("None. f records spend"), "{text}");
}

#[test]
fn a_contract_ends_and_runs_on_after_all() {
    let mut journey = at(80, 24, running);
    journey.press("x");
    insta::assert_snapshot!("terms_end_80x24_ascii", journey.text());
    journey.press("Tab Tab").paste("The supplier went out of business").press("Ctrl-S");
    let text = journey.press("g Down Down Down Down Down Down Down Down Down").text();
    assert!(text.contains("terminated by the authority"), "{text}");
    assert!(text.contains("No termination notice is on record"), "{text}");
    journey.press("x End");
    for _ in 0..4 {
        journey.press("Tab");
    }
    let text = journey.press("Right Ctrl-S").text();
    assert!(!text.contains("terminated by the authority"), "{text}");
}

#[test]
fn the_terms_are_drawn_in_every_size_without_a_panic() {
    for keys in ["", "End", "E", "m", "a", "f", "x", "d"] {
        let mut journey = at(80, 24, running);
        if !keys.is_empty() {
            journey.press(keys);
        }
        every_size(&mut journey);
    }
}
