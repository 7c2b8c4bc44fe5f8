//! Settings, first minutes, clipboard and mouse, through the real binary.

use std::fs;
use std::path::PathBuf;

use rstest::rstest;

use crate::terminal::pty::{LARGE, SMALLEST, Terminal, USUAL};

fn desk(settings: &str) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".config/tenderbook/settings.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    if !settings.is_empty() {
        fs::write(&file, settings).unwrap();
    }
    let register = folder.path().join("register.db");
    (folder, register, file)
}

#[test]
fn the_tour_is_offered_at_the_beginning_and_again_from_help() {
    for (columns, rows) in SIZES {
        let (_folder, register, _) = desk("");
        let mut terminal = Terminal::start(&register, columns, rows, &[]);
        terminal.sees("There is no tender in this register yet.");
        terminal.press("t");
        terminal.sees("Tour, step 1 of 5");
        for step in 2..=5 {
            terminal.press("Enter");
            terminal.sees(&format!("Tour, step {step} of 5"));
        }
        terminal.press("Left");
        terminal.sees("Tour, step 4 of 5");
        terminal.press("Esc");
        terminal.no_longer_sees("Tour, step");
        terminal.press("? t");
        terminal.sees("Tour, step 1 of 5");
    }
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (60, 16)];

#[test]
fn looking_around_in_samples_leaves_the_own_register_as_it_was() {
    for (columns, rows) in SIZES {
        let (_folder, register, _) = desk("role = \"Category manager\"\n");
        let mut terminal = Terminal::start(&register, columns, rows, &[]);
        terminal.sees("There is no tender in this register yet.");
        terminal.press("d");
        terminal.sees("A. Officer (samples, nothing is kept)");
        terminal.sees("11 tenders");
        terminal.press("Enter");
        terminal.sees("[1 Walk]");
        terminal.press("Space");
        terminal.sees("icked");
        terminal.press("Esc");
        terminal.sees("11 tenders");
        terminal.press("q");
        terminal.sees("You are back in your own register.");
        terminal.sees("There is no tender in this register yet.");
        terminal.press("u");
        terminal.sees("There is nothing to undo in this session.");
        terminal.press("q");
        assert!(terminal.ends_well());
    }
}

#[test]
fn a_theme_is_changed_in_place_and_the_comments_of_the_file_stay() {
    for (columns, rows) in SIZES {
        let (_folder, register, file) = desk("# mine\ntheme = \"dark\" # at night\n");
        let mut terminal = Terminal::start(&register, columns, rows, &[]);
        terminal.sees("There is no tender");
        terminal.press(",");
        terminal.sees("Default policy");
        terminal.press("Down Down Down Down Right");
        terminal.sees("Theme is light now.");
        assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\ntheme = \"light\" # at night\n");
        terminal.press("d");
        terminal.sees("Theme is dark now.");
        assert!(!fs::read_to_string(&file).unwrap().contains("theme ="));
        terminal.press("Home Enter");
        terminal.send(" the Second");
        terminal.press("Enter");
        terminal.sees("Officer is written, but until you leave it is");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("officer = \"A. Officer the Second\""), "{text}");
        terminal.press("Esc");
        terminal.sees("There is no tender");
    }
}

#[test]
fn a_key_is_remapped_from_the_file_and_on_the_screen_and_a_clash_is_reported() {
    let (_folder, register, file) = desk("[keys]\nnew = \"N\"\nsort = \"q\"\n");
    let mut terminal = Terminal::start(&register, 100, 30, &[]);
    terminal.sees("line 3: sort cannot have the key q: in the list of tenders");
    terminal.sees("N new tender");
    terminal.press("N");
    terminal.sees("What Cumbria");
    terminal.press("Esc");
    terminal.sees("N new tender");
    terminal.press(",");
    terminal.sees("Keys, by the name of the command");
    terminal.press("End Enter Backspace");
    terminal.send("?");
    terminal.press("Enter");
    terminal.sees("Quit cannot have the key ?");
    terminal.press("Backspace");
    terminal.send("Q");
    terminal.press("Enter");
    terminal.sees("quit has the key Q now.");
    assert!(fs::read_to_string(&file).unwrap().contains("quit = \"Q\""));
    terminal.press("Esc");
    terminal.sees("Q quit");
    terminal.press("Q");
    assert!(terminal.ends_well());
}

#[test]
fn a_broken_file_is_told_and_left_alone() {
    let broken = "officer = A. Officer\n";
    let (_folder, register, file) = desk(broken);
    let mut terminal = Terminal::start(&register, 80, 24, &[]);
    terminal.sees("line 1: the file cannot be read");
    terminal.press(", Down Down Down Down Right");
    terminal.sees("The settings file is not changed");
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
}

#[rstest]
fn the_selected_row_and_the_field_are_copied_without_anything_a_terminal_would_obey(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, register, _) = desk("");
    let mut terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees("There is no tender");
    terminal.press("a");
    terminal.paste("Roof \u{1b}[31m works");
    terminal.send("\u{19}");
    terminal.reads("Copied Title: “Roof");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    let encoded = raw.split("\u{1b}]52;c;").nth(1).expect("something was copied");
    // “Roof \u{1b}[31m works”, with the escape character in visible form.
    assert!(encoded.starts_with("Um9vZiBcdXsxYn1bMzFtIHdvcmtz\u{1b}\\"), "{encoded:?}");
    // A tender in the list, by the letter.
    terminal.press("Tab Tab Tab");
    terminal.send("5k");
    terminal.press("Ctrl-S");
    terminal.sees("What Cumbria");
    terminal.press("Esc");
    // The tabs stand above the dialog, too, and two escapes at once are read as one.
    terminal.no_longer_sees("What Cumbria");
    terminal.press("Esc");
    terminal.sees("1 tender");
    terminal.press("y");
    terminal.sees("Copied");
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert_eq!(raw.matches("\u{1b}]52;c;").count(), 2);
}

#[rstest]
fn the_mouse_is_the_terminals_own_until_the_settings_say_otherwise(
    #[values(SMALLEST, USUAL, LARGE)] size: (u16, u16),
) {
    let (_folder, register, _) = desk("");
    let mut terminal = Terminal::start(&register, size.0, size.1, &[]);
    terminal.sees("There is no tender");
    let raw = |terminal: &Terminal| String::from_utf8_lossy(&terminal.raw()).into_owned();
    assert!(!raw(&terminal).contains("\u{1b}[?1000h"));
    terminal.press(", Down Down Down Down Down Down Down Right");
    terminal.sees("Mouse is on now.");
    assert!(raw(&terminal).contains("\u{1b}[?1000h"));
    terminal.press("Esc");
    terminal.sees("Look around in samples");
    // The second way to begin, clicked.
    let screen = terminal.screen();
    let row = screen.lines().position(|line| line.contains("Look around in samples")).unwrap();
    terminal.send(&format!("\u{1b}[<0;12;{0}M\u{1b}[<0;12;{0}m", row + 1));
    terminal.sees("11 tenders");
    terminal.send("\u{1b}[<0;12;6M\u{1b}[<0;12;6m");
    terminal.send("\u{1b}[<0;12;6M\u{1b}[<0;12;6m");
    terminal.sees("[1 Walk]");
    // A tab, then the wheel and the first of the footer's commands.
    terminal.send("\u{1b}[<0;11;3M\u{1b}[<0;11;3m");
    terminal.sees("[2 Facts");
    terminal.send("\u{1b}[<65;60;10M");
    terminal.send(&format!("\u{1b}[<0;3;{0}M\u{1b}[<0;3;{0}m", size.1));
    terminal.sees("[services]");
    terminal.press("Esc");
    terminal.sees("[2 Facts");
    terminal.press("Esc");
    terminal.sees("11 tenders");
    terminal.press("q");
    terminal.sees("Look around in samples");
    terminal.press("q");
    assert!(terminal.ends_well());
    assert!(raw(&terminal).contains("\u{1b}[?1000l"));
}
