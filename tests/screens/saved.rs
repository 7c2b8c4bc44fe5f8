//! What was saved of nasty texts, on every screen that shows it.

use std::process::Command;

use rstest::rstest;

use super::{Journey, colour};
use crate::support::nasty::{self, Picture};

/// The tenders of a list with nasty titles, imported in the interface.
fn imported(columns: u16, rows: u16) -> Journey {
    let mut journey = Journey::new(columns, rows, colour());
    let titles: Vec<String> = nasty::recordable().into_iter().map(|(_, text)| text).collect();
    let list = journey.folder.path().join("list.csv");
    std::fs::write(&list, nasty::csv(titles.iter().map(String::as_bytes))).unwrap();
    journey.press("i").paste(&list.display().to_string()).press("Enter");
    assert!(shown(&mut journey).contains("Which column is what"));
    journey.press("Enter");
    let text = shown(&mut journey);
    assert!(text.contains("What would be imported"), "{text}");
    journey.press("PgDn PgDn");
    shown(&mut journey);
    journey.press("y");
    assert!(shown(&mut journey).contains("Imported "));
    journey
}

/// What is on the screen, once it is sure that every terminal shows it so.
fn shown(journey: &mut Journey) -> String {
    let Picture { cells, .. } = journey.picture();
    cells.into_iter().map(|row| row.concat() + "\n").collect()
}

/// The columns in which a text ends, in the rows that hold it.
fn ends(picture: &Picture, text: &str) -> Vec<usize> {
    let width = text.chars().count();
    let row = |row: &Vec<String>| row.windows(width).position(|cells| cells.concat() == text);
    picture.cells.iter().filter_map(row).collect()
}

#[rstest]
#[case(60, 16)]
#[case(80, 24)]
#[case(120, 40)]
fn nasty_titles_keep_the_columns_of_every_list(#[case] columns: u16, #[case] rows: u16) {
    let mut journey = imported(columns, rows);
    let mut seen = 0;
    for _ in 0..8 {
        let picture = journey.picture();
        let ends = ends(&picture, "£5,000 ");
        assert!(
            ends.windows(2).all(|two| two[0] == two[1]),
            "{ends:?}\n{}",
            picture.outside(nasty::NOWHERE)
        );
        seen += ends.len();
        journey.press("PgDn");
    }
    assert!(seen > 40, "{seen} rows");
    for way in ["/", "T", "D", "D Enter", "F", ":"] {
        journey.press(way);
        shown(&mut journey);
        for words in ["a", "e \u{301}", "漢"] {
            journey.paste(words);
            shown(&mut journey);
        }
        journey.press("Esc Esc Esc");
    }
}

#[test]
fn nasty_texts_are_shown_in_a_tender_without_breaking_its_panes() {
    let mut journey = Journey::new(80, 24, colour());
    journey.with_tender(4);
    let register = journey.folder.path().join("register.db");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenderbook"));
        command.env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z").arg("--register").arg(&register);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let item = "nelc.01.equality";
    for (name, text) in nasty::recordable() {
        if text.contains('\0') {
            continue;
        }
        run(&["note", "2026-0001", item, &text]);
        run(&["tick", "2026-0001", item, "--evidence", &text]);
        run(&["wait", "2026-0001", "--on", &text]);
        journey.press("Esc Enter");
        for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
            journey.size(columns, rows);
            for keys in ["1", "Enter", "Esc", "2", "4", "5", "6", "Esc", "T", "Esc", "Enter"] {
                journey.press(keys);
                let text = shown(&mut journey);
                assert!(text.contains("Tenderbook") || text.contains("┌"), "{name}\n{text}");
            }
        }
        run(&["untick", "2026-0001", item]);
    }
}
