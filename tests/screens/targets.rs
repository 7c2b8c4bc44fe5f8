//! Targets of the policies as pictures, by financial year.

use super::suppliers::{over, plain};
use super::{Journey, ascii, colour};

fn targets(journey: &mut Journey) -> &mut Journey {
    journey.press(":").paste("targets").press("Enter")
}

#[test]
fn targets_as_pictures() {
    let mut journey = over((80, 24), ascii());
    let text = targets(&mut journey).text();
    plain("targets", &text);
    insta::assert_snapshot!("targets_80x24_ascii", text);
    let mut journey = over((120, 40), colour());
    targets(&mut journey);
    insta::assert_snapshot!("targets_120x40_colour", journey.styled());
}

#[test]
fn a_year_without_contracts_says_what_is_missing() {
    let mut journey = over((80, 24), ascii());
    let text = targets(&mut journey).press("Left").text();
    insta::assert_snapshot!("targets_empty_80x24_ascii", text);
    let text = journey.press("Right").text();
    assert!(text.contains("Financial year 2026"), "{text}");
}

#[test]
fn how_a_target_is_counted_names_its_sources() {
    let mut journey = over((100, 40), ascii());
    let text = targets(&mut journey).press("Down Down Down w").text();
    assert!(text.contains("Counted from"), "{text}");
    assert!(text.contains("finance system"), "{text}");
    let text = journey.press("Esc").text();
    assert!(text.contains("at least 20%, at most 53.3% if what is not known"), "{text}");
    assert!(text.contains("cannot be said"), "{text}");
    assert!(text.contains("1 of 3 contracts have no size class or kind"), "{text}");
}

#[test]
fn the_dashboard_tells_what_was_reached_and_leads_to_the_targets() {
    let mut journey = over((120, 40), ascii());
    let text = journey.press("D End").text();
    assert!(text.contains("Actual: 2026-27"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("Financial year 2026-27"), "{text}");
}

#[test]
fn targets_are_drawn_in_every_size_without_a_panic() {
    let mut journey = over((60, 16), colour());
    targets(&mut journey);
    for columns in [1, 20, 59, 60, 61, 80, 104, 200] {
        for rows in [1, 5, 15, 16, 24, 60] {
            journey.app.resize(columns, rows);
            let backend = ratatui::backend::TestBackend::new(columns, rows);
            journey.terminal = ratatui::Terminal::new(backend).unwrap();
            journey.draw();
        }
    }
}
