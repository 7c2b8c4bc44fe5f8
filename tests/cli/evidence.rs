//! Notes, links and files on items.

use std::fs;

use crate::support::Desk;

fn evidence(desk: &Desk, reference: &str) -> Vec<serde_json::Value> {
    let shown = desk.json(["show", reference, "--json"]);
    let items = shown["stages"][0]["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["id"] == "cumbria.01.purpose").unwrap();
    item["evidence"].as_array().unwrap().clone()
}

#[test]
fn evidence_of_every_kind_is_attached_and_taken_off() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let file = desk.write("minutes of May.txt", "abc");
    desk.ok([
        "attach",
        &reference,
        "purpose",
        "--note",
        "one\ntwo",
        "--link",
        "https://example.org",
    ]);
    desk.ok(["attach", &reference, "purpose", "--file", file.to_str().unwrap()]);
    let found = evidence(&desk, &reference);
    assert_eq!(found.len(), 3);
    assert_eq!(found[1]["text"], "one\ntwo");
    let text = desk.ok(["show", &reference]);
    assert!(text.contains("Evidence, note: one\n      two\n"), "{text}");
    assert!(text.contains("3 bytes, SHA-256 ba7816bf"), "{text}");
    let id = found[0]["uid"].as_str().unwrap();
    assert!(desk.ok(["show", &reference, "--stage", "1"]).contains(id));
    desk.ok(["detach", &reference, id]);
    assert_eq!(evidence(&desk, &reference).len(), 2);
    // The content stays where it is: a file that goes away changes nothing here.
    fs::remove_file(file).unwrap();
    assert_eq!(evidence(&desk, &reference).len(), 2);
}

#[test]
fn a_file_that_is_not_there_leaves_the_item_open_and_bare() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.write("there.txt", "abc");
    for command in ["tick", "attach"] {
        let said = desk
            .no(1, [command, &reference, "purpose", "--file", "there.txt", "--file", "gone.txt"]);
        assert!(said.contains("gone.txt"), "{said}");
        let said = desk.no(1, [command, &reference, "purpose", "--file", "."]);
        assert!(said.contains("not a file"), "{said}");
    }
    let said =
        desk.no(1, ["attach", &reference, "purpose", "--note", "good", "--link", "no address"]);
    assert!(said.contains("is not an address"), "{said}");
    assert!(evidence(&desk, &reference).is_empty());
}

#[test]
fn a_note_on_an_item_is_written_replaced_and_taken_away() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let note = || {
        let shown = desk.json(["show", &reference, "--json"]);
        shown["stages"][0]["items"][0]["note"].clone()
    };
    desk.ok(["note", &reference, "purpose", "waiting"]);
    assert_eq!(note(), "waiting");
    desk.ok(["note", &reference, "purpose", "still waiting"]);
    assert_eq!(note(), "still waiting");
    desk.ok(["note", &reference, "purpose", ""]);
    assert_eq!(note(), serde_json::Value::Null);
}
