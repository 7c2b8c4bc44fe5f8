//! Requests of the system: to end, to stand still, and to go on.

use std::fs;

use crate::terminal::pty::Terminal;
use crate::terminal::tenderbook;

impl Terminal {
    /// Waits until the program stands still, or goes on.
    fn stands_still(&self, still: bool) {
        let stat = format!("/proc/{}/stat", self.number());
        self.wait("the program to stand still or go on", |_| {
            let stat = fs::read_to_string(&stat).unwrap();
            let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
            (state == Some('T')) == still
        });
    }
}

fn register(folder: &tempfile::TempDir) -> std::path::PathBuf {
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Uniform trousers", "--policy", "nelc", "--type", "goods"];
    tenderbook(&register, &[&new[..], &["--value", "90000"]].concat());
    register
}

#[test]
fn a_request_to_end_is_heard_where_the_register_is_damaged_too() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let bytes = fs::read(&register).unwrap();
    fs::write(&register, &bytes[..bytes.len() - 4096]).unwrap();
    let mut terminal = Terminal::start(&register, 80, 24, &[]);
    terminal.sees("the register cannot be opened");
    terminal.terminate();
    assert!(!terminal.ends_well());
    assert!(!terminal.in_alternate_screen() && !terminal.bracketed_paste());
}

#[test]
fn samples_that_were_made_leave_signals_to_the_interface() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let mut terminal = Terminal::start(&register, 80, 24, &["demo"]);
    terminal.sees("11 tenders");
    terminal.terminate();
    terminal.terminate();
    assert!(!terminal.ends_well());
    assert!(!terminal.in_alternate_screen() && !terminal.bracketed_paste());
}

#[test]
fn a_program_that_stood_still_gives_the_terminal_back_meanwhile_and_draws_anew() {
    let folder = tempfile::tempdir().unwrap();
    let register = register(&folder);
    let mut terminal = Terminal::start(&register, 80, 24, &[]);
    terminal.sees("Uniform trousers");
    terminal.signal("TSTP");
    terminal.stands_still(true);
    assert!(!terminal.in_alternate_screen() && !terminal.bracketed_paste());
    assert!(!terminal.screen().contains("Uniform trousers"));
    terminal.signal("CONT");
    terminal.stands_still(false);
    terminal.sees("Uniform trousers");
    assert!(terminal.in_alternate_screen() && terminal.bracketed_paste());
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    // One that was stopped without being asked finds its screen as somebody left it.
    terminal.signal("STOP");
    terminal.stands_still(true);
    let before = terminal.received();
    terminal.signal("CONT");
    terminal.stands_still(false);
    terminal.wait("a new picture", |_| terminal.received() > before + 500);
    terminal.press("Esc");
    terminal.sees("1 tender");
    terminal.press("q");
    assert!(terminal.ends_well());
}
