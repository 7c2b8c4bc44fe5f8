//! The bids of a tender as a picture, and what the keys on them lead to.

use super::evaluation_build::{begun, quotes, settled, underway};
use super::{Journey, ascii, colour};

fn at(columns: u16, rows: u16, tab: &str, build: fn(&std::path::Path)) -> Journey {
    let mut journey = Journey::new(columns, rows, ascii());
    journey.with_evaluation(tab, build);
    journey
}

#[test]
fn the_bids_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut journey = Journey::new(columns, rows, colour());
        let text = journey.with_evaluation("2", underway).styled();
        insta::assert_snapshot!(format!("bids_{columns}x{rows}_colour"), text);
        let text = at(columns, rows, "2", underway).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{foreign}");
        insta::assert_snapshot!(format!("bids_{columns}x{rows}_ascii"), text);
    }
}

#[test]
fn a_price_is_hidden_everywhere_until_every_question_has_its_agreed_score() {
    let mut journey = at(120, 40, "2", underway);
    for keys in ["Down", "Down", "Down", "Up", "Enter", "Esc"] {
        let text = journey.press(keys).text();
        for price in ["84,500", "91,250", "47,000"] {
            assert!(!text.contains(price), "{text}");
        }
    }
    let text = journey.press("P").text();
    assert!(text.contains("Prices are hidden"), "{text}");
    let text = at(80, 24, "2", settled).text();
    assert!(text.contains("£84,500"), "{text}");
}

#[test]
fn changing_a_bid_keeps_a_price_that_is_hidden() {
    let mut journey = at(80, 24, "2", underway);
    journey.press("Enter").paste(" and Partners").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("and Part"), "{text}");
    assert!(text.contains("hidden"), "{text}");
}

#[test]
fn an_empty_list_says_what_to_do_first() {
    insta::assert_snapshot!("bids_empty_80x24_ascii", at(80, 24, "2", begun).text());
}

#[test]
fn a_bid_is_recorded_with_its_form() {
    let mut journey = at(80, 24, "2", begun);
    journey.press("a").paste("Acme Health Ltd").press("Tab").paste("eighty").press("Tab");
    insta::assert_snapshot!("bids_form_80x24_ascii", journey.text());
    journey.press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("A bid that has come in"), "what is wrong is not saved: {text}");
    journey.press("Up Down");
    for _ in 0..6 {
        journey.app.handle(tenderbook::tui::Input::Key(tenderbook::tui::Key::plain(
            tenderbook::tui::Code::Backspace,
        )));
    }
    journey.paste("84,500").press("Tab").paste("16/11/2026 11:42").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("1 bid, none from a local supplier"), "{text}");
    assert!(text.contains("16 Nov 2026 11:42"), "{text}");
}

#[test]
fn quotes_without_a_local_one_ask_for_the_reason_where_the_policy_does() {
    insta::assert_snapshot!("bids_quotes_80x24_ascii", at(80, 24, "2", quotes).text());
}

#[test]
fn answers_offers_and_questions_to_the_bidder_are_chosen_and_then_recorded() {
    let mut journey = at(80, 24, "2", underway);
    insta::assert_snapshot!("bids_answers_80x24_ascii", journey.press("e").text());
    let text = journey.press("Down Down Enter").paste("https://example.org/jobs").text();
    assert!(text.contains("[link]"), "the kind follows what is typed: {text}");
    journey.press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("3/3"), "{text}");
    insta::assert_snapshot!("bids_offers_80x24_ascii", journey.press("o").text());
    insta::assert_snapshot!("bids_offer_80x24_ascii", journey.press("Enter").text());
    journey.press("Tab Tab Right Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Took away what Acme Health Ltd offers"), "{text}");
    journey.press("Down c");
    insta::assert_snapshot!("bids_clarify_80x24_ascii", journey.text());
}

#[test]
fn a_bid_is_taken_out_with_its_clause_and_takes_part_again() {
    let mut journey = at(80, 24, "2", underway);
    journey.press("x Right Tab").paste("A debarment that holds").press("Tab");
    insta::assert_snapshot!("bids_take_out_80x24_ascii", journey.text());
    journey.press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("Type the clause"), "{text}");
    journey.paste("Procurement Act 2023 s.26(1), s.57(1), Schedule 6").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("- excluded"), "{text}");
    journey.press("x").paste("The debarment was lifted").press("Ctrl-S");
    let text = journey.text();
    assert!(!text.contains("- excluded"), "{text}");
}

#[test]
fn a_low_price_is_looked_into_step_by_step_before_the_bid_can_go() {
    let mut journey = at(80, 24, "2", settled);
    let text = journey.press("Down Down").text();
    assert!(text.contains("! price looks low"), "{text}");
    journey.press("x Right Right Right Tab").paste("Too cheap").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("First the supplier is told and heard"), "{text}");
    journey.press("Esc d P");
    insta::assert_snapshot!("bids_low_price_80x24_ascii", journey.text());
    journey
        .paste("20/11/2026")
        .press("Tab")
        .paste("Two nurses are volunteers.")
        .press("Tab Right Right Tab");
    journey.paste("Volunteers cannot be relied on at night.");
    insta::assert_snapshot!("bids_low_price_decided_80x24_ascii", journey.text());
    journey.press("Ctrl-S x Right Right Right Tab").paste("Not shown").press("Ctrl-S");
    let text = journey.text();
    assert!(text.contains("- abnormally low"), "{text}");
}

#[test]
fn the_bids_are_drawn_in_every_size_without_a_panic() {
    for keys in ["", "Enter", "x", "e", "Tab", "o Enter", "c"] {
        let mut journey = at(80, 24, "2", underway);
        if !keys.is_empty() {
            journey.press(keys);
        }
        every_size(&mut journey);
    }
}

/// Draws at sizes from one cell to a large window, moving meanwhile.
pub(super) fn every_size(journey: &mut Journey) {
    for columns in [1, 20, 60, 80, 200] {
        for rows in [1, 5, 10, 16, 50] {
            journey.app.resize(columns, rows);
            let backend = ratatui::backend::TestBackend::new(columns, rows);
            journey.terminal = ratatui::Terminal::new(backend).unwrap();
            journey.draw();
            journey.press("Down Up PgDn");
            journey.draw();
        }
    }
}
