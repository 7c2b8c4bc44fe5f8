//! What may be recorded after the award, how it is told, and what is read of it.

use rstest::rstest;
use tenderbook::domain::ContractType::Services;
use tenderbook::domain::contract::{
    Action, ActionKind, Assessment, Commitment, Concern, Contract, Counting, Delivery, EndKind,
    Ended, Factor, Figure, FigureKind, FinalAccount, Kpi, KpiRating, Lesson, Level, Review,
    Schedule, Settled, SettledKind, SlaveryRisk, Standing, Variation, VariationKind, Verified,
};
use tenderbook::domain::supplier::{
    Contact, Decided, Judgement, LocalJudgement, Proposal, Sector, Supplier,
};
use tenderbook::register::{
    Act, ContractAct as C, ContractsView, Corrected, Done, Fault, Filter, NewEvidence, Order,
    Purpose, SupplierAct as S, SupplierView,
};
use uuid::Uuid;

use super::{Desk, date, facts, money};

impl Desk {
    fn on(&mut self, day: &str) -> &mut Self {
        self.context.today = date(day);
        self.context.now = format!("{day}T09:00:00Z");
        self
    }

    fn try_contract(&mut self, act: C) -> Result<Done, Fault> {
        self.attempt(Act::Contract(act))
    }

    #[track_caller]
    fn contract(&mut self, act: C) -> Done {
        self.try_contract(act).unwrap()
    }

    /// Tries what must be refused and leave nothing behind, and gives what is said.
    #[track_caller]
    fn contract_refused(&mut self, act: C) -> String {
        let before = self.contracts().file;
        let fault = self.try_contract(act).unwrap_err();
        assert_eq!(self.contracts().file, before);
        format!("{fault} {}", fault.hint().unwrap_or_default())
    }

    fn contracts(&self) -> ContractsView {
        self.register.contracts("T-1", &self.context).unwrap()
    }

    fn try_supply(&mut self, act: S) -> Result<Done, Fault> {
        let order =
            Order { reference: None, act: Act::Supply(act), seen: None, purpose: Purpose::Plain };
        self.register.perform(&order, &self.context)
    }

    #[track_caller]
    fn supply(&mut self, act: S) -> Done {
        self.try_supply(act).unwrap()
    }

    #[track_caller]
    fn supply_refused(&mut self, act: S) -> String {
        let fault = self.try_supply(act).unwrap_err();
        format!("{fault} {}", fault.hint().unwrap_or_default())
    }

    fn supplier_called(&self, name: &str) -> Uuid {
        self.register.suppliers_called(name).unwrap()[0].0
    }

    fn supplier_view(&self, uid: Uuid) -> SupplierView {
        self.register.supplier(uid, &self.context).unwrap()
    }

    /// A tender with a contract of three years, from April 2026, seen from its first day.
    fn with_contract() -> Self {
        let mut desk = Self::with_tender();
        desk.on("2026-04-01");
        desk.supply(S::add(Supplier::named("Fellside Catering Ltd")));
        let supplier = desk.supplier_called("fellside catering ltd");
        desk.contract(C::add(agreed(supplier)));
        desk
    }

    fn the_contract(&self) -> Uuid {
        self.contracts().contracts[0].uid
    }

    fn the_commitment(&self) -> Uuid {
        *self.contracts().file.commitments.keys().next().unwrap()
    }

    /// Adds a commitment of three people a quarter, before the signature.
    fn with_commitment() -> Self {
        let mut desk = Self::with_contract();
        let contract = desk.the_contract();
        desk.contract(C::add(quarterly(contract)));
        desk
    }

    fn deliver(&mut self, day: &str, quantity: &str) -> Done {
        let commitment = self.the_commitment();
        self.on(day);
        self.contract(C::add(delivery(commitment, day, quantity)))
    }

    fn standing(&self) -> Standing {
        self.contracts().contracts[0].progress[0].standing
    }

    fn sign(&mut self) {
        let (uid, of) = (self.the_contract(), self.contracts().contracts[0].contract.clone());
        let day = self.context.today;
        self.contract(C::change(uid, Contract { signed: Some(day), ..of }));
    }
}

fn agreed(supplier: Uuid) -> Contract {
    Contract {
        lot: None,
        supplier,
        title: None,
        value: Some(money("120000")),
        signed: None,
        starts: date("2026-04-01"),
        ends: date("2029-03-31"),
        extendable_to: Some(date("2030-03-31")),
        manager: Some("C. Manager".to_owned()),
        review_months: Some(3),
        collaborative: Some(false),
        partners: None,
        no_kpis: None,
        ended: None,
        note: None,
    }
}

fn quarterly(contract: Uuid) -> Commitment {
    Commitment {
        quantity: Some(3.into()),
        unit: Some("people".to_owned()),
        area: Some("Cumbria".to_owned()),
        evidence: Some("Register of starters".to_owned()),
        ..Commitment::new(
            contract,
            "People into work".to_owned(),
            Schedule::Every { months: 3, from: date("2026-04-01"), until: date("2029-03-31") },
        )
    }
}

fn delivery(commitment: Uuid, day: &str, quantity: &str) -> Delivery {
    Delivery { quantity: Some(quantity.parse().unwrap()), ..Delivery::new(commitment, date(day)) }
}

fn variation(contract: Uuid, day: &str) -> Variation {
    Variation {
        contract,
        about: VariationKind::Extension,
        day: date(day),
        what: "One more year".to_owned(),
        ends: Some(date("2030-03-31")),
        value: Some(money("160000")),
        ground: Some("Clause 3.2 of the contract".to_owned()),
        agreed_by: "Head of Procurement".to_owned(),
        notice: None,
    }
}

#[test]
fn a_deed_is_told_in_words_undone_and_done_again() {
    let mut desk = Desk::with_commitment();
    let done = desk.deliver("2026-06-20", "2");
    assert_eq!(done.said, "recorded a delivery: 2 people on 20 Jun 2026, People into work");
    let before = desk.contracts().file;
    let undone = desk.undo(&done).unwrap();
    assert!(desk.contracts().file.deliveries.is_empty());
    desk.undo(&undone).unwrap();
    assert_eq!(desk.contracts().file, before);
    assert_eq!(desk.register.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_quarter_that_falls_short_is_late_until_it_is_made_good() {
    let mut desk = Desk::with_commitment();
    desk.deliver("2026-06-20", "2");
    assert_eq!(desk.standing(), Standing::AtRisk);
    desk.on("2026-07-01");
    assert_eq!(desk.standing(), Standing::Late);
    let note = &desk.contracts().contracts[0].notes[0];
    assert_eq!(
        note.text,
        "“People into work” is late by 1 people, and nobody has to make it good yet: agree a corrective action."
    );
    let action = Action {
        contract: desk.the_contract(),
        about: ActionKind::Corrective,
        concerns: Some(desk.the_commitment()),
        review: None,
        what: "Start one more trainee".to_owned(),
        owner: "Fellside Catering Ltd".to_owned(),
        due: date("2026-07-20"),
        done: None,
        outcome: None,
        dropped: false,
    };
    desk.contract(C::add(action));
    let view = desk.contracts();
    assert!(view.contracts[0].notes.iter().all(|note| !note.text.contains("is late by")));
    assert!(view.contracts[0].agenda[0].starts_with("Action: Start one more trainee"));
    desk.deliver("2026-07-10", "1");
    assert_eq!(desk.standing(), Standing::OnTrack);
}

#[test]
fn a_delivery_is_corrected_in_the_open_and_a_check_of_the_old_figure_is_gone() {
    let mut desk = Desk::with_commitment();
    desk.deliver("2026-06-20", "5");
    let uid = *desk.contracts().file.deliveries.keys().next().unwrap();
    let by = || Verified {
        by: "C. Manager".to_owned(),
        day: date("2026-06-20"),
        how: Some("Payslips".to_owned()),
    };
    desk.contract(C::Verify { delivery: uid, verified: Some(by()) });
    // It is not changed in silence, and not taken away.
    let changed =
        Delivery { quantity: Some(3.into()), ..desk.contracts().file.deliveries[&uid].clone() };
    assert!(desk.contract_refused(C::change(uid, changed)).contains("Correct it with a reason"));
    let gone = C::Remove { uid, reason: "Wrong".to_owned() };
    assert!(desk.contract_refused(gone).contains("stays on record"));
    let to = |quantity: u32, withdrawn| Corrected {
        day: date("2026-06-20"),
        from: None,
        quantity: Some(quantity.into()),
        words: None,
        withdrawn,
    };
    let correct = |to, reason: &str| C::Correct { delivery: uid, to, reason: reason.to_owned() };
    assert!(desk.try_contract(correct(to(3, false), " ")).is_err());
    let done = desk.contract(correct(to(3, false), "Two had left before they began"));
    assert!(
        done.said.starts_with("corrected a delivery: 3 people on 20 Jun 2026"),
        "{}",
        done.said
    );
    let held = desk.contracts().file.deliveries[&uid].clone();
    assert_eq!(held.verified, None);
    assert_eq!(held.corrections[0].quantity, Some(5.into()));
    assert_eq!(held.corrections[0].officer, "A. Officer");
    desk.contract(correct(to(3, true), "Recorded under the wrong contract"));
    assert!(!desk.contracts().file.deliveries[&uid].counts());
    let verify = C::Verify { delivery: uid, verified: Some(by()) };
    assert!(desk.contract_refused(verify).contains("withdrawn"));
}

#[test]
fn a_commitment_that_begins_before_its_contract_is_told() {
    let mut desk = Desk::with_contract();
    let contract = desk.the_contract();
    let by =
        |day: &str| Commitment { schedule: Schedule::By { day: date(day) }, ..quarterly(contract) };
    assert_eq!(desk.contract(C::add(by("2026-04-01"))).warnings, [""; 0]);
    assert_eq!(
        desk.contract(C::add(by("2026-03-31"))).warnings,
        ["It falls due before the first day of the contract, 1 Apr 2026."]
    );
}

#[test]
fn what_looks_like_counting_twice_is_told_and_stays_told_until_it_is_explained() {
    let mut desk = Desk::with_commitment();
    let contract = desk.the_contract();
    let first = desk.the_commitment();
    desk.contract(C::add(Commitment { title: "Local jobs".to_owned(), ..quarterly(contract) }));
    let other = *desk.contracts().file.commitments.keys().find(|uid| **uid != first).unwrap();
    desk.on("2026-06-20");
    desk.contract(C::add(delivery(first, "2026-06-20", "2")));
    let done = desk.contract(C::add(delivery(other, "2026-06-20", "2")));
    assert_eq!(done.warnings.len(), 1);
    assert!(done.warnings[0].contains("counted twice"), "{:?}", done.warnings);
    let overlap = desk.contracts().contracts[0].overlaps[0].clone();
    let twin = desk.contracts().file.deliveries[&overlap.delivery].clone();
    let explained = Delivery { distinct: Some("Other people".to_owned()), ..twin };
    desk.contract(C::change(overlap.delivery, explained));
    let notes = &desk.contracts().contracts[0].notes;
    assert!(notes.iter().all(|note| !note.text.contains("counted twice")));
}

#[test]
fn a_signed_contract_changes_by_agreement_or_with_a_reason() {
    let mut desk = Desk::with_commitment();
    desk.sign();
    let (uid, of) = (desk.the_contract(), desk.contracts().contracts[0].contract.clone());
    let dearer = Contract { value: Some(money("200000")), ..of.clone() };
    assert!(desk.contract_refused(C::change(uid, dearer.clone())).contains("signed"));
    desk.contract(C::change(uid, dearer).because(Some("Typed a wrong figure".to_owned())));
    // What is not a term changes freely.
    let managed = Contract {
        manager: Some("D. Manager".to_owned()),
        ..desk.contracts().contracts[0].contract.clone()
    };
    desk.contract(C::change(uid, managed));
    let commitment = desk.the_commitment();
    let more = Commitment { quantity: Some(4.into()), ..quarterly(uid) };
    assert!(
        desk.contract_refused(C::change(commitment, more.clone())).contains("by agreement only")
    );
    assert!(desk.contract_refused(C::add(quarterly(uid))).contains("by agreement only"));
    desk.on("2026-05-01");
    desk.contract(C::add(variation(uid, "2026-05-01")));
    let named = desk.contracts().file.variations.keys().next().copied();
    desk.contract(C::change(commitment, Commitment { variation: named, ..more.clone() }));
    // The same agreement does not allow another change.
    let again = Commitment { variation: named, quantity: Some(9.into()), ..more };
    assert!(desk.contract_refused(C::change(commitment, again)).contains("by agreement only"));
    let view = desk.contracts();
    assert_eq!(view.contracts[0].ends, date("2030-03-31"));
    assert_eq!(view.contracts[0].value, Some(money("160000")));
}

#[test]
fn the_account_closes_when_everything_is_delivered_waived_or_short_with_a_reason() {
    let mut desk = Desk::with_commitment();
    desk.on("2029-04-02");
    let contract = desk.the_contract();
    let account =
        FinalAccount { contract, day: date("2029-04-02"), by: "C. Manager".to_owned(), note: None };
    assert!(desk.contract_refused(C::add(account.clone())).contains("“People into work”"));
    let commitment = desk.the_commitment();
    let settled = Settled {
        how: SettledKind::Short,
        reason: "The supplier closed its kitchen".to_owned(),
        by: "Head of Procurement".to_owned(),
        day: date("2029-04-01"),
    };
    let short = Commitment {
        settled: Some(settled),
        ..desk.contracts().file.commitments[&commitment].clone()
    };
    desk.contract(C::change(commitment, short));
    desk.contract(C::add(account));
    let late = delivery(commitment, "2029-03-30", "1");
    assert!(desk.contract_refused(C::add(late)).contains("final account"));
    let removed = C::Remove { uid: commitment, reason: "Tidy".to_owned() };
    assert!(desk.contract_refused(removed).contains("final account"));
    // A lesson can still be written.
    desk.contract(C::add(lesson(Some(contract))));
    // Taken back with a reason, the account is open again, and the contract stays.
    let done =
        desk.contract(C::Remove { uid: contract, reason: "One delivery was found".to_owned() });
    assert!(done.said.contains("final account"), "{}", done.said);
    assert_eq!(desk.contracts().contracts.len(), 1);
}

fn lesson(contract: Option<Uuid>) -> Lesson {
    Lesson {
        contract,
        day: date("2029-04-02"),
        title: "Agree who keeps the register of starters".to_owned(),
        happened: "Nobody knew who counted.".to_owned(),
        advice: Some("Name one person in the contract.".to_owned()),
        stage: None,
        category: None,
        tags: vec!["Healthcare".to_owned(), "evidence".to_owned()],
        by: "A. Officer".to_owned(),
    }
}

#[test]
fn a_lesson_is_offered_to_a_tender_that_is_like_it_and_it_is_recorded_that_it_was_read() {
    let mut desk = Desk::with_contract();
    desk.on("2029-04-02");
    let contract = desk.the_contract();
    desk.contract(C::add(lesson(Some(contract))));
    desk.on("2029-06-01");
    // Its title has the same words.
    desk.start("T-2", "cumbria", facts(Services, "90000"));
    let offered = desk.register.contracts("T-2", &desk.context).unwrap().offered;
    assert_eq!(offered.len(), 1);
    assert!(offered[0].why.contains("“custody”"), "{}", offered[0].why);
    assert!(!offered[0].read);
    let read =
        C::ReadLesson { lesson: offered[0].uid, taken: Some("Named in the draft".to_owned()) };
    assert!(desk.contract_refused(read.clone()).contains("this tender's own"));
    let done =
        desk.register.perform(&Order::on("T-2", Act::Contract(read)), &desk.context).unwrap();
    assert_eq!(done.said, "read a lesson of T-1: Agree who keeps the register of starters");
    assert!(desk.register.contracts("T-2", &desk.context).unwrap().offered[0].read);
    let all = desk.register.lessons().unwrap();
    assert_eq!(all[0].read_by.iter().map(ToString::to_string).collect::<Vec<_>>(), ["T-2"]);
    assert_eq!(all[0].lesson.tags, ["healthcare", "evidence"]);
}

#[test]
fn reviews_come_in_the_rhythm_of_the_contract_after_the_last_one_that_was_held() {
    let mut desk = Desk::with_contract();
    let next = desk.contracts().contracts[0].next_review.clone().unwrap();
    assert_eq!((next.day, next.planned), (date("2026-07-01"), None));
    let review = Review {
        contract: desk.the_contract(),
        planned: date("2026-07-08"),
        held: None,
        present: None,
        agenda: None,
        minutes: None,
        value: None,
        measured: None,
    };
    desk.contract(C::add(review.clone()));
    let next = desk.contracts().contracts[0].next_review.clone().unwrap();
    assert_eq!(next.day, date("2026-07-08"));
    let held = Review {
        held: Some(date("2026-07-10")),
        minutes: Some("All well.".to_owned()),
        ..review.clone()
    };
    let uid = next.planned.unwrap();
    assert!(desk.contract_refused(C::change(uid, held.clone())).contains("still to come"));
    let minutes = Review { minutes: Some("All well.".to_owned()), ..review };
    assert!(desk.contract_refused(C::change(uid, minutes)).contains("not held"));
    desk.on("2026-07-10");
    desk.contract(C::change(uid, held));
    let next = desk.contracts().contracts[0].next_review.clone().unwrap();
    assert_eq!((next.day, next.planned), (date("2026-10-10"), None));
}

#[test]
fn indicators_are_assessed_in_their_rhythm_and_all_but_good_needs_a_reason() {
    let mut desk = Desk::with_contract();
    let contract = desk.the_contract();
    let kpi = Kpi {
        contract,
        title: "Meals on time".to_owned(),
        target: "98%".to_owned(),
        how: None,
        every_months: 12,
        published: None,
        dropped: None,
    };
    assert!(desk.contract_refused(C::add(Kpi { every_months: 0, ..kpi.clone() })).contains("12"));
    desk.contract(C::add(kpi));
    let view = desk.contracts().contracts[0].kpis[0].clone();
    assert_eq!(view.due, Some(date("2027-03-31")));
    desk.on("2027-04-05");
    let assessment = Assessment {
        kpi: view.uid,
        from: date("2026-04-01"),
        to: date("2027-03-31"),
        rating: KpiRating::ApproachingTarget,
        measured: Some("96%".to_owned()),
        reasons: None,
        by: "C. Manager".to_owned(),
        published: None,
    };
    assert!(desk.contract_refused(C::add(assessment.clone())).contains("reason"));
    desk.contract(C::add(Assessment {
        reasons: Some("Two vans broke down".to_owned()),
        ..assessment
    }));
    let view = desk.contracts().contracts[0].kpis[0].clone();
    assert_eq!(view.due, Some(date("2028-03-31")));
    assert_eq!(view.newest.unwrap().rating, KpiRating::ApproachingTarget);
}

#[test]
fn a_risk_below_its_greatest_side_needs_a_reason() {
    let mut desk = Desk::with_contract();
    let factor = |words: &str, level| Factor { words: words.to_owned(), level };
    let risk = SlaveryRisk {
        contract: desk.the_contract(),
        day: date("2026-04-01"),
        sector: factor("Catering", Level::Medium),
        country: factor("United Kingdom", Level::Low),
        labour: factor("Agency staff", Level::High),
        level: Level::Medium,
        reasons: None,
        by: "A. Officer".to_owned(),
        next: Some(date("2027-04-01")),
    };
    assert!(desk.contract_refused(C::add(risk.clone())).contains("high"));
    desk.contract(C::add(SlaveryRisk { level: Level::High, ..risk }));
    let notes = desk.contracts().contracts[0].notes.clone();
    assert!(notes.iter().any(|note| note.text.contains("no due diligence")));
    let concern = Concern {
        contract: desk.the_contract(),
        day: date("2026-04-01"),
        what: "Wages were withheld".to_owned(),
        reported_to: None,
        reported_on: None,
        outcome: None,
    };
    let half = Concern { reported_to: Some("The police".to_owned()), ..concern.clone() };
    assert!(desk.contract_refused(C::add(half)).contains("has a day"));
    desk.contract(C::add(concern));
    assert!(desk.contracts().contracts[0].notes[0].text.contains("not reported"));
}

#[rstest]
#[case::ends_before_it_begins(|of: &mut Contract| of.ends = date("2026-03-31"), "before it begins")]
#[case::extension_before_the_end(|of: &mut Contract| of.extendable_to = Some(date("2029-03-31")), "after its last day")]
#[case::signed_tomorrow(|of: &mut Contract| of.signed = Some(date("2026-04-02")), "still to come")]
#[case::nobody(|of: &mut Contract| of.supplier = Uuid::from_u128(9), "not in the directory")]
#[case::no_rhythm(|of: &mut Contract| of.review_months = Some(0), "one month apart")]
#[case::ended_too_early(
    |of: &mut Contract| of.ended = Some(Ended {
        day: date("2026-03-01"), how: EndKind::Agreed, reason: "Moved".to_owned(), notice: None,
    }),
    "before it began"
)]
fn a_contract_that_cannot_be_is_refused(#[case] change: fn(&mut Contract), #[case] said: &str) {
    let mut desk = Desk::with_contract();
    let mut of = desk.contracts().contracts[0].contract.clone();
    change(&mut of);
    let told = desk.contract_refused(C::add(of));
    assert!(told.contains(said), "{told}");
}

#[rstest]
#[case::tomorrow("2026-04-02", Some("1"), "still to come")]
#[case::nothing("2026-04-01", Some("0"), "more than nothing")]
#[case::less_than_nothing("2026-04-01", Some("-1"), "more than nothing")]
#[case::no_quantity("2026-04-01", None, "say how much")]
fn a_delivery_that_cannot_be_is_refused(
    #[case] day: &str,
    #[case] quantity: Option<&str>,
    #[case] said: &str,
) {
    let mut desk = Desk::with_commitment();
    let commitment = desk.the_commitment();
    let of = Delivery {
        quantity: quantity.map(|quantity| quantity.parse().unwrap()),
        ..delivery(commitment, day, "1")
    };
    let told = desk.contract_refused(C::add(of));
    assert!(told.contains(said), "{told}");
}

#[test]
fn a_commitment_without_a_quantity_is_delivered_in_words_and_counts_once() {
    let mut desk = Desk::with_contract();
    let contract = desk.the_contract();
    let once = Commitment {
        title: "Open day".to_owned(),
        quantity: None,
        unit: None,
        schedule: Schedule::By { day: date("2026-09-30") },
        ..quarterly(contract)
    };
    let timed = Commitment { counting: Counting::OverTime, ..once.clone() };
    assert!(desk.contract_refused(C::add(timed)).contains("needs a quantity"));
    desk.contract(C::add(once));
    let commitment = desk.the_commitment();
    let empty = Delivery { quantity: None, ..delivery(commitment, "2026-04-01", "1") };
    assert!(desk.contract_refused(C::add(empty.clone())).contains("Say what"));
    let counted = delivery(commitment, "2026-04-01", "2");
    assert!(desk.contract_refused(C::add(counted)).contains("counts once"));
    let note = NewEvidence::Note { text: "Programme and list of visitors".to_owned() };
    desk.contract(C::add(empty).with(Some(note)));
    assert_eq!(desk.standing(), Standing::Delivered);
}

#[test]
fn nothing_goes_that_others_hang_on() {
    let mut desk = Desk::with_commitment();
    desk.deliver("2026-06-20", "2");
    let gone = |uid| C::Remove { uid, reason: "By mistake".to_owned() };
    let (contract, commitment) = (desk.the_contract(), desk.the_commitment());
    assert!(desk.contract_refused(gone(contract)).contains("belong to it"));
    assert!(desk.contract_refused(gone(commitment)).contains("Waive"));
    let supplier = desk.supplier_called("Fellside Catering Ltd");
    let removed = S::Remove { uid: supplier, reason: "By mistake".to_owned() };
    assert!(desk.supply_refused(removed).contains("contract in T-1"));
}

#[test]
fn suppliers_that_are_the_same_have_one_view_and_can_be_parted() {
    let mut desk = Desk::with_contract();
    let first = desk.supplier_called("Fellside Catering Ltd");
    let twin = Supplier {
        number: Some("1234567".parse().unwrap()),
        ..Supplier::named("Fellside Catering Limited")
    };
    desk.supply(S::add(twin.clone()));
    let second = desk.supplier_called("1234567");
    assert!(desk.supply_refused(S::add(twin)).contains("that company number already"));
    let contact = Contact {
        supplier: second,
        name: "Jo Fell".to_owned(),
        role: None,
        email: Some("jo@example.org".to_owned()),
        phone: None,
        note: None,
    };
    assert!(
        desk.supply_refused(S::add(Contact { email: Some("jo".to_owned()), ..contact.clone() }))
            .contains("e-mail")
    );
    desk.supply(S::add(contact));
    let merge = |uid, into| S::Merge { uid, into, reason: "The same company".to_owned() };
    assert!(desk.supply_refused(merge(first, first)).contains("into itself"));
    let done = desk.supply(merge(first, second));
    assert_eq!(
        done.said,
        "merged “Fellside Catering Ltd” into “Fellside Catering Limited” (The same company)"
    );
    let view = desk.supplier_view(second);
    assert_eq!((view.contracts.len(), view.contacts.len(), view.merged.len()), (1, 1, 1));
    // The tender's contract names the one that stands.
    assert_eq!(desk.contracts().contracts[0].supplier, "Fellside Catering Limited");
    assert!(desk.supply_refused(merge(second, first)).contains("into itself"));
    let lines = desk.register.directory().unwrap().lines;
    assert_eq!(lines[0].contracts, 1);
    assert_eq!(lines[1].merged_into.as_deref(), Some("Fellside Catering Limited"));
    desk.supply(S::Part { uid: first, reason: "Two companies after all".to_owned() });
    assert_eq!(desk.supplier_view(first).contracts.len(), 1);
    assert_eq!(desk.supplier_view(second).contracts.len(), 0);
    assert_eq!(desk.register.supplier_journal(first, 0, 50).unwrap().lines.len(), 3);
    assert_eq!(desk.register.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn two_companies_with_different_numbers_are_never_merged() {
    let mut desk = Desk::with_tender();
    for (name, number) in [("One Ltd", "1111111"), ("Two Ltd", "2222222")] {
        let number = Some(number.parse().unwrap());
        desk.supply(S::add(Supplier { number, ..Supplier::named(name) }));
    }
    let (uid, into) = (desk.supplier_called("One Ltd"), desk.supplier_called("Two Ltd"));
    let told = desk.supply_refused(S::Merge { uid, into, reason: "Alike".to_owned() });
    assert!(told.contains("different company numbers"), "{told}");
}

#[test]
fn a_status_is_judged_told_answered_and_decided_and_then_stands() {
    let mut desk = Desk::with_contract();
    let supplier = desk.supplier_called("Fellside Catering Ltd");
    let begin = |policy: &str| S::BeginStatus {
        supplier,
        policy: policy.to_owned(),
        by: "C. Manager".to_owned(),
    };
    assert!(desk.supply_refused(begin("nelc")).contains("no scheme"));
    desk.supply(begin("cumbria"));
    assert!(desk.supply_refused(begin("cumbria")).contains("under way"));
    let scheme = |desk: &Desk| desk.supplier_view(supplier).schemes[0].clone();
    let open = scheme(&desk).open.unwrap();
    assert!(matches!(open.proposal, Proposal::NoData { at_most: None, .. }));
    let judge = |behaviour: &str, level: Option<&str>, evidence: Option<&str>| S::Judge {
        review: open.uid,
        judgement: Judgement {
            behaviour: behaviour.to_owned(),
            title: String::new(),
            level: level.map(str::to_owned),
            evidence: evidence.map(str::to_owned),
        },
    };
    assert!(desk.supply_refused(judge("relationship", Some("Gold"), None)).contains("no data"));
    assert!(
        desk.supply_refused(judge("relationship", Some("Platinum"), Some("x")))
            .contains("no level")
    );
    assert!(desk.supply_refused(judge("charm", Some("Gold"), Some("x"))).contains("charm"));
    let ids: Vec<String> = open.review.judgements.iter().map(|one| one.behaviour.clone()).collect();
    for (at, behaviour) in ids.iter().enumerate() {
        let level = if at == 0 { "Silver" } else { "Gold" };
        desk.supply(judge(behaviour, Some(level), Some("Minutes of the review board")));
    }
    let proposal = scheme(&desk).open.unwrap().proposal;
    assert!(
        matches!(&proposal, Proposal::Level { level, held_by } if level == "Silver" && held_by.len() == 1)
    );
    let decide = |level: &str| S::Decide {
        review: open.uid,
        decided: Decided {
            level: level.to_owned(),
            reason: "As the board found".to_owned(),
            by: "Head of Procurement".to_owned(),
            day: date("2026-04-01"),
            next_review: Some(date("2026-10-01")),
        },
    };
    let done = desk.supply(decide("Gold"));
    assert_eq!(done.said, "decided on Gold, where the judgements support Silver");
    assert!(desk.supply_refused(decide("Silver")).contains("decided"));
    let stands = scheme(&desk);
    assert_eq!(stands.stands.unwrap().review.decided.unwrap().level, "Gold");
    assert_eq!(stands.incentives.len(), 6);
    assert_eq!(desk.register.directory().unwrap().lines[0].status.len(), 1);
}

#[test]
fn a_target_is_counted_from_what_was_recorded_and_names_what_is_missing() {
    let mut desk = Desk::new();
    desk.start("T-1", "nelc", facts(Services, "120000"));
    desk.on("2026-04-01");
    let mut small = Supplier::named("Small Ltd");
    small.headcount = Some(12);
    small.sector = Some(Sector::Business);
    small.local = Some(LocalJudgement {
        local: true,
        by: "A. Officer".to_owned(),
        day: date("2026-04-01"),
        reason: None,
    });
    desk.supply(S::add(small));
    desk.supply(S::add(Supplier::named("Unknown Ltd")));
    for name in ["Small Ltd", "Unknown Ltd"] {
        let supplier = desk.supplier_called(name);
        desk.contract(C::add(Contract { signed: Some(date("2026-04-01")), ..agreed(supplier) }));
    }
    let view = desk.contracts();
    let of = |name: &str| view.contracts.iter().find(|one| one.supplier == name).unwrap().uid;
    let spend = |contract, amount: &str| {
        C::add(Figure {
            contract,
            year: "2026-27".parse().unwrap(),
            about: FigureKind::Spend,
            amount: money(amount),
            source: "Finance system".to_owned(),
        })
    };
    desk.contract(spend(of("Small Ltd"), "20000"));
    assert!(desk.contract_refused(spend(of("Small Ltd"), "1")).contains("Change that one"));
    desk.on("2027-01-10");
    let year = "2026-27".parse().unwrap();
    let line = |desk: &Desk| {
        let targets = desk.register.targets(year, desk.context.today).unwrap();
        targets.policies[0].lines[0].clone()
    };
    let figure = line(&desk).figures[0].clone();
    assert_eq!(figure.gaps[0], "1 of 2 contracts have no spend recorded.");
    assert_eq!(figure.gaps[1], "1 of 2 contracts have no size class or kind.");
    assert_eq!(figure.met, None);
    desk.contract(spend(of("Unknown Ltd"), "60000"));
    let figure = line(&desk).figures[0].clone();
    assert_eq!(figure.share.as_ref().unwrap().to_string(), "25.00");
    assert_eq!(figure.at_most.as_ref().unwrap().to_string(), "100.00");
    // The policy speaks of the whole budget, which the register does not know.
    assert_eq!(figure.met, None);
    assert!(figure.gaps.iter().any(|gap| gap.contains("total procurement budget")));
    assert_eq!(figure.words, "£20,000.00 of £80,000.00");
    assert!(figure.sources[0].contains("Finance system"));
    // In a year in which nothing ran there is nothing to tell.
    let later = desk.register.targets("2035-36".parse().unwrap(), desk.context.today).unwrap();
    assert!(later.policies.is_empty());
}

#[test]
fn what_is_due_of_a_contract_stands_in_today() {
    use tenderbook::domain::plan::{DueKind, TodayPart};
    let mut desk = Desk::with_commitment();
    desk.on("2026-07-10");
    let page = desk
        .register
        .today(TodayPart::Overdue, desk.context.today, &Filter::default(), 0, 20)
        .unwrap();
    let due = page.lines.iter().find(|line| line.kind == Some(DueKind::Contract));
    assert!(due.is_some_and(|line| line.what.contains("People into work")), "{:?}", page.lines);
}

#[test]
fn a_change_beyond_the_small_limits_is_told_with_its_section_until_it_is_accounted_for() {
    let mut desk = Desk::new();
    let mut large = facts(Services, "400000");
    large.law.route = Some(tenderbook::domain::Route::Open);
    large.law.framework = Some(false);
    desk.start("T-1", "cumbria", large);
    desk.on("2026-06-01");
    desk.supply(S::add(Supplier::named("Fellside Catering Ltd")));
    let supplier = desk.supplier_called("Fellside Catering Ltd");
    let value = Some(money("400000"));
    desk.contract(C::add(Contract { value, signed: Some(date("2026-04-01")), ..agreed(supplier) }));
    let uid = desk.the_contract();
    let small = Variation {
        value: Some(money("420000")),
        ends: Some(date("2030-03-31")),
        ground: None,
        about: VariationKind::Value,
        ..variation(uid, "2026-05-01")
    };
    let told = |desk: &Desk| {
        let notes = desk.contracts().contracts.remove(0).notes;
        notes.into_iter().filter(|note| note.text.contains("beyond")).collect::<Vec<_>>()
    };
    // 5% of the value, and within the extension that the contract provides for.
    desk.contract(C::add(small.clone()));
    assert_eq!(told(&desk), []);
    let larger = Variation { value: Some(money("480000")), day: date("2026-05-20"), ..small };
    desk.contract(C::add(larger.clone()));
    let notes = told(&desk);
    assert!(notes[0].text.contains("14.3% of the value, beyond 10%"), "{:?}", notes[0]);
    assert!(notes.iter().any(|note| note.clause.as_deref() == Some("Procurement Act 2023 s.75")));
    let (last, _) =
        desk.contracts().file.variations_of(uid).pop().map(|(u, v)| (u, v.day)).unwrap();
    let accounted = Variation {
        notice: Some(date("2026-05-19")),
        ground: Some("Procurement Act 2023 Sch.8".to_owned()),
        ..larger
    };
    desk.contract(C::change(last, accounted));
    assert_eq!(told(&desk), []);
}

#[test]
fn a_contract_over_five_million_without_indicators_is_told_what_the_law_asks() {
    let mut desk = Desk::new();
    let mut large = facts(Services, "6000000");
    large.law.route = Some(tenderbook::domain::Route::Open);
    large.law.framework = Some(false);
    desk.start("T-1", "cumbria", large);
    desk.on("2026-06-01");
    desk.supply(S::add(Supplier::named("Fellside Catering Ltd")));
    let supplier = desk.supplier_called("Fellside Catering Ltd");
    let dear = Contract { value: Some(money("6000000")), ..agreed(supplier) };
    desk.contract(C::add(dear.clone()));
    let asked = |desk: &Desk| {
        let notes = desk.contracts().contracts.remove(0).notes;
        notes.into_iter().find(|note| note.text.contains("key performance indicators"))
    };
    let note = asked(&desk).unwrap();
    assert!(note.text.contains("at least 3"), "{note:?}");
    assert!(note.clause.unwrap().contains("s.52"));
    let uid = desk.the_contract();
    let reason = Some("Nothing in it can be measured".to_owned());
    desk.contract(C::change(uid, Contract { no_kpis: reason, ..dear.clone() }));
    assert_eq!(asked(&desk), None);
    // A contract worth less asks for none.
    desk.contract(C::change(uid, Contract { value: Some(money("900000")), ..dear }));
    assert_eq!(asked(&desk), None);
}

#[test]
fn under_a_closed_account_nothing_is_corrected_or_verified_either() {
    let mut desk = Desk::with_contract();
    let contract = desk.the_contract();
    let once =
        Commitment { schedule: Schedule::By { day: date("2026-09-30") }, ..quarterly(contract) };
    desk.contract(C::add(once));
    desk.deliver("2026-09-01", "3");
    let delivery = *desk.contracts().file.deliveries.keys().next().unwrap();
    let by = "C. Manager".to_owned();
    desk.contract(C::add(FinalAccount { contract, day: date("2026-09-01"), by, note: None }));
    let to = Corrected {
        day: date("2026-09-01"),
        from: None,
        quantity: Some(1.into()),
        words: None,
        withdrawn: false,
    };
    let correct = C::Correct { delivery, to, reason: "Miscounted".to_owned() };
    assert!(desk.contract_refused(correct).contains("final account"));
    let verified = Verified { by: "C. Manager".to_owned(), day: date("2026-09-01"), how: None };
    let verify = C::Verify { delivery, verified: Some(verified) };
    assert!(desk.contract_refused(verify).contains("final account"));
}

#[test]
fn what_is_delivered_in_full_is_neither_waived_nor_short_and_too_much_is_told() {
    let mut desk = Desk::with_contract();
    let contract = desk.the_contract();
    let once =
        Commitment { schedule: Schedule::By { day: date("2026-09-30") }, ..quarterly(contract) };
    desk.contract(C::add(once.clone()));
    let uid = desk.the_commitment();
    desk.deliver("2026-09-01", "2");
    let done = desk.deliver("2026-09-02", "2000000");
    assert!(
        done.warnings[0].contains("2000002 people of 3 people promised"),
        "{:?}",
        done.warnings
    );
    let settled = Settled {
        how: SettledKind::Waived,
        reason: "Enough".to_owned(),
        by: "C. Manager".to_owned(),
        day: date("2026-09-02"),
    };
    let waived = Commitment { settled: Some(settled), ..once };
    assert!(desk.contract_refused(C::change(uid, waived)).contains("nothing is left"));
    // Once it is signed, it stays on record.
    desk.sign();
    let removed = C::Remove { uid, reason: "Tidy".to_owned() };
    assert!(desk.contract_refused(removed).contains("Waive"));
}

#[test]
fn the_same_delivery_recorded_twice_is_told() {
    let mut desk = Desk::with_commitment();
    desk.deliver("2026-06-20", "1");
    let done = desk.deliver("2026-06-20", "1");
    assert!(done.warnings[0].contains("both say the same of the same days"), "{:?}", done.warnings);
}

#[test]
fn the_journal_says_what_a_change_changed_and_what_is_turned_around() {
    let mut desk = Desk::with_contract();
    desk.sign();
    let (uid, of) = (desk.the_contract(), desk.contracts().contracts[0].contract.clone());
    let dearer = Contract { value: Some(money("200000")), ..of };
    let done = desk.contract(C::change(uid, dearer).because(Some("A slip of the pen".to_owned())));
    let line = |desk: &Desk| desk.register.journal("T-1", 0, 1).unwrap().lines.remove(0);
    let told = line(&desk);
    assert!(told.said.contains("A slip of the pen"), "{told:?}");
    let detail = told.detail.unwrap();
    assert!(detail.contains("value: 120000") && detail.contains("to 200000"), "{detail}");
    let undone = desk.undo(&done).unwrap();
    assert!(undone.said.starts_with("undone: changed a contract"), "{}", undone.said);
    let again = desk.undo(&undone).unwrap();
    assert!(!again.said.contains("took back"), "{}", again.said);
    assert!(line(&desk).said.contains("changed a contract"), "{:?}", line(&desk));
}

#[test]
fn reviews_by_rhythm_fall_due_and_end_with_the_contract() {
    use tenderbook::domain::contract::DueWhat;
    let mut desk = Desk::with_contract();
    let due = |desk: &Desk| {
        let dues = desk.contracts().contracts.remove(0).due;
        dues.into_iter().find(|due| due.what == DueWhat::Review).map(|due| due.day)
    };
    assert_eq!(due(&desk), Some(date("2026-07-01")));
    let review = Review {
        contract: desk.the_contract(),
        planned: date("2026-07-01"),
        held: None,
        present: None,
        agenda: None,
        minutes: None,
        value: None,
        measured: None,
    };
    desk.on("2029-02-01");
    desk.contract(C::add(Review { held: Some(date("2029-02-01")), ..review }));
    // Three months later the contract has ended.
    assert_eq!(due(&desk), None);
}

#[test]
fn a_contract_that_ended_is_asked_for_its_notice_and_its_last_assessment() {
    let mut desk = Desk::with_contract();
    let contract = desk.the_contract();
    desk.contract(C::add(Kpi {
        contract,
        title: "Meals on time".to_owned(),
        target: "98%".to_owned(),
        how: None,
        every_months: 12,
        published: None,
        dropped: None,
    }));
    desk.on("2026-12-01");
    let of = desk.contracts().contracts[0].contract.clone();
    let ended = Ended {
        day: date("2026-11-30"),
        how: EndKind::Terminated,
        reason: "Poor work".to_owned(),
        notice: None,
    };
    desk.contract(C::change(contract, Contract { ended: Some(ended.clone()), ..of.clone() }));
    assert_eq!(desk.contracts().contracts[0].kpis[0].due, Some(date("2026-11-30")));
    // £120,000 for services is below the threshold, so no notice of the Act is due.
    let asked = |desk: &Desk| {
        let notes = desk.contracts().contracts.remove(0).notes;
        notes.iter().any(|note| note.text.contains("termination notice"))
    };
    assert!(!asked(&desk));
    desk.act(Act::ChangeFacts {
        title: "Custody healthcare services".to_owned(),
        facts: facts(Services, "600000"),
    });
    assert!(asked(&desk));
    let noticed = Ended { notice: Some(date("2026-12-01")), ..ended };
    desk.contract(C::change(contract, Contract { ended: Some(noticed), ..of }));
    assert!(!asked(&desk));
}

#[rstest]
#[case::extension_without_a_day(VariationKind::Extension, "new last day")]
#[case::value_without_a_value(VariationKind::Value, "new value")]
fn a_change_says_what_it_changes(#[case] about: VariationKind, #[case] said: &str) {
    let mut desk = Desk::with_contract();
    let of = Variation {
        about,
        ends: None,
        value: None,
        ..variation(desk.the_contract(), "2026-04-01")
    };
    let told = desk.contract_refused(C::add(of));
    assert!(told.contains(said), "{told}");
}
