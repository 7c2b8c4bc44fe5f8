//! The walk by questions and answers, driven by nothing but lines on its input.

use insta::assert_snapshot;
use rstest::rstest;
use serde_json::Value;

use crate::support::{Desk, Run, finish, small_policy, thresholds_only};

/// Runs a walk whose answers are all on its input.
fn talk(desk: &Desk, arguments: &[&str], answers: impl AsRef<[u8]>) -> Run {
    let mut command = desk.command();
    finish(command.arg("walk").args(arguments).write_stdin(answers.as_ref()))
}

/// The same, for a walk that must end well; every answer ends its line.
#[track_caller]
pub(super) fn walk(desk: &Desk, arguments: &[&str], answers: &[&str]) -> String {
    let lines: String = answers.iter().flat_map(|answer| [*answer, "\n"]).collect();
    let run = talk(desk, arguments, lines);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

pub(super) fn small() -> (Desk, String) {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", small_policy());
    desk.write("config/tenderbook/policies/england.toml", thresholds_only());
    let reference = desk.start("small");
    (desk, reference)
}

pub(super) fn shown(desk: &Desk, reference: &str) -> Value {
    desk.json(["show", reference, "--json"])
}

/// The state of an item of stage 1 of the small policy, by its place.
pub(super) fn state(desk: &Desk, reference: &str, at: usize) -> String {
    shown(desk, reference)["stages"][0]["items"][at]["state"].as_str().unwrap().to_owned()
}

fn journal(desk: &Desk, reference: &str) -> Vec<String> {
    let journal = desk.json(["journal", reference, "--json"]);
    let lines = journal.as_array().unwrap().iter();
    lines.map(|line| line["said"].as_str().unwrap().to_owned()).collect()
}

fn unsafe_in(text: &str) -> Option<char> {
    text.chars().find(|c| *c != '\n' && tenderbook::domain::text::is_unsafe(*c))
}

#[test]
fn a_stage_is_walked_line_by_line() {
    let (desk, reference) = small();
    let answers = [
        "doen",
        "close",
        "items",
        "evidence",
        "note",
        "Page 3",
        "1",
        "n/a",
        "There are none",
        "undo",
        "not applicable",
        "",
        "5",
        "close",
        "Agreed with the clerk",
        "back",
        "why",
        "quit",
    ];
    let said = walk(&desk, &[&reference], &answers);
    assert_snapshot!("walk_lines", said);
    assert_eq!(
        journal(&desk, &reference),
        [
            "started “Custody healthcare”",
            "attached a note to purpose",
            "ticked purpose",
            "ruled out neighbours",
            "undid entry 4: made neighbours open",
            "closed stage 1",
        ]
    );
    assert_eq!(shown(&desk, &reference)["stages"][0]["note"], "Agreed with the clerk");
}

#[test]
fn the_answers_the_stages_and_the_facts_are_read_out_on_request() {
    let (desk, reference) = small();
    let answers = ["help", "stages", "2", "stage 1", "facts", "3", "12,50", "40k", "stages", ""];
    assert_snapshot!("walk_lines_about", walk(&desk, &[&reference], &answers));
    assert_eq!(shown(&desk, &reference)["facts"]["value"], "40000.00");
}

/// The answers that settle every open item of a stage and close it.
fn settle(stage: &Value, answers: &mut Vec<String>) {
    let items = stage["items"].as_array().unwrap().iter();
    for (at, _) in items.filter(|item| item["state"] == "open").enumerate() {
        match at % 4 {
            0 => answers.extend(["evidence", "note", "Minutes, item 4", "done"].map(String::from)),
            1 => answers.extend(["3", "One site only"].map(String::from)),
            2 => answers.extend(["evidence", "https://intranet.example/7"].map(String::from)),
            _ => {}
        }
        if at % 4 > 1 {
            answers.push("1".to_owned());
        }
    }
    answers.extend(["close", ""].map(String::from));
}

#[rstest]
#[case("cumbria", &["--type", "services", "--value", "120000"])]
#[case("lancashire-opcc", &["--type", "services", "--value", "40k", "--quality", "60"])]
#[case("lancashire-county", &["--type", "services", "--value", "1.5m", "--impact", "some"])]
#[case("cheshire", &["--type", "works", "--value", "640,000", "--advertised"])]
#[case("nelc", &["--type", "services", "--value", "360000", "--key-provider=unknown"])]
fn a_tender_is_walked_to_its_end_by_answers_alone(#[case] policy: &str, #[case] flags: &[&str]) {
    let desk = Desk::new();
    let reference = desk.start_with(&[&["--policy", policy], flags].concat());
    let tender = shown(&desk, &reference);
    let mut answers = Vec::new();
    for stage in tender["stages"].as_array().unwrap() {
        if stage["number"] == 6 {
            answers.extend(["stage 6", "skip the stage", "A framework"].map(String::from));
        } else {
            settle(stage, &mut answers);
        }
    }
    answers.extend(["close", "Contract ended, lessons filed"].map(String::from));
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let said = walk(&desk, &[&reference], &answers);
    assert!(said.contains("Everything is done: all 13 stages are closed or skipped."), "{said}");
    assert!(!said.contains("is not an answer"), "{said}");
    assert!(said.ends_with("The tender is closed.\n"), "{said}");
    let tender = shown(&desk, &reference);
    assert_eq!(tender["state"], "closed");
    assert_eq!(tender["state_reason"], "Contract ended, lessons filed");
    assert_eq!(tender["closed_stages"], 13);
    for stage in tender["stages"].as_array().unwrap() {
        let skipped = stage["number"] == 6;
        assert_eq!(stage["state"], if skipped { "skipped" } else { "closed" });
        for item in stage["items"].as_array().unwrap() {
            assert_eq!(item["state"] == "open", skipped, "{}", item["id"]);
        }
    }
    assert_eq!(desk.json(["verify", "--json"])["sound"], true);
    let said = walk(&desk, &[&reference], &["done", "stages", "resume", "Found a fault", "quit"]);
    assert!(said.contains("The tender is closed; nothing in it can be changed"), "{said}");
    assert_eq!(shown(&desk, &reference)["state"], "active");
}

#[test]
fn a_stage_with_open_items_stays_open_and_lists_them() {
    let (desk, reference) = small();
    let said = walk(&desk, &[&reference], &["close the stage", "1", "stage 2", "close"]);
    let refusal = "Stage 1 cannot be closed yet: 1 required item is still open.\n  \
         small.01.purpose  Write down why this is bought\n\
         Hint: Do each item, or rule it out with a reason; then close the stage.\n";
    assert_eq!(said.matches(refusal).count(), 2, "{said}");
    assert!(said.contains("Stage 2 cannot be settled before stage 1, which is still open.\n"));
    assert!(!said.contains("A note on the stage"), "{said}");
    assert_eq!(journal(&desk, &reference).len(), 1);
}

#[test]
fn an_end_of_the_input_keeps_what_was_done_and_says_so() {
    let (desk, reference) = small();
    // In the middle of a question for a reason: what was half said is not recorded.
    let said = walk(&desk, &[&reference], &["done", "not applicable"]);
    assert!(
        said.ends_with(
            "The input has ended; the last question is left open.\n\
             One change was recorded in this session. “tenderbook walk 2026-0001” goes on\n\
             from here.\n"
        ),
        "{said}"
    );
    assert_eq!(state(&desk, &reference, 0), "done");
    assert_eq!(state(&desk, &reference, 1), "open");
    let said = walk(&desk, &[&reference], &[]);
    assert!(said.contains("\nNothing was changed in this session."), "{said}");
    // A last line without an end is an answer like any other.
    let run = talk(&desk, &[&reference], "n/a\nNone live near");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(state(&desk, &reference, 1), "not_applicable");
}

#[test]
fn a_walk_is_left_at_any_question() {
    let (desk, reference) = small();
    for answers in [
        &["quit"][..],
        &["not applicable", "quit"],
        &["evidence", "quit"],
        &["evidence", "link", "QUIT"],
        &["note", "exit"],
        &["stages", "quit"],
        &["facts", "2", "quit"],
        &["facts", "5", "quit"],
        &["outcomes", "1.1.apprentices", "quit"],
        &["skip the stage", "quit"],
        &["add", "Ask the mayor", "quit"],
        &["stage 3", "close", "quit"],
        &["quit", "done"],
    ] {
        let said = walk(&desk, &[&reference], answers);
        assert!(said.contains("\nNothing was changed in this session."), "{answers:?}: {said}");
        assert!(!said.contains("The input has ended"), "{answers:?}: {said}");
    }
    assert_eq!(journal(&desk, &reference).len(), 1);
}

#[test]
fn a_wrong_answer_is_told_and_asked_again_and_changes_nothing() {
    let (desk, reference) = small();
    let answers = [
        "",
        "dnoe",
        "0",
        "99",
        "n",
        "done and dusted",
        "stage 14",
        "item nothing",
        "evidence",
        "link",
        "not an address",
        "back",
        "evidence",
        "picture",
        "file",
        "/no/such/file",
        "",
        "reopen",
        "undo",
        "back",
        "facts",
        "colour",
        "start",
        "1066-10-14",
        "back",
        "outcomes",
        "1.1.aprentices",
        "1.1.apprentices",
        "many",
        "back",
        "",
    ];
    let said = walk(&desk, &[&reference], &answers);
    for sentence in [
        "Did you mean “done”?",
        "There is no answer 0; they are numbered 1 to 24.",
        "There is no answer 99;",
        "“n” could mean “not applicable” or “note”",
        "“done and dusted” is not an answer here.",
        "“14” is not a stage",
        "There is no item “nothing” on the checklist",
        "“not an address” is not an address.",
        "“picture” is not an answer here.",
        "there is no such file",
        "Stage 1 is open already.",
        "There is nothing to undo in this session.",
        "There is no question before this one.",
        "“colour” is not an answer here.",
        "“1066-10-14” is outside the years",
        "Did you mean “1.1.apprentices”?",
        "“many” is not a quantity",
        "It was not chosen.",
    ] {
        let flat = said.replace('\n', " ");
        assert!(flat.contains(sentence), "“{sentence}” is not in {said}");
    }
    assert_eq!(journal(&desk, &reference).len(), 1);
}

#[test]
fn a_walk_begins_where_it_is_asked_to() {
    let (desk, reference) = small();
    let said = walk(&desk, &[&reference, "--stage", "2"], &[]);
    assert!(said.contains("Item 1 of 1 in stage 2, open, required: Check the purpose"), "{said}");
    let said = walk(&desk, &[&reference, "--item", "neighbours"], &["done"]);
    assert!(said.contains("Item 2 of 2 in stage 1, open, optional: Ask the neigh"), "{said}");
    assert_eq!(state(&desk, &reference, 1), "done");
    let said = walk(&desk, &[&reference, "--stage", "7"], &[]);
    assert!(said.contains("End of stage 7, Issue of invitation to tender: open"), "{said}");
    assert!(said.contains("The policy says nothing here."), "{said}");
    for (code, wrong) in [
        (2, &["walk", &reference, "--stage", "14"][..]),
        (2, &["walk", &reference, "--stage", "1", "--item", "purpose"]),
        (2, &["walk", "--stage", "1"]),
        (2, &["walk", &reference, "--width", "3"]),
        (1, &["walk", "2026-0099"]),
    ] {
        desk.no(code, wrong);
    }
    let run = talk(&desk, &[&reference, "--item", "neighbour"], "");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("Did you mean “neighbours”?"), "{}", run.err);
}

#[test]
fn lines_are_broken_at_the_width_that_is_asked_for() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest(&walk(&desk, &[&reference], &["why", "help", "stages", ""])) <= 80);
    assert!(widest(&walk(&desk, &[&reference, "--width", "0"], &["why"])) > 200);
    let mut command = desk.command();
    let run = finish(command.args(["walk", &reference]).env("COLUMNS", "40").write_stdin("why\n"));
    assert!((30..=40).contains(&widest(&run.out)), "{}", run.out);
    let mut command = desk.command();
    let run = finish(command.args(["walk", &reference]).env("COLUMNS", "wide").write_stdin(""));
    assert_eq!((run.code, widest(&run.out) <= 80), (0, true), "{}", run.err);
}

#[test]
fn nothing_that_a_terminal_obeys_is_said_as_it_came() {
    let evil = "\u{1b}[31mred\u{7}\u{202e}\u{9b}2J\u{200b}end";
    let desk = Desk::new();
    let answers = [
        "yes", evil, evil, "nelc", evil, "goods", evil, "1k", evil, "", evil, "2", evil, "2", evil,
        evil, "", evil, "1",
    ];
    walk(&desk, &[], &answers);
    let answers = [
        evil,
        "evidence",
        evil,
        "note",
        evil,
        "evidence",
        "link",
        evil,
        "",
        "evidence",
        "file",
        evil,
        "",
        "note",
        evil,
        "note",
        "",
        "n/a",
        evil,
        "add",
        evil,
        evil,
        "no",
        "stages",
        evil,
        "",
        "facts",
        evil,
        "1",
        evil,
        "outcomes",
        evil,
        "2.4.apprentices",
        evil,
        "4",
        evil,
        "",
        "take away",
        "nonsense",
        "1",
        "journal",
        "stage \u{1b}[2J",
        "item \u{1b}[2J",
        "skip the stage",
        evil,
        "reopen",
        evil,
        "back",
        "stage 1",
        "reopen",
        evil,
        "again",
        "undo",
        "undo",
    ];
    let said = walk(&desk, &["2026-0001", "--officer", evil], &answers);
    assert_eq!(unsafe_in(&said), None, "{said:?}");
    assert!(said.contains("\\u{1b}[31mred"), "{said}");
    desk.ok(["pause", "2026-0001", "--reason", evil]);
    for said in [
        walk(&desk, &["2026-0001"], &[evil, "stages", "why"]),
        walk(&desk, &[], &[evil, "zebra \u{1b}c", "1", evil]),
    ] {
        assert_eq!(unsafe_in(&said), None, "{said:?}");
    }
    // What was typed is kept as it is.
    assert_eq!(shown(&desk, "2026-0001")["title"], evil);
}

#[test]
fn lines_that_are_no_text_or_too_long_are_refused_and_asked_again() {
    let (desk, reference) = small();
    let run = talk(&desk, &[&reference], b"note\nCaf\xe9\nCaf\xc3\xa9\n");
    assert_eq!(run.code, 0);
    assert!(run.out.contains("That is not UTF-8 text and was not taken"), "{}", run.out);
    assert_eq!(shown(&desk, &reference)["stages"][0]["items"][0]["note"], "Café");
    let long = format!("note\n{}\n{}\nShort\n", "x".repeat(600_000), "y".repeat(20_001));
    let run = talk(&desk, &[&reference], long);
    assert!(run.out.contains("That is longer than 262144 bytes"), "{}", run.out);
    assert!(run.out.contains("is 20001 characters long; at most 20000"), "{}", run.out);
    assert_eq!(shown(&desk, &reference)["stages"][0]["items"][0]["note"], "Short");
    // As Windows programs pipe it: a mark at the beginning, and other ends of lines.
    let run = talk(&desk, &[&reference], "\u{feff}done\r\nn/a\r\nNobody lives there\r\n");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(shown(&desk, &reference)["stages"][0]["items"][1]["reason"], "Nobody lives there");
}

#[test]
fn a_note_may_have_several_lines() {
    let (desk, reference) = small();
    walk(&desk, &[&reference], &["note", "...", "First line", "", "quit", "  third", "...", "1"]);
    let item = shown(&desk, &reference)["stages"][0]["items"][0].clone();
    assert_eq!(item["note"], "First line\n\nquit\n  third");
    assert_eq!(item["state"], "done");
    // When the input ends in the middle of them, nothing of them is recorded.
    walk(&desk, &[&reference, "--item", "small.01.purpose"], &["note", "...", "Half"]);
    assert_eq!(shown(&desk, &reference)["stages"][0]["items"][0]["note"], item["note"]);
    walk(&desk, &[&reference, "--item", "small.01.purpose"], &["note", "-"]);
    assert_eq!(shown(&desk, &reference)["stages"][0]["items"][0]["note"], Value::Null);
}

#[test]
fn facts_outcomes_and_own_items_are_part_of_the_walk() {
    let (desk, reference) = small();
    let file = desk.write("minutes.txt", "abc");
    let answers = [
        "facts",
        "key provider",
        "yes",
        "outcomes",
        "list",
        "1.1.apprentices",
        "4",
        "The college asks",
        "1.1",
        "Young people have no work",
        "1.1",
        "yes",
        "",
        "add an item",
        "Ask the mayor",
        "yes",
        "evidence",
        file.to_str().unwrap(),
        "done",
        "back",
        "reopen",
    ];
    let said = walk(&desk, &[&reference], &answers);
    assert!(said.contains("Sign-off: Town Clerk"), "{said}");
    assert!(
        said.contains("    Measure 1.1.apprentices: Apprentices taken on, counted in people\n")
    );
    let tender = shown(&desk, &reference);
    assert_eq!(tender["facts"]["key_provider"], true);
    assert_eq!(tender["outcomes"].as_array().unwrap().len(), 1);
    assert_eq!(tender["outcomes"][0]["quantity"], "4");
    let own = tender["stages"][0]["items"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (own["text"].as_str(), own["state"].as_str()),
        (Some("Ask the mayor"), Some("open"))
    );
    assert_eq!(own["evidence"][0]["size"], 3);
}

#[test]
fn evidence_and_own_items_are_taken_away_and_brought_back() {
    let (desk, reference) = small();
    let file = desk.write("minutes.txt", "abc");
    let file = file.to_str().unwrap();
    let answers = ["take away", "evidence", file, "evidence", "note", "Page 3", "take away", "2"];
    let said = walk(&desk, &[&reference], &answers);
    assert!(said.contains("There is nothing on this item to take away."), "{said}");
    assert!(said.contains("  2 note: Page 3\n"), "{said}");
    let evidence = &shown(&desk, &reference)["stages"][0]["items"][0]["evidence"];
    assert_eq!(evidence.as_array().unwrap().len(), 1);
    assert_eq!(evidence[0]["kind"], "file");
    let answers = ["add an item", "Ask the mayor", "no", "note", "On Monday", "detach", "back"];
    let item = ["take away", "the item", "undo"];
    let said = walk(&desk, &[&reference], &[&answers[..], &item].concat());
    assert!(said.contains("Nothing was taken away."), "{said}");
    assert!(said.contains("Undone: took away ask-the-mayor."), "{said}");
    let own = &shown(&desk, &reference)["stages"][0]["items"][2];
    assert_eq!((&own["id"], &own["note"]), (&"own.01.ask-the-mayor".into(), &"On Monday".into()));
    walk(&desk, &[&reference, "--item", "ask-the-mayor"], &["take away", "1", "quit"]);
    assert_eq!(shown(&desk, &reference)["stages"][0]["items"].as_array().unwrap().len(), 2);
}

#[test]
fn good_practice_is_asked_about_on_request_only() {
    let (desk, reference) = small();
    let said = walk(&desk, &[&reference], &["next", "next", "stage 1", "next", "next"]);
    assert!(!said.contains("Look at what others do"), "{said}");
    let said = walk(&desk, &[&reference], &["good practice", "next", "next", "done"]);
    assert!(
        said.contains("Item 3 of 3 in stage 1, open, optional: Look at what others do"),
        "{said}"
    );
    assert!(said.contains("Good practice: no clause demands it."), "{said}");
    assert_eq!(state(&desk, &reference, 2), "done");
}

#[test]
fn a_tender_is_paused_resumed_and_its_journal_read() {
    let (desk, reference) = small();
    let answers = [
        "pause",
        "cancel",
        "",
        "pause",
        "1",
        "No budget",
        "done",
        "stages",
        "resume",
        "Budget agreed",
        "journal",
        "done",
    ];
    let said = walk(&desk, &[&reference], &answers);
    assert!(said.contains("The tender is paused; nothing in it can be changed"), "{said}");
    assert!(said.contains("Reason: No budget"), "{said}");
    assert!(said.contains("All 3 entries, the oldest first"), "{said}");
    assert!(said.contains("A. Officer: resumed the tender\n    Budget agreed\n"), "{said}");
    assert_eq!(shown(&desk, &reference)["state"], "active");
    assert_eq!(state(&desk, &reference, 0), "done");
}

#[test]
fn everything_that_was_done_in_a_session_can_be_undone() {
    let (desk, reference) = small();
    let before = shown(&desk, &reference);
    let mut answers = vec![
        "note",
        "Look here",
        "1",
        "2",
        "note",
        "Page 3",
        "3",
        "Nobody",
        "close",
        "Good",
        "skip the stage",
        "Bought before",
        "stage 2",
        "reopen",
        "It was not",
        "add",
        "Ask the mayor",
        "no",
    ];
    answers.extend(["undo"; 9]);
    let said = walk(&desk, &[&reference], &answers);
    assert_eq!(said.matches("Undone: ").count(), 8, "{said}");
    assert_eq!(said.matches("There is nothing to undo in this session.").count(), 1, "{said}");
    let mut after = shown(&desk, &reference);
    after["version"] = before["version"].clone();
    assert_eq!(after, before);
    assert_eq!(desk.json(["verify", "--json"])["sound"], true);
}
