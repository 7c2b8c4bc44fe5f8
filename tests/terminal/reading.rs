//! What a screen reader, a magnifier and a beginner meet, at every size.

use rstest::rstest;

use crate::support::nasty::Picture;
use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};

fn on_empty(size: (u16, u16)) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees("There is no tender in this register yet.");
    (folder, terminal)
}

/// What stands in the row of the cursor, and the column that it is in; nothing while it is hidden.
fn at_cursor(terminal: &Terminal) -> (String, usize) {
    let Picture { cells, cursor } = terminal.picture();
    let hidden = terminal.cursor_hidden();
    (if hidden { String::new() } else { cells[cursor.0].concat() }, cursor.1)
}

/// Waits until the cursor is in a row that holds a text.
fn cursor_is_beside(terminal: &Terminal, words: &str) -> usize {
    terminal.wait(&format!("the cursor beside “{words}”"), |_| {
        at_cursor(terminal).0.contains(words)
    });
    at_cursor(terminal).1
}

#[rstest]
fn an_empty_register_greets_with_its_ways_to_begin_and_each_can_be_left(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = on_empty(size);
    for words in ["Start your first tender.", "Look around in samples", "Import a list of tenders"]
    {
        terminal.reads(words);
    }
    for (key, seen) in [("a", "New tender"), ("i", "Enter reads it."), ("t", "Tour, step 1 of 5")] {
        terminal.press(key);
        terminal.sees(seen);
        terminal.press("Esc");
        terminal.sees("There is no tender in this register yet.");
    }
    terminal.press("d");
    terminal.sees("11 tenders");
    terminal.press("q");
    terminal.sees("There is no tender in this register yet.");
    terminal.press("q");
    assert!(terminal.ends_well());
}

#[rstest]
fn the_cursor_is_on_what_has_the_keyboard(#[values(SMALLEST, USUAL, LARGE)] size: (u16, u16)) {
    let (_folder, mut terminal) = on_empty(size);
    terminal.press("a");
    terminal.sees("New tender");
    let empty = cursor_is_beside(&terminal, "Title");
    terminal.send("Roof 漢e\u{301}");
    // Behind what was typed: a wide letter takes two columns, a mark none.
    terminal.wait("the cursor behind the text", |_| at_cursor(&terminal).1 == empty + 8);
    for label in ["Policy", "Contract for", "Value"] {
        terminal.press("Tab");
        cursor_is_beside(&terminal, label);
    }
    terminal.send("120k");
    for label in ["VAT %", "Start", "Advertised"] {
        terminal.press("Tab");
        cursor_is_beside(&terminal, label);
    }
    terminal.press("Ctrl-S");
    terminal.sees("What Cumbria");
    terminal.press("Esc");
    terminal.sees("[1 Walk]");
    // On the selected item; in a dialog in its field; in the filter behind what is typed.
    cursor_is_beside(&terminal, "▸");
    terminal.press("o");
    terminal.sees("A note on the item");
    let empty = cursor_is_beside(&terminal, "▸");
    terminal.send("Seen");
    terminal.wait("the cursor behind the note", |_| at_cursor(&terminal).1 == empty + 4);
    terminal.press("Enter");
    terminal.no_longer_sees("A note on the item");
    terminal.press("/");
    cursor_is_beside(&terminal, "Filter:");
    terminal.press("Esc");
    terminal.no_longer_sees("Filter:");
    terminal.press(":");
    terminal.sees("Find anything");
    terminal.send("journal");
    cursor_is_beside(&terminal, "journal");
    terminal.press("Esc");
    terminal.no_longer_sees("Find anything");
    terminal.press("Esc");
    terminal.sees("1 tender");
    cursor_is_beside(&terminal, "2026-0001");
}
