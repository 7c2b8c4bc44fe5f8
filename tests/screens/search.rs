//! The search as pictures, and where it leads.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tenderbook::tui::{Input, Key, Options};

use super::{Journey, Way, ascii, colour, themes};

const WAYS: [Way; 4] = [
    ("search_empty", |journey| {
        journey.with_work().press("Esc F");
    }),
    ("search", |journey| {
        with_texts(journey).press("Esc F").paste("need min");
    }),
    ("search_next", |journey| {
        with_texts(journey).press("F").paste("the").press("Down Down");
    }),
    ("search_nothing", |journey| {
        journey.with_work().press("Esc F").paste("zebra");
    }),
];

/// A tender with texts of several kinds in it.
fn with_texts(journey: &mut Journey) -> &mut Journey {
    let long = "The board asked whether the need is still there after the merger of the two \
        custody suites. It is: the medical officer's figures of 3 May show the same number of \
        calls each night, and the contract ends on 31 March.\n\nMinutes of the board were filed \
        with the need assessment, together with the letter of the commissioner and the answers \
        of the three nearest hospitals, none of which can take the work on by itself.";
    journey.with_work().press("o").paste(long).press("Enter a").paste("Ask the hospitals again");
    journey.press("Enter")
}

fn pictures(columns: u16, rows: u16, options: &Options, name: &str) {
    for (way_name, way) in WAYS {
        let mut journey = Journey::new(columns, rows, options.clone());
        way(&mut journey);
        let drawn = if name == "ascii" { journey.text() } else { journey.styled() };
        if name == "ascii" {
            let foreign: String = drawn.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
            assert!(foreign.is_empty(), "{way_name} draws {foreign}");
        }
        insta::assert_snapshot!(format!("{way_name}_{columns}x{rows}_{name}"), drawn);
        if (columns, name) == (80, "colour") {
            let themes = themes::in_every_theme(&mut journey);
            insta::assert_snapshot!(format!("{way_name}_80x24_themes"), themes);
        }
    }
}

#[test]
fn the_search_at_80_by_24_in_ascii_without_colour() {
    pictures(80, 24, &ascii(), "ascii");
}

#[test]
fn the_search_at_80_by_24_in_colour() {
    pictures(80, 24, &colour(), "colour");
}

#[test]
fn the_search_at_120_by_40_in_ascii_without_colour() {
    pictures(120, 40, &ascii(), "ascii");
}

#[test]
fn the_search_at_120_by_40_in_colour() {
    pictures(120, 40, &colour(), "colour");
}

#[test]
fn the_search_is_drawn_in_every_size_without_a_panic() {
    for (_, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        for columns in [1, 2, 5, 20, 59, 60, 61, 80, 109, 110, 300] {
            for rows in [1, 2, 10, 15, 16, 17, 24, 50, 100] {
                journey.app.resize(columns, rows);
                journey.terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
                journey.draw();
            }
        }
    }
}

#[test]
fn enter_goes_to_the_item_and_esc_comes_back_to_the_words() {
    let mut journey = Journey::new(80, 24, ascii());
    with_texts(&mut journey).press("Esc F").paste("stakeholder");
    let text = journey.text();
    assert!(text.contains("1 hit"), "{text}");
    let text = journey.press("Enter").text();
    assert!(text.contains("[1 Walk]") && text.contains("Minutes of the stakeholder"), "{text}");
    // Back to the hits, back to the register, and the words are still there.
    let text = journey.press("Esc").text();
    assert!(text.contains("Search for: stakeholder"), "{text}");
    let text = journey.press("Esc F").text();
    assert!(text.contains("Search for: stakeholder") && text.contains("1 hit"), "{text}");
}

#[test]
fn enter_goes_to_where_each_kind_of_text_stands() {
    let mut journey = Journey::new(80, 24, ascii());
    journey.with_work().press("s").paste("Bought before").press("Enter");
    journey.press("3 Down Down Down o").paste("It fits the need").press("Enter");
    journey.press("2 L").paste("A framework of others").press("Enter");
    let shown = |journey: &mut Journey, words: &str| {
        let text = journey.press("F").paste(words).press("Enter").text();
        journey.press("Esc");
        journey.app.handle(Input::Key(Key::ctrl('u')));
        journey.press("Esc");
        text
    };
    let stage = shown(&mut journey, "\"bought before\"");
    assert!(stage.contains("[1 Walk]") && stage.contains("Bought before"), "{stage}");
    let outcome = shown(&mut journey, "fits");
    assert!(outcome.contains("[3 Outcomes]") && outcome.contains("It fits the need"), "{outcome}");
    let facts = shown(&mut journey, "framework of others");
    assert!(facts.contains("[2 Facts]"), "{facts}");
}

#[test]
fn a_hit_follows_a_change_and_nothing_in_it_reaches_the_terminal_raw() {
    let mut journey = Journey::new(80, 24, colour());
    journey.with_work().press("o").paste("zebra \u{1b}[31m\u{202e}red\u{7}").press("Enter F");
    let text = journey.paste("zebra").text();
    assert!(text.contains("1 hit") && text.contains("\\u{1b}[31m"), "{text}");
    assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'), "{text}");
    let text = journey.press("Enter u Esc").text();
    assert!(text.contains("Nothing was found"), "{text}");
}
