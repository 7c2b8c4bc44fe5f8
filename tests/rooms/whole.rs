//! The register as one JSON document: written, read back equal, and refused when it was changed.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rstest::rstest;
use rusqlite::Connection;
use serde_json::{Value, json};
use tenderbook::register::{
    Act, Context, Fault, Filter, Library, Order, Register, Sort, Watch, Whole, sample,
};

use super::{Desk, date, package, stage};

fn now() -> Context {
    Context {
        officer: "A. Officer".to_owned(),
        now: "2026-06-02T09:00:00Z".to_owned(),
        today: date("2026-06-02"),
    }
}

fn samples(folder: &Path) -> Register {
    let mut register =
        Register::open(&folder.join("register.db"), Library::default(), &now()).unwrap();
    sample::fill(&mut register, &now(), 12).unwrap();
    register
}

fn text(register: &Register) -> String {
    let mut out = Vec::new();
    register.write_whole(&mut out, &Watch::nobody()).unwrap();
    String::from_utf8(out).unwrap()
}

fn read(folder: &Path, text: &str) -> Result<PathBuf, Fault> {
    let (file, target) = (folder.join("register.json"), folder.join("copy.db"));
    fs::write(&file, text).unwrap();
    assert!(Whole::is_one(&file) || !text.contains("tenderbook-register"));
    Whole::read(&file, &target, &now(), &Watch::nobody())?.arrive()?;
    Ok(target)
}

fn open(path: &Path) -> Register {
    Register::open(path, Library::default(), &now()).unwrap()
}

fn own(text: &str) -> Act {
    Act::AddItem { stage: stage(1), text: text.to_owned(), required: false }
}

/// Everything in a register's file, search and all.
fn dump(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual') AND schema = 'main' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut lines = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let count = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        let mut of_table = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            // The rows of what can be made anew have numbers of their own.
            let first = usize::from(table == "written");
            let cells: Vec<String> =
                (first..count).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect();
            of_table.push(format!("{table}: {}", cells.join(" | ")));
        }
        of_table.sort();
        lines.extend(of_table);
    }
    lines
}

#[test]
fn a_register_is_read_back_equal() {
    let folder = tempfile::tempdir().unwrap();
    let register = samples(folder.path());
    let written = text(&register);
    let copy = read(folder.path(), &written).unwrap();
    let back = open(&copy);
    assert_eq!(text(&back), written);
    assert_eq!(back.verify().unwrap(), register.verify().unwrap());
    let all = |register: &Register| {
        register.list(&Filter::default(), Sort::default(), 0, 100).unwrap().rows
    };
    assert_eq!(all(&back), all(&register));
    drop((back, register));
    let differ: Vec<_> = dump(&folder.path().join("register.db"))
        .into_iter()
        .zip(dump(&copy))
        .filter(|(one, other)| one != other)
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn what_is_read_back_can_be_searched_and_worked_on() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with_tender();
    let copy = read(folder.path(), &text(&desk.register)).unwrap();
    let mut back = open(&copy);
    let view = back.procurement("T-1").unwrap();
    let order =
        Order { seen: Some(view.version), ..Order::on("T-1", own("Read back and renamed")) };
    back.perform(&order, &now()).unwrap();
    assert_eq!(back.search("renamed", 0, 10).unwrap().rows.len(), 1);
    assert!(back.verify().unwrap().faults.is_empty());
}

/// The JSON Schema of the document, worked out from the tables of a new register.
fn schema(path: &Path) -> Value {
    let connection = Connection::open(path).unwrap();
    let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('written', 'listed', 'summed')")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut of_tables = serde_json::Map::new();
    for table in &tables {
        let mut columns = serde_json::Map::new();
        let mut statement = connection
            .prepare("SELECT name, type, \"notnull\" OR pk FROM pragma_table_info(?1)")
            .unwrap();
        let mut rows = statement.query([table]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (name, kind): (String, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            let kind = if kind == "INTEGER" { "integer" } else { "string" };
            let kinds = if row.get(2).unwrap() { json!(kind) } else { json!([kind, "null"]) };
            columns.insert(name, json!({ "type": kinds }));
        }
        let names: Vec<&String> = columns.keys().collect();
        of_tables.insert(
            table.clone(),
            json!({
                "type": "array",
                "items": {
                    "type": "object",
                    "required": names,
                    "additionalProperties": false,
                    "properties": columns,
                },
            }),
        );
    }
    let names: Vec<&String> = of_tables.keys().collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A register of Tenderbook, as a whole",
        "description": "What the values mean stands in schema.sql, table by table; see docs/register-json.md.",
        "type": "object",
        "required": ["format", "version", "form", "newest", "tables"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": "tenderbook-register" },
            "version": { "const": 1 },
            "form": { "const": form },
            "newest": {
                "type": ["object", "null"],
                "required": ["sequence", "hash"],
                "additionalProperties": false,
                "properties": {
                    "sequence": { "type": "integer" },
                    "hash": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                },
            },
            "tables": {
                "type": "object",
                "required": names,
                "additionalProperties": false,
                "properties": of_tables,
            },
        },
    })
}

#[test]
fn what_is_written_is_what_the_schema_on_paper_says() {
    let folder = tempfile::tempdir().unwrap();
    let register = samples(folder.path());
    let schema = schema(&folder.path().join("register.db"));
    let page = package().join("docs/register.schema.json");
    let text_of_page = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("TENDERBOOK_WRITE_DOCS").is_some() {
        fs::write(&page, &text_of_page).unwrap();
    }
    assert_eq!(fs::read_to_string(&page).unwrap(), text_of_page);
    let document: Value = serde_json::from_str(&text(&register)).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&document).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// A register of an earlier form is read back, and brought up to date as its file would be.
#[rstest]
#[case(1)]
#[case(6)]
#[case(10)]
fn an_earlier_form_is_read_back_and_brought_up_to_date(#[case] form: i64) {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old.db");
    fs::copy(package().join("tests/fixtures/register-form-1.db"), &old).unwrap();
    {
        let connection = Connection::open(&old).unwrap();
        let mut steps: Vec<PathBuf> = fs::read_dir(package().join("src/store/migrations"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
            .collect();
        steps.sort();
        for (at, step) in (1_i64..).zip(steps) {
            if at > 1 && at <= form {
                connection.execute_batch(&fs::read_to_string(step).unwrap()).unwrap();
            }
        }
        connection.pragma_update(None, "user_version", form).unwrap();
    }
    let earlier = Register::open_to_read(&old, Library::default(), &Watch::nobody()).unwrap();
    let written = text(&earlier);
    drop(earlier);
    assert!(written.contains(&format!("\"form\": {form},")));
    let copy = read(folder.path(), &written).unwrap();
    drop(open(&old));
    assert_eq!(text(&open(&copy)), text(&open(&old)));
}

#[test]
fn nothing_is_read_over_a_register_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let register = samples(folder.path());
    let written = text(&register);
    let file = folder.path().join("register.json");
    fs::write(&file, &written).unwrap();
    let there = folder.path().join("register.db");
    let fault = Whole::read(&file, &there, &now(), &Watch::nobody()).err().unwrap();
    assert!(fault.to_string().contains("a register is there already"), "{fault}");
    assert_eq!(text(&register), written);
}

/// Changes the document of a small register, and gives what reading it back says.
fn spoilt(change: impl FnOnce(&mut Value)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with_tender();
    let mut document: Value = serde_json::from_str(&text(&desk.register)).unwrap();
    change(&mut document);
    // As it is written, so that the head comes first.
    let mut parts = Vec::new();
    for key in ["format", "version", "form", "newest", "tables", "more"] {
        if let Some(value) = document.get(key) {
            parts.push(format!("\"{key}\":{value}"));
        }
    }
    let fault = read(folder.path(), &format!("{{{}}}", parts.join(","))).unwrap_err();
    assert!(!folder.path().join("copy.db").exists());
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name != "register.json")
        .collect();
    assert!(left.is_empty(), "{left:?}");
    fault.to_string()
}

#[test]
fn a_document_that_was_changed_is_refused_and_says_where() {
    type Change = Box<dyn FnOnce(&mut Value)>;
    let cases: [(&str, Change); 12] = [
        ("layout 2", Box::new(|all| all["version"] = json!(2))),
        ("the form 99", Box::new(|all| all["form"] = json!(99))),
        ("the form 0", Box::new(|all| all["form"] = json!(0))),
        ("it has “more”", Box::new(|all| all["more"] = json!(1))),
        (
            "“strange” is not one of a register",
            Box::new(|all| all["tables"]["strange"] = json!([])),
        ),
        (
            "the table “item” is missing",
            Box::new(|all| drop(all["tables"].as_object_mut().unwrap().remove("item"))),
        ),
        (
            "row 1 of “procurement”: “colour” is not one of its columns",
            Box::new(|all| all["tables"]["procurement"][0]["colour"] = json!("red")),
        ),
        (
            "row 1 of “procurement”: “title” is missing",
            Box::new(|all| {
                drop(all["tables"]["procurement"][0].as_object_mut().unwrap().remove("title"));
            }),
        ),
        (
            "“value_pence” is neither a text nor a whole number nor null",
            Box::new(|all| all["tables"]["procurement"][0]["value_pence"] = json!(1.5)),
        ),
        (
            "CHECK constraint failed",
            Box::new(|all| all["tables"]["procurement"][0]["state"] = json!("lost")),
        ),
        (
            "something refers to what is not there",
            Box::new(|all| all["tables"]["pack"] = json!([])),
        ),
        (
            "its journal does not end with the entry that it names",
            Box::new(|all| drop(all["tables"]["journal"].as_array_mut().unwrap().pop())),
        ),
    ];
    for (words, change) in cases {
        let said = spoilt(change);
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_journal_that_was_rewritten_is_found() {
    let said = spoilt(|all| all["tables"]["journal"][0]["officer"] = json!("Somebody Else"));
    assert!(said.contains("is not what was written, so it was not imported"), "{said}");
}

#[rstest]
#[case("{\"format\":\"tenderbook-register\"", "cut short")]
#[case("{\"format\":\"tenderbook-register\"}", "it has no tables")]
#[case("{\"format\":\"tenderbook-register\",\"tables\":{}}", "does not say its version")]
#[case("{\"format\":\"tenderbook-register\",\"version\":1,\"tables\":{}}", "does not say the form")]
#[case("[]", "a register as JSON")]
#[case("", "cut short")]
fn what_is_no_register_is_named(#[case] given: &str, #[case] words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let said = read(folder.path(), given).unwrap_err().to_string();
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_document_that_was_cut_short_anywhere_is_never_a_register() {
    let desk = Desk::with_tender();
    let written = text(&desk.register);
    for part in 1..20 {
        let mut end = written.len() * part / 20;
        while !written.is_char_boundary(end) {
            end -= 1;
        }
        let folder = tempfile::tempdir().unwrap();
        read(folder.path(), &written[..end]).unwrap_err();
        assert!(!folder.path().join("copy.db").exists());
    }
}

#[test]
fn the_work_stops_when_it_is_asked_to_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let register = samples(folder.path());
    let stop = Watch::new(|_| false);
    let fault = register.write_whole(&mut Vec::new(), &stop).unwrap_err();
    assert!(fault.is_stopped(), "{fault}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is written into a register comes back as it was.
    #[test]
    fn any_text_comes_back(texts in prop::collection::vec("\\PC{1,60}|[\\u{200b}-\\u{202e}a\"\\\\]{1,20}a", 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk::with_tender();
        for text in texts {
            let view = desk.register.procurement("T-1").unwrap();
            let order = Order { seen: Some(view.version), ..Order::on("T-1", own(&text)) };
            // A text that is nothing but spaces is refused, which is as well.
            let _ = desk.register.perform(&order, &now());
        }
        let written = text(&desk.register);
        let copy = read(folder.path(), &written).unwrap();
        prop_assert_eq!(text(&open(&copy)), written);
    }
}
