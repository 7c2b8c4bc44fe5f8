//! `tenderbook import`: what an officer reads, and what a script gets.

use insta::assert_snapshot;

use crate::support::Desk;

/// A published register with most of what goes wrong in them.
const REGISTER: &[u8] = b"Contracts register 2026/27;;;;;;;;\r\n\
Published by the authority on 1 April 2026;;;;;;;;\r\n\
\r\n\
Contract Ref.;Contract Title;Contract type;Total Contract Value (\xa3);Start Date;Supplier;Advertised?;Annual Value;Key provider\r\n\
DN 101;\"Custody\r\nhealthcare; nights\";Services;\xa3120,000.50;01/09/2026;ACME;Yes;40000;y\r\n\
DN102;Roof repairs;Works;2.5m;04/25/2026;X Ltd;maybe;;n/a\r\n\
;;;;;;;;\r\n\
DN103;Vehicles;Goods and services;TBC;;;;;\r\n\
Adult social care;;;;;;;;\r\n\
;Uniforms \x1b[31m;Supplies;\xa3100,000 - \xa3250,000;Sep-26;;No;;\r\n\
1.2E+11;Catering;Services;#REF!;46113;;;;\r\n\
DN102;Roof repairs, lot 2;Works;900k;;;;;\r\n\
;Caf\xe9;Services;12.345;1st May 2026;;;;\r\n\
Total;;;4,000,000;;;;;\r\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("register.csv", REGISTER);
    desk
}

#[test]
fn a_dry_run_says_row_by_row_what_would_be_made_and_changes_nothing() {
    let desk = desk();
    let run = desk.run(["import", "register.csv", "--policy", "cumbria", "--dry-run"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_snapshot!("import_dry_run", format!("{}---\n{}", run.out, run.err));
    assert!(!run.out.contains('\u{1b}'));
    assert!(!desk.register().exists());
}

#[test]
fn rows_that_are_refused_stop_the_import_or_are_left_out() {
    let desk = desk();
    let run = desk.run(["import", "register.csv", "--policy", "cumbria"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("3 rows are refused, so nothing was imported."), "{}", run.err);
    assert!(!desk.register().exists());
    let out = desk.ok(["import", "register.csv", "--policy", "cumbria", "--skip-refused"]);
    assert!(out.ends_with("Imported 4 tenders.\n"), "{out}");
    let again = desk.ok(["import", "register.csv", "--policy", "cumbria", "--skip-refused"]);
    assert!(again.ends_with("There is nothing new to import.\n"), "{again}");
    assert_eq!(desk.json(["list", "--json"]).as_array().unwrap().len(), 4);
    desk.ok(["verify"]);
}

#[test]
fn a_program_gets_the_rows_and_the_counts() {
    let desk = desk();
    let import = ["import", "register.csv", "--policy", "cumbria", "--skip-refused", "--json"];
    let object = desk.json(import);
    assert_eq!(object["encoding"], "Windows-1252");
    assert_eq!(object["header_row"], 4);
    assert_eq!(object["columns"]["title"], "Contract Title");
    assert_eq!(object["columns"]["policy"], serde_json::Value::Null);
    assert_eq!(object["counts"]["new"], 4);
    assert_eq!(object["imported"], 4);
    let first = &object["rows"][0];
    assert_eq!((&first["row"], &first["outcome"]), (&5.into(), &"new".into()));
    assert_eq!(first["reference"], "DN-101");
    assert_eq!(first["facts"]["value"], "120000.50");
    assert_eq!(first["facts"]["key_provider"], true);
    assert_eq!(desk.json(import)["counts"]["there"], 4);
}

#[test]
fn the_officer_says_which_column_is_what() {
    let desk = Desk::new();
    desk.write("list.csv", "What;How much;Kind of thing\nRoof;100k;works\n");
    let import = |more: &[&str]| {
        let base = ["import", "list.csv", "--policy", "nelc", "--type", "works"];
        desk.run(base.iter().chain(more))
    };
    let run = import(&[]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("Row 1 reads: What | How much | Kind of thing."), "{}", run.err);
    let run =
        import(&["--map", "title=what", "--map", "value=How much", "--map", "type=Kind of thing"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("new: 2026-0001, “Roof”, nelc, works, £100,000"), "{}", run.out);
}

#[test]
fn wrong_usage_is_told_apart_from_a_list_that_cannot_be_read() {
    let desk = desk();
    desk.write("book.xlsx", b"PK\x03\x04rest");
    for (code, arguments, said) in [
        (2, &["import"][..], "required"),
        (2, &["import", "register.csv", "--map", "titel=x"], "perhaps you mean title"),
        (2, &["import", "register.csv", "--map", "title"], "names no column"),
        (2, &["import", "register.csv", "--map", "title=Nothing"], "no column “Nothing”"),
        (1, &["import", "none.csv"], "there is no such file"),
        (1, &["import", "."], "it is not a file"),
        (1, &["import", "book.xlsx"], "is damaged"),
        (1, &["import", "register.csv", "--policy", "cumbira"], "Did you mean “cumbria”?"),
    ] {
        let err = desk.no(code, arguments);
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
}
