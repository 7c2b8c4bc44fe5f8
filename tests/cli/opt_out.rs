//! Opting out of social value on the command line.

use serde_json::{Value, json};

use crate::support::Desk;

#[test]
fn a_tender_is_opted_out_marked_everywhere_and_taken_back() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    assert_eq!(desk.json(["list", "--json"])[0]["opted_out"], false);
    assert_eq!(desk.json(["show", &reference, "--json"])["opt_out"], Value::Null);
    let said = desk.ok([
        "opt-out",
        &reference,
        "--explored",
        "2.4",
        "the whole market",
        "--why",
        "One licence, one seller",
        "--agreed-by",
        "Leadership Team",
    ]);
    assert!(said.contains("opted out of social value."), "{said}");
    assert!(said.contains("What the policy wants on file"), "{said}");
    assert_eq!(desk.json(["list", "--json"])[0]["opted_out"], true);
    assert!(desk.ok(["list"]).contains("opted out of social value"));
    assert_eq!(
        desk.json(["show", &reference, "--json"])["opt_out"],
        json!({
            "explored": ["2.4", "the whole market"], "why": "One licence, one seller",
            "agreed_by": "Leadership Team", "at": "2026-11-21T09:00:00Z", "officer": "A. Officer",
        })
    );
    let shown = desk.ok(["show", &reference]);
    assert!(shown.contains("State: active, opted out of social value"), "{shown}");
    assert!(shown.contains("Why none is possible: One licence, one seller"), "{shown}");
    let again = ["--explored", "2.4", "--why", "x", "--agreed-by", "y"];
    let said = desk.no(1, [&["opt-out", &reference][..], &again].concat());
    assert!(said.contains("opted out already"), "{said}");
    desk.ok(["opt-out", &reference, "--revoke", "--reason", "A second seller was found"]);
    assert_eq!(desk.json(["list", "--json"])[0]["opted_out"], false);
    desk.no(1, ["opt-out", &reference, "--revoke", "--reason", "again"]);
}

#[test]
fn a_policy_without_an_opt_out_says_so() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let all = ["--explored", "1.1", "--why", "x", "--agreed-by", "y"];
    let said = desk.no(1, [&["opt-out", &reference][..], &all].concat());
    assert!(said.contains("The policy of Cumbria Constabulary knows no opting out."), "{said}");
}

#[test]
fn what_is_missing_is_wrong_usage() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    for wrong in [
        &["opt-out", &reference][..],
        &["opt-out", &reference, "--explored", "2.4", "--why", "x"],
        &["opt-out", &reference, "--explored", "2.4", "--agreed-by", "x"],
        &["opt-out", &reference, "--why", "x", "--agreed-by", "x"],
        &["opt-out", &reference, "--revoke"],
        &["opt-out", &reference, "--revoke", "--reason", "x", "--why", "y"],
    ] {
        desk.no(2, wrong);
    }
}

#[test]
fn a_mistyped_outcome_is_refused_and_free_words_are_taken() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let explored = |what: &'static str| -> Vec<String> {
        let rest = ["--why", "One seller", "--agreed-by", "Cabinet"];
        let all = ["opt-out", reference.as_str(), "--explored", what].into_iter().chain(rest);
        all.map(str::to_owned).collect()
    };
    for (typed, near) in [("2.44", "2.4"), ("2.4.aprentices", "2.4.apprentices"), ("2.4.", "2.4")] {
        let said = desk.no(1, explored(typed));
        assert!(said.contains(&format!("no outcome or measure “{typed}”")), "{said}");
        assert!(said.contains(&format!("Did you mean “{near}”?")), "{said}");
    }
    let said = desk.no(1, explored("98.76"));
    assert!(said.contains("Give the id of one of the policy's outcomes"), "{said}");
    for words in ["apprenticeships", "the whole market", "everything on gov.uk", "gov.uk/advice"] {
        desk.ok(explored(words));
        desk.ok(["opt-out", &reference, "--revoke", "--reason", "Another look"]);
    }
}
