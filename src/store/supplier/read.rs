//! How the rows of the directory become suppliers and what hangs on them.

use std::collections::BTreeMap;

use rusqlite::Row;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::supplier::{
    CodeSigned, Contact, DebarmentCheck, Decided, Judgement, LocalJudgement, Ownership, Reply,
    Statement, StatusReview, Supplier, SupplierFile, SupplierKind, SupplierRecord,
};
use crate::store::convert::{listed, listed_in, parsed, parsed_if_any};
use crate::store::supplier::table;
use crate::store::{Reading, Result, StoreError};

type Read<T> = rusqlite::Result<T>;

pub(super) fn suppliers(from: &impl Reading) -> Result<BTreeMap<Uuid, Supplier>> {
    table::SUPPLIER.rows(from, None, at_uid(supplier))
}

/// The whole directory.
pub(super) fn all(from: &impl Reading) -> Result<SupplierFile> {
    let mut file = SupplierFile {
        suppliers: suppliers(from)?,
        contacts: table::CONTACT.rows(from, None, at_uid(contact))?,
        checks: table::CHECK.rows(from, None, at_uid(check))?,
        status_reviews: table::STATUS_REVIEW.rows(from, None, at_uid(status_review))?,
    };
    judged(&mut file, table::JUDGEMENT.rows(from, None, judgement)?);
    Ok(file)
}

/// A supplier and all that are the same as it, with everything that hangs on them.
pub(super) fn family(from: &impl Reading, uid: Uuid) -> Result<SupplierFile> {
    let family = family_uids(from, uid)?;
    let uids = [&family];
    let own = "uid IN (SELECT value FROM json_each (?1))";
    let of = "supplier IN (SELECT value FROM json_each (?1))";
    let reviewed = format!("review IN (SELECT uid FROM status_review WHERE {of})");
    let mut file = SupplierFile {
        suppliers: table::SUPPLIER.chosen(from, own, uids, at_uid(supplier))?,
        contacts: table::CONTACT.chosen(from, of, uids, at_uid(contact))?,
        checks: table::CHECK.chosen(from, of, uids, at_uid(check))?,
        status_reviews: table::STATUS_REVIEW.chosen(from, of, uids, at_uid(status_review))?,
    };
    judged(&mut file, table::JUDGEMENT.chosen(from, &reviewed, uids, judgement)?);
    Ok(file)
}

/// One record by its uid.
pub(super) fn record(
    from: &impl Reading,
    uid: Uuid,
    of: SupplierKind,
) -> Result<Option<SupplierRecord>> {
    let key = [&uid.to_string()];
    let own = "uid = ?1";
    let mut file = SupplierFile::default();
    match of {
        SupplierKind::Supplier => {
            file.suppliers = table::SUPPLIER.chosen(from, own, key, at_uid(supplier))?;
        }
        SupplierKind::Contact => {
            file.contacts = table::CONTACT.chosen(from, own, key, at_uid(contact))?;
        }
        SupplierKind::DebarmentCheck => {
            file.checks = table::CHECK.chosen(from, own, key, at_uid(check))?;
        }
        SupplierKind::StatusReview => {
            file.status_reviews =
                table::STATUS_REVIEW.chosen(from, own, key, at_uid(status_review))?;
            judged(&mut file, table::JUDGEMENT.chosen(from, "review = ?1", key, judgement)?);
        }
    }
    Ok(file.get(uid, of))
}

/// The uids of a supplier and of those that are tied to it by merging, as a list in JSON.
fn family_uids(from: &impl Reading, uid: Uuid) -> Result<String> {
    let uids: Vec<String> = from
        .connection()
        .prepare_cached(
            "WITH RECURSIVE family (uid) AS (
                 VALUES (?1)
                 UNION
                 SELECT supplier.merged_into FROM family JOIN supplier USING (uid)
                 WHERE supplier.merged_into IS NOT NULL
                 UNION
                 SELECT supplier.uid FROM family JOIN supplier ON supplier.merged_into = family.uid
             )
             SELECT uid FROM family",
        )
        .and_then(|mut statement| {
            statement.query_map([uid.to_string()], |row| row.get(0))?.collect()
        })
        .map_err(StoreError::when("looking for the suppliers that are the same"))?;
    Ok(listed(&uids))
}

/// A record with the uid at which it stands.
fn at_uid<T>(read: impl Fn(&Row<'_>) -> Read<T>) -> impl FnMut(&Row<'_>) -> Read<(Uuid, T)> {
    move |row| Ok((parsed(row, "uid")?, read(row)?))
}

fn supplier(row: &Row<'_>) -> Read<Supplier> {
    let local = match row.get::<_, Option<bool>>("local")? {
        None => None,
        Some(local) => Some(LocalJudgement {
            local,
            by: row.get("local_by")?,
            day: row.get("local_on")?,
            reason: row.get("local_reason")?,
        }),
    };
    let ownership = match row.get::<_, Option<Date>>("ownership_on")? {
        None => None,
        Some(day) => Some(Ownership { says: row.get("ownership")?, day }),
    };
    let statement = match row.get::<_, Option<Date>>("statement_year_end")? {
        None => None,
        Some(year_end) => Some(Statement { year_end, place: row.get("statement_place")? }),
    };
    let code = match row.get::<_, Option<Date>>("code_on")? {
        None => None,
        Some(day) => Some(CodeSigned { day, by: row.get("code_by")? }),
    };
    Ok(Supplier {
        name: row.get("name")?,
        number: parsed_if_any(row, "number")?,
        other_number: row.get("other_number")?,
        address: row.get("address")?,
        postcode: parsed_if_any(row, "postcode")?,
        website: row.get("website")?,
        headcount: row.get("headcount")?,
        headcount_on: row.get("headcount_on")?,
        sector: parsed_if_any(row, "sector")?,
        local,
        ownership,
        large_turnover: row.get("large_turnover")?,
        statement,
        code,
        living_wage: parsed_if_any(row, "living_wage")?,
        note: row.get("note")?,
        merged_into: parsed_if_any(row, "merged_into")?,
    })
}

fn contact(row: &Row<'_>) -> Read<Contact> {
    Ok(Contact {
        supplier: parsed(row, "supplier")?,
        name: row.get("name")?,
        role: row.get("role")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        note: row.get("note")?,
    })
}

fn check(row: &Row<'_>) -> Read<DebarmentCheck> {
    Ok(DebarmentCheck {
        supplier: parsed(row, "supplier")?,
        day: row.get("day")?,
        by: row.get("looked_by")?,
        result: parsed(row, "result")?,
        note: row.get("note")?,
    })
}

fn status_review(row: &Row<'_>) -> Read<StatusReview> {
    let reply = match row.get::<_, Option<Date>>("reply_on")? {
        None => None,
        Some(day) => Some(Reply { day, text: row.get("reply")? }),
    };
    let decided = match row.get::<_, Option<Date>>("decided_on")? {
        None => None,
        Some(day) => Some(Decided {
            level: row.get("decided_level")?,
            reason: row.get("decided_reason")?,
            by: row.get("decided_by")?,
            day,
            next_review: row.get("next_review")?,
        }),
    };
    Ok(StatusReview {
        supplier: parsed(row, "supplier")?,
        policy: row.get("policy")?,
        edition: row.get("edition")?,
        levels: listed_in(row, "levels")?,
        begun: row.get("begun")?,
        by: row.get("judged_by")?,
        judgements: Vec::new(),
        told: row.get("told")?,
        reply,
        decided,
    })
}

fn judgement(row: &Row<'_>) -> Read<(Uuid, Judgement)> {
    let judgement = Judgement {
        behaviour: row.get("behaviour")?,
        title: row.get("title")?,
        level: row.get("level")?,
        evidence: row.get("evidence")?,
    };
    Ok((parsed(row, "review")?, judgement))
}

fn judged(file: &mut SupplierFile, judgements: Vec<(Uuid, Judgement)>) {
    for (review, judgement) in judgements {
        if let Some(review) = file.status_reviews.get_mut(&review) {
            review.judgements.push(judgement);
        }
    }
}
