//! The dashboard as a picture, empty and over the samples.

use super::{Journey, Way, ascii, colour, themes};

/// The dashboard over the samples that one can look around in.
fn samples(journey: &mut Journey) -> &mut Journey {
    journey.press("d D")
}

/// The first figure behind which there are tenders.
fn to_a_figure_with_tenders(journey: &mut Journey) -> &mut Journey {
    journey.press("g Down Down");
    for _ in 0..13 {
        if journey.text().contains("Enter list them") {
            break;
        }
        journey.press("Down");
    }
    journey
}

#[test]
fn the_dashboard_at_every_usual_size_in_colour_and_in_ascii() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40), (210, 60)] {
        let mut journey = Journey::new(columns, rows, colour());
        samples(&mut journey);
        insta::assert_snapshot!(format!("dashboard_{columns}x{rows}_colour"), journey.styled());
        let mut journey = Journey::new(columns, rows, ascii());
        let text = samples(&mut journey).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{foreign}");
        insta::assert_snapshot!(format!("dashboard_{columns}x{rows}_ascii"), text);
    }
}

#[test]
fn the_dashboard_and_what_opens_from_it_in_every_theme() {
    let ways: [Way; 5] = [
        ("dashboard", |journey| {
            samples(journey);
        }),
        ("dashboard_end", |journey| {
            samples(journey).press("End");
        }),
        ("dashboard_empty", |journey| {
            journey.press("D");
        }),
        ("dashboard_why", |journey| {
            samples(journey).press("w");
        }),
        ("dashboard_behind", |journey| {
            to_a_figure_with_tenders(samples(journey)).press("Enter");
        }),
    ];
    for (name, way) in ways {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        let themes = themes::in_every_theme(&mut journey);
        insta::assert_snapshot!(format!("{name}_80x24_themes"), themes);
    }
}

#[test]
fn the_dashboard_scrolls_to_the_targets_where_it_does_not_fit() {
    for (columns, rows) in [(60, 16), (80, 24)] {
        let mut journey = Journey::new(columns, rows, ascii());
        let text = samples(&mut journey).press("End").text();
        insta::assert_snapshot!(format!("dashboard_end_{columns}x{rows}_ascii"), text);
    }
}

#[test]
fn an_empty_register_says_what_will_stand_on_the_dashboard() {
    let mut journey = Journey::new(80, 24, ascii());
    insta::assert_snapshot!("dashboard_empty_80x24_ascii", journey.press("D").text());
    let mut journey = Journey::new(60, 16, colour());
    let text = journey.press("D Enter").text();
    assert!(text.contains("“list them” is not possible now"), "{text}");
}

#[test]
fn every_figure_says_how_it_is_counted() {
    let mut journey = Journey::new(80, 24, ascii());
    insta::assert_snapshot!("dashboard_why_80x24_ascii", samples(&mut journey).press("w").text());
    // From the first figure to the last, each has something to say.
    journey.press("Esc g");
    let mut last = String::new();
    for _ in 0..80 {
        let text = journey.press("w").text();
        assert!(text.contains("How this is counted"), "{text}");
        journey.press("Esc Down");
        if text == last {
            return;
        }
        last = text;
    }
    panic!("the dashboard has an end");
}

#[test]
fn the_tenders_behind_a_figure_are_listed_and_opened() {
    let mut journey = Journey::new(80, 24, ascii());
    let text = samples(&mut journey).press("End Up").text();
    assert!(text.contains("Dashboard"), "{text}");
    to_a_figure_with_tenders(&mut journey);
    insta::assert_snapshot!("dashboard_behind_80x24_ascii", journey.press("Enter").text());
    let text = journey.press("Enter").text();
    assert!(text.contains("[1 Walk]"), "{text}");
    let text = journey.press("Esc Esc").text();
    assert!(text.contains("Tenders in progress by stage"), "{text}");
}

#[test]
fn columns_stand_side_by_side_and_are_changed_with_left_right_and_tab() {
    let mut journey = Journey::new(120, 40, ascii());
    let first = samples(&mut journey).text();
    let right = journey.press("Right").text();
    assert_ne!(first, right);
    assert_eq!(journey.press("Left").text(), first);
    assert_eq!(journey.press("Tab").text(), right);
    assert_eq!(journey.press("Tab").text(), first);
}

#[test]
fn the_dashboard_is_drawn_in_every_size_without_a_panic() {
    for keys in ["d D", "d D End", "D", "d D Enter", "d D w"] {
        let mut journey = Journey::new(80, 24, colour());
        journey.press(keys);
        for columns in [1, 2, 20, 59, 60, 61, 80, 109, 110, 111, 199, 200, 300] {
            for rows in [1, 2, 5, 15, 16, 17, 24, 50, 100] {
                journey.app.resize(columns, rows);
                journey.terminal =
                    ratatui::Terminal::new(ratatui::backend::TestBackend::new(columns, rows))
                        .unwrap();
                journey.draw();
                journey.press("Down Up PgDn End Right");
                journey.draw();
            }
        }
    }
}
