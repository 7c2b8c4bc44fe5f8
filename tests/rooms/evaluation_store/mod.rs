//! The evaluation in the register's file: every record comes back as it was put, and nonsense
//! is kept out or told.

pub(crate) mod records;

use std::fs;

use proptest::prelude::*;
use rstest::rstest;
use rusqlite::Connection;
use tenderbook::domain::ContractType;
use tenderbook::domain::evaluation::{Evaluation, Lot, LowPrice, Piece, Template};
use tenderbook::register::Writing;
use tenderbook::store::{Database, StoreError};

use super::{Desk, entered, facts, package};
use records::{BID, EVALUATOR, QUESTION, SECTION, lot, pieces, some, uid};

const NOW: &str = "2026-06-01T09:00:00Z";

fn evaluation(pieces: &[Piece]) -> Evaluation {
    let mut of = Evaluation::default();
    for piece in pieces {
        of.put(piece.clone());
    }
    of
}

/// What puts nothing in the place of a record.
fn without(piece: &Piece) -> Piece {
    piece.before(&Evaluation::default())
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

    fn filled() -> Self {
        let mut file = Self::new();
        file.put(&pieces()).unwrap();
        file
    }

    fn put(&mut self, pieces: &[Piece]) -> Result<(), StoreError> {
        let change = self.database.change()?;
        for piece in pieces {
            change.put(self.first, piece)?;
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
        let found = self.desk.register.search(words, 0, 50).unwrap();
        found.rows.iter().map(|row| (row.hit.writing, row.place())).collect()
    }
}

#[test]
fn every_record_comes_back_as_it_was_put() {
    let mut file = File::new();
    assert_eq!(file.database.evaluation(file.first).unwrap(), Evaluation::default());
    assert!(!file.database.has_evaluation(file.first).unwrap());
    file.put(&pieces()).unwrap();
    let expected = evaluation(&pieces());
    assert!(expected.lots.len() == 6 && expected.bids.len() == 5);
    // Read by another connection, from the file.
    let other = Database::open(&file.desk.path(), NOW, "A. Officer").unwrap();
    assert_eq!(other.evaluation(file.first).unwrap(), expected);
    assert!(other.has_evaluation(file.first).unwrap());
    assert_eq!(other.evaluation(file.second).unwrap(), Evaluation::default());
    assert!(!other.has_evaluation(file.second).unwrap());
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn a_record_that_is_put_again_or_taken_away_leaves_the_others_as_they_are() {
    let mut file = File::filled();
    for piece in pieces() {
        let change = file.database.change().unwrap();
        let mut expected = evaluation(&pieces());
        change.put(file.first, &piece).unwrap();
        assert_eq!(change.evaluation(file.first).unwrap(), expected, "{piece:?}");
        change.put(file.first, &without(&piece)).unwrap();
        expected.put(without(&piece));
        assert_eq!(change.evaluation(file.first).unwrap(), expected, "{piece:?}");
    }
}

#[test]
fn records_come_and_go_in_any_order_within_one_change() {
    let mut file = File::new();
    let backwards: Vec<Piece> = pieces().into_iter().rev().collect();
    file.put(&backwards).unwrap();
    assert_eq!(file.database.evaluation(file.first).unwrap(), evaluation(&pieces()));
    let away: Vec<Piece> = pieces().iter().map(without).collect();
    file.put(&away).unwrap();
    assert_eq!(file.database.evaluation(file.first).unwrap(), Evaluation::default());
    assert!(!file.database.has_evaluation(file.first).unwrap());
    assert_eq!(file.found("zebra"), []);
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn two_tenders_can_have_records_with_the_same_names() {
    let mut file = File::filled();
    let change = file.database.change().unwrap();
    for piece in pieces() {
        change.put(file.second, &piece).unwrap();
    }
    entered(change).unwrap();
    let away: Vec<Piece> = pieces().iter().map(without).collect();
    file.put(&away).unwrap();
    assert_eq!(file.database.evaluation(file.second).unwrap(), evaluation(&pieces()));
    assert_eq!(file.desk.faults(), [""; 0]);
}

#[test]
fn a_weight_that_was_worked_out_comes_back_with_all_its_decimals() {
    let mut file = File::new();
    let low_share = records::percent("2.5").of(records::percent("33.33"));
    assert_eq!(low_share.to_string(), "0.83325%");
    let terms = Lot { low_share, ..Lot::default() };
    let piece = Piece::Lot { lot: lot(1), record: Some(terms.clone()) };
    file.put(std::slice::from_ref(&piece)).unwrap();
    assert_eq!(piece.before(&file.database.evaluation(file.first).unwrap()), piece);
    // A template is read back from text, where a percentage has four decimals.
    let template = Template {
        lot: terms,
        scales: std::collections::BTreeMap::new(),
        sections: Vec::new(),
        questions: Vec::new(),
    };
    let change = file.database.change().unwrap();
    let refused = change.put_template("x", Some(&template), NOW, "A. Officer").unwrap_err();
    assert!(refused.to_string().contains("more than four decimals"), "{refused}");
    assert_eq!(change.templates().unwrap(), []);
}

#[rstest]
#[case::a_lot(Piece::Lot { lot: lot(1), record: None })]
#[case::a_section(Piece::Section { uid: uid(SECTION), lot: lot(1), record: None })]
#[case::a_question(Piece::Question { uid: uid(QUESTION), record: None })]
#[case::a_bid(Piece::Bid { uid: uid(BID), record: None })]
#[case::an_evaluator(Piece::Evaluator { uid: uid(EVALUATOR), record: None })]
fn what_others_still_hang_on_cannot_go_alone(#[case] piece: Piece) {
    let mut file = File::filled();
    let refused = file.put(&[piece]).unwrap_err().to_string();
    assert!(refused.starts_with("writing a change failed: "), "{refused}");
    assert_eq!(file.database.evaluation(file.first).unwrap(), evaluation(&pieces()));
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
        let mut expected = evaluation(&all);
        let mut before = Vec::new();
        for (at, what) in chosen {
            let piece = &all[at.index(all.len())];
            let piece = match what {
                0 => without(piece),
                1 => piece.clone(),
                // Another record of the same kind, at the place of this one.
                _ => altered(piece),
            };
            before.push(piece.before(&expected));
            change.put(file.first, &piece).unwrap();
            expected.put(piece);
        }
        prop_assert_eq!(change.evaluation(file.first).unwrap(), expected);
        for piece in before.iter().rev() {
            change.put(file.first, piece).unwrap();
        }
        entered(change).unwrap();
        prop_assert_eq!(file.database.evaluation(file.first).unwrap(), evaluation(&all));
        prop_assert_eq!(file.desk.faults(), [""; 0]);
    }
}

/// The piece with the record of another of its kind, where that has no name of its own.
fn altered(piece: &Piece) -> Piece {
    let mut piece = piece.clone();
    match &mut piece {
        Piece::Lot { record, .. } => *record = Some(Lot::default()),
        Piece::Scale { record: Some(scale), .. } => {
            scale.marks.reverse();
            scale.marks.truncate(2);
        }
        Piece::Section { record: Some(section), lot, .. } => {
            section.title.push_str(", okapi");
            *lot = records::lot(3);
        }
        Piece::Bid { record: Some(bid), .. } => {
            bid.out = None;
            bid.price = None;
            bid.note = some("Okapi");
        }
        Piece::Award { record: Some(award), .. } => award.withheld.truncate(1),
        Piece::Consensus { record: Some(agreed), .. } => agreed.comment = some("Okapi"),
        Piece::LowPrice { record, .. } => *record = Some(LowPrice::default()),
        _ => {}
    }
    piece
}

#[test]
fn templates_belong_to_the_register_and_are_read_by_name() {
    let mut file = File::filled();
    let of = evaluation(&pieces());
    let template = Template {
        lot: of.lots[&lot(1)].clone(),
        scales: of.scales.iter().map(|((_, name), scale)| (name.clone(), scale.clone())).collect(),
        sections: of.sections.values().map(|(_, section)| section.clone()).collect(),
        questions: of.questions.values().cloned().collect(),
    };
    let other = Template { lot: Lot::default(), ..template.clone() };
    let change = file.database.change().unwrap();
    for (name, kept) in [("works", &other), ("Cleaning", &template), ("works", &template)] {
        change.put_template(name, Some(kept), NOW, "A. Officer").unwrap();
    }
    let both = [("Cleaning".to_owned(), template.clone()), ("works".to_owned(), template)];
    assert_eq!(change.templates().unwrap(), both);
    entered(change).unwrap();
    let change = file.database.change().unwrap();
    change.put_template("works", None, NOW, "A. Officer").unwrap();
    change.put_template("never there", None, NOW, "A. Officer").unwrap();
    entered(change).unwrap();
    assert_eq!(file.database.templates().unwrap(), both[..1]);
    file.raw().execute("UPDATE evaluation_template SET content = '{}'", []).unwrap();
    let said = file.database.templates().unwrap_err().to_string();
    assert!(said.contains("the template “Cleaning” cannot be understood"), "{said}");
}

#[rstest]
#[case("UPDATE evaluation_lot SET method = 'cheapest'")]
#[case("UPDATE evaluation_lot SET none_at_pence = NULL WHERE lot = 1")]
#[case("UPDATE evaluation_lot SET none_at_pence = 5 WHERE lot = 2")]
#[case("UPDATE evaluation_lot SET full_at_pence = 5 WHERE lot = 2")]
#[case("UPDATE evaluation_lot SET fixed_pence = 5 WHERE lot = 1")]
#[case("UPDATE evaluation_lot SET fixed_pence = -5 WHERE lot = 6")]
#[case("UPDATE evaluation_lot SET tie_break = 'coin'")]
#[case("UPDATE evaluation_lot SET tie_section = NULL WHERE lot = 1")]
#[case("UPDATE evaluation_lot SET tie_words = 'So' WHERE lot = 1")]
#[case("UPDATE evaluation_lot SET lot = 1000 WHERE lot = 5")]
#[case("UPDATE evaluation_lot SET blind = 2")]
#[case("UPDATE evaluation_mark SET score = '0'")]
#[case("UPDATE evaluation_section SET kind = 'weather'")]
#[case("UPDATE evaluation_section SET position = 70000")]
#[case("UPDATE evaluation_question SET judged_by = 'chance'")]
#[case("UPDATE evaluation_question SET scale = NULL")]
#[case("UPDATE evaluation_question SET measure = 'trees', scale = '0 to 10'")]
#[case("UPDATE bid SET out = 'lost'")]
#[case("UPDATE bid SET out = NULL")]
#[case("UPDATE bid SET out_clause = 'section 26'")]
#[case("UPDATE bid SET price_pence = -1")]
#[case("UPDATE bid SET price_pence = '12 pounds'")]
#[case("UPDATE bid SET supplier = ''")]
#[case("UPDATE bid_answer SET kind = 'song'")]
#[case("UPDATE bid_answer SET kind = 'file'")]
#[case("UPDATE bid_answer SET sha256 = NULL WHERE kind = 'file'")]
#[case("UPDATE bid_answer SET size = 3")]
#[case("UPDATE evaluator SET declared_on = NULL")]
#[case("UPDATE agreed_score SET reasons = ''")]
#[case("UPDATE low_price SET satisfied = 2")]
#[case("UPDATE arithmetic_check SET figures = 'abc'")]
#[case("UPDATE award SET reasons = ''")]
#[case("UPDATE withheld SET reason = ''")]
#[case("INSERT INTO evaluation_template VALUES ('x', 'no JSON', '', '')")]
#[case("UPDATE score SET bid = 'another'")]
#[case("UPDATE award SET bid = 'another'")]
#[case("UPDATE written SET kind = 'song'")]
#[case("DELETE FROM bid")]
fn the_file_itself_refuses_what_cannot_be(#[case] sql: &str) {
    let file = File::filled();
    let refused = file.raw().execute_batch(sql).unwrap_err().to_string();
    assert!(refused.contains("constraint failed") || refused.contains("cannot store"), "{refused}");
    assert_eq!(file.database.evaluation(file.first).unwrap(), evaluation(&pieces()));
}

#[rstest]
#[case("UPDATE evaluation_lot SET method = 'x'", "reading the lots failed: “x”")]
#[case("UPDATE evaluation_lot SET tie_break = 'x'", "“x” was found in the column tie_break")]
#[case("UPDATE evaluation_lot SET none_at_pence = NULL", "found in the column none_at_pence")]
#[case("UPDATE evaluation_lot SET lot = 0 WHERE lot = 6", "reading the lots failed: “0”")]
#[case("UPDATE evaluation_lot SET low_share = '200'", "“200”")]
#[case(
    "UPDATE evaluation_lot SET tie_section = NULL",
    "nothing was found in the column tie_section"
)]
#[case("UPDATE evaluation_mark SET score = 'x' || position", "marks of the scales failed: “x0”")]
#[case("UPDATE evaluation_section SET uid = 'x' || uid", "column uid")]
#[case("UPDATE evaluation_section SET position = 70000", "the number 70000 cannot be there")]
#[case("UPDATE evaluation_question SET judged_by = 'x'", "“x” was found in the column judged_by")]
#[case("UPDATE evaluation_question SET pass_mark = 'x'", "“x” was found in the column pass_mark")]
#[case("UPDATE bid SET price_pence = -1", "reading the bids failed: “-1”")]
#[case("UPDATE bid SET out = 'x'", "reading the bids failed: “x”")]
#[case("UPDATE bid SET supplier = CAST(x'ff' AS TEXT)", "a text was found that is not UTF-8")]
#[case("UPDATE bid_answer SET kind = 'x'", "“x” was found in the column kind")]
#[case("UPDATE bid_answer SET sha256 = 'x' WHERE kind = 'file'", "“x”")]
#[case("UPDATE bid_offer SET quantity = 'many'", "“many” was found in the column quantity")]
#[case("UPDATE clarification SET asked_on = 'May'", "reading the clarifications failed: “May”")]
#[case("UPDATE evaluator SET declared_on = 'May'", "reading the evaluators failed: “May”")]
#[case("UPDATE score SET score = char (27) || '[31m'", "reading the scores failed: “")]
#[case("UPDATE agreed_score SET score = '1e'", "reading the agreed scores failed: “1e”")]
#[case("UPDATE low_price SET notified = '1'", "about low prices failed: “1”")]
#[case("UPDATE arithmetic_check SET day = '1'", "checks of the arithmetic failed: “1”")]
#[case("UPDATE award SET day = '1'", "reading the awards failed: “1”")]
#[case("UPDATE commitment SET bid = 'x'", "reading the commitments failed: “x”")]
fn a_damaged_value_is_told_in_a_sentence(#[case] sql: &str, #[case] said: &str) {
    let file = File::filled();
    let raw = file.raw();
    let past = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
    raw.execute_batch(&format!("{past} {sql}")).unwrap();
    let error = file.database.evaluation(file.first).unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { .. }), "{error:?}");
    let sentence = error.to_string();
    assert!(sentence.contains(said), "{sentence}");
    assert!(sentence.ends_with('.') && !sentence.contains('\u{1b}'), "{sentence}");
}

#[rstest]
#[case(Writing::Section, "A section of the award criteria")]
#[case(Writing::Question, "A question of the award criteria")]
#[case(Writing::Bid, "Bid of Acme 1: the supplier, and the note on its bid")]
#[case(Writing::BidOut, "Bid of Acme 1: why it takes no further part")]
#[case(Writing::Answer, "Bid of Bare Ltd: Staff: the answer")]
#[case(Writing::Clarification, "Bid of Bare Ltd: a clarification")]
#[case(Writing::Agreed, "Bid of Bare Ltd: Staff: the reasons for the agreed score")]
#[case(Writing::AgreedComment, "Bid of Bare Ltd: Staff: the comment on the agreed score")]
#[case(Writing::LowPrice, "Bid of Acme 1: its abnormally low price")]
#[case(Writing::Award, "Why the contract was awarded")]
#[case(Writing::OwnMeasure, "A measure of your own")]
fn what_is_written_in_an_evaluation_is_found(#[case] writing: Writing, #[case] place: &str) {
    let file = File::filled();
    let found = file.found("zebra");
    let places: Vec<&String> =
        found.iter().filter(|(kind, _)| *kind == writing).map(|(_, place)| place).collect();
    assert!(places.iter().any(|found| *found == place), "{places:?}");
}

#[test]
fn what_is_written_over_is_no_longer_found_and_what_may_be_hidden_never_is() {
    let mut file = File::filled();
    assert_eq!(file.found("quagga"), [], "the rationale of a single score may be hidden");
    assert_eq!(file.found("99999"), [], "a price may be hidden");
    for words in ["explained", "decided", "Leadership", "section 26", "given", "trained"] {
        assert!(!file.found(words).is_empty(), "{words}");
    }
    let bid = Piece::Bid { uid: uid(BID + 1), record: None };
    let mut anew = bid.before(&evaluation(&pieces()));
    if let Piece::Bid { record: Some(bid), .. } = &mut anew {
        bid.supplier = "Okapi plc".to_owned();
        bid.out = None;
    }
    file.put(&[anew]).unwrap();
    assert_eq!(file.found("acme 1"), []);
    assert_eq!(file.found("okapi").len(), 1);
    let low = file.found("explained");
    assert_eq!(low[0].1, "Bid of Okapi plc: its abnormally low price");
    assert_eq!(file.desk.faults(), [""; 0]);
    // A copy that is not what was written is told, and made anew.
    file.raw()
        .execute_batch("DROP TRIGGER award_is_rewritten; UPDATE award SET reasons = 'Giraffe'")
        .unwrap();
    let faults = file.desk.faults();
    assert!(faults.last().unwrap().contains("The search lacks 2 texts and has 2"), "{faults:?}");
    file.desk.register.rebuild_search().unwrap();
    let faults = file.desk.faults();
    assert!(faults.len() == 1 && faults[0].contains("wrote: the awards of T-1"), "{faults:?}");
    assert_eq!(file.found("giraffe").len(), 2);
}

/// A register as the edition before evaluations left it: the first form, led up to form 8.
fn form_8() -> (tempfile::TempDir, std::path::PathBuf) {
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
    for step in &steps[1..8] {
        connection.execute_batch(&fs::read_to_string(step).unwrap()).unwrap();
    }
    connection.execute_batch("PRAGMA user_version = 8").unwrap();
    (folder, path)
}

#[test]
fn what_was_searched_before_evaluations_came_keeps_its_order() {
    let (_folder, path) = form_8();
    let texts = |connection: &Connection| -> Vec<(i64, i64, String, String, String)> {
        let mut statement =
            connection.prepare("SELECT id, procurement, kind, place, text FROM written").unwrap();
        let rows = statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .unwrap();
        rows.map(Result::unwrap).collect()
    };
    let raw = Connection::open(&path).unwrap();
    // A text that is written over moves to the end: the numbers are not those of a first filling.
    raw.execute_batch("UPDATE evidence SET text = 'Okapi' WHERE kind = 'note'").unwrap();
    let before = texts(&raw);
    assert!(before.len() > 5 && before.last().unwrap().4 == "Okapi");
    drop(raw);
    let database = Database::open(&path, NOW, "A. Officer").unwrap();
    assert_eq!(texts(&Connection::open(&path).unwrap()), before);
    assert_eq!(database.stale_search().unwrap(), [""; 0]);
    let found = database.search("okapi", 0, 9).unwrap();
    assert_eq!(found.rows.len(), 1);
    // And what is written now goes the same way as in a new register.
    let first = database.procurement("T-1").unwrap().unwrap().id;
    let mut database = database;
    let change = database.change().unwrap();
    for piece in pieces() {
        change.put(first, &piece).unwrap();
    }
    entered(change).unwrap();
    assert!(database.search("zebra", 0, 9).unwrap().matching > 10);
    assert_eq!(database.stale_search().unwrap(), [""; 0]);
}
