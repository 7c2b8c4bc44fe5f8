//! A register on a network share: known as such, without a write-ahead log, one writer at a time.
//!
//! The shim lets a folder of this machine look like one of a file server.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command};
use std::time::{Duration, SystemTime};

use super::place::{Harm, ITEM, Place, Ran, finish, notes, shim};
use crate::terminal::pty::Terminal;

const TENDER: &str = "2026-0001";
const NFS: &str = "0x6969";
const SMB: &str = "0xFE534D42";

fn on_share(place: &Place, arguments: &[&str], officer: &str) -> Command {
    let mut command = place.harmed(arguments, Harm::None);
    command.env("HARM_KIND", NFS).env("TENDERBOOK_OFFICER", officer);
    command
}

fn run(place: &Place, arguments: &[&str], officer: &str) -> Ran {
    finish(on_share(place, arguments, officer).spawn().unwrap(), "", Harm::None)
}

/// A walk that has the lock, held at a question.
struct Walking {
    child: Child,
}

impl Walking {
    fn begin(place: &Place, officer: &str) -> Self {
        let mut child = on_share(place, &["walk", TENDER], officer).spawn().unwrap();
        // It asks its first question when the lock is its own.
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("Answers:") {
            line.clear();
            assert!(out.read_line(&mut line).unwrap() > 0, "the walk ended");
        }
        child.stdout = Some(out.into_inner());
        Self { child }
    }

    fn answer(mut self, answers: &str) -> Ran {
        self.child.stdin.as_mut().unwrap().flush().unwrap();
        finish(self.child, answers, Harm::None)
    }
}

/// The mode that the file itself names: 1 with a rollback journal, 2 with a write-ahead log.
fn mode(place: &Place) -> [u8; 2] {
    let header = fs::read(place.register()).unwrap();
    [header[18], header[19]]
}

#[test]
fn a_register_on_a_share_has_no_write_ahead_log_and_a_lock_while_it_is_written_to() {
    let place = Place::with_tender();
    assert_eq!(mode(&place), [2, 2], "on a local disk there is one");
    for kind in [NFS, SMB] {
        let mut command = on_share(&place, &["note", TENDER, ITEM, kind], "A. Officer");
        let ran = finish(command.env("HARM_KIND", kind).spawn().unwrap(), "", Harm::None);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        assert_eq!(mode(&place), [1, 1]);
        for gone in ["register.db-wal", "register.db-shm", "register.db.lock"] {
            assert!(!place.path(gone).exists(), "{gone} is still there");
        }
    }
    // Back on a local disk it has a log again.
    place.ok(&["list"]);
    assert_eq!(mode(&place), [2, 2]);
    assert_eq!(notes(&place.sound(), TENDER).0, [NFS, SMB]);
}

#[test]
fn a_register_that_is_only_read_loses_its_log_first_when_it_has_come_to_a_share() {
    let place = Place::with_tender();
    let ran = run(&place, &["export", TENDER, "--format", "md", "-o", "file.md"], "A. Officer");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(mode(&place), [1, 1]);
    assert_eq!(place.names(""), ["file.md", "register.db"]);
}

#[test]
fn who_comes_second_is_told_who_writes_and_can_read() {
    let place = Place::with_tender();
    let first = Walking::begin(&place, "B. First");
    let text = fs::read_to_string(place.path("register.db.lock")).unwrap();
    assert!(text.contains("\"officer\": \"B. First\""), "{text}");
    let ran = run(&place, &["note", TENDER, ITEM, "second"], "C. Second");
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("B. First on "), "{}", ran.err);
    assert!(ran.err.contains("since 2026-11-21 09:00 UTC"), "{}", ran.err);
    assert!(ran.err.contains("--take-over"), "{}", ran.err);
    let read = run(&place, &["show", TENDER], "C. Second");
    assert_eq!((read.code, read.err.as_str()), (Some(0), ""));
    let first = first.answer("note\nfirst\nquit\n");
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert!(!place.path("register.db.lock").exists());
    let ran = run(&place, &["note", TENDER, ITEM, "second"], "C. Second");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(notes(&place.sound(), TENDER).0, ["first", "second"]);
}

#[test]
fn a_lock_that_was_left_behind_is_taken_away_and_said() {
    let place = Place::with_tender();
    let mut killed = Walking::begin(&place, "B. First");
    killed.child.kill().unwrap();
    killed.child.wait().unwrap();
    assert!(place.path("register.db.lock").exists());
    let ran = run(&place, &["note", TENDER, ITEM, "after"], "C. Second");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("The lock of B. First on "), "{}", ran.err);
    assert!(ran.err.contains("was left behind"), "{}", ran.err);
    assert!(!place.path("register.db.lock").exists());
}

#[test]
fn a_lock_of_another_machine_is_taken_when_it_is_old_or_when_the_officer_says_so() {
    let place = Place::with_tender();
    let lock = place.path("register.db.lock");
    let theirs = r#"{"about": "", "officer": "D. Away", "machine": "PC-7", "process": 4711,
        "since": "2026-11-20T16:30:00Z", "token": "0193a3c0-0000-7000-8000-000000000001"}"#;
    fs::write(&lock, theirs).unwrap();
    let note = ["note", TENDER, ITEM, "mine"];
    let ran = run(&place, &note, "C. Second");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("D. Away on PC-7, since 2026-11-20 16:30 UTC"), "{}", ran.err);
    let ran = run(&place, &[&note[..], &["--take-over"]].concat(), "C. Second");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("was taken over from D. Away on PC-7"), "{}", ran.err);
    fs::write(&lock, theirs).unwrap();
    let old = SystemTime::now() - Duration::from_hours(13);
    fs::File::options().write(true).open(&lock).unwrap().set_modified(old).unwrap();
    let ran = run(&place, &["note", TENDER, ITEM, "again"], "C. Second");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("The lock of D. Away on PC-7"), "{}", ran.err);
    assert_eq!(notes(&place.sound(), TENDER).0, ["mine", "again"]);
}

#[test]
fn who_has_lost_the_lock_writes_nothing_more_until_it_is_free() {
    let place = Place::with_tender();
    let first = Walking::begin(&place, "B. First");
    let ran = run(&place, &["note", TENDER, ITEM, "second", "--take-over"], "C. Second");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("was taken over from B. First"), "{}", ran.err);
    let first = first.answer("note\nfirst\nquit\n");
    let said = format!("{}{}", first.out, first.err);
    assert!(!first.out.contains("Recorded: "), "{said}");
    assert!(said.contains("was taken away while you had it open"), "{said}");
    assert_eq!(notes(&place.sound(), TENDER).0, ["second"]);
}

#[test]
fn two_who_write_at_once_on_a_share_lose_nothing() {
    let place = Place::with_tender();
    let mut written = 0;
    for round in 0..5 {
        let note = |who: &str| format!("{who} in round {round}");
        let (one, other) = (note("one"), note("other"));
        let children = [&one, &other].map(|text| {
            on_share(&place, &["note", TENDER, ITEM, text], "A. Officer").spawn().unwrap()
        });
        for child in children {
            let ran = finish(child, "", Harm::None);
            let refused = ran.err.contains("Another program")
                || ran.err.contains("changed by another program");
            assert!(ran.code == Some(0) || refused, "{:?}: {}", ran.code, ran.err);
            written += usize::from(ran.code == Some(0));
        }
    }
    assert!(written >= 5, "of two at least one comes through");
    assert_eq!(notes(&place.sound(), TENDER).0.len(), written);
    assert!(place.names("").iter().all(|name| !name.contains(".lock")), "{:?}", place.names(""));
}

#[test]
fn the_interface_says_who_writes_keeps_what_was_typed_and_goes_on_when_they_have_left() {
    let place = Place::with_tender();
    let environment = [
        ("LD_PRELOAD", shim().to_owned()),
        ("HARM_FOLDER", place.folder().to_owned()),
        ("HARM_KIND", NFS.into()),
    ];
    let mut alone = Terminal::start_with(&place.register(), (80, 24), &environment, &[]);
    alone.reads("On this network share one program writes at a time");
    alone.press("q");
    assert!(alone.ends_well());
    assert!(!place.path("register.db.lock").exists());
    let first = Walking::begin(&place, "B. First");
    let mut terminal = Terminal::start_with(&place.register(), (80, 24), &environment, &[]);
    terminal.reads("Another program is writing to this register: B. First on ");
    terminal.press("Enter");
    terminal.sees("[1 Walk]");
    terminal.press("o");
    terminal.sees("A note on the item");
    terminal.paste("Kept meanwhile");
    terminal.press("Enter");
    let screen = terminal.reads("B. First on ");
    assert!(screen.contains("Kept meanwhile"), "what was typed is gone:\n{screen}");
    assert_eq!(first.answer("quit\n").code, Some(0));
    terminal.press("Enter");
    terminal.reads("Wrote a note");
    assert_eq!(notes(&place.sound(), TENDER).1.as_deref(), Some("Kept meanwhile"));
    terminal.kill_hard();
}
