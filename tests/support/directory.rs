//! A register with suppliers, contracts, a status under review and lessons, made deed by deed.

use std::path::Path;

use tenderbook::domain::contract::{
    Commitment, Contract, Figure, FigureKind, FinancialYear, Lesson, Schedule,
};
use tenderbook::domain::supplier::{
    CodeSigned, Contact, DebarmentCheck, DebarmentResult, Decided, Judgement, LivingWage,
    LocalJudgement, Ownership, Reply, Sector, Statement, StatusReview, Supplier,
};
use tenderbook::domain::{ContractType, Date, Facts, StageNo};
use tenderbook::register::{
    Act, Clock, Context, ContractAct, Library, NewProcurement, Order, Purpose, Register, Subject,
    SupplierAct,
};
use uuid::Uuid;

/// The register, and the officer who works on it.
pub(crate) struct Book {
    pub(crate) register: Register,
    pub(crate) context: Context,
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Book {
    pub(crate) fn new(path: &Path) -> Self {
        let clock = Clock::fixed("2026-11-21T09:00:00Z").unwrap();
        let context = clock.context("A. Officer");
        let register = Register::open(path, Library::new(None), &context).unwrap();
        Self { register, context }
    }

    pub(crate) fn tender(&mut self, reference: &str, title: &str, policy: &str) {
        let mut facts =
            Facts::new(ContractType::Services, "300000".parse().unwrap(), self.context.today);
        facts.subject.category = Some("youth services".to_owned());
        let new = NewProcurement {
            reference: Some(reference.parse().unwrap()),
            title: title.to_owned(),
            policy: policy.to_owned(),
            facts,
        };
        self.register.perform(&Order::start(new), &self.context).unwrap();
    }

    pub(crate) fn supply(&mut self, act: SupplierAct) -> Uuid {
        let act = Act::Supply(act);
        let order = Order { reference: None, act, seen: None, purpose: Purpose::Plain };
        match self.register.perform(&order, &self.context).unwrap().on {
            Subject::Supplier { uid, .. } => uid,
            Subject::Procurement(_) => unreachable!(),
        }
    }

    pub(crate) fn supplier(&mut self, supplier: Supplier) -> Uuid {
        self.supply(SupplierAct::add(supplier))
    }

    pub(crate) fn record(&mut self, reference: &str, act: ContractAct) {
        let order = Order::on(reference, Act::Contract(act));
        self.register.perform(&order, &self.context).unwrap();
    }

    pub(crate) fn contract(&mut self, reference: &str, supplier: Uuid, value: &str) -> Uuid {
        let contract = Contract {
            lot: None,
            supplier,
            title: None,
            value: Some(value.parse().unwrap()),
            signed: Some(day("2026-05-04")),
            starts: day("2026-06-01"),
            ends: day("2029-05-31"),
            extendable_to: None,
            manager: Some("C. Manager".to_owned()),
            review_months: None,
            collaborative: None,
            partners: None,
            no_kpis: None,
            ended: None,
            note: None,
        };
        self.record(reference, ContractAct::add(contract));
        let view = self.register.contracts(reference, &self.context).unwrap();
        view.contracts.iter().find(|one| one.contract.supplier == supplier).unwrap().uid
    }

    pub(crate) fn commitment(&mut self, reference: &str, contract: Uuid, title: &str, due: &str) {
        let commitment = Commitment {
            quantity: Some("4".parse().unwrap()),
            unit: Some("people".to_owned()),
            ..Commitment::new(contract, title.to_owned(), Schedule::By { day: day(due) })
        };
        let why = "Filled in from the signed contract".to_owned();
        self.record(reference, ContractAct::add(commitment).because(Some(why)));
    }

    pub(crate) fn spend(&mut self, reference: &str, contract: Uuid, amount: &str) {
        let figure = Figure {
            contract,
            year: FinancialYear::beginning_in(2026).unwrap(),
            about: FigureKind::Spend,
            amount: amount.parse().unwrap(),
            source: "finance system".to_owned(),
        };
        self.record(reference, ContractAct::add(figure));
    }

    pub(crate) fn lesson(&mut self, reference: &str, title: &str) {
        let lesson = Lesson {
            contract: None,
            day: day("2026-10-05"),
            title: title.to_owned(),
            happened: "The supplier named its apprentices only in month ten, so that nobody could check the first year.".to_owned(),
            advice: Some("Ask for names and start dates with the first quarterly report.".to_owned()),
            stage: StageNo::new(11),
            category: None,
            tags: vec!["apprentices".to_owned(), "reporting".to_owned()],
            by: "A. Officer".to_owned(),
        };
        self.record(reference, ContractAct::add(lesson));
    }

    pub(crate) fn open_review(&self, supplier: Uuid) -> (Uuid, StatusReview) {
        let view = self.register.supplier(supplier, &self.context).unwrap();
        let open = view.schemes[0].open.clone().unwrap();
        (open.uid, open.review)
    }

    /// Judges the behaviours of the review under way in their order.
    pub(crate) fn judge(&mut self, supplier: Uuid, levels: &[Option<&str>]) {
        let (review, held) = self.open_review(supplier);
        for (judgement, level) in held.judgements.into_iter().zip(levels) {
            let judgement = Judgement {
                level: level.map(str::to_owned),
                evidence: level.map(|_| "Minutes of the review board of 4 May 2026".to_owned()),
                ..judgement
            };
            if judgement.level.is_some() {
                self.supply(SupplierAct::Judge { review, judgement });
            }
        }
    }

    pub(crate) fn decide(&mut self, supplier: Uuid, level: &str, on: &str) {
        let (review, _) = self.open_review(supplier);
        self.supply(SupplierAct::Tell { review, day: Some(day("2026-05-10")) });
        let reply = Reply { day: day("2026-05-20"), text: "We agree.".to_owned() };
        self.supply(SupplierAct::Reply { review, reply: Some(reply) });
        let decided = Decided {
            level: level.to_owned(),
            reason: "Good over the first year, with gaps in the action plans.".to_owned(),
            by: "C. Director".to_owned(),
            day: day(on),
            next_review: Some(day("2027-06-01")),
        };
        self.supply(SupplierAct::Decide { review, decided });
    }

    pub(crate) fn begin(&mut self, supplier: Uuid) {
        self.supply(SupplierAct::BeginStatus {
            supplier,
            policy: "cumbria".to_owned(),
            by: "A. Officer".to_owned(),
        });
    }
}

/// A supplier of which much is known.
pub(crate) fn acorn() -> Supplier {
    Supplier {
        number: Some("01234567".parse().unwrap()),
        address: Some("1 High Street, Carlisle".to_owned()),
        postcode: Some("CA1 1RD".parse().unwrap()),
        website: Some("https://acorn.example".to_owned()),
        headcount: Some(34),
        headcount_on: Some(day("2026-04-01")),
        sector: Some(Sector::SocialEnterprise),
        local: Some(LocalJudgement {
            local: true,
            by: "A. Officer".to_owned(),
            day: day("2026-05-01"),
            reason: Some("Seat and staff are in Carlisle".to_owned()),
        }),
        ownership: Some(Ownership { says: "Led by women".to_owned(), day: day("2026-05-01") }),
        large_turnover: Some(false),
        statement: None::<Statement>,
        code: Some(CodeSigned { day: day("2026-05-04"), by: "B. Acorn".to_owned() }),
        living_wage: Some(LivingWage::Accredited),
        ..Supplier::named("Acorn Youth CIC")
    }
}

/// Suppliers, contracts, a review of status under way, lessons.
pub(crate) fn filled(path: &Path) -> Book {
    let mut book = Book::new(path);
    book.tender("2026-0042", "Youth club and holiday activities", "cumbria");
    book.tender("2026-0043", "Catering at headquarters", "cumbria");
    book.tender("2026-0050", "Youth activities in the summer", "cumbria");
    book.tender("2026-0060", "Community transport", "nelc");
    let acorn = book.supplier(acorn());
    let bright = book.supplier(Supplier {
        large_turnover: Some(true),
        headcount: Some(1200),
        sector: Some(Sector::Business),
        ..Supplier::named("Brightside Ltd")
    });
    let twin = book.supplier(Supplier::named("Acorn Youth Community Interest Company"));
    book.supplier(Supplier::named("Dale Buses"));
    let unknown = book.supplier(Supplier::named("Eden Coaches"));
    let reason = "The same charity under its long name".to_owned();
    book.supply(SupplierAct::Merge { uid: twin, into: acorn, reason });
    book.supply(SupplierAct::add(Contact {
        supplier: acorn,
        name: "B. Acorn".to_owned(),
        role: Some("director".to_owned()),
        email: Some("b@acorn.example".to_owned()),
        phone: None,
        note: None,
    }));
    book.supply(SupplierAct::add(DebarmentCheck {
        supplier: acorn,
        day: day("2026-05-02"),
        by: "A. Officer".to_owned(),
        result: DebarmentResult::NotListed,
        note: None,
    }));
    let contract = book.contract("2026-0042", acorn, "240000");
    book.commitment("2026-0042", contract, "Apprentices", "2026-10-31");
    book.commitment("2026-0042", contract, "Volunteers", "2028-10-31");
    let other = book.contract("2026-0060", acorn, "90000");
    book.spend("2026-0060", other, "30000");
    let bright_contract = book.contract("2026-0060", bright, "120000");
    book.spend("2026-0060", bright_contract, "70000");
    let unknown_contract = book.contract("2026-0060", unknown, "60000");
    book.spend("2026-0060", unknown_contract, "50000");
    book.begin(acorn);
    let silver = [Some("Silver"); 7];
    book.judge(acorn, &silver);
    book.decide(acorn, "Silver", "2026-06-01");
    book.begin(acorn);
    book.judge(acorn, &[Some("Gold"), Some("Silver"), Some("Gold"), None, Some("Gold")]);
    book.lesson("2026-0042", "Apprentices were named too late");
    book.lesson("2026-0043", "Local food needs smaller lots");
    book
}
