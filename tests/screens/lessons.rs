//! Lessons as pictures: all of them, those offered to a tender, and that one was read.

use super::suppliers::{over, plain};
use super::{Journey, ascii, colour};

/// Goes to the lessons that are offered to the tender like the one with lessons.
fn offered(journey: &mut Journey) -> &mut Journey {
    journey.press("/").paste("2026-0050").press("Enter Enter 5 l")
}

#[test]
fn all_lessons_as_pictures() {
    let mut journey = over((80, 24), ascii());
    let text = journey.press("l").text();
    plain("all", &text);
    insta::assert_snapshot!("lessons_all_80x24_ascii", text);
    let mut journey = over((120, 40), colour());
    journey.press("l");
    insta::assert_snapshot!("lessons_all_120x40_colour", journey.styled());
}

#[test]
fn without_lessons_it_is_said_where_they_come_from() {
    let mut journey = Journey::new(80, 24, ascii());
    insta::assert_snapshot!("lessons_empty_80x24_ascii", journey.press("l").text());
}

#[test]
fn lessons_are_filtered_by_title_text_tags_category_and_tender() {
    let mut journey = over((100, 30), ascii());
    journey.press("l /");
    for (words, found) in [
        ("smaller lots", 1),
        ("reporting", 2),
        ("catering", 1),
        ("youth services", 2),
        ("2026-0042", 1),
        ("nothing like it", 0),
    ] {
        let text = journey.press("Ctrl-U").paste(words).text();
        assert!(text.contains(&format!("{found} of 2")), "{words}: {text}");
    }
}

#[test]
fn a_lesson_leads_to_its_tender() {
    let mut journey = over((100, 30), ascii());
    let text = journey.press("l /").paste("smaller").press("Enter Enter").text();
    assert!(text.contains("Catering at headquarters"), "{text}");
}

#[test]
fn lessons_are_drawn_in_every_size_without_a_panic() {
    let mut journey = over((60, 16), colour());
    journey.press("l");
    for columns in [1, 20, 59, 60, 61, 80, 104, 200] {
        for rows in [1, 5, 15, 16, 24, 60] {
            journey.app.resize(columns, rows);
            let backend = ratatui::backend::TestBackend::new(columns, rows);
            journey.terminal = ratatui::Terminal::new(backend).unwrap();
            journey.draw();
        }
    }
}

#[test]
fn a_lesson_that_is_offered_is_read_and_what_is_made_of_it_stays() {
    let mut journey = over((120, 30), ascii());
    let text = offered(&mut journey).text();
    insta::assert_snapshot!("lessons_offered_120x30_ascii", text);
    assert!(text.contains("unread"), "{text}");
    assert!(text.contains("In common"), "{text}");
    let text = journey.press("r").paste("Names are asked for monthly").press("Ctrl-S").text();
    assert!(text.contains("Read for this tender by A. Officer"), "{text}");
}
