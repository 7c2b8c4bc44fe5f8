//! The export dialog as pictures, and what it asks before it writes.

use std::fs;

use tenderbook::settings::Preferences;
use tenderbook::tui::Options;

use super::suppliers::plain;
use super::{Journey, Way, ascii, colour};

impl Journey {
    /// Opens the dialog, with a place that is the same on every computer; the first field has the
    /// keyboard.
    fn exporting(&mut self, name: &str) -> &mut Self {
        self.press("X Up Ctrl-U").paste(&format!("/home/officer/Documents/{name}")).press("Down")
    }
}

const WAYS: [Way; 7] = [
    ("tender", |journey| {
        journey.with_work().exporting("2026-0001.html");
    }),
    ("publication", |journey| {
        journey.with_work().exporting("2026-0001.html").press("Tab Tab Right");
    }),
    ("evaluation", |journey| {
        journey.with_work().press("4").exporting("2026-0001-evaluation.xlsx");
    }),
    ("ocds", |journey| {
        journey.with_work().exporting("2026-0001.html").press("Tab Right Right Right Right Tab");
    }),
    ("what", |journey| {
        journey.with_work().press("Esc").exporting("2026-0001.html").press("Enter");
    }),
    ("annual", |journey| {
        journey.with_work().press("Esc").exporting("2026-0001.html");
        journey.press("Right Right Right Tab").paste("x").press("Tab");
    }),
    ("folder", |journey| {
        journey.with_work().press("Esc").exporting("2026-0001.html").press("Right Up");
    }),
];

#[test]
fn exporting_at_80_by_24_in_ascii_without_colour() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(80, 24, ascii());
        way(&mut journey);
        let text = journey.text();
        plain(name, &text);
        insta::assert_snapshot!(format!("export_{name}_80x24_ascii"), text);
    }
}

#[test]
fn exporting_at_120_by_40_in_colour() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(120, 40, colour());
        way(&mut journey);
        insta::assert_snapshot!(format!("export_{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn exporting_at_60_by_16_in_ascii() {
    for (name, way) in WAYS {
        let mut journey = Journey::new(60, 16, ascii());
        way(&mut journey);
        insta::assert_snapshot!(format!("export_{name}_60x16_ascii"), journey.text());
    }
}

#[test]
fn exporting_is_drawn_in_every_size_without_a_panic() {
    for (_, way) in WAYS {
        let mut journey = Journey::new(80, 24, colour());
        way(&mut journey);
        for columns in [1, 20, 59, 60, 61, 80, 104, 200] {
            for rows in [1, 5, 15, 16, 24, 60] {
                journey.app.resize(columns, rows);
                let backend = ratatui::backend::TestBackend::new(columns, rows);
                journey.terminal = ratatui::Terminal::new(backend).unwrap();
                journey.draw();
            }
        }
    }
}

/// The words on the screen, also of sentences that go over several lines.
fn said(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !["|", "\"", "|\""].contains(word));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_there_is_replaced_only_when_the_officer_says_so() {
    let mut journey = Journey::new(120, 40, ascii());
    let file = journey.folder.path().join("kept.html");
    fs::write(&file, "mine").unwrap();
    journey.with_tender(0).press("X Up Ctrl-U").paste(&file.display().to_string());
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("is there already, 4 bytes."), "{text}");
    assert!(text.contains("[keep it]"), "{text}");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Then type another name"), "{text}");
    assert!(text.contains("kept.html"), "what was typed stays: {text}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    // Another name is free, and the question goes away with the place that it was about.
    let text = journey.press("x").text();
    assert!(!text.contains("It is there"), "{text}");
    let text = journey.press("Ctrl-U").paste(&file.display().to_string()).text();
    assert!(text.contains("[keep it]"), "{text}");
    let text = journey.press("Tab Right Ctrl-S").text();
    assert!(text.contains("Exported to "), "{text}");
    assert_ne!(fs::read(&file).unwrap(), b"mine");
    let text = journey.press("y").text();
    assert!(text.contains("Copied the path"), "{text}");
    // The next one goes into the same folder.
    let text = journey.press("X").text();
    assert!(text.contains("2026-0001.html"), "{text}");
    let shown = journey.press("y Ctrl-S").text();
    assert!(shown.contains("Exported to ") || shown.contains("is there"), "{shown}");
    assert!(journey.folder.path().join("2026-0001.html").is_file(), "{shown}");
}

#[test]
fn the_suggested_name_goes_with_what_is_chosen_and_one_of_the_officers_own_stays() {
    let mut journey = Journey::new(120, 40, ascii());
    let folder = journey.folder.path().display().to_string();
    journey.with_tender(0).press("X Up Ctrl-U").paste(&format!("{folder}/2026-0001.html"));
    let text = journey.press("Down Tab Right").text();
    assert!(text.contains("/2026-0001.docx"), "{text}");
    let text = journey.press("Tab Right").text();
    assert!(text.contains("/2026-0001-publication.docx"), "{text}");
    assert!(text.contains("is left out"), "{text}");
    journey.press("Tab Ctrl-U").paste(&format!("{folder}/custody.docx"));
    let text = journey.press("Up Up Left").text();
    assert!(text.contains("/custody.docx"), "{text}");
    assert!(text.contains("ends in .html"), "{text}");
}

#[test]
fn a_place_that_cannot_be_is_said_in_the_dialog_where_it_can_be_mended() {
    let mut journey = Journey::new(120, 40, ascii());
    let place = journey.folder.path().join("no/such/folder/file.html");
    journey.with_tender(0).press("X Up Ctrl-U").paste(&place.display().to_string());
    let text = journey.press("Ctrl-S").text();
    assert!(said(&text).contains("its folder is not there"), "{text}");
    assert!(text.contains("Save as"), "{text}");
    let text = journey.press("Esc").text();
    assert!(text.contains("Leave what was typed?"), "{text}");
    let register = journey.folder.path().join("register.db").display().to_string();
    journey.press("Esc Ctrl-U").paste(&register);
    let text = journey.press("Ctrl-S").text();
    assert!(said(&text).contains("is there already"), "{text}");
    let text = journey.press("Right Ctrl-S").text();
    assert!(said(&text).contains("it belongs to the register itself"), "{text}");
}

#[test]
fn every_screen_with_something_to_export_offers_what_it_shows() {
    let mut journey = Journey::new(120, 40, ascii());
    journey.with_work();
    for (keys, first) in [
        ("", "[this tender]"),
        ("3", "[its outcomes]"),
        ("4", "[Excel]"),
        ("5", "[this tender]"),
        ("6", "[Calendar]"),
        ("7", "[its journal]"),
        ("Esc", "[the selected tender, 2026-0001]"),
        ("T", "[this list]"),
        ("Esc p", "[the list of suppliers]"),
        ("Esc l", "[the list of lessons]"),
        ("Esc D", "[the annual report]"),
    ] {
        if !keys.is_empty() {
            journey.press(keys);
        }
        let text = journey.press("X").text();
        assert!(text.contains(first), "after “{keys}”: {text}");
        journey.press("Esc");
    }
    journey.press("Esc /").paste("custody").press("Enter");
    let text = journey.press("X Right").text();
    assert!(text.contains("[the 1 tender of the filter]"), "{text}");
}

#[test]
fn a_supplier_and_the_tenders_behind_a_figure_have_their_lists() {
    let mut journey = Journey::new(120, 40, ascii());
    journey.with_directory();
    let text = journey.press("p Enter X").text();
    assert!(text.contains("[its contacts]"), "{text}");
    let text = journey.press("Esc 2 X").text();
    assert!(text.contains("[its contracts]"), "{text}");
    let text = journey.press("Esc 4 X").text();
    assert!(text.contains("[its journal]"), "{text}");
    let mut journey = Journey::new(120, 40, ascii());
    journey.with_work();
    let text = journey.press("Esc D Enter X").text();
    assert!(text.contains("[this list]"), "{text}");
    let place = journey.folder.path().join("behind.csv");
    journey.press("Up Ctrl-U").paste(&place.display().to_string());
    let text = journey.press("Ctrl-S").text();
    assert!(place.is_file(), "{text}");
    let rows = std::fs::read_to_string(&place).unwrap();
    assert!(rows.lines().nth(1).is_some_and(|row| row.contains("2026-0001")), "{rows}");
}

#[test]
fn what_was_found_is_exported_where_letters_are_text() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
        let mut journey = Journey::new(columns, rows, ascii());
        journey.with_work().press("Esc F");
        let text = journey.text();
        assert!(!text.contains("Ctrl-O"), "there is nothing to export yet: {text}");
        let text = journey.paste("custody").text();
        assert!(text.contains("Ctrl-O export these"), "{text}");
        assert!(!journey.press("X").text().contains("Save as"), "X is a letter here");
        let text = journey.press("BackSpace Ctrl-O").text();
        assert!(text.contains("[what was found]"), "{text}");
        let place = journey.folder.path().join("found.csv");
        journey.press("Up Ctrl-U").paste(&place.display().to_string());
        let text = journey.press("Ctrl-S").text();
        let rows = fs::read_to_string(&place).unwrap();
        assert!(rows.contains("2026-0001") && rows.contains("Custody"), "{rows}");
        assert!(said(&text).contains("Exported to"), "{text}");
        assert!(text.contains("Search for: custody"), "{text}");
    }
}

#[test]
fn a_policy_that_is_read_leads_to_the_list_of_policies() {
    let mut journey = Journey::new(120, 40, ascii());
    journey.with_work().press(":").paste("policy cumbria");
    let text = journey.press("Enter").text();
    assert!(text.contains("X export the list"), "{text}");
    let text = journey.press("X").text();
    assert!(text.contains("[the list of policies]"), "{text}");
    let place = journey.folder.path().join("policies.csv");
    journey.press("Up Ctrl-U").paste(&place.display().to_string());
    journey.press("Ctrl-S");
    assert!(fs::read_to_string(&place).unwrap().contains("cumbria"));
}

#[test]
fn the_prefix_of_the_settings_stands_in_the_dialog() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    fs::write(&file, "ocds_prefix = \"ocds-h6vhtk\"\n").unwrap();
    let mut options = ascii();
    options.preferences = Preferences::read(Some(file));
    let mut journey = Journey::new(80, 24, options);
    let text = journey.with_work().press("X Tab Right Right Right Right Tab").text();
    assert!(text.contains("ocds-h6vhtk"), "{text}");
    assert!(!text.contains("nobody"), "{text}");
    let text = journey.press("Ctrl-U").paste("h6vhtk").press("Tab").text();
    assert!(said(&text).contains("is no prefix of OCDS identifiers"), "{text}");
}

#[test]
fn from_a_stick_exports_are_suggested_onto_it() {
    let folder = "/media/stick".to_owned();
    let options = Options { exports: Some(folder.clone().into()), ..ascii() };
    let mut journey = Journey::new(80, 24, options);
    journey.with_work().press("X");
    let text = journey.text();
    assert!(text.contains(&format!("{folder}/2026-0001.html")), "{text}");
}
