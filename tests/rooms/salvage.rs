//! Salvage by doing the harm: what is read out of a damaged register is true, and what is lost is
//! said.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::Value;
use tenderbook::register::{Fault, Filter, Library, Register, Salvage, Sort, Watch};

use super::damage::{everything, samples};
use super::store::inside;
use super::{Desk, context, harmed, package};

/// Salvages a file, and opens what came of it.
fn salvage(file: &Path, target: &Path) -> Result<(Salvage, Register), Fault> {
    let library = Library::default();
    let mut salvage = Salvage::read(file, target, &library, &context(), &Watch::nobody())?;
    salvage.arrive()?;
    let register = Register::open(target, Library::default(), &context())?;
    Ok((salvage, register))
}

fn salvage_bytes(bytes: &[u8]) -> Result<(tempfile::TempDir, Salvage, Register), Fault> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("register.db");
    fs::write(&file, bytes).unwrap();
    let before = everything(folder.path());
    let made = salvage(&file, &folder.path().join("new.db"));
    if made.is_err() {
        assert!(everything(folder.path()) == before, "a failed salvage leaves nothing behind");
    }
    assert!(everything(folder.path()).contains(&before[0]), "the damaged file was written to");
    made.map(|(salvage, register)| (folder, salvage, register))
}

type Rows = BTreeMap<String, Vec<Value>>;

/// Every row of a register, by its table.
fn rows(register: &Register) -> Rows {
    let mut out = Vec::new();
    register.write_whole(&mut out, &Watch::nobody()).unwrap();
    let whole: Value = serde_json::from_slice(&out).unwrap();
    let tables = whole["tables"].as_object().unwrap();
    tables.iter().map(|(table, rows)| (table.clone(), rows.as_array().unwrap().clone())).collect()
}

/// The rows of the samples as they were before the harm.
fn original() -> &'static Rows {
    static READ: OnceLock<Rows> = OnceLock::new();
    READ.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        fs::write(&path, samples()).unwrap();
        rows(&Register::open_to_read(&path, Library::default(), &Watch::nobody()).unwrap())
    })
}

/// What salvage itself writes: its entries, stages that it opens again, and what is counted.
fn is_own(table: &str, row: &Value) -> bool {
    match table {
        "journal" => {
            let deed = row["deed"].as_str().unwrap();
            deed.starts_with("salvage") || deed == "take_sums"
        }
        "stage" => row["state"] == "open",
        "counted" | "register" => true,
        _ => false,
    }
}

/// A row without what salvage sets anew: how often a tender or supplier was changed, and the
/// summary of a tender.
fn bare(table: &str, row: &Value) -> String {
    let mut row = row.clone();
    if table == "procurement" {
        for column in ["version", "stage", "closed_stages"] {
            row[column] = Value::Null;
        }
    }
    if table == "supplier" {
        row["version"] = Value::Null;
    }
    // A pinned policy that is put back is as old as the oldest tender under it.
    if table == "pack" {
        row["pinned_at"] = Value::Null;
    }
    row.to_string()
}

/// Every row that was read stood there before, and the new register is sound; gives how many
/// rows came back.
fn assert_true(salvage: &Salvage, register: &Register) -> usize {
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
    assert_eq!(salvage.found.faults, [""; 0]);
    let mut count = 0;
    for (table, rows) in rows(register) {
        let before: HashSet<String> =
            original()[&table].iter().map(|row| bare(&table, row)).collect();
        for row in rows.iter().filter(|row| !is_own(&table, row)) {
            assert!(before.contains(&bare(&table, row)), "{table}: {row:.300} was never there");
            count += 1;
        }
    }
    count
}

/// How many rows there are in all, of those that salvage does not write itself.
fn all() -> usize {
    let rows = original().iter();
    rows.map(|(table, rows)| rows.iter().filter(|row| !is_own(table, row)).count()).sum()
}

#[test]
fn a_register_that_is_whole_comes_back_whole() {
    let (_folder, salvage, register) = salvage_bytes(samples()).unwrap();
    assert!(salvage.account.is_whole(), "{:#?}", salvage.account);
    assert_eq!(assert_true(&salvage, &register), all());
    let after = rows(&register);
    for (table, before) in original() {
        if table != "journal" && table != "counted" {
            assert_eq!(&after[table], before, "{table}");
        }
    }
    let journal = &after["journal"];
    assert_eq!(journal.len(), original()["journal"].len() + 1);
    assert_eq!(journal[..journal.len() - 1], original()["journal"][..]);
    let last = &journal[journal.len() - 1];
    assert_eq!(last["deed"], "salvage");
    assert!(last["detail"].as_str().unwrap().contains("\"rows_lost\":0"), "{last}");
}

#[test]
fn what_another_program_had_changed_is_not_passed_off_as_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    fs::write(&path, samples()).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "UPDATE procurement SET title = 'Cleaning' WHERE reference = '2026-0042';
             UPDATE supplier SET note = 'Another' WHERE uid = (SELECT min(uid) FROM supplier)",
        )
        .unwrap();
    drop(connection);
    let (_folder, salvage, register) = salvage_bytes(&fs::read(&path).unwrap()).unwrap();
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
    assert!(!salvage.account.is_whole(), "{:#?}", salvage.account);
    let [tender] = &salvage.account.tenders[..] else { panic!("{:#?}", salvage.account) };
    let lost = "the agreement of the main facts with the journal";
    assert_eq!(
        (tender.reference.as_str(), &tender.lost[..]),
        ("2026-0042", &[lost.to_owned()][..])
    );
    let remarks = salvage.account.remarks.join("\n");
    assert!(remarks.contains("the profile is not as the journal says"), "{remarks}");
    let journal = register.journal("2026-0042", 0, 1).unwrap();
    assert!(journal.lines[0].detail.as_deref().unwrap().contains(lost), "{journal:#?}");
}

#[test]
fn around_any_overwritten_page_everything_else_is_read() {
    let pages = samples().len() / 4096;
    // Every page would take minutes; a stride that shares no factor meets all kinds.
    let step = (pages / 40).max(1) | 1;
    let mut lost_most = 0;
    for page in (1..pages).step_by(step) {
        let mut bytes = samples().to_vec();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        let (_folder, salvage, register) =
            salvage_bytes(&bytes).unwrap_or_else(|fault| panic!("page {page}: {fault}"));
        let back = assert_true(&salvage, &register);
        lost_most = lost_most.max(all() - back);
        if back < all() {
            assert!(!salvage.account.is_whole(), "page {page}: {} rows are lost", all() - back);
        }
    }
    assert!(lost_most > 0, "some page held rows");
}

#[test]
fn without_its_first_page_or_a_half_of_it_a_register_still_gives_what_is_left() {
    for harm in ["first page", "mark", "second half"] {
        let mut bytes = samples().to_vec();
        match harm {
            "first page" => bytes[..4096].fill(0),
            "mark" => bytes[..16].fill(0xA5),
            _ => bytes.truncate(bytes.len() / 2 + 1234),
        }
        let (_folder, salvage, register) =
            salvage_bytes(&bytes).unwrap_or_else(|fault| panic!("{harm}: {fault}"));
        let back = assert_true(&salvage, &register);
        let least = if harm == "second half" { 1 } else { all() * 9 / 10 };
        assert!(back >= least, "{harm}: {back} of {}: {:#?}", all(), salvage.account);
    }
}

#[test]
fn what_only_the_log_holds_is_read_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::with_tender();
    Connection::open(desk.path()).unwrap().execute_batch("PRAGMA wal_checkpoint").unwrap();
    desk.walk(1);
    let file = folder.path().join("register.db");
    fs::copy(desk.path(), &file).unwrap();
    let log = folder.path().join("register.db-wal");
    fs::copy(desk.path().with_file_name("register.db-wal"), &log).unwrap();
    let before = everything(folder.path());
    let (salvage, register) = salvage(&file, &folder.path().join("new.db")).unwrap();
    assert!(salvage.account.is_whole(), "{:#?}", salvage.account);
    assert_eq!(register.procurement("T-1").unwrap().stages, desk.view().stages);
    let after = everything(folder.path());
    assert!(before.iter().all(|file| after.contains(file)), "the damaged files were written to");
}

/// The pages from which a table's rows can be read, in a register that is whole.
fn pages_with(bytes: &[u8], marker: &[u8]) -> Vec<usize> {
    bytes
        .chunks(4096)
        .enumerate()
        .filter(|(_, page)| page.windows(marker.len()).any(|part| part == marker))
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn a_journal_with_a_gap_keeps_its_beginning_and_the_rest_as_evidence() {
    // A page of rows of the journal in the middle: the hashes tell which.
    let hashes: Vec<String> =
        original()["journal"].iter().map(|row| row["hash"].as_str().unwrap().to_owned()).collect();
    let middle = &hashes[hashes.len() / 2];
    let page = *pages_with(samples(), middle.as_bytes())
        .iter()
        .find(|page| samples()[*page * 4096] == 0x0d)
        .unwrap();
    let mut bytes = samples().to_vec();
    bytes[page * 4096..(page + 1) * 4096].fill(0);
    let (_folder, salvage, register) = salvage_bytes(&bytes).unwrap();
    let journal = &salvage.account.journal;
    assert!(journal.kept > 0 && journal.evidence > 0, "{journal:?}");
    assert_eq!(journal.missing.len(), 1, "{journal:?}");
    let (from, to) = journal.missing[0];
    let lost = u64::try_from(to - from + 1).unwrap();
    assert_eq!(journal.kept + journal.evidence + lost, hashes.len() as u64);
    assert_true(&salvage, &register);
    let after = rows(&register);
    let kept = usize::try_from(journal.kept).unwrap();
    assert_eq!(after["journal"][..kept], original()["journal"][..kept]);
    let evidence: Vec<Value> = after["journal"]
        .iter()
        .filter(|row| row["deed"] == "salvaged_entry")
        .map(|row| serde_json::from_str(row["detail"].as_str().unwrap()).unwrap())
        .collect();
    for found in &evidence {
        let hash = found["entry"]["hash"].as_str().unwrap();
        assert!(hashes.iter().any(|one| one == hash));
    }
    assert_eq!(evidence.len() as u64, journal.evidence);
    // The tenders whose entries are lost say so, each in its own journal.
    assert!(!salvage.account.tenders.is_empty());
    for tender in &salvage.account.tenders {
        let told = register.journal(&tender.reference, 0, 1).unwrap();
        assert!(told.lines[0].said.contains("salvaged from the damaged register"), "{told:?}");
        assert!(told.lines[0].detail.as_ref().unwrap().contains("lost: "), "{told:?}");
    }
}

#[test]
fn the_text_of_a_built_in_policy_that_is_lost_is_put_back_by_its_hash() {
    let mut desk = Desk::with_tender();
    desk.walk(1);
    let (path, before) = (desk.path(), desk.view());
    drop(desk.register);
    let mut bytes = {
        let copy = Connection::open(&path).unwrap();
        copy.execute_batch("PRAGMA journal_mode = DELETE").unwrap();
        drop(copy);
        fs::read(&path).unwrap()
    };
    let text = Library::default().policy("cumbria").unwrap().content.clone();
    let part = &text.as_bytes()[text.len() / 2..text.len() / 2 + 60];
    // A page that the row of the policy goes on to, and no page of a tree.
    let mut pages = pages_with(&bytes, part);
    pages.retain(|page| bytes[page * 4096] == 0);
    assert!(!pages.is_empty());
    bytes[pages[0] * 4096..(pages[0] + 1) * 4096].fill(0xA5);
    let (_folder, salvage, register) = salvage_bytes(&bytes).unwrap();
    assert!(salvage.account.remarks[0].contains("cumbria"), "{:?}", salvage.account.remarks);
    assert_eq!(register.procurement("T-1").unwrap().stages, before.stages);
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
}

#[test]
fn a_tender_that_is_lost_is_named_and_the_new_register_can_be_backed_up_and_restored() {
    // Every page with the row of one tender: its title stands there and nowhere else that counts.
    let first = &original()["procurement"][0];
    let uid = first["uid"].as_str().unwrap();
    let mut bytes = samples().to_vec();
    for page in pages_with(samples(), uid.as_bytes()) {
        let at = page * 4096;
        // Rows of tables only, not those of the journal, whose entries name the uid as well.
        let names_deed = bytes[at..at + 4096].windows(6).any(|part| part == b"\"act\":");
        if bytes[at] == 0x0d && !names_deed {
            bytes[at..at + 4096].fill(0xA5);
        }
    }
    let (folder, salvage, register) = salvage_bytes(&bytes).unwrap();
    let lost = first["reference"].as_str().unwrap();
    assert!(salvage.account.lost_tenders.iter().any(|one| one == lost), "{:#?}", salvage.account);
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
    let copy = folder.path().join("copy.db");
    register.back_up(&copy, false, &Watch::nobody()).unwrap();
    let elsewhere = folder.path().join("elsewhere.db");
    let restoring = tenderbook::register::Restoring::check(&copy, &elsewhere, &context()).unwrap();
    restoring.carry_out(&context()).unwrap();
}

#[test]
fn an_older_register_is_salvaged_in_its_form_and_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let file = package().join("tests/fixtures/register-form-1.db");
    let before = fs::read(&file).unwrap();
    let (salvage, register) = salvage(&file, &folder.path().join("new.db")).unwrap();
    assert!(salvage.account.lost_tenders.is_empty());
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
    let list = register.list(&Filter::default(), Sort::default(), 0, 10).unwrap();
    assert_eq!(list.total, 2);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn what_holds_nothing_of_a_register_gives_no_new_one() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in
        [("text.db", b"Minutes".as_slice()), ("zero.db", b""), ("noise.db", &[7; 9000])]
    {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign)
        .unwrap()
        .execute_batch("CREATE TABLE contact (name TEXT); INSERT INTO contact VALUES ('A')")
        .unwrap();
    let names = inside(folder.path());
    for name in ["text.db", "zero.db", "noise.db", "foreign.db", "."] {
        let fault = salvage(&folder.path().join(name), &folder.path().join("new.db"));
        let said = fault.err().unwrap().to_string();
        assert!(said.contains("is not a register"), "{name}: {said}");
    }
    assert_eq!(inside(folder.path()), names);
    let taken: PathBuf = folder.path().join("text.db");
    let fault = salvage(&foreign, &taken).err().unwrap();
    assert!(fault.to_string().contains("it is there already"), "{fault}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_damaged_salvage_never_panics_and_never_writes_to_it(
        places in prop::collection::vec((any::<prop::sample::Index>(), 1usize..9000, any::<u8>()), 1..8),
        keep in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let bytes = harmed(samples().to_vec(), places, keep);
        match salvage_bytes(&bytes) {
            Ok((_folder, salvage, register)) => {
                prop_assert_eq!(&register.verify().unwrap().faults, &[""; 0]);
                // What was read and cannot stand alone is in the text beside it.
                let account = &salvage.account;
                prop_assert!(account.rows_read() + account.left_over > 0);
            }
            Err(fault) => prop_assert!(fault.to_string().contains("nothing in it"), "{}", fault),
        }
    }
}
