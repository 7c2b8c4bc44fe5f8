//! Damaged files: a sentence for each, nothing written to any, and what is offered.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

use proptest::prelude::*;
use rstest::rstest;
use rusqlite::Connection;
use tenderbook::register::{Damage, Fault, Filter, Library, Register, Sort, Watch, sample};

use super::store::inside;
use super::{Desk, context, date, harmed};

/// The file of a register with samples in it, made once, and standing alone.
pub(super) fn samples() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::default(), &context()).unwrap();
        sample::fill(&mut register, &context(), 6).unwrap();
        let copy = folder.path().join("copy.db");
        register.back_up(&copy, false, &Watch::nobody()).unwrap();
        fs::read(copy).unwrap()
    })
}

/// Everything in a folder: names, bytes, and when each was written.
pub(super) fn everything(folder: &Path) -> Vec<(String, Vec<u8>, SystemTime)> {
    inside(folder)
        .into_iter()
        .filter(|name| folder.join(name).is_file())
        .map(|name| {
            let path = folder.join(&name);
            let written = fs::metadata(&path).unwrap().modified().unwrap();
            (name, fs::read(path).unwrap(), written)
        })
        .collect()
}

fn open(path: &Path) -> Result<Register, Fault> {
    Register::open(path, Library::default(), &context())
}

fn put(folder: &Path, bytes: &[u8]) -> PathBuf {
    let path = folder.join("register.db");
    fs::write(&path, bytes).unwrap();
    path
}

#[rstest]
#[case::age(b"age-encryption.org/v1\n-> scrypt ".as_slice(), "encrypted with a passphrase")]
#[case::zip(b"PK\x03\x04\x14\0\0\0".as_slice(), "a ZIP file")]
#[case::json(b"\n{\"format\": \"tenderbook-register\"}".as_slice(), "looks like JSON")]
#[case::text(b"Minutes of the board".as_slice(), "not a SQLite file")]
#[case::noise(&[0xA5; 9000], "damaged or encrypted")]
fn a_file_of_another_kind_is_called_what_it_is(#[case] bytes: &[u8], #[case] why: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = put(folder.path(), bytes);
    let before = everything(folder.path());
    let said = open(&path).unwrap_err().to_string();
    assert!(said.contains(why) && said.contains("Nothing was written to it."), "{said}");
    assert!(everything(folder.path()) == before);
}

#[rstest]
#[case::form_nought(60, &[0, 0, 0, 0], "first page has been overwritten")]
#[case::form_of_noise(60, &[0xff; 4], "first page has been overwritten")]
#[case::newer_form(60, &[0, 0, 0, 99], "newer than the form")]
#[case::page_length(16, &[0x0f, 0xff], "first page has been overwritten")]
#[case::versions(18, &[9, 9], "first page has been overwritten")]
#[case::letters(56, &[0, 0, 0, 3], "first page has been overwritten")]
#[case::application(68, b"NOPE", "another program")]
#[case::mark(0, b"SQLite FORMAT", "damaged or encrypted")]
fn a_damaged_head_is_told_and_nothing_is_written(
    #[case] at: usize,
    #[case] bytes: &[u8],
    #[case] why: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let mut harmed = samples().to_vec();
    harmed[at..at + bytes.len()].copy_from_slice(bytes);
    let path = put(folder.path(), &harmed);
    let before = everything(folder.path());
    let said = open(&path).unwrap_err().to_string();
    assert!(said.contains(why), "{said}");
    assert!(everything(folder.path()) == before);
}

#[cfg(unix)]
#[rstest]
#[case::pipe("pipe", "not a file")]
#[case::device("device", "not a file")]
#[case::circle("circle", "leads nowhere")]
#[case::nowhere("nowhere", "leads nowhere")]
fn what_is_no_file_is_refused_at_once(#[case] kind: &str, #[case] why: &str) {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    match kind {
        "pipe" => {
            let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
            assert!(made.success());
        }
        "device" => symlink("/dev/zero", &path).unwrap(),
        "circle" => symlink(&path, &path).unwrap(),
        _ => symlink(folder.path().join("gone.db"), &path).unwrap(),
    }
    let said = open(&path).unwrap_err().to_string();
    assert!(said.contains(why), "{said}");
    assert_eq!(inside(folder.path()), ["register.db"]);
    let read = Register::open_to_read(&path, Library::default(), &Watch::nobody());
    assert!(read.is_err());
}

/// A register with a log that holds its newest change, as a killed program leaves it.
fn with_log(folder: &Path) -> PathBuf {
    let mut desk = Desk::with_tender();
    let to = folder.join("register.db");
    // The first change is in the file, the others are in the log.
    Connection::open(desk.path()).unwrap().execute_batch("PRAGMA wal_checkpoint").unwrap();
    for number in 1..=3 {
        desk.walk(number);
    }
    fs::copy(desk.path(), &to).unwrap();
    fs::copy(desk.path().with_file_name("register.db-wal"), folder.join("register.db-wal"))
        .unwrap();
    to
}

fn assert_refused(folder: &Path, path: &Path, why: &str) {
    let before = everything(folder);
    let said = open(path).unwrap_err().to_string();
    assert!(said.contains(why) && said.contains("Nothing was written to either."), "{said}");
    assert!(everything(folder) == before);
    let read = Register::open_to_read(path, Library::default(), &Watch::nobody());
    assert!(read.unwrap_err().to_string().contains(why));
    assert!(everything(folder) == before);
}

#[test]
fn the_log_of_another_register_is_never_played_into_this_one() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = with_log(folder.path());
    with_log(other.path());
    fs::copy(other.path().join("register.db-wal"), folder.path().join("register.db-wal")).unwrap();
    assert_refused(folder.path(), &path, "it belongs to another file");
}

#[rstest]
#[case::head(40, "beginning has been overwritten", 8)]
#[case::middle(5000, "lie behind a place", 64)]
fn a_log_with_changes_behind_a_damaged_place_is_told(
    #[case] at: usize,
    #[case] why: &str,
    #[case] length: usize,
) {
    let folder = tempfile::tempdir().unwrap();
    let path = with_log(folder.path());
    let log = folder.path().join("register.db-wal");
    let mut bytes = fs::read(&log).unwrap();
    let at = if at < 100 { 8 } else { at };
    bytes[at..at + length].fill(0xA5);
    fs::write(&log, bytes).unwrap();
    assert_refused(folder.path(), &path, why);
}

#[test]
fn a_log_that_ends_in_a_change_that_was_never_confirmed_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = with_log(folder.path());
    let log = folder.path().join("register.db-wal");
    let bytes = fs::read(&log).unwrap();
    // Cut in the middle of its last page: what a full disk or a lost battery leaves.
    fs::write(&log, &bytes[..bytes.len() - 1000]).unwrap();
    let register = open(&path).unwrap();
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
}

#[test]
fn the_rollback_journal_of_another_file_is_never_played_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = put(folder.path(), samples());
    let other = folder.path().join("other.db");
    fs::write(&other, samples()).unwrap();
    let connection = Connection::open(&other).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = DELETE; CREATE TABLE t (x); INSERT INTO t VALUES (1);
             INSERT INTO t VALUES (2); INSERT INTO t VALUES (3);
             PRAGMA cache_size = 1; BEGIN; UPDATE journal_free SET x = 1 WHERE 0;",
        )
        .unwrap_err();
    // A change that is larger than its memory leaves a journal on disk while it is made.
    connection
        .execute_batch(
            "DROP TRIGGER journal_is_never_changed; UPDATE journal SET deed = deed || 'x'",
        )
        .unwrap();
    let left = fs::read(folder.path().join("other.db-journal")).unwrap_or_default();
    assert!(left.len() > 4096, "{}", left.len());
    fs::write(folder.path().join("register.db-journal"), &left).unwrap();
    assert_refused(folder.path(), &path, "it belongs to another file");
    drop(connection);
}

#[rstest]
#[case::pages(|newest: &Path| {
    let mut bytes = fs::read(newest).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xA5);
    fs::write(newest, bytes).unwrap();
})]
#[case::a_row(|newest: &Path| {
    let connection = Connection::open(newest).unwrap();
    connection.execute_batch("UPDATE procurement SET title = 'Cleaning'").unwrap();
})]
fn the_newest_good_backup_is_offered_and_those_that_are_not_good_are_passed_over(
    #[case] harm: fn(&Path),
) {
    let mut desk = Desk::with_tender();
    for (day, number) in [("2026-06-01", 1), ("2026-06-02", 2), ("2026-06-03", 3)] {
        let on = tenderbook::register::Context { today: date(day), ..context() };
        let target = desk.register.daily_backup_due(&on).unwrap();
        desk.register.back_up_daily(&target, &Watch::nobody()).unwrap();
        desk.walk(number);
    }
    let (path, changes) = (desk.path(), desk.entries());
    let backups = desk.register.backups_folder();
    drop(desk.register);
    harm(&backups.join("register-2026-06-03.db"));
    let mut harmed = fs::read(&path).unwrap();
    harmed[60..64].fill(0xff);
    fs::write(&path, harmed).unwrap();
    let before = everything(desk.folder.path());
    let fault = open(&path).unwrap_err();
    let damage = Damage::of(&path, &fault, &Watch::nobody()).unwrap();
    let good = damage.backup.as_ref().unwrap();
    assert_eq!(good.file.file_name().unwrap(), "register-2026-06-02.db");
    assert_eq!(good.newer, Some(i64::try_from(changes).unwrap() - good.changes));
    assert!(good.newer > Some(0));
    assert_eq!(damage.passed_over, 1);
    let said = damage.remedies().join("\n");
    for words in
        ["register-2026-06-02.db", "until Mon 1 June 2026", "changes are newer", "--salvage"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(everything(desk.folder.path()) == before);
}

#[test]
fn a_backup_of_the_day_shows_damage_deep_in_the_register_and_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut harmed = samples().to_vec();
    let pages = harmed.len() / 4096;
    harmed[(pages / 2) * 4096..(pages / 2) * 4096 + 4096].fill(0xA5);
    let path = put(folder.path(), &harmed);
    let register = open(&path).unwrap();
    let target = register.daily_backup_due(&context()).unwrap();
    let fault = register.back_up_daily(&target, &Watch::nobody()).unwrap_err();
    assert!(fault.is_damage(), "{fault}");
    assert_eq!(inside(&register.backups_folder()), [""; 0]);
    drop(register);
    assert_eq!(fs::read(&path).unwrap()[4096..], harmed[4096..]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn random_damage_never_panics_and_is_never_written_to(
        places in prop::collection::vec((any::<prop::sample::Index>(), 1usize..600, any::<u8>()), 1..6),
        keep in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let bytes = harmed(samples().to_vec(), places, keep);
        let path = put(folder.path(), &bytes);
        let before = everything(folder.path());
        match Register::open_to_read(&path, Library::default(), &Watch::nobody()) {
            Ok(register) => {
                let _ = register.list(&Filter::default(), Sort::default(), 0, 50);
                let _ = register.procurement("2026-0001");
                let _ = register.verify();
            }
            Err(fault) => prop_assert!(fault.to_string().len() > 20),
        }
        prop_assert!(everything(folder.path()) == before);
        if let Err(fault) = open(&path) {
            prop_assert!(everything(folder.path()) == before, "{}", fault);
            let _ = Damage::of(&path, &fault, &Watch::nobody());
            prop_assert!(everything(folder.path()) == before, "{}", fault);
        }
    }
}
