//! Accepting what another program changed, with a reason.

use std::path::Path;

use rstest::rstest;
use rusqlite::Connection;
use tenderbook::domain::ContractType;
use tenderbook::register::{Act, Fault, Library, Register, Restoring, Watch, Whole};

use super::verify::filled;
use super::{Desk, context, facts, id};

const REASON: &str = "IT moved a date at our request, call 4711";

/// Another program with the file open, which keeps to the rules of the file.
fn harm(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

fn accept(desk: &mut Desk, reason: &str) -> Result<Vec<i64>, Fault> {
    desk.register.accept(reason, &desk.context, &Watch::nobody())
}

/// A tender whose note another program has changed.
fn changed() -> Desk {
    let mut desk = Desk::with_tender();
    let item = id("cumbria.01.purpose");
    desk.act(Act::NoteItem { item, note: "Ask again in May".to_owned() });
    harm(&desk.path(), "UPDATE item SET note = 'Ask nobody'");
    desk
}

#[test]
fn what_was_accepted_is_sound_again_and_stays_in_the_journal_with_its_reason() {
    let mut desk = changed();
    let before = desk.register.verify().unwrap();
    assert!(before.acceptable && before.accepted.is_empty(), "{before:#?}");
    let [fault] = &before.faults[..] else { panic!("{before:#?}") };
    assert_eq!(accept(&mut desk, &format!(" {REASON} ")).unwrap(), [3]);
    let found = desk.register.verify_all(&[], &Watch::nobody()).unwrap();
    assert_eq!((found.faults.as_slice(), found.acceptable), (&[][..], false));
    let [accepted] = &found.accepted[..] else { panic!("{found:#?}") };
    assert_eq!((accepted.first, accepted.last, accepted.count), (3, 3, 1));
    assert_eq!(accepted.differences.join("\n"), *fault);
    assert_eq!(
        accepted.told(),
        format!(
            "1 difference on 1 June 2026, 09:00 UTC by A. Officer, because “{REASON}” (entry 3)."
        )
    );
    // What is there is as the other program left it, and the tender's own journal tells of it.
    let item = id("cumbria.01.purpose");
    assert_eq!(desk.view().item(&item).unwrap().note.as_deref(), Some("Ask nobody"));
    let journal = desk.register.journal("T-1", 0, 10).unwrap();
    assert_eq!(journal.lines[0].said, "accepted what another program had changed");
    let detail = journal.lines[0].detail.as_deref().unwrap();
    assert!(detail.contains(REASON) && detail.contains("the checklist items of T-1"), "{detail}");
}

#[test]
fn after_it_work_goes_on_and_the_next_change_of_another_program_is_a_fault_again() {
    let mut desk = changed();
    accept(&mut desk, REASON).unwrap();
    desk.tick("cumbria.01.purpose");
    assert_eq!(desk.faults(), [""; 0]);
    harm(&desk.path(), "UPDATE item SET note = 'Ask everybody'");
    let faults = desk.faults().join("\n");
    assert!(faults.contains("it last agreed with the journal at entry 4 of"), "{faults}");
    accept(&mut desk, "The same again").unwrap();
    let found = desk.register.verify().unwrap();
    assert_eq!(found.faults, [""; 0]);
    let reasons: Vec<&str> = found.accepted.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(reasons, [REASON, "The same again"]);
}

#[test]
fn a_difference_that_was_written_over_is_accepted_with_when_it_was_seen() {
    let mut desk = changed();
    desk.tick("cumbria.01.purpose");
    accept(&mut desk, REASON).unwrap();
    let found = desk.register.verify().unwrap();
    assert_eq!(found.faults, [""; 0]);
    let said = found.accepted[0].differences.join("\n");
    assert!(said.contains("at entry 2 of") && said.contains("no longer at entry 3 of"), "{said}");
}

#[rstest]
#[case::a_value("UPDATE procurement SET value_pence = 1 WHERE reference = 'T-2'", "T-2")]
#[case::many_tenders("UPDATE procurement SET title = title || '.'", "T-9")]
#[case::a_row_gone("DELETE FROM stage_target", "T-1")]
#[case::a_row_more("INSERT INTO stage_target VALUES (1, 13, '2026-08-01')", "T-1")]
#[case::a_supplier("UPDATE supplier SET note = 'Another'", "the supplier “")]
#[case::the_register("UPDATE register SET created_at = '2020-01-01T00:00:00Z'", "the register")]
#[case::a_count(
    "UPDATE procurement SET version = 9 WHERE reference = 'T-2'",
    "T-2 counts 9 changes"
)]
#[case::a_count_of_a_supplier("UPDATE supplier SET version = 77", "counts 77 changes")]
#[case::a_tender_gone(
    "CREATE TEMP TABLE gone AS SELECT id FROM procurement WHERE reference = 'T-4';
     DELETE FROM stage WHERE procurement IN (SELECT id FROM gone);
     DELETE FROM item WHERE procurement IN (SELECT id FROM gone);
     DELETE FROM weighting WHERE procurement IN (SELECT id FROM gone);
     DELETE FROM agenda WHERE procurement IN (SELECT id FROM gone);
     DELETE FROM counted WHERE procurement IN (SELECT id FROM gone);
     DELETE FROM procurement WHERE id IN (SELECT id FROM gone)",
    "No longer in the register: T-4"
)]
#[case::a_tender_more(
    "CREATE TEMP TABLE more AS SELECT * FROM procurement WHERE reference = 'T-1';
     UPDATE more SET id = 999, reference = 'X-1', uid = '01900000-0000-7000-8000-000000000001';
     INSERT INTO procurement SELECT * FROM more;
     CREATE TEMP TABLE stages AS SELECT * FROM stage WHERE procurement = 1;
     UPDATE stages SET procurement = 999;
     INSERT INTO stage SELECT * FROM stages",
    "X-1"
)]
fn whatever_another_program_did_to_rows_can_be_accepted(#[case] sql: &str, #[case] named: &str) {
    let mut desk = filled();
    harm(&desk.path(), sql);
    let before = desk.register.verify().unwrap();
    assert!(before.acceptable, "{before:#?}");
    accept(&mut desk, REASON).unwrap();
    let found = desk.register.verify().unwrap();
    assert_eq!(found.faults, [""; 0]);
    let [accepted] = &found.accepted[..] else { panic!("{found:#?}") };
    let said = accepted.differences.join("\n");
    assert!(said.contains(named), "{said}");
    // Nothing differs any more that the next change would carry on.
    desk.tick("cumbria.01.stakeholders");
    assert_eq!(desk.faults(), [""; 0]);
    assert!(accept(&mut desk, REASON).is_err());
}

#[test]
fn more_than_verify_tells_is_accepted_whole() {
    let mut desk = Desk::new();
    for number in 1..=30 {
        desk.start(&format!("T-{number}"), "nelc", facts(ContractType::Works, "5000"));
    }
    harm(&desk.path(), "UPDATE procurement SET title = title || '.'");
    assert_eq!(accept(&mut desk, REASON).unwrap().len(), 30);
    let found = desk.register.verify().unwrap();
    assert_eq!(found.faults, [""; 0]);
    assert_eq!((found.accepted[0].count, found.accepted[0].differences.len()), (30, 20));
}

#[test]
fn what_follows_from_an_accepted_change_is_made_anew_with_it() {
    let mut desk = Desk::with_tender();
    harm(&desk.path(), "UPDATE procurement SET value_pence = 100, title = 'Cleaning'");
    accept(&mut desk, REASON).unwrap();
    let found = desk.register.verify_all(&[], &Watch::nobody()).unwrap();
    assert_eq!(found.faults, [""; 0]);
}

#[test]
fn an_accepted_register_can_be_backed_up_restored_and_read_back() {
    let mut desk = changed();
    let copy = |desk: &Desk, name: &str| {
        let place = desk.folder.path().join(name);
        desk.register.back_up(&place, false, &Watch::nobody()).unwrap();
        place
    };
    let before = copy(&desk, "before.db");
    assert!(Restoring::check(&before, &desk.path(), &context()).is_err(), "it differs");
    accept(&mut desk, REASON).unwrap();
    let after = copy(&desk, "after.db");
    let mut whole = Vec::new();
    desk.register.write_whole(&mut whole, &Watch::nobody()).unwrap();
    let file = desk.folder.path().join("whole.json");
    std::fs::write(&file, whole).unwrap();
    let target = desk.folder.path().join("read.db");
    let read = Whole::read(&file, &target, &context(), &Watch::nobody()).unwrap();
    assert_eq!(read.found.accepted.len(), 1);
    let Desk { folder: _folder, register, .. } = desk;
    let path = register.path().to_owned();
    drop(register);
    Restoring::check(&after, &path, &context()).unwrap().carry_out(&context()).unwrap();
    let restored = Register::open(&path, Library::default(), &context()).unwrap();
    assert_eq!(restored.verify().unwrap().accepted[0].reason, REASON);
}

#[test]
fn where_nothing_differs_nothing_is_accepted() {
    let mut desk = Desk::with_tender();
    let before = desk.register.anchor().unwrap();
    let fault = accept(&mut desk, REASON).unwrap_err();
    assert!(fault.to_string().contains("There is nothing to accept"), "{fault}");
    assert_eq!(desk.register.anchor().unwrap(), before);
}

#[rstest]
#[case::a_chain(
    "DROP TRIGGER journal_is_never_changed; UPDATE journal SET officer = 'B' WHERE sequence = 1",
    "Journal entry 1 of"
)]
#[case::a_reference("PRAGMA foreign_keys = OFF; DELETE FROM procurement", "points at nothing")]
#[case::a_policy(
    "DROP TRIGGER pack_is_never_changed; UPDATE pack SET content = content || ' '",
    "The pinned policy"
)]
fn what_is_more_than_a_changed_row_is_not_accepted(#[case] sql: &str, #[case] named: &str) {
    let mut desk = changed();
    harm(&desk.path(), sql);
    let before = desk.register.anchor().unwrap();
    assert!(!desk.register.verify().unwrap().acceptable);
    let fault = accept(&mut desk, REASON).unwrap_err().to_string();
    assert!(fault.starts_with("Nothing was accepted.") && fault.contains(named), "{fault}");
    assert_eq!(desk.register.anchor().unwrap(), before);
}

#[rstest]
#[case("")]
#[case("  \n ")]
fn a_reason_is_needed(#[case] reason: &str) {
    let mut desk = changed();
    assert!(accept(&mut desk, reason).is_err());
    assert_eq!(desk.entries(), 2);
}
