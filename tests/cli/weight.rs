//! Setting the weight of social value on the command line.

use serde_json::{Value, json};

use crate::support::Desk;

fn set(desk: &Desk, reference: &str) -> Value {
    desk.json(["show", reference, "--json"])["weighting_set"].clone()
}

#[test]
fn a_weight_within_the_policy_is_set_shown_and_taken_away() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    assert_eq!(set(&desk, &reference), Value::Null);
    let said = desk.ok(["weight", &reference, "12.5"]);
    assert!(
        said.contains("set the weight of social value to 12.5% of the total award criteria."),
        "{said}"
    );
    assert_eq!(
        set(&desk, &reference),
        json!({
            "weight": "12.5", "base": "total", "of_total": "12.5", "departs": false,
            "reason": null, "agreed_by": null,
        })
    );
    let shown = desk.ok(["show", &reference]);
    assert!(shown.contains("Weight of social value: 12.5% of the total award"), "{shown}");
    assert!(!shown.contains("Mind: "), "{shown}");
    desk.ok(["weight", &reference, "--clear"]);
    assert_eq!(set(&desk, &reference), Value::Null);
    let said = desk.no(1, ["weight", &reference, "--clear"]);
    assert!(said.contains("No weight is set"), "{said}");
}

#[test]
fn a_weight_that_departs_is_recorded_with_a_reason_and_a_name_and_stays_flagged() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let said = desk.no(1, ["weight", &reference, "5"]);
    assert!(
        said.contains("5% of the total award criteria is below the policy's minimum"),
        "{said}"
    );
    assert!(said.contains("Hint: It can be recorded with a reason and the name of who"), "{said}");
    desk.no(1, ["weight", &reference, "5", "--reason", "One lot"]);
    desk.no(1, ["weight", &reference, "5", "--agreed-by", "Cabinet"]);
    desk.ok(["weight", &reference, "5", "--reason", "One lot", "--agreed-by", "Cabinet"]);
    assert_eq!(
        set(&desk, &reference),
        json!({
            "weight": "5", "base": "total", "of_total": "5", "departs": true,
            "reason": "One lot", "agreed_by": "Cabinet",
        })
    );
    let shown = desk.ok(["show", &reference]);
    assert!(shown.contains("Mind: 5% of the total award criteria is below"), "{shown}");
    assert!(shown.contains("Agreed by Cabinet"), "{shown}");
}

#[test]
fn a_weight_is_of_what_the_policy_speaks_of_and_flags_follow_the_facts() {
    let desk = Desk::new();
    let reference = desk.start("lancashire-opcc");
    desk.ok(["weight", &reference, "2.5"]);
    assert_eq!(set(&desk, &reference)["base"], "quality");
    assert_eq!(set(&desk, &reference)["of_total"], Value::Null);
    let said = desk.no(1, ["weight", &reference, "1", "--base", "total"]);
    assert!(said.contains("the share of quality has to be known first"), "{said}");
    desk.ok(["facts", &reference, "--quality", "40"]);
    assert_eq!(set(&desk, &reference)["of_total"], "1");
    desk.ok(["weight", &reference, "1", "--base", "total"]);
    assert_eq!(set(&desk, &reference)["departs"], false);
    desk.ok(["facts", &reference, "--quality", "60"]);
    assert_eq!(set(&desk, &reference)["departs"], true);
    desk.ok(["facts", &reference, "--quality", "unknown"]);
    assert_eq!(set(&desk, &reference)["departs"], Value::Null);
}

#[test]
fn a_weight_that_is_none_is_wrong_usage() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    for wrong in [
        &["weight", &reference][..],
        &["weight", &reference, "ten"],
        &["weight", &reference, "-1"],
        &["weight", &reference, "101"],
        &["weight", &reference, "10", "--base", "price"],
        &["weight", &reference, "10", "--clear"],
    ] {
        desk.no(2, wrong);
    }
    desk.no(1, ["weight", "2026-0099", "10"]);
}

#[test]
fn the_journal_says_when_a_weight_departed_from_the_policy() {
    let desk = Desk::new();
    let said = |policy: &str, more: &[&str]| -> Value {
        let reference = desk.start(policy);
        desk.ok([&["weight", &reference][..], more].concat());
        desk.json(["journal", &reference, "--json"])[1]["detail"].clone()
    };
    let agreed = ["--reason", "One lot", "--agreed-by", "Cabinet"];
    assert_eq!(
        said("nelc", &[&["5"][..], &agreed].concat()),
        "One lot (departs from the policy, agreed by Cabinet)"
    );
    // Agreed to, and still what the policy asks for.
    assert_eq!(said("nelc", &[&["12"][..], &agreed].concat()), "One lot (agreed by Cabinet)");
    // Cheshire's default may be adjusted with a reason alone.
    assert_eq!(
        said("cheshire", &["5", "--reason", "Small market"]),
        "Small market (departs from the policy)"
    );
}
