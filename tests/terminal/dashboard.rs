//! The dashboard in a real terminal.

use crate::terminal::pty::Terminal;

#[test]
fn from_a_figure_to_the_tenders_behind_it_and_back_after_a_change() {
    for (columns, rows) in [(60, 16), (80, 24), (132, 43)] {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("register.db");
        for title in ["Roof works", "Uniform trousers"] {
            let made = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
                .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
                .arg("--register")
                .arg(&register)
                .args(["new", "--title", title, "--policy", "cumbria", "--type", "goods"])
                .args(["--value", "150000"])
                .output()
                .unwrap();
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        let mut terminal = Terminal::start(&register, columns, rows, &["--ascii"]);
        terminal.sees("2 tenders");
        terminal.press("D");
        terminal.sees("Tenders in progress by stage (2 tenders)");
        terminal.sees("###");
        terminal.press("w");
        terminal.sees("How it is counted");
        terminal.press("Esc");
        terminal.no_longer_sees("How it is counted");
        terminal.press("Enter");
        terminal.sees("Uniform trousers");
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("S Down Enter");
        terminal.send("Given up");
        terminal.press("Enter");
        terminal.sees("ancelled");
        terminal.press("Esc");
        terminal.sees("1 tender, newest change first");
        terminal.press("Esc");
        terminal.sees("Tenders in progress by stage (1 tender)");
        terminal.press("End");
        terminal.sees("Actual: no data yet.");
        terminal.press("Esc");
        terminal.sees("2 tenders, newest change first");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}
