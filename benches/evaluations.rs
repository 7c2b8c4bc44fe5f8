//! A large evaluation: fifty bids, forty questions, five evaluators.

use rust_decimal::Decimal;
use tenderbook::domain::evaluation::{
    Bid, Consensus, Evaluation, Evaluator, Judged, Lot, LotNo, Question, STANDARD_SCALE, Scale,
    Score, Section, SectionKind,
};
use tenderbook::domain::{Money, Percent};
use uuid::Uuid;

/// How many bids, questions and evaluators it has.
const BIDS: u128 = 50;
const QUESTIONS: u128 = 40;
const EVALUATORS: u128 = 5;

fn percent(value: Decimal) -> Percent {
    Percent::new(value).unwrap()
}

/// The evaluation with every score given and agreed.
pub(crate) fn large() -> Evaluation {
    let lot = LotNo::FIRST;
    let mut of = Evaluation::default();
    of.lots.insert(lot, Lot::default());
    let scale = Scale::built_in(STANDARD_SCALE).unwrap();
    of.scales.insert((lot, STANDARD_SCALE.to_owned()), scale);
    let kinds = [SectionKind::Quality, SectionKind::SocialValue, SectionKind::Price];
    for (at, (kind, weight)) in (1u16..).zip(kinds.into_iter().zip([50, 10, 40])) {
        let uid = Uuid::from_u128(u128::from(at));
        let section = Section {
            uid,
            position: at,
            title: kind.words().to_owned(),
            kind,
            weight: percent(Decimal::from(weight)),
            pass_mark: None,
        };
        of.sections.insert(uid, (lot, section));
    }
    for at in 0..QUESTIONS {
        let uid = Uuid::from_u128(100 + at);
        let question = Question {
            uid,
            section: Uuid::from_u128(1 + at % 2),
            position: u16::try_from(at).unwrap(),
            title: format!("Question {at}"),
            asks: None,
            weight: percent(Decimal::from(5)),
            judged: Judged::Scale { scale: STANDARD_SCALE.to_owned() },
            pass_mark: None,
            outcome: None,
        };
        of.questions.insert(uid, question);
    }
    for at in 0..EVALUATORS {
        let uid = Uuid::from_u128(200 + at);
        let name = format!("Evaluator {at}");
        let evaluator = Evaluator { uid, name, role: None, declaration: None, stood_down: None };
        of.evaluators.insert(uid, evaluator);
    }
    for at in 0..BIDS {
        let uid = Uuid::from_u128(1_000 + at);
        let price = Money::from_pence(10_000_000 + i64::try_from(at * 77_771).unwrap());
        let bid = Bid {
            uid,
            lot,
            supplier: format!("Supplier {at}"),
            price,
            received: None,
            late: false,
            local: None,
            note: None,
            out: None,
        };
        of.bids.insert(uid, bid);
        for question in 0..QUESTIONS {
            let score = Decimal::from((at * 7 + question * 3) % 6);
            let question = Uuid::from_u128(100 + question);
            for evaluator in 0..EVALUATORS {
                let key = (uid, question, Uuid::from_u128(200 + evaluator));
                of.scores.insert(key, Score { score, rationale: "Because".to_owned() });
            }
            let consensus = Consensus {
                score,
                reasons: "Because".to_owned(),
                comment: None,
                at: String::new(),
                officer: String::new(),
            };
            of.consensus.insert((uid, question), consensus);
        }
    }
    of
}
