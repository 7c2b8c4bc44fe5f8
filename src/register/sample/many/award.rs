//! Bids, scores and awards of many procurements, and the contracts that followed.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::words;
use super::work::{Desk, Firms, later, measures};
use crate::domain::contract::{
    Action, ActionKind, Commitment, Contract, ContractPiece, Delivery, EndKind, Ended, Figure,
    FigureKind, FinancialYear, Lesson, Review, Schedule,
};
use crate::domain::evaluation::{
    Award, Bid, Consensus, Judged, Lot, LotNo, Piece, Question, STANDARD_SCALE, Scale, Section,
    SectionKind,
};
use crate::domain::{KeyDate, Money, Percent, ProcurementState, StageNo};
use crate::register::case::Case;

/// A bid that won: of which firm, at which price.
#[derive(Clone, Copy)]
pub(super) struct Winner {
    firm: Uuid,
    lot: LotNo,
    price: Option<Money>,
}

/// Bids, and for some the whole evaluation; gives who was awarded the contract.
pub(super) fn evaluate(
    desk: &mut Desk<'_>,
    case: &Case,
    firms: &Firms,
    pieces: &mut Vec<Piece>,
) -> Option<Winner> {
    if firms.is_empty() {
        return None;
    }
    let lots: u16 = if desk.chance.percent(10) { 2 } else { 1 };
    let (scored, awarded) = (desk.chance.percent(35), desk.fate.closed >= 9);
    let mut winner = None;
    for lot in (1..=lots).filter_map(LotNo::new) {
        let titled = (lots > 1).then(|| if lot.get() == 1 { "North" } else { "South" }.to_owned());
        pieces.push(Piece::Lot { lot, record: Some(Lot { title: titled, ..Lot::default() }) });
        let questions = if scored { criteria(desk, lot, pieces) } else { Vec::new() };
        let mut lowest: Option<(Uuid, Winner)> = None;
        let begin = desk.chance.index(firms.len());
        for at in 0..usize::try_from(desk.chance.between(2, 5)).unwrap_or(2).min(firms.len()) {
            let (firm, name) = &firms[(begin + at * 7) % firms.len()];
            let share = desk.chance.between(82, 109);
            let price = Money::from_pence(
                case.record.facts.value.pence() / i64::from(lots) / 100 * share / 100 * 100,
            );
            let uid = desk.uid();
            let deadline = case.dates.get(&KeyDate::TenderDeadline);
            let hour = desk.chance.between(9, 11);
            pieces.push(Piece::Bid {
                uid,
                record: Some(Bid {
                    uid,
                    lot,
                    supplier: name.clone(),
                    price,
                    received: deadline.map(|day| format!("{day} {hour:02}:15")),
                    late: false,
                    local: Some(desk.chance.percent(40)),
                    note: None,
                    out: None,
                }),
            });
            for question in &questions {
                pieces.push(agreed(desk, uid, *question));
            }
            if lowest.as_ref().is_none_or(|(_, known)| price < known.price) {
                lowest = Some((uid, Winner { firm: *firm, lot, price }));
            }
        }
        if let Some((bid, won)) = lowest.filter(|_| awarded) {
            pieces.push(decision(desk, case, lot, bid));
            winner = winner.or(Some(won));
        }
    }
    winner
}

/// The award criteria of a lot; gives the questions.
fn criteria(desk: &mut Desk<'_>, lot: LotNo, pieces: &mut Vec<Piece>) -> Vec<Uuid> {
    let name = STANDARD_SCALE.to_owned();
    pieces.push(Piece::Scale { lot, name, record: Scale::built_in(STANDARD_SCALE) });
    let percent = |share: i64| Percent::new(share.into()).unwrap_or_default();
    let price = desk.chance.between(6, 10) * 5;
    let mut questions = Vec::new();
    for (position, (kind, weight)) in (0..).zip([
        (SectionKind::Quality, 90 - price),
        (SectionKind::SocialValue, 10),
        (SectionKind::Price, price),
    ]) {
        let uid = desk.uid();
        let title = kind.words();
        let title = title[..1].to_uppercase() + &title[1..];
        let weight = percent(weight);
        let section = Section { uid, position, title, kind, weight, pass_mark: None };
        pieces.push(Piece::Section { uid, lot, record: Some(section) });
        let asks: &[&str] = match kind {
            SectionKind::Quality => &words::QUESTIONS[..2],
            SectionKind::SocialValue => &["Social value for the area"],
            SectionKind::Price => &[],
        };
        let share = percent(if asks.len() == 2 { 50 } else { 100 });
        for (at, title) in (0..).zip(asks) {
            let question = desk.uid();
            let record = Question {
                uid: question,
                section: uid,
                position: at,
                title: (*title).to_owned(),
                asks: None,
                weight: share,
                judged: Judged::Scale { scale: STANDARD_SCALE.to_owned() },
                pass_mark: None,
                outcome: None,
            };
            pieces.push(Piece::Question { uid: question, record: Some(record) });
            questions.push(question);
        }
    }
    questions
}

fn agreed(desk: &mut Desk<'_>, bid: Uuid, question: Uuid) -> Piece {
    let consensus = Consensus {
        score: Decimal::from(desk.chance.between(2, 5)),
        reasons: desk.chance.pick(words::REASONS).to_owned(),
        comment: None,
        at: desk.at.clone(),
        officer: desk.officer.to_owned(),
    };
    Piece::Consensus { bid, question, record: Some(consensus) }
}

fn decision(desk: &mut Desk<'_>, case: &Case, lot: LotNo, bid: Uuid) -> Piece {
    let day = case.dates.get(&KeyDate::AwardNotice).copied().unwrap_or(desk.started);
    let award = Award {
        bid,
        decided_by: desk.chance.pick(words::HEADS).to_owned(),
        role: None,
        day,
        reasons: words::AWARDED.to_owned(),
        tie_break: None,
        withheld: Vec::new(),
        at: desk.at.clone(),
        officer: desk.officer.to_owned(),
    };
    Piece::Award { lot, record: Some(award) }
}

/// The contract with the winner, and what has happened under it.
pub(super) fn contract(desk: &mut Desk<'_>, case: &Case, winner: Winner) -> Vec<ContractPiece> {
    let signed = case.dates.get(&KeyDate::ContractSigned).copied().unwrap_or(desk.started);
    let starts = later(signed, desk.chance.between(7, 40));
    let months = u8::try_from(desk.chance.between(1, 4) * 12).unwrap_or(12);
    let last = starts.plus_months(months).and_then(crate::domain::Date::day_before);
    let ends = last.unwrap_or(starts);
    let over = desk.fate.ending.is_some_and(|(state, _)| state == ProcurementState::Closed);
    let contract = desk.uid();
    let ended = over.then(|| Ended {
        day: ends.min(later(desk.today, -1)).max(starts),
        how: if ends < desk.today { EndKind::Expired } else { EndKind::Agreed },
        reason: "It has run its course.".to_owned(),
        notice: None,
    });
    let mut pieces = vec![ContractPiece::put(
        contract,
        Contract {
            lot: (winner.lot.get() > 1).then_some(winner.lot),
            supplier: winner.firm,
            title: None,
            value: winner.price,
            signed: Some(signed),
            starts,
            ends,
            extendable_to: None,
            manager: Some(desk.officer.to_owned()),
            review_months: desk.chance.percent(60).then_some(6),
            collaborative: Some(desk.chance.percent(10)),
            partners: None,
            no_kpis: None,
            ended,
            note: None,
        },
    )];
    if !case.pack.objectives.is_empty() && desk.chance.percent(80) {
        promise(desk, case, contract, (starts, ends), &mut pieces);
    }
    if let Some(year) = FinancialYear::of(later(starts, 90))
        && starts < desk.today
        && desk.chance.percent(60)
    {
        let all = winner.price.map_or(0, Money::pence) / i64::from(months) * 12;
        for (about, share) in [(FigureKind::Spend, 100), (FigureKind::LocalSpend, 35)] {
            let amount = Money::from_pence(all / 100 * share).unwrap_or_default();
            let source = "Finance system, ledger of the year".to_owned();
            let figure = Figure { contract, year, about, amount, source };
            pieces.push(ContractPiece::put(desk.uid(), figure));
        }
    }
    if desk.chance.percent(55) {
        review(desk, contract, starts, &mut pieces);
    }
    if desk.fate.closed == 13 && desk.chance.percent(15) {
        let (title, happened, advice) = words::LESSONS[desk.chance.index(words::LESSONS.len())];
        let lesson = Lesson {
            contract: Some(contract),
            day: later(ends.min(desk.today), -1),
            title: title.to_owned(),
            happened: happened.to_owned(),
            advice: Some(advice.to_owned()),
            stage: StageNo::new(u8::try_from(desk.chance.between(1, 13)).unwrap_or(1)),
            category: case.record.facts.subject.category.clone(),
            tags: case.record.facts.subject.category.iter().cloned().collect(),
            by: desk.officer.to_owned(),
        };
        pieces.push(ContractPiece::put(desk.uid(), lesson));
    }
    pieces
}

fn promise(
    desk: &mut Desk<'_>,
    case: &Case,
    contract: Uuid,
    (starts, ends): (crate::domain::Date, crate::domain::Date),
    pieces: &mut Vec<ContractPiece>,
) {
    let known = measures(&case.pack);
    for _ in 0..desk.chance.between(1, 3) {
        let (title, amount, unit) = words::PROMISES[desk.chance.index(words::PROMISES.len())];
        let counted = known.get(desk.chance.index(known.len()));
        let uid = desk.uid();
        let schedule = if desk.chance.percent(50) {
            Schedule::By { day: ends }
        } else {
            Schedule::Every { months: 6, from: starts, until: ends }
        };
        let commitment = Commitment {
            measure: counted.filter(|_| desk.chance.percent(70)).map(|(id, _)| (*id).to_owned()),
            quantity: Some(Decimal::from(amount)),
            unit: Some(unit.to_owned()),
            ..Commitment::new(contract, title.to_owned(), schedule)
        };
        pieces.push(ContractPiece::put(uid, commitment));
        for quarter in 1..=desk.chance.below(4) {
            let day = later(starts, quarter * 90);
            if day >= desk.today || day > ends {
                break;
            }
            let share = Decimal::from(amount * desk.chance.between(3, 12)) / Decimal::from(10);
            let delivery = Delivery {
                quantity: Some(share.normalize()),
                words: Some(desk.chance.pick(words::DELIVERED).to_owned()),
                at: desk.at.clone(),
                officer: desk.officer.to_owned(),
                ..Delivery::new(uid, day)
            };
            pieces.push(ContractPiece::put(desk.uid(), delivery));
        }
    }
}

/// A review, held where its day has come, and what somebody has to do after it.
fn review(
    desk: &mut Desk<'_>,
    contract: Uuid,
    starts: crate::domain::Date,
    pieces: &mut Vec<ContractPiece>,
) {
    let planned = later(starts, desk.chance.between(150, 200));
    let held = (planned < desk.today).then_some(planned);
    let review = desk.uid();
    let record = Review {
        contract,
        planned,
        held,
        present: None,
        agenda: None,
        minutes: held.map(|_| "On time and to the specification.".to_owned()),
        value: None,
        measured: None,
    };
    pieces.push(ContractPiece::put(review, record));
    if held.is_some() && desk.chance.percent(20) {
        let due = later(planned, 45);
        let done = (due < desk.today && desk.chance.percent(85)).then_some(due);
        let action = Action {
            review: Some(review),
            what: "Send the missing reports of the quarter".to_owned(),
            owner: "the supplier".to_owned(),
            done,
            outcome: done.map(|_| "Sent and filed.".to_owned()),
            ..Action::new(contract, ActionKind::Corrective, None, due)
        };
        pieces.push(ContractPiece::put(desk.uid(), action));
    }
}
