//! Moving a tender to another edition of its policy on the command line.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Desk, next_small_policy, small_policy};

const POLICY: &str = "config/tenderbook/policies/small.toml";

fn started() -> (Desk, String) {
    let desk = Desk::new();
    desk.write(POLICY, small_policy());
    let reference = desk.start("small");
    desk.ok(["statute", &reference, "--leave-out", "Only the policy matters here"]);
    desk.ok(["tick", &reference, "small.01.purpose"]);
    desk.ok(["tick", &reference, "neighbours", "--evidence", "They were asked"]);
    (desk, reference)
}

#[test]
fn the_difference_is_shown_and_nothing_is_changed_without_a_word() {
    let (desk, reference) = started();
    let said = desk.ok(["policy", "upgrade", &reference]);
    assert_eq!(
        said,
        format!("{reference} has the text of small and of the statute that is there now.\n")
    );
    desk.write(POLICY, next_small_policy());
    let shown = desk.ok(["show", &reference]);
    assert!(shown.contains("There is edition 2027 of the policy"), "{shown}");
    let newer = &desk.json(["show", &reference, "--json"])["newer_edition"];
    assert_eq!(newer["edition"], "2027");
    let said = desk.ok(["policy", "upgrade", &reference]);
    let hashes: Vec<&str> = said.lines().filter(|line| line.contains("SHA-256")).collect();
    assert_eq!(hashes.len(), 1);
    assert_snapshot!("upgrade", said.replace(hashes[0], "  [hashes]"));
    assert_eq!(desk.json(["show", &reference, "--json"])["edition"], "2026");
}

#[test]
fn a_tender_moves_when_it_is_told_to_and_keeps_its_work() {
    let (desk, reference) = started();
    desk.write(POLICY, next_small_policy());
    let found = desk.json(["policy", "upgrade", &reference, "--json"]);
    assert_eq!((&found["done"], &found["from"]["edition"]), (&false.into(), &"2026".into()));
    assert_eq!(found["kept"][0], "small.01.neighbours");
    let found = desk.json(["policy", "upgrade", &reference, "--json", "--yes"]);
    assert_eq!((&found["done"], &found["to"]["edition"]), (&true.into(), &"2027".into()));
    assert_eq!(found["differences"].as_array().unwrap().len(), 7);
    assert_eq!(found["determination"][0]["what"], "weight");
    let shown = desk.json(["show", &reference, "--json"]);
    assert_eq!((&shown["edition"], &shown["newer_edition"]), (&"2027".into(), &Value::Null));
    let items = shown["stages"][0]["items"].as_array().unwrap();
    let states: Vec<(&str, &str)> = items
        .iter()
        .map(|item| (item["id"].as_str().unwrap(), item["state"].as_str().unwrap()))
        .collect();
    assert_eq!(
        states,
        [
            ("small.01.purpose", "done"),
            ("small.01.residents", "open"),
            ("small.01.neighbours", "done"),
        ]
    );
    assert_eq!(items[2]["evidence"][0]["text"], "They were asked");
    let shown = desk.ok(["show", &reference]);
    assert!(shown.contains("The policy no longer has it; it is kept"), "{shown}");
    let journal = desk.ok(["journal", &reference]);
    assert!(journal.contains("moved from edition 2026 to edition 2027"), "{journal}");
    let found = desk.json(["policy", "upgrade", &reference, "--json", "--yes"]);
    assert_eq!((&found["done"], &found["to"]), (&false.into(), &Value::Null));
    assert_eq!(desk.json(["verify", "--json"])["sound"], true);
}

#[test]
fn a_policy_that_is_no_longer_there_is_said_and_the_tender_goes_on() {
    let (desk, reference) = started();
    std::fs::remove_file(desk.path(POLICY)).unwrap();
    let said = desk.no(1, ["policy", "upgrade", &reference, "--yes"]);
    assert!(said.contains("There is no policy “small”"), "{said}");
    desk.ok(["complete", &reference, "1"]);
}
