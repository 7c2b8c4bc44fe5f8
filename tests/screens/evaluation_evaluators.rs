//! The evaluators of a tender as a picture, and their declarations.

use super::evaluation_bids::every_size;
use super::evaluation_build::{begun, underway};
use super::{Journey, ascii, colour};

fn at(columns: u16, rows: u16, build: fn(&std::path::Path)) -> Journey {
    let mut journey = Journey::new(columns, rows, ascii());
    journey.with_evaluation("3", build);
    journey
}

#[test]
fn the_evaluators_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut journey = Journey::new(columns, rows, colour());
        let text = journey.with_evaluation("3", underway).styled();
        insta::assert_snapshot!(format!("evaluators_{columns}x{rows}_colour"), text);
        let text = at(columns, rows, underway).press("End").text();
        insta::assert_snapshot!(format!("evaluators_{columns}x{rows}_ascii"), text);
    }
}

#[test]
fn an_empty_list_says_what_to_do_first_and_why() {
    insta::assert_snapshot!("evaluators_empty_80x24_ascii", at(80, 24, begun).text());
}

#[test]
fn an_interest_is_declared_and_dealt_with_before_its_evaluator_scores() {
    let mut journey = at(80, 24, underway);
    journey.press("End i Tab Right");
    insta::assert_snapshot!("evaluators_declare_80x24_ascii", journey.text());
    journey.press("Tab").paste("A cousin works for Acme.").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("! interest, not dealt with"), "{text}");
    journey.press("i Tab Tab Tab").paste("Does not score Acme's bid.").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("* interest, dealt with"), "{text}");
}

#[test]
fn an_evaluator_stands_down_with_a_reason_and_takes_part_again() {
    let mut journey = at(80, 24, underway);
    journey.press("x").paste("On leave until March").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("- stood down"), "{text}");
    let text = journey.press("x").text();
    assert!(text.contains("* no interest"), "{text}");
    let text = journey.press("d").text();
    assert!(text.contains("has scored and cannot be taken away"), "{text}");
}

#[test]
fn the_evaluators_are_drawn_in_every_size_without_a_panic() {
    for keys in ["", "i", "a", "Tab"] {
        let mut journey = at(80, 24, underway);
        if !keys.is_empty() {
            journey.press(keys);
        }
        every_size(&mut journey);
    }
}
