//! The screen that comes instead of a damaged register, in a real terminal.

use std::fs;

use crate::terminal::pty::Terminal;
use crate::terminal::tenderbook;

#[test]
fn a_damaged_register_can_be_left_alone_or_its_backup_restored_with_two_keys() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Uniform trousers", "--policy", "nelc", "--type", "goods"];
    tenderbook(&register, &[&new[..], &["--value", "90000"]].concat());
    // The backup of the day is made before this second change.
    let later = ["new", "--title", "Later", "--policy", "nelc", "--type", "goods"];
    tenderbook(&register, &[&later[..], &["--value", "9"]].concat());
    let bytes = fs::read(&register).unwrap();
    let cut = &bytes[..bytes.len() - 4096];
    fs::write(&register, cut).unwrap();

    let mut terminal = Terminal::start(&register, 80, 24, &[]);
    terminal.sees("the register cannot be opened");
    terminal.sees("register-2026-11-21.db");
    terminal.press("q");
    assert!(!terminal.ends_well());
    assert!(!terminal.in_alternate_screen());
    assert_eq!(fs::read(&register).unwrap(), cut);

    let mut terminal = Terminal::start(&register, 80, 24, &[]);
    terminal.sees("r restore the backup");
    terminal.press("r");
    terminal.sees("y restore the backup");
    terminal.press("y");
    terminal.sees("Uniform trousers");
    terminal.press("q");
    assert!(terminal.ends_well());
}

#[test]
fn what_was_accepted_is_told_in_the_report_and_before_that_how_to_accept_it() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Uniform trousers", "--policy", "nelc", "--type", "goods"];
    tenderbook(&register, &[&new[..], &["--value", "90000"]].concat());
    rusqlite::Connection::open(&register)
        .unwrap()
        .execute_batch("UPDATE procurement SET title = 'Uniform coats'")
        .unwrap();
    let mut terminal = Terminal::start(&register, 100, 30, &[]);
    terminal.sees("Uniform coats");
    terminal.press("V");
    terminal.sees("Faults: 1");
    terminal.sees("verify --accept REASON");
    terminal.press("Esc");
    terminal.press("q");
    assert!(terminal.ends_well());
    tenderbook(&register, &["verify", "--accept", "Typo"]);
    let mut terminal = Terminal::start(&register, 100, 30, &[]);
    terminal.press("V");
    terminal.sees("The register is sound.");
    terminal.sees("because “Typo”");
    terminal.press("Esc");
    terminal.press("q");
    assert!(terminal.ends_well());
}
