//! An evaluation with every kind of record, every field filled and every field empty.

use strum::IntoEnumIterator;
use tenderbook::domain::EvidenceKind;
use tenderbook::domain::evaluation::{
    Answer, Award, Bid, Check, Clarification, Commitment, Consensus, Declaration, Evaluator,
    Judged, Lot, LotNo, LowPrice, Mark, Offer, Out, OutKind, OwnMeasure, Piece, PriceMethod,
    Question, Scale, Score, Section, SectionKind, TieBreak, Withheld,
};
use tenderbook::domain::evidence::Sha256;
use uuid::Uuid;

use super::super::{date, money};
use super::NOW;

pub(super) fn uid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(super) fn lot(number: u16) -> LotNo {
    LotNo::new(number).unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(super) fn percent(text: &str) -> tenderbook::domain::Percent {
    text.parse().unwrap()
}

pub(super) fn decimal(text: &str) -> rust_decimal::Decimal {
    text.parse().unwrap()
}

/// A section, question and evaluator, and three bids.
pub(super) const SECTION: u128 = 10;
pub(super) const QUESTION: u128 = 20;
pub(super) const BID: u128 = 30;
pub(super) const EVALUATOR: u128 = 40;

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
pub(in crate::rooms) fn pieces() -> Vec<Piece> {
    [lots(), model(), bids(), scores(), ends()].concat()
}
