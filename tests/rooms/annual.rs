//! The annual report: which year a thing belongs to, what is added up, and what is the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tenderbook::domain::contract::{
    Commitment, Contract, Delivery, Figure, FigureKind, Lesson, Review, Schedule, Withheld,
};
use tenderbook::domain::supplier::{Decided, Judgement, LocalJudgement, Sector, Supplier};
use tenderbook::domain::{ContractType, Facts, ProcurementState};
use tenderbook::policy::{Base, SocialValue};
use tenderbook::register::{
    Act, Context, ContractAct as C, Library, NewProcurement, Order, Purpose, Register,
    SupplierAct as S, Watch,
};
use tenderbook::report::Variant;
use tenderbook::report::annual::{Annual, annual};
use tenderbook::report::document::{Block, Section};
use uuid::Uuid;

use super::{date, money, package};

/// Registers in one folder, each written on the day that is set.
struct Books {
    folder: tempfile::TempDir,
    today: String,
}

impl Books {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), today: "2026-06-01".to_owned() }
    }

    fn on(&mut self, day: &str) -> &mut Self {
        day.clone_into(&mut self.today);
        self
    }

    fn context(&self) -> Context {
        Context {
            officer: "A. Officer".to_owned(),
            now: format!("{}T09:00:00Z", self.today),
            today: date(&self.today),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.db"))
    }

    fn open(&self, name: &str) -> Register {
        Register::open(&self.path(name), Library::default(), &self.context()).unwrap()
    }

    /// Does something in a register, which is closed again.
    #[track_caller]
    fn act(&self, name: &str, reference: &str, act: Act) {
        self.open(name).perform(&Order::on(reference, act), &self.context()).unwrap();
    }

    fn supply(&self, name: &str, act: S) {
        let act = Act::Supply(act);
        let order = Order { reference: None, act, seen: None, purpose: Purpose::Plain };
        self.open(name).perform(&order, &self.context()).unwrap();
    }

    fn start(&self, name: &str, reference: &str, policy: &str, start: &str, value: &str) {
        let facts = Facts::new(ContractType::Services, money(value), date(start));
        let new = NewProcurement {
            reference: Some(reference.parse().unwrap()),
            title: format!("Tender {reference}"),
            policy: policy.to_owned(),
            facts,
        };
        self.open(name).perform(&Order::start(new), &self.context()).unwrap();
    }

    fn weigh(&self, name: &str, reference: &str, weight: &str) {
        let act = Act::SetWeighting {
            weight: weight.parse().unwrap(),
            base: Base::Total,
            reason: None,
            agreed_by: None,
        };
        self.act(name, reference, act);
    }

    fn opt_out(&self, name: &str, reference: &str, agreed_by: &str) {
        let act = Act::OptOut {
            explored: vec!["the market".to_owned()],
            why: "One licence, one seller".to_owned(),
            agreed_by: agreed_by.to_owned(),
        };
        self.act(name, reference, act);
    }

    fn supplier(&self, name: &str, supplier: Supplier) -> Uuid {
        let called = supplier.name.clone();
        self.supply(name, S::add(supplier));
        self.open(name).suppliers_called(&called).unwrap()[0].0
    }

    fn contract(&self, name: &str, reference: &str, contract: Contract) -> Uuid {
        let before = self.uids(name, reference);
        self.act(name, reference, Act::Contract(C::add(contract)));
        *self.uids(name, reference).iter().find(|uid| !before.contains(uid)).unwrap()
    }

    fn uids(&self, name: &str, reference: &str) -> Vec<Uuid> {
        let view = self.open(name).contracts(reference, &self.context()).unwrap();
        view.contracts.iter().map(|one| one.uid).collect()
    }

    /// Adds a commitment with deliveries, each a day and a quantity.
    fn promise(
        &self,
        name: &str,
        reference: &str,
        commitment: Commitment,
        deliveries: &[(&str, &str)],
    ) {
        let all = || {
            let view = self.open(name).contracts(reference, &self.context()).unwrap();
            view.file.commitments.into_keys().collect::<Vec<Uuid>>()
        };
        let before = all();
        self.act(name, reference, Act::Contract(C::add(commitment)));
        let uid = all().into_iter().find(|uid| !before.contains(uid)).unwrap();
        for (day, quantity) in deliveries {
            self.act(name, reference, Act::Contract(C::add(delivery(uid, day, quantity))));
        }
    }

    fn read(&self, names: &[&str], year: &str, variant: Variant) -> Annual {
        let registers: Vec<Register> = names
            .iter()
            .map(|name| {
                let library = Library::default();
                Register::open_to_read(&self.path(name), library, &Watch::nobody()).unwrap()
            })
            .collect();
        let year = year.parse().unwrap();
        annual(&registers, year, variant, &self.context(), &Watch::nobody()).unwrap()
    }

    fn full(&self, year: &str) -> Annual {
        self.read(&["one"], year, Variant::Full)
    }
}

fn agreed(supplier: Uuid, starts: &str, ends: &str) -> Contract {
    Contract {
        lot: None,
        supplier,
        title: None,
        value: Some(money("120000")),
        signed: None,
        starts: date(starts),
        ends: date(ends),
        extendable_to: None,
        manager: Some("C. Manager".to_owned()),
        review_months: None,
        collaborative: None,
        partners: None,
        no_kpis: None,
        ended: None,
        note: None,
    }
}

fn promised(contract: Uuid, title: &str, quantity: &str, unit: &str, by: &str) -> Commitment {
    Commitment {
        quantity: Some(quantity.parse().unwrap()),
        unit: Some(unit.to_owned()),
        ..Commitment::new(contract, title.to_owned(), Schedule::By { day: date(by) })
    }
}

fn delivery(commitment: Uuid, day: &str, quantity: &str) -> Delivery {
    Delivery { quantity: Some(quantity.parse().unwrap()), ..Delivery::new(commitment, date(day)) }
}

fn spend(contract: Uuid, amount: &str) -> Act {
    Act::Contract(C::add(Figure {
        contract,
        year: "2026-27".parse().unwrap(),
        about: FigureKind::Spend,
        amount: money(amount),
        source: "Finance system".to_owned(),
    }))
}

fn scope(of: &Annual, status: SocialValue) -> usize {
    of.procurements.scope.iter().find(|one| one.status == status).unwrap().tenders
}

/// A register with something in every chapter.
fn full_books() -> Books {
    let mut books = Books::new();
    for (reference, value) in [("N-1", "300000"), ("N-2", "300000"), ("N-3", "90000")] {
        books.start("one", reference, "nelc", "2026-05-01", value);
    }
    books.start("one", "C-1", "cumbria", "2026-05-01", "300000");
    books.weigh("one", "N-1", "10");
    books.opt_out("one", "N-2", "J. Smith for the Leadership Team");
    let view = books.open("one").procurement("N-1").unwrap();
    let outcomes = view.pack.objectives.iter().flat_map(|one| &one.outcomes);
    let measure = outcomes.flat_map(|one| &one.measures).next().unwrap().clone();
    let sought = Act::Seek {
        outcome: measure.id.clone(),
        quantity: Some(4.into()),
        why: Some("It can be had".to_owned()),
    };
    books.act("one", "N-1", sought);
    let mut small = Supplier::named("Small Ltd");
    small.headcount = Some(12);
    small.number = Some("01234567".parse().unwrap());
    small.sector = Some(Sector::Business);
    small.local = Some(LocalJudgement {
        local: true,
        by: "A. Officer".to_owned(),
        day: date("2026-05-01"),
        reason: None,
    });
    let small = books.supplier("one", small);
    let other = books.supplier("one", Supplier::named("Unknown Ltd"));
    let n1 = books.contract("one", "N-1", agreed(small, "2026-06-01", "2029-05-31"));
    let c1 = books.contract("one", "C-1", agreed(other, "2026-06-01", "2027-05-31"));
    books.act("one", "N-1", spend(n1, "20000"));
    let tied = Commitment {
        measure: Some(measure.id),
        ..promised(n1, "Starters", "8", "people", "2026-09-30")
    };
    books.on("2026-11-21");
    books.promise("one", "N-1", tied, &[("2026-08-01", "5")]);
    let withheld = Commitment {
        withheld: Some(Withheld { reason: "Commercially sensitive".to_owned() }),
        ..promised(c1, "Secret talks", "2", "hours", "2026-09-30")
    };
    books.promise("one", "C-1", withheld, &[]);
    let review = Review {
        contract: n1,
        planned: date("2026-09-01"),
        held: Some(date("2026-09-02")),
        present: Some("C. Manager".to_owned()),
        agenda: None,
        minutes: Some("All well".to_owned()),
        value: None,
        measured: Some(money("1500")),
    };
    books.act("one", "N-1", Act::Contract(C::add(review)));
    let lesson = Lesson {
        contract: Some(n1),
        day: date("2026-10-01"),
        title: "Ask for the rota first".to_owned(),
        happened: "Nights were not covered".to_owned(),
        advice: Some("Ask for it with the bid".to_owned()),
        stage: None,
        category: None,
        tags: vec!["rota".to_owned()],
        by: "D. Keeper".to_owned(),
    };
    books.act("one", "N-1", Act::Contract(C::add(lesson)));
    rate(&books, other, "Gold");
    books
}

/// Decides on a supplier's status under the scheme of Cumbria.
fn rate(books: &Books, supplier: Uuid, level: &str) {
    let (policy, by) = ("cumbria".to_owned(), "A. Officer".to_owned());
    books.supply("one", S::BeginStatus { supplier, policy, by });
    let view = books.open("one").supplier(supplier, &books.context()).unwrap();
    let scheme = view.schemes.iter().find(|scheme| scheme.policy == "cumbria").unwrap();
    let review = scheme.open.as_ref().unwrap().uid;
    let library = Library::default();
    let pack = library.policy("cumbria").unwrap().pack.clone();
    for behaviour in &pack.supplier_status.as_ref().unwrap().behaviours {
        let judgement = Judgement {
            behaviour: behaviour.id.clone(),
            title: behaviour.title.clone(),
            level: Some(level.to_owned()),
            evidence: Some("Minutes".to_owned()),
        };
        books.supply("one", S::Judge { review, judgement });
    }
    let decided = Decided {
        level: level.to_owned(),
        reason: "Very good work".to_owned(),
        by: "Head of Procurement".to_owned(),
        day: date(&books.today),
        next_review: None,
    };
    books.supply("one", S::Decide { review, decided });
}

#[test]
fn a_procurement_belongs_to_the_year_in_which_it_commences() {
    let mut books = Books::new();
    for (at, start) in
        ["2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"].into_iter().enumerate()
    {
        books.start("one", &format!("T-{at}"), "nelc", start, "300000");
    }
    books.on("2027-06-01");
    let counts = |year| {
        let of = books.full(year);
        (of.procurements.commenced, of.year_ended)
    };
    assert_eq!(counts("2025-26"), (1, true));
    assert_eq!(counts("2026-27"), (2, true));
    assert_eq!(counts("2027-28"), (1, false));
    let of = books.full("2026-27");
    assert_eq!(scope(&of, SocialValue::Required), 2);
    assert_eq!(of.procurements.value.words(), "£600,000.00");
    assert_eq!((of.first_day, of.last_day), (date("2026-04-01"), date("2027-03-31")));
    assert_eq!(of.as_of, of.last_day);
}

#[test]
fn a_year_that_has_not_begun_is_refused() {
    let books = Books::new();
    books.start("one", "T-1", "nelc", "2026-05-01", "300000");
    let registers = [books.open("one")];
    let year = "2027".parse().unwrap();
    let context = books.context();
    let fault = annual(&registers, year, Variant::Full, &context, &Watch::nobody()).unwrap_err();
    assert!(fault.to_string().contains("2027-28 has not begun"), "{fault}");
    assert!(annual(&[], year, Variant::Full, &context, &Watch::nobody()).is_err());
}

#[test]
fn cancelled_tenders_are_told_and_then_left_out() {
    let books = Books::new();
    books.start("one", "T-1", "nelc", "2026-05-01", "300000");
    books.start("one", "T-2", "nelc", "2026-05-01", "300000");
    books.weigh("one", "T-2", "20");
    let cancel =
        Act::SetState { state: ProcurementState::Cancelled, reason: "No budget".to_owned() };
    books.act("one", "T-2", cancel);
    let of = books.full("2026");
    let procurements = &of.procurements;
    assert_eq!((procurements.commenced, procurements.cancelled, procurements.included), (2, 1, 1));
    assert_eq!(of.weightings.average.average, None);
    assert_eq!(
        of.weightings.gaps[0],
        "1 of 1 tenders have no weight on record, and are not in the average."
    );
}

#[test]
fn an_opt_out_is_counted_with_its_reason_and_who_agreed() {
    let mut books = Books::new();
    books.start("one", "T-1", "nelc", "2026-05-01", "300000");
    books.start("one", "T-2", "nelc", "2026-02-01", "300000");
    books.start("one", "T-3", "nelc", "2026-05-01", "300000");
    books.opt_out("one", "T-1", "J. Smith");
    books.opt_out("one", "T-2", "J. Smith for the Leadership Team");
    books.weigh("one", "T-3", "10");
    books.on("2026-11-21");
    let of = books.full("2026");
    assert_eq!((of.opt_outs.tenders, of.opt_outs.list.len()), (1, 2));
    let (before, this) = (&of.opt_outs.list[0], &of.opt_outs.list[1]);
    assert!(!before.in_figures && this.in_figures);
    assert_eq!(
        (this.agreed_by.as_str(), this.why.as_str()),
        ("J. Smith", "One licence, one seller")
    );
    assert_eq!((this.policy_says.as_str(), this.recorded_on.as_str()), ("required", "2026-06-01"));
    assert_eq!(scope(&of, SocialValue::OptedOut), 1);
    // Opted out is known to be without social value, and has no weight in the average.
    let asked = &of.requests.commenced;
    assert_eq!(asked.with_social_value.words(), "1 of 2 (50%)");
    assert_eq!((asked.opted_out, asked.average.tenders, asked.average.not_recorded), (1, 1, 0));
    assert_eq!(asked.with_where_required.words(), "1 of 2 (50%)");

    let of = books.read(&["one"], "2026", Variant::Publication);
    assert_eq!(of.opt_outs.list[0].agreed_by, "Leadership Team");
    assert_eq!(of.opt_outs.list[1].agreed_by, "on file; names are not published");
    assert_eq!(of.made_by, "an officer");
    let json = serde_json::to_string(&of).unwrap();
    assert!(!json.contains("J. Smith") && !json.contains("A. Officer"), "{json}");
    assert!(!format!("{:?}", of.document()).contains("J. Smith"));
}

#[test]
fn the_average_weight_is_exact_and_no_weight_on_record_is_not_nothing() {
    let books = Books::new();
    for (at, weight) in ["10", "10", "11", ""].into_iter().enumerate() {
        let reference = format!("T-{at}");
        books.start("one", &reference, "nelc", "2026-05-01", "300000");
        if !weight.is_empty() {
            books.weigh("one", &reference, weight);
        }
    }
    let of = books.full("2026");
    let average = &of.weightings.average;
    assert_eq!(average.average.as_ref().unwrap().0.fraction(), "31/3");
    assert_eq!((average.tenders, average.not_recorded), (3, 1));
    let places: Vec<(&str, usize)> =
        of.weightings.by_policy[0].places.iter().map(|one| (one.words, one.tenders)).collect();
    assert_eq!(places, [("At the minimum", 2), ("Above the minimum", 1), ("No weight set yet", 1)]);
    let share = &of.requests.commenced.with_social_value;
    assert_eq!(share.words(), "3 of 4 (75%); not recorded for 1, so at most 100%");
}

#[test]
fn commitments_are_added_up_only_within_one_measure_and_one_unit() {
    let mut books = Books::new();
    books.start("one", "T-1", "nelc", "2026-05-01", "300000");
    let supplier = books.supplier("one", Supplier::named("Acorn Ltd"));
    let contract = books.contract("one", "T-1", agreed(supplier, "2026-05-01", "2028-03-31"));
    books.on("2027-06-01");
    for (title, quantity, unit, by, deliveries) in [
        ("Talks", "6", "hours", "2027-03-31", [("2027-03-31", "4")].as_slice()),
        ("TALKS", "2", "Hours", "2027-03-31", &[("2027-03-30", "4")]),
        ("talks", "3", "people", "2027-03-31", &[("2027-04-01", "3")]),
        ("Trees", "5", "trees", "2027-04-01", &[]),
    ] {
        books.promise("one", "T-1", promised(contract, title, quantity, unit, by), deliveries);
    }
    let of = books.full("2026");
    let lines: Vec<String> = of
        .commitments
        .list
        .iter()
        .map(|line| {
            format!(
                "{} {}: promised {}, due {}, delivered {}, missing {}",
                line.commitments,
                line.unit_words(),
                line.promised.words(),
                line.due.words(),
                line.delivered.words(),
                line.missing.words()
            )
        })
        .collect();
    // More of one commitment covers nothing of another; 1 April is in the next year.
    assert_eq!(
        lines,
        [
            "2 hours: promised 8, due 8, delivered 8, missing 2",
            "1 people: promised 3, due 3, delivered 0, missing 3",
            "1 trees: promised 5, due 0, delivered 0, missing 0",
        ]
    );
    assert_eq!(of.commitments.delivered_when_due.words(), "1 of 3 (33.33%)");
    assert_eq!(of.commitments.list[2].share_of_due, None);
    assert_eq!(of.commitments.behind.len(), 2);
    let next = books.full("2027");
    let people = &next.commitments.list[1];
    assert_eq!(people.delivered_in_year.words(), "3");
    assert_eq!((people.due_in_year.words(), people.due.words()), ("0".to_owned(), "3".to_owned()));
    // The contract did not run in the year before it began.
    assert!(books.full("2025").commitments.list.is_empty());
}

#[test]
fn a_contract_runs_in_every_year_that_it_touches_by_a_day() {
    let mut books = Books::new();
    books.start("one", "T-1", "nelc", "2026-02-01", "300000");
    let supplier = books.supplier("one", Supplier::named("Acorn Ltd"));
    books.contract("one", "T-1", agreed(supplier, "2026-03-31", "2027-04-01"));
    books.on("2028-06-01");
    let ran = |year| books.full(year).commitments.contracts.ran;
    assert_eq!((ran("2024"), ran("2025"), ran("2026"), ran("2027")), (0, 1, 1, 1));
    let awarded = |year| books.full(year).requests.awarded.tenders;
    // Nobody has recorded a signature: the first day of the contract stands for it.
    assert_eq!((awarded("2025"), awarded("2026")), (1, 0));
}

#[test]
fn what_is_withheld_and_how_firms_are_rated_is_not_published() {
    let books = full_books();
    let full = books.full("2026");
    assert_eq!((full.commitments.commitments, full.commitments.withheld), (2, 0));
    assert_eq!(full.suppliers.statuses.decisions[0].supplier, "Unknown Ltd");
    let of = books.read(&["one"], "2026", Variant::Publication);
    assert_eq!((of.commitments.commitments, of.commitments.withheld), (1, 1));
    assert_eq!((of.suppliers.statuses.decided, of.suppliers.statuses.decisions.len()), (1, 0));
    let gaps = &of.commitments.gaps;
    assert!(gaps.iter().any(|gap| gap.contains("1 commitment is withheld")), "{gaps:?}");
    let said = format!("{} {:?}", serde_json::to_string(&of).unwrap(), of.document());
    for kept in ["Secret talks", "Very good work", "D. Keeper", "C. Manager", "J. Smith"] {
        assert!(!said.contains(kept), "{kept}");
    }
    assert!(!said.contains(&books.path("one").display().to_string()));
}

#[test]
fn spend_statuses_and_lessons_of_the_year_are_told_with_what_is_missing() {
    let books = full_books();
    let of = books.full("2026");
    let suppliers = &of.suppliers;
    assert_eq!(suppliers.spend.unwrap().words(), "£20,000.00");
    assert_eq!(suppliers.list[0].name, "Small Ltd");
    assert_eq!((suppliers.list[1].name.as_str(), suppliers.list[1].spend), ("Unknown Ltd", None));
    let gaps = suppliers.gaps.join(" ");
    assert!(
        gaps.contains("1 of 2 contracts that ran in the year have no spend on record"),
        "{gaps}"
    );
    assert!(gaps.contains("1 of 2 firms have no size class on record"), "{gaps}");
    let levels = &suppliers.statuses.by_policy[0].levels;
    assert_eq!((levels[0].level.as_str(), levels[0].firms), ("Gold", 1));
    assert_eq!(of.lessons.list[0].title, "Ask for the rota first");
    let nelc = of.targets.by_policy.iter().find(|one| one.policy == "nelc").unwrap();
    assert_eq!(nelc.targets[0].figures[0].words, "£20,000.00 of £20,000.00");
    assert_eq!(of.commitments.contracts.measured.unwrap().words(), "£1,500.00");
    assert_eq!(of.outcomes.list[0].quantity, Some(4.into()));
    // A decision of a later day does not stand yet.
    assert_eq!(books.full("2025").suppliers.statuses.decided, 0);
}

#[test]
fn the_same_procurement_in_two_registers_is_counted_once_as_it_was_changed_last() {
    let mut books = Books::new();
    books.start("one", "T-1", "nelc", "2026-05-01", "300000");
    books.start("one", "T-2", "nelc", "2026-05-01", "300000");
    let supplier = books.supplier("one", Supplier::named("Acorn Ltd"));
    let contract = books.contract("one", "T-1", agreed(supplier, "2026-05-01", "2028-03-31"));
    books.act("one", "T-1", spend(contract, "1000"));
    let copied = books.open("one");
    copied.back_up(&books.path("two"), false, &Watch::nobody()).unwrap();
    drop(copied);
    books.on("2026-07-01");
    books.weigh("two", "T-1", "12");
    books.start("two", "T-3", "nelc", "2026-05-01", "300000");
    for names in [["one", "two"], ["two", "one"]] {
        let of = books.read(&names, "2026", Variant::Full);
        assert_eq!(of.procurements.commenced, 3);
        let same = &of.same;
        assert_eq!(
            (same.procurements, same.procurements_in_several, same.procurements_differing),
            (3, 2, 1)
        );
        assert_eq!(same.suppliers_in_several, 1);
        assert_eq!(of.weightings.average.words(), "12% of the award criteria, over 1 tender");
        assert_eq!(of.commitments.contracts.ran, 1);
        assert_eq!(of.suppliers.spend.unwrap().words(), "£1,000.00");
        let document = format!("{:?}", of.document());
        assert!(document.contains("2 of them stand in more than one register"), "{document}");
    }
    // The same file named twice says nothing twice.
    let twice = books.read(&["one", "one"], "2026", Variant::Full);
    assert_eq!((twice.procurements.commenced, twice.same.procurements_differing), (2, 0));
}

#[test]
fn one_firm_in_two_directories_is_one_firm_by_its_number() {
    let mut books = Books::new();
    for (name, headcount) in [("one", Some(12)), ("two", None)] {
        books.start(name, "T-1", "cheshire", "2026-05-01", "300000");
        let mut firm = Supplier::named(if name == "one" { "Acorn Ltd" } else { "ACORN LIMITED" });
        firm.number = Some("01234567".parse().unwrap());
        firm.headcount = headcount;
        let firm = books.supplier(name, firm);
        let contract = books.contract(name, "T-1", agreed(firm, "2026-05-01", "2028-03-31"));
        books.act(name, "T-1", spend(contract, "1000"));
        books.on("2026-07-01");
    }
    let of = books.read(&["one", "two"], "2026", Variant::Full);
    assert_eq!(of.suppliers.firms, 1);
    let firm = &of.suppliers.list[0];
    assert_eq!((firm.contracts, firm.spend.unwrap().words().as_str()), (2, "£2,000.00"));
    // What only the other record knows is known of the firm.
    assert_eq!(firm.size.unwrap().words(), "small (10 to 49)");
    assert_eq!(of.same.firms_with_several_records, ["ACORN LIMITED"]);
    let cheshire = &of.targets.by_policy[0];
    let local = cheshire.targets.iter().find(|line| line.id == "local-suppliers").unwrap();
    assert_eq!(local.figures[0].words, "0 of 1");
    // Two officers may have recorded one tender apart: both count, and it is said.
    assert_eq!(of.procurements.commenced, 2);
    assert_eq!(of.same.perhaps_the_same[0].len(), 2);
    assert!(format!("{:?}", of.document()).contains("T-1 (register 2)"));
}

#[test]
fn an_empty_register_gives_a_report_that_says_so() {
    let books = Books::new();
    drop(books.open("one"));
    let of = books.full("2026");
    assert_eq!(of.procurements.commenced, 0);
    assert_eq!(of.requests.commenced.with_social_value.share, None);
    assert_eq!(of.weightings.average.average, None);
    assert_eq!((of.suppliers.spend, of.commitments.contracts.value_signed), (None, None));
    let document = of.document();
    let said = format!("{document:?}");
    for words in ["No procurement commenced in the year.", "nothing to count", "not recorded"] {
        assert!(said.contains(words), "{words}");
    }
}

#[test]
fn reading_tells_how_far_it_is_and_stops_when_it_is_to() {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicU64, Ordering};
    let books = full_books();
    let year = "2026".parse().unwrap();
    let told = std::sync::Arc::new(Mutex::new(Vec::new()));
    let into = told.clone();
    let watch = Watch::new(move |step| {
        into.lock().unwrap().extend(step.map(|step| (step.done, step.of)));
        true
    });
    let registers = [books.open("one")];
    annual(&registers, year, Variant::Full, &books.context(), &watch).unwrap();
    assert_eq!(*told.lock().unwrap(), [(0, 0), (0, 4), (1, 4), (2, 4), (3, 4)]);
    let asked = AtomicU64::new(0);
    let stop = Watch::new(move |_| asked.fetch_add(1, Ordering::Relaxed) < 2);
    assert!(annual(&registers, year, Variant::Full, &books.context(), &stop).is_err());
}

#[test]
fn every_table_has_a_cell_for_each_column_and_headings_go_three_levels_down() {
    fn look(section: &Section, level: usize, tables: &mut usize) {
        assert!(!section.title.is_empty() && level <= 3, "{}", section.title);
        for block in &section.blocks {
            if let Block::Table(table) = block {
                *tables += 1;
                assert!(!table.caption.is_empty());
                for row in &table.rows {
                    assert_eq!(row.cells.len(), table.columns.len(), "{}", table.caption);
                }
            }
        }
        for part in &section.parts {
            look(part, level + 1, tables);
        }
    }
    let books = full_books();
    let mut tables = 0;
    let document = books.full("2026").document();
    for section in &document.sections {
        look(section, 1, &mut tables);
    }
    assert!(tables > 12, "{tables}");
    assert_eq!(document.title, "Social value: annual report 2026-27");
}

/// Every place of a JSON value with the kind of what stands there.
fn shape(value: &Value, at: &str, into: &mut std::collections::BTreeMap<String, String>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(all) if all.is_empty() => "empty list",
        Value::Array(all) => {
            for one in all {
                shape(one, &format!("{at}[]"), into);
            }
            return;
        }
        Value::Object(all) => {
            for (key, one) in all {
                let dot = if at.is_empty() { "" } else { "." };
                shape(one, &format!("{at}{dot}{key}"), into);
            }
            return;
        }
    };
    let known = into.entry(at.to_owned()).or_default();
    if !known.split(" or ").any(|known| known == kind) && kind != known {
        let or = if known.is_empty() { "" } else { " or " };
        let _ = write!(known, "{or}{kind}");
    }
}

#[test]
fn the_json_keeps_its_shape_and_the_page_on_it_names_every_key() {
    let mut books = full_books();
    books.on("2027-04-02");
    let mut shapes = std::collections::BTreeMap::new();
    let value = serde_json::to_value(books.full("2026")).unwrap();
    assert_eq!((&value["kind"], &value["form"]), (&"tenderbook-annual-report".into(), &1.into()));
    shape(&value, "", &mut shapes);
    let lines: Vec<String> = shapes.iter().map(|(at, kind)| format!("{at}: {kind}")).collect();
    insta::assert_snapshot!("annual_json", lines.join("\n"));
    let page = std::fs::read_to_string(package().join(Path::new("docs/annual-json.md"))).unwrap();
    for key in shapes.keys().flat_map(|at| at.split('.')) {
        let key = key.trim_end_matches("[]");
        assert!(page.contains(&format!("`{key}`")), "docs/annual-json.md does not name {key}");
    }
}
