//! Five tabs of a contract as pictures: indicators, reviews, ethics, logistics, exit; empty and
//! filled in, their forms, and what is done there.

use std::path::Path;

use tenderbook::domain::contract::{
    Action, ActionKind, Assessment, Commitment, Concern, Contract, Delivery, Diligence, ExitPlan,
    Factor, Kpi, KpiRating, Lesson, Level, Logistics, LogisticsKind, Review, Risk, Schedule,
    Settled, SettledKind, SlaveryRisk,
};
use tenderbook::domain::supplier::{DebarmentCheck, DebarmentResult, LivingWage, Supplier};
use tenderbook::domain::{ContractType, Date, Facts, StageNo};
use tenderbook::register::{
    Act, Clock, Context, ContractAct, ContractsView, Library, NewEvidence, NewProcurement, Order,
    Register, SupplierAct,
};
use tenderbook::tui::Options;
use uuid::Uuid;

use super::evaluation_result::built;
use super::{Journey, ascii, colour};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A register with one tender under one contract, and the officer who works on it.
struct Signed {
    register: Register,
    context: Context,
    contract: Uuid,
}

const REFERENCE: &str = "2026-0042";

impl Signed {
    fn new(path: &Path) -> Self {
        let clock = Clock::fixed("2026-11-21T09:00:00Z").unwrap();
        let context = clock.context("A. Officer");
        let mut register = Register::open(path, Library::new(None), &context).unwrap();
        let facts = Facts::new(ContractType::Services, "6000000".parse().unwrap(), context.today);
        let new = NewProcurement {
            reference: Some(REFERENCE.parse().unwrap()),
            title: "Custody healthcare services".to_owned(),
            policy: "cumbria".to_owned(),
            facts,
        };
        register.perform(&Order::start(new), &context).unwrap();
        let mut signed = Self { register, context, contract: Uuid::nil() };
        let mut supplier = Supplier::named("Acorn Health Ltd");
        supplier.large_turnover = Some(true);
        supplier.living_wage = Some(LivingWage::Accredited);
        signed.supply(SupplierAct::add(supplier));
        let supplier = signed.supplier();
        signed.supply(SupplierAct::add(DebarmentCheck {
            supplier,
            day: day("2026-01-12"),
            by: "A. Officer".to_owned(),
            result: DebarmentResult::NotListed,
            note: None,
        }));
        signed.act(ContractAct::add(Contract {
            lot: None,
            supplier,
            title: None,
            value: Some("6000000".parse().unwrap()),
            signed: Some(day("2026-01-20")),
            starts: day("2026-02-01"),
            ends: day("2029-01-31"),
            extendable_to: None,
            manager: Some("B. Manager".to_owned()),
            review_months: Some(3),
            collaborative: None,
            partners: None,
            no_kpis: None,
            ended: None,
            note: None,
        }));
        signed.contract = signed.view().contracts[0].uid;
        signed
    }

    fn supply(&mut self, act: SupplierAct) {
        let mut order = Order::on(REFERENCE, Act::Supply(act));
        order.reference = None;
        order.seen = None;
        self.register.perform(&order, &self.context).unwrap();
    }

    fn supplier(&self) -> Uuid {
        self.register.suppliers_called("acorn").unwrap()[0].0
    }

    fn act(&mut self, act: ContractAct) {
        let order = Order::on(REFERENCE, Act::Contract(act));
        self.register.perform(&order, &self.context).unwrap();
    }

    fn view(&self) -> ContractsView {
        self.register.contracts(REFERENCE, &self.context).unwrap()
    }

    fn kpi(&mut self, title: &str, target: &str) -> Uuid {
        self.act(ContractAct::add(Kpi {
            contract: self.contract,
            title: title.to_owned(),
            target: target.to_owned(),
            how: Some("From the supplier's monthly return, sampled by us.".to_owned()),
            every_months: 6,
            published: Some(day("2026-02-10")),
            dropped: None,
        }));
        let view = self.view();
        *view.file.kpis.iter().find(|(_, kpi)| kpi.title == title).unwrap().0
    }

    fn assess(&mut self, kpi: Uuid, to: &str, rating: KpiRating) {
        let reasons = (rating != KpiRating::Good).then(|| "Nights were not covered.".to_owned());
        self.act(ContractAct::add(Assessment {
            kpi,
            from: day("2026-02-01"),
            to: day(to),
            rating,
            measured: Some("91% of calls".to_owned()),
            reasons,
            by: "A. Officer".to_owned(),
            published: None,
        }));
    }

    fn commit(&mut self, title: &str, settled: Option<Settled>) -> Uuid {
        self.act(
            ContractAct::add(Commitment {
                quantity: Some(4.into()),
                unit: Some("people".to_owned()),
                settled,
                ..Commitment::new(
                    self.contract,
                    title.to_owned(),
                    Schedule::By { day: day("2026-10-31") },
                )
            })
            .because(Some("Promised in the bid".to_owned())),
        );
        let view = self.view();
        *view.file.commitments.iter().find(|(_, one)| one.title == title).unwrap().0
    }

    fn deliver(&mut self, commitment: Uuid, quantity: i64) {
        self.act(ContractAct::add(Delivery {
            quantity: Some(quantity.into()),
            ..Delivery::new(commitment, day("2026-09-30"))
        }));
    }

    fn action(&mut self, what: &str, due: &str, concerns: Option<Uuid>) {
        self.act(ContractAct::add(Action {
            contract: self.contract,
            about: ActionKind::Joint,
            concerns,
            review: None,
            what: what.to_owned(),
            owner: "C. Supplier".to_owned(),
            due: day(due),
            done: None,
            outcome: None,
            dropped: false,
        }));
    }
}

/// Nothing but the contract.
fn bare(path: &Path) {
    drop(Signed::new(path));
}

/// Something of everything.
#[expect(clippy::too_many_lines, reason = "it is a list of records")]
fn full(path: &Path) {
    let mut of = Signed::new(path);
    let contract = of.contract;
    let calls = of.kpi("Calls answered in time", "95% within 20 seconds");
    let training = of.kpi("Staff trained in trauma", "all within 6 months");
    of.kpi("Complaints settled", "within 10 working days");
    of.assess(calls, "2026-07-31", KpiRating::RequiresImprovement);
    of.assess(training, "2026-10-31", KpiRating::Good);
    let settled = Settled {
        how: SettledKind::Waived,
        reason: "The college closed the course.".to_owned(),
        by: "B. Manager".to_owned(),
        day: day("2026-11-01"),
    };
    let jobs = of.commit("Jobs for local people", None);
    let courses = of.commit("Apprenticeships", Some(settled));
    let visits = of.commit("School visits", None);
    of.deliver(jobs, 1);
    of.deliver(courses, 3);
    of.deliver(visits, 4);
    of.action("Cover nights with a second team", "2026-10-15", Some(calls));
    of.action("Show who was trained", "2027-01-15", None);
    of.act(ContractAct::add(Review {
        contract,
        planned: day("2026-05-01"),
        held: Some(day("2026-05-06")),
        present: Some("B. Manager, C. Supplier".to_owned()),
        agenda: Some("- Indicator: Calls answered in time".to_owned()),
        minutes: Some("Nights are thin. A second team starts in October.".to_owned()),
        value: Some("3 people in work who were not before".to_owned()),
        measured: Some("45200".parse().unwrap()),
    }));
    of.act(ContractAct::add(Review {
        contract,
        planned: day("2026-12-04"),
        held: None,
        present: None,
        agenda: None,
        minutes: None,
        value: None,
        measured: None,
    }));
    of.act(ContractAct::add(Risk {
        contract,
        what: "Two of three nurses may leave".to_owned(),
        level: Level::High,
        owner: Some("B. Manager".to_owned()),
        response: Some("Recruiting since October.".to_owned()),
        raised: day("2026-10-02"),
        closed: None,
    }));
    let side = |words: &str, level| Factor { words: words.to_owned(), level };
    for (on, level) in [("2026-02-03", Level::Low), ("2026-08-03", Level::High)] {
        of.act(ContractAct::add(SlaveryRisk {
            contract,
            day: day(on),
            sector: side("Healthcare and cleaning", Level::Medium.min(level)),
            country: side("United Kingdom", Level::Low),
            labour: side("Agency nurses from abroad", level),
            level,
            reasons: None,
            by: "A. Officer".to_owned(),
            next: Some(day("2027-08-03")),
        }));
    }
    of.act(
        ContractAct::add(Diligence {
            contract,
            day: day("2026-09-01"),
            what: "Contracts and payslips of ten agency nurses".to_owned(),
            found: Some("All paid as agreed; no fee was taken.".to_owned()),
            by: "A. Officer".to_owned(),
            evidence: None,
        })
        .with(Some(NewEvidence::Note { text: "Seen at the agency's office".to_owned() })),
    );
    of.act(ContractAct::add(Concern {
        contract,
        day: day("2026-11-02"),
        what: "A cleaner said that her passport is kept by the agency".to_owned(),
        reported_to: None,
        reported_on: None,
        outcome: None,
    }));
    of.act(ContractAct::add(Logistics {
        contract,
        about: LogisticsKind::Receipt,
        day: day("2026-02-02"),
        what: "Medical cabinets, all sound".to_owned(),
        quantity: Some("6".to_owned()),
        place: Some("Carlisle custody suite".to_owned()),
        by: Some("A. Officer".to_owned()),
        evidence: None,
    }));
    of.act(ContractAct::add(ExitPlan {
        contract,
        owner: "B. Manager".to_owned(),
        handed_over_by: Some(day("2029-01-31")),
        service: Some("Tendered again from January 2028.".to_owned()),
        people: None,
        data: Some("Records come back as the schedule says.".to_owned()),
        assets: None,
        commitments: None,
        done: None,
    }));
    of.act(ContractAct::add(Lesson {
        contract: Some(contract),
        day: day("2026-11-10"),
        title: "Ask for night cover by name".to_owned(),
        happened: "The bid counted heads, not shifts.".to_owned(),
        advice: Some("Ask for the rota of a week.".to_owned()),
        stage: StageNo::new(5),
        category: None,
        tags: vec!["health".to_owned(), "nights".to_owned()],
        by: "A. Officer".to_owned(),
    }));
}

/// Every commitment delivered, so that the account can be closed.
fn delivered(path: &Path) {
    let mut of = Signed::new(path);
    let visits = of.commit("School visits", None);
    of.deliver(visits, 4);
}

type Fill = fn(&Path);

/// The contract that a register was filled in with, on its first tab.
fn over((columns, rows): (u16, u16), options: Options, fill: Fill) -> Journey {
    let mut journey = Journey::new(columns, rows, options);
    journey.signed(fill);
    journey
}

impl Journey {
    /// A contract with something of everything, on one of its tabs.
    pub(super) fn on_contract(&mut self, tab: &str) -> &mut Self {
        self.signed(full).press(tab)
    }

    /// One without anything, on one of its tabs.
    pub(super) fn on_bare_contract(&mut self, tab: &str) -> &mut Self {
        self.signed(bare).press(tab)
    }

    fn signed(&mut self, fill: Fill) -> &mut Self {
        built(&self.folder.path().join("register.db"), fill as usize, fill);
        self.begin_anew();
        self.press("Enter 5 End Enter")
    }
}

type Way = (&'static str, Fill, &'static str);

const WAYS: [Way; 23] = [
    ("indicators_empty", bare, "3"),
    ("indicators", full, "3"),
    ("indicators_assessment", full, "3 Tab"),
    ("indicators_law", full, "3 Tab Tab"),
    ("indicators_assess", full, "3 r Tab Tab Right Right Right"),
    ("reviews_empty", bare, "4"),
    ("reviews", full, "4"),
    ("reviews_held", full, "4 Down"),
    ("reviews_actions", full, "4 Tab"),
    ("reviews_risk", full, "4 Tab Tab"),
    ("reviews_hold", full, "4 r Tab Tab"),
    ("reviews_draft", full, "4 p"),
    ("ethics_empty", bare, "5"),
    ("ethics", full, "5"),
    ("ethics_concern", full, "5 Tab Tab"),
    ("ethics_supplier", full, "5 Tab Tab Tab"),
    ("ethics_assess", full, "5 a Enter Tab"),
    ("logistics_empty", bare, "6"),
    ("logistics", full, "6"),
    ("exit_empty", bare, "7"),
    ("exit", full, "7"),
    ("exit_account", full, "7 Tab"),
    ("exit_draft", full, "7 p"),
];

#[test]
fn the_parts_of_a_contract_at_80_by_24_in_ascii_without_colour() {
    for (name, fill, keys) in WAYS {
        let mut journey = over((80, 24), ascii(), fill);
        let text = journey.press(keys).text();
        let foreign: String = text.chars().filter(|c| !c.is_ascii() && *c != '£').collect();
        assert!(foreign.is_empty(), "{name} draws {foreign}");
        insta::assert_snapshot!(format!("contract_{name}_80x24_ascii"), text);
    }
}

#[test]
fn the_parts_of_a_contract_at_120_by_40_in_colour() {
    for (name, fill, keys) in WAYS {
        let mut journey = over((120, 40), colour(), fill);
        journey.press(keys);
        insta::assert_snapshot!(format!("contract_{name}_120x40_colour"), journey.styled());
    }
}

#[test]
fn the_parts_of_a_contract_are_drawn_in_every_size_without_a_panic() {
    for (_, fill, keys) in WAYS {
        let mut journey = over((80, 24), colour(), fill);
        journey.press(keys);
        for columns in [1, 20, 60, 80, 104, 120, 200] {
            for rows in [1, 5, 16, 17, 24, 60] {
                journey.app.resize(columns, rows);
                let backend = ratatui::backend::TestBackend::new(columns, rows);
                journey.terminal = ratatui::Terminal::new(backend).unwrap();
                journey.draw();
            }
        }
    }
}

#[test]
fn at_60_by_16_the_selected_line_is_in_sight() {
    for tab in ["3", "4", "5", "6", "7"] {
        let mut journey = over((60, 16), ascii(), full);
        journey.press(tab);
        for _ in 0..14 {
            let text = journey.press("Down").text();
            assert!(text.contains("\">"), "{tab}: {text}");
        }
    }
}

#[test]
fn an_indicator_is_added_assessed_and_dropped() {
    let mut journey = over((100, 40), ascii(), bare);
    journey.press("3 a").paste("Calls answered").press("Tab").paste("95% in time").press("Tab Tab");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Calls answered: 95% in time"), "{text}");
    // The first assessment begins with the contract and goes up to today.
    let text = journey.press("r").text();
    assert!(text.contains("From        1 Feb 2026"), "{text}");
    assert!(text.contains("To          21 Nov 2026"), "{text}");
    assert!(text.contains("Assessed by A. Officer"), "{text}");
    // No rating is none: it has to be chosen, and all but Good need a reason.
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("Choose a rating"), "{text}");
    let text = journey.press("Right Right Right Ctrl-S").text();
    assert!(text.contains("needs a reason"), "{text}");
    let text = journey.paste("Nights are thin").press("Ctrl-S").text();
    assert!(text.contains("! Requires improvement"), "{text}");
    assert!(text.contains("1 Feb 2026 to 21 Nov 2026"), "{text}");
    // The next one begins the day after.
    let text = journey.press("g r").text();
    assert!(text.contains("From        22 Nov 2026"), "{text}");
    let text = journey.press("Esc x").paste("No longer bought").press("Ctrl-S").text();
    assert!(text.contains("- dropped"), "{text}");
    let text = journey.press("x").text();
    assert!(!text.contains("- dropped"), "{text}");
}

#[test]
fn why_there_are_no_indicators_stands_with_the_contract() {
    let mut journey = over((100, 40), ascii(), bare);
    let text = journey.press("3 x").paste("It is a purchase of goods").press("Ctrl-S w").text();
    assert!(text.contains("No indicators, because"), "{text}");
    assert!(text.contains("It is a purchase of goods"), "{text}");
}

#[test]
fn a_review_is_planned_and_held_with_its_agenda_and_actions() {
    let mut journey = over((100, 40), ascii(), bare);
    // A risk is added where risks are, and stands on the agenda.
    journey.press("4 Tab Tab a").paste("The only nurse may leave").press("Ctrl-S");
    let text = journey.press("Tab Tab a").text();
    assert!(text.contains("Planned for 1 May 2026"), "{text}");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("! overdue"), "{text}");
    assert!(text.contains("- Risk: The only nurse may leave (medium)"), "{text}");
    journey.press("r Tab Tab Tab").paste("She stays.").press("Tab").paste("4 in work");
    let text = journey.press("Tab").paste("12,500").press("Ctrl-S").text();
    assert!(text.contains("* held"), "{text}");
    assert!(text.contains("12,500; 4 in work"), "{text}");
    assert!(text.contains("Agenda as it stood"), "{text}");
    // An action that is added on a review that was held was agreed there.
    journey.press("A").paste("Train a second nurse").press("Tab").paste("C. Supplier");
    let text = journey.press("Tab").paste("1 Dec 2026").press("Ctrl-S").text();
    assert!(text.contains("Agreed in the review of 21 Nov 2026"), "{text}");
    let text = journey.press("Space Tab").paste("Trained").press("Ctrl-S").text();
    assert!(text.contains("* done"), "{text}");
    let text = journey.press("Space").text();
    assert!(text.contains("open") && !text.contains("* done"), "{text}");
    let text = journey.press("x").paste("Not needed").press("Ctrl-S").text();
    assert!(text.contains("- dropped"), "{text}");
    journey.press("p y");
    let copied = journey.app.take_copied().unwrap();
    assert!(copied.contains("## Joint action plan"), "{copied}");
    journey.press("Esc Tab x").paste("She has signed").press("Ctrl-S");
    assert!(journey.text().contains("- closed"));
}

#[test]
fn a_concern_is_not_reported_until_it_says_to_whom_and_when() {
    let mut journey = over((100, 40), ascii(), full);
    let text = journey.press("5 Tab Tab Enter").text();
    assert!(text.contains("call 999"), "{text}");
    let text = journey.press("Tab Tab").paste("the police").press("Ctrl-S").text();
    assert!(text.contains("Type the day"), "{text}");
    let text = journey.paste("3 Nov 2026").press("Ctrl-S").text();
    assert!(text.contains("Reported to the police on 3 Nov 2026"), "{text}");
    assert!(!text.contains("not reported to anybody"), "{text}");
    let text = journey.press("x").paste("She has it back").press("Ctrl-S").text();
    assert!(text.contains("* closed"), "{text}");
    // The evidence of a step is attached to it.
    journey.press("Up e Ctrl-U").paste("https://example.org/visit");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("example.org/visit"), "{text}");
}

#[test]
fn a_risk_below_its_greatest_side_needs_a_reason() {
    let mut journey = over((100, 40), ascii(), bare);
    journey.press("5 a Enter Tab").paste("Cleaning").press("Tab Right Right Right Tab");
    let text = journey.paste("UK").press("Tab Right Tab").paste("Agency").text();
    // Nothing is judged by itself, and no whole before all three.
    assert!(text.contains("[choose]") && !text.contains("High:"), "{text}");
    let text = journey.press("Tab Right").text();
    // The whole follows the greatest of the three until it is chosen.
    assert!(text.contains("[high]") && text.contains("High:"), "{text}");
    let text = journey.press("Tab Left Ctrl-S").text();
    assert!(text.contains("One side is high; type why"), "{text}");
    let text = journey.paste("All are employed directly").press("Ctrl-S").text();
    assert!(text.contains("Medium as a whole"), "{text}");
    assert!(text.contains("What follows from a medium risk"), "{text}");
}

#[test]
fn a_logistics_note_is_written_with_evidence_and_taken_away() {
    let mut journey = over((100, 40), ascii(), bare);
    let text = journey.press("6").text();
    assert!(text.contains("The policy is silent on logistics"), "{text}");
    journey.press("a Right Right Tab Tab").paste("Six cabinets, all sound");
    let text = journey.press("Ctrl-S").text();
    assert!(text.contains("receipt") && text.contains("Six cabinets"), "{text}");
    let text = journey.press("e").paste("Signed by the custody sergeant").press("Ctrl-S").text();
    assert!(text.contains("receipt, shown"), "{text}");
    let text = journey.press("d").paste("Twice").press("Ctrl-S").text();
    assert!(text.contains("No notes yet"), "{text}");
}

#[test]
fn the_account_closes_when_nothing_is_open_and_is_taken_back_with_a_reason() {
    let mut journey = over((100, 40), ascii(), full);
    let text = journey.press("7 C").text();
    assert!(text.contains("not possible now") && text.contains("is open"), "{text}");
    let mut journey = over((100, 40), ascii(), delivered);
    let text = journey.press("7 C Tab Tab").paste("All came").press("Ctrl-S").text();
    assert!(text.contains("was closed on 21 Nov 2026 by A. Officer"), "{text}");
    // While it is closed the exit plan can still be written, and the account goes first.
    journey.press("Enter").paste("").press("Ctrl-S");
    let text = journey.press("d").text();
    assert!(text.contains("not possible now"), "{text}");
    let text = journey.press("C").paste("One more is to come").press("Ctrl-S").text();
    assert!(text.contains("closes the final account"), "{text}");
    let text = journey
        .press("l")
        .paste("Ask for night cover")
        .press("Tab")
        .paste("None")
        .press("Ctrl-S")
        .text();
    assert!(text.contains("Ask for night cover"), "{text}");
    // One that was just written is selected, to be changed or taken away.
    let text = journey.press("d").paste("By mistake").press("Ctrl-S").text();
    assert!(!text.contains("Ask for night cover\n"), "{text}");
}
