//! The three questions on the command line.

use serde_json::Value;

use crate::support::Desk;

#[test]
fn the_questions_are_answered_in_several_goes_and_the_row_is_told() {
    let desk = Desk::new();
    let start = ["--policy", "lancashire-county", "--type", "services", "--value", "300k"];
    let reference = desk.start_with(&start);
    let said = desk.ok(["needs", &reference]);
    assert!(said.contains("additional impact? not answered"), "{said}");
    assert!(said.contains("No row is met yet: 5% or 10%"), "{said}");
    assert_eq!(desk.json(["show", &reference, "--json"])["needs_answers"], Value::Null);
    let flags = ["--impact", "significant", "--objective", "2", "--objective", "5"];
    let said = desk.ok(["needs", &reference].iter().copied().chain(flags));
    assert!(said.contains("  not known: Households in fuel poverty"), "{said}");
    assert!(said.contains("Still open: Which area benefits."), "{said}");
    let flags = ["--area", "Burnley", "--mark", "Households in fuel poverty=Second worst"];
    let said = desk.ok(["needs", &reference].iter().copied().chain(flags));
    assert!(said.contains("  second worst: Households in fuel poverty"), "{said}");
    assert!(said.contains("Met: exactly 10% of the total award"), "{said}");
    assert!(said.contains("Clause 5, table: "), "{said}");
    let kept = &desk.json(["show", &reference, "--json"])["needs_answers"];
    assert_eq!(kept["marks"]["Households in fuel poverty"], "second_worst");
    let shown = desk.json(["needs", &reference, "--json"]);
    assert_eq!(
        (&shown["needs"], &shown["objectives"][1]["met"]),
        (&"highest".into(), &true.into())
    );
    desk.ok(["facts", &reference, "--needs", "less"]);
    assert!(desk.ok(["needs", &reference]).contains("Mind: the facts were changed"));
    desk.ok(["needs", &reference, "--clear"]);
    assert_eq!(desk.json(["show", &reference, "--json"])["needs_answers"], Value::Null);
}

#[test]
fn what_cannot_be_an_answer_is_told() {
    let desk = Desk::new();
    let reference = desk.start("lancashire-county");
    desk.no(2, ["needs", &reference, "--mark", "Households in fuel poverty"]);
    desk.no(2, ["needs", &reference, "--mark", "Households in fuel poverty=bad"]);
    desk.no(1, ["needs", &reference, "--objective", "9"]);
    let other = desk.start("nelc");
    let said = desk.no(1, ["needs", &other]);
    assert!(said.contains("does not ask for impact"), "{said}");
}
