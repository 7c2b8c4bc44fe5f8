//! What is refused: a sentence, an exit code, and nothing changed.

use rstest::rstest;

use crate::support::Desk;

fn new<'a>(value: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments =
        vec!["new", "--title", "T", "--policy", "cumbria", "--type", "goods", "--value", value];
    arguments.extend(more);
    arguments
}

#[rstest]
#[case("1e5", "exponent")]
#[case("-5", "negative")]
#[case("12.345", "fraction of a penny")]
#[case("1,20,000", "commas")]
#[case("", "missing")]
#[case("twelve", "not an amount")]
fn a_wrong_amount_is_wrong_usage(#[case] value: &str, #[case] reason: &str) {
    let desk = Desk::new();
    desk.start("cumbria");
    let said = desk.no(2, new(value, &[]));
    assert!(said.contains("--value"), "{said}");
    assert!(said.contains(reason), "{said}");
    assert!(said.contains("\nHint: "), "{said}");
    let said = desk.no(2, ["facts", "2026-0001", "--value", value]);
    assert!(said.contains(reason), "{said}");
}

#[rstest]
#[case(&["--start", "2026-02-30"], "does not exist")]
#[case(&["--start", "21/11/2026"], "not a date")]
#[case(&["--start", "1066-10-14"], "outside")]
#[case(&["--vat", "200"], "out of range")]
#[case(&["--quality", "-1"], "out of range")]
#[case(&["--objectives", "many"], "not a number of objectives")]
#[case(&["--impact", "huge"], "possible values: none, some, significant")]
#[case(&["--needs", "most"], "possible values: highest, less")]
#[case(&["--advertised=maybe"], "possible values: yes, no, unknown")]
#[case(&["--reference", "two words"], "cannot be a reference")]
#[case(&["--reference", "\u{1b}[31m"], "cannot be a reference")]
#[case(&["--colour", "red"], "unexpected argument")]
fn a_wrong_flag_is_wrong_usage(#[case] flags: &[&str], #[case] reason: &str) {
    let desk = Desk::new();
    desk.start("cumbria");
    let said = desk.no(2, new("100k", flags));
    assert!(said.contains(reason), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
}

#[test]
fn a_command_that_lacks_something_is_wrong_usage() {
    let desk = Desk::new();
    desk.start("cumbria");
    for arguments in [
        &["new", "--title", "T"][..],
        &["show"],
        &["rule-out", "2026-0001", "purpose"],
        &["reopen", "2026-0001", "1"],
        &["skip", "2026-0001", "1"],
        &["attach", "2026-0001", "purpose"],
        &["assess", "--type", "goods", "--value", "1"],
        &["assess", "--policy", "cumbria", "--value", "1"],
        &["complete", "2026-0001", "14"],
        &["complete", "2026-0001", "-1"],
        &["seek", "2026-0001", "1.1", "--quantity", "1e3"],
        &["frobnicate"],
    ] {
        desk.no(2, arguments);
    }
}

#[test]
fn a_reason_is_asked_for_and_must_say_something() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    for command in [
        &["rule-out", &reference, "purpose"][..],
        &["skip", &reference, "1"],
        &["pause", &reference],
        &["cancel", &reference],
    ] {
        let said = desk.no(1, command.iter().chain(&["--reason", "  "]));
        assert!(said.contains("The reason is missing"), "{said}");
    }
    desk.ok(["skip", &reference, "1", "--reason", "bought before"]);
    let said = desk.no(1, ["reopen", &reference, "1", "--reason", ""]);
    assert!(said.contains("The reason is missing"), "{said}");
}

#[test]
fn what_is_not_there_is_said_with_what_is_near() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let said = desk.no(1, ["show", "2026-0002"]);
    assert!(said.contains("no procurement “2026-0002”"), "{said}");
    assert!(said.contains("Did you mean “2026-0001”?"), "{said}");
    let said = desk.no(1, ["tick", &reference, "purpos"]);
    assert!(said.contains("Did you mean “purpose”?"), "{said}");
    let said = desk
        .no(1, ["new", "--title", "T", "--policy", "chesire", "--type", "goods", "--value", "1"]);
    assert!(said.contains("Did you mean “cheshire”?"), "{said}");
    let said = desk.no(1, ["seek", &reference, "9.9"]);
    assert!(said.contains("9.9"), "{said}");
    desk.no(1, ["policy", "show", "atlantis"]);
    desk.no(1, ["journal", "2026-0002"]);
    desk.no(1, ["assess", "2026-0002"]);
    desk.no(1, ["detach", &reference, "0192f0c1-2b7e-7d3a-9c44-0a1b2c3d4e5f"]);
}

#[test]
fn a_reference_is_used_once_whatever_its_case() {
    let desk = Desk::new();
    desk.ok(new("1k", &["--reference", "ICT/7"]));
    for again in ["ICT/7", "ict/7"] {
        let said = desk.no(1, new("1k", &["--reference", again]));
        assert!(said.contains("is used already, for “T”"), "{said}");
    }
    assert!(desk.ok(["show", "ict/7"]).starts_with("ICT/7: T"));
}

#[test]
fn stages_settle_in_order_and_once() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let said = desk.no(1, ["complete", &reference, "2"]);
    assert!(said.contains("before stage 1"), "{said}");
    let said = desk.no(1, ["skip", &reference, "3", "--reason", "no"]);
    assert!(said.contains("before stage 1"), "{said}");
    let said = desk.no(1, ["reopen", &reference, "1", "--reason", "no"]);
    assert!(said.contains("open already"), "{said}");
    desk.ok(["skip", &reference, "1", "--reason", "bought before"]);
    let said = desk.no(1, ["complete", &reference, "1"]);
    assert!(said.contains("skipped already"), "{said}");
    let said = desk.no(1, ["close", &reference, "--reason", "done"]);
    assert!(said.contains("stage 2 is still open"), "{said}");
}

#[test]
fn an_item_is_ticked_once() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.ok(["tick", &reference, "purpose"]);
    let said = desk.no(1, ["tick", &reference, "purpose", "--evidence", "a note"]);
    assert!(said.contains("done already"), "{said}");
    desk.no(1, ["facts", &reference, "--value", "120000"]);
}

#[test]
fn an_ambiguous_item_is_answered_with_the_whole_ids() {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", crate::support::small_policy());
    let reference = desk.start("small");
    let said = desk.no(1, ["tick", &reference, "purpose"]);
    assert!(said.contains("could mean several items"), "{said}");
    assert!(said.contains("small.01.purpose, small.02.purpose"), "{said}");
    desk.ok(["tick", &reference, "small.02.purpose"]);
}

#[test]
fn a_stage_with_open_items_lists_them_and_helps() {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", crate::support::small_policy());
    let reference = desk.start("small");
    desk.ok(["statute", &reference, "--leave-out", "Only the policy matters here"]);
    assert_eq!(
        desk.no(1, ["complete", &reference, "1"]),
        "tenderbook: Stage 1 cannot be closed yet: 1 required item is still open.\n  \
         small.01.purpose  Write down why this is bought\n\
         Hint: Do each item, or rule it out with a reason; then close the stage.\n"
    );
}

#[test]
fn the_terminal_interface_is_not_drawn_into_a_pipe() {
    let desk = Desk::new();
    for arguments in [&[][..], &["demo"], &["demo", "--rows", "3"]] {
        let said = desk.no(2, arguments);
        assert!(said.contains("needs a terminal"), "{said}");
        assert!(said.contains("Hint: "), "{said}");
    }
    assert!(!desk.register().exists());
}
