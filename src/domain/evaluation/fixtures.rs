//! Evaluations for tests, built in a few words.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::domain::Money;

/// A uid that is the same in every run.
pub(crate) fn uid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn percent(text: &str) -> crate::domain::Percent {
    text.parse().unwrap()
}

/// The parts of an evaluation of one lot.
pub(crate) struct Build {
    pub(crate) of: Evaluation,
    next: u128,
}

impl Build {
    pub(crate) fn new(method: PriceMethod) -> Self {
        let mut of = Evaluation::default();
        of.lots.insert(LotNo::FIRST, Lot { method, ..Lot::default() });
        let scale = Scale::built_in(STANDARD_SCALE).unwrap();
        of.scales.insert((LotNo::FIRST, STANDARD_SCALE.to_owned()), scale);
        Self { of, next: 1 }
    }

    /// The same, whose uids begin behind a number, so that they are those of no other.
    pub(crate) fn behind(method: PriceMethod, number: u128) -> Self {
        Self { next: number, ..Self::new(method) }
    }

    fn uid(&mut self) -> Uuid {
        self.next += 1;
        uid(self.next)
    }

    pub(crate) fn scale(&mut self, name: &str, highest: i64) {
        let marks = (0..=highest)
            .map(|score| Mark { score: Decimal::from(score), descriptor: String::new() })
            .collect();
        self.of.scales.insert((LotNo::FIRST, name.to_owned()), Scale { marks });
    }

    pub(crate) fn section(&mut self, kind: SectionKind, weight: &str) -> Uuid {
        let uid = self.uid();
        let position = u16::try_from(self.of.sections.len()).unwrap();
        let section = Section {
            uid,
            position,
            title: kind.words().to_owned(),
            kind,
            weight: percent(weight),
            pass_mark: None,
        };
        self.of.sections.insert(uid, (LotNo::FIRST, section));
        uid
    }

    pub(crate) fn question(&mut self, section: Uuid, weight: &str) -> Uuid {
        self.question_by(section, weight, Judged::Scale { scale: STANDARD_SCALE.to_owned() })
    }

    pub(crate) fn question_by(&mut self, section: Uuid, weight: &str, judged: Judged) -> Uuid {
        let uid = self.uid();
        let position = u16::try_from(self.of.questions.len()).unwrap();
        let question = Question {
            uid,
            section,
            position,
            title: format!("question {position}"),
            asks: None,
            weight: percent(weight),
            judged,
            pass_mark: None,
            outcome: None,
        };
        self.of.questions.insert(uid, question);
        uid
    }

    pub(crate) fn bid(&mut self, supplier: &str, price: Option<&str>) -> Uuid {
        let uid = self.uid();
        let bid = Bid {
            uid,
            lot: LotNo::FIRST,
            supplier: supplier.to_owned(),
            price: price.map(|price| price.parse::<Money>().unwrap()),
            received: None,
            late: false,
            local: None,
            note: None,
            out: None,
        };
        self.of.bids.insert(uid, bid);
        uid
    }

    pub(crate) fn agree(&mut self, bid: Uuid, question: Uuid, score: &str) {
        let consensus = Consensus {
            score: score.parse().unwrap(),
            reasons: "Reasons.".to_owned(),
            comment: None,
            at: String::new(),
            officer: String::new(),
        };
        self.of.consensus.insert((bid, question), consensus);
    }
}
