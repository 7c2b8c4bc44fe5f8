//! The pack format's reference, held against what the parser knows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tenderbook::policy::parse;

use super::package;

type Keys = BTreeMap<String, BTreeSet<String>>;

/// The words in backticks of a text that could be keys, and what stands before a sign of equality.
fn keys_in(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('`').skip(1).step_by(2).filter_map(|code| {
        let key = code.split(" = ").next().unwrap_or_default().trim();
        let plain = key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (plain && !key.is_empty()).then(|| key.to_owned())
    })
}

/// The first word in backticks with its brackets taken off: the part that a heading or row is of.
fn part_in(text: &str) -> Option<String> {
    let code = text.split('`').nth(1)?;
    let name = code.strip_prefix('[')?.trim_matches(['[', ']']);
    Some(name.to_owned())
}

/// The keys that the reference documents, by part.
fn documented() -> Keys {
    let text = fs::read_to_string(package().join("policies/README.md")).unwrap();
    let mut found = Keys::new();
    let mut part: Option<String> = None;
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            part = if heading.starts_with("Conditions") {
                Some("scope.when".to_owned())
            } else {
                part_in(heading)
            };
            continue;
        }
        let Some(part) = &part else { continue };
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells.as_slice() {
            // A row for a list inside the part: its keys are named in the last cell.
            ["", first, middle @ .., ""] if part_in(first).is_some() => {
                let inner = part_in(first).unwrap();
                let own = inner.rsplit('.').next().unwrap().to_owned();
                let parent = inner.rsplit_once('.').unwrap().0.to_owned();
                found.entry(parent).or_default().insert(own);
                let last = middle.last().copied().unwrap_or_default();
                found.entry(inner).or_default().extend(keys_in(last));
            }
            ["", first, middle @ .., ""] => {
                found.entry(part.clone()).or_default().extend(keys_in(first));
                // A table written in one line: `{ clause = "…", names = ["…"] }`.
                let last = middle.last().copied().unwrap_or_default();
                if let (Some(key), Some(table)) = (
                    keys_in(first).next(),
                    last.strip_prefix("`{ ").and_then(|l| l.split(" }`").next()),
                ) {
                    let inner = format!("{part}.{key}");
                    let keys = table.split(", ").filter_map(|pair| pair.split(" = ").next());
                    found.entry(inner).or_default().extend(keys.map(str::to_owned));
                }
            }
            // A sentence that lists the keys of a part without a table.
            _ if line.contains("needed") && line.starts_with('`') => {
                found.entry(part.clone()).or_default().extend(keys_in(line));
            }
            _ => {}
        }
    }
    found
}

/// The keys that the parser knows for a table, as it lists them when it is given another.
fn known(place: &str) -> BTreeSet<String> {
    const STRANGE: &str = "zzzzzzzzzzzzzzzzzzzz = 1\n";
    let steps: Vec<&str> = place.split('.').collect();
    let source = match steps.as_slice() {
        [
            "policy" | "opt_out" | "supplier_status" | "sme" | "contract_review" | "contract_kpis"
            | "slavery_statement",
        ] => format!("[{place}]\n{STRANGE}"),
        [_] => format!("[[{place}]]\n{STRANGE}"),
        ["objective", "outcome", "measure"] => {
            format!(
                "[[objective]]\n[[objective.outcome]]\n[[objective.outcome.measure]]\n{STRANGE}"
            )
        }
        ["objective", "outcome"] => format!("[[objective]]\n[[objective.outcome]]\n{STRANGE}"),
        ["contract_kpis", "when"] => format!("[contract_kpis]\n[contract_kpis.when]\n{STRANGE}"),
        [part @ ("supplier_status" | "contract_kpis"), inner] => {
            format!("[{part}]\n[[{part}.{inner}]]\n{STRANGE}")
        }
        [part, inner] => format!("[[{part}]]\n[{part}.{inner}]\n{STRANGE}"),
        _ => unreachable!("{place}"),
    };
    let told = parse("x.toml", &source).unwrap_err();
    let help = told
        .0
        .iter()
        .find(|error| error.message == format!("[{place}] has no key “zzzzzzzzzzzzzzzzzzzz”."))
        .and_then(|error| error.help.clone())
        .unwrap_or_else(|| panic!("{place}: {told}"));
    let list = help.strip_prefix("The keys are ").unwrap().trim_end_matches('.');
    list.split(", ").map(str::to_owned).collect()
}

/// The parts that the parser knows, as it lists them when it is given another.
fn parts() -> BTreeSet<String> {
    let told = parse("x.toml", "zzzzzzzzzzzzzzzz = 1").unwrap_err();
    let help = told.0.iter().find_map(|error| error.help.clone()).unwrap();
    let list = help.strip_prefix("The parts are ").unwrap().trim_end_matches('.');
    list.split(", ").map(str::to_owned).collect()
}

#[test]
fn the_reference_describes_every_part_and_no_other() {
    let described: BTreeSet<String> =
        documented().keys().filter(|place| !place.contains('.')).cloned().collect();
    assert_eq!(described, parts());
}

#[test]
fn the_reference_names_every_key_of_every_part_and_no_other() {
    let documented = documented();
    for inner in [
        "scope.when",
        "objective.indicators",
        "objective.outcome",
        "objective.outcome.measure",
        "supplier_status.behaviour",
        "supplier_status.level",
        "contract_kpis.rating",
    ] {
        assert!(documented.contains_key(inner), "{inner} is described");
    }
    for (place, keys) in &documented {
        assert_eq!(keys, &known(place), "the keys of [{place}]");
    }
}

#[test]
fn a_condition_has_the_same_keys_wherever_it_stands() {
    let keys = known("scope.when");
    for place in [
        "weighting.when",
        "tension.when",
        "sign_off.when",
        "item.when",
        "item.required_when",
        "deadline.when",
        "contract_kpis.when",
        "change_limit.when",
    ] {
        assert_eq!(known(place), keys, "{place}");
    }
}

#[test]
fn every_word_that_the_reference_offers_is_taken() {
    let small = super::broken_packs::whole();
    let condition = |words: &str| small.replacen("value_over = \"100000\"", words, 1);
    for (what, source) in [
        ("types", condition("contract_type = [\"goods\", \"services\", \"works\"]")),
        ("at least", condition("value_at_least = \"50000\"")),
        ("up to", condition("value_up_to = \"350000\"")),
        ("below", condition("value_below = \"50000\"")),
        ("advertised", condition("advertised = true")),
        ("key provider", condition("key_provider = false")),
        ("threshold", condition("above_statutory_threshold = true")),
        ("impact", condition("impact = [\"none\", \"some\", \"significant\"]")),
        ("objectives", condition("objectives_at_least = 2, objectives_below = 9")),
        ("needs", condition("needs = [\"highest\", \"less\"]")),
        ("buyer", condition("authority = [\"sub-central\", \"central\", \"utilities\"]")),
        ("rules", condition(
            "regime = [\"general\", \"light-touch\", \"concession\", \"light-touch-concession\"]",
        )),
        ("procedure", condition(
            "route = [\"open\", \"competitive-flexible\", \"direct-award\", \"call-off\"]",
        )),
        ("framework", condition("framework = true, engagement = false")),
        ("tendering", condition(
            "tendering = [\"standard\", \"one-missing\", \"both-missing\", \"short\", \"agreed\"]",
        )),
        ("commences", condition(
            "commences_from = \"2026-01-01\", commences_before = \"2027-01-01\"",
        )),
        ("expected", small.replacen("status = \"required\"", "status = \"expected\"", 1)),
        ("quality", small.replacen("base = \"total\"", "base = \"quality\"", 1)),
        ("good practice", small.replacen(
            "required = true",
            "required = true\n\n[[item]]\nid = \"small.01.two\"\nstage = 1\ntext = \"T\"\nguidance = \"G\"\nevidence = \"E\"\nclause = \"1\"\nrequired = false\norigin = \"good-practice\"",
            1,
        )),
        ("including VAT", small.replacen("excluding-vat", "including-vat", 1)),
        ("kind", small.replacen("id = \"small\"", "id = \"small\"\nkind = \"policy\"", 1)),
    ] {
        assert!(parse("small.toml", &source).is_ok(), "{what}: {}", parse("small.toml", &source).unwrap_err());
    }
}
