//! Tenders with contracts, built through the register, for the screens to show.

use std::path::Path;

use tenderbook::domain::contract::{
    Action, ActionKind, Commitment, Contract, Counting, Delivery, Figure, FigureKind, Lesson,
    Paper, Schedule, Settled, SettledKind, Variation, VariationKind, Verified, Withheld,
};
use tenderbook::domain::evaluation::LotNo;
use tenderbook::domain::supplier::Supplier;
use tenderbook::domain::{ContractType, Date, Facts, StageNo};
use tenderbook::register::{
    Act, Clock, Context, ContractAct, Corrected, EvaluationAct, Library, NewAward, NewEvidence,
    NewProcurement, Order, Register, Subject, SupplierAct,
};
use uuid::Uuid;

use super::Journey;
use super::evaluation_build::{Build, REFERENCE};
use super::evaluation_result::built;

/// A day.
pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The register with the tender, and what it is worked on with.
pub(super) struct After {
    register: Register,
    context: Context,
    reference: String,
}

impl After {
    /// What follows from the award of a tender that is there.
    pub(super) fn of(path: &Path, reference: &str) -> Self {
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
        let register = Register::open(path, Library::new(None), &context).unwrap();
        Self { register, context, reference: reference.to_owned() }
    }

    /// The same on a tender that is begun for it.
    pub(super) fn new(path: &Path, policy: &str, title: &str) -> Self {
        let mut after = Self::of(path, REFERENCE);
        let new = NewProcurement {
            reference: Some(after.reference.parse().unwrap()),
            title: title.to_owned(),
            policy: policy.to_owned(),
            facts: Facts::new(
                ContractType::Services,
                "360000".parse().unwrap(),
                after.context.today,
            ),
        };
        after.register.perform(&Order::start(new), &after.context).unwrap();
        after
    }

    pub(super) fn does(&mut self, act: ContractAct) {
        let order = Order::on(self.reference.as_str(), Act::Contract(act));
        self.register.perform(&order, &self.context).unwrap();
    }

    /// Adds a record, and gives its uid.
    pub(super) fn adds(&mut self, act: ContractAct, find: impl Fn(&Self) -> Vec<Uuid>) -> Uuid {
        let before = find(self);
        self.does(act);
        find(self).into_iter().find(|uid| !before.contains(uid)).unwrap()
    }

    pub(super) fn supplier(&mut self, name: &str) -> Uuid {
        let act = Act::Supply(SupplierAct::add(Supplier::named(name)));
        let order = Order {
            reference: None,
            act,
            seen: None,
            purpose: tenderbook::register::Purpose::Plain,
        };
        match self.register.perform(&order, &self.context).unwrap().on {
            Subject::Supplier { uid, .. } => uid,
            Subject::Procurement(_) => panic!("a supplier was added"),
        }
    }

    fn view(&self) -> tenderbook::register::ContractsView {
        self.register.contracts(&self.reference, &self.context).unwrap()
    }

    pub(super) fn contract(&mut self, supplier: Uuid, signed: bool) -> Uuid {
        let contract = Contract {
            lot: None,
            supplier,
            title: None,
            value: Some("360000".parse().unwrap()),
            signed: signed.then(|| day("2025-09-12")),
            starts: day("2025-10-01"),
            ends: day("2028-09-30"),
            extendable_to: Some(day("2030-09-30")),
            manager: Some("Dana Green".to_owned()),
            review_months: Some(3),
            collaborative: Some(true),
            partners: Some("Durham Constabulary".to_owned()),
            no_kpis: None,
            ended: None,
            note: None,
        };
        self.adds(ContractAct::add(contract), |after| {
            after.view().file.contracts.keys().copied().collect()
        })
    }

    pub(super) fn commitment(&mut self, commitment: Commitment) -> Uuid {
        let reason = Some("The contract says so, schedule 4".to_owned());
        self.adds(ContractAct::add(commitment).because(reason), |after| {
            after.view().file.commitments.keys().copied().collect()
        })
    }

    /// Records a delivery, with a note as evidence where there is one.
    pub(super) fn delivers(
        &mut self,
        commitment: Uuid,
        (from, on): (Option<&str>, &str),
        quantity: Option<i64>,
        note: Option<&str>,
    ) -> Uuid {
        let delivery = Delivery {
            from: from.map(day),
            quantity: quantity.map(Into::into),
            words: quantity.is_none().then(|| "A fair at the town hall, 14 firms".to_owned()),
            ..Delivery::new(commitment, day(on))
        };
        let evidence = note.map(|text| NewEvidence::Note { text: text.to_owned() });
        self.adds(ContractAct::add(delivery).with(evidence), |after| {
            after.view().file.deliveries.keys().copied().collect()
        })
    }
}

/// A commitment with nothing said but what and when.
pub(super) fn promise(
    contract: Uuid,
    title: &str,
    quantity: i64,
    schedule: Schedule,
) -> Commitment {
    Commitment {
        quantity: (quantity > 0).then(|| quantity.into()),
        unit: (quantity > 0).then(|| "people".to_owned()),
        ..Commitment::new(contract, title.to_owned(), schedule)
    }
}

/// A contract that has run for a year: commitments in every standing, deliveries of every kind.
#[expect(clippy::too_many_lines, reason = "one contract with something of everything")]
pub(super) fn running(path: &Path) {
    let mut after = After::new(path, "cumbria", "Custody healthcare services");
    let acme = after.supplier("Acme Health Ltd");
    after.supplier("Bright Care CIC");
    let contract = after.contract(acme, true);
    let change = after.adds(
        ContractAct::add(Variation {
            contract,
            about: VariationKind::Extension,
            day: day("2026-06-02"),
            what: "One more year, as the contract allows".to_owned(),
            ends: Some(day("2029-09-30")),
            value: Some("480000".parse().unwrap()),
            ground: Some("Clause 3.2 of the contract".to_owned()),
            agreed_by: "Dana Green".to_owned(),
            notice: None,
        }),
        |after| after.view().file.variations.keys().copied().collect(),
    );
    after.does(
        ContractAct::add(Paper {
            contract,
            title: "The signed contract".to_owned(),
            day: day("2025-09-12"),
            document: None,
        })
        .with(Some(NewEvidence::Link { address: "https://example.org/contract".to_owned() })),
    );
    for (about, amount) in [(FigureKind::Spend, "112500.50"), (FigureKind::LocalSpend, "8000")] {
        after.does(ContractAct::add(Figure {
            contract,
            year: "2025-26".parse().unwrap(),
            about,
            amount: amount.parse().unwrap(),
            source: "Finance system".to_owned(),
        }));
    }
    let quarterly =
        Schedule::Every { months: 3, from: day("2025-10-01"), until: day("2028-09-30") };
    let apprentices = after.commitment(Commitment {
        words: Some("Three apprentices begin in every quarter.".to_owned()),
        area: Some("Eden and South Lakeland".to_owned()),
        evidence: Some("Apprenticeship agreements".to_owned()),
        ..promise(contract, "Apprenticeships begun", 3, quarterly)
    });
    let first = after.delivers(apprentices, (None, "2026-03-31"), Some(3), Some("Two agreements"));
    after.delivers(apprentices, (None, "2026-06-30"), Some(3), None);
    after.does(ContractAct::Correct {
        delivery: first,
        to: Corrected {
            day: day("2026-03-31"),
            from: None,
            quantity: Some(2.into()),
            words: None,
            withdrawn: false,
        },
        reason: "One of them had begun the year before".to_owned(),
    });
    after.does(ContractAct::Verify {
        delivery: first,
        verified: Some(Verified {
            by: "Dana Green".to_owned(),
            day: day("2026-04-09"),
            how: Some("Saw the agreements".to_owned()),
        }),
    });
    let jobs = after.commitment(Commitment {
        counting: Counting::OverTime,
        unit: Some("FTE".to_owned()),
        withheld: Some(Withheld { reason: "Single people could be known".to_owned() }),
        variation: Some(change),
        ..promise(
            contract,
            "Jobs for long-term unemployed people",
            6,
            Schedule::Evenly { from: day("2025-10-01"), until: day("2028-09-30") },
        )
    });
    after.delivers(jobs, (Some("2025-11-01"), "2026-10-31"), Some(2), None);
    let visits = after.commitment(promise(
        contract,
        "Work placements",
        3,
        Schedule::By { day: day("2026-12-10") },
    ));
    after.delivers(visits, (None, "2026-06-30"), Some(3), None);
    let placements = after.commitment(promise(
        contract,
        "School visits",
        4,
        Schedule::By { day: day("2026-12-10") },
    ));
    after.delivers(placements, (None, "2026-05-04"), Some(1), None);
    after.commitment(promise(
        contract,
        "Mentoring of ex-offenders",
        10,
        Schedule::By { day: day("2028-06-30") },
    ));
    let fair = after.commitment(promise(
        contract,
        "A fair for local suppliers",
        0,
        Schedule::By { day: day("2026-09-30") },
    ));
    after.delivers(fair, (None, "2026-09-16"), None, None);
    let waived = after.commitment(promise(
        contract,
        "Volunteering days",
        20,
        Schedule::By { day: day("2026-03-31") },
    ));
    let commitment = after.view().file.commitments[&waived].clone();
    after.does(ContractAct::change(
        waived,
        Commitment {
            settled: Some(Settled {
                how: SettledKind::Waived,
                reason: "The charity closed".to_owned(),
                by: "Dana Green".to_owned(),
                day: day("2026-04-01"),
            }),
            ..commitment
        },
    ));
}

/// The same with an open action for what is late.
pub(super) fn acted(path: &Path) {
    running(path);
    let mut after = After::of(path, REFERENCE);
    let view = after.view();
    let contract = view.contracts[0].uid;
    let late = view.contracts[0].progress[0].commitment;
    after.does(ContractAct::add(Action {
        contract,
        about: ActionKind::Corrective,
        concerns: Some(late),
        review: None,
        what: "Recruit from the autumn job fair".to_owned(),
        owner: "Jo Field, Acme".to_owned(),
        due: day("2026-11-14"),
        done: None,
        outcome: None,
        dropped: false,
    }));
}

/// A lot that was awarded, of which no contract is begun.
pub(super) fn awarded(path: &Path) {
    let mut build = Build::at(path, "cumbria");
    build.asks(&["Clinical method"], "Apprenticeships", true);
    let acme = build.bid("Acme Health Ltd", Some("84500"), Some(true));
    let bright = build.bid("Bright Care CIC", Some("91250.50"), Some(false));
    build.offers(acme, 4);
    build.offers(bright, 2);
    let anna = build.evaluator("Anna Brown", "contract manager");
    for bid in [acme, bright] {
        let method = build.questions()[0];
        build.score((bid, method), anna, 4);
        build.agree((bid, method), 4);
    }
    build.does(EvaluationAct::Award {
        lot: LotNo::FIRST,
        award: NewAward {
            bid: acme,
            decided_by: "Pat Hill".to_owned(),
            role: None,
            day: day("2026-11-20"),
            reasons: "First by points".to_owned(),
            tie_break: None,
            withheld: Vec::new(),
        },
    });
}

/// A tender with a contract that has nothing but its terms, not signed.
pub(super) fn bare(path: &Path) {
    let mut after = After::new(path, "cumbria", "Custody healthcare services");
    let acme = after.supplier("Acme Health Ltd");
    after.contract(acme, false);
}

/// A tender, and another like it that left a lesson.
pub(super) fn with_lesson(path: &Path) {
    bare(path);
    let mut after = After::of(path, REFERENCE);
    let contract = after.view().contracts[0].uid;
    after.does(ContractAct::add(Lesson {
        contract: Some(contract),
        stage: Some(StageNo::FIRST),
        title: "Custody healthcare needs night cover".to_owned(),
        happened: "Nobody had asked the custody sergeants.".to_owned(),
        advice: Some("Ask them first.".to_owned()),
        category: None,
        tags: vec!["custody".to_owned(), "healthcare".to_owned()],
        by: "Dana Green".to_owned(),
        day: day("2026-10-01"),
    }));
    let new = NewProcurement {
        reference: Some("2026-0002".parse().unwrap()),
        title: "Custody healthcare services from 2029".to_owned(),
        policy: "cumbria".to_owned(),
        facts: Facts::new(ContractType::Services, "360000".parse().unwrap(), after.context.today),
    };
    after.register.perform(&Order::start(new), &after.context).unwrap();
}

impl Journey {
    /// The tab with the contracts of a tender that was built.
    pub(super) fn with_contracts(&mut self, build: fn(&Path)) -> &mut Self {
        built(&self.folder.path().join("register.db"), build as usize, build);
        self.begin_anew();
        self.press("Enter 5")
    }

    /// Its only contract, on one of its tabs.
    pub(super) fn with_contract(&mut self, tab: &str, build: fn(&Path)) -> &mut Self {
        self.with_contracts(build).press("End Enter").press(tab)
    }
}
