//! How each record of an evaluation becomes a row.

use rusqlite::ToSql;
use uuid::Uuid;

use crate::domain::evaluation::{
    Award, Bid, Evaluator, Judged, Lot, LotNo, Piece, PriceMethod, Question, Scale, Section,
    TieBreak,
};
use crate::store::convert::{figure, kept};
use crate::store::evaluation::table;
use crate::store::table::Table;
use crate::store::{Change, Result, items};

/// A change to the records of one procurement.
struct To<'a> {
    change: &'a Change<'a>,
    procurement: i64,
}

impl To<'_> {
    /// Writes a row, or takes it away where there is none.
    fn row(&self, table: &Table, key: &[&dyn ToSql], rest: Option<&[&dyn ToSql]>) -> Result<()> {
        match rest {
            Some(rest) => table.put(self.change, self.procurement, key, rest),
            None => table.clear(self.change, self.procurement, key),
        }
    }
}

pub(super) fn put(change: &Change<'_>, procurement: i64, piece: &Piece) -> Result<()> {
    let to = To { change, procurement };
    match piece {
        Piece::Lot { lot, record } => put_lot(&to, *lot, record.as_ref()),
        Piece::Scale { lot, name, record } => put_scale(&to, *lot, name, record.as_ref()),
        Piece::Section { uid, lot, record } => put_section(&to, *uid, *lot, record.as_ref()),
        Piece::Question { uid, record } => put_question(&to, *uid, record.as_ref()),
        Piece::Bid { uid, record } => put_bid(&to, *uid, record.as_ref()),
        Piece::Answer { bid, question, record } => {
            let key: [&dyn ToSql; 2] = [&kept(*bid), &kept(*question)];
            let Some(answer) = record else { return to.row(&table::ANSWER, &key, None) };
            let (size, sha256) = items::size_and_hash(&answer.kind);
            let rest: [&dyn ToSql; 4] =
                [&answer.kind.word(), &answer.kind.summary(), &size, &sha256];
            to.row(&table::ANSWER, &key, Some(&rest))
        }
        Piece::Offer { bid, measure, record } => {
            let key: [&dyn ToSql; 2] = [&kept(*bid), measure];
            let Some(offer) = record else { return to.row(&table::OFFER, &key, None) };
            to.row(&table::OFFER, &key, Some(&[&offer.quantity.map(figure), &offer.words]))
        }
        Piece::Clarification { uid, record } => {
            let key: [&dyn ToSql; 1] = [&kept(*uid)];
            let Some(record) = record else { return to.row(&table::CLARIFICATION, &key, None) };
            let rest: [&dyn ToSql; 4] =
                [&kept(record.bid), &record.asked_on, &record.asked, &record.answered];
            to.row(&table::CLARIFICATION, &key, Some(&rest))
        }
        Piece::Evaluator { uid, record } => put_evaluator(&to, *uid, record.as_ref()),
        Piece::Score { bid, question, evaluator, record } => {
            let key: [&dyn ToSql; 3] = [&kept(*bid), &kept(*question), &kept(*evaluator)];
            let Some(record) = record else { return to.row(&table::SCORE, &key, None) };
            to.row(&table::SCORE, &key, Some(&[&figure(record.score), &record.rationale]))
        }
        Piece::Consensus { bid, question, record } => {
            let key: [&dyn ToSql; 2] = [&kept(*bid), &kept(*question)];
            let Some(agreed) = record else { return to.row(&table::AGREED, &key, None) };
            let score = figure(agreed.score);
            let rest: [&dyn ToSql; 5] =
                [&score, &agreed.reasons, &agreed.comment, &agreed.at, &agreed.officer];
            to.row(&table::AGREED, &key, Some(&rest))
        }
        Piece::LowPrice { bid, record } => {
            let key: [&dyn ToSql; 1] = [&kept(*bid)];
            let Some(low) = record else { return to.row(&table::LOW_PRICE, &key, None) };
            let rest: [&dyn ToSql; 4] =
                [&low.notified, &low.explanation, &low.satisfied, &low.reasons];
            to.row(&table::LOW_PRICE, &key, Some(&rest))
        }
        Piece::Check { lot, record } => {
            let Some(check) = record else { return to.row(&table::CHECK, &[lot], None) };
            let rest: [&dyn ToSql; 5] =
                [&check.by, &check.day, &check.note, &check.figures, &check.officer];
            to.row(&table::CHECK, &[lot], Some(&rest))
        }
        Piece::Award { lot, record } => put_award(&to, *lot, record.as_ref()),
        Piece::Commitment { uid, record } => {
            let key: [&dyn ToSql; 1] = [&kept(*uid)];
            let Some(record) = record else { return to.row(&table::COMMITMENT, &key, None) };
            let quantity = record.quantity.map(figure);
            let rest: [&dyn ToSql; 4] =
                [&kept(record.bid), &record.measure, &quantity, &record.words];
            to.row(&table::COMMITMENT, &key, Some(&rest))
        }
        Piece::Measure { id, record } => {
            let Some(measure) = record else { return to.row(&table::MEASURE, &[id], None) };
            to.row(&table::MEASURE, &[id], Some(&[&measure.text, &measure.unit]))
        }
    }
}

fn put_lot(to: &To<'_>, lot: LotNo, record: Option<&Lot>) -> Result<()> {
    let Some(record) = record else { return to.row(&table::LOT, &[&lot], None) };
    let (full_at, none_at, fixed) = match record.method {
        PriceMethod::Relative | PriceMethod::PerPoint => (None, None, None),
        PriceMethod::Linear { full_at, none_at } => (full_at, Some(none_at), None),
        PriceMethod::Fixed { price } => (None, None, price),
    };
    let (tie, section, words) = match &record.tie_break {
        TieBreak::None => ("none", None, None),
        TieBreak::Section { section } => ("section", Some(kept(*section)), None),
        TieBreak::LowerPrice => ("lower-price", None, None),
        TieBreak::Words { words } => ("words", None, Some(words)),
    };
    let rest: [&dyn ToSql; 12] = [
        &record.title,
        &record.method.kind(),
        &full_at,
        &none_at,
        &fixed,
        &tie,
        &section,
        &words,
        &record.low_share,
        &record.blind,
        &record.price_hidden,
        &record.no_local_quote,
    ];
    to.row(&table::LOT, &[&lot], Some(&rest))
}

/// A scale stands there with its marks: those that it had go first.
fn put_scale(to: &To<'_>, lot: LotNo, name: &str, record: Option<&Scale>) -> Result<()> {
    to.row(&table::MARK, &[&lot, &name], None)?;
    to.row(&table::SCALE, &[&lot, &name], record.map(|_| [].as_slice()))?;
    for (position, mark) in (0i64..).zip(record.iter().flat_map(|scale| &scale.marks)) {
        let score = figure(mark.score);
        to.row(&table::MARK, &[&lot, &name, &position], Some(&[&score, &mark.descriptor]))?;
    }
    Ok(())
}

fn put_section(to: &To<'_>, uid: Uuid, lot: LotNo, record: Option<&Section>) -> Result<()> {
    let key: [&dyn ToSql; 1] = [&kept(uid)];
    let Some(record) = record else { return to.row(&table::SECTION, &key, None) };
    let rest: [&dyn ToSql; 6] =
        [&lot, &record.position, &record.title, &record.kind, &record.weight, &record.pass_mark];
    to.row(&table::SECTION, &key, Some(&rest))
}

fn put_question(to: &To<'_>, uid: Uuid, record: Option<&Question>) -> Result<()> {
    let key: [&dyn ToSql; 1] = [&kept(uid)];
    let Some(record) = record else { return to.row(&table::QUESTION, &key, None) };
    let (by, scale, measure) = match &record.judged {
        Judged::Scale { scale } => ("scale", Some(scale), None),
        Judged::Offer { measure } => ("offer", None, Some(measure)),
    };
    let rest: [&dyn ToSql; 10] = [
        &kept(record.section),
        &record.position,
        &record.title,
        &record.asks,
        &record.weight,
        &by,
        &scale,
        &measure,
        &record.pass_mark.map(figure),
        &record.outcome,
    ];
    to.row(&table::QUESTION, &key, Some(&rest))
}

fn put_bid(to: &To<'_>, uid: Uuid, record: Option<&Bid>) -> Result<()> {
    let key: [&dyn ToSql; 1] = [&kept(uid)];
    let Some(record) = record else { return to.row(&table::BID, &key, None) };
    let out = record.out.as_ref();
    let rest: [&dyn ToSql; 10] = [
        &record.lot,
        &record.supplier,
        &record.price,
        &record.received,
        &record.late,
        &record.local,
        &record.note,
        &out.map(|out| out.kind),
        &out.map(|out| &out.reason),
        &out.and_then(|out| out.clause.as_ref()),
    ];
    to.row(&table::BID, &key, Some(&rest))
}

fn put_evaluator(to: &To<'_>, uid: Uuid, record: Option<&Evaluator>) -> Result<()> {
    let key: [&dyn ToSql; 1] = [&kept(uid)];
    let Some(record) = record else { return to.row(&table::EVALUATOR, &key, None) };
    let declared = record.declaration.as_ref();
    let rest: [&dyn ToSql; 6] = [
        &record.name,
        &record.role,
        &declared.map(|declared| declared.day),
        &declared.and_then(|declared| declared.interest.as_ref()),
        &declared.and_then(|declared| declared.handling.as_ref()),
        &record.stood_down,
    ];
    to.row(&table::EVALUATOR, &key, Some(&rest))
}

/// A decision stands there with what is withheld: what was withheld before goes first.
fn put_award(to: &To<'_>, lot: LotNo, record: Option<&Award>) -> Result<()> {
    to.row(&table::WITHHELD, &[&lot], None)?;
    let Some(record) = record else { return to.row(&table::AWARD, &[&lot], None) };
    let rest: [&dyn ToSql; 8] = [
        &kept(record.bid),
        &record.decided_by,
        &record.role,
        &record.day,
        &record.reasons,
        &record.tie_break,
        &record.at,
        &record.officer,
    ];
    to.row(&table::AWARD, &[&lot], Some(&rest))?;
    for (position, withheld) in (0i64..).zip(&record.withheld) {
        let key: [&dyn ToSql; 2] = [&lot, &position];
        to.row(&table::WITHHELD, &key, Some(&[&withheld.what, &withheld.reason]))?;
    }
    Ok(())
}
