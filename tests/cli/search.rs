//! `tenderbook search`, and `verify` with the search.

use crate::support::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.ok(["note", &reference, "purpose", "Seen by the café board,\nand filed"]);
    desk.ok(["tick", &reference, "purpose", "--evidence", "Board paper of 4 May"]);
    desk
}

#[test]
fn hits_are_told_with_their_place_and_their_matches_in_brackets() {
    let desk = desk();
    let said = desk.ok(["search", "boa"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "2 hits, the best first:");
    assert_eq!(lines.iter().filter(|line| **line == "2026-0001  Custody healthcare").count(), 2);
    assert!(said.contains("    [Board] paper of 4 May\n"), "{said}");
    assert!(said.contains("    Seen by the café [board], and filed\n"), "{said}");
    assert!(said.contains(": evidence, a note\n"), "{said}");
    let said = desk.ok(["search", "board", "--limit", "1"]);
    assert!(said.starts_with("2 hits, the best first; 1 are shown:\n"), "{said}");
    assert!(desk.ok(["search", "custody"]).starts_with("1 hit:\n"));
}

#[test]
fn words_of_several_arguments_and_phrases_must_all_be_there() {
    let desk = desk();
    assert!(desk.ok(["search", "cafe", "filed"]).starts_with("1 hit"));
    assert!(desk.ok(["search", "\"café board\""]).starts_with("1 hit"));
    for nothing in ["\"board café\"", "cafe paper", "zebra", "a* OR", "NEAR(board, 2", "text:board"]
    {
        let said = desk.ok(["search", nothing]);
        assert_eq!(said, format!("Nothing was found for “{nothing}”.\n"));
    }
    let said = desk.no(2, ["search", " & "]);
    assert!(said.contains("There is no word in “ & ”"), "{said}");
    desk.no(2, ["search"]);
}

#[test]
fn hits_are_an_object_for_programs() {
    let desk = desk();
    let found = desk.json(["search", "paper", "--json"]);
    assert_eq!((&found["matching"], &found["more"]), (&1.into(), &false.into()));
    let hit = &found["hits"][0];
    assert_eq!(hit["reference"], "2026-0001");
    assert_eq!(hit["title"], "Custody healthcare");
    assert_eq!((&hit["kind"], &hit["evidence"]), (&"evidence".into(), &"note".into()));
    assert_eq!((&hit["stage"], &hit["item"]), (&1.into(), &"cumbria.01.purpose".into()));
    assert_eq!(hit["text"], "Board paper of 4 May");
    assert_eq!(hit["matches"], serde_json::json!(["paper"]));
    let found = desk.json(["search", "zebra", "--json"]);
    assert_eq!(found, serde_json::json!({ "matching": 0, "more": false, "hits": [] }));
}

#[test]
fn searching_before_the_first_procurement_finds_nothing_and_makes_no_file() {
    let desk = Desk::new();
    assert_eq!(desk.ok(["search", "custody"]), "Nothing was found for “custody”.\n");
    assert!(!desk.register().exists());
}

#[test]
fn nothing_in_a_hit_reaches_the_terminal_raw() {
    let desk = desk();
    desk.ok(["note", "2026-0001", "purpose", "zebra \u{1b}[31mred\u{202e}\u{7}"]);
    for said in [desk.ok(["search", "zebra"]), desk.ok(["search", "zebra", "--json"])] {
        assert!(said.contains("red") && !said.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{said}");
    }
}

#[test]
fn a_search_that_is_not_what_was_written_is_told_and_made_anew() {
    let desk = desk();
    assert!(desk.ok(["verify"]).contains("and the search are sound"));
    let connection = rusqlite::Connection::open(desk.register()).unwrap();
    connection.execute_batch("UPDATE written SET text = 'zebra' WHERE kind = 'note'").unwrap();
    drop(connection);
    let run = desk.run(["verify"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Fault: What is searched is not what was written"), "{}", run.out);
    assert!(run.err.contains("Nothing that was written is lost."), "{}", run.err);
    assert!(run.err.contains("tenderbook verify --rebuild"), "{}", run.err);
    assert!(desk.ok(["verify", "--rebuild"]).contains("are sound"));
    assert!(desk.ok(["search", "café"]).starts_with("1 hit"));
}
