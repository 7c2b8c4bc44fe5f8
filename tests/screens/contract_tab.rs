//! The contracts of a tender as a picture, and what the keys on them lead to.

use std::path::Path;

use super::contract_build::{acted, awarded, bare, running, with_lesson};
use super::evaluation_bids::every_size;
use super::{Journey, ascii, colour};

fn at(columns: u16, rows: u16, build: fn(&Path)) -> Journey {
    let mut journey = Journey::new(columns, rows, ascii());
    journey.with_contracts(build);
    journey
}

type Named = (&'static str, fn(&Path));

const STATES: [Named; 4] =
    [("running", running), ("acted", acted), ("awarded", awarded), ("bare", bare)];

#[test]
fn the_contracts_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        for (name, build) in STATES {
            let text = at(columns, rows, build).text();
            let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
            assert!(foreign.is_empty(), "{foreign}");
            insta::assert_snapshot!(format!("contracts_{name}_{columns}x{rows}_ascii"), text);
        }
        let mut journey = Journey::new(columns, rows, colour());
        let text = journey.with_contracts(running).styled();
        insta::assert_snapshot!(format!("contracts_running_{columns}x{rows}_colour"), text);
    }
}

#[test]
fn without_a_contract_the_tab_says_what_has_to_happen_first() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = journey.with_tender(0).press("5").text();
    assert!(text.contains("No contract yet."), "{text}");
    assert!(text.contains("record it on the Evaluation tab (4)"), "{text}");
    assert!(text.contains("a begins a contract without an evaluation"), "{text}");
    insta::assert_snapshot!("contracts_empty_80x24_ascii", text);
}

#[test]
fn an_award_becomes_a_contract_and_its_winner_a_supplier_of_the_directory() {
    let mut journey = at(80, 24, awarded);
    let text = journey.press("Enter").text();
    assert!(text.contains("add Acme Health Ltd to the directory"), "{text}");
    assert!(text.contains("84,500"), "the price of the bid is the value: {text}");
    insta::assert_snapshot!("contracts_begin_80x24_ascii", text);
    for _ in 0..5 {
        journey.press("Tab");
    }
    // A fault is told beside its field, before the supplier is added.
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Type the first day"), "{text}");
    journey.paste("01/12/2026").press("Tab").paste("30/11/2029").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Acme Health Ltd, £84,500, 1 Dec 2026 to 30 Nov 2029"), "{text}");
    assert!(text.contains("1 promised by the bid"), "{text}");
    // Two changes, undone one by one.
    let text = journey.press("u").text();
    assert!(text.contains("Begin the contract of"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("[Acme Health Ltd]"), "it is in the directory now: {text}");
    let text = journey.press("Esc u Enter").text();
    assert!(text.contains("add Acme Health Ltd to the directory"), "{text}");
}

#[test]
fn what_was_typed_stays_when_the_contract_is_refused_after_its_supplier_was_added() {
    let mut journey = at(80, 24, running);
    journey.press("a");
    // The last choice adds a supplier.
    let text = journey.press("Left Tab").paste("Custody Medical plc").text();
    assert!(text.contains("add one to the directory"), "{text}");
    for _ in 0..3 {
        journey.press("Tab");
    }
    // A signature that is still to come is refused by the register, not by the form.
    journey.paste("2027-01-01").press("Tab").paste("2026-12-01").press("Tab").paste("2027-11-30");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("still to come"), "{text}");
    assert!(text.contains("2027-01-01"), "{text}");
    assert!(text.contains("Custody Medical plc"), "{text}");
    // Now it is chosen from the directory, and is not added twice.
    assert!(!text.contains("New supplier"), "{text}");
}

#[test]
fn lessons_of_others_are_told_at_the_first_stage_until_they_are_read() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_contracts(with_lesson).press("Esc");
    // The tender that was begun last stands first.
    let text = journey.press("g Enter").text();
    assert!(text.contains("2026-0002"), "{text}");
    assert!(text.contains("! A similar tender left 1 lesson: 5, then l, to read it"), "{text}");
    insta::assert_snapshot!("contracts_lesson_at_stage_1_80x24_ascii", text);
}

#[test]
fn every_part_of_a_contract_is_opened_from_its_line() {
    let parts = ["Terms", "Commitments", "KPIs", "Reviews", "Ethics", "Logistics", "Exit"];
    for (at_part, part) in parts.iter().enumerate() {
        let mut journey = at(80, 24, bare);
        journey.press("End");
        for _ in at_part..6 {
            journey.press("Up");
        }
        let text = journey.press("Enter").text();
        assert!(text.contains(&format!("[{} {part}]", at_part + 1)), "{text}");
    }
}

#[test]
fn all_notes_can_be_read() {
    let mut journey = at(80, 24, running);
    insta::assert_snapshot!("contracts_notes_80x24_ascii", journey.press("g Enter").text());
}

#[test]
fn the_contracts_are_drawn_in_every_size_without_a_panic() {
    for keys in ["", "a", "End"] {
        for (_, build) in STATES {
            let mut journey = at(80, 24, build);
            if !keys.is_empty() {
                journey.press(keys);
            }
            every_size(&mut journey);
        }
    }
}
