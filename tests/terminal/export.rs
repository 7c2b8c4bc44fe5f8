//! Exporting through the real binary: from the list, over a file that is there, stopped.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};
use crate::terminal::tenderbook;

/// A register with so many tenders.
fn filled(count: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let mut list = "Title,Policy,Type,Value,Start\n".to_owned();
    for row in 1..=count {
        writeln!(list, "Purchase {row},nelc,services,{},01/09/2026", 1000 + row).unwrap();
    }
    let path = folder.path().join("list.csv");
    fs::write(&path, list).unwrap();
    tenderbook(&register, &["import", &path.display().to_string()]);
    (folder, register)
}

#[test]
fn a_tender_is_exported_from_the_list_and_the_next_one_asks_before_it_replaces() {
    for (columns, rows) in [SMALLEST, USUAL, LARGE] {
        let (folder, register) = filled(1);
        let file = folder.path().join("2026-0001.html");
        let mut terminal = Terminal::start(&register, columns, rows, &[]);
        terminal.sees("1 tender");
        terminal.press("X");
        terminal.sees("the selected tender, 2026-0001");
        terminal.press("Ctrl-S");
        terminal.reads("Exported to");
        let first = fs::read(&file).unwrap();
        assert!(!first.is_empty());
        // What it holds is said, and its path can be taken along.
        terminal.reads("Do not publish it");
        terminal.press("y");
        terminal.reads("Copied the path");
        fs::write(&file, "mine").unwrap();
        terminal.press("X");
        terminal.sees("the selected tender, 2026-0001");
        terminal.press("Ctrl-S");
        terminal.reads("is there already, 4 bytes.");
        terminal.sees("[keep it]");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        terminal.press("Right");
        terminal.sees("[replace it]");
        terminal.press("Ctrl-S");
        terminal.reads("Exported to");
        assert_eq!(fs::read(&file).unwrap(), first);
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}

#[test]
fn many_files_are_followed_and_esc_leaves_nothing_behind() {
    let (folder, register) = filled(1500);
    for (columns, rows) in [SMALLEST, USUAL] {
        let mut terminal = Terminal::start(&register, columns, rows, &[]);
        terminal.sees("1,500 tenders");
        terminal.press("X");
        terminal.sees("the selected tender");
        terminal.press("Right");
        terminal.sees("all 1,500 tenders, a file each");
        terminal.press("Ctrl-S");
        terminal.sees("Exporting: ");
        terminal.sees("Esc stops it");
        // The officer works on meanwhile.
        terminal.press("Down");
        terminal.sees("Exporting: ");
        terminal.press("Esc");
        terminal.reads("Exporting: stopped. Nothing was written.");
        terminal.reads("What you typed is kept: X brings it back.");
        let left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("procurements"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        terminal.press("X");
        terminal.sees("all 1,500 tenders, a file each");
        terminal.press("Esc");
        terminal.no_longer_sees("Save as");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}
