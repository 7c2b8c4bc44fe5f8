//! `tenderbook dashboard`: figures over all tenders, for people and for programs.

use serde_json::{Value, json};

use crate::support::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let agreed = ["--reason", "The market can bear it", "--agreed-by", "Leadership Team"];
    desk.ok([&["weight", &reference, "8"][..], &agreed].concat());
    let reference = desk.start("cumbria");
    desk.ok(["pause", &reference, "--reason", "No budget"]);
    desk
}

#[test]
fn the_figures_are_read_line_by_line() {
    insta::assert_snapshot!(desk().ok(["dashboard"]));
}

#[test]
fn how_each_part_is_counted_is_said_on_request() {
    let said = desk().ok(["dashboard", "--how"]);
    assert!(said.contains("Counts active tenders by their first stage"), "{said}");
    assert!(said.contains("on the policy's base"), "{said}");
}

#[test]
fn programs_get_every_figure_with_decimals_as_strings() {
    let found = desk().json(["dashboard", "--json"]);
    assert_eq!(found["tenders"], 2);
    let stages = found["stages"].as_array().unwrap();
    assert_eq!(stages.len(), 13);
    assert_eq!(
        stages[0],
        json!({
            "stage": 1, "name": "Understand the need and high-level specification",
            "tenders": 1, "value": "120000.00",
        })
    );
    assert_eq!(
        found["policies"][1],
        json!({ "policy": "nelc", "short": "NE Lincolnshire Council", "tenders": 1, "value": "120000.00" })
    );
    assert_eq!(
        found["states"][1],
        json!({ "state": "paused", "tenders": 1, "value": "120000.00" })
    );
    assert_eq!(
        found["social_value"][0],
        json!({ "status": "required", "tenders": 2, "value": "240000.00" })
    );
    let weights = found["weights"].as_array().unwrap();
    assert!(weights.contains(&json!({
        "bound": "minimum", "standing": "below", "departs": true, "tenders": 1, "value": "120000.00",
    })));
    assert!(weights.contains(&json!({
        "bound": "ceiling", "standing": "not-set", "departs": false, "tenders": 1,
        "value": "120000.00",
    })));
    let target = &found["targets"][1];
    assert_eq!((&target["policy"], &target["minimum"]), (&json!("nelc"), &json!("25")));
    assert_eq!(target["actual"], Value::Null, "never a made-up figure");
    assert!(target["why_no_actual"].as_str().unwrap().starts_with("no data yet"));
}

#[test]
fn before_the_first_tender_there_is_nothing_to_count_and_no_file_is_made() {
    let desk = Desk::new();
    assert!(desk.ok(["dashboard"]).starts_with("There are no procurements yet"));
    let found = desk.json(["dashboard", "--json"]);
    assert_eq!(found["tenders"], 0);
    for part in ["stages", "policies", "states", "social_value", "weights", "targets"] {
        assert_eq!(found[part], json!([]), "{part}");
    }
    assert!(!desk.register().exists());
}
