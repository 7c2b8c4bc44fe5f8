//! How a walk by questions and answers begins: with a tender that is picked, or a new one.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::cli::walk_lines::{shown, small, walk};
use crate::support::{Desk, small_policy, thresholds_only};

#[test]
fn a_tender_is_started_by_questions_and_walked_at_once() {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", small_policy());
    desk.write("config/tenderbook/policies/england.toml", thresholds_only());
    let answers = [
        "maybe",
        "yes",
        "Bins",
        "smal",
        "back",
        "back",
        "Bins and lids",
        "small",
        "goods",
        "a lot",
        "£60,000",
        "31/02/2026",
        "",
        "unknown",
        "3",
        "refuse collection",
        "bins",
        "34928480; 44613800-8",
        "yes",
    ];
    assert_snapshot!("walk_new", walk(&desk, &[], &answers));
    let tender = shown(&desk, "2026-0001");
    assert_eq!(tender["title"], "Bins and lids");
    assert_eq!(tender["facts"]["value"], "60000.00");
    assert_eq!(tender["facts"]["advertised"], Value::Null);
    assert_eq!(tender["facts"]["key_provider"], Value::Null);
    assert_eq!(tender["facts"]["subject"]["category"], "refuse collection");
    assert_eq!(tender["facts"]["subject"]["cpv"], json!(["34928480", "44613800-8"]));
}

#[test]
fn nothing_is_made_before_a_new_tender_is_confirmed() {
    let desk = Desk::new();
    for answers in [
        &[][..],
        &["no"],
        &["yes", "", "no"],
        &["yes", "Bins", "nelc", "goods", "5k", "", "yes", "no", "", ""],
        &["yes", "Bins", "nelc", "goods", "5k", "", "yes", "no", "", "", "no", "quit"],
    ] {
        let said = walk(&desk, &[], answers);
        assert!(said.ends_with("Nothing was changed.\n"), "{said}");
        assert!(!desk.register().exists());
    }
}

#[test]
fn a_tender_is_picked_by_number_reference_or_words() {
    let (desk, first) = small();
    desk.start_with(&["--policy", "nelc", "--type", "goods", "--value", "1k"]);
    desk.ok(["facts", "2026-0002", "--title", "Roof repairs"]);
    for answer in ["2", &first, "custody\n1", "roof\nall\n2"] {
        let said = walk(&desk, &[], &[answer]);
        assert!(said.contains("2026-0001: Custody healthcare\n"), "{answer}: {said}");
    }
    let said = walk(&desk, &[], &["3", "zebra", "more", "help"]);
    assert!(said.contains("No tender is called or contains “3”."), "{said}");
    assert!(said.contains("No tender is called or contains “zebra”."), "{said}");
    assert!(said.contains("There are no more."), "{said}");
    let said = walk(&desk, &[], &["new", "", "quit"]);
    assert!(said.contains("No tender was started."), "{said}");
    assert_eq!(desk.json(["list", "--json"]).as_array().unwrap().len(), 2);
}
