//! `tenderbook import` of workbooks and contract registers.

use rust_xlsxwriter::Workbook;

use crate::support::Desk;

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Notes").unwrap();
    notes.write_string(0, 0, "Published in May").unwrap();
    for (name, reference) in [("Live", "L-1"), ("Ended", "E-1")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let names = ["Ref", "What we buy", "Type", "Value", "Start date", "End date", "Supplier"];
        let row = [
            reference,
            "Roof repairs",
            "Works",
            "£1,234.50",
            "01/04/2026",
            "31/03/2029",
            "Acme Ltd",
        ];
        for (column, (name, cell)) in (0..).zip(names.into_iter().zip(row)) {
            sheet.write_string(2, column, name).unwrap();
            sheet.write_string(3, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_imported_with_its_contracts_and_its_columns_are_kept() {
    let desk = Desk::new();
    desk.write("register.xlsx", workbook());
    let base = ["import", "register.xlsx", "--policy", "nelc"];
    let with = |more: &[&'static str]| base.iter().chain(more).copied().collect::<Vec<_>>();
    let dry = desk.ok(with(&["--map", "title=What we buy", "--dry-run"]));
    assert!(dry.starts_with("register.xlsx: workbook (XLSX), sheet “Live”; row 3 names"), "{dry}");
    assert!(dry.contains("The sheets “Notes”, “Ended” are not read."), "{dry}");
    let contract = "with a contract with Acme Ltd, a new supplier, 1 Apr 2026 to 31 Mar 2029\n";
    assert!(dry.contains(contract), "{dry}");
    assert!(!desk.register().exists());
    let out = desk.ok(with(&["--map", "title=What we buy"]));
    assert!(out.contains("The columns are kept as you set them"), "{out}");
    // The other sheet has the same names: nothing has to be said of them again.
    let object = desk.json(with(&["--sheet", "ended", "--json"]));
    assert_eq!((&object["sheet"], &object["imported"]), (&"Ended".into(), &1.into()));
    assert_eq!(object["sheets"], serde_json::json!(["Notes", "Live", "Ended"]));
    assert_eq!(object["separator"], serde_json::Value::Null);
    let contract = &object["rows"][0]["contract"];
    assert_eq!(
        (&contract["supplier"], &contract["new_supplier"]),
        (&"Acme Ltd".into(), &false.into())
    );
    assert_eq!((&contract["ends"], &contract["value"]), (&"2029-03-31".into(), &"1234.50".into()));
    let suppliers = desk.json(["supplier", "list", "--json"]);
    assert_eq!(suppliers.as_array().map(Vec::len), Some(1), "{suppliers}");
    let again = desk.ok(base);
    assert!(again.contains("The columns are as"), "{again}");
    assert!(again.ends_with("There is nothing new to import.\n"), "{again}");
    let forgotten = desk.run(with(&["--forget-map"]));
    assert!(forgotten.out.contains("How the columns were set before is forgotten."));
    let anew = desk.run(with(&["--tenders-only"]));
    assert!(!anew.out.contains("The columns are as"), "{}", anew.out);
    desk.ok(["verify"]);
}

#[test]
fn a_sheet_that_is_not_there_is_wrong_usage() {
    let desk = Desk::new();
    desk.write("register.xlsx", workbook());
    let said = desk.no(2, ["import", "register.xlsx", "--sheet", "Lvie"]);
    assert!(said.contains("Did you mean “Live”?"), "{said}");
}
