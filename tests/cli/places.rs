//! Where the register and the policies are, and who is written into the journal.

use std::fs;

use crate::support::{Desk, finish};

const NEW: [&str; 9] =
    ["new", "--title", "T", "--policy", "nelc", "--type", "goods", "--value", "1k"];

#[test]
#[cfg(target_os = "linux")]
fn the_register_is_made_in_the_data_folder_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    assert_eq!(finish(desk.bare().args(NEW)).code, 0);
    let folder = desk.path("data/tenderbook");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("register.db")), 0o600);
}

#[test]
fn the_option_chooses_the_register_before_the_environment() {
    let desk = Desk::new();
    let other = desk.path("other.db");
    desk.ok(NEW.iter().copied().chain(["--register", other.to_str().unwrap()]));
    assert!(other.exists());
    assert!(!desk.register().exists());
}

#[test]
fn a_mistyped_register_is_not_made_by_reading() {
    let desk = Desk::new();
    for arguments in [&["verify"][..], &["show", "x"], &["tick", "x", "y"], &["journal", "x"]] {
        let said = desk.no(1, arguments);
        assert!(said.contains("There is no register at"), "{said}");
    }
    desk.no(1, ["new", "--title", "T", "--policy", "nowhere", "--type", "goods", "--value", "1"]);
    assert!(!desk.register().exists());
}

#[test]
fn what_is_not_a_register_is_refused_and_left_alone() {
    let desk = Desk::new();
    let path = desk.write("notes.txt", "my notes, not a register");
    for command in [&["list"][..], &NEW, &["verify"]] {
        let run = finish(desk.bare().args(command).args(["--register", path.to_str().unwrap()]));
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("is not a register of Tenderbook"), "{run:?}");
    }
    assert_eq!(fs::read_to_string(path).unwrap(), "my notes, not a register");
}

#[test]
fn the_officer_is_named_by_option_environment_or_system() {
    let desk = Desk::new();
    let officer = |run: &mut assert_cmd::Command| {
        assert_eq!(finish(run.args(NEW)).code, 0);
        let list = desk.json(["list", "--json"]);
        let reference = list[0]["reference"].as_str().unwrap().to_owned();
        desk.json(["journal", &reference, "--json"])[0]["officer"].clone()
    };
    assert_eq!(officer(&mut desk.command()), "A. Officer");
    assert_eq!(officer(desk.command().args(["--officer", "B. Other"])), "B. Other");
    assert_eq!(
        officer(desk.command().env_remove("TENDERBOOK_OFFICER").env("USER", "carol")),
        "carol"
    );
    assert_eq!(officer(desk.command().env_remove("TENDERBOOK_OFFICER")), "officer");
    assert_eq!(
        officer(desk.command().args(["--officer", "\u{1b}[31mD.\nEvil"])),
        "\\u{1b}[31mD.\\nEvil"
    );
}

#[test]
fn references_are_numbered_by_the_year_of_the_clock() {
    let desk = Desk::new();
    assert_eq!(desk.start("nelc"), "2026-0001");
    assert_eq!(desk.start("nelc"), "2026-0002");
    let run = finish(desk.command().env("TENDERBOOK_CLOCK", "2027-01-01T00:00:00Z").args(NEW));
    assert!(run.out.starts_with("2027-0001: "), "{run:?}");
    let run = finish(desk.command().env("TENDERBOOK_CLOCK", "soon").args(NEW));
    assert_eq!(run.code, 1);
    assert!(run.err.contains("TENDERBOOK_CLOCK"), "{run:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn the_day_is_that_of_the_place_where_the_officer_is() {
    let desk = Desk::new();
    let day = |zone: &str| {
        let mut command = desk.bare();
        command.env_remove("TENDERBOOK_CLOCK").env("TZ", zone);
        let run = finish(
            command.args(["assess", "--policy", "nelc", "--type", "goods", "--value", "1k"]),
        );
        let line = run.out.lines().find(|line| line.contains("Start: ")).unwrap();
        line.to_owned()
    };
    // A day always lies between the two: there are 25 hours from one to the other.
    assert_ne!(day("Pacific/Kiritimati"), day("Pacific/Niue"));
}
