//! Files and inputs that are too large, never end, or are no files: a sentence, at once, and no
//! more memory than was set aside. Each run has a limit of memory, where the system can set one,
//! and ends with a failure when it takes minutes.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rstest::rstest;
use zip::write::SimpleFileOptions;

use super::product;
use crate::support::sources::{name_below, package, rust_files};
use crate::support::{Desk, Run, finish, small_policy};

/// How much memory the program may ask for, in KiB: what it needs and as much again as the largest
/// list takes.
const MEMORY: &str = "1500000";

/// Runs the program with a limit of memory and of time.
fn guarded(desk: &Desk, arguments: &[&str], input: &[u8]) -> Run {
    let bare = desk.command();
    let mut command = if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$@\""), "sh"]);
        command.arg(env!("CARGO_BIN_EXE_tenderbook"));
        command
    } else {
        Command::new(env!("CARGO_BIN_EXE_tenderbook"))
    };
    command.args(arguments).env_clear().current_dir(desk.path(""));
    for (name, value) in bare.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env("PATH", path);
    let mut command = assert_cmd::Command::from_std(command);
    finish(command.timeout(Duration::from_mins(4)).write_stdin(input))
}

/// What a run says that has to fail.
#[track_caller]
fn refused(desk: &Desk, arguments: &[&str]) -> String {
    let run = guarded(desk, arguments, b"");
    assert!([1, 2].contains(&run.code), "{arguments:?}: {run:?}");
    assert!(run.err.starts_with("tenderbook: "), "{run:?}");
    run.err
}

/// A file of a length that is not on the disk.
fn sparse(desk: &Desk, name: &str, begins: &str, length: u64) {
    let path = desk.write(name, begins);
    File::options().write(true).open(path).unwrap().set_len(length).unwrap();
}

/// A pipe into which nobody writes.
#[cfg(unix)]
fn pipe(desk: &Desk, name: &str) {
    desk.write(name, "");
    fs::remove_file(desk.path(name)).unwrap();
    assert!(Command::new("mkfifo").arg(desk.path(name)).status().unwrap().success());
}

/// A device that never ends, under a name of one's own.
#[cfg(unix)]
fn zeros(desk: &Desk, name: &str) {
    desk.write(name, "");
    fs::remove_file(desk.path(name)).unwrap();
    std::os::unix::fs::symlink("/dev/zero", desk.path(name)).unwrap();
}

const TIB: u64 = 1 << 40;

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_in_the_place_of_any_file_gives_a_sentence_and_not_a_wait() {
    let desk = Desk::new();
    desk.start("nelc");
    for make in [pipe, zeros] {
        for name in ["it.csv", "it.xlsx", "it.json", "it.toml", "it.db", "mine/it.toml"] {
            let _ = fs::remove_file(desk.path(name));
            make(&desk, name);
        }
        for arguments in [
            &["import", "it.csv", "--dry-run"][..],
            &["import", "it.xlsx", "--dry-run"],
            &["import", "it.json", "--register", "copy.db"],
            &["policy", "check", "it.toml"],
            &["list", "--register", "it.db"],
            &["restore", "it.db", "--yes"],
            &["attach", "2026-0001", "equality", "--file", "it.csv"],
        ] {
            let said = refused(&desk, arguments);
            assert!(said.contains("it is not a file"), "{arguments:?}: {said}");
        }
        let run = guarded(&desk, &["policy", "list", "--policies", "mine"], b"");
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.err.contains("it.toml") && run.err.contains("it is not a file"), "{run:?}");
        let run = guarded(&desk, &["list", "--settings", "it.toml"], b"");
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.err.contains("it is not a file"), "{run:?}");
    }
    assert!(desk.ok(["verify"]).contains('.'));
}

#[test]
fn a_file_that_is_too_long_is_not_read_at_all() {
    let desk = Desk::new();
    sparse(&desk, "mine/large.toml", "[policy]\n", TIB);
    sparse(&desk, "large.csv", "Title,Value\n", TIB);
    sparse(&desk, "large.xlsx", "PK\u{3}\u{4}", TIB);
    sparse(&desk, "large.json", "{\"format\": \"tenderbook-register\",", TIB);
    let run = guarded(&desk, &["policy", "list", "--policies", "mine"], b"");
    let said = format!("it is {TIB} bytes long; at most 1048576 can be read");
    assert!(run.err.contains(&said), "{run:?}");
    let said = refused(&desk, &["policy", "check", "mine/large.toml"]);
    assert!(said.contains("at most 1048576 can be read"), "{said}");
    let run = guarded(&desk, &["list", "--settings", "mine/large.toml"], b"");
    assert!(run.err.contains("at most 1048576 can be read"), "{run:?}");
    for list in ["large.csv", "large.xlsx"] {
        let said = refused(&desk, &["import", list, "--dry-run"]);
        assert!(said.contains("at most 33554432 can be read"), "{said}");
    }
    let said = refused(&desk, &["import", "large.json", "--register", "copy.db"]);
    assert!(said.contains("at most 17179869184 can be read"), "{said}");
    assert!(!desk.path("copy.db").exists());
}

#[test]
fn a_pack_of_more_than_a_mebibyte_is_refused_with_its_length() {
    let desk = Desk::new();
    let large = format!("{}\n{}", small_policy(), "# filling\n".repeat(110_000));
    desk.write("large.toml", &large);
    let said = refused(&desk, &["policy", "check", "large.toml"]);
    let length = large.len();
    assert!(said.contains(&format!("it is {length} bytes long; at most 1048576")), "{said}");
}

#[rstest]
#[case::letters("Title,Value\n", "x", "Row 2 of it.csv is longer than 1048576 bytes")]
#[case::separators("Title,Value\n", ",", "Row 2 of it.csv is longer than 1048576 bytes")]
#[case::quoted("Title,Value\n\"", "x", "Row 2 of it.csv is longer than 1048576 bytes")]
#[case::lines_in_quotes("Title,Value\n\"", "x\n", "Row 2 of it.csv is longer than 1048576 bytes")]
#[case::rows("Title,Value\n", "a,b\n", "it.csv has more than 200000 rows")]
#[case::full_rows("Title,Value\n", &["a,".repeat(400).as_str(), "\n"].concat().leak(), "it.csv has more than 4000000 cells")]
#[case::blank_rows("Title,Value\n", "\n", "it.csv has more than 200000 rows")]
fn a_list_without_an_end_is_given_up_in_time(
    #[case] begins: &str,
    #[case] again: &str,
    #[case] said: &str,
) {
    let desk = Desk::new();
    // Close to the largest file that is read at all; a last row shows that it is not looked at.
    let times = (31 * 1024 * 1024) / again.len();
    desk.write("it.csv", format!("{begins}{}\nRoof,1\n", again.repeat(times)));
    let found = refused(&desk, &["import", "it.csv", "--dry-run"]);
    assert!(found.contains(said), "{found}");
}

#[test]
fn a_cell_of_more_than_64_kib_is_named_with_its_place() {
    let desk = Desk::new();
    desk.write("it.csv", format!("Title,Value\nRoof,1\n{},2\n", "x".repeat(65 * 1024)));
    let said = refused(&desk, &["import", "it.csv", "--dry-run"]);
    assert!(said.contains("The cell A3 of it.csv is longer than a spreadsheet can hold"), "{said}");
}

#[rstest]
#[case("1e999999999")]
#[case("99999999999999999999999999999999999999999999999999999999999999999999")]
fn a_huge_number_is_refused_in_its_row(#[case] number: &str) {
    let desk = Desk::new();
    let list = format!("Title,Policy,Type,Value,Start date\nRoof,nelc,works,{number},2026-12-01\n");
    desk.write("it.csv", list);
    let run = guarded(&desk, &["import", "it.csv", "--dry-run"], b"");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("refused: “Roof”"), "{run:?}");
    let said =
        refused(&desk, &["assess", "--policy", "nelc", "--type", "works", "--value", number]);
    assert!(said.contains(&number[..20.min(number.len())]), "{said}");
}

/// A packed file, as small as it can be.
fn packed(desk: &Desk, name: &str, parts: &[(&str, &[u8])]) {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (part, content) in parts {
        writer.start_file(*part, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    desk.write(name, writer.finish().unwrap().into_inner());
}

const HEAD: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEET: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

/// A workbook with so many sheets, all of them the same part, which holds these rows.
fn workbook(desk: &Desk, name: &str, sheets: usize, rows: &str) {
    let each: Vec<String> = (1..=sheets)
        .map(|at| format!(r#"<sheet name="S{at}" sheetId="{at}" r:id="r1"/>"#))
        .collect();
    let book = format!("{HEAD}{}</sheets></workbook>", each.concat());
    let sheet = format!("{SHEET}{rows}</sheetData></worksheet>");
    packed(
        desk,
        name,
        &[
            ("_rels/.rels", ROOT.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ],
    );
}

#[test]
fn a_workbook_of_a_million_rows_is_given_up_at_the_limit() {
    let desk = Desk::new();
    let rows: Vec<String> = (1..=1_000_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#))
        .collect();
    workbook(&desk, "it.xlsx", 1, &rows.concat());
    let said = refused(&desk, &["import", "it.xlsx", "--dry-run"]);
    assert!(said.contains("it.xlsx has more than 200000 rows"), "{said}");
}

#[test]
fn a_small_workbook_that_unpacks_into_much_is_given_up() {
    let desk = Desk::new();
    // The most that a part may hold, of what takes the most memory for its bytes.
    let full = |row: usize| format!("<row r=\"{row}\">{}</row>", "<c><v>1</v></c>".repeat(490));
    let rows: String = (1..=30_000).map(full).collect();
    workbook(&desk, "cells.xlsx", 1, &rows);
    let said = refused(&desk, &["import", "cells.xlsx", "--dry-run"]);
    assert!(said.contains("cells.xlsx has more than 4000000 cells"), "{said}");

    let texts = format!("<sst>{}</sst>", "<si/>".repeat(20_000_000));
    packed(
        &desk,
        "texts.xlsx",
        &[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", texts.as_bytes())],
    );
    let said = refused(&desk, &["import", "texts.xlsx", "--dry-run"]);
    assert!(said.contains("once it is unpacked"), "{said}");

    let styles = vec![b' '; 20 * 1024 * 1024];
    packed(
        &desk,
        "styles.xlsx",
        &[("xl/workbook.xml", b"<workbook/>"), ("xl/styles.xml", &styles)],
    );
    let said = refused(&desk, &["import", "styles.xlsx", "--dry-run"]);
    assert!(said.contains("styles.xlsx has a part that is larger than"), "{said}");
    for name in ["cells.xlsx", "texts.xlsx", "styles.xlsx"] {
        assert!(fs::metadata(desk.path(name)).unwrap().len() < 2 * 1024 * 1024, "{name} is small");
    }
}

#[test]
fn a_workbook_whose_sheets_are_all_the_same_large_one_is_given_up() {
    let desk = Desk::new();
    let rows: Vec<String> =
        (1..=2_000).map(|row| format!("<row r=\"{row}\">{}</row>", "<c/>".repeat(450))).collect();
    workbook(&desk, "many.xlsx", 200, &rows.concat());
    let said = refused(&desk, &["import", "many.xlsx", "--dry-run"]);
    assert!(said.contains("cells"), "{said}");
    workbook(&desk, "more.xlsx", 300, "");
    let said = refused(&desk, &["import", "more.xlsx", "--dry-run"]);
    assert!(said.contains("more.xlsx has 300 sheets; at most 255 can be read"), "{said}");
}

#[rstest]
#[case::long_text("\"newest\": \"", "x", "longer than 16777216 bytes")]
#[case::long_key("\"", "x", "longer than 16777216 bytes")]
#[case::blank("", " ", "longer than 16777216 bytes")]
#[case::number("\"version\": 1", "0", "")]
fn a_register_as_json_without_an_end_is_given_up_in_time(
    #[case] begins: &str,
    #[case] again: &str,
    #[case] said: &str,
) {
    let desk = Desk::new();
    let text = format!("{{\"format\": \"tenderbook-register\", {begins}{}", again.repeat(64 << 20));
    desk.write("it.json", text);
    let found = refused(&desk, &["import", "it.json", "--register", "copy.db"]);
    assert!(
        found.contains("reading the register from JSON failed") && found.contains(said),
        "{found}"
    );
    assert!(!desk.path("copy.db").exists());
}

#[rstest]
#[case::long("x", "a row in it is longer than 16777216 bytes")]
#[case::deep("\", \"title\": [[[[", "recursion limit exceeded")]
fn a_row_without_an_end_in_a_register_as_json_is_given_up_in_time(
    #[case] again: &str,
    #[case] said: &str,
) {
    let desk = Desk::new();
    desk.start("nelc");
    desk.ok(["export", "--whole", "--format", "json", "--output", "it.json"]);
    let text = fs::read_to_string(desk.path("it.json")).unwrap();
    let (before, after) = text.split_once("Custody healthcare").unwrap();
    let (first, last) = again.split_at(again.len() - 1);
    desk.write("it.json", format!("{before}{first}{}{after}", last.repeat(40 << 20)));
    let found = refused(&desk, &["import", "it.json", "--register", "copy.db"]);
    assert!(found.contains(said), "{found}");
    assert!(!desk.path("copy.db").exists());
}

#[test]
fn an_answer_without_an_end_ends_the_walk_with_a_sentence() {
    let desk = Desk::new();
    let reference = desk.start("nelc");
    let run = guarded(&desk, &["walk", &reference], &vec![b'x'; 66 << 20]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("An answer is longer than 67108864 bytes"), "{}", run.err);
}

/// The places at which something is read without the bounds of `files`, and why each has them.
const ELSEWHERE: &[(&str, &str, usize, &str)] = &[
    ("src/cli/policy/upgrade.rs", "read_line", 1, "an answer at a terminal, cut off by `take`"),
    ("src/cli/restore.rs", "read_line", 1, "an answer at a terminal, cut off by `take`"),
    ("src/cli/walk/talk.rs", "read_until", 1, "an answer, cut off by `take`"),
    ("src/export/workbook/tests/recompute.rs", "fs::read", 1, "a test"),
    ("src/packed.rs", "read_to_string", 1, "a text that is compiled in"),
    ("src/tui/keymap/page.rs", "fs::read", 1, "a test"),
    ("src/tui/keymap/page.rs", "read_to_string", 1, "the same"),
    ("src/import/sheet.rs", "read_to_end", 1, "piece by piece, of what is cut off by `take`"),
    ("src/import/workbook.rs", "read_to_end", 1, "piece by piece, counted and let go again"),
    ("src/store/backup.rs", "File::open", 1, "the folder of a backup, only to be synchronised"),
    ("src/store/lock.rs", "read_to_end", 1, "whose the lock is, cut off by `take`"),
    ("src/store/open.rs", "read_to_end", 1, "the header of a register, cut off by `take`"),
    ("src/store/place.rs", "fs::read", 1, "the system's own table of mounts"),
    ("src/store/sealed.rs", "read_to_end", 1, "the first bytes, cut off by `take`"),
    ("src/store/whole.rs", "read_to_end", 1, "the first bytes, cut off by `take`"),
];

#[test]
fn every_file_is_read_within_bounds() {
    const READS: [&str; 7] = [
        "fs::read",
        "read_to_string",
        "read_to_end",
        "read_line",
        "read_until",
        "File::open",
        ".lines()",
    ];
    let mut found = Vec::new();
    for path in rust_files(&package().join("src")) {
        let file = name_below(package(), &path);
        if file == "src/files.rs" {
            continue;
        }
        for read in READS {
            let stands = |line: &str| {
                let reads = line.match_indices(read).filter(|(at, _)| {
                    // A folder's list and a link are no content, and a text's lines are in memory.
                    !line[at + read.len()..].starts_with("_dir")
                        && !line[at + read.len()..].starts_with("_link")
                });
                reads.count() > 0
                    && (read != ".lines()" || line.contains("stdin") || line.contains("BufReader"))
            };
            let count = product(&path).iter().filter(|(_, line)| stands(line)).count();
            if count > 0 {
                found.push((file.clone(), read, count));
            }
        }
    }
    let mut known: Vec<(String, &str, usize)> = ELSEWHERE
        .iter()
        .map(|(file, read, count, _)| ((*file).to_owned(), *read, *count))
        .collect();
    found.sort();
    known.sort();
    assert_eq!(found, known, "read files through `files`, or say here what bounds the reading");
}

#[test]
fn the_limits_of_this_page_are_those_of_the_documents() {
    let page = fs::read_to_string(package().join("docs/safety.md")).unwrap();
    for limit in
        ["1 MiB", "32 MiB", "256 MiB", "16 GiB", "200,000 rows", "4,000,000", "500 columns"]
    {
        assert!(page.contains(limit), "{limit} is not told");
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_tenderbook")).exists());
}
