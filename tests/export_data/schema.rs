//! Validation against the official schemas of OCDS 1.1.5 and of the extensions that a package
//! declares: types and formats, codes, and that no field stands outside them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ocds")
}

fn read(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// The folder of an extension by the address that declares it.
fn extension(address: &str) -> PathBuf {
    let place = address
        .strip_prefix("https://raw.githubusercontent.com/")
        .and_then(|rest| rest.strip_suffix("/extension.json"))
        .unwrap_or_else(|| panic!("{address} is no address of an extension"));
    let path = folder().join("extensions").join(place);
    assert!(path.join("extension.json").is_file(), "{address} is not among the fixtures");
    path
}

/// Puts a JSON Merge Patch (RFC 7396) onto a value.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let members = target.as_object_mut().unwrap();
    for (name, value) in patch {
        if value.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}

/// The schemas as a package declares them.
struct Schemas {
    release: Value,
    declared: Vec<PathBuf>,
    codes: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl Schemas {
    fn of(package: &Value) -> Self {
        let none = Vec::new();
        let declared = package["extensions"].as_array().unwrap_or(&none);
        let declared: Vec<PathBuf> =
            declared.iter().map(|one| extension(one.as_str().unwrap())).collect();
        let mut release = read(&folder().join("release-schema.json"));
        for path in &declared {
            merge(&mut release, &read(&path.join("release-schema.json")));
        }
        Self { release, declared, codes: RefCell::default() }
    }

    /// The codes of a list, with what extensions make of it.
    fn codes(&self, name: &str) -> BTreeSet<String> {
        let mut codes = BTreeSet::new();
        let mut found = false;
        for folder in std::iter::once(&folder()).chain(&self.declared) {
            let list = folder.join("codelists").join(name);
            let more = folder.join("codelists").join(format!("+{name}"));
            for path in [list, more].iter().filter(|path| path.is_file()) {
                found = true;
                let mut rows = csv::Reader::from_path(path).unwrap();
                let heads = rows.headers().unwrap().clone();
                let code = heads.iter().position(|head| head == "Code").unwrap();
                codes.extend(rows.records().map(|row| row.unwrap()[code].to_owned()));
            }
        }
        assert!(found, "there is no list {name}");
        codes
    }

    /// Finds fields outside the schema, and codes outside their lists.
    fn walk(&self, schema: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
        let schema = match schema["$ref"].as_str() {
            Some(pointer) => self.release.pointer(pointer.trim_start_matches('#')).unwrap(),
            None => schema,
        };
        if let Some(list) = schema["codelist"].as_str() {
            let mut known = self.codes.borrow_mut();
            let codes = known.entry(list.to_owned()).or_insert_with(|| self.codes(list));
            let one = std::slice::from_ref(value);
            for code in value.as_array().map_or(one, Vec::as_slice) {
                if !codes.contains(code.as_str().unwrap_or_default()) {
                    faults.push(format!("{place}: {code} is not in {list}"));
                }
            }
        }
        match value {
            Value::Array(values) => {
                for (at, value) in values.iter().enumerate() {
                    self.walk(&schema["items"], value, &format!("{place}/{at}"), faults);
                }
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let place = format!("{place}/{name}");
                    match schema["properties"].get(name) {
                        Some(schema) => self.walk(schema, value, &place, faults),
                        None => faults.push(format!("{place} is outside the schema")),
                    }
                    if value.is_null() || value.as_str().is_some_and(str::is_empty) {
                        faults.push(format!("{place} is empty"));
                    }
                }
            }
            _ => {}
        }
    }
}

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().with_draft(Draft::Draft4).should_validate_formats(true);
    options.build(schema).unwrap()
}

fn validate(validator: &Validator, value: &Value, faults: &mut Vec<String>) {
    for error in validator.iter_errors(value) {
        faults.push(format!("{}: {error}", error.instance_path()));
    }
}

/// Everything that is wrong with a package.
pub(crate) fn faults(package: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut whole = read(&folder().join("release-package-schema.json"));
    // The releases are held against the patched schema, one by one.
    whole["properties"]["releases"]["items"] = Value::Object(Map::new());
    validate(&validator(&whole), package, &mut faults);
    let schemas = Schemas::of(package);
    let valid = validator(&schemas.release);
    for name in package.as_object().unwrap().keys() {
        if whole["properties"].get(name).is_none() {
            faults.push(format!("/{name} is outside the schema"));
        }
    }
    for release in package["releases"].as_array().unwrap() {
        validate(&valid, release, &mut faults);
        schemas.walk(&schemas.release, release, "", &mut faults);
        references(release, &mut faults);
    }
    faults
}

/// That whoever is named is among the parties, and each contract follows from an award.
fn references(release: &Value, faults: &mut Vec<String>) {
    let ids = |list: &Value| -> BTreeSet<String> {
        let none = Vec::new();
        let all = list.as_array().unwrap_or(&none).iter();
        all.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let (parties, awards) = (ids(&release["parties"]), ids(&release["awards"]));
    let lots = ids(&release["tender"]["lots"]);
    let mut named = vec![release["buyer"].clone(), release["tender"]["procuringEntity"].clone()];
    for award in release["awards"].as_array().into_iter().flatten() {
        named.extend(award["suppliers"].as_array().into_iter().flatten().cloned());
        for lot in award["relatedLots"].as_array().into_iter().flatten() {
            if !lots.contains(lot.as_str().unwrap()) {
                faults.push(format!("there is no lot {lot}"));
            }
        }
    }
    for bid in release["bids"]["details"].as_array().into_iter().flatten() {
        named.extend(bid["tenderers"].as_array().into_iter().flatten().cloned());
    }
    for one in named {
        if !parties.contains(one["id"].as_str().unwrap()) {
            faults.push(format!("{one} is not among the parties"));
        }
    }
    for contract in release["contracts"].as_array().into_iter().flatten() {
        if !awards.contains(contract["awardID"].as_str().unwrap()) {
            faults.push(format!("{} follows from no award", contract["id"]));
        }
    }
}

/// Reads a package that has to be valid.
#[track_caller]
pub(crate) fn check(bytes: &[u8]) -> Value {
    let package: Value = serde_json::from_slice(bytes).unwrap();
    let faults = faults(&package);
    assert!(faults.is_empty(), "{}\n{package:#}", faults.join("\n"));
    package
}

#[test]
fn what_is_wrong_with_a_package_is_found() {
    let lived = tempfile::TempDir::new().unwrap();
    let lived = super::Lived::new(&lived.path().join("register.db"), &[]);
    let what = tenderbook::export::What::Register;
    let sound = super::package(&lived.filler.register, what, &super::context());
    for (pointer, wrong, said) in [
        ("/releases/0/ocid", Value::from(4), "/ocid"),
        ("/releases/0/date", Value::from("2026-11-21"), "/date"),
        ("/releases/0/tag", serde_json::json!(["award", "prize"]), "prize"),
        ("/releases/0/tender/value/currency", Value::from("Pounds"), "Pounds"),
        ("/releases/0/tender/documents/0/documentType", Value::from("memo"), "memo"),
        ("/releases/0/parties/0/secret", Value::from("x"), "/parties/0/secret is outside"),
        ("/releases/0/buyer/id", Value::from("nobody"), "nobody"),
        ("/secret", Value::from("x"), "/secret is outside"),
        ("/uri", Value::from("not a uri"), "uri"),
        ("/extensions", serde_json::json!([]), "/bids is outside"),
    ] {
        let mut package = sound.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        package.pointer_mut(parent).unwrap()[name] = wrong;
        let faults = faults(&package).join("\n");
        assert!(faults.contains(said), "{pointer}: {faults}");
    }
}
