//! Nasty texts on the command line and in lists: kept as they are, shown as what they are.

use std::ffi::OsString;

use serde_json::Value;

use crate::support::nasty::{self, obeyed};
use crate::support::{Desk, Run};

/// A run that wrote nothing which a terminal would obey.
#[track_caller]
fn harmless(desk: &Desk, arguments: &[OsString]) -> Run {
    let run = desk.run(arguments);
    for output in [&run.out, &run.err] {
        assert_eq!(obeyed(output), None, "{arguments:?} wrote {output:?}");
    }
    run
}

fn words<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Vec<OsString> {
    arguments.into_iter().map(OsString::from).collect()
}

/// The texts that can be arguments of a program.
fn arguments() -> Vec<(&'static str, String)> {
    nasty::corpus().into_iter().filter(|(_, text)| !text.contains('\0')).collect()
}

#[test]
fn a_nasty_text_in_any_argument_is_recorded_or_refused_and_never_written_raw() {
    let desk = Desk::new();
    let title = ["new", "--title", "Roof", "--policy", "nelc", "--type", "works", "--value", "5k"];
    desk.ok(title);
    for (number, (name, text)) in arguments().iter().enumerate() {
        let note = vec!["note", "2026-0001", "equality", text];
        // Each text as a note, and in turn as something else.
        let others = [
            vec!["add-item", "2026-0001", "1", text],
            vec!["wait", "2026-0001", "--on", text],
            vec!["show", text],
            vec!["search", text],
            vec!["new", "--title", "T", "--policy", text, "--type", "goods", "--value", text],
        ];
        for command in [&note, &others[number % others.len()]] {
            let run = harmless(&desk, &words(command.iter().copied()));
            let records = ["note", "add-item", "wait"].contains(&command[0]);
            let most = if command[0] == "note" { 20_000 } else { 500 };
            if records && text.chars().count() <= most && !text.trim().is_empty() {
                assert_eq!(run.code, 0, "{name} in {command:?}: {}", run.err);
            }
        }
        let shown = harmless(&desk, &words(["show", "2026-0001", "--json"]));
        let shown: Value = serde_json::from_str(&shown.out).unwrap();
        let items = shown["stages"][0]["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["id"] == "nelc.01.equality").unwrap();
        let kept = text.replace("\r\n", "\n").replace('\r', "\n");
        assert_eq!(item["note"], kept.trim(), "{name} was not kept");
    }
    for command in [
        &["list"][..],
        &["show", "2026-0001"],
        &["show", "2026-0001", "--stage", "1"],
        &["journal", "2026-0001"],
        &["journal", "2026-0001", "--json"],
        &["today"],
        &["today", "--json"],
        &["search", "red"],
        &["search", "owned", "--json"],
        &["dashboard"],
        &["verify"],
    ] {
        let run = harmless(&desk, &words(command.iter().copied()));
        assert_eq!(run.code, 0, "{command:?}: {}", run.err);
    }
}

#[test]
fn a_list_of_nasty_titles_is_imported_and_shown_without_anything_a_terminal_would_obey() {
    let desk = Desk::new();
    let titles: Vec<String> = nasty::recordable().into_iter().map(|(_, text)| text).collect();
    desk.write("list.csv", nasty::csv(titles.iter().map(String::as_bytes)));
    for more in [&["--dry-run"][..], &["--dry-run", "--json"], &[]] {
        let import = ["import", "list.csv", "--policy", "nelc", "--skip-refused"];
        let run = harmless(&desk, &words(import.into_iter().chain(more.iter().copied())));
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
    let list = harmless(&desk, &words(["list", "--json"]));
    let list: Value = serde_json::from_str(&list.out).unwrap();
    // Titles of nothing but controls, or of fillers, are no titles.
    assert_eq!(list.as_array().unwrap().len(), titles.len() - 2);
    assert_eq!(harmless(&desk, &words(["list"])).code, 0);
    for row in list.as_array().unwrap() {
        for command in ["show", "journal"] {
            let reference = row["reference"].as_str().unwrap();
            assert_eq!(harmless(&desk, &words([command, reference])).code, 0);
        }
    }
}

#[test]
fn bytes_that_are_no_utf_8_in_a_list_are_letters_or_are_refused() {
    for (name, bytes) in nasty::BYTES {
        let desk = Desk::new();
        desk.write("list.csv", nasty::csv([*bytes]));
        let run = harmless(&desk, &words(["import", "list.csv", "--policy", "nelc"]));
        assert!(run.code < 2, "{name}: {}", run.err);
        harmless(&desk, &words(["list"]));
        harmless(&desk, &words(["show", "N-001"]));
        harmless(&desk, &words(["journal", "N-001"]));
    }
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_utf_8_in_an_argument_are_refused_in_words() {
    use std::os::unix::ffi::OsStringExt;
    let desk = Desk::new();
    for (name, bytes) in nasty::BYTES {
        let text = OsString::from_vec(bytes.to_vec());
        for (before, after) in [
            (&["new", "--policy", "nelc", "--type", "goods", "--value", "1k", "--title"][..], None),
            (&["import"], Some("--dry-run")),
            (&["show"], None),
            (&["policy", "check"], None),
            (&["--register"], Some("list")),
        ] {
            let mut command = words(before.iter().copied());
            command.push(text.clone());
            command.extend(after.map(OsString::from));
            let run = harmless(&desk, &command);
            assert!(run.code != 101, "{name} in {before:?}: {}", run.err);
        }
    }
}
