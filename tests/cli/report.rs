//! `tenderbook report annual`: where it is written, from which registers, and what is refused.

use std::fs;

use serde_json::Value;

use crate::support::{Desk, Run, finish};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.start("nelc");
    desk
}

/// Runs the report on registers that are named, without the variable.
fn on(desk: &Desk, registers: &[&str], rest: &[&str]) -> Run {
    let mut command = desk.bare();
    command.args(["report", "annual", "--year", "2026"]).args(rest);
    for register in registers {
        command.arg("--register").arg(desk.path(register));
    }
    finish(&mut command)
}

#[track_caller]
fn refused(run: &Run, code: i32, words: &str) {
    assert_eq!((run.code, run.out.as_str()), (code, ""), "{}", run.err);
    assert!(run.err.contains(words), "{}", run.err);
}

#[test]
fn without_a_place_it_is_a_file_of_the_current_folder_and_is_never_written_over() {
    let desk = desk();
    let annual = ["report", "annual", "--year", "2026", "--format", "json"];
    let said = desk.ok(annual);
    let path = desk.path("annual-report-2026.json");
    assert!(said.starts_with("Annual report 2026-27: "), "{said}");
    assert!(said.contains("annual-report-2026.json"), "{said}");
    assert!(said.contains("for publication, add --publication"), "{said}");
    let written: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(written["procurements"]["commenced"], 1);
    fs::write(&path, "mine").unwrap();
    let said = desk.no(1, annual);
    assert!(said.contains("annual-report-2026.json"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    desk.ok(annual.into_iter().chain(["--force"]));
    assert_ne!(fs::read(&path).unwrap(), b"mine");
}

#[test]
fn the_format_follows_from_the_ending_and_a_dash_is_standard_output() {
    let desk = desk();
    let annual = ["report", "annual", "--year", "2026-27"];
    desk.ok(annual.into_iter().chain(["--publication", "-o", "sv.json"]));
    let written: Value = serde_json::from_slice(&fs::read(desk.path("sv.json")).unwrap()).unwrap();
    assert_eq!(
        (&written["variant"], &written["made_by"]),
        (&"publication".into(), &"an officer".into())
    );
    let out = desk.json(annual.into_iter().chain(["--format", "json", "-o", "-"]));
    assert_eq!((&out["variant"], &out["made_by"]), (&"full".into(), &"A. Officer".into()));
    assert_eq!(out["registers"][0]["number"], 1);
}

#[test]
fn several_registers_are_read_together_and_only_by_this_command() {
    let desk = desk();
    let there = desk.register();
    let name = there.file_name().unwrap().to_str().unwrap();
    desk.ok(["backup", desk.path("two.db").to_str().unwrap()]);
    let before = fs::read(&there).unwrap();
    let run = on(&desk, &[name, "two.db"], &["--format", "json", "-o", "-"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let out: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(out["registers"].as_array().unwrap().len(), 2);
    assert_eq!(out["procurements"]["commenced"], 1);
    assert_eq!(out["same"]["procurements_in_several"], 1);
    assert_eq!(fs::read(&there).unwrap(), before, "the register is only read");

    for command in [vec!["list"], vec!["show", "2026-0001"], vec!["targets"], vec![]] {
        let mut several = desk.bare();
        several.args(&command).arg("--register").arg(&there);
        several.arg(format!("--register={}", desk.path("two.db").display()));
        let said = finish(&mut several);
        refused(&said, 2, "2 registers are named, and this works on one.");
        assert!(said.err.contains("tenderbook report annual"), "{}", said.err);
    }
    let mut apart = desk.bare();
    apart.arg("--register").arg(&there).args(["report", "annual", "--year", "2026"]);
    apart.arg("--register").arg(desk.path("two.db"));
    refused(&finish(&mut apart), 2, "before the command and after it");
    // Before the command all of them are read, too.
    let mut before = desk.bare();
    before.arg("--register").arg(&there).arg("--register").arg(desk.path("two.db"));
    before.args(["report", "annual", "--year", "2026", "--format", "json", "-o", "-"]);
    assert!(finish(&mut before).out.contains("\"procurements_in_several\": 1"));
}

#[test]
fn what_cannot_be_read_or_written_leaves_nothing_behind() {
    let desk = desk();
    let run = on(&desk, &["register.db", "missing.db"], &["--format", "json"]);
    refused(&run, 1, "There is no register at");
    assert!(!desk.path("missing.db").exists() && !desk.path("annual-report-2026.json").exists());
    desk.write("note.db", "not a register");
    refused(&on(&desk, &["note.db"], &["--format", "json"]), 1, "note.db");
    let register = desk.register();
    let over = ["report", "annual", "--year", "2026", "--format", "json", "--force", "-o"];
    desk.no(1, over.into_iter().chain([register.to_str().unwrap()]));
    desk.no(1, ["report", "annual", "--year", "2027", "--format", "json"]);
    for wrong in [
        vec!["report", "annual"],
        vec!["report", "annual", "--year", "26"],
        vec!["report", "annual", "--year", "2026", "--format", "csv"],
        vec!["report", "quarterly"],
    ] {
        desk.no(2, wrong);
    }
}
