//! Names that would lead out of a folder, or mean something else to a system: through the real
//! commands, into a folder of their own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::Desk;

/// Texts that somebody could give as a reference, a title or the name of a supplier.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "../../x",
        "..",
        ".",
        "/etc/passwd",
        "C:\\x",
        "C:x",
        "\\\\server\\share\\x",
        "a/b",
        "a/../b",
        "A/../../../x",
        "~",
        "~/x",
        "CON",
        "con.2026",
        "NUL",
        "aux",
        "COM1",
        "LPT9.x",
        "trailing.",
        "trailing...",
        "x ",
        "-rf",
        "--force",
        "a:b",
        "a*b?",
        "<x>|y",
        "x\u{202e}txt.exe",
        ".hidden",
        "x.db",
        "x.html",
        "%2e%2e%2fx",
        "$(x)",
        "`x`",
        "x;y",
        "'x'",
        "\"x\"",
    ]
    .map(str::to_owned)
    .into();
    names.push("x".repeat(300));
    names.push("x".repeat(40));
    names.push(format!("A{}", "/..".repeat(13)));
    names
}

/// Every path below a folder.
fn everything(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.insert(path.display().to_string());
        if path.is_dir() && !path.is_symlink() {
            found.extend(everything(&path));
        }
    }
    found
}

/// The references that the register takes.
fn begun(desk: &Desk) -> Vec<String> {
    for name in names() {
        let (title, reference) = (format!("--title={name}"), format!("--reference={name}"));
        let base = ["new", "--policy", "nelc", "--type", "works", "--value", "5k", title.as_str()];
        let run = desk.run(base.iter().copied().chain([reference.as_str()]));
        assert!([0, 1, 2].contains(&run.code), "{run:?}");
        if run.code != 0 {
            // What cannot be a reference can be a title, unless it is too long for one.
            desk.ok(base);
        }
    }
    let list = desk.json(["list", "--json"]);
    let rows = list.as_array().or_else(|| list["rows"].as_array()).unwrap();
    rows.iter().map(|row| row["reference"].as_str().unwrap().to_owned()).collect()
}

/// What was written into the folder `out`, after checking that nothing was written beside it.
#[track_caller]
fn written(desk: &Desk, before: &BTreeSet<String>) -> Vec<String> {
    let out = desk.path("out");
    let inside = format!("{}{}", out.display(), std::path::MAIN_SEPARATOR);
    let register = desk.register().display().to_string();
    let now = everything(desk.path("").as_path());
    let new: Vec<&String> = now
        .difference(before)
        .filter(|path| **path != out.display().to_string() && !path.starts_with(&register))
        .collect();
    let outside: Vec<&&String> = new.iter().filter(|path| !path.starts_with(&inside)).collect();
    assert!(outside.is_empty(), "written outside the folder: {outside:?}");
    new.iter().map(|path| path[inside.len()..].to_owned()).collect()
}

/// Whether every system takes a name as that of a plain file in its folder.
fn is_plain(name: &str) -> bool {
    let first = name.split('.').next().unwrap().to_ascii_uppercase();
    let device = ["CON", "PRN", "AUX", "NUL", "COM1", "LPT9"].contains(&first.as_str());
    !device
        && name.len() <= 120
        && !name.starts_with(['.', '-', '~', ' '])
        && !name.ends_with(['.', ' '])
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-+._".contains(c))
}

#[test]
fn no_reference_leads_a_file_out_of_its_folder() {
    let desk = Desk::new();
    let references = begun(&desk);
    let odd = |reference: &&String| reference.contains("..") || reference.contains('/');
    assert!(references.iter().filter(odd).count() >= 3, "the odd ones are tried: {references:?}");
    for reference in references.iter().filter(|reference| !reference.starts_with("2026-")) {
        fs::create_dir_all(desk.path("out")).unwrap();
        let before = everything(desk.path("").as_path());
        let exports: &[&[&str]] = &[
            &["export", reference, "--format", "md", "--output", "out"],
            &["export", reference, "--format", "docx", "--output", "out"],
            &["export", reference, "--format", "xlsx", "--output", "out"],
        ];
        for export in exports {
            desk.ok(*export);
        }
        let names = written(&desk, &before);
        assert_eq!(names.len(), exports.len(), "{reference}: {names:?}");
        let bad: Vec<&String> = names.iter().filter(|name| !is_plain(name)).collect();
        assert!(bad.is_empty(), "{reference} gave {bad:?}");
        fs::remove_dir_all(desk.path("out")).unwrap();
    }
}

#[test]
fn the_files_of_all_procurements_stay_in_the_folder_that_was_named() {
    let desk = Desk::new();
    let references = begun(&desk);
    let before = everything(desk.path("").as_path());
    desk.ok(["export", "--all", "--format", "md", "--output", "out"]);
    let names = written(&desk, &before);
    assert_eq!(names.len(), references.len());
    let bad: Vec<&String> = names.iter().filter(|name| !is_plain(name)).collect();
    assert!(bad.is_empty(), "{bad:?}");
}
