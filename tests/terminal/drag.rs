//! Dragging with the mouse, in a real terminal: lists, texts, and the days of the timeline.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crate::terminal::pty::Terminal;

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (132, 43)];

/// The interface with the mouse switched on, on a register of so many tenders.
fn begin(size: (u16, u16), tenders: usize) -> (tempfile::TempDir, PathBuf, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let settings = folder.path().join(".config/tenderbook");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("settings.toml"), "mouse = true\n").unwrap();
    let titles = (1..=tenders).map(|at| format!("Purchase {at},nelc,services,{at}k\n"));
    let list = "Title,Policy,Type,Value\n".to_owned() + &titles.collect::<String>();
    let file = folder.path().join("list.csv");
    fs::write(&file, list).unwrap();
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .arg("--register")
        .arg(&register)
        .arg("import")
        .arg(&file)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees(&format!("{tenders} tenders"));
    (folder, register, terminal)
}

/// Presses at the first place, goes through the others, and lets go at the last; all from 1.
fn drag(terminal: &mut Terminal, places: &[(usize, usize)]) {
    let ((column, row), rest) = places.split_first().unwrap();
    terminal.send(&format!("\u{1b}[<0;{column};{row}M"));
    for (column, row) in rest {
        terminal.send(&format!("\u{1b}[<32;{column};{row}M"));
    }
    let (column, row) = places.last().unwrap();
    terminal.send(&format!("\u{1b}[<0;{column};{row}m"));
}

/// The row with a text on it, from 1.
fn row(terminal: &Terminal, text: &str) -> usize {
    let screen = terminal.sees(text);
    screen.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn the_selection_of_a_list_goes_with_the_mouse_and_on_past_its_edges() {
    for size in SIZES {
        let (_folder, _register, mut terminal) = begin(size, 60);
        let first = row(&terminal, "▸ 2026-0060");
        // From the selected line: held and moved, it is not opened.
        drag(&mut terminal, &[(10, first), (10, first + 1), (10, first + 3)]);
        terminal.sees("▸ 2026-0057");
        // From another line: it is taken hold of first.
        drag(&mut terminal, &[(10, first), (10, first + 1)]);
        terminal.sees("▸ 2026-0059");
        // Past the lower edge the list goes on, one line for each move.
        let bottom = usize::from(size.1);
        let past: Vec<(usize, usize)> = (0..60).map(|at| (10, bottom - at % 2)).collect();
        drag(&mut terminal, &[&[(10, first + 1)][..], &past].concat());
        terminal.no_longer_sees("2026-0060");
        terminal.no_longer_sees("2026-0059");
        // A press that is let go where it was is still a click: the second one opens.
        let selected = row(&terminal, "▸ 2026-00");
        terminal.send(&format!("\u{1b}[<0;10;{selected}M\u{1b}[<0;10;{selected}m"));
        terminal.sees("[1 Walk]");
        terminal.press("Esc");
        terminal.sees("60 tenders");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}

/// What is looked at, when it no longer changes.
fn settled(look: &impl Fn(&Terminal) -> String, terminal: &Terminal) -> String {
    loop {
        let before = look(terminal);
        thread::sleep(Duration::from_millis(60));
        if look(terminal) == before {
            return before;
        }
    }
}

#[test]
fn the_days_of_the_timeline_and_a_text_follow_the_mouse() {
    for size in SIZES {
        let (_folder, _register, mut terminal) = begin(size, 2);
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("6");
        if !terminal.sees("[6 Timeline]").contains(", by month") {
            // Where there is room for one of them only, the days stand there first.
            terminal.press("Tab");
        }
        terminal.sees(", by month");
        let axis = |terminal: &Terminal| {
            let screen = terminal.screen();
            screen.lines().find(|line| line.contains(", by month")).unwrap().to_owned()
        };
        let before = settled(&axis, &terminal);
        let top = row(&terminal, ", by month");
        let (right, left) = (usize::from(size.0) - 3, usize::from(size.0) - 13);
        // On the row of the selected stage, which a click would open.
        drag(&mut terminal, &[(right, top + 1), (right - 4, top + 1), (left, top + 2)]);
        terminal.wait("the days to go", |_| axis(&terminal) != before);
        drag(&mut terminal, &[(left, top + 3), (right, top + 3)]);
        terminal.wait("the days to come back", |_| axis(&terminal) == before);
        // A text goes up with the mouse, and down again.
        terminal.press("2");
        terminal.sees("[2 Facts");
        if size.1 < 30 {
            let (x, y) = (usize::from(size.0) - 5, usize::from(size.1) - 4);
            terminal.sees("In short");
            drag(&mut terminal, &[(x, y), (x, y - 1), (x, y - 3)]);
            terminal.no_longer_sees("In short");
            drag(&mut terminal, &[(x, y - 3), (x, y)]);
            terminal.sees("In short");
        }
        terminal.press("Esc");
        terminal.sees("2 tenders");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}
