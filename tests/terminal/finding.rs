//! Finding in a real terminal: the palette, and filters in the lists of a tender.

use crate::terminal::pty::Terminal;

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (132, 43)];

/// A register with two tenders, and the interface on it.
fn begin(columns: u16, rows: u16) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    for (title, policy) in [("Roof works", "cumbria"), ("Uniform trousers", "nelc")] {
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .arg("--register")
            .arg(&register)
            .args(["new", "--title", title, "--policy", policy, "--type", "goods"])
            .args(["--value", "150000"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
    let terminal = Terminal::start(&register, columns, rows, &[]);
    terminal.sees("2 tenders");
    (folder, terminal)
}

#[test]
fn the_palette_leads_from_any_screen_to_any_tender_stage_and_policy() {
    for (columns, rows) in SIZES {
        let (_folder, mut terminal) = begin(columns, rows);
        terminal.press(":");
        terminal.sees("Find anything");
        terminal.send("rof wrk");
        terminal.sees("1 found");
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.sees("Roof works");
        terminal.press("Ctrl-P");
        terminal.send("stage 8");
        terminal.sees("Tender process and evaluation");
        terminal.press("Enter");
        terminal.no_longer_sees("Find anything");
        terminal.sees("8 Tender ");
        terminal.press(":");
        terminal.send("policy cheshire");
        terminal.press("Enter");
        terminal.sees("Procurement Strategy 2022-2025");
        terminal.press("Ctrl-P");
        terminal.send("uniform");
        terminal.sees("1 found");
        terminal.press("Enter");
        terminal.no_longer_sees("Find anything");
        terminal.sees("Uniform trousers");
        // What was used last comes first when nothing is typed.
        terminal.press(":");
        terminal.wait("the newest tender first", |screen| {
            let place = |words: &str| screen.find(words).unwrap_or(usize::MAX);
            let (newest, before) = (place("2026-0002  Uniform"), place("2026-0001  Roof"));
            screen.contains("Enter opens the tender.") && newest < before && before < usize::MAX
        });
    }
}

#[test]
fn what_a_filter_found_stays_selected_when_it_goes() {
    for (columns, rows) in SIZES {
        let (_folder, mut terminal) = begin(columns, rows);
        terminal.sees("▸ 2026-0002");
        terminal.press("/");
        terminal.send("roof");
        terminal.sees("1 of 2");
        terminal.press("Enter Esc");
        terminal.no_longer_sees("Filter:");
        terminal.sees("▸ 2026-0001");
        terminal.sees("  2026-0002");
    }
}

#[test]
fn a_command_of_the_palette_is_done_on_the_screen_below_and_one_that_cannot_be_says_why() {
    let (_folder, mut terminal) = begin(80, 24);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press(":");
    terminal.send("tick the");
    terminal.sees("Space");
    terminal.press("Enter");
    terminal.sees("Ticked");
    terminal.press("Left");
    terminal.press(":");
    terminal.send("reopen a closed");
    terminal.sees("(not now)");
    terminal.press("Enter");
    terminal.sees("Not now.");
    terminal.press("Esc");
    terminal.no_longer_sees("Find anything");
    terminal.press("Ctrl-P");
    terminal.send("undo your");
    terminal.press("Enter");
    terminal.sees("Undone: ticked");
}

#[test]
fn what_is_typed_in_a_form_is_not_lost_to_the_palette() {
    let (_folder, mut terminal) = begin(80, 24);
    terminal.press("a");
    terminal.sees("New tender");
    terminal.send("Half a title: b");
    terminal.press("Ctrl-P");
    terminal.press("Tab");
    terminal.sees("Half a title: b");
    terminal.press(":");
    let screen = terminal.sees("What is typed here would be lost");
    assert!(screen.contains("Half a title: b"), "{screen}");
}

#[test]
fn lists_of_a_tender_are_filtered_as_you_type() {
    for (columns, rows) in SIZES {
        let (_folder, mut terminal) = begin(columns, rows);
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("/");
        terminal.sees("Filter:");
        terminal.send("zeppelin");
        terminal.sees("Nothing matches");
        terminal.sees("0 of ");
        terminal.sees("Esc takes the filter");
        terminal.press("Esc");
        terminal.no_longer_sees("Filter:");
        terminal.press("7 /");
        terminal.send("started");
        terminal.sees("1 of 1");
        terminal.press("Enter");
        // The filter is kept, and letters are commands again.
        terminal.press("3 /");
        terminal.sees("[3 Outcomes]");
        terminal.sees("Filter:");
        terminal.send("zeppelin");
        terminal.sees("0 of");
    }
}
