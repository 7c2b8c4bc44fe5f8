//! What goes to the database: values are bound, and only names of ours stand in the text.

use std::collections::BTreeMap;

use super::product;
use crate::support::sources::{name_below, package, rust_files};

/// What begins a statement, or a part of one.
const BEGINNINGS: [&str; 22] = [
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "DELETE ",
    "REPLACE ",
    "CREATE ",
    "DROP ",
    "ALTER ",
    "PRAGMA ",
    "ATTACH ",
    "DETACH ",
    "VACUUM",
    "WITH ",
    "WHERE ",
    "FROM ",
    "JOIN ",
    "ORDER BY ",
    "LIMIT ",
    "DO UPDATE ",
    " IN (",
    " GLOB ",
    " LIKE ",
];

/// The files in which a statement is put together, how often, and what is put in.
const TOGETHER: &[(&str, usize, &str)] = &[
    (
        "src/store/contract/mod.rs",
        2,
        "a condition that is written beside the call, with its values bound",
    ),
    (
        "src/store/counted.rs",
        2,
        "a condition of the program's own with its values bound; two numbers",
    ),
    ("src/store/derived.rs", 1, "names of tables and columns of the program's own"),
    (
        "src/store/filter.rs",
        6,
        "the numbers of bound values, an order of the program's own, two numbers",
    ),
    ("src/store/found.rs", 2, "names of tables and columns of the program's own"),
    ("src/store/journal.rs", 2, "the same table and condition for two questions"),
    (
        "src/store/plan.rs",
        4,
        "a part of the Today screen: names of the program's own, the numbers of bound values",
    ),
    (
        "src/store/procurements.rs",
        5,
        "an order of the program's own, the numbers of bound values, two numbers",
    ),
    ("src/store/salvage/mend.rs", 1, "one of two names of columns"),
    (
        "src/store/salvage/rows.rs",
        5,
        "names of tables and columns of the register's own form, in quotation marks; question marks",
    ),
    (
        "src/store/search.rs",
        6,
        "names of the program's own tables; names of triggers in quotation marks; the rest of a question",
    ),
    (
        "src/store/sums/mod.rs",
        2,
        "names of tables and columns as the program lists them, and their numbers in that list",
    ),
    ("src/store/sums/tables.rs", 5, "names of tables and columns as the program lists them"),
    ("src/store/supplier/read.rs", 1, "a condition within a condition, both of the program's own"),
    (
        "src/store/table.rs",
        4,
        "names of tables and columns, which are constants, and the numbers of bound values",
    ),
    (
        "src/store/whole.rs",
        3,
        "names of tables, columns and triggers as the database has them, in quotation marks",
    ),
];

/// The calls of `format!` and the like in a text of code, each with its line and its text.
fn formatted(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for call in ["format!(", "write!(", "writeln!(", "push_str(&", ".concat()"] {
        for (at, _) in code.match_indices(call) {
            let line = code[..at].matches('\n').count() + 1;
            let mut depth = 0_i32;
            let end = code[at..].char_indices().find(|(_, c)| {
                depth += match c {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                *c == ')' && depth <= 0
            });
            let end = end.map_or(code.len(), |(end, _)| at + end);
            found.push((line, code[at..end].to_owned()));
        }
    }
    found
}

/// Whether a text begins, or goes on with, a statement in capitals.
fn is_of_a_statement(call: &str) -> bool {
    let literal = call.split_once('"').map_or("", |(_, literal)| literal);
    BEGINNINGS.iter().any(|word| literal.starts_with(word.trim_start()) || literal.contains(word))
}

#[test]
fn values_never_stand_in_the_text_of_a_statement() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in rust_files(&package().join("src/store")) {
        let lines: Vec<String> = product(&path).into_iter().map(|(_, line)| line).collect();
        let code = lines.join("\n");
        let file = name_below(package(), &path);
        for (line, call) in formatted(&code) {
            if is_of_a_statement(&call) {
                found.entry(file.clone()).or_default().push(format!("{line}: {call}"));
            }
        }
    }
    let known: BTreeMap<&str, usize> =
        TOGETHER.iter().map(|(file, count, _)| (*file, *count)).collect();
    let counted: BTreeMap<&str, usize> =
        found.iter().map(|(file, calls)| (file.as_str(), calls.len())).collect();
    assert_eq!(counted, known, "look at each, and say in the list what is put in:\n{found:#?}");
    assert!(TOGETHER.iter().all(|(_, _, what)| !what.is_empty()));
}

#[test]
fn no_quotation_mark_of_a_value_is_ever_written_into_a_statement() {
    let offences: Vec<String> = rust_files(&package().join("src/store"))
        .iter()
        .flat_map(|path| {
            let shown = path.display().to_string();
            product(path).into_iter().map(move |(number, line)| format!("{shown}:{number}: {line}"))
        })
        .filter(|line| line.contains("'{") || line.contains("}'"))
        .collect();
    // Inside JSON paths and words for officers a brace may stand beside one.
    let offences: Vec<&String> =
        offences.iter().filter(|line| BEGINNINGS.iter().any(|word| line.contains(word))).collect();
    assert!(offences.is_empty(), "{offences:#?}");
}

#[test]
fn the_rules_of_this_page_see_what_they_should() {
    let bad = "let sql = format!(\"SELECT * FROM t WHERE a = '{value}'\");";
    assert!(formatted(bad).iter().all(|(_, call)| is_of_a_statement(call)));
    assert_eq!(formatted(bad).len(), 1);
    let harmless = "format!(\"The file {name} is there already\")";
    assert!(formatted(harmless).iter().all(|(_, call)| !is_of_a_statement(call)));
}
