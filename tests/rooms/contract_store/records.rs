//! Contracts and suppliers with every kind of record, every field filled and every field empty.

use strum::IntoEnumIterator;
use tenderbook::domain::contract::{
    Action, ActionKind, Assessment, Commitment, Concern, Contract, ContractKind, ContractPiece,
    ContractRecord, Correction, Counting, Delivery, Diligence, EndKind, Ended, ExitPlan, Factor,
    Figure, FigureKind, FinalAccount, Kpi, KpiRating, Lesson, LessonRead, Level, Logistics,
    LogisticsKind, Paper, Review, Risk, Schedule, Settled, SettledKind, SlaveryRisk, Variation,
    VariationKind, Verified, Withheld,
};
use tenderbook::domain::evaluation::LotNo;
use tenderbook::domain::evidence::{EvidenceKind, Sha256};
use tenderbook::domain::supplier::{
    CodeSigned, Contact, DebarmentCheck, DebarmentResult, Decided, Judgement, LivingWage,
    LocalJudgement, Ownership, Reply, Sector, Statement, StatusReview, Supplier, SupplierKind,
    SupplierPiece, SupplierRecord,
};
use tenderbook::domain::{Date, StageNo};
use uuid::Uuid;

use super::super::{date, money};
use super::NOW;

/// The uid of the record with a number among those of its kind.
pub(super) fn of(kind: ContractKind, number: u128) -> Uuid {
    // Plan and account stand at the uid of their contract.
    let kind = match kind {
        ContractKind::ExitPlan | ContractKind::FinalAccount => ContractKind::Contract,
        kind => kind,
    };
    let at = ContractKind::iter().position(|one| one == kind).unwrap();
    Uuid::from_u128(1_000 + u128::try_from(at).unwrap() * 100 + number)
}

/// The uid of the record of the directory with a number among those of its kind.
pub(super) fn of_directory(kind: SupplierKind, number: u128) -> Uuid {
    let at = SupplierKind::iter().position(|one| one == kind).unwrap();
    Uuid::from_u128(9_000 + u128::try_from(at).unwrap() * 100 + number)
}

pub(super) fn supplier(number: u128) -> Uuid {
    of_directory(SupplierKind::Supplier, number)
}

fn contract() -> Uuid {
    of(ContractKind::Contract, 0)
}

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "the fields that it fills are optional")]
fn day(text: &str) -> Option<Date> {
    Some(date(text))
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn documents() -> [Option<EvidenceKind>; 4] {
    [
        Some(EvidenceKind::Note { text: text("Zebra note") }),
        Some(EvidenceKind::Link { address: text("https://example.org/zebra") }),
        Some(EvidenceKind::File { path: text("/zebra.pdf"), size: 7, sha256: Sha256([0xab; 32]) }),
        None,
    ]
}

fn put<T: Into<ContractRecord>>(records: impl IntoIterator<Item = T>) -> Vec<ContractPiece> {
    let records = records.into_iter().map(Into::into);
    (0..)
        .zip(records)
        .map(|(at, record): (u128, ContractRecord)| ContractPiece {
            uid: of(record.kind(), at),
            of: record.kind(),
            is: Some(record),
        })
        .collect()
}

fn contracts() -> Vec<ContractPiece> {
    let full = |how| Contract {
        lot: LotNo::new(3),
        supplier: supplier(0),
        title: some("Zebra routes"),
        value: Some(money("250000.01")),
        signed: day("2026-06-01"),
        starts: date("2026-07-01"),
        ends: date("2029-06-30"),
        extendable_to: day("2031-06-30"),
        manager: some("M. Manager"),
        review_months: Some(3),
        collaborative: Some(true),
        partners: some("Carlisle"),
        no_kpis: some("Below the figure"),
        ended: Some(Ended {
            day: date("2028-01-31"),
            how,
            reason: text("It went badly"),
            notice: (how == EndKind::Terminated).then(|| date("2028-02-20")),
        }),
        note: some("Internal"),
    };
    let bare = Contract {
        lot: None,
        supplier: supplier(1),
        title: None,
        value: None,
        signed: None,
        extendable_to: None,
        manager: None,
        review_months: None,
        collaborative: None,
        partners: None,
        no_kpis: None,
        ended: None,
        note: None,
        ..full(EndKind::Agreed)
    };
    put(EndKind::iter().map(full).chain([bare]))
}

fn terms() -> Vec<ContractPiece> {
    let variation = |about| {
        let bare = about == VariationKind::Other;
        Variation {
            contract: contract(),
            about,
            day: date("2027-01-31"),
            what: text("Zebra change"),
            ends: (!bare).then(|| date("2030-06-30")),
            value: (!bare).then(|| money("300000")),
            ground: (!bare).then(|| text("Clause 9")),
            agreed_by: text("Head of service"),
            notice: (!bare).then(|| date("2027-02-03")),
        }
    };
    let paper = |document| Paper {
        contract: contract(),
        title: text("Zebra agreement"),
        day: date("2026-06-01"),
        document,
    };
    let figure = |about| Figure {
        contract: contract(),
        year: "2026-27".parse().unwrap(),
        about,
        amount: money("12345.67"),
        source: text("Finance system"),
    };
    let kpi = |full: bool| Kpi {
        contract: contract(),
        title: text("Zebra punctuality"),
        target: text("95% on time"),
        how: full.then(|| text("By the log")),
        every_months: if full { 12 } else { u8::MAX },
        published: full.then(|| date("2026-07-15")),
        dropped: full.then(|| text("No longer needed")),
    };
    let assessment = |rating| {
        let full = rating != KpiRating::Other;
        Assessment {
            kpi: of(ContractKind::Kpi, 0),
            from: date("2026-07-01"),
            to: date("2027-06-30"),
            rating,
            measured: full.then(|| text("Zebra measured")),
            reasons: full.then(|| text("Because of the log")),
            by: text("M. Manager"),
            published: full.then(|| date("2027-07-15")),
        }
    };
    [
        put(VariationKind::iter().map(variation)),
        put(documents().map(paper)),
        put(FigureKind::iter().map(figure)),
        put([kpi(true), kpi(false)]),
        put(KpiRating::iter().map(assessment)),
    ]
    .concat()
}

fn commitments() -> Vec<ContractPiece> {
    let (from, until) = (date("2026-07-01"), date("2028-06-30"));
    let full = |counting, how| Commitment {
        contract: contract(),
        title: text("Zebra apprentices"),
        measure: some("apprentices"),
        quantity: Some("2.5".parse().unwrap()),
        unit: some("people"),
        words: some("Within the district"),
        schedule: Schedule::Every { months: 6, from, until },
        counting,
        area: some("Barrow"),
        evidence: some("Payroll"),
        withheld: Some(Withheld { reason: text("A trade secret") }),
        promised: Some(Uuid::from_u128(77)),
        variation: Some(of(ContractKind::Variation, 2)),
        settled: Some(Settled {
            how,
            reason: text("The college closed"),
            by: text("Head of service"),
            day: date("2028-05-01"),
        }),
    };
    let bare = |schedule| {
        let Commitment { contract, title, .. } = full(Counting::Sum, SettledKind::Short);
        Commitment::new(contract, title, schedule)
    };
    let delivery = |evidence: Option<EvidenceKind>| {
        let full = evidence.is_some();
        let correction = |at: &str, full: bool| Correction {
            day: date("2026-11-30"),
            from: full.then(|| date("2026-11-01")),
            quantity: full.then(|| "7".parse().unwrap()),
            words: full.then(|| text("As first said")),
            reason: text("Counted twice"),
            at: text(at),
            officer: text("A. Officer"),
        };
        Delivery {
            commitment: of(ContractKind::Commitment, 0),
            day: date("2026-12-31"),
            from: full.then_some(from),
            quantity: full.then(|| "1.25".parse().unwrap()),
            words: full.then(|| text("Zebra delivered")),
            evidence,
            verified: full.then(|| Verified {
                by: text("C. Checker"),
                day: date("2027-01-15"),
                how: full.then(|| text("On the spot")),
            }),
            distinct: full.then(|| text("Another college")),
            withdrawn: full.then(|| text("Recorded twice")),
            corrections: if full {
                vec![correction("2027-01-02T09:00:00Z", true), correction(NOW, false)]
            } else {
                Vec::new()
            },
            at: text(NOW),
            officer: text("A. Officer"),
        }
    };
    [
        put([
            full(Counting::Sum, SettledKind::Waived),
            full(Counting::OverTime, SettledKind::Short),
            bare(Schedule::By { day: until }),
            bare(Schedule::Evenly { from, until }),
        ]),
        put(documents().map(delivery)),
    ]
    .concat()
}

fn watching() -> Vec<ContractPiece> {
    let review = |full: bool| Review {
        contract: contract(),
        planned: date("2026-10-01"),
        held: full.then(|| date("2026-10-02")),
        present: full.then(|| text("Both sides")),
        agenda: full.then(|| text("1. Okapi")),
        minutes: full.then(|| text("Zebra minutes")),
        value: full.then(|| text("Twelve people")),
        measured: full.then(|| money("9000")),
    };
    let action = |about| {
        let full = about == ActionKind::Joint;
        Action {
            contract: contract(),
            about,
            concerns: full.then(|| of(ContractKind::Commitment, 0)),
            review: full.then(|| of(ContractKind::Review, 0)),
            what: text("Zebra training"),
            owner: text("T. Trainer"),
            due: date("2026-11-01"),
            done: full.then(|| date("2026-10-30")),
            outcome: full.then(|| text("Done well")),
            dropped: !full,
        }
    };
    let risk = |level| {
        let full = level == Level::High;
        Risk {
            contract: contract(),
            what: text("Zebra shortage"),
            level,
            owner: full.then(|| text("R. Watcher")),
            response: full.then(|| text("Buy earlier")),
            raised: date("2026-09-01"),
            closed: full.then(|| text("There are enough")),
        }
    };
    let side = |words: &str, level| Factor { words: text(words), level };
    let slavery = |full: bool| SlaveryRisk {
        contract: contract(),
        day: date("2026-07-10"),
        sector: side("Zebra cleaning", Level::Low),
        country: side("United Kingdom", Level::Medium),
        labour: side("Agency staff", Level::High),
        level: Level::High,
        reasons: full.then(|| text("As seen")),
        by: text("E. Ethics"),
        next: full.then(|| date("2027-07-10")),
    };
    let diligence = |evidence: Option<EvidenceKind>| Diligence {
        contract: contract(),
        day: date("2026-07-20"),
        what: text("Zebra payslips"),
        found: evidence.is_some().then(|| text("All in order")),
        by: text("E. Ethics"),
        evidence,
    };
    let concern = |full: bool| Concern {
        contract: contract(),
        day: date("2026-08-01"),
        what: text("Zebra passports are kept"),
        reported_to: full.then(|| text("Police")),
        reported_on: full.then(|| date("2026-08-01")),
        outcome: full.then(|| text("Given back")),
    };
    [
        put([review(true), review(false)]),
        put(ActionKind::iter().map(action)),
        put(Level::iter().map(risk)),
        put([slavery(true), slavery(false)]),
        put(documents().map(diligence)),
        put([concern(true), concern(false)]),
    ]
    .concat()
}

fn ends() -> Vec<ContractPiece> {
    let logistics = |(about, evidence): (LogisticsKind, Option<EvidenceKind>)| {
        let full = evidence.is_some();
        Logistics {
            contract: contract(),
            about,
            day: date("2026-07-05"),
            what: text("Zebra buses"),
            quantity: full.then(|| text("Six")),
            place: full.then(|| text("Depot")),
            by: full.then(|| text("D. Depot")),
            evidence,
        }
    };
    let plan = |number, full: bool| ExitPlan {
        contract: of(ContractKind::Contract, number),
        owner: text("Z. Zebra"),
        handed_over_by: full.then(|| date("2029-06-01")),
        service: full.then(|| text("The next one runs it")),
        people: full.then(|| text("They move over")),
        data: full.then(|| text("Handed over")),
        assets: full.then(|| text("Sold")),
        commitments: full.then(|| text("Waived")),
        done: full.then(|| date("2029-06-30")),
    };
    let account = |number, full: bool| FinalAccount {
        contract: of(ContractKind::Contract, number),
        day: date("2029-08-01"),
        by: text("M. Manager"),
        note: full.then(|| text("Zebra account")),
    };
    let lesson = |full: bool| Lesson {
        contract: full.then(contract),
        day: date(if full { "2029-09-01" } else { "2029-09-02" }),
        title: text("Zebra lesson"),
        happened: text("They came late"),
        advice: full.then(|| text("Ask earlier")),
        stage: full.then(|| StageNo::new(11).unwrap()),
        category: full.then(|| text("transport")),
        tags: if full { vec![text("buses"), text("“late” runs")] } else { Vec::new() },
        by: text("M. Manager"),
    };
    let read = |full: bool| LessonRead {
        from: text("T-9"),
        title: text("Ask for the depot"),
        taken: full.then(|| text("Zebra depot asked for")),
        day: date("2026-05-01"),
        by: text("A. Officer"),
    };
    [
        put(LogisticsKind::iter().zip(documents()).map(logistics)),
        put([plan(0, true), plan(1, false)]),
        put([account(0, true), account(1, false)]),
        put([lesson(true), lesson(false)]),
        put([read(true), read(false)]),
    ]
    .concat()
}

/// Every kind of record after the award, with every field filled and every field empty.
pub(in crate::rooms) fn pieces() -> Vec<ContractPiece> {
    [contracts(), terms(), commitments(), watching(), ends()].concat()
}

fn put_in_directory<T: Into<SupplierRecord>>(
    records: impl IntoIterator<Item = T>,
) -> Vec<SupplierPiece> {
    let records = records.into_iter().map(Into::into);
    (0..)
        .zip(records)
        .map(|(at, record): (u128, SupplierRecord)| {
            let kind = record.kind();
            SupplierPiece { uid: of_directory(kind, at), of: kind, is: Some(record) }
        })
        .collect()
}

fn suppliers() -> Vec<SupplierPiece> {
    let full = Supplier {
        name: text("Zebra Ltd"),
        number: Some("SC123456".parse().unwrap()),
        other_number: some("Charity 9"),
        address: some("1 Street"),
        postcode: Some("ca11rd".parse().unwrap()),
        website: some("https://example.org"),
        headcount: Some(u32::MAX),
        headcount_on: day("2026-01-01"),
        sector: Some(Sector::Business),
        local: Some(LocalJudgement {
            local: false,
            by: text("A. Officer"),
            day: date("2026-01-02"),
            reason: some("From afar"),
        }),
        ownership: Some(Ownership { says: text("By two sisters"), day: date("2026-01-03") }),
        large_turnover: Some(true),
        statement: Some(Statement {
            year_end: date("2025-12-31"),
            place: some("https://example.org/statement"),
        }),
        code: Some(CodeSigned { day: date("2026-01-04"), by: text("D. Director") }),
        living_wage: Some(LivingWage::Accredited),
        note: some("Reliable"),
        merged_into: None,
    };
    let merged = |into| Supplier { merged_into: Some(supplier(into)), ..Supplier::named("Zebra") };
    let bare = Supplier::named("Bare Ltd");
    let sectors = Sector::iter()
        .map(|sector| Supplier { sector: Some(sector), ..Supplier::named("Okapi plc") });
    let wages = LivingWage::iter()
        .map(|wage| Supplier { living_wage: Some(wage), ..Supplier::named("Okapi plc") });
    let first = [full, bare, merged(0), merged(2)];
    put_in_directory(first.into_iter().chain(sectors).chain(wages))
}

/// Every kind of record of the directory: the suppliers 0, 2 and 3 are the same.
pub(in crate::rooms) fn directory() -> Vec<SupplierPiece> {
    let contact = |number, full: bool| Contact {
        supplier: supplier(number),
        name: text("Z. Contact, zebra keeper"),
        role: full.then(|| text("Sales")),
        email: full.then(|| text("z@example.org")),
        phone: full.then(|| text("01228 1")),
        note: full.then(|| text("Mornings")),
    };
    let check = |result| DebarmentCheck {
        supplier: supplier(0),
        day: date("2026-05-05"),
        by: text("A. Officer"),
        result,
        note: (result != DebarmentResult::NotListed).then(|| text("Zebra listed")),
    };
    let judgement = |level| Judgement {
        behaviour: text("honesty"),
        title: text("Honesty"),
        evidence: some("Letters"),
        level,
    };
    let review = |number, full: bool| StatusReview {
        supplier: supplier(number),
        policy: text("cumbria"),
        edition: text("2026"),
        levels: if full { vec![text("Gold"), text("“Red”")] } else { Vec::new() },
        begun: date("2026-04-01"),
        by: text("A. Officer"),
        judgements: if full { vec![judgement(some("Gold")), judgement(None)] } else { Vec::new() },
        told: full.then(|| date("2026-04-10")),
        reply: full.then(|| Reply { day: date("2026-04-12"), text: text("Zebra objects") }),
        decided: full.then(|| Decided {
            level: text("Gold"),
            reason: text("All good"),
            by: text("Head of service"),
            day: date("2026-04-20"),
            next_review: day("2027-04-20"),
        }),
    };
    [
        suppliers(),
        put_in_directory([contact(0, true), contact(1, false)]),
        put_in_directory(DebarmentResult::iter().map(check)),
        put_in_directory([review(3, true), review(1, false)]),
    ]
    .concat()
}
