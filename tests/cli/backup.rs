//! Backups and restoring as commands.

use std::fs;

use crate::support::{Desk, finish};

#[test]
fn a_backup_says_where_it_is_and_what_it_holds() {
    let desk = Desk::new();
    desk.start("cumbria");
    let told = desk.json(["backup", "copy.db", "--json"]);
    let place = desk.path("copy.db");
    assert_eq!(told["file"], place.canonicalize().unwrap().display().to_string());
    assert_eq!(told["entries"], 1);
    assert_eq!(told["bytes"], fs::metadata(&place).unwrap().len());
    assert_eq!(told["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(told["newest"], desk.json(["verify", "--json"])["newest"]);
    let said = desk.no(1, ["backup", "copy.db"]);
    assert!(said.contains("it is there already"), "{said}");
    desk.ok(["backup", "copy.db", "--force"]);
    let said = desk.ok(["backup"]);
    assert!(said.contains("register-2026-11-21T090000Z.db"), "{said}");
    assert!(said.contains("It was read back and is sound."), "{said}");
    assert!(desk.path("backups/register-2026-11-21T090000Z.db").is_file());
    let said = desk.no(1, ["backup", "no/such/folder.db"]);
    assert!(said.contains("its folder is not there"), "{said}");
}

#[test]
fn the_first_change_of_a_day_makes_a_backup_of_what_was_there_before() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    assert!(!desk.path("backups").exists(), "there was nothing to keep");
    desk.ok(["show", &reference]);
    assert!(!desk.path("backups").exists(), "reading makes no backup");
    desk.ok(["tick", &reference, "purpose"]);
    let today = desk.path("backups/register-2026-11-21.db");
    let made = fs::read(&today).unwrap();
    desk.ok(["untick", &reference, "purpose"]);
    assert_eq!(fs::read(&today).unwrap(), made, "one a day");
    let mut command = desk.command();
    command.env("TENDERBOOK_CLOCK", "2026-11-22T09:00:00Z");
    assert_eq!(finish(command.args(["tick", &reference, "purpose"])).code, 0);
    assert!(desk.path("backups/register-2026-11-22.db").is_file());
}

#[test]
fn a_backup_of_the_day_that_fails_is_told_and_keeps_nobody_from_work() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.write("backups", "a file in the way");
    let run = desk.run(["tick", &reference, "purpose"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("ticked purpose"), "{}", run.out);
    assert!(run.err.starts_with("tenderbook: The backup of the day was not made."), "{}", run.err);
}

#[test]
fn restoring_needs_to_be_confirmed_and_keeps_what_it_replaces() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.ok(["backup", "copy.db"]);
    desk.ok(["tick", &reference, "purpose"]);
    let run = desk.run(["restore", "copy.db"]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("It was checked and is sound."), "{}", run.out);
    assert!(run.err.contains("--yes carries it out"), "{}", run.err);
    assert_eq!(desk.json(["verify", "--json"])["entries"], 2);
    let told = desk.json(["restore", "copy.db", "--yes", "--json"]);
    assert_eq!((&told["entries"], &told["entry"]), (&1.into(), &2.into()));
    let kept = told["kept_as"].as_str().unwrap().to_owned();
    assert!(kept.ends_with("register-replaced-2026-11-21T090000Z.db"), "{kept}");
    assert!(desk.ok(["verify"]).contains("are sound."));
    assert!(desk.ok(["restore", &kept, "--yes"]).contains("Restored: "));
    assert_eq!(desk.json(["verify", "--json"])["entries"], 3);
}

#[test]
fn what_cannot_be_restored_is_said_with_the_newest_backup_there_is() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.ok(["tick", &reference, "purpose"]);
    desk.write("zero.db", "");
    desk.write("text.db", "Minutes of the board");
    for (file, why) in [
        ("zero.db", "it is empty"),
        ("text.db", "not a SQLite file"),
        ("none.db", "none.db"),
        ("register.db", "it is the register itself"),
    ] {
        let said = desk.no(1, ["restore", file, "--yes"]);
        assert!(said.contains(why), "{said}");
        assert!(said.contains("register-2026-11-21.db"), "{said}");
    }
}
