//! The shapes that programs rely on.

use serde_json::{Value, json};

use crate::support::{Desk, small_policy};

#[track_caller]
fn has(value: &Value, keys: &[&str]) {
    let object = value.as_object().unwrap();
    for key in keys {
        assert!(object.contains_key(*key), "{key} is missing in {value:#}");
    }
}

fn desk() -> (Desk, String) {
    let desk = Desk::new();
    desk.write("config/tenderbook/policies/small.toml", small_policy());
    let reference = desk.start("small");
    (desk, reference)
}

#[test]
fn list_gives_one_object_for_each_procurement() {
    let (desk, reference) = desk();
    let list = desk.json(["list", "--json"]);
    let first = &list[0];
    has(
        first,
        &["reference", "title", "policy", "value", "state", "stage", "closed_stages", "next_item"],
    );
    assert_eq!(first["reference"], reference);
    assert_eq!(first["value"], "120000.00");
    assert_eq!(first["stage"], 1);
    assert_eq!(first["closed_stages"], 0);
    assert_eq!(first["next_item"], "small.01.purpose");
    assert_eq!(first["state"], "active");
}

#[test]
fn an_empty_list_is_empty_and_makes_no_file() {
    let desk = Desk::new();
    assert_eq!(desk.json(["list", "--json"]), json!([]));
    assert!(desk.ok(["list"]).contains("no procurements yet"));
    assert!(!desk.register().exists());
}

#[test]
fn show_gives_facts_determination_and_stages() {
    let (desk, reference) = desk();
    desk.write("minutes.txt", "abc");
    desk.ok([
        "tick",
        &reference,
        "small.01.purpose",
        "--evidence",
        "Page 3",
        "--evidence",
        "https://example.org/3",
        "--file",
        "minutes.txt",
    ]);
    desk.ok(["rule-out", &reference, "neighbours", "--reason", "There are none"]);
    let shown = desk.json(["show", &reference, "--json"]);
    has(
        &shown,
        &["reference", "title", "policy", "edition", "state", "facts", "determination", "stages"],
    );
    assert_eq!(
        shown["facts"],
        json!({
            "contract_type": "services", "value": "120000.00", "vat": "20",
            "start": "2026-11-21", "advertised": false, "key_provider": false,
            "impact": null, "objectives": null, "needs": null, "quality_share": null,
        })
    );
    assert_eq!(shown["determination"], desk.json(["assess", &reference, "--json"]));
    assert_eq!(shown["stages"].as_array().unwrap().len(), 13);
    let stage = &shown["stages"][0];
    has(stage, &["number", "name", "state", "note", "items"]);
    let items = stage["items"].as_array().unwrap();
    let of_policy = items.iter().filter(|item| item["source"] == "policy");
    let ids: Vec<&str> = of_policy.map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["small.01.purpose", "small.01.neighbours"], "good practice is off");
    assert!(
        items.iter().any(|item| item["id"] == "england.01.value" && item["source"] == "statute")
    );
    has(&items[0], &["id", "text", "required", "clause", "state", "reason", "evidence"]);
    assert_eq!(items[0]["state"], "done");
    assert_eq!(items[1]["state"], "not_applicable");
    assert_eq!(items[1]["reason"], "There are none");
    assert_eq!(items[1]["required"], false);
    let evidence = items[0]["evidence"].as_array().unwrap();
    let kinds: Vec<&str> = evidence.iter().map(|piece| piece["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["file", "note", "link"]);
    assert_eq!(evidence[0]["size"], 3);
    assert_eq!(
        evidence[0]["sha256"],
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    assert!(evidence[0]["path"].as_str().unwrap().ends_with("minutes.txt"));
    assert_eq!(evidence[1]["text"], "Page 3");
    assert_eq!(evidence[2]["address"], "https://example.org/3");
    for piece in evidence {
        assert_eq!(piece["officer"], "A. Officer");
        assert_eq!(piece["at"], "2026-11-21T09:00:00Z");
    }
}

#[test]
fn facts_can_be_left_open_and_closed_again() {
    let desk = Desk::new();
    let reference = desk.start_with(&[
        "--policy",
        "lancashire-county",
        "--type",
        "works",
        "--value",
        "6m",
        "--vat",
        "17.5",
        "--advertised=unknown",
        "--key-provider=yes",
        "--quality",
        "60",
        "--start",
        "2026-12-01",
    ]);
    let facts = &desk.json(["show", &reference, "--json"])["facts"];
    assert_eq!(facts["advertised"], Value::Null);
    assert_eq!(facts["key_provider"], true);
    assert_eq!(facts["vat"], "17.5");
    assert_eq!(facts["quality_share"], "60");
    assert_eq!(facts["start"], "2026-12-01");
    desk.ok([
        "facts",
        &reference,
        "--advertised",
        "--impact",
        "some",
        "--objectives",
        "2",
        "--needs",
        "less",
    ]);
    let facts = &desk.json(["show", &reference, "--json"])["facts"];
    assert_eq!(facts["advertised"], true);
    assert_eq!(facts["key_provider"], true, "what is not named stays");
    assert_eq!((&facts["impact"], &facts["objectives"]), (&json!("some"), &json!(2)));
    desk.ok([
        "facts",
        &reference,
        "--impact",
        "unknown",
        "--objectives",
        "unknown",
        "--quality",
        "unknown",
    ]);
    let facts = &desk.json(["show", &reference, "--json"])["facts"];
    assert_eq!((&facts["impact"], &facts["objectives"]), (&Value::Null, &Value::Null));
    assert_eq!(facts["quality_share"], Value::Null);
}

#[test]
fn assess_gives_one_object_or_a_list_for_all_policies() {
    let desk = Desk::new();
    let flags = ["--type", "services", "--value", "120k"];
    let one = desk.json([&["assess", "--policy", "cumbria", "--json"][..], &flags].concat());
    has(
        &one,
        &[
            "policy",
            "edition",
            "social_value",
            "weighting",
            "sign_off",
            "obligations",
            "tensions",
            "statute",
        ],
    );
    has(&one["social_value"], &["status", "reasons"]);
    has(&one["social_value"]["reasons"][0], &["clause", "text"]);
    has(&one["weighting"], &["minimum", "maximum", "base", "choices", "reasons"]);
    has(&one["obligations"][0], &["id", "stage", "text", "clause"]);
    has(&one["statute"], &["threshold", "value_including_vat", "above", "from"]);
    assert_eq!(one["social_value"]["status"], "required");
    assert_eq!(one["weighting"]["minimum"], Value::Null);
    assert_eq!(one["weighting"]["maximum"], "10");
    assert_eq!(one["weighting"]["base"], "total");
    assert_eq!(one["statute"]["threshold"], "207720.00");
    assert_eq!(one["statute"]["value_including_vat"], "144000.00");
    assert_eq!(one["statute"]["above"], false);
    assert_eq!(one["statute"]["from"], "2026-01-01");
    let all = desk.json([&["assess", "--all-policies", "--json"][..], &flags].concat());
    let policies: Vec<&str> =
        all.as_array().unwrap().iter().map(|one| one["policy"].as_str().unwrap()).collect();
    assert_eq!(policies, ["cumbria", "lancashire-opcc", "lancashire-county", "cheshire", "nelc"]);
    assert_eq!(all[0], one);
    assert!(!desk.register().exists(), "asking needs no register");
}

#[test]
fn verify_says_what_was_checked() {
    let (desk, _) = desk();
    let verified = desk.json(["verify", "--json"]);
    has(&verified, &["sound", "entries", "newest", "packs", "faults"]);
    assert_eq!(verified["sound"], true);
    assert_eq!(verified["entries"], 1);
    assert_eq!(verified["newest"]["sequence"], 1);
    assert_eq!(verified["newest"]["hash"].as_str().map(str::len), Some(64));
    assert_eq!(verified["faults"], Value::Array(Vec::new()));
    assert_eq!(verified["packs"], 2);
    assert!(
        desk.ok(["verify"])
            .contains("The file, the journal, what it tells of, the pinned policies, the files and the search are sound.")
    );
}

#[test]
fn verify_names_every_fault_and_fails() {
    let (desk, reference) = desk();
    desk.ok(["pause", &reference, "--reason", "No budget"]);
    let register = rusqlite::Connection::open(desk.register()).unwrap();
    register
        .execute_batch(
            "DROP TRIGGER journal_is_never_changed;
             UPDATE journal SET officer = 'Somebody else' WHERE sequence = 1;",
        )
        .unwrap();
    drop(register);
    let run = desk.run(["verify", "--json"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.starts_with("tenderbook: The register is not what was written"), "{run:?}");
    let verified: Value = serde_json::from_str(&run.out).unwrap();
    has(&verified, &["sound", "entries", "newest", "packs", "faults"]);
    assert_eq!((&verified["sound"], &verified["entries"]), (&Value::Bool(false), &Value::from(2)));
    assert_eq!(verified["newest"]["sequence"], 2);
    let faults = verified["faults"].as_array().unwrap();
    assert!(faults[0].as_str().unwrap().starts_with("Journal entry 1 of "), "{faults:?}");
}

#[test]
fn policies_are_listed_and_shown_for_programs() {
    let (desk, _) = desk();
    let list = desk.json(["policy", "list", "--json"]);
    assert_eq!(list.as_array().unwrap().len(), 6);
    has(&list[0], &["id", "title", "authority", "edition", "items", "sha256", "place"]);
    assert_eq!(list[0]["place"], "built in");
    let shown = desk.json(["policy", "show", "small", "--json"]);
    assert_eq!(shown["items"].as_array().unwrap().len(), 4);
    assert_eq!(shown["stages"].as_array().unwrap().len(), 13);
    assert_eq!(shown["stages"][0]["items"], 3);
    assert_eq!(shown["stages"][0]["required"], 1);
    assert_eq!(shown["objectives"][0]["outcomes"][0]["measures"][0]["id"], "1.1.apprentices");
}
