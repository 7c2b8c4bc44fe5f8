//! What happens after the award, and the directory of suppliers, in the register's file: every
//! record comes back as it was put, and nonsense is kept out or told.

pub(crate) mod records;

use std::fs;

use proptest::prelude::*;
use rstest::rstest;
use rusqlite::Connection;
use strum::IntoEnumIterator;
use tenderbook::domain::ContractType;
use tenderbook::domain::contract::{ContractFile, ContractKind, ContractPiece, ContractRecord};
use tenderbook::domain::plan::DueKind;
use tenderbook::domain::supplier::{SupplierFile, SupplierKind, SupplierPiece, SupplierRecord};
use tenderbook::register::Writing;
use tenderbook::store::{AgendaRecord, Database, NewEntry, StoreError};
use uuid::Uuid;

use super::{Desk, date, entered, facts, package};
use records::{directory, of, of_directory, pieces, some, supplier};

const NOW: &str = "2026-06-01T09:00:00Z";

fn contract_file(pieces: &[ContractPiece]) -> ContractFile {
    let mut file = ContractFile::default();
    for piece in pieces {
        file.put(piece.clone());
    }
    file
}

fn supplier_file(pieces: &[SupplierPiece]) -> SupplierFile {
    let mut file = SupplierFile::default();
    for piece in pieces {
        file.put(piece.clone());
    }
    file
}

/// What puts nothing in the place of a record.
fn without(piece: &ContractPiece) -> ContractPiece {
    ContractPiece::away(piece.uid, piece.of)
}

/// A register with two tenders, and their rows.
struct File {
    desk: Desk,
    database: Database,
    first: i64,
    second: i64,
}

impl File {
    fn new() -> Self {
        let mut desk = Desk::with_tender();
        desk.start("T-2", "nelc", facts(ContractType::Works, "5000"));
        let database = Database::open(&desk.path(), NOW, "A. Officer").unwrap();
        let row = |reference| database.procurement(reference).unwrap().unwrap().id;
        let (first, second) = (row("T-1"), row("T-2"));
        Self { desk, database, first, second }
    }

    fn with_suppliers() -> Self {
        let mut file = Self::new();
        file.put_suppliers(&directory()).unwrap();
        file
    }

    fn filled() -> Self {
        let mut file = Self::with_suppliers();
        file.put(&pieces()).unwrap();
        file
    }

    fn put(&mut self, pieces: &[ContractPiece]) -> Result<(), StoreError> {
        let change = self.database.change()?;
        for piece in pieces {
            change.put_contract(self.first, piece)?;
        }
        entered(change)
    }

    fn put_suppliers(&mut self, pieces: &[SupplierPiece]) -> Result<(), StoreError> {
        let change = self.database.change()?;
        for piece in pieces {
            change.put_supplier(piece)?;
        }
        entered(change)
    }

    fn raw(&self) -> Connection {
        let connection = Connection::open(self.desk.path()).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
        connection
    }

    /// What was found: what each text is, and where it stands.
    fn found(&self, words: &str) -> Vec<(Writing, String)> {
        let found = self.desk.register.search(words, 0, 200).unwrap();
        found.rows.iter().map(|row| (row.hit.writing, row.place())).collect()
    }
}

#[test]
fn every_record_after_the_award_comes_back_as_it_was_put() {
    let mut file = File::with_suppliers();
    assert_eq!(file.database.contract_file(file.first).unwrap(), ContractFile::default());
    assert!(!file.database.has_contracts(file.first).unwrap());
    file.put(&pieces()).unwrap();
    let expected = contract_file(&pieces());
    for kind in ContractKind::iter() {
        assert!(pieces().iter().filter(|piece| piece.of == kind).count() > 1, "{kind:?}");
    }
    // Read by another connection, from the file.
    let other = Database::open(&file.desk.path(), NOW, "A. Officer").unwrap();
    assert_eq!(other.contract_file(file.first).unwrap(), expected);
    assert!(other.has_contracts(file.first).unwrap());
    assert_eq!(other.contract_file(file.second).unwrap(), ContractFile::default());
    assert!(!other.has_contracts(file.second).unwrap());
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn every_record_of_the_directory_comes_back_as_it_was_put() {
    let mut file = File::new();
    assert_eq!(file.database.supplier_files().unwrap(), SupplierFile::default());
    let backwards: Vec<SupplierPiece> = directory().into_iter().rev().collect();
    file.put_suppliers(&backwards).unwrap();
    let expected = supplier_file(&directory());
    for kind in SupplierKind::iter() {
        assert!(directory().iter().filter(|piece| piece.of == kind).count() > 1, "{kind:?}");
    }
    let other = Database::open(&file.desk.path(), NOW, "A. Officer").unwrap();
    assert_eq!(other.supplier_files().unwrap(), expected);
    assert_eq!(other.suppliers().unwrap(), expected.suppliers);
    for piece in directory() {
        let change = file.database.change().unwrap();
        let mut expected = supplier_file(&directory());
        change.put_supplier(&piece).unwrap();
        assert_eq!(change.supplier_files().unwrap(), expected, "{piece:?}");
        change.put_supplier(&SupplierPiece::away(piece.uid, piece.of)).unwrap();
        expected.put(SupplierPiece::away(piece.uid, piece.of));
        assert_eq!(change.supplier_files().unwrap(), expected, "{piece:?}");
    }
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn a_record_that_is_put_again_or_taken_away_leaves_the_others_as_they_are() {
    let mut file = File::filled();
    for piece in pieces() {
        let change = file.database.change().unwrap();
        let mut expected = contract_file(&pieces());
        change.put_contract(file.first, &piece).unwrap();
        assert_eq!(change.contract_file(file.first).unwrap(), expected, "{piece:?}");
        change.put_contract(file.first, &without(&piece)).unwrap();
        expected.put(without(&piece));
        assert_eq!(change.contract_file(file.first).unwrap(), expected, "{piece:?}");
    }
}

#[test]
fn records_come_and_go_in_any_order_within_one_change() {
    let mut file = File::new();
    let change = file.database.change().unwrap();
    for piece in pieces().iter().rev() {
        change.put_contract(file.first, piece).unwrap();
    }
    for piece in directory().iter().rev() {
        change.put_supplier(piece).unwrap();
    }
    entered(change).unwrap();
    assert_eq!(file.database.contract_file(file.first).unwrap(), contract_file(&pieces()));
    let change = file.database.change().unwrap();
    for piece in directory() {
        change.put_supplier(&SupplierPiece::away(piece.uid, piece.of)).unwrap();
    }
    for piece in pieces() {
        change.put_contract(file.first, &without(&piece)).unwrap();
    }
    entered(change).unwrap();
    assert_eq!(file.database.contract_file(file.first).unwrap(), ContractFile::default());
    assert!(!file.database.has_contracts(file.first).unwrap());
    assert_eq!(file.found("zebra"), []);
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn a_record_of_another_kind_than_the_piece_says_changes_nothing() {
    let mut file = File::filled();
    let mut wrong = pieces()[0].clone();
    wrong.of = ContractKind::Lesson;
    file.put(&[wrong]).unwrap();
    let mut wrong = directory()[0].clone();
    wrong.of = SupplierKind::Contact;
    file.put_suppliers(&[wrong]).unwrap();
    assert_eq!(file.database.contract_file(file.first).unwrap(), contract_file(&pieces()));
    assert_eq!(file.database.supplier_files().unwrap(), supplier_file(&directory()));
}

#[rstest]
#[case(ContractKind::Contract)]
#[case(ContractKind::Kpi)]
#[case(ContractKind::Commitment)]
#[case(ContractKind::Review)]
fn what_others_still_hang_on_cannot_go_alone(#[case] kind: ContractKind) {
    let mut file = File::filled();
    let refused = file.put(&[ContractPiece::away(of(kind, 0), kind)]).unwrap_err().to_string();
    assert!(refused.starts_with("writing a change failed: "), "{refused}");
    let away = SupplierPiece::away(supplier(1), SupplierKind::Supplier);
    let refused = file.put_suppliers(&[away]).unwrap_err().to_string();
    assert!(refused.starts_with("writing a change failed: "), "{refused}");
    assert_eq!(file.database.contract_file(file.first).unwrap(), contract_file(&pieces()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_stood_there_before_brings_everything_back(
        chosen in prop::collection::vec((any::<prop::sample::Index>(), 0..3), 1..40),
    ) {
        let all = pieces();
        let mut file = File::filled();
        let change = file.database.change().unwrap();
        let mut expected = contract_file(&all);
        let mut before = Vec::new();
        for (at, what) in chosen {
            let piece = &all[at.index(all.len())];
            let piece = match what {
                0 => without(piece),
                1 => piece.clone(),
                // Another record of the same kind, at the place of this one.
                _ => other_of_its_kind(&all, piece),
            };
            before.push(expected.before(&piece));
            change.put_contract(file.first, &piece).unwrap();
            expected.put(piece);
        }
        prop_assert_eq!(change.contract_file(file.first).unwrap(), expected);
        for piece in before.iter().rev() {
            change.put_contract(file.first, piece).unwrap();
        }
        entered(change).unwrap();
        prop_assert_eq!(file.database.contract_file(file.first).unwrap(), contract_file(&all));
        prop_assert_eq!(file.desk.faults(), [""; 0]);
    }
}

/// The piece with the record of another of its kind; plan and account stay with their contract.
fn other_of_its_kind(all: &[ContractPiece], piece: &ContractPiece) -> ContractPiece {
    let mut other =
        all.iter().rfind(|other| other.of == piece.of && other.uid != piece.uid).cloned().unwrap();
    other.uid = piece.uid;
    match &mut other.is {
        Some(ContractRecord::ExitPlan(plan)) => plan.contract = piece.uid,
        Some(ContractRecord::FinalAccount(account)) => account.contract = piece.uid,
        _ => {}
    }
    other
}

#[test]
fn a_supplier_is_read_with_all_that_are_the_same_as_it() {
    let file = File::filled();
    let whole = file.database.supplier_files().unwrap();
    for number in [0, 2, 3] {
        let family = file.database.supplier_file(supplier(number)).unwrap();
        let uids: Vec<Uuid> = family.suppliers.keys().copied().collect();
        assert_eq!(uids, [supplier(0), supplier(2), supplier(3)]);
        assert_eq!((family.contacts.len(), family.checks.len()), (1, 3));
        let review = of_directory(SupplierKind::StatusReview, 0);
        assert_eq!(family.status_reviews[&review], whole.status_reviews[&review]);
        assert_eq!(family.status_reviews.len(), 1);
    }
    let alone = file.database.supplier_file(supplier(1)).unwrap();
    assert_eq!((alone.suppliers.len(), alone.contacts.len()), (1, 1));
    assert!(file.database.supplier_file(Uuid::nil()).unwrap().is_empty());
}

#[test]
fn a_supplier_counts_its_changes_and_keeps_the_count_when_it_is_written_over() {
    let mut file = File::with_suppliers();
    assert_eq!(file.database.supplier_version(supplier(0)).unwrap(), Some(0));
    assert_eq!(file.database.supplier_version(Uuid::nil()).unwrap(), None);
    let change = file.database.change().unwrap();
    let enter = || {
        let detail = format!(r#"{{"supplier":"{}"}}"#, supplier(0));
        let (officer, deed, detail) = ("A. Officer", "supplier", detail.as_str());
        change.journal(&NewEntry { at: NOW, officer, procurement: None, deed, detail }).unwrap();
    };
    assert_eq!(change.touch_supplier(supplier(0), NOW).unwrap(), 1);
    enter();
    assert_eq!(change.touch_supplier(supplier(0), NOW).unwrap(), 2);
    enter();
    assert!(change.touch_supplier(Uuid::nil(), NOW).is_err());
    change.put_supplier(&directory()[0]).unwrap();
    entered(change).unwrap();
    assert_eq!(file.database.supplier_version(supplier(0)).unwrap(), Some(2));
    assert_eq!(file.desk.faults(), [""; 0]);
    // One that somebody has counted in another way is told.
    file.raw().execute_batch("UPDATE supplier SET version = version + 1").unwrap();
    let faults = file.desk.faults().join("\n");
    assert!(faults.contains("counts 3 changes, the journal 2"), "{faults}");
}

#[test]
fn contracts_are_found_by_their_suppliers_and_listed_by_reference() {
    let mut file = File::filled();
    let change = file.database.change().unwrap();
    change.put_contract(file.second, &pieces()[0]).unwrap();
    entered(change).unwrap();
    let all = file.database.contract_places().unwrap();
    let references: Vec<&str> = all.iter().map(|place| place.reference.as_str()).collect();
    assert_eq!(references, ["T-1", "T-1", "T-1", "T-1", "T-1", "T-2"]);
    assert_eq!((all[0].policy.as_str(), all[5].policy.as_str()), ("cumbria", "nelc"));
    assert_eq!((all[5].procurement, all[5].supplier), (file.second, supplier(0)));
    let bare = file.database.contracts_with(&[supplier(1), supplier(2)]).unwrap();
    assert_eq!(bare.len(), 1);
    assert_eq!(bare[0].contract, of(ContractKind::Contract, 4));
    assert_eq!(bare[0].title, "Custody healthcare services");
    assert_eq!(file.database.contracts_with(&[]).unwrap(), []);
    let both = file.database.contracts_with(&[supplier(0), supplier(1)]).unwrap();
    assert_eq!(both, all);
}

#[test]
fn lessons_are_read_over_all_tenders_the_newest_first() {
    let mut file = File::filled();
    let (older, newer) = (of(ContractKind::Lesson, 0), of(ContractKind::Lesson, 1));
    let lessons = file.database.lessons().unwrap();
    let uids: Vec<Uuid> = lessons.iter().map(|lesson| lesson.uid).collect();
    assert_eq!(uids, [newer, older]);
    assert_eq!(lessons[1].lesson.category, some("transport"));
    // That of the tender was never said.
    assert_eq!((lessons[1].category.as_ref(), lessons[1].cpv.len()), (None, 0));
    assert_eq!(lessons[1].lesson, contract_file(&pieces()).lessons[&older]);
    let found = file.database.lesson(older).unwrap().unwrap();
    assert_eq!((found.reference.as_str(), found.procurement), ("T-1", file.first));
    assert_eq!(found.tender, "Custody healthcare services");
    assert_eq!(file.database.lesson(Uuid::nil()).unwrap(), None);
    let read = of(ContractKind::LessonRead, 0);
    let change = file.database.change().unwrap();
    let piece = pieces().into_iter().find(|piece| piece.uid == read).unwrap();
    change.put_contract(file.second, &piece).unwrap();
    entered(change).unwrap();
    let references = file.database.lessons_read_of(read).unwrap();
    let references: Vec<&str> =
        references.iter().map(tenderbook::domain::Reference::as_str).collect();
    assert_eq!(references, ["T-1", "T-2"]);
    assert_eq!(file.database.lessons_read_of(older).unwrap(), []);
}

#[test]
fn the_journal_of_a_supplier_has_its_entries_and_no_others() {
    let mut file = File::with_suppliers();
    let change = file.database.change().unwrap();
    let entry = |procurement, detail: &str| {
        let officer = "A. Officer";
        change.journal(&NewEntry { at: NOW, officer, procurement, deed: "supplier", detail })
    };
    for at in 0..3 {
        for number in 0..3 {
            let detail = format!(r#"{{"supplier":"{}","at":{at}}}"#, supplier(number));
            change.touch_supplier(supplier(number), NOW).unwrap();
            entry(None, &detail).unwrap();
        }
    }
    entry(None, "{}").unwrap();
    entered(change).unwrap();
    let page = file.database.supplier_journal(&[supplier(1)], 1, 9).unwrap();
    assert_eq!((page.matching, page.total, page.entries.len()), (3, 3, 2));
    assert!(page.entries[0].detail.ends_with(r#""at":1}"#), "{page:?}");
    let both = file.database.supplier_journal(&[supplier(1), supplier(2)], 0, 4).unwrap();
    assert_eq!((both.total, both.entries.len()), (6, 4));
    assert!(both.entries.is_sorted_by_key(|entry| -entry.sequence));
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn what_is_due_of_a_contract_stands_on_the_agenda() {
    let mut file = File::new();
    let due = AgendaRecord {
        kind: DueKind::Contract,
        name: "delivery".to_owned(),
        day: date("2026-06-02"),
        what: "Six apprentices".to_owned(),
    };
    let change = file.database.change().unwrap();
    change.set_agenda(file.first, &[due]).unwrap();
    entered(change).unwrap();
    let kind: String = file
        .raw()
        .query_row("SELECT kind FROM agenda WHERE what LIKE 'Six%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kind, "contract");
}

#[rstest]
#[case("UPDATE contract SET ended_how = 'vanished'")]
#[case("UPDATE contract SET ended_day = NULL WHERE ended_day IS NOT NULL")]
#[case("UPDATE contract SET ended_reason = NULL WHERE ended_day IS NOT NULL")]
#[case("UPDATE contract SET ended_notice = '2026-01-01' WHERE ended_day IS NULL")]
#[case("UPDATE contract SET value_pence = -1")]
#[case("UPDATE contract SET lot = 0")]
#[case("UPDATE contract SET review_months = 0")]
#[case("UPDATE contract SET supplier = 'another'")]
#[case("UPDATE contract_variation SET about = 'weather'")]
#[case("UPDATE contract_variation SET contract = 'another'")]
#[case("UPDATE contract_paper SET kind = 'song'")]
#[case("UPDATE contract_paper SET kind = 'file' WHERE kind = 'note'")]
#[case("UPDATE contract_paper SET text = NULL WHERE kind = 'note'")]
#[case("UPDATE contract_figure SET about = 'luck'")]
#[case("UPDATE contract_figure SET amount_pence = 'some'")]
#[case("UPDATE kpi SET every_months = 0")]
#[case("UPDATE kpi_assessment SET rating = 'great'")]
#[case("UPDATE contract_commitment SET schedule = 'never'")]
#[case("UPDATE contract_commitment SET every_months = NULL")]
#[case("UPDATE contract_commitment SET first_day = NULL WHERE schedule = 'evenly'")]
#[case("UPDATE contract_commitment SET counting = 'by luck'")]
#[case("UPDATE contract_commitment SET settled_by = NULL WHERE settled_how IS NOT NULL")]
#[case("UPDATE contract_commitment SET variation = 'another'")]
#[case("UPDATE delivery SET verified_on = NULL WHERE verified_by IS NOT NULL")]
#[case("UPDATE delivery SET commitment = 'another'")]
#[case("UPDATE delivery_correction SET reason = ''")]
#[case("UPDATE review SET measured_pence = -1")]
#[case("UPDATE action SET about = 'none'")]
#[case("UPDATE action SET dropped = 2")]
#[case("UPDATE risk SET level = 'huge'")]
#[case("UPDATE slavery_risk SET labour_level = 'huge'")]
#[case("UPDATE diligence SET what = ''")]
#[case("UPDATE concern SET reported_to = NULL")]
#[case("UPDATE logistics SET about = 'flight'")]
#[case("UPDATE exit_plan SET contract = 'another'")]
#[case("UPDATE final_account SET closed_by = ''")]
#[case("UPDATE lesson SET tags = 'no JSON'")]
#[case("UPDATE lesson SET stage = 14")]
#[case("UPDATE lesson_read SET from_tender = ''")]
#[case("UPDATE supplier SET name = ''")]
#[case("UPDATE supplier SET sector = 'crime'")]
#[case("UPDATE supplier SET living_wage = 'maybe'")]
#[case("UPDATE supplier SET local_by = NULL WHERE local IS NOT NULL")]
#[case("UPDATE supplier SET code_by = NULL WHERE code_on IS NOT NULL")]
#[case("UPDATE supplier SET merged_into = uid")]
#[case("UPDATE supplier SET merged_into = 'another'")]
#[case("UPDATE supplier_contact SET supplier = 'another'")]
#[case("UPDATE debarment_check SET result = 'perhaps'")]
#[case("UPDATE status_review SET levels = '{}'")]
#[case("UPDATE status_review SET decided_by = NULL WHERE decided_on IS NOT NULL")]
#[case("UPDATE status_review SET reply = NULL WHERE reply_on IS NOT NULL")]
#[case("UPDATE status_judgement SET review = 'another'")]
#[case("UPDATE written SET kind = 'song'")]
#[case("INSERT INTO agenda SELECT procurement, 'song', name, day, what FROM agenda")]
#[case("INSERT INTO written (kind, place, text) SELECT kind, place, '' FROM written")]
#[case("DELETE FROM supplier")]
#[case("DELETE FROM contract")]
fn the_file_itself_refuses_what_cannot_be(#[case] sql: &str) {
    let mut file = File::filled();
    let due = AgendaRecord {
        kind: DueKind::Contract,
        name: String::new(),
        day: date("2026-06-02"),
        what: String::new(),
    };
    let change = file.database.change().unwrap();
    change.set_agenda(file.first, &[due]).unwrap();
    entered(change).unwrap();
    let refused = file.raw().execute_batch(sql).unwrap_err().to_string();
    assert!(refused.contains("constraint failed") || refused.contains("cannot store"), "{refused}");
    assert_eq!(file.database.contract_file(file.first).unwrap(), contract_file(&pieces()));
}

#[rstest]
#[case("UPDATE contract SET ended_how = 'x'", "“x” was found in the column ended_how")]
#[case("UPDATE contract SET starts = 'May'", "reading the contracts failed: “May”")]
#[case("UPDATE contract_variation SET about = 'x'", "“x” was found in the column about")]
#[case("UPDATE contract_paper SET kind = 'x'", "“x” was found in the column kind")]
#[case("UPDATE contract_figure SET year = '1'", "“1” was found in the column year")]
#[case("UPDATE contract_figure SET about = 'x'", "the figures of contracts failed: “x”")]
#[case("UPDATE kpi SET every_months = 256", "the number 256 cannot be there")]
#[case("UPDATE kpi_assessment SET rating = 'x'", "“x” was found in the column rating")]
#[case("UPDATE contract_commitment SET schedule = 'x'", "“x” was found in the column schedule")]
#[case("UPDATE contract_commitment SET counting = 'x'", "“x” was found in the column counting")]
#[case("UPDATE contract_commitment SET settled_how = 'x'", "found in the column settled_how")]
#[case("UPDATE delivery SET quantity = 'many'", "“many” was found in the column quantity")]
#[case("UPDATE delivery_correction SET day = '1'", "the corrections of deliveries failed: “1”")]
#[case("UPDATE review SET measured_pence = -1", "the reviews of contracts failed: “-1”")]
#[case("UPDATE action SET about = char (27)", "reading the actions failed: “")]
#[case("UPDATE risk SET level = 'x'", "“x” was found in the column level")]
#[case("UPDATE slavery_risk SET country_level = 'x'", "“x” was found in the column country_level")]
#[case("UPDATE diligence SET day = '1'", "the steps of due diligence failed: “1”")]
#[case("UPDATE concern SET day = '1'", "reading the concerns failed: “1”")]
#[case("UPDATE logistics SET about = 'x'", "“x” was found in the column about")]
#[case("UPDATE exit_plan SET done = '1'", "reading the exit plans failed: “1”")]
#[case("UPDATE final_account SET day = '1'", "reading the final accounts failed: “1”")]
#[case("UPDATE lesson SET tags = '[1]'", "“[1]” was found in the column tags")]
#[case("UPDATE lesson_read SET day = '1'", "the lessons that were read failed: “1”")]
fn a_damaged_value_is_told_in_a_sentence(#[case] sql: &str, #[case] said: &str) {
    let file = File::filled();
    damage(&file, sql);
    told(&file.database.contract_file(file.first).unwrap_err(), said);
}

#[rstest]
#[case("UPDATE supplier SET number = 'x'", "“x” was found in the column number")]
#[case("UPDATE supplier SET postcode = '1'", "“1” was found in the column postcode")]
#[case("UPDATE supplier SET sector = 'x'", "“x” was found in the column sector")]
#[case("UPDATE supplier SET living_wage = 'x'", "“x” was found in the column living_wage")]
#[case("UPDATE supplier SET headcount = -1", "the number -1 cannot be there")]
#[case("UPDATE supplier_contact SET supplier = 'x'", "the contacts of suppliers failed: “x”")]
#[case("UPDATE debarment_check SET result = 'x'", "“x” was found in the column result")]
#[case("UPDATE status_review SET levels = 'x'", "“x” was found in the column levels")]
#[case("UPDATE status_judgement SET review = 'x' || position", "of status reviews failed: “x0”")]
fn a_damaged_value_of_the_directory_is_told_in_a_sentence(#[case] sql: &str, #[case] said: &str) {
    let file = File::filled();
    damage(&file, sql);
    told(&file.database.supplier_files().unwrap_err(), said);
}

fn damage(file: &File, sql: &str) {
    let past = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
    file.raw().execute_batch(&format!("{past} {sql}")).unwrap();
}

fn told(error: &StoreError, said: &str) {
    assert!(matches!(error, StoreError::Unreadable { .. }), "{error:?}");
    let sentence = error.to_string();
    assert!(sentence.contains(said), "{sentence}");
    assert!(sentence.ends_with('.') && !sentence.contains('\u{1b}'), "{sentence}");
}

#[rstest]
#[case(Writing::Contract, "Contract with Zebra Ltd: what is said of the contract")]
#[case(Writing::Variation, "Contract with Zebra Ltd: a change of the contract")]
#[case(Writing::Paper, "Contract with Zebra Ltd: a document")]
#[case(Writing::Kpi, "Contract with Zebra Ltd: a key performance indicator")]
#[case(Writing::Assessment, "Contract with Zebra Ltd: an assessment against an indicator")]
#[case(Writing::Commitment, "Contract with Zebra Ltd: a commitment")]
#[case(Writing::Delivery, "Contract with Zebra Ltd: a delivery")]
#[case(Writing::Review, "Contract with Zebra Ltd: a review")]
#[case(Writing::Action, "Contract with Zebra Ltd: an action")]
#[case(Writing::Risk, "Contract with Zebra Ltd: a risk")]
#[case(Writing::SlaveryRisk, "Contract with Zebra Ltd: a modern slavery risk assessment")]
#[case(Writing::Diligence, "Contract with Zebra Ltd: a step of due diligence")]
#[case(Writing::Concern, "Contract with Zebra Ltd: a concern that was raised")]
#[case(Writing::Logistics, "Contract with Zebra Ltd: a note on delivery, storage or receipt")]
#[case(Writing::ExitPlan, "Contract with Zebra Ltd: the exit plan")]
#[case(Writing::FinalAccount, "Contract with Zebra Ltd: the final account")]
#[case(Writing::Lesson, "Contract with Zebra Ltd: a lesson")]
#[case(Writing::Lesson, "A lesson")]
#[case(Writing::LessonRead, "What is made of a lesson of another tender")]
#[case(Writing::Supplier, "Supplier Zebra Ltd: name, numbers and note")]
#[case(Writing::Contact, "Supplier Bare Ltd: somebody to talk to")]
#[case(Writing::Debarment, "Supplier Zebra Ltd: a look at the debarment list")]
#[case(Writing::Status, "Supplier Zebra: a review of its status")]
fn what_is_written_of_contracts_and_suppliers_is_found(
    #[case] writing: Writing,
    #[case] place: &str,
) {
    let file = File::filled();
    let found = file.found("zebra");
    let places: Vec<&String> =
        found.iter().filter(|(kind, _)| *kind == writing).map(|(_, place)| place).collect();
    assert!(places.iter().any(|found| *found == place), "{places:?}");
}

#[test]
fn a_hit_names_the_record_the_contract_and_the_supplier_that_it_is_of() {
    let file = File::filled();
    let hit = |words: &str| file.desk.register.search(words, 0, 9).unwrap().rows.remove(0).hit;
    let minutes = hit("zebra minutes");
    assert_eq!(minutes.reference.unwrap().as_str(), "T-1");
    assert_eq!(minutes.record, Some(of(ContractKind::Review, 0)));
    assert_eq!(minutes.contract, Some(of(ContractKind::Contract, 0)));
    assert_eq!(minutes.directory, Some(supplier(0)));
    let reliable = hit("reliable charity");
    assert_eq!((reliable.reference, reliable.packs), (None, None));
    assert_eq!(reliable.title, "Zebra Ltd");
    assert_eq!((reliable.record, reliable.directory), (Some(supplier(0)), Some(supplier(0))));
    let contact = hit("z@example.org");
    assert_eq!(contact.record, Some(of_directory(SupplierKind::Contact, 0)));
    assert_eq!((contact.directory, contact.contract), (Some(supplier(0)), None));
}

#[test]
fn what_is_written_over_is_no_longer_found_and_a_false_copy_is_told_and_made_anew() {
    let mut file = File::filled();
    for words in ["buses late runs", "okapi minutes", "SC123456", "clause 9", "police", "payroll"] {
        assert!(!file.found(words).is_empty(), "{words}");
    }
    let mut lesson = contract_file(&pieces()).lessons[&of(ContractKind::Lesson, 0)].clone();
    lesson.tags = vec!["giraffe".to_owned()];
    file.put(&[ContractPiece::put(of(ContractKind::Lesson, 0), lesson)]).unwrap();
    assert_eq!(file.found("late runs"), []);
    assert_eq!(file.found("giraffe").len(), 1);
    let mut anew = directory()[0].clone();
    if let Some(SupplierRecord::Supplier(supplier)) = &mut anew.is {
        supplier.note = some("Quagga");
    }
    file.put_suppliers(&[anew]).unwrap();
    assert_eq!(file.found("reliable"), []);
    assert_eq!(file.found("quagga").len(), 1);
    assert_eq!(file.desk.faults(), [""; 0]);
    file.raw()
        .execute_batch(
            "DROP TRIGGER supplier_is_rewritten; DROP TRIGGER risk_is_rewritten;
             UPDATE supplier SET note = 'Dodo' WHERE note = 'Quagga';
             UPDATE risk SET what = 'Dodo';",
        )
        .unwrap();
    let faults = file.desk.faults();
    assert!(faults.last().unwrap().contains("The search lacks 4 texts and has 4"), "{faults:?}");
    file.desk.register.rebuild_search().unwrap();
    // What another program wrote is found, and stays what another program wrote.
    let faults = file.desk.faults();
    assert!(
        faults.iter().all(|fault| fault.starts_with("Not what Tenderbook wrote")),
        "{faults:?}"
    );
    assert_eq!(file.found("dodo").len(), 4);
    assert_eq!(file.found("quagga"), []);
}

/// A register as the edition before contracts left it: the first form, led up to form 10.
fn form_10() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    fs::copy(package().join("tests/fixtures/register-form-1.db"), &path).unwrap();
    let connection = Connection::open(&path).unwrap();
    let mut steps: Vec<_> = fs::read_dir(package().join("src/store/migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    steps.sort();
    // The first is the form that the register has already.
    for step in &steps[1..10] {
        connection.execute_batch(&fs::read_to_string(step).unwrap()).unwrap();
    }
    connection.execute_batch("PRAGMA user_version = 10").unwrap();
    (folder, path)
}

#[test]
fn what_was_searched_and_due_before_contracts_came_stays_as_it_was() {
    let (_folder, path) = form_10();
    let rows = |sql: &str| -> Vec<String> {
        let connection = Connection::open(&path).unwrap();
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let raw = Connection::open(&path).unwrap();
    // A text that is written over moves to the end: the numbers are not those of a first filling.
    raw.execute_batch(
        "UPDATE evidence SET text = 'Okapi' WHERE kind = 'note';
         INSERT INTO agenda VALUES (1, 'target', '3', '2026-07-01', 'Stage 3')",
    )
    .unwrap();
    drop(raw);
    let written = "SELECT id || procurement || kind || place || text FROM written ORDER BY id";
    let agenda = "SELECT procurement || kind || name || day || what FROM agenda";
    let before = (rows(written), rows(agenda));
    assert!(before.0.len() > 5 && !before.1.is_empty());
    let mut database = Database::open(&path, NOW, "A. Officer").unwrap();
    assert_eq!((rows(written), rows(agenda)), before);
    assert_eq!(database.stale_search().unwrap(), [""; 0]);
    assert_eq!(database.search("okapi", 0, 9).unwrap().rows.len(), 1);
    // And what is written now goes the same way as in a new register.
    let first = database.procurement("T-1").unwrap().unwrap().id;
    let change = database.change().unwrap();
    for piece in pieces() {
        change.put_contract(first, &piece).unwrap();
    }
    for piece in directory() {
        change.put_supplier(&piece).unwrap();
    }
    entered(change).unwrap();
    assert!(database.search("zebra", 0, 9).unwrap().matching > 30);
    assert_eq!(database.stale_search().unwrap(), [""; 0]);
}
