//! Open data and the calendar: what leaves the register for publication and for the officer.

mod calendar;
mod leaks;
mod ocds;
mod schema;

use std::path::Path;

use serde_json::Value;
use tenderbook::domain::contract::{
    Action, ActionKind, Assessment, Commitment, Contract, Delivery, Kpi, KpiRating, Schedule,
    Variation, VariationKind, Withheld,
};
use tenderbook::domain::evaluation::LotNo;
use tenderbook::domain::supplier::{Contact, Supplier};
use tenderbook::domain::{Date, KeyDate, OcdsPrefix};
use tenderbook::export::{Format, What, Wish};
use tenderbook::register::{
    Act, Clock, Context, ContractAct, Fault, Order, Purpose, Register, Subject, SupplierAct, Watch,
};
use tenderbook::report::Variant;
use uuid::Uuid;

use crate::support::directory::{acorn, day};
use crate::support::evaluation::Filler;

/// A tender that is lived through as far as its contract, with everything that may be published
/// of it and much that may not.
pub(crate) struct Lived {
    pub(crate) filler: Filler,
    pub(crate) supplier: Uuid,
    pub(crate) contract: Uuid,
}

pub(crate) fn context() -> Context {
    Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer")
}

pub(crate) fn on(today: &str) -> Context {
    Clock::fixed(&format!("{today}T09:00:00Z")).unwrap().context("A. Officer")
}

/// What is wished for, made.
pub(crate) fn made(
    register: &Register,
    what: What,
    format: Format,
    context: &Context,
) -> Result<Vec<u8>, Fault> {
    let wish = Wish { what, format, variant: Variant::Publication, prefix: OcdsPrefix::default() };
    // A wish is for registers that are handed over, and this one is still needed.
    let library = tenderbook::register::Library::new(None);
    let register = Register::open_to_read(register.path(), library, &Watch::nobody()).unwrap();
    wish.make(&[register], context, &Watch::nobody())
}

pub(crate) fn package(register: &Register, what: What, context: &Context) -> Value {
    let bytes = made(register, what, Format::Ocds, context).unwrap();
    schema::check(&bytes)
}

/// The release of the one tender.
pub(crate) fn release(register: &Register, context: &Context) -> Value {
    let package = package(register, What::Tender("2026-0042".to_owned()), context);
    assert_eq!(package["releases"].as_array().unwrap().len(), 1);
    package["releases"][0].clone()
}

pub(crate) fn supply(register: &mut Register, act: SupplierAct) -> Uuid {
    let order =
        Order { reference: None, act: Act::Supply(act), seen: None, purpose: Purpose::Plain };
    match register.perform(&order, &context()).unwrap().on {
        Subject::Supplier { uid, .. } => uid,
        Subject::Procurement(_) => unreachable!(),
    }
}

/// A tender with bids that was awarded on the day of the clock; nothing of it is published.
pub(crate) fn awarded(path: &Path, withheld: &[(&str, &str)]) -> Filler {
    let mut filler = Filler::new(path, "cumbria", "300000").with_criteria().with_bids();
    filler.check();
    let bid = filler.the_bid("Acorn Youth CIC");
    filler.award(bid, None, withheld);
    filler
}

pub(crate) fn commitment(contract: Uuid, title: &str, withheld: Option<&str>) -> Commitment {
    Commitment {
        quantity: Some("4".parse().unwrap()),
        unit: Some("people".to_owned()),
        words: Some("LEAK words of a promise".to_owned()),
        evidence: Some("LEAK evidence expected".to_owned()),
        withheld: withheld.map(|reason| Withheld { reason: reason.to_owned() }),
        ..Commitment::new(contract, title.to_owned(), Schedule::By { day: day("2028-10-31") })
    }
}

impl Lived {
    pub(crate) fn new(path: &Path, withheld: &[(&str, &str)]) -> Self {
        let mut filler = awarded(path, withheld);
        for (name, day) in [
            (KeyDate::EngagementNotice, "2026-03-02"),
            (KeyDate::PlannedNotice, "2026-04-01"),
            (KeyDate::TenderNotice, "2026-06-01"),
            (KeyDate::ParticipationDeadline, "2026-06-20"),
            (KeyDate::TenderDeadline, "2026-07-31"),
            (KeyDate::AssessmentSummaries, "2026-11-21"),
            (KeyDate::AwardNotice, "2026-11-21"),
            (KeyDate::ContractSigned, "2026-11-21"),
            (KeyDate::DetailsNotice, "2026-11-21"),
        ] {
            filler.set_day(name, day);
        }
        let supplier = supply(
            &mut filler.register,
            SupplierAct::add(Supplier {
                note: Some("LEAK note on a supplier".to_owned()),
                ..acorn()
            }),
        );
        supply(
            &mut filler.register,
            SupplierAct::add(Contact {
                supplier,
                name: "LEAK B. Acorn".to_owned(),
                role: Some("LEAK director".to_owned()),
                email: Some("leak@acorn.example".to_owned()),
                phone: None,
                note: None,
            }),
        );
        let mut lived = Self { filler, supplier, contract: Uuid::nil() };
        lived.sign();
        lived.carry_out();
        lived
    }

    fn record(&mut self, act: ContractAct) {
        self.filler.perform(Act::Contract(act)).unwrap();
    }

    pub(crate) fn shown(&self) -> tenderbook::register::ContractsView {
        self.filler.register.contracts("2026-0042", &context()).unwrap()
    }

    fn sign(&mut self) {
        self.record(ContractAct::add(Contract {
            lot: Some(LotNo::FIRST),
            supplier: self.supplier,
            title: None,
            value: Some("82500.10".parse().unwrap()),
            signed: Some(day("2026-11-21")),
            starts: day("2026-11-21"),
            ends: day("2029-11-20"),
            extendable_to: Some(day("2031-11-20")),
            manager: Some("LEAK manager".to_owned()),
            review_months: Some(6),
            collaborative: None,
            partners: None,
            no_kpis: None,
            ended: None,
            note: Some("LEAK note on a contract".to_owned()),
        }));
        self.contract = self.shown().contracts[0].uid;
    }

    fn carry_out(&mut self) {
        let contract = self.contract;
        let why = || Some("Filled in from the signed contract".to_owned());
        for (title, withheld) in
            [("Apprentices", None), ("LEAK withheld promise", Some("LEAK reason"))]
        {
            let act = ContractAct::add(commitment(contract, title, withheld));
            self.record(act.because(why()));
        }
        let file = self.shown().file;
        let of = file.commitments.iter().find(|(_, one)| one.title == "Apprentices").unwrap().0;
        self.record(ContractAct::add(Delivery {
            quantity: Some("1.5".parse().unwrap()),
            words: Some("LEAK name of an apprentice".to_owned()),
            ..Delivery::new(*of, day("2026-11-21"))
        }));
        let kpi = |title: &str, published| Kpi {
            contract,
            title: title.to_owned(),
            target: "95% of sessions run".to_owned(),
            how: Some("LEAK how it is measured".to_owned()),
            every_months: 6,
            published,
            dropped: None,
        };
        self.record(ContractAct::add(kpi("Sessions run", Some(day("2026-11-20")))));
        self.record(ContractAct::add(kpi("LEAK unpublished indicator", None)));
        let file = self.shown().file;
        let of = *file.kpis.iter().find(|(_, one)| one.title == "Sessions run").unwrap().0;
        self.record(ContractAct::add(Assessment {
            kpi: of,
            from: day("2026-11-21"),
            to: day("2026-11-21"),
            rating: KpiRating::Good,
            measured: Some("LEAK measured".to_owned()),
            reasons: Some("LEAK reasons of a rating".to_owned()),
            by: "LEAK assessor".to_owned(),
            published: Some(day("2026-11-21")),
        }));
        self.record(ContractAct::add(Variation {
            contract,
            about: VariationKind::Value,
            day: day("2026-11-21"),
            what: "LEAK what changed".to_owned(),
            ends: None,
            value: Some("90000".parse().unwrap()),
            ground: Some("LEAK ground".to_owned()),
            agreed_by: "LEAK agreed by".to_owned(),
            notice: Some(day("2026-11-21")),
        }));
        self.record(ContractAct::add(Action {
            contract,
            about: ActionKind::Joint,
            concerns: None,
            review: None,
            what: "Send the first report".to_owned(),
            owner: "LEAK owner".to_owned(),
            due: day("2026-12-15"),
            done: None,
            outcome: None,
            dropped: false,
        }));
    }

    /// Gives the tender another title.
    pub(crate) fn rename(&mut self, title: &str) {
        let view = self.filler.register.procurement("2026-0042").unwrap();
        let act = Act::ChangeFacts { title: title.to_owned(), facts: view.facts };
        self.filler.perform(act).unwrap();
    }
}

pub(crate) fn date(text: &str) -> Date {
    Date::from_iso(text).unwrap()
}
