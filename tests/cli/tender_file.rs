//! The tender file says of a tender what the commands say.

use tenderbook::register::{Library, Register, Watch};
use tenderbook::report::Variant;
use tenderbook::report::tender::tender;

use crate::cli::after_award::Life;
use crate::rooms::tender_file::dump::{dump, dump_one};

#[test]
fn the_file_agrees_with_what_the_commands_show() {
    let life = Life::signed();
    life.ok("skip REF 1 --reason 'One supplier only'");
    life.ok("add-item REF 3 'Ask the youth council'");
    life.on("2027-07-10");
    life.ok("delivery add REF 1 --quantity 2 --on 2027-06-20 --note 'Two started'");
    let shown = life.json("show REF");
    let contract = life.shown();
    let result = life.json("evaluation result REF");
    let entries = life.json("journal REF");

    let watch = Watch::nobody();
    let register = Register::open_to_read(&life.desk.register(), Library::default(), &watch);
    let context = tenderbook::register::Clock::fixed("2027-07-10T09:00:00Z").unwrap();
    let context = context.context("A. Officer");
    let document = tender(&register.unwrap(), "2026-0042", Variant::Full, &context).unwrap();

    for stage in shown["stages"].as_array().unwrap() {
        let lead = format!("Stage {}: {}", stage["number"], stage["name"].as_str().unwrap());
        let chapter = document.sections.iter().find(|one| one.title == lead).unwrap();
        let text = dump_one(chapter);
        let state = stage["state"].as_str().unwrap();
        assert!(text.contains(&format!("The stage is {state}")), "{lead}: {state}");
        if let Some(note) = stage["note"].as_str() {
            assert!(text.contains(note), "{lead}: {note}");
        }
        let items = stage["items"].as_array().unwrap();
        for (at, item) in (1..).zip(items) {
            let words = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
            let state = words("state").replace('_', " ");
            let duty = if item["required"] == true { "required" } else { "optional" };
            let clause = match (words("clause"), words("source").as_str()) {
                (_, "own") => "added by an officer".to_owned(),
                (clause, "statute") => format!("law: {clause}"),
                (clause, _) => clause,
            };
            let number = &stage["number"];
            let row = format!(
                "{number}.{at} | {} ({}) | {state} | {duty} | {clause} | {}",
                words("text"),
                words("id"),
                words("why")
            );
            assert!(text.contains(&row), "{row}\n---\n{text}");
        }
    }
    let text = dump(&document);
    for total in result["totals"].as_array().unwrap() {
        let shown = total["total"]["rounded"].as_str().unwrap_or_else(|| panic!("{total}"));
        assert!(text.contains(&format!("{shown} of 100 points")), "{total}");
    }
    let progress = &contract["contracts"][0]["commitments"][0]["progress"];
    let standing = progress["standing"].as_str().unwrap().replace('-', " ");
    assert!(text.contains(&format!("How it stands: {standing}")), "{standing}\n{text}");
    for entry in entries.as_array().unwrap() {
        assert!(text.contains(entry["hash"].as_str().unwrap()));
    }
}
