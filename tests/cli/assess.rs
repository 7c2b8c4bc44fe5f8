//! `assess`: what a policy requires, and what would be different.

use crate::support::Desk;

#[test]
fn the_day_picks_the_threshold() {
    let desk = Desk::new();
    let assess = |more: &[&str]| {
        let common = [
            "assess",
            "--policy",
            "lancashire-county",
            "--type",
            "goods",
            "--value",
            "175000",
            "--json",
        ];
        desk.json(common.iter().chain(more))
    };
    assert_eq!(assess(&[])["statute"]["threshold"], "207720.00");
    assert_eq!(assess(&[])["statute"]["above"], true);
    let before = assess(&["--on", "2025-12-31"]);
    assert_eq!(before["statute"]["threshold"], "214904.00");
    assert_eq!(before["statute"]["above"], false);
    let unknown = assess(&["--on", "2031-01-01"]);
    assert_eq!(unknown["statute"]["threshold"], serde_json::Value::Null);
    assert_eq!(unknown["social_value"]["status"], "undecided");
}

#[test]
fn leaving_advertised_out_means_no_and_unknown_stays_open() {
    let desk = Desk::new();
    let status = |more: &[&str]| {
        let common =
            ["assess", "--policy", "cheshire", "--type", "services", "--value", "60k", "--json"];
        desk.json(common.iter().chain(more))["social_value"]["status"].clone()
    };
    assert_eq!(status(&[]), "expected");
    assert_eq!(status(&["--advertised"]), "required");
    assert_eq!(status(&["--advertised=no"]), "expected");
    assert_eq!(status(&["--advertised=unknown"]), "undecided");
}

#[test]
fn flags_beside_a_reference_ask_what_if_and_change_nothing() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let before = desk.json(["show", &reference, "--json"]);
    let less = desk.json(["assess", &reference, "--value", "100000", "--json"]);
    assert_eq!(less["social_value"]["status"], "optional");
    let other = desk.json(["assess", &reference, "--policy", "nelc", "--json"]);
    assert_eq!(other["policy"], "nelc");
    let all = desk.json(["assess", &reference, "--all-policies", "--json"]);
    assert_eq!(all.as_array().unwrap().len(), 5);
    assert_eq!(desk.json(["show", &reference, "--json"]), before);
}

#[test]
fn every_line_is_explained_with_its_clause_and_what_would_change_it() {
    let desk = Desk::new();
    let text = desk.ok([
        "assess",
        "--policy",
        "nelc",
        "--type",
        "services",
        "--value",
        "360k",
        "--quality",
        "60",
    ]);
    for part in [
        "Social value: required",
        "Because the value is £360,000.00, over £100,000.00.",
        "At £100,000.00 or less this rule would not apply.",
        "Weighting: at least 10% of the total award criteria",
        "Sign-off: Cabinet",
        "Clauses that disagree: ",
        "Applied: ",
        "Statute, Procurement Act 2023 Sch.1 row 12: £432,000.00 including 20% VAT reaches the threshold of £207,720.00",
        "Open questions: none",
        "Required items: ",
        "nelc.03.weighting; clause",
    ] {
        assert!(text.contains(part), "“{part}” is not in {text}");
    }
    let text =
        desk.ok(["assess", "--policy", "lancashire-county", "--type", "works", "--value", "9m"]);
    assert!(text.contains("Open questions: 3"), "{text}");
    assert!(text.contains("not decided yet"), "{text}");
}
