//! Samples that are kept as a file, without a terminal.

use serde_json::Value;

use crate::support::Desk;

#[test]
fn samples_are_kept_as_a_register_that_verifies_and_follows_from_its_seed() {
    let desk = Desk::new();
    let made = desk.ok(["demo", "--rows", "40", "--seed", "7", "--keep", "one.db"]);
    assert_eq!(made, "one.db has 40 procurements, all of them samples.\n");
    desk.ok(["demo", "--rows", "40", "--seed", "7", "--keep", "same.db"]);
    desk.ok(["demo", "--rows", "40", "--seed", "8", "--keep", "other.db"]);
    let one = desk.json(["list", "--register", "one.db", "--json"]);
    assert_eq!(one, desk.json(["list", "--register", "same.db", "--json"]));
    assert_ne!(one, desk.json(["list", "--register", "other.db", "--json"]));
    let found = desk.json(["verify", "--register", "one.db", "--json"]);
    assert_eq!(found["faults"], Value::Array(Vec::new()));
}

#[test]
fn samples_are_never_put_over_a_file_and_never_more_than_can_be_made() {
    let desk = Desk::new();
    desk.write("mine.db", "mine");
    let said = desk.no(1, ["demo", "--keep", "mine.db"]);
    assert!(said.contains("mine.db is there already."), "{said}");
    assert_eq!(std::fs::read(desk.path("mine.db")).unwrap(), b"mine");
    let said = desk.no(2, ["demo", "--rows", "9000000", "--keep", "many.db"]);
    assert!(said.contains("at most 1,000,000 can be made"), "{said}");
    assert!(!desk.path("many.db").exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_half_of_the_samples_behind() {
    let desk = Desk::new();
    let large = desk.path("large.db");
    // The tables are there, and the samples are being made, beside the place that they will have.
    let folder = large.parent().unwrap();
    let on_its_way = || {
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let mut begun =
            files.filter(|file| file.file_name().to_string_lossy().starts_with("large"));
        begun.any(|file| file.metadata().is_ok_and(|file| file.len() > 1 << 18))
    };
    let ended = desk.interrupted(&["demo", "--rows", "100000", "--keep", "large.db"], on_its_way);
    assert_eq!(ended.code, 1, "{}", ended.err);
    let left = std::fs::read_dir(folder).unwrap().flatten();
    let left: Vec<_> = left.filter(|file| file.file_name() != "home").collect();
    assert!(left.is_empty(), "{left:?}");
}
