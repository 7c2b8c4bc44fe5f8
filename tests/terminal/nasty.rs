//! Nasty texts at the real binary: pasted, typed, imported; and what reaches the terminal of them.

use rstest::rstest;

use crate::support::nasty::{self, foreign};
use crate::terminal::pty::Terminal;

/// What Ctrl-C says: by it is seen that everything before has been followed.
const FOLLOWED: &str = "leaves from the register.";

/// An interface on a register of one tender.
fn begin(columns: u16, rows: u16) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let new = ["new", "--title", "Roof works", "--policy", "nelc", "--type", "works"];
    // With the backup of the day there already, none comes between the pictures.
    for arguments in [&[&new[..], &["--value", "150000"]].concat()[..], &["backup"]] {
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
            .arg("--register")
            .arg(&register)
            .args(arguments)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
    let terminal = Terminal::start(&register, columns, rows, &[]);
    terminal.sees("1 tender");
    (folder, terminal)
}

/// Empties the field and pastes something into it.
fn paste(terminal: &mut Terminal, lines: usize, pasted: &[u8]) {
    terminal.press(&vec!["Ctrl-U Backspace"; lines + 1].join(" "));
    terminal.no_longer_sees(FOLLOWED);
    terminal.send_bytes(&[b"\x1b[200~", pasted, b"\x1b[201~\x03"].concat());
    // Where a key and a paste of more than a kilobyte have piled up together, the reader of events
    // (crossterm, edge-triggered) leaves the end of the paste until another key comes.
    let mut tries = 0;
    while !terminal.screen().contains(FOLLOWED) {
        std::thread::sleep(std::time::Duration::from_millis(10));
        tries += 1;
        if tries % 100 == 0 {
            terminal.press("Ctrl-C");
        }
        assert!(tries < 3000, "the paste was not followed:\n{}", terminal.screen());
    }
}

/// What was sent to the terminal from a place on.
fn since(terminal: &Terminal, from: usize) -> Vec<u8> {
    terminal.raw().split_off(from)
}

#[rstest]
#[case::title((60, 16), "a", "New tender", 1, false)]
#[case::title((80, 24), "a", "New tender", 1, false)]
#[case::title((120, 40), "a", "New tender", 1, false)]
#[case::note((60, 16), "Enter o", "A note on the item", 5, false)]
#[case::note((80, 24), "Enter o", "A note on the item", 5, false)]
#[case::note((120, 40), "Enter o", "A note on the item", 5, false)]
#[case::officer((80, 24), ", Enter", "Settings", 1, false)]
#[case::filter((60, 16), "/", "Filter:", 1, true)]
#[case::search((80, 24), "F", "Search for:", 1, true)]
#[case::palette((120, 40), ":", "Find anything", 1, true)]
fn a_nasty_text_that_is_pasted_stays_in_its_field(
    #[case] size: (u16, u16),
    #[case] way: &str,
    #[case] beside: &str,
    #[case] rows: usize,
    #[case] finds: bool,
) {
    let (_folder, mut terminal) = begin(size.0, size.1);
    for key in way.split(' ') {
        terminal.press(key);
        terminal.wait("the next screen", |screen| {
            screen.contains(beside) || screen.contains("[1 Walk]") || screen.contains("Settings")
        });
    }
    terminal.sees(beside);
    paste(&mut terminal, 1, b"");
    let field = terminal.picture().field(rows);
    let mut allowed = Vec::new();
    for plain in ["", "zz", &"z".repeat(10_000)] {
        paste(&mut terminal, 1, plain.as_bytes());
        allowed.push(terminal.picture().outside(field));
    }
    let from = terminal.received();
    let texts = nasty::corpus().into_iter().map(|(name, text)| (name, text.into_bytes()));
    let bytes = nasty::BYTES.iter().map(|(name, bytes)| (*name, bytes.to_vec()));
    let mut lines = 1;
    for (name, pasted) in texts.chain(bytes) {
        paste(&mut terminal, lines, &pasted);
        lines = if rows == 1 { 1 } else { String::from_utf8_lossy(&pasted).lines().count() };
        let picture = terminal.picture();
        let shown = picture.outside(field);
        assert!(field.holds(picture.cursor), "{name}: no cursor in the field\n{shown}");
        if finds {
            let above = |shown: &str| -> Vec<String> {
                shown.lines().take(field.rows.0).map(str::to_owned).collect()
            };
            assert_eq!(above(&shown), above(&allowed[1]), "{name}");
        } else {
            assert!(allowed.contains(&shown), "{name} changes the screen beside it\n{shown}");
        }
    }
    assert_eq!(foreign(&since(&terminal, from)), None);
}

#[test]
fn a_nasty_text_that_is_typed_never_reaches_the_terminal_as_it_is() {
    let texts = nasty::recordable().into_iter().map(|(name, text)| (name, text.into_bytes()));
    let bytes = nasty::BYTES.iter().map(|(name, bytes)| (*name, bytes.to_vec()));
    for (name, typed) in texts.chain(bytes) {
        // Keys may lead anywhere, so each text meets an interface of its own.
        let (_folder, mut terminal) = begin(80, 24);
        terminal.press("a");
        terminal.sees("New tender");
        let from = terminal.received();
        terminal.send_bytes(&typed);
        let mut tries = 0;
        // The text may end amid a sequence or a paste, which takes the next keys with it. Where it
        // was read in pieces it may also leave the program: a Ctrl-C that comes then makes the
        // system throw away what the program wrote last, which puts the terminal back.
        while !terminal.screen().contains(FOLLOWED) && terminal.is_running() {
            terminal.send("\u{1b}[201~c\u{3}");
            std::thread::sleep(std::time::Duration::from_millis(20));
            tries += 1;
            assert!(tries < 500, "{name} was not followed:\n{}", terminal.screen());
        }
        if terminal.is_running() {
            terminal.picture();
            assert_eq!(foreign(&since(&terminal, from)), None, "{name}");
        }
    }
}
