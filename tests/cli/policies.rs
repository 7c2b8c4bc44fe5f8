//! `policy`, and policies of the officer's own.

use crate::support::{Desk, small_policy};

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
    insta::assert_snapshot!(run.out);
    assert!(run.err.starts_with("tenderbook: The policy small.toml has 2 faults."), "{run:?}");
}

#[test]
fn the_faults_of_a_policy_are_listed_for_programs() {
    let desk = Desk::new();
    desk.write("small.toml", small_policy().replace("\"expected\"", "\"expectd\""));
    let run = desk.run(["policy", "check", "small.toml", "--json"]);
    assert_eq!(run.code, 1);
    let list: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        list,
        serde_json::json!([{
            "file": "small.toml",
            "line": 30,
            "column": 10,
            "length": 9,
            "message": "in [scope], status cannot be “expectd”.",
            "help": "Did you mean “expected”?",
        }])
    );
    desk.write("small.toml", small_policy());
    assert_eq!(desk.json(["policy", "check", "small.toml", "--json"]), serde_json::json!([]));
}

#[test]
fn what_a_broken_policy_says_is_shown_and_not_obeyed() {
    let desk = Desk::new();
    let evil = "kpi = \"\u{9b}2J\u{1b}[31m\u{202e}red\" # \u{1b}[2J\n";
    desk.write("evil.toml", evil.to_owned() + &small_policy());
    let run = desk.run(["policy", "check", "evil.toml"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("\\u{1b}"), "{run:?}");
    assert!(!(run.out + &run.err).contains(['\u{1b}', '\u{202e}', '\u{9b}']));
}

#[test]
fn a_policy_under_another_name_is_sound_and_its_name_is_told() {
    let desk = Desk::new();
    desk.write("draft.toml", small_policy());
    let said = desk.ok(["policy", "check", "draft.toml"]);
    assert!(said.contains("name it small.toml"), "{said}");
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
fn a_running_tender_keeps_the_edition_that_it_was_started_under() {
    let desk = Desk::new();
    let place = "config/tenderbook/policies/small.toml";
    desk.write(place, small_policy());
    let reference = desk.start("small");
    desk.write(place, small_policy().replace("edition = \"2026\"", "edition = \"2027\""));
    assert_eq!(desk.json(["show", &reference, "--json"])["edition"], "2026");
    assert_eq!(desk.json(["show", &desk.start("small"), "--json"])["edition"], "2027");
    assert_eq!(desk.json(["verify", "--json"])["packs"], 3);
}

#[test]
fn show_tells_what_holds_after_the_award() {
    let desk = Desk::new();
    let of = |policy: &str, words: &[&str]| {
        let text = desk.ok(["policy", "show", policy]);
        for words in words {
            assert!(text.contains(words), "{policy} says “{words}”: {text}");
        }
    };
    of(
        "nelc",
        &[
            "Counted here: the share of spend with smaller firms and the third sector: micro, small, medium, social enterprises and voluntary or community organisations.",
            "low, medium, high: Have the supplier strictly forbid modern slavery",
        ],
    );
    of(
        "cumbria",
        &["What counts as local", "Reviews: every 3 months.", "Contract reviews\n  no figure:"],
    );
    of("lancashire-opcc", &["The North West region: The outer ring"]);
    of(
        "england",
        &[
            "3 at least over £5,000,000.00",
            "Approaching target: Performance is close",
            "Turnover of £36,000,000.00 or more",
            "value increased by more than 50%",
            "(good practice)",
        ],
    );
    let shown = desk.json(["policy", "show", "england", "--json"]);
    assert_eq!(shown["contract_kpis"]["ratings"].as_array().unwrap().len(), 5);
    assert_eq!(shown["change_limits"][0]["of"], "value");
    assert_eq!(shown["slavery_statement"]["turnover_at_least"], "36000000.00");
    let shown = desk.json(["policy", "show", "cumbria", "--json"]);
    assert_eq!(shown["supplier_status"]["levels"][0]["review_months"], 3);
    assert_eq!(shown["kpis"][1]["counts"], "spend-by-size");
    assert_eq!(shown["local"][0]["area"], "Cumbria");
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
