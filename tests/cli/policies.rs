//! `policy`, and policies of the officer's own.

use crate::support::{Desk, finish, small_policy};

#[test]
fn a_sound_policy_is_said_to_be_sound() {
    let desk = Desk::new();
    desk.write("small.toml", small_policy());
    assert_eq!(desk.ok(["policy", "check", "small.toml"]), "small.toml: sound, 4 items\n");
}

#[test]
fn every_fault_of_a_policy_is_said_with_its_place() {
    let desk = Desk::new();
    let broken = small_policy()
        .replace("status = \"expected\"", "status = \"expectd\"")
        .replace("minimum = \"10\"", "minimum = \"110\"");
    desk.write("small.toml", broken);
    let run = desk.run(["policy", "check", "small.toml"]);
    assert_eq!(run.code, 1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(lines[0].starts_with("small.toml:30:"), "{run:?}");
    assert!(lines[0].contains("Did you mean “expected”?"), "{run:?}");
    assert!(lines[1].contains("out of range"), "{run:?}");
    assert!(run.err.starts_with("tenderbook: The policy small.toml has 2 faults."), "{run:?}");
}

#[test]
fn a_file_that_is_not_there_or_not_text_is_no_policy() {
    let desk = Desk::new();
    let said = desk.no(1, ["policy", "check", "gone.toml"]);
    assert!(said.contains("gone.toml"), "{said}");
    desk.write("latin.toml", b"# caf\xe9");
    let said = desk.no(1, ["policy", "check", "latin.toml"]);
    assert!(said.contains("not UTF-8"), "{said}");
}

#[test]
fn a_broken_policy_of_the_officers_own_is_told_and_the_others_work() {
    let desk = Desk::new();
    desk.write("mine/broken.toml", "[policy");
    desk.write("mine/small.toml", small_policy());
    let run = finish(desk.command().args(["policy", "list", "--policies", "mine"]));
    assert_eq!(run.code, 0);
    assert!(run.err.contains("broken.toml was left out"), "{run:?}");
    assert!(run.out.contains("small: A Small Policy"), "{run:?}");
    assert!(run.out.contains("cumbria: "), "{run:?}");
}

#[test]
fn a_running_tender_keeps_the_edition_that_it_was_started_under() {
    let desk = Desk::new();
    let place = "config/tenderbook/policies/small.toml";
    desk.write(place, small_policy());
    let reference = desk.start("small");
    desk.write(place, small_policy().replace("edition = \"2026\"", "edition = \"2027\""));
    assert_eq!(desk.json(["show", &reference, "--json"])["edition"], "2026");
    assert_eq!(desk.json(["show", &desk.start("small"), "--json"])["edition"], "2027");
    assert_eq!(desk.json(["verify", "--json"])["policies"], 3);
}

#[test]
fn show_counts_the_items_of_each_stage_and_tells_rules_and_outcomes() {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", small_policy());
    let text = desk.ok(["policy", "show", "small"]);
    for part in [
        "Items: 4,",
        "Stage 1, Understand the need and high-level specification: 3 items, 1 required",
        "Stage 10, Logistics: 0 items, 0 required",
        "required: Over £50,000 social value is weighed. (clause 2)",
        "at least 10% of the quality part: A tenth of the quality part. (clause 2)",
        "Town Clerk: The clerk answers for key providers.",
        "Applied: Both, in their place.",
        "1.1.apprentices: Apprentices taken on (people)",
    ] {
        assert!(text.contains(part), "“{part}” is not in {text}");
    }
    for policy in ["cumbria", "lancashire-opcc", "lancashire-county", "cheshire", "nelc"] {
        desk.ok(["policy", "show", policy]);
    }
}
