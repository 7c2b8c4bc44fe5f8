//! A tender in which every field that is personal, private or withheld holds a word of its own,
//! so that it can be said of each whether it stands in a file.

use std::path::Path;

use tenderbook::domain::contract::{
    Action, ActionKind, Assessment, Commitment, Concern, Contract, Delivery, Diligence, ExitPlan,
    Factor, Figure, FigureKind, FinancialYear, Kpi, KpiRating, Lesson, Level, Logistics,
    LogisticsKind, Paper, Review, Risk, Schedule, SlaveryRisk, Variation, VariationKind, Verified,
    Withheld,
};
use tenderbook::domain::supplier::{
    CodeSigned, Contact, DebarmentCheck, DebarmentResult, Decided, Judgement, LocalJudgement,
    Ownership, Reply, Supplier,
};
use tenderbook::domain::{Date, StageNo};
use tenderbook::policy::Base;
use tenderbook::register::{
    Act, Context, ContractAct, Corrected, EvaluationAct, NewEvidence, Order, Purpose, Subject,
    SupplierAct,
};
use uuid::Uuid;

use crate::support::evaluation::Filler;

/// The tender, the officer who goes on with it years later, and the words.
pub(super) struct Marked {
    pub(super) filler: Filler,
    pub(super) context: Context,
    /// Each word that stands somewhere in the register and must not be published.
    pub(super) hidden: Vec<String>,
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl Marked {
    /// A word that must not be published.
    fn secret(&mut self, what: &str) -> String {
        let word = format!("QQ{what} secret");
        self.hidden.push(word.clone());
        word
    }

    /// The name of a person.
    fn person(&mut self, what: &str) -> String {
        let name = format!("QQ{what} Person");
        self.hidden.push(name.clone());
        name
    }

    pub(super) fn act(&mut self, act: Act) {
        let said = format!("{act:?}");
        let order = Order::on("2026-0042", act);
        let done = self.filler.register.perform(&order, &self.context);
        assert!(done.is_ok(), "{said}: {done:?}");
    }

    fn contract(&mut self, act: ContractAct) {
        self.act(Act::Contract(act));
    }

    fn supply(&mut self, act: SupplierAct) -> Uuid {
        let order =
            Order { reference: None, act: Act::Supply(act), seen: None, purpose: Purpose::Plain };
        match self.filler.register.perform(&order, &self.context).unwrap().on {
            Subject::Supplier { uid, .. } => uid,
            Subject::Procurement(_) => unreachable!(),
        }
    }

    /// A tender that was lived through to its lessons; with or without a part of the award that
    /// is withheld.
    pub(super) fn new(path: &Path, withheld: &[(&str, &str)]) -> Self {
        let filler = Filler::new(path, "cumbria", "300000").with_criteria().with_bids();
        let context = Context {
            officer: "QQofficer Person".to_owned(),
            now: "2026-11-21T09:00:00Z".to_owned(),
            today: day("2026-11-21"),
        };
        let mut of = Self { filler, context, hidden: Vec::new() };
        // What the evaluation of the fixture holds.
        for known in [
            "QQofficer Person",
            "A. Officer",
            "Dana Evans",
            "Sam Patel",
            "Jo Brown",
            "B. Checker",
            "C. Director",
            "Internal: their references",
            "Individual: between us",
            "Internal: discussed twice",
            "The timetable covers",
            "Names the schools",
            "Brightside",
            "Cobalt",
            "79,000",
            "91,250",
        ] {
            of.hidden.push(known.to_owned());
        }
        of.checklist(path);
        of.before_award();
        of.filler.check();
        let bid = of.filler.the_bid("Acorn Youth CIC");
        of.filler.award(bid, None, withheld);
        let supplier = of.supplier();
        "2028-01-10T09:00:00Z".clone_into(&mut of.context.now);
        of.context.today = day("2028-01-10");
        let contract = of.begin(supplier);
        of.changes(contract);
        of.commitments(contract);
        of.performance(contract);
        of.ethics(contract);
        of.end(contract);
        of.status(supplier);
        of
    }

    fn checklist(&mut self, path: &Path) {
        let view = self.filler.register.procurement("2026-0042").unwrap();
        let items: Vec<_> = view.stages[0].items.iter().map(|item| item.id.clone()).collect();
        let file = path.with_file_name("QQevidence-path.txt");
        std::fs::write(&file, "minutes").unwrap();
        self.hidden.push("QQevidence-path".to_owned());
        let path = file.display().to_string();
        for evidence in [
            NewEvidence::Note { text: self.secret("evidence-note") },
            NewEvidence::Link { address: "https://QQevidence.example/a".to_owned() },
            NewEvidence::File { path },
        ] {
            self.act(Act::Attach { item: items[0].clone(), evidence });
        }
        self.hidden.push("https://QQevidence.example/a".to_owned());
        let note = self.secret("item-note");
        self.act(Act::NoteItem { item: items[0].clone(), note });
        self.act(Act::TickItem { item: items[0].clone() });
        // A reason is published, without the names in it.
        let reason = "QQofficer Person and Dana Evans found no need, see DANA EVANS.".to_owned();
        self.act(Act::RuleOutItem { item: items[1].clone(), reason });
        let text = "Ask Dana Evans about the hall".to_owned();
        self.act(Act::AddItem { stage: StageNo::FIRST, text, required: false });
        let on = self.secret("waiting");
        self.act(Act::WaitFor { on, until: None });
        let agreed_by = Some(self.person("agreed-weight"));
        self.act(Act::SetWeighting {
            weight: "10".parse().unwrap(),
            base: Base::Total,
            reason: Some("As QQagreed-weight Person wished".to_owned()),
            agreed_by,
        });
    }

    fn before_award(&mut self) {
        let bid = self.filler.the_bid("Acorn Youth CIC");
        let asked = self.secret("asked");
        let answered = Some(self.secret("answered"));
        self.act(Act::Evaluate(EvaluationAct::Clarify {
            uid: None,
            bid,
            asked_on: day("2026-11-10"),
            asked,
            answered,
        }));
    }

    fn supplier(&mut self) -> Uuid {
        let local = LocalJudgement {
            local: true,
            by: self.person("local"),
            day: day("2026-05-01"),
            reason: Some(self.secret("local-reason")),
        };
        let says = self.secret("ownership");
        let by = self.person("code");
        let note = Some(self.secret("supplier-note"));
        let supplier = self.supply(SupplierAct::add(Supplier {
            local: Some(local),
            ownership: Some(Ownership { says, day: day("2026-05-01") }),
            code: Some(CodeSigned { day: day("2026-05-04"), by }),
            headcount: Some(34),
            note,
            ..Supplier::named("Acorn Youth CIC")
        }));
        let contact = Contact {
            supplier,
            name: self.person("contact"),
            role: Some(self.secret("contact-role")),
            email: Some("QQmail@example.org".to_owned()),
            phone: Some("QQ01228".to_owned()),
            note: Some(self.secret("contact-note")),
        };
        self.hidden.extend(["QQmail@example.org".to_owned(), "QQ01228".to_owned()]);
        self.supply(SupplierAct::add(contact));
        let check = DebarmentCheck {
            supplier,
            day: day("2026-05-02"),
            by: self.person("debarment"),
            result: DebarmentResult::NotListed,
            note: Some(self.secret("debarment-note")),
        };
        self.supply(SupplierAct::add(check));
        supplier
    }

    fn begin(&mut self, supplier: Uuid) -> Uuid {
        let contract = Contract {
            lot: Some(self.filler.lot),
            supplier,
            title: None,
            value: Some("82500".parse().unwrap()),
            signed: Some(day("2026-12-04")),
            starts: day("2027-01-01"),
            ends: day("2029-12-31"),
            extendable_to: Some(day("2030-12-31")),
            manager: Some(self.person("manager")),
            review_months: Some(6),
            collaborative: Some(false),
            partners: None,
            no_kpis: None,
            ended: None,
            note: Some(self.secret("contract-note")),
        };
        self.contract(ContractAct::add(contract));
        let view = self.filler.register.contracts("2026-0042", &self.context).unwrap();
        view.contracts[0].uid
    }

    fn changes(&mut self, contract: Uuid) {
        let agreed_by = self.person("variation");
        self.contract(ContractAct::add(Variation {
            contract,
            about: VariationKind::Value,
            day: day("2027-06-01"),
            what: "One more club, asked for by QQvariation Person".to_owned(),
            ends: None,
            value: Some("86000".parse().unwrap()),
            ground: Some("Term 7".to_owned()),
            agreed_by,
            notice: None,
        }));
        let paper =
            Paper { contract, title: self.secret("paper"), day: day("2026-12-04"), document: None };
        let text = self.secret("paper-text");
        let act = ContractAct::add(paper).with(Some(NewEvidence::Note { text }));
        self.contract(act);
        let source = self.secret("figure-source");
        for (about, amount) in [(FigureKind::Spend, "30000"), (FigureKind::Claims, "4321.99")] {
            self.contract(ContractAct::add(Figure {
                contract,
                year: FinancialYear::beginning_in(2027).unwrap(),
                about,
                amount: amount.parse().unwrap(),
                source: source.clone(),
            }));
        }
        self.hidden.push("4,321.99".to_owned());
    }

    fn commitment(&mut self, contract: Uuid, title: &str, withheld: Option<&str>) -> Uuid {
        let why = Some("Agreed when it was signed".to_owned());
        let act = ContractAct::add(Commitment {
            quantity: Some(4.into()),
            unit: Some("people".to_owned()),
            withheld: withheld.map(|reason| Withheld { reason: reason.to_owned() }),
            ..Commitment::new(contract, title.to_owned(), Schedule::By { day: day("2027-12-31") })
        });
        self.contract(act.because(why));
        let view = self.filler.register.contracts("2026-0042", &self.context).unwrap();
        *view.file.commitments.iter().find(|(_, one)| one.title == title).unwrap().0
    }

    fn deliver(&mut self, commitment: Uuid, on: &str, quantity: i64, what: &str) -> Uuid {
        let words = Some(self.secret(what));
        self.contract(ContractAct::add(Delivery {
            quantity: Some(quantity.into()),
            words: words.clone(),
            ..Delivery::new(commitment, day(on))
        }));
        let view = self.filler.register.contracts("2026-0042", &self.context).unwrap();
        *view.file.deliveries.iter().find(|(_, one)| one.words == words).unwrap().0
    }

    fn commitments(&mut self, contract: Uuid) {
        let open = self.commitment(contract, "Apprentices", None);
        let delivery = self.deliver(open, "2027-06-30", 2, "delivery");
        let reason = self.secret("correction");
        let words = Some(self.secret("corrected-words"));
        let to = Corrected {
            day: day("2027-06-30"),
            from: None,
            quantity: Some(3.into()),
            words,
            withdrawn: false,
        };
        self.contract(ContractAct::Correct { delivery, to, reason });
        let verified = Verified {
            by: self.person("verifier"),
            day: day("2027-07-10"),
            how: Some(self.secret("verified-how")),
        };
        self.contract(ContractAct::Verify { delivery, verified: Some(verified) });
        let title = self.secret("withheld-commitment");
        let reason = "QQ-reason: it names a school";
        let kept = self.commitment(contract, &title, Some(reason));
        self.hidden.push(reason.to_owned());
        self.deliver(kept, "2027-08-31", 1, "withheld-delivery");
    }

    fn performance(&mut self, contract: Uuid) {
        for (title, published) in [
            ("Complaints answered in ten days".to_owned(), Some(day("2026-12-10"))),
            (self.secret("kpi"), None),
        ] {
            self.contract(ContractAct::add(Kpi {
                contract,
                title,
                target: "95 in 100".to_owned(),
                how: None,
                every_months: 12,
                published,
                dropped: None,
            }));
        }
        let view = self.filler.register.contracts("2026-0042", &self.context).unwrap();
        let kpi = view.contracts[0].kpis.iter().find(|one| one.kpi.published.is_some());
        let kpi = kpi.unwrap().uid;
        for (from, to, published) in [
            ("2027-01-01", "2027-06-30", Some(day("2027-08-01"))),
            ("2027-07-01", "2027-12-31", None),
        ] {
            let (measured, reasons) =
                (Some(self.secret("measured")), Some(self.secret("kpi-reasons")));
            let by = self.person("assessor");
            let rating = if published.is_some() { KpiRating::Good } else { KpiRating::Inadequate };
            self.contract(ContractAct::add(Assessment {
                kpi,
                from: day(from),
                to: day(to),
                rating,
                measured,
                reasons,
                by,
                published,
            }));
        }
        self.hidden.push("Inadequate".to_owned());
        let review = Review {
            contract,
            planned: day("2027-07-15"),
            held: Some(day("2027-07-16")),
            present: Some(self.person("present")),
            agenda: Some(self.secret("agenda")),
            minutes: Some(self.secret("minutes")),
            value: Some(self.secret("value")),
            measured: None,
        };
        self.contract(ContractAct::add(review));
        let action = Action {
            contract,
            about: ActionKind::Corrective,
            concerns: None,
            review: None,
            what: self.secret("action"),
            owner: self.person("owner"),
            due: day("2028-03-01"),
            done: None,
            outcome: None,
            dropped: false,
        };
        self.contract(ContractAct::add(action));
        let risk = Risk {
            contract,
            what: self.secret("risk"),
            level: Level::High,
            owner: Some(self.person("watcher")),
            response: Some(self.secret("response")),
            raised: day("2027-07-16"),
            closed: None,
        };
        self.contract(ContractAct::add(risk));
    }

    fn ethics(&mut self, contract: Uuid) {
        let side = |words: String| Factor { words, level: Level::Medium };
        let risk = SlaveryRisk {
            contract,
            day: day("2027-02-01"),
            sector: side(self.secret("sector")),
            country: side(self.secret("country")),
            labour: side(self.secret("labour")),
            level: Level::Medium,
            reasons: Some(self.secret("slavery-reasons")),
            by: self.person("slavery"),
            next: None,
        };
        self.contract(ContractAct::add(risk));
        let step = Diligence {
            contract,
            day: day("2027-02-02"),
            what: self.secret("diligence"),
            found: Some(self.secret("found")),
            by: self.person("diligence"),
            evidence: None,
        };
        self.contract(ContractAct::add(step));
        let concern = Concern {
            contract,
            day: day("2027-02-03"),
            what: self.secret("concern"),
            reported_to: Some(self.person("reported-to")),
            reported_on: Some(day("2027-02-04")),
            outcome: Some(self.secret("concern-outcome")),
        };
        self.contract(ContractAct::add(concern));
    }

    fn end(&mut self, contract: Uuid) {
        let note = Logistics {
            contract,
            about: LogisticsKind::Receipt,
            day: day("2027-01-05"),
            what: self.secret("logistics"),
            quantity: Some(self.secret("logistics-quantity")),
            place: Some(self.secret("place")),
            by: Some(self.person("recipient")),
            evidence: None,
        };
        self.contract(ContractAct::add(note));
        let plan = ExitPlan {
            contract,
            owner: self.person("exit"),
            handed_over_by: Some(day("2029-12-01")),
            service: Some(self.secret("exit-service")),
            people: Some(self.secret("exit-people")),
            data: Some(self.secret("exit-data")),
            assets: Some(self.secret("exit-assets")),
            commitments: Some(self.secret("exit-commitments")),
            done: None,
        };
        self.contract(ContractAct::add(plan));
        let lesson = Lesson {
            contract: None,
            day: day("2027-10-05"),
            title: "Ask for names early".to_owned(),
            happened: self.secret("happened"),
            advice: Some("With the first report, as QQlesson Person says.".to_owned()),
            stage: StageNo::new(11),
            category: None,
            tags: vec!["reporting".to_owned()],
            by: self.person("lesson"),
        };
        self.contract(ContractAct::add(lesson));
    }

    fn status(&mut self, supplier: Uuid) {
        let by = self.person("judge");
        self.supply(SupplierAct::BeginStatus { supplier, policy: "cumbria".to_owned(), by });
        let view = self.filler.register.supplier(supplier, &self.context).unwrap();
        let open = view.schemes.iter().find_map(|scheme| scheme.open.clone()).unwrap();
        let (review, level) = (open.uid, open.review.levels[1].clone());
        for judgement in open.review.judgements {
            let evidence = Some(self.secret("judged"));
            let judgement = Judgement { level: Some(level.clone()), evidence, ..judgement };
            self.supply(SupplierAct::Judge { review, judgement });
        }
        self.supply(SupplierAct::Tell { review, day: Some(day("2027-11-01")) });
        let reply = Reply { day: day("2027-11-05"), text: self.secret("reply") };
        self.supply(SupplierAct::Reply { review, reply: Some(reply) });
        let decided = Decided {
            level,
            reason: self.secret("status-reason"),
            by: self.person("status"),
            day: day("2027-12-01"),
            next_review: None,
        };
        self.supply(SupplierAct::Decide { review, decided });
    }
}
