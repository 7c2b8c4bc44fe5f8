//! How suppliers and what hangs on them become rows.

use rusqlite::ToSql;

use crate::domain::supplier::{
    CompanyNumber, Contact, DebarmentCheck, Postcode, StatusReview, Supplier, SupplierKind,
    SupplierPiece, SupplierRecord,
};
use crate::store::convert::{kept, listed, word};
use crate::store::supplier::table;
use crate::store::{Change, Result};

pub(super) fn put(change: &Change<'_>, piece: &SupplierPiece) -> Result<()> {
    let uid = kept(piece.uid);
    match &piece.is {
        None => away(change, &uid, piece.of),
        // A record of another kind than the piece says is no piece.
        Some(record) if record.kind() != piece.of => Ok(()),
        Some(SupplierRecord::Supplier(of)) => put_supplier(change, &uid, of),
        Some(SupplierRecord::Contact(of)) => put_contact(change, &uid, of),
        Some(SupplierRecord::DebarmentCheck(of)) => put_check(change, &uid, of),
        Some(SupplierRecord::StatusReview(of)) => put_status_review(change, &uid, of),
    }
}

fn away(change: &Change<'_>, uid: &str, of: SupplierKind) -> Result<()> {
    let table = match of {
        SupplierKind::Supplier => &table::SUPPLIER,
        SupplierKind::Contact => &table::CONTACT,
        SupplierKind::DebarmentCheck => &table::CHECK,
        SupplierKind::StatusReview => {
            table::JUDGEMENT.clear(change, None, &[&uid])?;
            &table::STATUS_REVIEW
        }
    };
    table.clear(change, None, &[&uid])
}

fn put_supplier(change: &Change<'_>, uid: &str, of: &Supplier) -> Result<()> {
    let (local, ownership) = (of.local.as_ref(), of.ownership.as_ref());
    let (statement, code) = (of.statement.as_ref(), of.code.as_ref());
    let rest: [&dyn ToSql; 23] = [
        &of.name,
        &of.number.as_ref().map(CompanyNumber::as_str),
        &of.other_number,
        &of.address,
        &of.postcode.as_ref().map(Postcode::as_str),
        &of.website,
        &of.headcount,
        &of.headcount_on,
        &of.sector.map(word),
        &local.map(|local| local.local),
        &local.map(|local| &local.by),
        &local.map(|local| local.day),
        &local.and_then(|local| local.reason.as_ref()),
        &ownership.map(|ownership| &ownership.says),
        &ownership.map(|ownership| ownership.day),
        &of.large_turnover,
        &statement.map(|statement| statement.year_end),
        &statement.and_then(|statement| statement.place.as_ref()),
        &code.map(|code| code.day),
        &code.map(|code| &code.by),
        &of.living_wage.map(word),
        &of.note,
        &of.merged_into.map(kept),
    ];
    table::SUPPLIER.put(change, None, &[&uid], &rest)
}

fn put_contact(change: &Change<'_>, uid: &str, of: &Contact) -> Result<()> {
    let supplier = kept(of.supplier);
    let rest: [&dyn ToSql; 6] = [&supplier, &of.name, &of.role, &of.email, &of.phone, &of.note];
    table::CONTACT.put(change, None, &[&uid], &rest)
}

fn put_check(change: &Change<'_>, uid: &str, of: &DebarmentCheck) -> Result<()> {
    let supplier = kept(of.supplier);
    let rest: [&dyn ToSql; 5] = [&supplier, &of.day, &of.by, &word(of.result), &of.note];
    table::CHECK.put(change, None, &[&uid], &rest)
}

/// A review stands there with its judgements: those that it had go first.
fn put_status_review(change: &Change<'_>, uid: &str, of: &StatusReview) -> Result<()> {
    let (reply, decided) = (of.reply.as_ref(), of.decided.as_ref());
    let rest: [&dyn ToSql; 14] = [
        &kept(of.supplier),
        &of.policy,
        &of.edition,
        &listed(&of.levels),
        &of.begun,
        &of.by,
        &of.told,
        &reply.map(|reply| reply.day),
        &reply.map(|reply| &reply.text),
        &decided.map(|decided| &decided.level),
        &decided.map(|decided| &decided.reason),
        &decided.map(|decided| &decided.by),
        &decided.map(|decided| decided.day),
        &decided.and_then(|decided| decided.next_review),
    ];
    table::STATUS_REVIEW.put(change, None, &[&uid], &rest)?;
    table::JUDGEMENT.clear(change, None, &[&uid])?;
    for (position, judged) in (0i64..).zip(&of.judgements) {
        let rest: [&dyn ToSql; 4] =
            [&judged.behaviour, &judged.title, &judged.level, &judged.evidence];
        table::JUDGEMENT.put(change, None, &[&uid, &position], &rest)?;
    }
    Ok(())
}
