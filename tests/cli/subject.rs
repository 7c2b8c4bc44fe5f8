//! Category and CPV codes on the command line.

use serde_json::{Value, json};

use crate::support::Desk;

const NEW: [&str; 6] = ["--policy", "cumbria", "--type", "services", "--value", "120k"];

#[test]
fn category_and_codes_are_given_shown_changed_and_told_in_the_journal() {
    let desk = Desk::new();
    let given =
        ["--category", "School catering", "--cpv", "55524000-9,55523000", "--cpv", "15000000"];
    let reference = desk.start_with(&[&NEW[..], &given].concat());
    let subject = || desk.json(["show", &reference, "--json"])["facts"]["subject"].clone();
    assert_eq!(
        subject(),
        json!({ "category": "School catering", "cpv": ["55524000-9", "55523000", "15000000"] })
    );
    let shown = desk.ok(["show", &reference]);
    assert!(shown.contains("  Category: School catering\n"), "{shown}");
    assert!(shown.contains("  CPV codes: 55524000-9, 55523000, 15000000\n"), "{shown}");
    desk.ok(["facts", &reference, "--cpv", "55520000"]);
    assert_eq!(subject()["category"], "School catering");
    let journal = desk.ok(["journal", &reference]);
    let told = "CPV codes: 55524000-9, 55523000, 15000000 to 55520000";
    assert!(journal.contains(told), "{journal}");
    desk.ok(["facts", &reference, "--category", "unknown", "--cpv", "unknown"]);
    assert_eq!(subject(), Value::Null);
    let journal = desk.ok(["journal", &reference]);
    assert!(journal.contains("category: School catering to not known"), "{journal}");
    assert!(desk.ok(["show", &reference]).contains("  Category: not known\n"));
}

#[test]
fn what_is_no_code_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    let start = ["new", "--title", "Meals", "--cpv", "5552400"];
    let said = desk.no(2, start.iter().chain(&NEW));
    assert!(said.contains("“5552400” is no CPV code; write its eight digits"), "{said}");
    assert!(!desk.register().exists());
}
