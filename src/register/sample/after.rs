//! What the samples show of the time after an award: a contract that runs, with a delivery that is
//! missing, a supplier with its status, and lessons. Invented like the rest.

use uuid::Uuid;

use crate::domain::contract::{
    Action, ActionKind, Commitment, Contract, Delivery, Factor, Figure, FigureKind, FinancialYear,
    Lesson, Level, Review, Schedule, SlaveryRisk, Variation, VariationKind,
};
use crate::domain::supplier::{
    CodeSigned, Contact, DebarmentCheck, DebarmentResult, Decided, Judgement, LivingWage,
    LocalJudgement, Sector, Supplier,
};
use crate::domain::{Date, KeyDate, Money, Reference, StageNo};
use crate::register::{
    Act, Context, ContractAct, Order, Purpose, Register, Result, Subject, SupplierAct,
};

/// The number of the sample whose contract runs.
pub(super) const RUNS: u32 = 18;

/// Fills in what follows from the award of the sample with that number.
pub(super) fn fill(
    register: &mut Register,
    reference: &Reference,
    context: &Context,
) -> Result<()> {
    let Some(days) = Days::until(context.today) else { return Ok(()) };
    let mut desk = Desk { register, reference, context };
    let supplier = desk.add_supplier(heating(&days))?;
    desk.supply(SupplierAct::add(Contact {
        supplier,
        name: "Robin Marsh".to_owned(),
        role: Some("Contracts manager".to_owned()),
        email: Some("robin.marsh@example.org".to_owned()),
        phone: None,
        note: None,
    }))?;
    desk.supply(SupplierAct::add(DebarmentCheck {
        supplier,
        day: days.signed,
        by: "A. Officer".to_owned(),
        result: DebarmentResult::NotListed,
        note: None,
    }))?;
    desk.do_contract(supplier, &days)?;
    let clinic = desk.add_supplier(Supplier {
        sector: Some(Sector::SocialEnterprise),
        ..Supplier::named("Eden Valley Clinics CIC")
    })?;
    desk.rate(clinic, &days)
}

/// The days that the sample counts from, all in the past but one.
struct Days {
    today: Date,
    signed: Date,
    first: Date,
    before_that: Date,
    lately: Date,
    last: Date,
}

impl Days {
    fn until(today: Date) -> Option<Self> {
        let back = |days: i64| -> Option<Date> {
            let day = today.civil().checked_sub(jiff::Span::new().days(days)).ok()?;
            Some(day.into())
        };
        let first = back(100)?;
        Some(Self {
            today,
            signed: back(110)?,
            before_that: back(160)?,
            lately: back(12)?,
            last: first.plus_months(24_u8)?.day_before()?,
            first,
        })
    }
}

fn heating(days: &Days) -> Supplier {
    Supplier {
        headcount: Some(38),
        headcount_on: Some(days.before_that),
        sector: Some(Sector::Business),
        local: Some(LocalJudgement {
            local: true,
            by: "A. Officer".to_owned(),
            day: days.before_that,
            reason: Some("Its works and most of its staff are in Grimsby.".to_owned()),
        }),
        large_turnover: Some(false),
        code: Some(CodeSigned { day: days.signed, by: "Robin Marsh".to_owned() }),
        living_wage: Some(LivingWage::Pays),
        ..Supplier::named("Haven Heating Ltd")
    }
}

/// The register with the sample that is worked on.
struct Desk<'a> {
    register: &'a mut Register,
    reference: &'a Reference,
    context: &'a Context,
}

impl Desk<'_> {
    fn supply(&mut self, act: SupplierAct) -> Result<Option<Uuid>> {
        let order =
            Order { reference: None, act: Act::Supply(act), seen: None, purpose: Purpose::Plain };
        let done = self.register.perform(&order, self.context)?;
        Ok(match done.on {
            Subject::Supplier { uid, .. } => Some(uid),
            Subject::Procurement(_) => None,
        })
    }

    fn add_supplier(&mut self, supplier: Supplier) -> Result<Uuid> {
        Ok(self.supply(SupplierAct::add(supplier))?.unwrap_or_default())
    }

    fn contract(&mut self, act: ContractAct) -> Result<()> {
        let order = Order::on(self.reference.as_str(), Act::Contract(act));
        self.register.perform(&order, self.context).map(drop)
    }

    fn do_contract(&mut self, supplier: Uuid, days: &Days) -> Result<()> {
        self.contract(ContractAct::add(Contract {
            lot: None,
            supplier,
            title: None,
            value: Money::from_pence(18_450_000),
            signed: Some(days.signed),
            starts: days.first,
            ends: days.last,
            extendable_to: None,
            manager: Some("D. Keeper".to_owned()),
            review_months: Some(3),
            collaborative: Some(false),
            partners: None,
            no_kpis: None,
            ended: None,
            note: None,
        }))?;
        for (name, day) in
            [(KeyDate::ContractSigned, days.signed), (KeyDate::ContractEnd, days.last)]
        {
            let act = Act::SetKeyDate { name, day: Some(day) };
            let order = Order::on(self.reference.as_str(), act);
            self.register.perform(&order, self.context)?;
        }
        let view = self.register.contracts(self.reference.as_str(), self.context)?;
        let Some(contract) = view.contracts.first().map(|contract| contract.uid) else {
            return Ok(());
        };
        self.contract(ContractAct::add(Variation {
            contract,
            about: VariationKind::Other,
            day: days.lately,
            what: "The plant room is reached from the car park; deliveries before 8 a.m."
                .to_owned(),
            ends: None,
            value: None,
            ground: Some("Clause 12 of the contract".to_owned()),
            agreed_by: "D. Keeper".to_owned(),
            notice: None,
        }))?;
        self.promise(contract, days)?;
        self.contract(ContractAct::add(Review {
            contract,
            planned: days.today.plus_days(16).unwrap_or(days.today),
            held: None,
            present: None,
            agenda: None,
            minutes: None,
            value: None,
            measured: None,
        }))?;
        let factor = |words: &str, level| Factor { words: words.to_owned(), level };
        self.contract(ContractAct::add(SlaveryRisk {
            contract,
            day: days.signed,
            sector: factor("Heating plant and its installation", Level::Medium),
            country: factor("United Kingdom, boilers from Italy", Level::Low),
            labour: factor("Own fitters, few subcontractors", Level::Low),
            level: Level::Medium,
            reasons: None,
            by: "A. Officer".to_owned(),
            next: days.signed.plus_months(12_u8),
        }))?;
        if let Some(year) = FinancialYear::of(days.lately)
            && let Some(amount) = Money::from_pence(6_120_000)
        {
            self.contract(ContractAct::add(Figure {
                contract,
                year,
                about: FigureKind::Spend,
                amount,
                source: "Finance system, ledger of the leisure centre".to_owned(),
            }))?;
        }
        self.contract(ContractAct::add(Lesson {
            contract: Some(contract),
            day: days.lately,
            title: "Survey the plant room before the specification is written".to_owned(),
            happened: "The old flue could not be reused, which nobody had looked at.".to_owned(),
            advice: Some("Ask for a survey at stage 1, and give it to every bidder.".to_owned()),
            stage: StageNo::new(1),
            category: None,
            tags: vec!["heating".to_owned(), "specification".to_owned()],
            by: "D. Keeper".to_owned(),
        }))
    }

    /// What was promised: one delivery is missing, and somebody has to make it good.
    fn promise(&mut self, contract: Uuid, days: &Days) -> Result<()> {
        let every = Schedule::Every { months: 3, from: days.first, until: days.last };
        let by = Schedule::By { day: days.last };
        for (title, quantity, unit, schedule) in [
            ("Hours of careers talks in local schools", 6, "hours", every),
            ("Apprentices from the borough", 2, "people", by),
        ] {
            let words = "As the contract says".to_owned();
            let commitment = commitment(contract, title, quantity, unit, schedule);
            self.contract(ContractAct::add(commitment).because(Some(words)))?;
        }
        let view = self.register.contracts(self.reference.as_str(), self.context)?;
        let hours =
            view.file.commitments.iter().find(|(_, of)| of.unit.as_deref() == Some("hours"));
        if let Some((hours, _)) = hours {
            self.contract(ContractAct::add(delivery(*hours, days.lately)))?;
            self.contract(ContractAct::add(Action {
                contract,
                about: ActionKind::Corrective,
                concerns: Some(*hours),
                review: None,
                what: "Agree two more talks with the academies".to_owned(),
                owner: "Haven Heating Ltd".to_owned(),
                due: days.today.plus_days(9).unwrap_or(days.today),
                done: None,
                outcome: None,
                dropped: false,
            }))?;
        }
        Ok(())
    }

    /// A status that stands, where the policy with a scheme is there.
    fn rate(&mut self, supplier: Uuid, days: &Days) -> Result<()> {
        let policy = "cumbria";
        let library = self.register.library();
        let scheme = library.policy(policy).ok().map(|loaded| loaded.pack.supplier_status.clone());
        let Some(Some(scheme)) = scheme else { return Ok(()) };
        let by = "A. Officer".to_owned();
        self.supply(SupplierAct::BeginStatus { supplier, policy: policy.to_owned(), by })?;
        let view = self.register.supplier(supplier, self.context)?;
        let open = view.schemes.iter().find_map(|scheme| scheme.open.as_ref());
        let Some(review) = open.map(|open| open.uid) else { return Ok(()) };
        for behaviour in &scheme.behaviours {
            self.supply(SupplierAct::Judge {
                review,
                judgement: Judgement {
                    behaviour: behaviour.id.clone(),
                    title: behaviour.title.clone(),
                    level: Some("Silver".to_owned()),
                    evidence: Some("Minutes of the last two review boards".to_owned()),
                },
            })?;
        }
        let decided = Decided {
            level: "Silver".to_owned(),
            reason: "Good work, with little beyond what the contract asks for.".to_owned(),
            by: "Head of Procurement".to_owned(),
            day: days.today,
            next_review: days.today.plus_months(12_u8),
        };
        self.supply(SupplierAct::Decide { review, decided }).map(drop)
    }
}

fn commitment(
    contract: Uuid,
    title: &str,
    quantity: u32,
    unit: &str,
    schedule: Schedule,
) -> Commitment {
    Commitment {
        quantity: Some(quantity.into()),
        unit: Some(unit.to_owned()),
        area: Some("North East Lincolnshire".to_owned()),
        evidence: Some("Names and dates, signed by the school or the college".to_owned()),
        ..Commitment::new(contract, title.to_owned(), schedule)
    }
}

fn delivery(commitment: Uuid, day: Date) -> Delivery {
    Delivery {
        quantity: Some(4.into()),
        words: Some("Two talks at Haven Academy".to_owned()),
        ..Delivery::new(commitment, day)
    }
}
