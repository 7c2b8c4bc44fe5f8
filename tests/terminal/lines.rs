//! The walk by questions and answers at a terminal: typed, echoed, and never redrawn.

use crate::terminal::pty::Terminal;

#[test]
fn the_walk_by_lines_sends_nothing_to_the_terminal_but_text() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.db");
    let mut terminal = Terminal::start(&register, 80, 60, &["walk"]);
    terminal.sees("Start a new one? (1 yes, 2 no): ");
    terminal.send("yes\r");
    for (question, answer) in [
        ("Title: ", "Uniform trousers"),
        ("Under which policy?", "nelc"),
        ("goods, services or works?", "goods"),
        ("Value: ", "90k"),
        ("Start (empty: today", ""),
        ("Is the tender advertised?", "yes"),
        ("with a key provider?", "not known yet"),
        ("What kind of thing is bought", "uniforms"),
        ("Common Procurement Vocabulary", ""),
        ("Start this tender? (1 yes, 2 no): ", "1"),
    ] {
        terminal.sees(question);
        terminal.send(&format!("{answer}\r"));
    }
    terminal.sees("Item 1, your answer: ");
    terminal.send("done\r");
    let screen = terminal.sees("Item 2, your answer: ");
    // What was typed ends its own line: no empty one comes between.
    assert!(screen.contains("Item 1, your answer: done\nRecorded: ticked "), "{screen}");
    assert!(!terminal.in_alternate_screen());
    // Ctrl-D: the input has ended.
    terminal.send("\u{4}");
    terminal.sees("\nThe input has ended; the last question is left open.");
    assert!(terminal.ends_well());
    let raw = String::from_utf8(terminal.raw()).unwrap();
    let obeyed = raw.chars().find(|c| c.is_control() && !"\r\n".contains(*c));
    // The terminal itself echoes Ctrl-D as a backspace over its own mark.
    assert_eq!(obeyed.filter(|c| *c != '\u{8}'), None, "{raw:?}");
}
