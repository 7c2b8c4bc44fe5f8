//! Who may use whom: the arrows between the rooms, held against the source.

use std::fs;

use crate::support::sources::{name_below, package, rust_files};

/// One line of code, comments taken out.
struct Line {
    /// The path below `src/`, with `/` between its parts.
    file: String,
    number: usize,
    code: String,
}

impl Line {
    /// The room that the line stands in.
    fn room(&self) -> &str {
        self.file.split(['/', '.']).next().unwrap_or_default()
    }

    fn place(&self) -> String {
        format!("src/{}:{}: {}", self.file, self.number, self.code.trim())
    }
}

/// Every line of code under `src/`; with tests left out, those of the product only.
fn code(with_tests: bool) -> Vec<Line> {
    let root = package().join("src");
    let files = rust_files(&root);
    assert!(files.len() > 20, "the source was found");
    let mut lines = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let file = name_below(&root, &path);
        for (at, line) in text.lines().enumerate() {
            // By the house's habit the tests of a file stand at its end.
            if !with_tests && line.trim() == "#[cfg(test)]" {
                break;
            }
            let bare = line.trim_start();
            let code = if bare.starts_with("//") {
                String::new()
            } else {
                line.split(" // ").next().unwrap_or_default().to_owned()
            };
            lines.push(Line { file: file.clone(), number: at + 1, code });
        }
    }
    lines
}

/// Whether `word` stands in the code as a word or path of its own.
fn mentions(code: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(is_name) && !code[at + word.len()..].starts_with(is_name)
    })
}

/// The lines in which any of the words stands, in the rooms that `inside` picks.
fn offences(lines: &[Line], inside: impl Fn(&Line) -> bool, words: &[&str]) -> Vec<String> {
    lines
        .iter()
        .filter(|line| inside(line) && words.iter().any(|word| mentions(&line.code, word)))
        .map(Line::place)
        .collect()
}

#[track_caller]
fn none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}:\n{}", offences.join("\n"));
}

#[test]
fn only_the_terminal_room_knows_the_terminal() {
    let words = ["crossterm", "ratatui", "tui_input", "ratatui_textarea"];
    let found = offences(&code(true), |line| line.room() != "tui", &words);
    none(&found, "the terminal is known outside src/tui");
}

#[test]
fn only_the_store_knows_sqlite() {
    let found = offences(&code(true), |line| line.room() != "store", &["rusqlite"]);
    none(&found, "SQLite is known outside src/store");
}

#[test]
fn only_the_settings_room_knows_how_its_file_is_changed() {
    let found = offences(&code(true), |line| line.room() != "settings", &["toml_edit"]);
    none(&found, "the settings file is changed outside src/settings");
}

#[test]
fn domain_and_policy_have_no_input_no_output_and_no_clock() {
    let words = [
        "std::fs",
        "std::io",
        "std::net",
        "std::process",
        "std::env",
        "std::time",
        "std::thread",
        "Timestamp::now",
        "Zoned::now",
        "now_v7",
        "SystemTime",
        "Instant",
        "File",
        "directories",
        "println",
        "eprintln",
    ];
    // The word for a kind of evidence is not the type of the standard library.
    let kind = |line: &Line| line.file == "domain/evidence.rs" && mentions(&line.code, "File");
    let pure = |line: &Line| ["domain", "policy"].contains(&line.room()) && !kind(line);
    none(&offences(&code(false), pure, &words), "the pure rooms reach outside");
}

#[test]
fn arrows_between_the_rooms_go_one_way() {
    const ROOMS: [&str; 12] = [
        "domain", "packed", "policy", "files", "store", "register", "report", "export", "import",
        "settings", "tui", "cli",
    ];
    let allowed = |room: &str| -> &[&str] {
        match room {
            "domain" => &["domain"],
            "packed" => &["packed"],
            "policy" => &["domain", "packed", "policy"],
            "files" => &["files"],
            "store" => &["domain", "packed", "policy", "files", "store"],
            "register" => &["domain", "packed", "policy", "files", "store", "register"],
            "report" => &["domain", "policy", "register", "report"],
            "export" => &["domain", "policy", "register", "report", "export"],
            "import" => &["domain", "policy", "files", "register", "import"],
            "settings" => &["domain", "files", "settings"],
            "tui" => &[
                "domain", "policy", "files", "store", "register", "report", "export", "import",
                "settings", "tui",
            ],
            // The command line opens the terminal interface, and the executable is only a door.
            _ => &ROOMS,
        }
    };
    let lines = code(true);
    let mut found = Vec::new();
    for line in &lines {
        for room in ROOMS.iter().filter(|room| !allowed(line.room()).contains(room)) {
            if ["crate", "tenderbook"]
                .iter()
                .any(|root| mentions(&line.code, &format!("{root}::{room}")))
            {
                found.push(line.place());
            }
        }
        // A list of rooms in one `use` would hide an arrow from the rule above.
        if line.code.contains("use crate::{") {
            found.push(line.place());
        }
    }
    none(&found, "an arrow goes the wrong way");
}

#[test]
fn screens_and_commands_reach_the_register_only_through_its_door() {
    let outside =
        |line: &Line| ["tui", "cli", "report", "export", "import", "main"].contains(&line.room());
    let found = offences(&code(false), outside, &["crate::store", "tenderbook::store"]);
    none(&found, "the store is used past the register");
}

#[test]
fn nothing_talks_to_a_network() {
    let words = ["std::net", "TcpStream", "TcpListener", "UdpSocket", "reqwest", "ureq", "hyper"];
    none(&offences(&code(true), |_| true, &words), "there is network code");
    let manifest = fs::read_to_string(package().join("Cargo.toml")).unwrap();
    for name in ["reqwest", "ureq", "hyper", "tokio", "curl", "isahc", "socket2", "rustls"] {
        assert!(
            !manifest.lines().any(|line| line.split(['=', ' ']).next() == Some(name)),
            "{name} is a network library"
        );
    }
}

#[test]
fn money_percentages_and_scores_are_never_floats() {
    let exact = |line: &Line| {
        ["domain", "policy", "store", "register", "report", "import"].contains(&line.room())
    };
    none(
        &offences(&code(true), exact, &["f32", "f64"]),
        "there is a float where figures are exact",
    );
}

#[test]
fn every_module_says_what_lives_in_it() {
    let files = rust_files(&package().join("src"));
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} says nothing of itself", file.display());
    }
}

#[test]
fn the_rules_of_this_page_see_what_they_should() {
    assert!(mentions("use rusqlite::Connection;", "rusqlite"));
    assert!(!mentions("let my_rusqlite = 1;", "rusqlite"));
    assert!(mentions("let x: f64 = 1;", "f64"));
    assert!(!mentions("0xf64f", "f64"));
    assert!(mentions("crate::store::Database", "crate::store"));
}
