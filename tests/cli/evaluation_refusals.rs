//! What an evaluation refuses, with its sentence; nothing is changed then.

use serde_json::json;

use crate::cli::evaluation::Table;

#[track_caller]
fn says(said: &str, words: &str) {
    assert!(said.contains(words), "{said}");
}

/// Lines with their exit code and a part of their sentence, at a table with bids and no scores.
const REFUSED: &[(&str, i32, &str)] = &[
    ("score REF Acme 1.1 6 --by Dana --why 'Page 4'", 1, "6 is not a mark of the scale."),
    ("score REF Acme 1.1 6 --by Dana --why 'Page 4'", 1, "Give 0, 1, 2, 3, 4 or 5."),
    ("score REF Acme 1.1 4 --by Dana --why ''", 1, "The rationale is missing."),
    ("score REF Acme 1.1 4 --by Dana", 2, "--why <TEXT>"),
    ("score REF Acme 1.1 four --by Dana --why Yes", 2, "“four” is not a mark"),
    ("score REF Acme 2.1 4 --by Dana --why Yes", 1, "scored from what the bids offer"),
    ("score REF Acme 1.1 --by Dana --clear", 1, "There is no such score."),
    ("agree REF Acme 1.1 4 --reasons Yes", 1, "missing: Dana, Eve, Fay."),
    ("agree REF Acme 1.1 4", 2, "--reasons <TEXT>"),
    ("agree REF Acme 1.1 --clear", 2, "Why it is taken away is missing."),
    ("agree REF Acme 1.1 --clear --change Why", 1, "No score has been agreed for that answer."),
    ("check REF --by Okafor", 1, "There is no result yet. Missing: the agreed score for 1.1"),
    (
        "award REF Acme --decided-by J --reasons R",
        1,
        "Nothing was awarded. There is no result yet.",
    ),
    ("revoke-award REF --reason R", 1, "Nothing is awarded."),
    ("section change REF Quality --weight 45", 1, "the award criteria are fixed"),
    ("question add REF Quality Other --weight 5", 1, "They can be changed with a reason"),
    ("terms REF --method per-point", 1, "The terms were not changed. The tender: the award"),
    ("section add REF Quality --weight 5 --reason R", 1, "There is a section “Quality” already."),
    (
        "section add REF P --kind price --weight 5 --reason R",
        1,
        "There is a section for price already.",
    ),
    ("section add REF Other --weight 101 --reason R", 2, "between 0 and 100"),
    (
        "question add REF Price Other --weight 5 --reason R",
        1,
        "The section for price has no questions.",
    ),
    ("question add REF 1 O --weight 5 --scale 9 --reason R", 1, "There is: 0 to 5."),
    ("question change REF 1.1 --pass-mark 9 --reason R", 1, "The scale has no mark 9."),
    ("scale add REF Mine", 2, "A scale of your own needs its marks."),
    ("scale add REF '0 to 5' --reason R", 1, "There is a scale “0 to 5” already."),
    ("scale add REF Mine --mark 1=One --mark 2=Two --reason R", 1, "A scale begins at 0"),
    ("bid add REF 'acme care ltd'", 1, "There is a bid of “acme care ltd” for this lot already."),
    ("bid add REF New --price 12.345", 2, "12.345"),
    ("bid add REF New --price -5", 2, "-5"),
    ("score REF Acme 1.1 -1 --by Dana --why Yes", 2, "“-1” is not a mark"),
    ("score REF '' 1.1 1 --by Dana --why Yes", 1, "There is no bid of “”."),
    ("bid add REF New --received yesterday", 2, "write it like 2026-06-01 14:05"),
    ("bid out REF Acme excluded --reason R", 1, "The clause or ground that the decision rests on"),
    ("bid back REF Acme --reason R", 1, "The bid takes part already."),
    ("bid offer REF Acme unknown --quantity 1", 1, "There is no outcome or measure “unknown”."),
    ("bid offer REF Acme own.hours-of-mentoring", 2, "--quantity <NUMBER>"),
    ("measure remove REF own.hours-of-mentoring", 1, "is asked for, sought or offered"),
    ("template use REF Any --reason R", 1, "There are bids already"),
    ("evaluator add REF dana", 1, "“dana” is an evaluator already."),
    ("evaluator return REF Dana", 1, "Dana takes part already."),
    ("begin REF --lot 1", 1, "Lot 1 has award criteria already."),
    ("begin REF --lot 0", 2, "is not the number of a lot"),
    ("show REF-X", 1, "REF-X"),
];

#[test]
fn what_cannot_be_is_said_and_changes_nothing() {
    let table = Table::with_bids();
    for (line, code, words) in REFUSED {
        says(&table.no(*code, line), &words.replace("REF", &table.reference));
    }
}

#[test]
fn weights_that_do_not_add_up_keep_evaluators_from_scoring() {
    let table = Table::with_bids();
    table.ok("question change REF 1.1 --weight 59.5 --reason 'A slip'");
    let said = table.no(1, "score REF Acme 1.1 4 --by Dana --why 'Page 4'");
    says(&said, "The score was not recorded. The award criteria cannot be used yet.");
    says(&said, "“Quality” add up to 99.5, not to 100: 0.5 missing.");
    assert_eq!(
        table.shown()["lots"][0]["faults"],
        json!([
            "The weights of the questions in “Quality” add up to 99.5, not to 100: 0.5 missing."
        ])
    );
    says(&table.ok("result REF"), "Wrong: The weights of the questions in “Quality”");
}

#[test]
fn nobody_scores_before_a_declaration_or_with_an_interest_that_is_not_dealt_with() {
    let table = Table::with_bids();
    table.ok("evaluator add REF Gil --role 'Clinical lead'");
    let line = "score REF Acme 1.1 4 --by Gil --why 'Page 4'";
    says(&table.no(1, line), "Gil has made no declaration of interests yet");
    table.ok("evaluator declare REF Gil --interest 'Brother at Acme'");
    says(&table.no(1, line), "how it is dealt with is not on file");
    let said = table.no(1, "evaluator declare REF Gil --no-interest --on 2026-11-22");
    says(&said, "The declaration was not recorded. A declaration cannot be made on a day");
    table.ok("evaluator declare REF Gil --interest 'Brother at Acme' --handling 'Observed only'");
    table.ok(line);
    says(&table.no(1, "evaluator remove REF Gil"), "Gil has scored and cannot be taken away.");
    table.ok("evaluator stand-down REF Gil --reason 'On leave'");
    says(&table.no(1, line), "Gil takes no further part.");
    table.ok("evaluator return REF Gil");
    table.ok("evaluator change REF Gil --name 'Gil Moss'");
    assert_eq!(table.shown()["evaluators"][3]["role"], "Clinical lead");
}

#[test]
fn changing_fixed_criteria_takes_a_reason_and_is_told_in_the_journal() {
    let table = Table::with_bids();
    assert_eq!(table.shown()["lots"][0]["frozen"], true);
    let said = table.ok("question change REF 1.2 --title Staff --reason 'A misprint'");
    says(&said, "after the tender was issued: changed the question “Staff”");
    let journal = table.desk.ok(["journal", &table.reference]);
    says(&journal, "after the tender was issued: changed the question “Staff”");
}

#[test]
fn the_award_goes_to_the_first_with_the_role_that_the_policy_names() {
    let table = Table::with_scores();
    let award = |bid: &str, more: &str| {
        format!("award REF {bid} --decided-by 'J. Smith' --reasons 'First' {more}")
    };
    let said = table.no(1, &award("Gamma", "--role 'Leadership Team'"));
    says(&said, "Nothing was awarded. Gamma Care Ltd is not first;");
    let said = table.no(1, &award("Acme", ""));
    says(&said, "The policy names who signs the award off; the role is missing.");
    says(&said, "Hint: It names Leadership Team.");
    let said = table.no(1, &award("Acme", "--role Manager"));
    says(&said, "The policy does not name Manager for this tender.");
    let said = table.no(1, &award("Acme", "--role 'Leadership Team' --on 2026-12-01"));
    says(&said, "The day of the decision has not come yet.");
    let said = table.no(2, &award("Acme", "--withhold Prices"));
    says(&said, "“Prices” has no = between two texts");
    let said = table.no(1, "check REF --by 'a. officer'");
    says(&said, "a. officer recorded the scores; a second person checks the arithmetic.");
    table.ok(&award("Acme", "--role 'Leadership Team'"));
    for line in [
        "section add REF Other --weight 5 --reason R",
        "terms REF --blind no --reason R",
        "bid change REF Acme --price 1",
        "bid out REF Acme withdrawn --reason R",
        "low-price REF Beta --notified 2026-11-20",
        "score REF Acme 1.1 4 --by Dana --why 'Page 4'",
        "agree REF Acme 1.1 4 --reasons Yes --change Why",
        "agree REF Acme 1.1 --clear --change Why",
        "check REF --by Okafor",
        "award REF Acme --decided-by J --reasons R",
    ] {
        let said = table.no(1, line);
        says(&said, "The tender is awarded; its evaluation can only be read.");
        says(&said, "Hint: Revoke the award first, with a reason.");
    }
    for line in ["evaluator add REF New", "evaluator stand-down REF Dana --reason R"] {
        says(&table.no(1, line), "Everything is awarded; the evaluation can only be read.");
    }
    says(&table.no(1, "revoke-award REF --reason ''"), "The reason is missing");
    table.ok("revoke-award REF --reason 'The winner has withdrawn'");
    table.ok("bid out REF Acme withdrawn --reason 'Letter of 21 November'");
    assert_eq!(table.shown()["ranks"][0]["supplier"], "Gamma Care Ltd");
    assert_eq!(table.shown()["lots"][0]["commitments"], json!([]));
}

#[test]
fn a_check_no_longer_holds_when_a_figure_changes() {
    let table = Table::with_scores();
    table.ok("check REF --by Okafor");
    let said = table.no(1, "agree REF Gamma 2.2 5 --reasons 'Every street.'");
    says(&said, "The score was not agreed. A score has been agreed for this answer already.");
    let said = table.no(1, "score REF Gamma 2.2 5 --by Dana --why 'Page 9'");
    says(&said, "individual scores stay as they were");
    table.ok("agree REF Gamma 2.2 5 --reasons 'Every street.' --change 'Page 9 was overlooked'");
    assert_eq!(table.shown()["lots"][0]["check_holds"], false);
    says(&table.ok("result REF"), "Okafor, 21 Nov 2026; the figures have changed since");
}

#[test]
fn a_tie_is_shown_as_one_and_awarded_only_with_the_published_tie_break() {
    let table = Table::new("cumbria");
    table.ok("begin REF");
    table.ok("terms REF --method fixed --price 5000");
    table.ok("section remove REF social");
    table.ok("section change REF Quality --weight 100");
    table.ok("question add REF 1 Plan --weight 100");
    for bid in ["Acme", "Beta"] {
        table.ok(&format!("bid add REF {bid} --price 5000"));
    }
    table.ok("evaluator add REF Dana");
    table.ok("evaluator declare REF Dana --no-interest");
    for bid in ["Acme", "Beta"] {
        table.ok(&format!("score REF {bid} Plan 4 --by Dana --why 'Page 1'"));
        table.ok(&format!("agree REF {bid} Plan 4 --reasons 'A sound plan.'"));
    }
    let shown = table.shown();
    for rank in shown["ranks"].as_array().unwrap() {
        assert_eq!((&rank["rank"], &rank["tied"]), (&json!(1), &json!(true)));
    }
    says(&table.ok("result REF"), "Place 1, shared: Acme, 80.00 points");
    let line = "award REF Beta --decided-by J --reasons 'Drawn'";
    let said = table.no(1, line);
    says(&said, "2 bids share the first place.");
    says(&said, "Say how the published tie-break was applied");
    table.ok(&format!("{line} --tie-break 'Lots were drawn, as published'"));
    assert_eq!(table.shown()["lots"][0]["award"]["tie_break"], "Lots were drawn, as published");
}
