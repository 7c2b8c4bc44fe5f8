//! A contract as programs are given it; `docs/contract-json.md` describes each part.
//!
//! Records are the register's own, each with its number and uid.

use serde::Serialize;
use uuid::Uuid;

use crate::cli::after::find;
use crate::cli::write::{Figure as Amount, figure};
use crate::cli::{commitment, delivery};
use crate::domain::contract::{
    Action, Assessment, Concern, Contract, Diligence, DueWhat, ExitPlan, Figure, FinalAccount, Kpi,
    Lesson, LessonRead, Logistics, Paper, Review, Risk, SlaveryRisk, Standing, Variation,
};
use crate::domain::evaluation::LotNo;
use crate::domain::{Date, Money, ProcurementState, Reference};
use crate::register::{Awarded, ContractView, ContractsView, Note, NoteKind, Promise, ReviewDay};

/// A record with its number and uid.
#[derive(Serialize)]
struct Numbered<'a, T> {
    number: usize,
    uid: Uuid,
    #[serde(flatten)]
    record: &'a T,
}

fn numbered<T>(all: Vec<(usize, Uuid, &T)>) -> Vec<Numbered<'_, T>> {
    all.into_iter().map(|(number, uid, record)| Numbered { number, uid, record }).collect()
}

/// All contracts of a tender, or one.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    reference: &'a Reference,
    title: &'a str,
    state: ProcurementState,
    version: i64,
    today: Date,
    awarded: Vec<Award<'a>>,
    contracts: Vec<One<'a>>,
    lessons: Vec<Numbered<'a, Lesson>>,
    lessons_read: Vec<Read<'a>>,
}

#[derive(Serialize)]
struct Award<'a> {
    lot: LotNo,
    words: &'a str,
    supplier: &'a str,
    price: Option<Money>,
    day: Date,
    promised: usize,
}

#[derive(Serialize)]
struct Read<'a> {
    uid: Uuid,
    #[serde(flatten)]
    record: &'a LessonRead,
}

/// One contract with everything that belongs to it.
#[derive(Serialize)]
struct One<'a> {
    number: usize,
    uid: Uuid,
    words: &'a str,
    supplier_name: &'a str,
    #[serde(flatten)]
    contract: &'a Contract,
    ends_now: Date,
    value_now: Option<Money>,
    runs: bool,
    account_closed: bool,
    notes: Vec<NoteShown<'a>>,
    due: Vec<Due>,
    next_review: Option<NextReview<'a>>,
    agenda: &'a [String],
    standings: Vec<Count>,
    commitments: Vec<commitment::list::Shown<'a>>,
    promised: Vec<Promised<'a>>,
    deliveries: Vec<delivery::Shown<'a>>,
    overlaps: Vec<Overlap<'a>>,
    variations: Vec<Numbered<'a, Variation>>,
    documents: Vec<Numbered<'a, Paper>>,
    figures: Vec<Numbered<'a, Figure>>,
    kpis: Vec<Indicator<'a>>,
    reviews: Vec<Numbered<'a, Review>>,
    actions: Vec<Numbered<'a, Action>>,
    risks: Vec<Numbered<'a, Risk>>,
    slavery: Vec<Numbered<'a, SlaveryRisk>>,
    diligence: Vec<Numbered<'a, Diligence>>,
    concerns: Vec<Numbered<'a, Concern>>,
    logistics: Vec<Numbered<'a, Logistics>>,
    exit_plan: Option<&'a ExitPlan>,
    final_account: Option<&'a FinalAccount>,
}

#[derive(Serialize)]
struct NoteShown<'a> {
    kind: &'static str,
    text: &'a str,
    clause: Option<&'a str>,
}

#[derive(Serialize)]
struct Due {
    day: Date,
    what: DueWhat,
    uid: Uuid,
    words: String,
}

#[derive(Serialize)]
struct NextReview<'a> {
    day: Date,
    planned: Option<Uuid>,
    why: &'a str,
}

#[derive(Serialize)]
struct Count {
    standing: Standing,
    count: usize,
}

#[derive(Serialize)]
struct Promised<'a> {
    uid: Uuid,
    measure: &'a str,
    title: &'a str,
    quantity: Option<Amount>,
    unit: Option<&'a str>,
    words: Option<&'a str>,
}

#[derive(Serialize)]
struct Overlap<'a> {
    delivery: Uuid,
    other: Uuid,
    why: &'a str,
    distinct: Option<&'a str>,
}

#[derive(Serialize)]
struct Indicator<'a> {
    number: usize,
    uid: Uuid,
    #[serde(flatten)]
    kpi: &'a Kpi,
    assessed_by: Option<Date>,
    assessments: Vec<Assessed<'a>>,
}

#[derive(Serialize)]
struct Assessed<'a> {
    uid: Uuid,
    #[serde(flatten)]
    assessment: &'a Assessment,
}

pub(super) fn shown<'a>(view: &'a ContractsView, all: &[(usize, &'a ContractView)]) -> Shown<'a> {
    let read = view.file.lessons_read.iter();
    Shown {
        reference: &view.reference,
        title: &view.title,
        state: view.state,
        version: view.version,
        today: view.today,
        awarded: view.awarded.iter().map(award).collect(),
        contracts: all.iter().map(|(number, of)| one(view, *number, of)).collect(),
        lessons: numbered(find::lessons(&view.file)),
        lessons_read: read.map(|(uid, record)| Read { uid: *uid, record }).collect(),
    }
}

fn award(of: &Awarded) -> Award<'_> {
    Award {
        lot: of.lot,
        words: &of.words,
        supplier: &of.supplier,
        price: of.price,
        day: of.day,
        promised: of.promised,
    }
}

fn one<'a>(view: &'a ContractsView, number: usize, of: &'a ContractView) -> One<'a> {
    let (file, uid) = (&view.file, of.uid);
    let slavery = file.slavery_risks.iter().filter(|(_, one)| one.contract == uid);
    let slavery = (1..).zip(slavery).map(|(number, (uid, one))| (number, *uid, one)).collect();
    let mut standings: Vec<Count> = Vec::new();
    for progress in &of.progress {
        match standings.iter_mut().find(|count| count.standing == progress.standing) {
            Some(count) => count.count += 1,
            None => standings.push(Count { standing: progress.standing, count: 1 }),
        }
    }
    One {
        number,
        uid,
        words: &of.words,
        supplier_name: &of.supplier,
        contract: &of.contract,
        ends_now: of.ends,
        value_now: of.value,
        runs: of.runs(),
        account_closed: of.settled,
        notes: of.notes.iter().map(note).collect(),
        due: of
            .due
            .iter()
            .map(|due| Due { day: due.day, what: due.what, uid: due.uid, words: due.sentence() })
            .collect(),
        next_review: of.next_review.as_ref().map(next_review),
        agenda: &of.agenda,
        standings,
        commitments: commitment::list::shown(view, of),
        promised: of.promised.iter().map(promised).collect(),
        deliveries: delivery::shown(view, of, None),
        overlaps: of
            .overlaps
            .iter()
            .map(|one| Overlap {
                delivery: one.delivery,
                other: one.other,
                why: &one.why,
                distinct: one.distinct.as_deref(),
            })
            .collect(),
        variations: numbered(find::variations(file, uid)),
        documents: numbered(find::papers(file, uid)),
        figures: numbered(find::figures(file, uid)),
        kpis: find::kpis(file, uid)
            .into_iter()
            .map(|(number, kpi_uid, kpi)| Indicator {
                number,
                uid: kpi_uid,
                kpi,
                assessed_by: of.kpis.iter().find(|one| one.uid == kpi_uid).and_then(|one| one.due),
                assessments: file
                    .assessments_of(kpi_uid)
                    .into_iter()
                    .map(|(uid, assessment)| Assessed { uid, assessment })
                    .collect(),
            })
            .collect(),
        reviews: numbered(find::reviews(file, uid)),
        actions: numbered(find::actions(file, uid)),
        risks: numbered(find::risks(file, uid)),
        slavery: numbered(slavery),
        diligence: numbered(find::diligence(file, uid)),
        concerns: numbered(find::concerns(file, uid)),
        logistics: numbered(find::logistics(file, uid)),
        exit_plan: file.exit_plans.get(&uid),
        final_account: file.final_accounts.get(&uid),
    }
}

fn note(of: &Note) -> NoteShown<'_> {
    let kind = match of.kind {
        NoteKind::Fault => "fault",
        NoteKind::Warning => "warning",
        NoteKind::Info => "info",
    };
    NoteShown { kind, text: &of.text, clause: of.clause.as_deref() }
}

fn next_review(of: &ReviewDay) -> NextReview<'_> {
    NextReview { day: of.day, planned: of.planned, why: &of.why }
}

fn promised(of: &Promise) -> Promised<'_> {
    Promised {
        uid: of.uid,
        measure: &of.measure,
        title: &of.title,
        quantity: of.quantity.map(|quantity| figure(&quantity.into())),
        unit: of.unit.as_deref(),
        words: of.words.as_deref(),
    }
}

/// What the next review should look at.
#[derive(Serialize)]
pub(super) struct Agenda<'a> {
    contract: Uuid,
    next_review: Option<NextReview<'a>>,
    #[serde(rename = "agenda")]
    lines: &'a [String],
}

pub(super) fn agenda(of: &ContractView) -> Agenda<'_> {
    Agenda {
        contract: of.uid,
        next_review: of.next_review.as_ref().map(next_review),
        lines: &of.agenda,
    }
}
