//! What is decided of a tender as a whole, by lines of question and answer.

use rstest::rstest;
use serde_json::{Value, json};

use crate::cli::walk_lines::{shown, small, walk};
use crate::support::{Desk, small_policy};

/// Everything of a tender that an undo has to bring back.
fn whole(desk: &Desk, reference: &str) -> Value {
    let mut shown = shown(desk, reference);
    shown["version"] = Value::Null;
    shown["plan"] = desk.json(["plan", reference, "--json"]);
    shown["statute"] = desk.json(["statute", reference, "--json"]);
    shown
}

/// What is said, in one line, as the width breaks it anywhere.
fn flat(said: &str) -> String {
    said.replace('\n', " ")
}

#[test]
fn the_tender_as_a_whole_is_a_place_of_its_own() {
    let (desk, reference) = small();
    let said = walk(&desk, &[&reference], &["tender", "help", "", "go on", "back", "back"]);
    insta::assert_snapshot!("walk_tender", said);
}

#[test]
fn a_weight_that_departs_is_set_with_a_reason_and_a_name_and_taken_away() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let answers = ["weight", "110", "ten", "5", "", "One lot", "Cabinet", "weight", "none", "undo"];
    let said = flat(&walk(&desk, &[&reference], &answers));
    for sentence in [
        "The policy asks for at least 10% of the total award criteria.",
        "No weight is set.",
        "5% of the total award criteria is below the policy's minimum",
        "Hint: It can be recorded with a reason and the name of who agreed.",
        "It will stay flagged.",
        "Recorded: set the weight of social value to 5% of the total award criteria.",
        "Mind: 5% of the total award criteria is below",
        "Agreed by Cabinet",
        "Recorded: took the weight of social value away.",
        "Undone: took the weight of social value away.",
    ] {
        assert!(said.contains(sentence), "“{sentence}” is not in {said}");
    }
    assert_eq!(
        shown(&desk, &reference)["weighting_set"],
        json!({
            "weight": "5", "base": "total", "of_total": "5", "departs": true,
            "reason": "One lot", "agreed_by": "Cabinet",
        })
    );
}

#[test]
fn a_weight_that_cannot_be_held_against_the_policy_is_asked_for_again() {
    let desk = Desk::new();
    let reference = desk.start("lancashire-opcc");
    let answers = ["weight", "10", "total", "3", "quality", "It is relevant"];
    let said = flat(&walk(&desk, &[&reference], &answers));
    assert!(said.contains("cannot be held against the policy, which speaks"), "{said}");
    assert_eq!(shown(&desk, &reference)["weighting_set"]["weight"], "3");
    assert_eq!(shown(&desk, &reference)["weighting_set"]["base"], "quality");
}

#[test]
fn an_item_on_the_weight_says_which_is_set() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let stages = shown(&desk, &reference)["stages"].as_array().unwrap().clone();
    let items = stages.iter().flat_map(|stage| stage["items"].as_array().unwrap());
    let mut items = items.filter(|item| item["source"] == "policy");
    let item = items.find(|item| item["text"].as_str().unwrap().contains("weight")).unwrap();
    let id = item["id"].as_str().unwrap();
    let said = walk(&desk, &[&reference, "--item", id], &["weight", "12", "", "", ""]);
    assert!(said.contains("  The weight of social value: none set; weight sets it.\n"), "{said}");
    assert!(flat(&said).contains("The weight of social value: 12% of the total award"), "{said}");
}

#[test]
fn social_value_is_left_out_and_taken_up_again_where_the_policy_knows_that() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let answers = [
        "opt out",
        "9.9",
        "2.4",
        "2.4",
        "Talks with two sellers",
        "",
        "One licence, one seller",
        "Leadership Team",
        "opt out",
        "A second seller was found",
        "undo",
    ];
    let said = flat(&walk(&desk, &[&reference], &answers));
    for sentence in [
        "What has to be on file",
        "The policy has no outcome or measure “9.9” that could have been explored.",
        "“2.4” is named already.",
        "Recorded: opted out of social value.",
        "Recorded: revoked the opting out of social value.",
        "Undone: revoked the opting out of social value.",
    ] {
        assert!(said.contains(sentence), "“{sentence}” is not in {said}");
    }
    let record = shown(&desk, &reference)["opt_out"].clone();
    assert_eq!(record["explored"], json!(["2.4", "Talks with two sellers"]));
    assert_eq!(record["agreed_by"], "Leadership Team");
    let other = desk.start("cumbria");
    let said = flat(&walk(&desk, &[&other], &["opt out"]));
    assert!(said.contains("knows no opting out. Hint: Where social value is not"), "{said}");
}

#[test]
fn the_three_questions_are_answered_as_far_as_they_can_be() {
    let desk = Desk::new();
    let reference = desk.start_with(&[
        "--policy",
        "lancashire-county",
        "--type",
        "services",
        "--value",
        "1.5m",
    ]);
    let answers =
        ["needs", "significant", "1, 9", "1 4", "Burnley", "worst", "back", "2", "enough", "yes"];
    let said = flat(&walk(&desk, &[&reference], &answers));
    assert!(said.contains("The policy has no objective “9”. Its objectives are 1, 2"), "{said}");
    assert!(said.contains("Met: exactly 10% of the total award criteria"), "{said}");
    let answers = || desk.json(["needs", &reference, "--json"]);
    let given = answers();
    assert_eq!((&given["impact"], &given["area"]), (&json!("significant"), &json!("Burnley")));
    let met = given["objectives"].as_array().unwrap().iter().map(|one| &one["met"]);
    assert_eq!(met.collect::<Vec<_>>(), [true, false, false, true, false]);
    assert_eq!(given["indicators"][0]["mark"], "second_worst");
    assert_eq!(given["indicators"][1]["mark"], Value::Null);
    // What is answered stays where the answer is empty; nothing is recorded without a yes.
    let said = walk(&desk, &[&reference], &["needs", "", "", "", "enough"]);
    assert!(said.contains("The answers were left as they are."), "{said}");
    let said = walk(&desk, &[&reference], &["needs", "none", "", "", "enough", ""]);
    assert!(said.contains("Record these answers? (1 yes, 2 no; empty: no): "), "{said}");
    assert_eq!(answers(), given);
    let other = desk.start("nelc");
    let said = flat(&walk(&desk, &[&other], &["needs"]));
    assert!(said.contains("does not ask for impact, objectives and needs."), "{said}");
}

#[test]
fn days_targets_and_whom_it_waits_for_are_set_and_taken_away() {
    let desk = Desk::new();
    let reference = desk.start_with(&["--policy", "nelc", "--type", "services", "--value", "900k"]);
    let answers = [
        "days",
        "award-notice",
        "2026-06-31",
        "10/6/2026",
        "contract entered into",
        "2026-06-11",
        "nonsense",
        "",
        "plan",
        "14",
        "stage 3",
        "2026-12-24",
        "2",
        "25 Dec 2026",
        "3",
        "none",
        "",
        "waiting",
        "Legal until 31/6/2027",
        "Legal until 30/6/2027",
    ];
    let said = flat(&walk(&desk, &[&reference], &answers));
    for sentence in [
        "“2026-06-31” does not exist in the calendar.",
        "Recorded: set the date of “Contract award notice published” to Wed 10 June 2026.",
        "8 working days beginning with Wed 10 June 2026",
        "NOT KEPT",
        "“14” is not a stage",
        "Recorded: planned stage 3 to be finished by Thu 24 December 2026.",
        "Warning: Stage 3 is to be finished on",
        "Recorded: took the target date of stage 3 away.",
        "Recorded: waits on Legal until Wed 30 June 2027.",
    ] {
        assert!(said.contains(sentence), "“{sentence}” is not in {said}");
    }
    let said = flat(&walk(&desk, &[&reference], &["waiting", "over", "undo", "redo"]));
    assert!(said.contains("It waits for Legal until Wed 30 June 2027."), "{said}");
    assert!(said.contains("Undone: waits on nobody any more."), "{said}");
    assert!(said.contains("Done again: waits on nobody any more."), "{said}");
}

#[test]
fn the_statute_is_left_out_with_a_reason_and_applied_again() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let said = walk(&desk, &[&reference], &["statute", "", "statute", "Under a framework"]);
    assert!(flat(&said).contains("the thresholds stay, because policies look at them."), "{said}");
    assert!(said.contains("Recorded: left the statute out."), "{said}");
    assert_eq!(shown(&desk, &reference)["statute_left_out"], "Under a framework");
    let said = walk(&desk, &[&reference], &["law", "", "law", "yes"]);
    assert!(said.contains("Left out of this tender: Under a framework"), "{said}");
    assert!(said.contains("The statute stays left out."), "{said}");
    assert_eq!(shown(&desk, &reference)["statute_left_out"], Value::Null);
}

#[test]
fn a_tender_is_moved_to_another_edition_and_back() {
    let (desk, reference) = small();
    let said = flat(&walk(&desk, &[&reference], &["edition"]));
    assert!(said.contains("has the text of small and of the statute that is there now."), "{said}");
    let newer = small_policy().replace("edition = \"2026\"", "edition = \"2027\"");
    desk.write("config/tenderbook/policies/small.toml", &newer);
    let answers = ["edition", "", "edition", "yes", "undo"];
    let said = walk(&desk, &[&reference], &answers);
    assert!(said.contains("from edition 2026 to edition 2027"), "{said}");
    assert!(said.contains("Nothing was changed."), "{said}");
    assert!(said.contains("Recorded: moved to another edition of the policy."), "{said}");
    assert!(said.contains("Undone: moved to another edition of the policy."), "{said}");
    assert_eq!(shown(&desk, &reference)["edition"], "2026");
}

#[rstest]
#[case(&["weight", "12", "", "Why not"])]
#[case(&["opt out", "2.4", "", "One seller", "Leadership Team"])]
#[case(&["days", "8", "2026-06-10", ""])]
#[case(&["plan", "3", "2026-12-24", ""])]
#[case(&["waiting", "Legal"])]
#[case(&["statute", "Under a framework"])]
fn a_decision_is_undone_by_its_name_and_an_end_of_the_input_leaves_it(#[case] answers: &[&str]) {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let before = whole(&desk, &reference);
    let entries = desk.json(["verify", "--json"])["entries"].clone();
    // Left in the middle, nothing of it is recorded.
    let last = answers.iter().rposition(|answer| !answer.is_empty()).unwrap();
    for end in 1..=last {
        let said = walk(&desk, &[&reference], &answers[..end]);
        assert!(said.contains("\nNothing was changed in this session."), "{end}: {said}");
        let said = walk(&desk, &[&reference], &[&answers[..end], &["quit"]].concat());
        assert!(said.contains("\nNothing was changed in this session."), "{end}: {said}");
    }
    assert_eq!(desk.json(["verify", "--json"])["entries"], entries);
    let said = walk(&desk, &[&reference], &[answers, &["undo"]].concat());
    let recorded = said.lines().find_map(|line| line.strip_prefix("Recorded: ")).unwrap();
    assert!(said.contains(&format!("Undone: {recorded}")), "{said}");
    assert_eq!(whole(&desk, &reference), before);
    assert_eq!(desk.json(["verify", "--json"])["sound"], true);
}

#[test]
fn an_empty_answer_leaves_every_decision_as_it_is() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let before = shown(&desk, &reference);
    for word in ["weight", "opt out", "days", "plan", "waiting", "statute", "edition"] {
        let said = walk(&desk, &[&reference], &[word, ""]);
        assert!(said.contains("\nNothing was changed in this session."), "{word}: {said}");
    }
    assert_eq!(shown(&desk, &reference), before);
}

#[test]
fn nothing_is_decided_of_a_tender_that_is_not_worked_on() {
    let (desk, reference) = small();
    desk.ok(["pause", &reference, "--reason", "No budget"]);
    let said = walk(&desk, &[&reference], &["weight", "plan", "tender"]);
    assert!(said.contains("“weight” is not an answer here."), "{said}");
    assert!(said.contains("\nNothing was changed in this session."), "{said}");
}

#[test]
fn nothing_that_a_terminal_obeys_comes_back_from_a_decision() {
    let evil = "\u{1b}[31mred\u{7}\u{202e}\u{9b}2J\u{200b}end";
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let answers = [
        "weight", evil, "5", evil, "total", evil, evil, "opt out", evil, "", evil, evil, "tender",
        "opt out", evil, "days", evil, "1", evil, "", "", "plan", evil, "1", evil, "", "",
        "waiting", evil, "tender", "waiting", evil, "statute", evil, "tender", "statute", evil,
        "yes", "again", "undo", "redo", "journal",
    ];
    let said = walk(&desk, &[&reference], &answers);
    let harmful = said.chars().find(|c| *c != '\n' && tenderbook::domain::text::is_unsafe(*c));
    assert_eq!(harmful, None, "{said:?}");
    assert!(said.contains("\\u{1b}[31mred"), "{said}");
    assert_eq!(shown(&desk, &reference)["weighting_set"]["agreed_by"], evil);
}
