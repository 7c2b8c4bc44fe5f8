//! The formulas as a spreadsheet works them out, held against what they are said to come to.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use calamine::Data;

use crate::domain::evaluation::PriceMethod;
use crate::export::workbook::tests::{Read, all, build, full, plain, read, view_of};
use crate::report::Variant;

/// Whether two figures are the same, as far as a spreadsheet keeps them.
fn is_same(ours: f64, theirs: f64) -> bool {
    let apart = (ours - theirs).abs();
    apart <= 1e-9 || apart <= ours.abs() * 1e-11
}

fn agrees(said: &Data, found: &Data) -> bool {
    match (said, found) {
        (Data::Float(said), Data::Float(found)) => is_same(*said, *found),
        (Data::Empty, Data::String(text)) | (Data::String(text), Data::Empty) => text.is_empty(),
        (said, found) => said == found,
    }
}

/// Has `LibreOffice` work every formula out anew and write the workbooks again.
fn recompute(folder: &Path) -> bool {
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    // 0 is “always”: what a formula is said to come to is not taken for granted.
    let always = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;
    fs::write(profile.join("user/registrymodifications.xcu"), always).unwrap();
    let mut books: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xlsx"))
        .collect();
    books.sort();
    let status = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--convert-to", "xlsx", "--outdir"])
        .arg(folder.join("again"))
        .args(&books)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match status {
        Ok(status) => {
            assert!(status.success(), "LibreOffice converts the workbooks: {status}");
            true
        }
        Err(_) => false,
    }
}

#[test]
fn workbook_recomputed_by_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let views = all();
    // One whose records are no longer those that Tenderbook's figures come from.
    let mut changed = view_of(plain(PriceMethod::Relative).of);
    let bid = changed.evaluation.bids.values_mut().next().unwrap();
    bid.price = Some("70000".parse().unwrap());
    fs::write(folder.path().join("changed.xlsx"), full(&changed)).unwrap();
    for (name, view) in &views {
        // Without what they come to: a figure that is not worked out anew is nought.
        let bare = build(view, None, Variant::Full, false).unwrap();
        fs::write(folder.path().join(format!("{name}.xlsx")), bare).unwrap();
    }
    if !recompute(folder.path()) {
        use std::io::Write as _;
        let said =
            "Left out: there is no “soffice” (LibreOffice) on the PATH to work formulas out.";
        writeln!(std::io::stderr(), "{said}").unwrap();
        return;
    }
    let again = |name: &str| {
        let place = folder.path().join("again").join(format!("{name}.xlsx"));
        read(&fs::read(place).unwrap())
    };
    let said = again("changed");
    let about = &said["About"];
    let differ = about.values().find(|cell| cell.formula.contains("COUNTIF"));
    let Data::Float(differ) = differ.unwrap().value else { panic!("a count of what differs") };
    assert!(differ >= 3.0, "a changed price is seen: {differ}");
    let mut formulas = 0;
    let mut wrong = Vec::new();
    for (name, view) in &views {
        let found = again(name);
        for (sheet, cells) in read(&full(view)) {
            for (place, said) in cells {
                if said.formula.is_empty() {
                    continue;
                }
                formulas += 1;
                let nothing = Read::default();
                let cell = found[&sheet].get(&place).unwrap_or(&nothing);
                if !agrees(&said.value, &cell.value) {
                    let (value, other) = (&said.value, &cell.value);
                    let formula = &said.formula;
                    wrong.push(format!(
                        "{name}, {sheet} {place:?}: {value:?} / {other:?} = {formula}"
                    ));
                }
            }
        }
    }
    assert!(formulas > 10_000, "{formulas} formulas were held against their figures");
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
