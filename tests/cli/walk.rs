//! A tender through all thirteen stages, driven only by what `show --json` says.

use rstest::rstest;
use serde_json::Value;

use crate::support::Desk;

fn required_and_open(stage: &Value) -> Vec<String> {
    let items = stage["items"].as_array().unwrap().iter();
    items
        .filter(|item| item["required"] == true && item["state"] == "open")
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[rstest]
#[case("cumbria", &["--type", "services", "--value", "120000"])]
#[case("lancashire-opcc", &["--type", "services", "--value", "40k", "--quality", "60"])]
#[case("lancashire-county", &[
    "--type", "services", "--value", "1.5m", "--impact", "significant", "--objectives", "3",
    "--needs", "highest",
])]
#[case("cheshire", &["--type", "works", "--value", "640,000", "--advertised"])]
#[case("nelc", &["--type", "services", "--value", "£360,000", "--key-provider"])]
fn a_tender_can_be_walked_to_its_end_by_commands(#[case] policy: &str, #[case] flags: &[&str]) {
    let desk = Desk::new();
    let minutes = desk.write("minutes.txt", "abc");
    let reference = desk.start_with(&[&["--policy", policy], flags].concat());
    let (mut ticked, mut ruled_out) = (0, 0);
    for number in 1..=13 {
        let shown = desk.json(["show", &reference, "--json"]);
        let stage = &shown["stages"][number - 1];
        assert_eq!(stage["number"], number);
        assert_eq!(stage["state"], "open");
        let stage_number = number.to_string();
        let open = required_and_open(stage);
        if !open.is_empty() {
            let said = desk.no(1, ["complete", &reference, &stage_number]);
            for id in &open {
                assert!(said.contains(id.as_str()), "{id} is not named in {said}");
            }
        }
        if number == 6 {
            desk.ok(["skip", &reference, "6", "--reason", "Selected under the framework"]);
            continue;
        }
        for id in open {
            // The last part is enough where it is unambiguous in the tender.
            let name = id.rsplit('.').next().unwrap().to_owned();
            let short = desk.run(["note", &reference, &name, "looked at"]).code == 0;
            let item = if short { &name } else { &id };
            if ticked == 3 && ruled_out == 0 {
                desk.ok(["rule-out", &reference, item, "--reason", "One site only"]);
                ruled_out += 1;
            } else {
                let file = minutes.to_str().unwrap();
                desk.ok([
                    "tick",
                    &reference,
                    item,
                    "--evidence",
                    "Minutes, item 4",
                    "--file",
                    file,
                ]);
                ticked += 1;
            }
        }
        desk.ok(["complete", &reference, &stage_number, "--note", "All settled"]);
    }
    let listed = desk.json(["list", "--json"]);
    assert_eq!(listed[0]["closed_stages"], 13);
    assert_eq!(listed[0]["stage"], Value::Null);
    assert_eq!(listed[0]["next_item"], Value::Null);
    let shown = desk.json(["show", &reference, "--json"]);
    let states: Vec<&str> = shown["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| stage["state"].as_str().unwrap())
        .collect();
    assert_eq!(states.iter().filter(|state| **state == "closed").count(), 12);
    assert_eq!(states[5], "skipped");
    assert_eq!(shown["stages"][5]["note"], "Selected under the framework");
    desk.ok(["close", &reference, "--reason", "Contract ended, lessons filed"]);
    assert_eq!(desk.json(["show", &reference, "--json"])["state"], "closed");
    assert_eq!(desk.json(["verify", "--json"])["sound"], true);
    assert!(ticked > 10, "only {ticked} items were required");
    assert_eq!(ruled_out, 1);
}

#[test]
fn a_stage_on_which_the_policy_is_silent_says_so_and_closes_at_once() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    for stage in 1..10 {
        desk.ok(["skip", &reference, &stage.to_string(), "--reason", "bought before"]);
    }
    let shown = desk.json(["show", &reference, "--json"]);
    let logistics = &shown["stages"][9];
    assert_eq!(logistics["name"], "Logistics");
    assert_eq!(logistics["items"], Value::Array(Vec::new()));
    assert!(!logistics["silence"].as_str().unwrap().is_empty());
    desk.ok(["complete", &reference, "10"]);
}

#[test]
fn what_was_decided_can_be_taken_back_and_the_journal_tells_all_of_it() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    desk.ok(["rule-out", &reference, "equality", "--reason", "No effect on people"]);
    desk.ok(["untick", &reference, "equality"]);
    desk.ok(["skip", &reference, "1", "--reason", "done last year"]);
    desk.ok(["reopen", &reference, "1", "--reason", "the need has changed"]);
    desk.ok(["pause", &reference, "--reason", "no budget"]);
    let said = desk.no(1, ["tick", &reference, "equality"]);
    assert!(said.contains("paused"), "{said}");
    desk.ok(["resume", &reference, "--reason", "budget agreed"]);
    desk.ok(["add-item", &reference, "1", "Ask the mayor", "--required"]);
    desk.ok(["remove-item", &reference, "ask-the-mayor"]);
    desk.ok(["seek", &reference, "2.4.apprentices", "--quantity", "4", "--why", "asked for"]);
    desk.ok(["drop-outcome", &reference, "2.4.apprentices"]);
    desk.ok(["facts", &reference, "--value", "90k", "--title", "Another title"]);
    desk.ok(["cancel", &reference, "--reason", "no longer needed"]);
    let journal = desk.json(["journal", &reference, "--json"]);
    let said: Vec<&str> =
        journal.as_array().unwrap().iter().map(|entry| entry["said"].as_str().unwrap()).collect();
    assert_eq!(said.len(), 13, "{said:#?}");
    assert!(said[0].contains("started"));
    assert_eq!(journal[1]["detail"], "No effect on people");
    assert_eq!(journal[1]["officer"], "A. Officer");
    assert_eq!(journal[1]["at"], "2026-11-21T09:00:00Z");
    let text = desk.ok(["journal", &reference]);
    assert!(text.contains("the need has changed"), "{text}");
}
