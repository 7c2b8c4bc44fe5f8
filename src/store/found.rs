//! To which contract and supplier a text belongs that was found.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::store::convert::parsed_if_any;
use crate::store::search::{Hit, Writing};

/// Says of a hit which record it stands in, and to which contract and supplier that belongs.
pub(super) fn owned(
    connection: &Connection,
    hit: &mut Hit,
    procurement: Option<i64>,
    place: &str,
) -> rusqlite::Result<()> {
    let Some(sql) = query(hit.writing) else { return Ok(()) };
    hit.record = place.parse().ok();
    // A bid has nothing to do with it, even where it has the same uid.
    hit.supplier = None;
    let found: Option<(Option<Uuid>, Option<Uuid>, Option<String>)> = connection
        .prepare_cached(&sql)?
        .query_row((place, procurement), |row| {
            Ok((parsed_if_any(row, "contract")?, parsed_if_any(row, "supplier")?, row.get("name")?))
        })
        .optional()?;
    if let Some((contract, supplier, name)) = found {
        (hit.contract, hit.directory, hit.supplier) = (contract, supplier, name);
    }
    if procurement.is_none() {
        hit.title = hit.supplier.clone().unwrap_or_default();
    }
    Ok(())
}

/// What finds the contract and the supplier of a record, by its uid and its procurement; `None`
/// for what belongs to neither.
fn query(writing: Writing) -> Option<String> {
    let (table, to_contract) = match writing {
        Writing::Contract => ("contract", "it.uid"),
        Writing::Variation => ("contract_variation", "it.contract"),
        Writing::Paper => ("contract_paper", "it.contract"),
        Writing::Kpi => ("kpi", "it.contract"),
        Writing::Assessment => (
            "kpi_assessment",
            "(SELECT kpi.contract FROM kpi
              WHERE kpi.procurement = it.procurement AND kpi.uid = it.kpi)",
        ),
        Writing::Commitment => ("contract_commitment", "it.contract"),
        Writing::Delivery => (
            "delivery",
            "(SELECT of.contract FROM contract_commitment AS of
              WHERE of.procurement = it.procurement AND of.uid = it.commitment)",
        ),
        Writing::Review => ("review", "it.contract"),
        Writing::Action => ("action", "it.contract"),
        Writing::Risk => ("risk", "it.contract"),
        Writing::SlaveryRisk => ("slavery_risk", "it.contract"),
        Writing::Diligence => ("diligence", "it.contract"),
        Writing::Concern => ("concern", "it.contract"),
        Writing::Logistics => ("logistics", "it.contract"),
        Writing::ExitPlan => ("exit_plan", "it.contract"),
        Writing::FinalAccount => ("final_account", "it.contract"),
        Writing::Lesson => ("lesson", "it.contract"),
        Writing::LessonRead => ("lesson_read", "NULL"),
        Writing::Supplier => return Some(of_supplier("supplier", "uid")),
        Writing::Contact => return Some(of_supplier("supplier_contact", "supplier")),
        Writing::Debarment => return Some(of_supplier("debarment_check", "supplier")),
        Writing::Status => return Some(of_supplier("status_review", "supplier")),
        Writing::Tender
        | Writing::State
        | Writing::Stage
        | Writing::Reason
        | Writing::Note
        | Writing::OwnItem
        | Writing::Evidence
        | Writing::Outcome
        | Writing::Weight
        | Writing::OptOut
        | Writing::Explored
        | Writing::Area
        | Writing::Statute
        | Writing::Waiting
        | Writing::Section
        | Writing::Question
        | Writing::Bid
        | Writing::BidOut
        | Writing::Answer
        | Writing::Clarification
        | Writing::Agreed
        | Writing::AgreedComment
        | Writing::LowPrice
        | Writing::Award
        | Writing::OwnMeasure
        | Writing::Subject => return None,
    };
    Some(format!(
        "SELECT contract.uid AS contract, supplier.uid AS supplier, supplier.name AS name
         FROM {table} AS it
         LEFT JOIN contract ON contract.procurement = it.procurement
                           AND contract.uid = {to_contract}
         LEFT JOIN supplier ON supplier.uid = contract.supplier
         WHERE it.uid = ?1 AND it.procurement = ?2"
    ))
}

fn of_supplier(table: &str, column: &str) -> String {
    format!(
        "SELECT NULL AS contract, supplier.uid AS supplier, supplier.name AS name
         FROM {table} AS it JOIN supplier ON supplier.uid = it.{column}
         WHERE it.uid = ?1 AND ?2 IS NULL"
    )
}
