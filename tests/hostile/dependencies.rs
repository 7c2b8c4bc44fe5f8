//! What the product is built from, and the page that gives the reason for each.

use std::collections::BTreeMap;
use std::fs;

use crate::support::sources::package;

/// The libraries of a manifest's tables, with the versions that they ask for.
fn named(manifest: &toml::Table, tables: &[&str]) -> BTreeMap<String, String> {
    let of_systems = manifest.get("target").and_then(toml::Value::as_table).into_iter();
    let of_systems =
        of_systems.flat_map(|systems| systems.values().filter_map(toml::Value::as_table));
    let mut found = BTreeMap::new();
    for holder in std::iter::once(manifest).chain(of_systems) {
        for libraries in tables.iter().filter_map(|table| holder.get(*table)?.as_table()) {
            for (name, asked) in libraries {
                let version = asked.as_str().or_else(|| asked.get("version")?.as_str());
                found
                    .insert(name.clone(), version.expect("every library has a version").to_owned());
            }
        }
    }
    found
}

/// The rows of a table under a heading of the page: library, version, and the other cells.
fn told(page: &str, heading: &str) -> BTreeMap<String, (String, Vec<String>)> {
    let (_, part) = page.split_once(&format!("## {heading}\n")).unwrap();
    let part = part.split("\n## ").next().unwrap();
    let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let mut cells = row.trim_end_matches('|').split(" | ").map(|cell| cell.trim().to_owned());
        let name = cells.next().unwrap().trim_end_matches('`').to_owned();
        (name, (cells.next().unwrap(), cells.collect()))
    })
    .collect()
}

#[test]
fn every_library_has_its_reason_written_down() {
    let manifest = fs::read_to_string(package().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let page = fs::read_to_string(package().join("docs/decisions/0024-dependencies.md")).unwrap();
    for (heading, tables) in [
        ("In the executable", &["dependencies", "build-dependencies"][..]),
        ("For tests and benchmarks only", &["dev-dependencies"]),
    ] {
        let (named, told) = (named(&manifest, tables), told(&page, heading));
        let versions: BTreeMap<String, String> =
            told.iter().map(|(name, (version, _))| (name.clone(), version.clone())).collect();
        assert_eq!(versions, named, "the page and Cargo.toml differ ({heading})");
        for (name, (_, cells)) in &told {
            assert_eq!(cells.len(), 4, "{name}: {cells:?}");
            assert!(cells.iter().all(|cell| !cell.is_empty()), "{name}: {cells:?}");
        }
    }
}

#[test]
fn everything_in_the_tree_comes_from_the_public_registry_with_its_sum() {
    let lock: toml::Table =
        fs::read_to_string(package().join("Cargo.lock")).unwrap().parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    assert!(packages.len() > 100, "the tree was found");
    for package in packages {
        let name = package["name"].as_str().unwrap();
        if name == "tenderbook" {
            continue;
        }
        let source = package.get("source").and_then(toml::Value::as_str);
        assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{name}");
        assert!(package.get("checksum").is_some(), "{name} has no sum");
    }
}

#[test]
fn the_package_of_the_fuzz_targets_is_no_part_of_the_product() {
    let manifest = fs::read_to_string(package().join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("libfuzzer") && !manifest.contains("[workspace]"));
    let fuzz = fs::read_to_string(package().join("fuzz/Cargo.toml")).unwrap();
    assert!(fuzz.contains("[workspace]"), "it is a workspace of its own");
}
