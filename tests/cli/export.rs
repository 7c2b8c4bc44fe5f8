//! Exporting as a command: where files go, what is refused, what is left behind.

use std::fs;

use rstest::rstest;

use crate::support::{Desk, finish};

/// What lies on the desk, by name, without the register and what belongs to it.
fn files(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(desk.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| {
            !name.starts_with("register.db") && !["backups", "config"].contains(&&**name)
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_tender_goes_under_its_own_name_into_the_folder_one_is_in() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let before = fs::read(desk.register()).unwrap();
    let said = desk.ok(["export", &reference]);
    let file = desk.path("2026-0001.html").canonicalize().unwrap();
    assert!(said.contains(&format!("File: {}\n", file.display())), "{said}");
    assert!(said.contains("Size: "), "{said}");
    assert!(said.contains("Do not publish it; there is a publication variant."), "{said}");
    assert!(fs::metadata(&file).unwrap().len() > 0);
    let said = desk.ok(["export", &reference, "--publication"]);
    assert!(said.contains("2026-0001-publication.html"), "{said}");
    assert!(said.contains("is left out") && !said.contains("Do not publish"), "{said}");
    assert_eq!(files(&desk), ["2026-0001-publication.html", "2026-0001.html"]);
    assert_eq!(fs::read(desk.register()).unwrap(), before, "the register is only read");
}

#[test]
fn what_is_there_is_replaced_only_with_force() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.write("2026-0001.html", "mine");
    let said = desk.no(1, ["export", &reference]);
    assert!(said.contains("2026-0001.html is there already; nothing was written."), "{said}");
    assert!(said.contains("--force"), "{said}");
    assert_eq!(fs::read(desk.path("2026-0001.html")).unwrap(), b"mine");
    desk.ok(["export", &reference, "--force"]);
    assert_ne!(fs::read(desk.path("2026-0001.html")).unwrap(), b"mine");
    let said = desk.no(1, ["export", &reference, "-o", "register.db", "--force"]);
    assert!(said.contains("it belongs to the register itself"), "{said}");
}

#[test]
fn a_folder_takes_the_file_under_its_name_and_one_that_is_missing_is_said() {
    let desk = Desk::new();
    desk.start_with(&[
        "--policy",
        "nelc",
        "--type",
        "works",
        "--value",
        "1m",
        "--reference",
        "ICT/2026.b",
    ]);
    fs::create_dir(desk.path("out")).unwrap();
    desk.ok(["export", "ict/2026.B", "-o", "out"]);
    assert!(desk.path("out/ICT+2026.b.html").is_file(), "as the register writes it");
    desk.ok(["export", "--list", "bids", "ict/2026.B", "-o", "out"]);
    assert!(desk.path("out/ICT+2026.b-bids.csv").is_file());
    let said = desk.no(1, ["export", "ICT/2026.b", "-o", "nowhere/"]);
    assert!(said.contains("There is no folder"), "{said}");
    let said = desk.no(1, ["export", "ICT/2026.b", "-o", "nowhere/file.html"]);
    assert!(said.contains("its folder is not there"), "{said}");
    let said = desk.no(1, ["export", "2026-0009"]);
    assert!(said.contains("2026-0009"), "{said}");
    assert_eq!(files(&desk), ["out"]);
}

#[test]
fn standard_output_gets_the_file_and_nothing_else() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    desk.ok(["export", &reference, "--format", "md", "-o", "it.md"]);
    let out = desk.ok(["export", &reference, "--format", "md", "-o", "-"]);
    assert_eq!(out, fs::read_to_string(desk.path("it.md")).unwrap());
    assert_eq!(files(&desk), ["it.md"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_had_enough_ends_it_quietly() {
    use std::process::Stdio;
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tenderbook"))
        .args(["--register", &desk.register().display().to_string()])
        .args(["export", &reference, "-o", "-"])
        .env("TENDERBOOK_CLOCK", "2026-11-21T09:00:00Z")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[rstest]
#[case("export", "It is not said what to export.")]
#[case("export 2026-0001 2026-0002", "One procurement goes into one file.")]
#[case("export --all --whole", "cannot be used with")]
#[case("export --list due --transparency", "cannot be used with")]
#[case("export --whole custody", "Words choose nothing with --whole.")]
#[case("export --list due custody", "Words choose nothing with --list due.")]
#[case("export --list items", "--list items is of one procurement.")]
#[case("export --list found", "--list found is of words that were written.")]
#[case("export --list behind", "--list behind is of a figure of the dashboard.")]
#[case("export --list supplier-status", "--list supplier-status is of one supplier.")]
#[case("export --list everything", "everything")]
#[case("export 2026-0001 --format csv", "There is no csv of the file of 2026-0001.")]
#[case("export --whole --format html", "There is no html of the register.")]
#[case("export --whole --publication", "There is no publication variant of the register as json.")]
#[case("export --list due --publication", "There is no publication variant")]
#[case("export 2026-0001 --prefix ocds-213czf", "--prefix is of OCDS identifiers.")]
#[case("export 2026-0001 --format ocds --prefix 213czf", "is no prefix")]
#[case("export 2026-0001 --year 2026", "--year goes with --list targets.")]
#[case("export --list targets --year soon", "is not a financial year")]
#[case("export --all -o -", "written into a folder")]
#[case("export 2026-0001 -o - --force", "--force says nothing")]
fn contradictions_are_wrong_usage_and_write_nothing(#[case] line: &str, #[case] said: &str) {
    let desk = Desk::new();
    desk.start("cumbria");
    let told = desk.no(2, line.split(' '));
    assert!(told.contains(said), "{told}");
    assert_eq!(files(&desk), Vec::<String>::new());
}

#[test]
fn every_procurement_goes_into_a_folder_or_none_does() {
    let desk = Desk::new();
    for policy in ["cumbria", "nelc", "cumbria"] {
        desk.start(policy);
    }
    let said = desk.ok(["export", "--all", "-o", "files"]);
    assert!(said.contains("Files: 3"), "{said}");
    let mut made: Vec<String> = fs::read_dir(desk.path("files"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    made.sort();
    assert_eq!(made, ["2026-0001.html", "2026-0002.html", "2026-0003.html"]);
    fs::write(desk.path("files/2026-0002.html"), "mine").unwrap();
    let said = desk.no(1, ["export", "--all", "-o", "files"]);
    assert!(said.contains("is there already, with files in it"), "{said}");
    let said = desk.ok(["export", "--all", "nelc", "-o", "files", "--force"]);
    assert!(said.contains("Files: 1"), "{said}");
    assert_ne!(fs::read(desk.path("files/2026-0002.html")).unwrap(), b"mine");
    let said = desk.no(1, ["export", "--all", "helicopter"]);
    assert!(said.contains("None of 3 procurements matches; nothing was written."), "{said}");
    assert_eq!(files(&desk), ["files"], "nothing is left on the way");
}

#[test]
fn lists_and_the_register_have_names_of_their_own() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    // A calendar without a day is no calendar.
    desk.ok(["date", &reference, "tender-deadline", "2026-09-01"]);
    for arguments in [
        &["--list", "procurements"][..],
        &["--list", "actions"],
        &["--list", "bids", &reference],
        &["--list", "journal", &reference],
        &["--list", "targets", "--year", "2026-27"],
        &["--list", "due"],
        &["--whole"],
        &["--whole", "--format", "ics"],
        // A procurement that is named goes in as planned before anything of it is public.
        &[&reference, "--format", "ocds", "--prefix", "ocds-213czf"],
        &["--transparency"],
    ] {
        desk.ok(["export"].iter().chain(arguments));
    }
    let names = [
        "2026-0001-bids.csv",
        "2026-0001-journal.csv",
        "2026-0001-ocds.json",
        "actions.csv",
        "contract-register.csv",
        "due.csv",
        "procurements.csv",
        "register.json",
        "targets-2026.csv",
        "tenderbook.ics",
    ];
    assert_eq!(files(&desk), names);
}

#[test]
fn without_a_register_nothing_is_made() {
    let desk = Desk::new();
    let said = desk.no(1, ["export", "--whole"]);
    assert!(said.contains("There is no register at "), "{said}");
    assert!(!desk.register().exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_behind() {
    use std::fmt::Write as _;
    let desk = Desk::new();
    let mut list = "Title,Policy,Type,Value,Start\n".to_owned();
    for row in 1..=1500 {
        writeln!(list, "Purchase {row},nelc,services,{},01/09/2026", 1000 + row).unwrap();
    }
    desk.write("list.csv", list);
    assert_eq!(finish(desk.command().args(["import", "list.csv"])).code, 0);
    let on_its_way = || files(&desk).iter().any(|name| name.starts_with("files.part-"));
    let folder = desk.path("files").display().to_string();
    let ended = desk.interrupted(&["export", "--all", "-o", &folder], on_its_way);
    let told = ended.err;
    assert_eq!(ended.code, 1, "{told}");
    assert!(told.contains("The export was stopped; nothing was written."), "{told}");
    assert_eq!(files(&desk), ["list.csv"]);
}

#[test]
fn every_list_of_a_supplier_is_named_by_what_the_supplier_is_called() {
    let desk = Desk::new();
    desk.start("cumbria");
    desk.ok(["supplier", "add", "--name", "Acorn Youth CIC", "--number", "01234567"]);
    desk.ok(["supplier", "check", "Acorn", "--result", "not-listed"]);
    desk.ok(["status", "begin", "Acorn", "--policy", "cumbria"]);
    let list = |name: &str| desk.ok(["export", "--list", name, "acorn", "youth", "-o", "-"]);
    assert!(list("supplier-contracts").contains("Overdue actions"));
    assert!(list("supplier-contacts").contains("E-mail"));
    assert!(list("supplier-checks").contains("2026-11-21"), "{}", list("supplier-checks"));
    assert!(list("supplier-status").contains("under way"), "{}", list("supplier-status"));
    assert!(list("supplier-journal").contains("A. Officer"));
    let said = desk.no(1, ["export", "--list", "supplier-status", "Acme"]);
    assert!(said.contains("There is no supplier “Acme”"), "{said}");
}

#[test]
fn the_procurements_behind_a_figure_are_named_as_the_dashboard_calls_it() {
    let desk = Desk::new();
    let first = desk.start("cumbria");
    let second = desk.start("nelc");
    desk.ok(["pause", &second, "--reason", "Budget"]);
    let rows = |words: &[&str]| {
        let line = ["export", "--list", "behind", "-o", "-"].into_iter().chain(words.to_vec());
        let table = desk.ok(line);
        let rows = table.lines().skip(1).map(|row| row[1..10].to_owned());
        rows.collect::<Vec<_>>()
    };
    assert_eq!(rows(&["stage", "1"]), [first.as_str()]);
    assert_eq!(rows(&["Stage 1, Understand the need"]), [first.as_str()]);
    assert_eq!(rows(&["paused"]), [second.as_str()]);
    assert_eq!(rows(&["nelc"]), [second.as_str()]);
    assert_eq!(rows(&["stage", "4"]), Vec::<String>::new());
    let said = desk.no(1, ["export", "--list", "behind", "stage"]);
    assert!(said.contains("“stage” could be several figures: "), "{said}");
    assert!(said.contains("“Tenders in progress by stage: Stage 1, "), "{said}");
    let said = desk.no(1, ["export", "--list", "behind", "helicopters"]);
    assert!(said.contains("There is no figure “helicopters” on the dashboard."), "{said}");
}

#[test]
fn the_prefix_of_identifiers_is_a_setting_that_the_flag_wins_over() {
    let desk = Desk::new();
    let reference = desk.start("cumbria");
    let export = |more: &[&str]| {
        let line = ["export", &reference, "--format", "ocds", "-o", "it.json", "--force"];
        let said = desk.ok(line.iter().chain(more));
        (said, fs::read_to_string(desk.path("it.json")).unwrap())
    };
    let (said, package) = export(&[]);
    assert!(said.contains("which is nobody’s") && package.contains("\"ocds-213czf-"), "{said}");
    assert!(said.contains("into your settings as ocds_prefix"), "{said}");
    desk.write("config/tenderbook/settings.toml", "ocds_prefix = \"ocds-h6vhtk\"\n");
    let (said, package) = export(&[]);
    assert!(!said.contains("nobody") && package.contains("\"ocds-h6vhtk-"), "{said}");
    let (said, package) = export(&["--prefix", "ocds-abc123"]);
    assert!(!said.contains("nobody") && package.contains("\"ocds-abc123-"), "{said}");
}
