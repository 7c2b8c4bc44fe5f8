//! Long work beside the interface, in a real terminal: followed, stopped, left alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::terminal::pty::Terminal;
use crate::terminal::tenderbook;

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (132, 43)];

/// A register with a tender, the path of a file that takes long to read and no room on the disk,
/// and the interface on the tender's walk.
fn begin(columns: u16, rows: u16) -> (tempfile::TempDir, PathBuf, PathBuf, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Roof works", "--policy", "nelc", "--type", "works"];
    tenderbook(&register, &[&new[..], &["--value", "150000"]].concat());
    let large = folder.path().join("recording.mov");
    File::create(&large).unwrap().set_len(256 << 30).unwrap();
    let mut terminal = Terminal::start(&register, columns, rows, &[]);
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    (folder, register, large, terminal)
}

fn attach(terminal: &mut Terminal, file: &Path) {
    terminal.press("e");
    terminal.sees("Attach evidence");
    terminal.paste(&file.display().to_string());
    terminal.press("Tab Tab");
    terminal.sees("[File]");
    terminal.press("Enter");
    terminal.sees("Attaching a file: ");
}

#[test]
fn while_a_large_file_is_read_the_officer_works_on_and_esc_stops_it() {
    for (columns, rows) in SIZES {
        let (_folder, register, large, mut terminal) = begin(columns, rows);
        attach(&mut terminal, &large);
        terminal.sees("Esc stops it");
        // Time goes on without a key.
        terminal.wait("the seconds going on", |shown| {
            let work = shown.lines().find(|line| line.contains("Attaching a file: "));
            let seconds = |part: &str| part.split_once(" s")?.0.parse::<u32>().ok();
            work.is_some_and(|line| line.split(", ").filter_map(seconds).any(|gone| gone > 0))
        });
        terminal.press("Space");
        terminal.sees("Ticked");
        terminal.sees("Attaching a file: ");
        terminal.press("Esc");
        terminal.sees("Attaching a file: stopped.");
        terminal.no_longer_sees("Attaching a file: 0%");
        let shown = tenderbook(&register, &["show", "2026-0001"]);
        assert!(!shown.contains("recording.mov"), "nothing was attached");
        terminal.press("Esc");
        terminal.sees("1 tender");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}

#[test]
fn leaving_asks_while_work_runs_and_a_request_to_end_stops_it_at_once() {
    let (_folder, _register, large, mut terminal) = begin(80, 24);
    attach(&mut terminal, &large);
    terminal.press("o");
    terminal.sees("A note on the item");
    terminal.press("Ctrl-X");
    terminal.sees("stopped");
    terminal.press("Esc");
    terminal.no_longer_sees("A note on the item");
    terminal.press("Esc");
    terminal.sees("1 tender");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    // The path that was typed has been kept.
    terminal.press("e");
    terminal.sees("recording.mov");
    terminal.press("Enter");
    terminal.sees("Attaching a file: ");
    terminal.press("?");
    terminal.sees("Stop the work that runs");
    terminal.terminate();
    assert!(terminal.ends_well());
    assert!(!terminal.in_alternate_screen());
}

#[test]
fn the_register_is_verified_and_backed_up_from_the_list() {
    for (columns, rows) in SIZES {
        let (folder, register, _, mut terminal) = begin(columns, rows);
        terminal.press("Esc");
        terminal.sees("1 tender");
        terminal.press("V");
        terminal.sees("The register, verified");
        terminal.sees("Newest entry: 1,");
        terminal.press("Esc B");
        terminal.sees("Back up the register");
        terminal.press("Enter");
        terminal.sees("Backed up and checked");
        let place = folder.path().join("backups/register-2026-11-21T090000Z.db");
        let sound = tenderbook(&place, &["verify"]);
        assert!(sound.contains("are sound."), "{sound}");
        assert!(fs::metadata(&place).unwrap().len() > 4096);
        terminal.press("q");
        assert!(terminal.ends_well());
        drop(register);
    }
}
