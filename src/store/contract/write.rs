//! How each record of what happens after the award becomes a row.

use rusqlite::ToSql;

use crate::domain::contract::{
    Action, Assessment, Commitment, Concern, Contract, ContractKind, ContractPiece, ContractRecord,
    Delivery, Diligence, ExitPlan, Figure, FinalAccount, Kpi, Lesson, LessonRead, Logistics, Paper,
    Review, Risk, Schedule, SlaveryRisk, Variation,
};
use crate::domain::evidence::{EvidenceKind, Sha256};
use crate::store::contract::table;
use crate::store::convert::{figure, kept, listed, word};
use crate::store::table::Table;
use crate::store::{Change, Result, items};

/// The place of a record in a procurement.
struct To<'a> {
    change: &'a Change<'a>,
    procurement: i64,
    uid: String,
}

impl To<'_> {
    fn row(&self, table: &Table, rest: &[&dyn ToSql]) -> Result<()> {
        table.put(self.change, self.procurement, &[&self.uid], rest)
    }
}

pub(super) fn put(change: &Change<'_>, procurement: i64, piece: &ContractPiece) -> Result<()> {
    let to = To { change, procurement, uid: kept(piece.uid) };
    match &piece.is {
        None => away(&to, piece.of),
        // A record of another kind than the piece says is no piece.
        Some(record) if record.kind() != piece.of => Ok(()),
        Some(record) => put_record(&to, record),
    }
}

fn away(to: &To<'_>, of: ContractKind) -> Result<()> {
    if of == ContractKind::Delivery {
        table::CORRECTION.clear(to.change, to.procurement, &[&to.uid])?;
    }
    table_of(of).clear(to.change, to.procurement, &[&to.uid])
}

const fn table_of(kind: ContractKind) -> &'static Table {
    match kind {
        ContractKind::Contract => &table::CONTRACT,
        ContractKind::Variation => &table::VARIATION,
        ContractKind::Paper => &table::PAPER,
        ContractKind::Figure => &table::FIGURE,
        ContractKind::Kpi => &table::KPI,
        ContractKind::Assessment => &table::ASSESSMENT,
        ContractKind::Commitment => &table::COMMITMENT,
        ContractKind::Delivery => &table::DELIVERY,
        ContractKind::Review => &table::REVIEW,
        ContractKind::Action => &table::ACTION,
        ContractKind::Risk => &table::RISK,
        ContractKind::SlaveryRisk => &table::SLAVERY_RISK,
        ContractKind::Diligence => &table::DILIGENCE,
        ContractKind::Concern => &table::CONCERN,
        ContractKind::Logistics => &table::LOGISTICS,
        ContractKind::ExitPlan => &table::EXIT_PLAN,
        ContractKind::FinalAccount => &table::FINAL_ACCOUNT,
        ContractKind::Lesson => &table::LESSON,
        ContractKind::LessonRead => &table::LESSON_READ,
    }
}

fn put_record(to: &To<'_>, record: &ContractRecord) -> Result<()> {
    match record {
        ContractRecord::Contract(of) => put_contract(to, of),
        ContractRecord::Variation(of) => put_variation(to, of),
        ContractRecord::Paper(of) => put_paper(to, of),
        ContractRecord::Figure(of) => put_figure(to, of),
        ContractRecord::Kpi(of) => put_kpi(to, of),
        ContractRecord::Assessment(of) => put_assessment(to, of),
        ContractRecord::Commitment(of) => put_commitment(to, of),
        ContractRecord::Delivery(of) => put_delivery(to, of),
        ContractRecord::Review(of) => put_review(to, of),
        ContractRecord::Action(of) => put_action(to, of),
        ContractRecord::Risk(of) => put_risk(to, of),
        ContractRecord::SlaveryRisk(of) => put_slavery_risk(to, of),
        ContractRecord::Diligence(of) => put_diligence(to, of),
        ContractRecord::Concern(of) => put_concern(to, of),
        ContractRecord::Logistics(of) => put_logistics(to, of),
        ContractRecord::ExitPlan(of) => put_exit_plan(to, of),
        ContractRecord::FinalAccount(of) => put_final_account(to, of),
        ContractRecord::Lesson(of) => put_lesson(to, of),
        ContractRecord::LessonRead(of) => put_lesson_read(to, of),
    }
}

/// What is kept of a document: its kind, its text, and of a file the size and hash.
type Document<'a> = (Option<&'static str>, Option<&'a str>, Option<i64>, Option<Sha256>);

fn document(of: Option<&EvidenceKind>) -> Document<'_> {
    let Some(of) = of else { return (None, None, None, None) };
    let (size, sha256) = items::size_and_hash(of);
    (Some(of.word()), Some(of.summary()), size, sha256)
}

fn put_contract(to: &To<'_>, of: &Contract) -> Result<()> {
    let ended = of.ended.as_ref();
    let rest: [&dyn ToSql; 18] = [
        &of.lot,
        &kept(of.supplier),
        &of.title,
        &of.value,
        &of.signed,
        &of.starts,
        &of.ends,
        &of.extendable_to,
        &of.manager,
        &of.review_months,
        &of.collaborative,
        &of.partners,
        &of.no_kpis,
        &ended.map(|ended| ended.day),
        &ended.map(|ended| word(ended.how)),
        &ended.map(|ended| &ended.reason),
        &ended.and_then(|ended| ended.notice),
        &of.note,
    ];
    to.row(&table::CONTRACT, &rest)
}

fn put_variation(to: &To<'_>, of: &Variation) -> Result<()> {
    let rest: [&dyn ToSql; 9] = [
        &kept(of.contract),
        &word(of.about),
        &of.day,
        &of.what,
        &of.ends,
        &of.value,
        &of.ground,
        &of.agreed_by,
        &of.notice,
    ];
    to.row(&table::VARIATION, &rest)
}

fn put_paper(to: &To<'_>, of: &Paper) -> Result<()> {
    let (kind, text, size, sha256) = document(of.document.as_ref());
    let contract = kept(of.contract);
    let rest: [&dyn ToSql; 7] = [&contract, &of.title, &of.day, &kind, &text, &size, &sha256];
    to.row(&table::PAPER, &rest)
}

fn put_figure(to: &To<'_>, of: &Figure) -> Result<()> {
    let (contract, year) = (kept(of.contract), of.year.to_string());
    to.row(&table::FIGURE, &[&contract, &year, &word(of.about), &of.amount, &of.source])
}

fn put_kpi(to: &To<'_>, of: &Kpi) -> Result<()> {
    let rest: [&dyn ToSql; 7] = [
        &kept(of.contract),
        &of.title,
        &of.target,
        &of.how,
        &of.every_months,
        &of.published,
        &of.dropped,
    ];
    to.row(&table::KPI, &rest)
}

fn put_assessment(to: &To<'_>, of: &Assessment) -> Result<()> {
    let rest: [&dyn ToSql; 8] = [
        &kept(of.kpi),
        &of.from,
        &of.to,
        &word(of.rating),
        &of.measured,
        &of.reasons,
        &of.by,
        &of.published,
    ];
    to.row(&table::ASSESSMENT, &rest)
}

fn put_commitment(to: &To<'_>, of: &Commitment) -> Result<()> {
    let (schedule, first, last, months) = match &of.schedule {
        Schedule::By { day } => ("by", None, day, None),
        Schedule::Every { months, from, until } => ("every", Some(from), until, Some(months)),
        Schedule::Evenly { from, until } => ("evenly", Some(from), until, None),
    };
    let settled = of.settled.as_ref();
    let rest: [&dyn ToSql; 20] = [
        &kept(of.contract),
        &of.title,
        &of.measure,
        &of.quantity.map(figure),
        &of.unit,
        &of.words,
        &schedule,
        &first,
        last,
        &months,
        &word(of.counting),
        &of.area,
        &of.evidence,
        &of.withheld.as_ref().map(|withheld| &withheld.reason),
        &of.promised.map(kept),
        &of.variation.map(kept),
        &settled.map(|settled| word(settled.how)),
        &settled.map(|settled| &settled.reason),
        &settled.map(|settled| &settled.by),
        &settled.map(|settled| settled.day),
    ];
    to.row(&table::COMMITMENT, &rest)
}

/// A delivery stands there with its corrections: those that it had go first.
fn put_delivery(to: &To<'_>, of: &Delivery) -> Result<()> {
    let (kind, text, size, sha256) = document(of.evidence.as_ref());
    let verified = of.verified.as_ref();
    let rest: [&dyn ToSql; 16] = [
        &kept(of.commitment),
        &of.day,
        &of.from,
        &of.quantity.map(figure),
        &of.words,
        &kind,
        &text,
        &size,
        &sha256,
        &verified.map(|verified| &verified.by),
        &verified.map(|verified| verified.day),
        &verified.and_then(|verified| verified.how.as_ref()),
        &of.distinct,
        &of.withdrawn,
        &of.at,
        &of.officer,
    ];
    to.row(&table::DELIVERY, &rest)?;
    table::CORRECTION.clear(to.change, to.procurement, &[&to.uid])?;
    for (position, before) in (0i64..).zip(&of.corrections) {
        let rest: [&dyn ToSql; 7] = [
            &before.day,
            &before.from,
            &before.quantity.map(figure),
            &before.words,
            &before.reason,
            &before.at,
            &before.officer,
        ];
        table::CORRECTION.put(to.change, to.procurement, &[&to.uid, &position], &rest)?;
    }
    Ok(())
}

fn put_review(to: &To<'_>, of: &Review) -> Result<()> {
    let rest: [&dyn ToSql; 8] = [
        &kept(of.contract),
        &of.planned,
        &of.held,
        &of.present,
        &of.agenda,
        &of.minutes,
        &of.value,
        &of.measured,
    ];
    to.row(&table::REVIEW, &rest)
}

fn put_action(to: &To<'_>, of: &Action) -> Result<()> {
    let rest: [&dyn ToSql; 10] = [
        &kept(of.contract),
        &word(of.about),
        &of.concerns.map(kept),
        &of.review.map(kept),
        &of.what,
        &of.owner,
        &of.due,
        &of.done,
        &of.outcome,
        &of.dropped,
    ];
    to.row(&table::ACTION, &rest)
}

fn put_risk(to: &To<'_>, of: &Risk) -> Result<()> {
    let rest: [&dyn ToSql; 7] = [
        &kept(of.contract),
        &of.what,
        &word(of.level),
        &of.owner,
        &of.response,
        &of.raised,
        &of.closed,
    ];
    to.row(&table::RISK, &rest)
}

fn put_slavery_risk(to: &To<'_>, of: &SlaveryRisk) -> Result<()> {
    let rest: [&dyn ToSql; 12] = [
        &kept(of.contract),
        &of.day,
        &of.sector.words,
        &word(of.sector.level),
        &of.country.words,
        &word(of.country.level),
        &of.labour.words,
        &word(of.labour.level),
        &word(of.level),
        &of.reasons,
        &of.by,
        &of.next,
    ];
    to.row(&table::SLAVERY_RISK, &rest)
}

fn put_diligence(to: &To<'_>, of: &Diligence) -> Result<()> {
    let (kind, text, size, sha256) = document(of.evidence.as_ref());
    let rest: [&dyn ToSql; 9] =
        [&kept(of.contract), &of.day, &of.what, &of.found, &of.by, &kind, &text, &size, &sha256];
    to.row(&table::DILIGENCE, &rest)
}

fn put_concern(to: &To<'_>, of: &Concern) -> Result<()> {
    let contract = kept(of.contract);
    let rest: [&dyn ToSql; 6] =
        [&contract, &of.day, &of.what, &of.reported_to, &of.reported_on, &of.outcome];
    to.row(&table::CONCERN, &rest)
}

fn put_logistics(to: &To<'_>, of: &Logistics) -> Result<()> {
    let (kind, text, size, sha256) = document(of.evidence.as_ref());
    let rest: [&dyn ToSql; 11] = [
        &kept(of.contract),
        &word(of.about),
        &of.day,
        &of.what,
        &of.quantity,
        &of.place,
        &of.by,
        &kind,
        &text,
        &size,
        &sha256,
    ];
    to.row(&table::LOGISTICS, &rest)
}

fn put_exit_plan(to: &To<'_>, of: &ExitPlan) -> Result<()> {
    let rest: [&dyn ToSql; 9] = [
        &kept(of.contract),
        &of.owner,
        &of.handed_over_by,
        &of.service,
        &of.people,
        &of.data,
        &of.assets,
        &of.commitments,
        &of.done,
    ];
    to.row(&table::EXIT_PLAN, &rest)
}

fn put_final_account(to: &To<'_>, of: &FinalAccount) -> Result<()> {
    to.row(&table::FINAL_ACCOUNT, &[&kept(of.contract), &of.day, &of.by, &of.note])
}

fn put_lesson(to: &To<'_>, of: &Lesson) -> Result<()> {
    let rest: [&dyn ToSql; 9] = [
        &of.contract.map(kept),
        &of.day,
        &of.title,
        &of.happened,
        &of.advice,
        &of.stage,
        &of.category,
        &listed(&of.tags),
        &of.by,
    ];
    to.row(&table::LESSON, &rest)
}

fn put_lesson_read(to: &To<'_>, of: &LessonRead) -> Result<()> {
    to.row(&table::LESSON_READ, &[&of.from, &of.title, &of.taken, &of.day, &of.by])
}
