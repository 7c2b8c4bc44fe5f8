//! Verifying: whatever another program changes is found and named, and anchors hold or do not.

use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;
use rusqlite::Connection;
use rusqlite::types::Value;
use tenderbook::domain::evaluation::{Lot, Template};
use tenderbook::domain::{ContractType, KeyDate};
use tenderbook::register::{
    Act, Anchor, Imported, ImportedList, Library, NewEvidence, NewProcurement, Order, Origin,
    Register, Verification, Watch, Writing, fingerprint, sample,
};
use tenderbook::store::Database;

use super::{Desk, context, date, entered, facts, id, stage};

const NOW: &str = "2026-06-01T09:00:00Z";

/// A register with rows in every table that officers' data stand in.
pub(super) fn filled() -> Desk {
    let mut desk = Desk::with_tender();
    desk.tick("cumbria.01.purpose");
    let minutes = desk.folder.path().join("minutes.txt");
    fs::write(&minutes, "Agreed.").unwrap();
    let evidence = NewEvidence::File { path: minutes.display().to_string() };
    desk.act(Act::Attach { item: id("cumbria.01.purpose"), evidence });
    let kinds = [
        Writing::OwnItem,
        Writing::Outcome,
        Writing::Weight,
        Writing::OptOut,
        Writing::Area,
        Writing::Statute,
        Writing::Waiting,
        Writing::Subject,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        let (policy, act) = super::search::writes(kind);
        let reference = format!("T-{}", at + 2);
        desk.start(&reference, policy, facts(ContractType::Services, "300000"));
        desk.register.perform(&Order::on(&reference, act), &desk.context).unwrap();
    }
    let list = ImportedList {
        file: "list.csv".to_owned(),
        rows: vec![Imported {
            new: NewProcurement {
                reference: None,
                title: "Grounds maintenance".to_owned(),
                policy: "nelc".to_owned(),
                facts: facts(ContractType::Services, "50000"),
            },
            origin: Origin {
                file: "list.csv".to_owned(),
                row: 2,
                fingerprint: fingerprint("Grounds maintenance;50000"),
                doubts: Vec::new(),
            },
            contract: None,
        }],
        suppliers: Vec::new(),
        columns: Some((fingerprint("title;value"), [("title".to_owned(), Some(0))].into())),
    };
    desk.register.import(&list, &desk.context, &Watch::nobody()).unwrap();
    let mut database = Database::open(&desk.path(), NOW, "A. Officer").unwrap();
    let first = database.procurement("T-1").unwrap().unwrap().id;
    let change = database.change().unwrap();
    change.set_key_date(first, KeyDate::TenderNotice, Some(date("2026-07-01"))).unwrap();
    change.set_target(first, stage(1), Some(date("2026-07-02"))).unwrap();
    for piece in super::evaluation_store::records::pieces() {
        change.put(first, &piece).unwrap();
    }
    for piece in super::contract_store::records::directory() {
        change.put_supplier(&piece).unwrap();
    }
    for piece in super::contract_store::records::pieces() {
        change.put_contract(first, &piece).unwrap();
    }
    let template = Template {
        lot: Lot::default(),
        scales: std::collections::BTreeMap::new(),
        sections: Vec::new(),
        questions: Vec::new(),
    };
    change.put_template("Usual", Some(&template), NOW, "A. Officer").unwrap();
    entered(change).unwrap();
    desk
}

/// The tables with officers' data: all but the journal and what follows from the others.
fn tables(connection: &Connection) -> Vec<String> {
    let left_out = ["journal", "agenda", "counted", "written", "listed", "summed"];
    let mut statement = connection
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
             AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    names.map(Result::unwrap).filter(|name| !left_out.contains(&name.as_str())).collect()
}

/// Another program with the file open, which no rule of the file stands in the way of.
fn intruder(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let triggers: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for trigger in triggers {
        connection.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .unwrap();
    connection
}

/// A value that differs in one character or digit.
fn altered(value: &Value, seed: usize) -> Value {
    match value {
        Value::Null => Value::Text("1".to_owned()),
        // No other row has such a number.
        Value::Integer(number) => Value::Integer(number + 1000),
        Value::Text(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            if letters.is_empty() {
                return Value::Text("x".to_owned());
            }
            let at = seed % letters.len();
            letters[at] = match letters[at] {
                '9' | 'z' | 'Z' => '8',
                letter if letter.is_ascii_alphanumeric() => char::from(letter as u8 + 1),
                '.' => ',',
                _ => '.',
            };
            Value::Text(letters.into_iter().collect())
        }
        other => panic!("no register holds {other:?}"),
    }
}

#[test]
fn a_byte_changed_in_any_column_of_any_table_is_found_and_it_is_said_whose_and_since_when() {
    let desk = filled();
    assert_eq!(desk.faults(), [""; 0]);
    let intruder = intruder(&desk.path());
    // A generator of our own, so that every run tries the same rows.
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut tried = 0;
    for table in tables(&intruder) {
        let rows: i64 = intruder
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        assert!(rows > 0, "{table} has no row to try");
        let mut statement =
            intruder.prepare("SELECT name, type, pk FROM pragma_table_info(?1)").unwrap();
        let columns: Vec<(String, String, i64)> = statement
            .query_map([&table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        drop(statement);
        let mut key: Vec<(i64, &str)> = columns
            .iter()
            .filter(|(.., place)| *place > 0)
            .map(|(name, _, place)| (*place, name.as_str()))
            .collect();
        key.sort_unstable();
        let key: Vec<&str> = key.into_iter().map(|(_, name)| name).collect();
        for (column, kind, _) in &columns {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let chance = usize::try_from(seed % 10_007).unwrap();
            // A row that has something there, where there is one.
            let read = format!(
                "SELECT {column}, {} FROM {table} ORDER BY {column} IS NULL, {} LIMIT 1 OFFSET
                 {chance} % max(1, (SELECT count({column}) FROM {table}))",
                key.join(", "),
                key.join(", "),
            );
            let (before, place): (Value, Vec<Value>) = intruder
                .query_row(&read, [], |row| {
                    let place = (1..=key.len()).map(|at| row.get(at));
                    Ok((row.get(0)?, place.collect::<Result<_, _>>()?))
                })
                .unwrap();
            let mut after = altered(&before, chance);
            if kind == "INTEGER" && matches!(after, Value::Text(_)) {
                after = Value::Integer(1);
            }
            let set = |value: &Value, place: &[Value]| {
                let same: Vec<String> = key
                    .iter()
                    .enumerate()
                    .map(|(at, name)| format!("{name} = ?{}", at + 2))
                    .collect();
                let sql = format!("UPDATE {table} SET {column} = ?1 WHERE {}", same.join(" AND "));
                let values: Vec<&Value> = std::iter::once(value).chain(place).collect();
                intruder.execute(&sql, rusqlite::params_from_iter(values))
            };
            let mut moved = place.clone();
            if let Some(at) = key.iter().position(|name| name == column) {
                moved[at] = after.clone();
            }
            assert_eq!(set(&after, &place), Ok(1), "{table}.{column}");
            tried += 1;
            let faults = desk.faults();
            let harm = format!("{table}.{column} {before:?} became {after:?}: {faults:#?}");
            let named = faults.iter().any(|fault| {
                let whose = [
                    "of T-",
                    "of 2026-",
                    ": T-",
                    "of the supplier “",
                    "what was recorded as ",
                    "of the register",
                ];
                let renamed = column == "reference";
                (fault.contains("Not what Tenderbook wrote") || fault.contains("No longer in"))
                    && (renamed || whose.iter().any(|whose| fault.contains(whose)))
                    && fault.contains("it last agreed with the journal at entry ")
                    && fault.contains(" of 1 June 2026, 09:00 UTC")
            });
            let of_policy = table == "pack" && ["id", "content"].contains(&column.as_str());
            assert!(named || (of_policy && !faults.is_empty()), "{harm}");
            assert_eq!(set(&before, &moved), Ok(1), "{table}.{column}");
        }
    }
    assert!(tried > 400, "{tried} columns");
    // What was put back is as if nothing had been.
    assert_eq!(desk.faults(), [""; 0]);
}

#[rstest]
#[case::a_row_gone("DELETE FROM bid_offer WHERE measure = (SELECT max(measure) FROM bid_offer)")]
#[case::a_row_more("INSERT INTO stage_target VALUES (1, 13, '2026-08-01')")]
#[case::a_row_moved("UPDATE own_item SET procurement = 1")]
fn rows_that_come_go_or_move_are_found(#[case] harm: &str) {
    let desk = filled();
    intruder(&desk.path()).execute_batch(harm).unwrap();
    let faults = desk.faults().join("\n");
    assert!(faults.contains("Not what Tenderbook wrote: "), "{faults}");
    assert!(faults.contains(" of T-1; ") && faults.contains("it last agreed"), "{faults}");
}

#[test]
fn a_tender_or_supplier_that_was_taken_away_whole_is_missed_by_its_name() {
    let desk = filled();
    let intruder = intruder(&desk.path());
    intruder
        .execute_batch(
            "CREATE TEMP TABLE gone AS SELECT id FROM procurement WHERE reference = 'T-4';
             DELETE FROM stage WHERE procurement IN (SELECT id FROM gone);
             DELETE FROM weighting WHERE procurement IN (SELECT id FROM gone);
             DELETE FROM procurement WHERE id IN (SELECT id FROM gone)",
        )
        .unwrap();
    let faults = desk.faults().join("\n");
    assert!(faults.contains("No longer in the register: T-4; it last agreed"), "{faults}");
}

#[test]
fn what_another_program_changed_stays_a_fault_whatever_is_written_after_it() {
    let mut desk = Desk::with_tender();
    let note =
        |words: &str| Act::NoteItem { item: id("cumbria.01.purpose"), note: words.to_owned() };
    desk.act(note("Ask again in May"));
    let connection = Connection::open(desk.path()).unwrap();
    connection.execute_batch("UPDATE item SET note = 'Ask nobody'").unwrap();
    drop(connection);
    let says = |desk: &Desk| desk.faults().join("\n");
    let since = "the checklist items of T-1; it last agreed with the journal at entry 2 of 1 June 2026, 09:00 UTC";
    assert!(says(&desk).contains(since), "{}", says(&desk));
    // The same row, and another of the same table.
    desk.act(note("Ask in June"));
    desk.tick("cumbria.01.stakeholders");
    let said = says(&desk);
    assert!(said.contains(since) && said.contains("and no longer at entry 3 of"), "{said}");
    // What the other program had put there is gone; that it was there is not.
    assert_eq!(
        desk.view().item(&id("cumbria.01.purpose")).unwrap().note.as_deref(),
        Some("Ask in June")
    );
}

#[rstest]
#[case::of_nothing("DELETE FROM summed")]
#[case::older("UPDATE summed SET entries = replace(entries, ':2', ':1') WHERE thing <> 'register'")]
#[case::no_json("UPDATE summed SET entries = '{\"item\":\"x\"}' WHERE thing <> 'register'")]
#[case::too_new(
    "UPDATE summed SET entries = replace(entries, ':2', ':3') WHERE thing <> 'register'"
)]
fn an_index_of_sums_that_is_not_that_of_the_journal_is_told_and_made_anew(#[case] harm: &str) {
    let mut desk = Desk::with_tender();
    desk.tick("cumbria.01.purpose");
    desk.start("T-2", "nelc", facts(ContractType::Works, "5000"));
    assert_eq!(desk.faults(), [""; 0]);
    intruder_of_rows(&desk.path(), harm);
    let found = desk.register.verify().unwrap();
    assert!(found.faults.join("\n").contains("The index of what the journal says"), "{found:#?}");
    assert_eq!(found.derived, found.faults.len());
    desk.register.rebuild(&Watch::nobody()).unwrap();
    assert_eq!(desk.faults(), [""; 0]);
}

fn intruder_of_rows(path: &Path, harm: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    connection.execute_batch(harm).unwrap();
}

#[test]
fn the_index_is_not_needed_to_go_on_from_what_the_journal_says() {
    let mut desk = Desk::with_tender();
    desk.tick("cumbria.01.purpose");
    intruder_of_rows(&desk.path(), "DELETE FROM summed");
    desk.tick("cumbria.01.stakeholders");
    desk.register.rebuild(&Watch::nobody()).unwrap();
    assert_eq!(desk.faults(), [""; 0]);
}

fn all(register: &Register) -> Verification {
    register.verify_all(&[], &Watch::nobody()).unwrap()
}

#[test]
fn the_samples_are_as_written_and_everything_follows_from_the_rest() {
    let desk = Desk::new();
    let mut register = desk.another();
    sample::fill(&mut register, &context(), 12).unwrap();
    let found = all(&register);
    assert_eq!(found.faults, [""; 0]);
    assert!(found.procurements > 9 && found.suppliers > 1 && found.entries > 100, "{found:#?}");
}

#[rstest]
#[case("UPDATE agenda SET day = '2027-01-01'", "What is due of T-1 is not what follows")]
#[case("UPDATE agenda SET what = 'Rest'", "What is due of T-1 is not what follows")]
#[case("DELETE FROM agenda", "What is due of T-1 is not what follows")]
#[case("UPDATE counted SET value_pence = 1", "What the dashboard counts of T-1 is not")]
#[case("UPDATE counted SET social_value = 'opted-out'", "What the dashboard counts of T-1 is not")]
#[case("DELETE FROM counted", "What the dashboard counts of T-1 is not")]
fn what_follows_from_the_rest_is_compared_with_it_and_made_anew(
    #[case] harm: &str,
    #[case] said: &str,
) {
    let mut desk = Desk::with_tender();
    desk.act(Act::SetTarget { stage: stage(1), day: Some(date("2026-07-02")) });
    assert_eq!(all(&desk.register).faults, [""; 0]);
    intruder_of_rows(&desk.path(), harm);
    let found = all(&desk.register);
    assert!(found.faults.join("\n").contains(said), "{found:#?}");
    assert_eq!(found.derived, found.faults.len());
    desk.register.rebuild(&Watch::nobody()).unwrap();
    assert_eq!(all(&desk.register).faults, [""; 0]);
}

#[test]
fn a_file_that_is_gone_or_another_is_named_with_what_it_shows() {
    let mut desk = Desk::with_tender();
    let path: PathBuf = desk.folder.path().join("minutes.txt");
    fs::write(&path, "Agreed.").unwrap();
    let evidence = NewEvidence::File { path: path.display().to_string() };
    desk.act(Act::Attach { item: id("cumbria.01.purpose"), evidence });
    let found = all(&desk.register);
    assert_eq!((found.files, found.faults.len()), (Some(1), 0));
    fs::write(&path, "Refused").unwrap();
    let said = all(&desk.register).faults.join("\n");
    assert!(said.starts_with("T-1: the file "), "{said}");
    assert!(said.contains("minutes.txt, evidence since 1 June 2026, is not the file"), "{said}");
    fs::remove_file(&path).unwrap();
    let said = all(&desk.register).faults.join("\n");
    assert!(said.contains("cannot be checked: there is no such file"), "{said}");
    // A backup is restored where the files are not; what is in it is as sound as before.
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn an_anchor_says_which_entry_it_is_and_that_nothing_before_it_was_changed() {
    let mut desk = Desk::with_tender();
    desk.tick("cumbria.01.purpose");
    let (number, hash) = desk.register.anchor().unwrap().unwrap();
    desk.tick("cumbria.01.stakeholders");
    let check = |desk: &Desk, typed: &str| {
        let found = desk.register.verify_all(&[Anchor::parse(typed).unwrap()], &Watch::nobody());
        let found = found.unwrap();
        (found.anchors[0].clone(), found.faults)
    };
    for typed in [hash.clone(), hash.to_uppercase(), hash[..16].to_owned()] {
        let (anchor, faults) = check(&desk, &typed);
        assert_eq!(faults, [""; 0]);
        assert!(anchor.holds);
        assert_eq!(anchor.entry.map(|(number, ..)| number), Some(number));
        let end = "is entry 2 of 1 June 2026, 09:00 UTC: no entry up to it was changed, and one entry has come since.";
        assert!(anchor.said.ends_with(end), "{}", anchor.said);
    }
    // The anchor of another register.
    let mut other = Desk::with_tender();
    other.tick("cumbria.01.purpose");
    let (_, foreign) = other.register.anchor().unwrap().unwrap();
    let (anchor, faults) = check(&desk, &foreign);
    assert!(!anchor.holds && faults.len() == 1);
    assert!(
        faults[0].contains("the journal was rewritten after that anchor was taken"),
        "{faults:?}"
    );
}

#[test]
fn a_chain_that_was_rewritten_with_care_shows_against_an_anchor() {
    let mut desk = Desk::with_tender();
    desk.tick("cumbria.01.purpose");
    let (_, hash) = desk.register.anchor().unwrap().unwrap();
    // The same register as somebody would have it who has the program, and another past.
    let mut forged = Desk::with_tender();
    forged.tick("cumbria.01.stakeholders");
    assert_eq!(forged.faults(), [""; 0]);
    let anchors = [Anchor::parse(&hash).unwrap()];
    let found = forged.register.verify_all(&anchors, &Watch::nobody()).unwrap();
    assert!(!found.anchors[0].holds && found.faults.len() == 1, "{found:#?}");
    let found = desk.register.verify_all(&anchors, &Watch::nobody()).unwrap();
    assert!(found.anchors[0].holds && found.faults.is_empty(), "{found:#?}");
}

#[test]
fn an_anchor_behind_a_changed_entry_does_not_hold() {
    let mut desk = Desk::with_tender();
    desk.tick("cumbria.01.purpose");
    desk.tick("cumbria.01.stakeholders");
    let (_, hash) = desk.register.anchor().unwrap().unwrap();
    let intruder = intruder(&desk.path());
    intruder.execute_batch("UPDATE journal SET officer = 'X' WHERE sequence = 2").unwrap();
    let anchors = [Anchor::parse(&hash).unwrap()];
    let found = desk.register.verify_all(&anchors, &Watch::nobody()).unwrap();
    assert!(found.anchors[0].said.ends_with("the journal up to it is not as it was written."));
}

#[test]
fn verifying_is_stopped_on_request_and_tells_how_far_it_is() {
    let desk = filled();
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = told.clone();
    let watch = Watch::new(move |step| {
        heard.lock().unwrap().extend(step.map(|step| step.doing));
        true
    });
    desk.register.verify_all(&[], &watch).unwrap();
    let mut told = told.lock().unwrap().clone();
    told.dedup();
    assert_eq!(
        told,
        [
            "checking the file",
            "checking the journal",
            "comparing what is there with the journal",
            "reading the files that records name",
            "working out what follows"
        ]
    );
    let stopped = desk.register.verify_all(&[], &Watch::new(|_| false)).unwrap_err();
    assert!(stopped.is_stopped());
}

#[test]
fn what_the_journal_has_no_entry_for_is_not_written() {
    let desk = Desk::with_tender();
    let mut database = Database::open(&desk.path(), NOW, "A. Officer").unwrap();
    let first = database.procurement("T-1").unwrap().unwrap().id;
    let change = database.change().unwrap();
    change.set_target(first, stage(1), Some(date("2026-07-02"))).unwrap();
    let refused = change.commit().unwrap_err().to_string();
    assert!(refused.contains("a part of it has no entry in the journal"), "{refused}");
    assert!(database.targets(first).unwrap().is_empty());
    assert_eq!(desk.faults(), [""; 0]);
}

#[test]
fn registers_of_every_form_come_under_the_sums() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    fs::copy(super::package().join("tests/fixtures/register-form-1.db"), &path).unwrap();
    let register = Register::open(&path, Library::default(), &context()).unwrap();
    assert_eq!(register.verify().unwrap().faults, [""; 0]);
    let connection = Connection::open(&path).unwrap();
    let deed: String = connection
        .query_row("SELECT deed FROM journal WHERE sums LIKE '%register%'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(deed, "take_sums");
    connection.execute_batch("UPDATE item SET note = 'Changed' WHERE note IS NOT NULL").unwrap();
    let faults = register.verify().unwrap().faults.join("\n");
    assert!(faults.contains("the checklist items of T-1; it last agreed"), "{faults}");
}
