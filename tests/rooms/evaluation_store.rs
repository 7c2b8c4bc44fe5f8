//! The evaluation in the register's file: every record comes back as it was put, and nonsense
//! is kept out or told.

use proptest::prelude::*;
use rstest::rstest;
use rusqlite::Connection;
use strum::IntoEnumIterator;
use tenderbook::domain::evaluation::{
    Answer, Award, Bid, Check, Clarification, Commitment, Consensus, Declaration, Evaluation,
    Evaluator, Judged, Lot, LotNo, LowPrice, Mark, Offer, Out, OutKind, OwnMeasure, Piece,
    PriceMethod, Question, Scale, Score, Section, SectionKind, Template, TieBreak, Withheld,
};
use tenderbook::domain::evidence::Sha256;
use tenderbook::domain::{ContractType, EvidenceKind};
use tenderbook::register::Writing;
use tenderbook::store::{Database, StoreError};
use uuid::Uuid;

use super::{Desk, date, facts, money};

const NOW: &str = "2026-06-01T09:00:00Z";

fn uid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn lot(number: u16) -> LotNo {
    LotNo::new(number).unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn percent(text: &str) -> tenderbook::domain::Percent {
    text.parse().unwrap()
}

fn decimal(text: &str) -> rust_decimal::Decimal {
    text.parse().unwrap()
}

/// A section, question and evaluator, and three bids.
const SECTION: u128 = 10;
const QUESTION: u128 = 20;
const BID: u128 = 30;
const EVALUATOR: u128 = 40;

/// Lots with every method of price and every way to break a tie.
fn lots() -> Vec<Piece> {
    let terms = |method, tie_break| Lot { method, tie_break, ..Lot::default() };
    let words = TieBreak::Words { words: "Lots are drawn".to_owned() };
    let full_at = Some(money("80000"));
    let lots = [
        Lot {
            title: some("Rural routes"),
            low_share: percent("12.5"),
            blind: false,
            price_hidden: false,
            no_local_quote: some("Nobody local runs buses"),
            ..terms(
                PriceMethod::Linear { full_at, none_at: money("120000.01") },
                TieBreak::Section { section: uid(SECTION) },
            )
        },
        terms(PriceMethod::Relative, TieBreak::None),
        terms(PriceMethod::Linear { full_at: None, none_at: money("5") }, TieBreak::LowerPrice),
        terms(PriceMethod::PerPoint, words),
        terms(PriceMethod::Fixed { price: None }, TieBreak::None),
        terms(PriceMethod::Fixed { price: full_at }, TieBreak::None),
    ];
    (1..).zip(lots).map(|(at, record)| Piece::Lot { lot: lot(at), record: Some(record) }).collect()
}

fn model() -> Vec<Piece> {
    let marks = [("0", "Nothing"), ("2.5", ""), ("10", "All of it")]
        .map(|(score, words)| Mark { score: decimal(score), descriptor: words.to_owned() });
    let scale = |name: &str, marks: &[Mark]| Piece::Scale {
        lot: lot(1),
        name: name.to_owned(),
        record: Some(Scale { marks: marks.to_vec() }),
    };
    let mut pieces = vec![scale("0 to 10", &marks), scale("empty", &[])];
    for (at, kind) in (0..).zip(SectionKind::iter()) {
        let uid = uid(SECTION + at);
        let bare = at > 0;
        let section = Section {
            uid,
            position: if bare { 0 } else { u16::MAX },
            title: format!("Zebra section {at}"),
            kind,
            weight: percent("33.3333"),
            pass_mark: (!bare).then(|| percent("60")),
        };
        pieces.push(Piece::Section { uid, lot: lot(1), record: Some(section) });
    }
    for at in 0..2 {
        let uid = uid(QUESTION + at);
        let full = at == 0;
        let question = Question {
            uid,
            section: self::uid(SECTION),
            position: 3,
            title: "Staff".to_owned(),
            asks: full.then(|| "How will the zebra be trained?".to_owned()),
            weight: percent("50"),
            judged: if full {
                Judged::Scale { scale: "0 to 10".to_owned() }
            } else {
                Judged::Offer { measure: "apprentices".to_owned() }
            },
            pass_mark: full.then(|| decimal("2.5")),
            outcome: full.then(|| "cumbria.jobs".to_owned()),
        };
        pieces.push(Piece::Question { uid, record: Some(question) });
    }
    let measure = |id: &str, unit| Piece::Measure {
        id: id.to_owned(),
        record: Some(OwnMeasure { text: "Zebra measure".to_owned(), unit }),
    };
    pieces.extend([measure("own.1", some("hours")), measure("own.2", None)]);
    pieces
}

fn bids() -> Vec<Piece> {
    let mut pieces = Vec::new();
    let bare = Bid {
        uid: uid(BID),
        lot: lot(2),
        supplier: "Bare Ltd".to_owned(),
        price: None,
        received: None,
        late: false,
        local: None,
        note: None,
        out: None,
    };
    pieces.push(Piece::Bid { uid: bare.uid, record: Some(bare.clone()) });
    for (at, kind) in (1..).zip(OutKind::iter()) {
        let bid = Bid {
            uid: uid(BID + at),
            lot: lot(1),
            supplier: format!("Acme {at}"),
            price: Some(money("99999.99")),
            received: some("2026-06-01 14:05"),
            late: at == 1,
            local: Some(at == 2),
            note: some("Zebra note"),
            out: Some(Out {
                kind,
                reason: "Zebra out".to_owned(),
                clause: (at > 1).then(|| "section 26".to_owned()),
            }),
        };
        pieces.push(Piece::Bid { uid: bid.uid, record: Some(bid) });
    }
    let kinds = [
        EvidenceKind::Note { text: "Zebra answer".to_owned() },
        EvidenceKind::Link { address: "https://example.org/a".to_owned() },
        EvidenceKind::File { path: "/a.pdf".to_owned(), size: 7, sha256: Sha256([0xab; 32]) },
    ];
    for (at, kind) in (0..).zip(kinds) {
        let (bid, question) = (uid(BID + at), uid(QUESTION + at % 2));
        pieces.push(Piece::Answer { bid, question, record: Some(Answer { kind }) });
    }
    for (measure, quantity, words) in
        [("apprentices", Some(decimal("12.50")), some("Six a year")), ("trees", None, None)]
    {
        let offer = Offer { quantity, words: words.clone() };
        pieces.push(Piece::Offer {
            bid: uid(BID),
            measure: measure.to_owned(),
            record: Some(offer),
        });
        let uid = uid(if quantity.is_some() { 60 } else { 61 });
        let measure = measure.to_owned();
        let record = Commitment { uid, bid: self::uid(BID), measure, quantity, words };
        pieces.push(Piece::Commitment { uid, record: Some(record) });
    }
    for (at, answered) in [(0, None), (1, some("Zebra given"))] {
        let clarification = Clarification {
            uid: uid(50 + at),
            bid: uid(BID),
            asked_on: date("2026-06-05"),
            asked: "Zebra asked".to_owned(),
            answered,
        };
        pieces.push(Piece::Clarification { uid: uid(50 + at), record: Some(clarification) });
    }
    pieces
}

fn scores() -> Vec<Piece> {
    let mut pieces = Vec::new();
    let none = Declaration { day: date("2026-05-01"), interest: None, handling: None };
    let some_interest = Declaration {
        interest: some("A cousin works there"),
        handling: some("Scores other bids"),
        ..none.clone()
    };
    let declarations = [None, Some(none), Some(some_interest)];
    for (at, declaration) in (0..).zip(declarations) {
        let uid = uid(EVALUATOR + at);
        let bare = at == 0;
        let evaluator = Evaluator {
            uid,
            name: "P. Person".to_owned(),
            role: (!bare).then(|| "contract manager".to_owned()),
            declaration,
            stood_down: (at == 2).then(|| "Left".to_owned()),
        };
        pieces.push(Piece::Evaluator { uid, record: Some(evaluator) });
        let rationale = if bare { String::new() } else { "Quagga rationale".to_owned() };
        let (bid, question) = (self::uid(BID), self::uid(QUESTION));
        let record = Some(Score { score: decimal("2.5"), rationale });
        pieces.push(Piece::Score { bid, question, evaluator: uid, record });
    }
    for (at, comment) in [(0, None), (1, some("Zebra comment"))] {
        let agreed = Consensus {
            score: decimal("10"),
            reasons: "Zebra reasons".to_owned(),
            comment,
            at: NOW.to_owned(),
            officer: "A. Officer".to_owned(),
        };
        let (bid, question) = (uid(BID), uid(QUESTION + at));
        pieces.push(Piece::Consensus { bid, question, record: Some(agreed) });
    }
    pieces
}

fn ends() -> Vec<Piece> {
    let low = LowPrice {
        notified: Some(date("2026-06-09")),
        explanation: some("Zebra explained"),
        satisfied: Some(false),
        reasons: some("Not shown"),
    };
    let check = |note| Check {
        by: "S. Second".to_owned(),
        day: date("2026-06-10"),
        note,
        figures: "ab".repeat(32),
        officer: "A. Officer".to_owned(),
    };
    let withheld = |what: &str| Withheld { what: what.to_owned(), reason: "Trade".to_owned() };
    let award = |role: Option<String>, withheld: Vec<Withheld>| Award {
        bid: uid(BID),
        decided_by: "Leadership Team".to_owned(),
        tie_break: role.clone(),
        role,
        day: date("2026-06-11"),
        reasons: "Zebra awarded".to_owned(),
        withheld,
        at: NOW.to_owned(),
        officer: "A. Officer".to_owned(),
    };
    let full = award(some("Chief"), vec![withheld("Price list"), withheld("Names")]);
    vec![
        Piece::LowPrice { bid: uid(BID), record: Some(LowPrice::default()) },
        Piece::LowPrice { bid: uid(BID + 1), record: Some(low) },
        Piece::Check { lot: lot(1), record: Some(check(some("Found in order"))) },
        Piece::Check { lot: lot(2), record: Some(check(None)) },
        Piece::Award { lot: lot(1), record: Some(full) },
        Piece::Award { lot: lot(2), record: Some(award(None, Vec::new())) },
    ]
}

/// Every kind of record, with every field filled and every field empty.
fn pieces() -> Vec<Piece> {
    [lots(), model(), bids(), scores(), ends()].concat()
}

fn evaluation(pieces: &[Piece]) -> Evaluation {
    let mut of = Evaluation::default();
    pieces.iter().for_each(|piece| of.put(piece.clone()));
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
        let database = Database::open(&desk.path(), NOW).unwrap();
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
        change.commit()
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
    let other = Database::open(&file.desk.path(), NOW).unwrap();
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
    pieces().iter().for_each(|piece| change.put(file.second, piece).unwrap());
    change.commit().unwrap();
    let away: Vec<Piece> = pieces().iter().map(without).collect();
    file.put(&away).unwrap();
    assert_eq!(file.database.evaluation(file.second).unwrap(), evaluation(&pieces()));
    assert_eq!(file.desk.faults(), [""; 0]);
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
        change.commit().unwrap();
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
            *lot = self::lot(3);
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
    change.commit().unwrap();
    let change = file.database.change().unwrap();
    change.put_template("works", None, NOW, "A. Officer").unwrap();
    change.put_template("never there", None, NOW, "A. Officer").unwrap();
    change.commit().unwrap();
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
    assert!(faults[0].contains("The search lacks 2 texts and has 2"), "{faults:?}");
    file.desk.register.rebuild_search().unwrap();
    assert_eq!(file.desk.faults(), [""; 0]);
    assert_eq!(file.found("giraffe").len(), 2);
}
