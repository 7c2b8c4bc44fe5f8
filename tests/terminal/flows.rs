//! What the terminal must be before, during and after: restored, resized, never written to raw.

use rstest::rstest;

use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};

fn with_tender(columns: u16, rows: u16, arguments: &[&str]) -> (tempfile::TempDir, Terminal) {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .arg("--register")
        .arg(&register)
        .args(["new", "--title", "Uniform trousers", "--policy", "nelc", "--type", "goods"])
        .args(["--value", "90000"])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let terminal = Terminal::start(&register, columns, rows, arguments);
    terminal.sees("Uniform trousers");
    (folder, terminal)
}

#[test]
fn the_terminal_is_put_back_when_the_officer_leaves() {
    let (_folder, mut terminal) = with_tender(80, 24, &[]);
    assert!(terminal.in_alternate_screen());
    assert!(terminal.bracketed_paste());
    terminal.press("q");
    assert!(terminal.ends_well());
    assert!(!terminal.in_alternate_screen());
    assert!(!terminal.bracketed_paste());
    assert!(!terminal.cursor_hidden());
}

#[test]
fn the_terminal_is_put_back_when_the_system_asks_the_program_to_end() {
    let (_folder, mut terminal) = with_tender(80, 24, &[]);
    assert!(terminal.in_alternate_screen());
    terminal.terminate();
    terminal.ends_well();
    assert!(!terminal.in_alternate_screen());
    assert!(!terminal.bracketed_paste());
    assert!(!terminal.cursor_hidden());
}

/// What a terminal shows that has no second screen and is full of something else.
fn on_the_only_screen(raw: &[u8], (columns, rows): (u16, u16)) -> vt100::Parser {
    let size = |length| std::num::NonZeroU16::new(length).unwrap();
    let mut console = vt100::Parser::new(size(rows), size(columns), 0);
    let before = "#".repeat(usize::from(columns) * usize::from(rows));
    console.process(before.as_bytes());
    let mut rest = raw;
    while !rest.is_empty() {
        let switch = |at: &usize| {
            let rest = &rest[*at..];
            rest.starts_with(b"\x1b[?1049h") || rest.starts_with(b"\x1b[?1049l")
        };
        let end = (0..rest.len()).find(switch);
        console.process(&rest[..end.unwrap_or(rest.len())]);
        rest = end.map_or(&[], |end| &rest[end + "\x1b[?1049h".len()..]);
    }
    console
}

#[test]
fn where_there_is_no_second_screen_nothing_shows_through_and_nothing_stays() {
    let (_folder, mut terminal) = with_tender(80, 24, &[]);
    let console = on_the_only_screen(&terminal.raw(), USUAL);
    let shown = console.screen().contents();
    assert!(shown.contains("Uniform trousers") && !shown.contains('#'), "{shown}");
    terminal.press("q");
    assert!(terminal.ends_well());
    let console = on_the_only_screen(&terminal.raw(), USUAL);
    assert_eq!(console.screen().contents(), "");
    assert_eq!(console.screen().cursor_position(), (0, 0));
}

#[test]
fn on_the_console_of_linux_symbols_are_those_of_its_font() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let mut terminal = Terminal::start_with(&register, USUAL, &[("TERM", "linux".into())], &[]);
    terminal.sees("There is no tender in this register yet.");
    terminal.press("d");
    let screen = terminal.sees("Body-worn video storage");
    assert!(screen.lines().any(|line| line.starts_with('>')), "{screen}");
    assert!(!screen.contains(['▸', '✓', '─', '…']), "{screen}");
    terminal.press(",");
    terminal.sees("environment, TERM");
}

#[test]
fn on_the_console_of_linux_commands_write_the_marks_of_its_font() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let environment = [("TERM", "linux".into())];
    let list = Terminal::start_with(&register, USUAL, &environment, &["list"]);
    list.sees("\"tenderbook new --help\" shows how to start one.");
    let mut show = Terminal::start_with(&register, USUAL, &environment, &["show", "2026-0001"]);
    show.sees("Hint: \"tenderbook new\" makes one");
    assert!(!show.ends_well());
    let mut walk = Terminal::start_with(&register, USUAL, &environment, &["walk"]);
    walk.sees("Start a new one? (1 yes, 2 no): ");
    walk.send("yes\r");
    walk.sees("Title: ");
    walk.send("Cleaning “New House” – phase 2\r");
    walk.sees("Under which policy?");
    let raw = String::from_utf8(walk.raw()).unwrap();
    // What was typed is echoed by the terminal itself.
    let ours = raw.replace("Cleaning “New House” – phase 2", "");
    assert!(!ours.contains(['“', '”', '–', '…']), "{ours}");
}

#[test]
fn the_interface_is_drawn_through_a_pipe_where_the_environment_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let mut terminal = Terminal::start_through_a_pipe(&register, USUAL);
    terminal.sees("There is no tender in this register yet.");
    assert!(terminal.in_alternate_screen());
    terminal.press("a");
    terminal.sees("New tender");
    terminal.press("Esc");
    terminal.no_longer_sees("New tender");
    terminal.press("q");
    assert!(terminal.ends_well());
    assert!(!terminal.in_alternate_screen());
}

/// Does something on the register with another program.
fn meanwhile(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:05:00Z")
        .env("TENDERBOOK_OFFICER", "B. Colleague")
        .arg("--register")
        .arg(folder.path().join("register.db"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The item in the register's first stage that the interface selects first.
fn first_item(folder: &tempfile::TempDir) -> serde_json::Value {
    let shown = meanwhile(folder, &["show", "2026-0001", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let items = shown["stages"][0]["items"].as_array().unwrap();
    items.iter().find(|item| item["required"] == true).unwrap().clone()
}

#[test]
fn a_key_never_turns_around_what_a_colleague_has_done_meanwhile() {
    let (folder, mut terminal) = with_tender(100, 30, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    let item = first_item(&folder);
    let id = item["id"].as_str().unwrap();
    meanwhile(&folder, &["tick", "2026-0001", id]);
    // The screen still shows the item as open; Space must not reopen it.
    terminal.press("Space");
    terminal.sees("was changed by another program");
    assert_eq!(first_item(&folder)["state"], "done");
}

#[test]
fn undo_never_reaches_over_a_colleagues_change() {
    let (folder, mut terminal) = with_tender(100, 30, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("Space");
    terminal.sees("Ticked");
    let id = first_item(&folder)["id"].as_str().unwrap().to_owned();
    meanwhile(&folder, &["rule-out", "2026-0001", &id, "--reason", "Not for this tender"]);
    terminal.press("u");
    terminal.sees("was changed by another program");
    assert_eq!(first_item(&folder)["state"], "not_applicable");
}

#[rstest]
fn typed_text_can_be_saved_after_a_colleague_has_changed_the_tender(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (folder, mut terminal) = with_tender(size.0, size.1, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("e");
    terminal.sees("Attach evidence");
    terminal.send("Minutes of 4 May");
    let id = first_item(&folder)["id"].as_str().unwrap().to_owned();
    meanwhile(&folder, &["note", "2026-0001", &id, "Seen by the board"]);
    terminal.press("Enter");
    let screen = terminal.reads("was changed by another program");
    assert!(screen.contains("Minutes of 4 May"), "{screen}");
    terminal.press("Enter");
    terminal.sees("Attached a note");
    assert_eq!(first_item(&folder)["evidence"][0]["text"], "Minutes of 4 May");
}

#[test]
fn many_pasted_lines_stay_in_the_field_and_no_escape_reaches_the_terminal() {
    let (_folder, mut terminal) = with_tender(80, 24, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("e");
    terminal.sees("Attach evidence");
    terminal.paste("first line\rsecond line\u{7}\rthird line \u{9b}31m q x c");
    terminal.sees("third line");
    terminal.press("Enter");
    let screen = terminal.sees("Attached a note");
    assert!(screen.contains("[1 Walk]"), "{screen}");
    let raw = terminal.raw();
    assert!(!raw.contains(&7), "a bell of the pasted text reached the terminal");
    assert!(!raw.windows(2).any(|pair| pair == [0xc2, 0x9b]), "a control sequence got through");
}

#[test]
fn the_window_can_be_resized_at_any_moment() {
    let (_folder, mut terminal) = with_tender(80, 24, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.resize(40, 10);
    terminal.sees("Tenderbook needs 60 by 16.");
    terminal.resize(200, 60);
    terminal.sees("NE Lincolnshire Council");
    terminal.resize(60, 16);
    // Drawn anew, not what is left of the larger window.
    terminal.sees("Esc back");
    terminal.press("w");
    terminal.sees("This item");
    terminal.resize(132, 43);
    terminal.sees("This item");
}

#[rstest]
fn a_change_is_undone_and_done_again_in_words(#[values(SMALLEST, USUAL, LARGE)] size: (u16, u16)) {
    let (_folder, mut terminal) = with_tender(size.0, size.1, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("Space");
    terminal.sees("Ticked");
    terminal.press("u");
    terminal.reads("Undone: ticked");
    terminal.press("Ctrl-R");
    terminal.reads("Done again: ticked");
    terminal.press("u u");
    terminal.reads("There is nothing to undo in this session.");
}

#[rstest]
fn typed_text_is_never_thrown_away_without_asking(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = with_tender(size.0, size.1, &[]);
    terminal.press("a");
    terminal.sees("New tender");
    terminal.send("Half a title");
    terminal.press("Esc");
    terminal.sees("Leave what was typed?");
    terminal.press("Esc");
    terminal.no_longer_sees("Leave what was typed?");
    terminal.sees("Half a title");
    terminal.press("Esc");
    terminal.sees("Leave what was typed?");
    terminal.press("d");
    terminal.sees("1 tender");
}

#[rstest]
fn a_missing_file_is_said_in_the_dialog_and_what_was_typed_stays(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, mut terminal) = with_tender(size.0, size.1, &[]);
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("e");
    terminal.sees("Attach evidence");
    terminal.press("Tab Tab");
    terminal.sees("[File]");
    terminal.send("/no/such/minutes.txt");
    terminal.press("Enter");
    let screen = terminal.reads("there is no such file");
    assert!(screen.contains("/no/such/minutes.txt"), "{screen}");
    assert!(screen.contains("[File]"), "{screen}");
}

#[rstest]
fn the_list_is_filtered_while_typing(#[values(SMALLEST, USUAL, LARGE)] size: (u16, u16)) {
    let (folder, mut terminal) = with_tender(size.0, size.1, &["--ascii"]);
    let register = folder.path().join("register.db");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .arg("--register")
        .arg(&register)
        .args(["new", "--title", "Roof works", "--policy", "cumbria", "--type", "works"])
        .args(["--value", "3m"])
        .output()
        .unwrap();
    assert!(made.status.success());
    // The change of another program appears with the next key.
    terminal.press("Down");
    terminal.sees("Roof works");
    terminal.press("/");
    terminal.send("roof");
    terminal.sees("1 of 2");
    terminal.no_longer_sees("Uniform trousers");
    terminal.press("Esc");
    terminal.sees("Uniform trousers");
    let screen = terminal.screen();
    assert!(screen.chars().all(|c| c.is_ascii() || c == '£'), "{screen}");
}

#[test]
fn what_was_written_is_found_as_it_is_typed_and_gone_to() {
    for (columns, rows) in [(60, 16), (80, 24), (140, 45)] {
        let (folder, mut terminal) = with_tender(columns, rows, &[]);
        let id = first_item(&folder)["id"].as_str().unwrap().to_owned();
        meanwhile(&folder, &["note", "2026-0001", &id, "Asked the zebra \u{1b}[31m committee"]);
        terminal.press("F");
        terminal.sees("Search for:");
        terminal.send("zebra comm");
        let screen = terminal.sees("1 hit");
        assert!(screen.contains("zebra"), "{screen}");
        terminal.send("x");
        terminal.sees("Nothing was found");
        terminal.send("\u{7f}");
        terminal.sees("1 hit");
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        // From within the tender the words of the last time are there again.
        terminal.press("F");
        let screen = terminal.sees("Search for: zebra comm");
        assert!(screen.contains("1 hit"), "{screen}");
        terminal.press("Esc");
        terminal.sees("[1 Walk]");
        terminal.press("Esc");
        terminal.sees("Search for: zebra comm");
        terminal.press("Esc");
        terminal.sees("Uniform trousers");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}
