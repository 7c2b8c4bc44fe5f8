//! What people read: plain text, help with examples, nothing that a terminal would obey.

use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::support::{Desk, small_policy};

fn small() -> (Desk, String) {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", small_policy());
    let reference = desk.start("small");
    (desk, reference)
}

#[test]
fn a_tender_is_shown_as_plain_numbered_text() {
    let (desk, reference) = small();
    desk.ok(["tick", &reference, "small.01.purpose", "--evidence", "Page 3"]);
    desk.ok(["rule-out", &reference, "neighbours", "--reason", "There are none"]);
    desk.ok([
        "seek",
        &reference,
        "1.1.apprentices",
        "--quantity",
        "2",
        "--why",
        "The college asks",
    ]);
    desk.ok(["tick", &reference, "england.01.value"]);
    desk.ok(["complete", &reference, "1", "--note", "Agreed"]);
    desk.ok(["skip", &reference, "2", "--reason", "Bought before"]);
    assert_snapshot!("show", desk.ok(["show", &reference]));
    let stage = desk.ok(["show", &reference, "--stage", "1"]);
    let shown = desk.json(["show", &reference, "--json"]);
    let id = shown["stages"][0]["items"][0]["evidence"][0]["uid"].as_str().unwrap();
    assert_snapshot!("show_stage", stage.replace(id, "[id]"));
    assert_snapshot!("journal", desk.ok(["journal", &reference]));
    assert_snapshot!("list", desk.ok(["list"]));
}

#[test]
fn an_assessment_is_explained_in_words() {
    let (desk, _) = small();
    assert_snapshot!(
        "assess",
        desk.ok([
            "assess",
            "--policy",
            "small",
            "--type",
            "services",
            "--value",
            "60k",
            "--key-provider=unknown",
            "--quality",
            "40",
        ])
    );
}

#[test]
fn a_new_tender_is_answered_with_what_it_requires_and_what_comes_next() {
    let (desk, _) = small();
    assert_snapshot!(
        "new",
        desk.ok([
            "new", "--title", "Bins", "--policy", "small", "--type", "goods", "--value", "9k"
        ])
    );
}

/// The commands with their own help, and those under `policy`.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["demo"],
    &["new"],
    &["list"],
    &["show"],
    &["walk"],
    &["assess"],
    &["tick"],
    &["untick"],
    &["rule-out"],
    &["note"],
    &["attach"],
    &["detach"],
    &["complete"],
    &["reopen"],
    &["skip"],
    &["pause"],
    &["resume"],
    &["cancel"],
    &["close"],
    &["add-item"],
    &["remove-item"],
    &["facts"],
    &["weight"],
    &["opt-out"],
    &["seek"],
    &["drop-outcome"],
    &["journal"],
    &["days"],
    &["policy"],
    &["policy", "list"],
    &["policy", "show"],
    &["policy", "new"],
    &["policy", "check"],
    &["policy", "upgrade"],
    &["verify"],
    &["completions"],
    &["man"],
];

#[test]
fn the_help_of_every_command_shows_an_example() {
    let desk = Desk::new();
    for command in COMMANDS {
        let help = desk.ok(command.iter().chain(&["--help"]));
        let called = [&["tenderbook"], *command].concat().join(" ");
        let example = help.split("Example").nth(1).unwrap_or_default();
        assert!(example.contains(&called), "“{called}” has no example in {help}");
    }
    assert!(desk.ok(["--version"]).starts_with("tenderbook "));
}

#[test]
fn nothing_that_a_terminal_obeys_is_printed_as_it_came() {
    let desk = Desk::new();
    let evil = "\u{1b}[31mred\u{7}\u{202e}\u{9b}2J\u{200b}end";
    desk.ok([
        "new",
        "--title",
        evil,
        "--policy",
        "nelc",
        "--type",
        "goods",
        "--value",
        "1k",
        "--officer",
        evil,
    ]);
    let reference = "2026-0001";
    desk.ok(["tick", reference, "equality", "--evidence", evil]);
    desk.ok(["rule-out", reference, "long-term-costs", "--reason", evil]);
    desk.ok(["add-item", reference, "1", evil]);
    desk.ok(["note", reference, "equality", evil]);
    desk.ok(["seek", reference, "2.4.apprentices", "--why", evil]);
    desk.ok(["weight", reference, "5", "--reason", evil, "--agreed-by", evil]);
    desk.ok(["opt-out", reference, "--explored", evil, "--why", evil, "--agreed-by", evil]);
    desk.ok(["pause", reference, "--reason", evil]);
    let unsafe_in =
        |text: &str| text.chars().find(|c| *c != '\n' && tenderbook::domain::text::is_unsafe(*c));
    for arguments in [
        &["list"][..],
        &["list", "--json"],
        &["show", reference],
        &["show", reference, "--json"],
        &["show", reference, "--stage", "1"],
        &["journal", reference],
        &["journal", reference, "--json"],
    ] {
        let out = desk.ok(arguments);
        assert_eq!(unsafe_in(&out), None, "{arguments:?} printed {out:?}");
    }
    for arguments in [
        &["show", evil][..],
        &["tick", reference, evil],
        &["policy", "show", evil],
        &["policy", "check", evil],
        &["list", "--sort", evil],
        &["new", "--title", "T", "--policy", evil, "--type", "goods", "--value", evil],
        &[evil],
    ] {
        let run = desk.run(arguments);
        assert_ne!(run.code, 0);
        assert_eq!(unsafe_in(&run.err), None, "{arguments:?} said {:?}", run.err);
    }
    // What was typed is kept as it is: a program that asks gets every character back.
    let shown = desk.json(["show", reference, "--json"]);
    assert_eq!(shown["state_reason"], evil);
}

#[test]
fn a_reader_that_has_had_enough_ends_the_command_quietly() {
    let desk = Desk::new();
    desk.start("cumbria");
    for arguments in [&["show", "2026-0001"][..], &["list", "--json"], &["policy", "show", "nelc"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tenderbook"))
            .args(arguments)
            .env("TENDERBOOK_REGISTER", desk.register())
            .env("HOME", desk.path("home"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn the_list_is_filtered_and_sorted() {
    let desk = Desk::new();
    for (title, value) in [("Bins", "3k"), ("Apples", "1k"), ("Cars", "2k")] {
        desk.ok(["new", "--title", title, "--policy", "nelc", "--type", "goods", "--value", value]);
    }
    let titles = |arguments: &[&str]| -> Vec<String> {
        let list = desk.json(["list", "--json"].iter().chain(arguments));
        let rows = list.as_array().unwrap().iter();
        rows.map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles(&["--sort", "title"]), ["Apples", "Bins", "Cars"]);
    assert_eq!(titles(&["--sort", "title", "--reverse"]), ["Cars", "Bins", "Apples"]);
    assert_eq!(titles(&["--sort", "value"]), ["Bins", "Cars", "Apples"]);
    assert_eq!(titles(&["app"]), ["Apples"]);
    assert!(desk.ok(["list", "zebra"]).contains("None of 3 procurements matches"));
}
