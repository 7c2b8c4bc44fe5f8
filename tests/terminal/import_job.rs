//! Importing a large list beside the interface, in a real terminal: followed, stopped, told.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::terminal::pty::Terminal;
use crate::terminal::tenderbook;

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (132, 43)];

/// A list of so many tenders, each of them good.
fn list(rows: usize) -> String {
    let mut list = "Title,Policy,Type,Value,Start\n".to_owned();
    for row in 1..=rows {
        writeln!(list, "Purchase {row},nelc,services,{},01/09/2026", 1000 + row).unwrap();
    }
    list
}

/// A register with one tender, a list, and the interface on the register.
fn begin(size: (u16, u16), rows: usize) -> (tempfile::TempDir, PathBuf, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Roof works", "--policy", "nelc", "--type", "works"];
    tenderbook(&register, &[&new[..], &["--value", "150000"]].concat());
    fs::write(folder.path().join("list.csv"), list(rows)).unwrap();
    let mut terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees("1 tender");
    terminal.press("i");
    terminal.sees("Enter reads it.");
    terminal.paste(&folder.path().join("list.csv").display().to_string());
    (folder, register, terminal)
}

#[test]
fn an_import_is_stopped_in_the_middle_and_leaves_the_register_as_it_was() {
    for size in SIZES {
        let (_folder, register, mut terminal) = begin(size, 4000);
        terminal.press("Enter");
        terminal.sees("Which column is what");
        terminal.press("Enter");
        terminal.sees("y imports 4,000 tenders.");
        terminal.press("y");
        terminal.sees("Importing: ");
        terminal.sees("Esc stops it");
        // Looking goes on; what is asked for is not done meanwhile, and says so.
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("Space");
        terminal.sees("nothing else is");
        terminal.press("u");
        terminal.sees("nothing else is");
        terminal.sees("Ctrl-X stops it");
        terminal.press("Esc");
        terminal.sees("Esc stops it");
        terminal.press("Esc");
        terminal.sees("Importing: stopped. Nothing was imported.");
        terminal.sees("1 tender");
        // Nothing is held any more, and what was chosen is kept.
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("Space");
        terminal.sees("Ticked");
        terminal.press("Esc");
        terminal.sees("1 tender");
        terminal.press("i");
        terminal.sees("Which column is what");
        terminal.press("Enter");
        terminal.sees("y imports 4,000 tenders.");
        terminal.terminate();
        assert!(terminal.ends_well());
        let listed: serde_json::Value =
            serde_json::from_str(&tenderbook(&register, &["list", "--json"])).unwrap();
        assert_eq!(listed.as_array().unwrap().len(), 1);
        let sound = tenderbook(&register, &["verify"]);
        assert!(sound.contains("Newest entry: 2,"), "{sound}");
    }
}

#[test]
fn an_import_is_told_at_its_end_and_what_was_done_before_is_still_undone() {
    for size in SIZES {
        let (_folder, register, mut terminal) = begin(size, 40);
        terminal.press("Esc");
        terminal.sees("Leave what was typed?");
        terminal.press("d");
        terminal.sees("1 tender");
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("Space");
        terminal.sees("Ticked");
        terminal.press("Esc");
        terminal.sees("1 tender");
        terminal.press("i");
        terminal.paste(&register.with_file_name("list.csv").display().to_string());
        terminal.press("Enter");
        terminal.sees("Which column is what");
        terminal.press("Enter");
        terminal.sees("y imports 40 tenders.");
        terminal.press("y");
        terminal.sees("Imported 40 tenders from list.csv.");
        terminal.sees("41 tenders");
        terminal.press("u");
        terminal.sees("Undone: ticked");
        terminal.press("Ctrl-R");
        terminal.sees("Done again: ticked");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}

#[test]
fn a_register_survives_being_killed_while_a_list_is_written() {
    let (_folder, register, mut terminal) = begin((80, 24), 4000);
    terminal.press("Enter");
    terminal.sees("Which column is what");
    terminal.press("Enter");
    terminal.sees("y imports 4,000 tenders.");
    terminal.press("y");
    terminal.sees("Importing: writing the tenders");
    terminal.kill_hard();
    let sound = tenderbook(&register, &["verify"]);
    assert!(sound.contains("Newest entry: 1,"), "{sound}");
}

#[test]
fn looking_at_a_long_list_is_stopped_where_it_was_asked_for() {
    let (_folder, _register, mut terminal) = begin((80, 24), 30_000);
    terminal.press("Enter");
    terminal.sees("Which column is what");
    terminal.press("Enter");
    terminal.sees("Reading the list: looking at the rows");
    terminal.press("Esc");
    terminal.sees("Reading the list: stopped.");
    terminal.sees("Which column is what");
    // The path stays where it was typed.
    terminal.press("Esc");
    terminal.sees("list.csv");
    terminal.terminate();
    assert!(terminal.ends_well());
}
