//! A tender with its evaluation, built through the register, for the screens to show.

use std::path::Path;

use tenderbook::domain::evaluation::{
    Declaration, Evaluation, Judged, LotNo, Offer, Out, OutKind, OwnMeasure, SectionKind,
};
use tenderbook::domain::{ContractType, Facts};
use tenderbook::register::{
    Act, Clock, Context, EvaluationAct, Library, NewBid, NewEvidence, NewProcurement, NewQuestion,
    NewSection, Order, Register,
};
use uuid::Uuid;

use super::Journey;
use super::evaluation_result::built;

/// The tender.
pub(super) const REFERENCE: &str = "2026-0001";
const LOT: LotNo = LotNo::FIRST;

/// What the register makes of a line of text.
fn recorded(line: &str) -> String {
    tenderbook::domain::text::line("The name", line).unwrap()
}

/// The register with the tender, and what it is worked on with.
pub(super) struct Build {
    register: Register,
    context: Context,
}

impl Build {
    /// A services tender worth £120,000 under a policy, whose award criteria are begun.
    pub(super) fn at(path: &Path, policy: &str) -> Self {
        let context = Clock::fixed("2026-11-21T09:00:00Z").unwrap().context("A. Officer");
        let mut register = Register::open(path, Library::new(None), &context).unwrap();
        let new = NewProcurement {
            reference: Some(REFERENCE.parse().unwrap()),
            title: "Custody healthcare services".to_owned(),
            policy: policy.to_owned(),
            facts: Facts::new(ContractType::Services, "120000".parse().unwrap(), context.today),
        };
        register.perform(&Order::start(new), &context).unwrap();
        let mut build = Self { register, context };
        build.does(EvaluationAct::Begin { lot: None, title: None });
        build
    }

    pub(super) fn does(&mut self, act: EvaluationAct) {
        let order = Order::on(REFERENCE, Act::Evaluate(act));
        self.register.perform(&order, &self.context).unwrap();
    }

    pub(super) fn now(&self) -> Evaluation {
        self.register.evaluation(REFERENCE).unwrap().evaluation
    }

    /// Questions of equal weight in the sections for quality and social value; the last one is
    /// scored from what the bids offer where `offered` says so.
    pub(super) fn asks(&mut self, titles: &[&str], social: &str, offered: bool) -> &mut Self {
        let now = self.now();
        let section = |kind: SectionKind| {
            let sections = now.sections_of(LOT);
            sections.into_iter().find(|one| one.kind == kind).unwrap().clone()
        };
        let quality = section(SectionKind::Quality);
        let mut left = rust_decimal::Decimal::ONE_HUNDRED;
        let count = rust_decimal::Decimal::from(titles.len());
        let each = (left / count).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::ToZero);
        for (at, title) in titles.iter().enumerate() {
            let weight = if at + 1 == titles.len() { left } else { each };
            left -= weight;
            let judged = Judged::Scale { scale: "0 to 5".to_owned() };
            self.question(quality.uid, title, &weight.to_string(), judged);
        }
        let social_section = section(SectionKind::SocialValue);
        if offered {
            let measure = OwnMeasure {
                text: "Apprenticeships begun".to_owned(),
                unit: Some("people".to_owned()),
            };
            self.does(EvaluationAct::SetMeasure { id: None, measure });
            let measure = self.now().measures.keys().next().unwrap().clone();
            self.question(social_section.uid, social, "100", Judged::Offer { measure });
        } else {
            let judged = Judged::Scale { scale: "0 to 5".to_owned() };
            self.question(social_section.uid, social, "100", judged);
        }
        // A policy without a figure leaves social value at nothing.
        if social_section.weight.value().is_zero() {
            for (one, weight) in [(&quality, "50"), (&social_section, "10")] {
                let section = NewSection {
                    title: one.title.clone(),
                    kind: one.kind,
                    weight: weight.parse().unwrap(),
                    pass_mark: None,
                };
                let (uid, lot) = (Some(one.uid), LOT);
                self.does(EvaluationAct::SetSection { uid, lot, section, reason: None });
            }
        }
        self
    }

    fn question(&mut self, section: Uuid, title: &str, weight: &str, judged: Judged) {
        let question = NewQuestion {
            title: title.to_owned(),
            asks: Some(format!("Say how you will see to this: {}.", title.to_lowercase())),
            weight: weight.parse().unwrap(),
            judged,
            pass_mark: None,
            outcome: None,
        };
        self.does(EvaluationAct::SetQuestion { uid: None, section, question, reason: None });
    }

    pub(super) fn bid(&mut self, supplier: &str, price: Option<&str>, local: Option<bool>) -> Uuid {
        let bid = NewBid {
            lot: LOT,
            supplier: supplier.to_owned(),
            price: price.map(|price| price.parse().unwrap()),
            received: Some("2026-11-16 11:42".to_owned()),
            late: false,
            local,
            note: None,
        };
        self.does(EvaluationAct::SetBid { uid: None, bid });
        let now = self.now();
        now.bids_for(LOT).find(|bid| bid.supplier == recorded(supplier)).unwrap().uid
    }

    /// Names an evaluator with a declaration of no interest.
    pub(super) fn evaluator(&mut self, name: &str, role: &str) -> Uuid {
        let uid = self.undeclared(name, role);
        let declaration = Declaration { day: self.context.today, interest: None, handling: None };
        self.does(EvaluationAct::Declare { uid, declaration });
        uid
    }

    pub(super) fn undeclared(&mut self, name: &str, role: &str) -> Uuid {
        let role = (!role.is_empty()).then(|| role.to_owned());
        self.does(EvaluationAct::SetEvaluator { uid: None, name: name.to_owned(), role });
        let now = self.now();
        now.evaluators.values().find(|one| one.name == recorded(name)).unwrap().uid
    }

    /// The questions in their order.
    pub(super) fn questions(&self) -> Vec<Uuid> {
        let now = self.now();
        now.numbered(LOT).into_iter().map(|(_, _, question)| question.uid).collect()
    }

    pub(super) fn score(&mut self, (bid, question): (Uuid, Uuid), evaluator: Uuid, score: i64) {
        let rationale = format!("The answer earns {score}: it names people, days and sums.");
        let score = rust_decimal::Decimal::from(score);
        self.does(EvaluationAct::Score { bid, question, evaluator, score, rationale });
    }

    pub(super) fn agree(&mut self, (bid, question): (Uuid, Uuid), score: i64) {
        let reasons = "Names and days are given for all of it; cover at night is left open.";
        self.does(EvaluationAct::Agree {
            bid,
            question,
            score: rust_decimal::Decimal::from(score),
            reasons: reasons.to_owned(),
            comment: Some("Ask at the start of the contract.".to_owned()),
            change: None,
        });
    }

    pub(super) fn offers(&mut self, bid: Uuid, quantity: i64) {
        let measure = self.now().measures.keys().next().unwrap().clone();
        let offer = Offer {
            quantity: Some(rust_decimal::Decimal::from(quantity)),
            words: Some("In the first two years.".to_owned()),
        };
        self.does(EvaluationAct::OfferMeasure { bid, measure, offer: Some(offer) });
    }

    pub(super) fn answers(&mut self, bid: Uuid, question: Uuid, text: &str) {
        let answer = Some(NewEvidence::Note { text: text.to_owned() });
        self.does(EvaluationAct::Answer { bid, question, answer });
    }

    pub(super) fn takes_out(&mut self, uid: Uuid, kind: OutKind) {
        let clause = kind.needs_clause().then(|| "Procurement Act 2023 s.19(3)(a)".to_owned());
        let reason = "It has no registration with the regulator, which is a condition.".to_owned();
        self.does(EvaluationAct::TakeOut { uid, out: Out { kind, reason, clause } });
    }

    pub(super) fn asks_bidder(&mut self, bid: Uuid, asked: &str, answered: Option<&str>) {
        self.does(EvaluationAct::Clarify {
            uid: None,
            bid,
            asked_on: self.context.today,
            asked: asked.to_owned(),
            answered: answered.map(str::to_owned),
        });
    }
}

impl Journey {
    /// The evaluation screen over a tender that was built, on one of its tabs.
    pub(super) fn with_evaluation(&mut self, tab: &str, build: fn(&Path)) -> &mut Self {
        built(&self.folder.path().join("register.db"), build as usize, build);
        self.begin_anew();
        self.press("Enter 4 Enter").press(tab)
    }
}

/// A panel of three, four bids one of which is out, and some of it scored.
pub(super) fn underway(path: &Path) {
    let mut build = Build::at(path, "cumbria");
    build.asks(&["Clinical method", "Staffing and cover"], "Apprenticeships", true);
    let acme = build.bid("Acme Health Ltd", Some("84500"), Some(true));
    let bright = build.bid("Bright Care CIC", Some("91250.50"), Some(false));
    let custody = build.bid("Custody Medical plc", Some("47000"), None);
    let delta = build.bid("Delta Nursing", None, Some(false));
    build.takes_out(delta, OutKind::Disregarded);
    build.offers(acme, 4);
    build.offers(bright, 10);
    build.asks_bidder(bright, "Is cover at night within the price?", Some("Yes, all of it."));
    build.asks_bidder(custody, "Which grades of staff are on each shift?", None);
    let anna = build.evaluator("Anna Brown", "contract manager");
    let ben = build.evaluator("Ben Cole", "finance");
    build.undeclared("Cara Dunn", "clinical adviser");
    let questions = build.questions();
    let (method, staffing) = (questions[0], questions[1]);
    build.answers(acme, method, "Section 4 of the bid, pages 12 to 19.");
    build.answers(acme, staffing, "Section 5 of the bid, with the rota in its annex.");
    build.score((acme, method), anna, 4);
    build.score((acme, method), ben, 3);
    build.score((acme, staffing), anna, 2);
}

/// The same with two who score: one answer agreed, one to agree on.
pub(super) fn to_moderate(path: &Path) {
    let mut build = Build::at(path, "cumbria");
    build.asks(&["Clinical method", "Staffing and cover"], "Apprenticeships", true);
    let acme = build.bid("Acme Health Ltd", Some("84500"), Some(true));
    let bright = build.bid("Bright Care CIC", Some("91250.50"), Some(false));
    build.offers(acme, 4);
    build.offers(bright, 10);
    let anna = build.evaluator("Anna Brown", "contract manager");
    let ben = build.evaluator("Ben Cole", "finance");
    let questions = build.questions();
    let (method, staffing) = (questions[0], questions[1]);
    for question in [method, staffing] {
        build.score((acme, question), anna, 4);
        build.score((acme, question), ben, 3);
    }
    build.agree((acme, method), 4);
    build.score((bright, method), anna, 5);
}

/// Everything agreed, with one price far below the others.
pub(super) fn settled(path: &Path) {
    let mut build = Build::at(path, "cumbria");
    build.asks(&["Clinical method", "Staffing and cover"], "Local jobs", false);
    let bids =
        [("Acme Health Ltd", "84500"), ("Bright Care CIC", "91250.50"), ("Cut Price Ltd", "41000")]
            .map(|(supplier, price)| build.bid(supplier, Some(price), Some(false)));
    let anna = build.evaluator("Anna Brown", "contract manager");
    for bid in bids {
        for question in build.questions() {
            build.score((bid, question), anna, 3);
            build.agree((bid, question), 3);
        }
    }
}

/// Quotes under the policy that asks for a local one, none of which is local.
pub(super) fn quotes(path: &Path) {
    let mut build = Build::at(path, "cheshire");
    build.asks(&["Method"], "Local jobs", false);
    for (supplier, price) in [("Acme", "8450"), ("Bright", "9125"), ("Civic", "9900")] {
        let local = (supplier != "Civic").then_some(false);
        build.bid(supplier, Some(price), local);
    }
}

/// Award criteria and nothing else.
pub(super) fn begun(path: &Path) {
    let mut build = Build::at(path, "cumbria");
    build.asks(&["Clinical method", "Staffing and cover"], "Apprenticeships", true);
}

/// Fifty bids by forty questions by five evaluators, some of it scored, less of it agreed.
pub(super) fn many(path: &Path) {
    let mut build = Build::at(path, "cumbria");
    let titles: Vec<String> = (1..40).map(|at| format!("Question on part {at}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    build.asks(&titles, "Local jobs", false);
    for at in 0..50 {
        build.bid(&format!("Supplier {at}"), Some(&(80_000 + at * 100).to_string()), None);
    }
    let panel: Vec<Uuid> = ["Anna Brown", "Ben Cole", "Cara Dunn", "Dev Patel", "Eve Fox"]
        .map(|name| build.evaluator(name, "evaluator"))
        .to_vec();
    let bids: Vec<Uuid> = build.now().bids_for(LOT).map(|bid| bid.uid).collect();
    let questions = build.questions();
    for bid in &bids[..1] {
        for question in &questions[..8] {
            for (at, evaluator) in (0i64..).zip(&panel) {
                build.score((*bid, *question), *evaluator, at.min(5));
            }
        }
    }
    for question in &questions[..3] {
        build.agree((bids[0], *question), 3);
    }
}
