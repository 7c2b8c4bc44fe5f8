//! The commitments of a contract as a picture, and what the keys on them lead to.

use super::contract_build::{acted, awarded, bare, running};
use super::evaluation_bids::every_size;
use super::{Journey, ascii, colour};

fn at(columns: u16, rows: u16, build: fn(&std::path::Path)) -> Journey {
    let mut journey = Journey::new(columns, rows, ascii());
    journey.with_contract("2", build);
    journey
}

#[test]
fn the_commitments_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let text = at(columns, rows, acted).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{foreign}");
        insta::assert_snapshot!(format!("commitments_{columns}x{rows}_ascii"), text);
        let mut journey = Journey::new(columns, rows, colour());
        let text = journey.with_contract("2", acted).styled();
        insta::assert_snapshot!(format!("commitments_{columns}x{rows}_colour"), text);
        let text = at(columns, rows, acted).press("Tab").text();
        insta::assert_snapshot!(format!("commitments_deliveries_{columns}x{rows}_ascii"), text);
    }
    insta::assert_snapshot!("commitments_none_80x24_ascii", at(80, 24, bare).text());
}

#[test]
fn the_late_come_first_and_the_arithmetic_is_told_in_words() {
    let mut journey = at(80, 24, running);
    let text = journey.text();
    let (late, waived) = (text.find("! late").unwrap(), text.find("- waived").unwrap());
    assert!(late < waived, "{text}");
    let text = journey.press("w").text();
    assert!(text.contains("How it adds up: Apprenticeships begun"), "{text}");
    insta::assert_snapshot!("commitments_why_80x24_ascii", text);
}

#[test]
fn what_the_bid_promised_is_taken_over() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_contracts(awarded).press("Enter Tab Tab Tab Tab Tab").paste("2026-12-01");
    journey.press("Tab").paste("2029-11-30").press("Ctrl-S Enter");
    let text = journey.text();
    assert!(text.contains("The winning bid promised 1 measure: o takes them over"), "{text}");
    let text = journey.press("o").text();
    assert!(text.contains("Apprenticeships begun"), "{text}");
    assert!(text.contains("nothing due yet"), "{text}");
    assert!(text.contains("No data is no good"), "{text}");
}

#[test]
fn a_commitment_of_a_signed_contract_is_added_with_a_reason_or_a_change() {
    let mut journey = at(80, 24, running);
    journey.press("a").paste("Litter picks").press("Tab Tab").paste("2").press("Tab");
    journey.paste("days").press("Tab Tab Right");
    insta::assert_snapshot!("commitments_add_80x24_ascii", journey.text());
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("name the change by which it was"), "{text}");
    let text = journey.paste("Schedule 4 says so").press("Ctrl-S").text();
    assert!(text.contains("Litter picks"), "{text}");
}

#[test]
fn a_delivery_is_recorded_verified_corrected_and_withdrawn() {
    let mut journey = at(80, 24, running);
    journey.press("r Tab").paste("2");
    let text = journey.text();
    assert!(text.contains("With this: "), "{text}");
    insta::assert_snapshot!("commitments_deliver_80x24_ascii", text);
    journey.press("Ctrl-S Tab v");
    insta::assert_snapshot!("commitments_verify_80x24_ascii", journey.text());
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("* verified"), "{text}");
    journey.press("c Tab Tab Ctrl-U").paste("1").press("Tab Tab").paste("Counted twice");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("corrected"), "{text}");
    assert!(text.contains("Was 2 people on 21 Nov 2026"), "{text}");
    assert!(text.contains("not verified"), "what was checked was another figure: {text}");
    journey.press("c Right Tab").paste("By mistake").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("- withdrawn"), "{text}");
}

#[test]
fn what_counts_over_time_asks_from_which_day_to_which() {
    let mut journey = at(80, 24, running);
    let text = journey.press("Down Down r").text();
    assert!(text.contains("Delivered: Jobs for long-term"), "{text}");
    assert!(text.contains("From"), "{text}");
    assert!(text.contains("1 Nov 2026"), "it goes on where the last one ended: {text}");
}

#[test]
fn two_deliveries_that_look_the_same_are_said_to_be_two() {
    let mut journey = at(120, 40, running);
    let text = journey.press("Tab").text();
    assert!(text.contains("counted twice?"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("May be counted twice"), "{text}");
    journey.paste("Other people on the same day").press("Ctrl-S");
    let text = journey.text();
    assert!(!text.contains("counted twice?"), "{text}");
    assert!(text.contains("not the same: Other people"), "{text}");
}

#[test]
fn a_shortfall_leads_to_an_action_that_is_done_one_day() {
    let mut journey = at(80, 24, running);
    let text = journey.press("A").text();
    assert!(text.contains("that are missing"), "{text}");
    assert!(text.contains("Acme Health Ltd"), "{text}");
    assert!(text.contains("19 Dec 2026"), "{text}");
    insta::assert_snapshot!("commitments_act_80x24_ascii", text);
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Action, by 19 Dec 2026"), "{text}");
    journey.press("Space Tab Tab").paste("They came").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Action, done on 21 Nov 2026"), "{text}");
}

#[test]
fn the_rest_is_waived_with_a_reason_and_asked_for_again() {
    let mut journey = at(80, 24, running);
    journey.press("x Tab").paste("The need is gone");
    insta::assert_snapshot!("commitments_settle_80x24_ascii", journey.text());
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Waived by A. Officer"), "{text}");
    let text = journey.press("x Left Ctrl-S").text();
    assert!(text.contains("! late"), "{text}");
}

#[test]
fn a_large_file_that_fails_keeps_what_was_typed() {
    let mut journey = at(80, 24, running);
    journey.press("r Tab").paste("1").press("Tab").paste("One began").press("Tab");
    journey.paste("/no/such/file.pdf").press("Tab Right Right Ctrl-S");
    let text = journey.text();
    assert!(text.contains("/no/such/file.pdf"), "{text}");
    assert!(text.contains("One began"), "{text}");
}

#[test]
fn the_commitments_are_drawn_in_every_size_without_a_panic() {
    for keys in ["", "Tab", "Tab Tab", "w", "a", "r", "x", "A", "Tab c", "Tab v"] {
        let mut journey = at(80, 24, acted);
        if !keys.is_empty() {
            journey.press(keys);
        }
        every_size(&mut journey);
    }
}
