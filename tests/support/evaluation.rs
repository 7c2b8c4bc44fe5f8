//! A tender whose evaluation is filled in deed by deed, for tests of what is shown of it.

use std::path::Path;

use tenderbook::domain::evaluation::{
    Declaration, Judged, Lot, LotNo, LowPrice, Offer, Out, OutKind, OwnMeasure, STANDARD_SCALE,
    Withheld,
};
use tenderbook::domain::law::Route;
use tenderbook::domain::{ContractType, Date, Facts};
use tenderbook::register::{
    Act, Clock, Context, EvaluationAct, EvaluationView, Fault, Library, NewAward, NewBid,
    NewProcurement, NewQuestion, NewSection, Order, Register,
};
use uuid::Uuid;

/// The register with one tender, and the officer who works on it.
pub(crate) struct Filler {
    pub(crate) register: Register,
    context: Context,
    pub(crate) reference: String,
    pub(crate) lot: LotNo,
}

impl Filler {
    /// A services tender of that value by the open procedure, with its criteria begun.
    pub(crate) fn new(path: &Path, policy: &str, value: &str) -> Self {
        let clock = Clock::fixed("2026-11-21T09:00:00Z").unwrap();
        let context = clock.context("A. Officer");
        let mut register = Register::open(path, Library::new(None), &context).unwrap();
        let mut facts =
            Facts::new(ContractType::Services, value.parse().unwrap(), context.today);
        facts.law.route = Some(Route::Open);
        let new = NewProcurement {
            reference: Some("2026-0042".parse().unwrap()),
            title: "Youth club and holiday activities".to_owned(),
            policy: policy.to_owned(),
            facts,
        };
        register.perform(&Order::start(new), &context).unwrap();
        let reference = "2026-0042".to_owned();
        let mut filler = Self { register, context, reference, lot: LotNo::FIRST };
        filler.act(EvaluationAct::Begin { lot: None, title: None });
        filler
    }

    pub(crate) fn perform(&mut self, act: Act) -> Result<(), Fault> {
        let order = Order::on(&self.reference, act);
        self.register.perform(&order, &self.context).map(|_| ())
    }

    pub(crate) fn act(&mut self, act: EvaluationAct) {
        self.perform(Act::Evaluate(act)).unwrap();
    }

    pub(crate) fn view(&self) -> EvaluationView {
        self.register.evaluation(&self.reference).unwrap()
    }

    pub(crate) fn section(&self, title: &str) -> Uuid {
        let view = self.view();
        let sections = view.evaluation.sections_of(self.lot);
        sections.iter().find(|section| section.title == title).unwrap().uid
    }

    pub(crate) fn the_question(&self, title: &str) -> Uuid {
        let view = self.view();
        view.evaluation.questions.values().find(|one| one.title == title).unwrap().uid
    }

    pub(crate) fn the_bid(&self, supplier: &str) -> Uuid {
        let view = self.view();
        view.evaluation.bids.values().find(|bid| bid.supplier == supplier).unwrap().uid
    }

    /// Sets the weight and the pass mark of a section.
    pub(crate) fn weigh(&mut self, title: &str, weight: &str, pass_mark: Option<&str>) {
        let uid = self.section(title);
        let kind = self.view().evaluation.sections[&uid].1.kind;
        let section = NewSection {
            title: title.to_owned(),
            kind,
            weight: weight.parse().unwrap(),
            pass_mark: pass_mark.map(|mark| mark.parse().unwrap()),
        };
        let (uid, lot) = (Some(uid), self.lot);
        let act = Act::Evaluate(EvaluationAct::SetSection { uid, lot, section, reason: None });
        // It may have that weight already.
        let nothing = |fault: &Fault| fault.to_string() == "Nothing was changed.";
        assert!(self.perform(act).err().is_none_or(|fault| nothing(&fault)));
    }

    pub(crate) fn terms(&mut self, change: impl FnOnce(&mut Lot)) {
        let mut terms = self.view().evaluation.lots[&self.lot].clone();
        change(&mut terms);
        self.act(EvaluationAct::SetLot { lot: self.lot, terms, reason: None });
    }

    pub(crate) fn question(&mut self, section: &str, title: &str, weight: &str, pass: Option<i64>) {
        self.question_by(
            section,
            title,
            weight,
            pass,
            Judged::Scale { scale: STANDARD_SCALE.to_owned() },
        );
    }

    pub(crate) fn question_by(
        &mut self,
        section: &str,
        title: &str,
        weight: &str,
        pass: Option<i64>,
        judged: Judged,
    ) {
        let question = NewQuestion {
            title: title.to_owned(),
            asks: None,
            weight: weight.parse().unwrap(),
            judged,
            pass_mark: pass.map(Into::into),
            outcome: None,
        };
        let section = self.section(section);
        self.act(EvaluationAct::SetQuestion { uid: None, section, question, reason: None });
    }

    pub(crate) fn measure(&mut self, text: &str, unit: &str) -> String {
        let measure = OwnMeasure { text: text.to_owned(), unit: Some(unit.to_owned()) };
        self.act(EvaluationAct::SetMeasure { id: None, measure });
        let view = self.view();
        let found = view.evaluation.measures.iter().find(|(_, one)| one.text == text);
        found.unwrap().0.clone()
    }

    pub(crate) fn bid(&mut self, supplier: &str, price: Option<&str>) -> Uuid {
        let bid = NewBid {
            lot: self.lot,
            supplier: supplier.to_owned(),
            price: price.map(|price| price.parse().unwrap()),
            received: None,
            late: false,
            local: None,
            note: Some("Internal: their references are thin.".to_owned()),
        };
        self.act(EvaluationAct::SetBid { uid: None, bid });
        self.the_bid(supplier)
    }

    pub(crate) fn offer(&mut self, bid: Uuid, measure: &str, quantity: i64, words: &str) {
        let offer =
            Offer { quantity: Some(quantity.into()), words: Some(words.to_owned()) };
        let measure = measure.to_owned();
        self.act(EvaluationAct::OfferMeasure { bid, measure, offer: Some(offer) });
    }

    pub(crate) fn evaluator(&mut self, name: &str) {
        let name = name.to_owned();
        self.act(EvaluationAct::SetEvaluator { uid: None, name, role: None });
        let view = self.view();
        let undeclared = view.evaluation.evaluators.values().find(|one| one.declaration.is_none());
        let uid = undeclared.unwrap().uid;
        let day = self.context.today;
        let declaration = Declaration { day, interest: None, handling: None };
        self.act(EvaluationAct::Declare { uid, declaration });
    }

    /// Every evaluator gives this score, and it is agreed on.
    pub(crate) fn agree(&mut self, bid: Uuid, question: Uuid, score: i64, reasons: &str) {
        let evaluators: Vec<Uuid> = self.view().evaluation.evaluators.keys().copied().collect();
        for evaluator in evaluators {
            self.act(EvaluationAct::Score {
                bid,
                question,
                evaluator,
                score: score.into(),
                rationale: "Individual: between us, I liked it.".to_owned(),
            });
        }
        self.act(EvaluationAct::Agree {
            bid,
            question,
            score: score.into(),
            reasons: reasons.to_owned(),
            comment: Some("Internal: discussed twice.".to_owned()),
            change: None,
        });
    }

    pub(crate) fn take_out(&mut self, uid: Uuid, kind: OutKind, reason: &str, clause: &str) {
        let clause = (!clause.is_empty()).then(|| clause.to_owned());
        let out = Out { kind, reason: reason.to_owned(), clause };
        self.act(EvaluationAct::TakeOut { uid, out });
    }

    pub(crate) fn low_price(&mut self, bid: Uuid, satisfied: bool) {
        let record = LowPrice {
            notified: Some(Date::from_iso("2026-11-09").unwrap()),
            explanation: Some("Two vans are shared with another contract.".to_owned()),
            satisfied: Some(satisfied),
            reasons: Some("The figures for staff add up.".to_owned()),
        };
        self.act(EvaluationAct::LookIntoPrice { bid, record });
    }

    pub(crate) fn check(&mut self) {
        let (lot, day) = (self.lot, self.context.today);
        self.act(EvaluationAct::Check { lot, by: "B. Checker".to_owned(), day, note: None });
    }

    pub(crate) fn award(&mut self, bid: Uuid, tie_break: Option<&str>, withheld: &[(&str, &str)]) {
        let role = self.view().determination.sign_off.first().map(|one| one.role.clone());
        let award = NewAward {
            bid,
            decided_by: "C. Director".to_owned(),
            role,
            day: self.context.today,
            reasons: "It is first by the published criteria.".to_owned(),
            tie_break: tie_break.map(str::to_owned),
            withheld: withheld
                .iter()
                .map(|(what, reason)| Withheld {
                    what: (*what).to_owned(),
                    reason: (*reason).to_owned(),
                })
                .collect(),
        };
        self.act(EvaluationAct::Award { lot: self.lot, award });
    }

    pub(crate) fn set_day(&mut self, name: tenderbook::domain::KeyDate, day: &str) {
        let day = Some(Date::from_iso(day).unwrap());
        self.perform(Act::SetKeyDate { name, day }).unwrap();
    }

    /// Criteria with two questions on quality and two on social value, and three evaluators.
    pub(crate) fn with_criteria(mut self) -> Self {
        self.weigh("Quality", "50", None);
        self.weigh("Social value", "10", None);
        self.weigh("Price", "40", None);
        self.question("Quality", "How the club is run", "60", Some(2));
        self.question("Quality", "Safeguarding", "40", None);
        self.question("Social value", "Jobs for young people", "50", None);
        let measure = self.measure("Apprenticeships", "people");
        self.question_by(
            "Social value",
            "Apprenticeships",
            "50",
            None,
            Judged::Offer { measure },
        );
        for name in ["Dana Evans", "Sam Patel", "Jo Brown"] {
            self.evaluator(name);
        }
        self
    }

    /// Agrees on the scores of one bid for the three questions that are judged.
    pub(crate) fn score_all(&mut self, bid: Uuid, [run, safe, jobs]: [i64; 3]) {
        let scores = [
            ("How the club is run", run, "The timetable covers all holidays and names the staff."),
            ("Safeguarding", safe, "Every member of staff is checked; the policy is dated 2026."),
            ("Jobs for young people", jobs, "Names the schools, and says who mentors."),
        ];
        for (title, score, reasons) in scores {
            let question = self.the_question(title);
            self.agree(bid, question, score, reasons);
        }
    }

    /// Three bids with every figure.
    pub(crate) fn with_bids(mut self) -> Self {
        let measure = self.view().evaluation.measures.keys().next().unwrap().clone();
        let bids = [
            ("Acorn Youth CIC", "82500", 4, [5, 4, 4]),
            ("Brightside Ltd", "79000", 2, [4, 4, 3]),
            ("Cobalt & Sons", "91250.50", 0, [3, 5, 2]),
        ];
        for (supplier, price, offered, scores) in bids {
            let bid = self.bid(supplier, Some(price));
            if offered > 0 {
                self.offer(bid, &measure, offered, "in the first two years");
            }
            self.score_all(bid, scores);
        }
        self
    }
}
