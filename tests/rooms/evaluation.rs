//! The rules of an evaluation, as the register keeps them.

use rstest::rstest;
use rust_decimal::Decimal;
use tenderbook::domain::ContractType::Services;
use tenderbook::domain::evaluation::{
    Declaration, Judged, LotNo, LowPrice, Offer, Out, OutKind, OwnMeasure, PriceMethod,
    STANDARD_SCALE, SectionKind, Withheld,
};
use tenderbook::domain::{KeyDate, Percent, StageNo};
use tenderbook::policy::Base;
use tenderbook::register::{
    Act, Done, EvaluationAct as E, EvaluationView, Fault, NewAward, NewBid, NewEvidence,
    NewQuestion, NewSection, assessment_summary, question_table,
};
use uuid::Uuid;

use super::{Desk, date, facts, money};

const LOT: LotNo = LotNo::FIRST;

fn percent(text: &str) -> Percent {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

impl Desk {
    fn try_evaluate(&mut self, act: E) -> Result<Done, Fault> {
        self.attempt(Act::Evaluate(act))
    }

    #[track_caller]
    fn evaluate(&mut self, act: E) -> Done {
        self.try_evaluate(act).unwrap()
    }

    /// Tries what must be refused and leave nothing behind, and gives what is said.
    #[track_caller]
    fn refused(&mut self, act: E) -> String {
        let before = (self.entries(), self.evaluation().evaluation);
        let fault = self.try_evaluate(act).unwrap_err();
        assert_eq!((self.entries(), self.evaluation().evaluation), before);
        format!("{fault} {}", fault.hint().unwrap_or_default())
    }

    fn evaluation(&self) -> EvaluationView {
        self.register.evaluation("T-1").unwrap()
    }

    fn begun() -> Self {
        let mut desk = Self::with_tender();
        desk.evaluate(E::Begin { lot: None, title: None });
        desk
    }

    fn section(&self, title: &str) -> Uuid {
        let view = self.evaluation();
        let sections = view.evaluation.sections_of(LOT);
        sections.iter().find(|section| section.title == title).unwrap().uid
    }

    fn add_question(&mut self, section: &str, title: &str, weight: &str) -> Uuid {
        let section = self.section(section);
        self.evaluate(E::SetQuestion {
            uid: None,
            section,
            question: question(title, weight),
            reason: None,
        });
        let view = self.evaluation();
        view.evaluation.questions.values().find(|one| one.title == title).unwrap().uid
    }

    fn add_bid(&mut self, supplier: &str, price: &str) -> Uuid {
        self.evaluate(E::SetBid { uid: None, bid: bid(supplier, Some(price)) });
        let view = self.evaluation();
        view.evaluation.bids.values().find(|bid| bid.supplier == supplier).unwrap().uid
    }

    fn add_evaluator(&mut self, name: &str) -> Uuid {
        self.evaluate(E::SetEvaluator { uid: None, name: name.to_owned(), role: None });
        let view = self.evaluation();
        view.evaluation.evaluators.values().find(|one| one.name == name).unwrap().uid
    }

    fn declare(&mut self, uid: Uuid) {
        let declaration = Declaration { day: date("2026-06-01"), interest: None, handling: None };
        self.evaluate(E::Declare { uid, declaration });
    }

    /// One question each, two evaluators who may score, and bids at these prices.
    fn with_bids(bids: &[(&str, &str)]) -> Field {
        let mut desk = Self::begun();
        let quality = desk.add_question("Quality", "Method", "100");
        let social = desk.add_question("Social value", "Apprentices", "100");
        let evaluators = ["Ann", "Ben"].map(|name| {
            let uid = desk.add_evaluator(name);
            desk.declare(uid);
            uid
        });
        let bids = bids.iter().map(|(name, price)| desk.add_bid(name, price)).collect();
        Field { desk, questions: [quality, social], evaluators, bids }
    }
}

/// An evaluation that is ready to be scored.
struct Field {
    desk: Desk,
    questions: [Uuid; 2],
    evaluators: [Uuid; 2],
    bids: Vec<Uuid>,
}

impl Field {
    fn score(&self, bid: usize, question: usize, evaluator: usize, score: &str) -> E {
        E::Score {
            bid: self.bids[bid],
            question: self.questions[question],
            evaluator: self.evaluators[evaluator],
            score: decimal(score),
            rationale: "Section 3 of the answer names the people".to_owned(),
        }
    }

    fn agree(&self, bid: usize, question: usize, score: &str) -> E {
        E::Agree {
            bid: self.bids[bid],
            question: self.questions[question],
            score: decimal(score),
            reasons: format!("Reasons for bid {bid}, question {question}."),
            comment: Some("Not for the letter".to_owned()),
            change: None,
        }
    }

    /// Every evaluator gives the score, and it is agreed.
    fn settle(&mut self, bid: usize, scores: [&str; 2]) {
        for (question, score) in scores.into_iter().enumerate() {
            for evaluator in 0..2 {
                let act = self.score(bid, question, evaluator, score);
                self.desk.evaluate(act);
            }
            let act = self.agree(bid, question, score);
            self.desk.evaluate(act);
        }
    }

    fn award(&self, bid: usize) -> E {
        E::Award {
            lot: LOT,
            award: NewAward {
                bid: self.bids[bid],
                decided_by: "C. Chief".to_owned(),
                role: None,
                day: date("2026-06-01"),
                reasons: "The most advantageous tender.".to_owned(),
                tie_break: None,
                withheld: Vec::new(),
            },
        }
    }
}

fn question(title: &str, weight: &str) -> NewQuestion {
    NewQuestion {
        title: title.to_owned(),
        asks: None,
        weight: percent(weight),
        judged: Judged::Scale { scale: STANDARD_SCALE.to_owned() },
        pass_mark: None,
        outcome: None,
    }
}

fn bid(supplier: &str, price: Option<&str>) -> NewBid {
    NewBid {
        lot: LOT,
        supplier: supplier.to_owned(),
        price: price.map(money),
        received: None,
        late: false,
        local: None,
        note: None,
    }
}

#[rstest]
// At most 10% of the total.
#[case("cumbria", "10", "50")]
// At least 2.5% of the quality part, which is 60% of the total here.
#[case("lancashire-opcc", "1.5", "58.5")]
#[case("cheshire", "10", "50")]
#[case("nelc", "10", "50")]
fn new_criteria_begin_with_the_policys_weight_of_social_value_on_the_whole(
    #[case] policy: &str,
    #[case] social: &str,
    #[case] quality: &str,
) {
    let mut desk = Desk::new();
    desk.start("T-1", policy, facts(Services, "400000"));
    desk.evaluate(E::Begin { lot: None, title: None });
    let view = desk.evaluation();
    let sections: Vec<(SectionKind, String)> = view
        .evaluation
        .sections_of(LOT)
        .iter()
        .map(|section| (section.kind, section.weight.value().to_string()))
        .collect();
    assert_eq!(
        sections,
        [
            (SectionKind::Quality, quality.to_owned()),
            (SectionKind::SocialValue, social.to_owned()),
            (SectionKind::Price, "40".to_owned()),
        ]
    );
    assert_eq!(view.lots[&LOT].social.as_ref().unwrap().fault, None);
}

#[test]
fn new_criteria_add_up_where_social_value_weighs_more_than_quality_was_to() {
    let mut desk = Desk::new();
    let mut facts = facts(Services, "400000");
    facts.quality_share = Some("5".parse().unwrap());
    desk.start("T-1", "cumbria", facts);
    desk.evaluate(E::Begin { lot: None, title: None });
    let view = desk.evaluation();
    let sections = view.evaluation.sections_of(LOT);
    let weights: Vec<_> =
        sections.iter().map(|one| (one.kind, one.weight.value().to_string())).collect();
    let expected = [(SectionKind::SocialValue, "10"), (SectionKind::Price, "90")];
    assert_eq!(weights, expected.map(|(kind, weight)| (kind, weight.to_owned())));
}

#[test]
fn the_tender_is_not_issued_with_criteria_that_do_not_add_up() {
    let mut desk = Desk::begun();
    for stage in 1..=6 {
        desk.walk(stage);
    }
    let close = |desk: &mut Desk| {
        let open: Vec<_> = desk.view().stages[6].holding_up().map(|item| item.id.clone()).collect();
        for item in open {
            desk.act(Act::TickItem { item });
        }
        desk.attempt(Act::CloseStage { stage: StageNo::new(7).unwrap(), note: None })
    };
    let said = close(&mut desk).unwrap_err().to_string();
    assert!(said.contains("“Quality” has no questions yet"), "{said}");
    desk.add_question("Quality", "Method", "100");
    desk.add_question("Social value", "Apprentices", "100");
    close(&mut desk).unwrap();
    assert!(desk.evaluation().lots[&LOT].frozen);
}

#[test]
fn a_weight_of_social_value_that_departs_is_held_against_the_one_that_was_set() {
    let mut desk = Desk::begun();
    let uid = desk.section("Social value");
    let section = NewSection {
        title: "Social value".to_owned(),
        kind: SectionKind::SocialValue,
        weight: percent("12"),
        pass_mark: None,
    };
    desk.evaluate(E::SetSection { uid: Some(uid), lot: LOT, section, reason: None });
    let fault = |desk: &Desk| desk.evaluation().lots[&LOT].social.as_ref().unwrap().fault.clone();
    assert!(fault(&desk).unwrap().contains("above the policy's ceiling"), "{:?}", fault(&desk));
    let set = |weight: &str| Act::SetWeighting {
        weight: percent(weight),
        base: Base::Total,
        reason: Some("Two lots need more".to_owned()),
        agreed_by: Some("Chief Constable".to_owned()),
    };
    desk.act(set("11"));
    assert!(fault(&desk).unwrap().contains("11% was set"), "{:?}", fault(&desk));
    desk.act(set("12"));
    assert_eq!(fault(&desk), None);
}

#[test]
fn criteria_that_are_fixed_change_only_with_a_reason_which_the_journal_shows() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    let act = |reason: Option<&str>| E::SetQuestion {
        uid: Some(field.questions[0]),
        section: field.desk.section("Quality"),
        question: question("Method and people", "100"),
        reason: reason.map(str::to_owned),
    };
    let (without, with) = (act(None), act(Some("A misprint, told to all bidders")));
    let said = field.desk.refused(without);
    assert!(said.contains("the award criteria are fixed"), "{said}");
    field.desk.evaluate(with);
    let journal = field.desk.register.journal("T-1", 0, 1).unwrap();
    assert_eq!(
        journal.lines[0].said,
        "after the tender was issued: changed the question “Method and people”"
    );
    assert_eq!(journal.lines[0].detail.as_deref(), Some("A misprint, told to all bidders"));
}

#[test]
fn nobody_scores_before_declaring_their_interests() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    let cal = field.desk.add_evaluator("Cal");
    field.evaluators[0] = cal;
    let score = field.score(0, 0, 0, "4");
    let said = field.desk.refused(score.clone());
    assert!(said.contains("Cal has made no declaration of interests yet"), "{said}");
    let interest = |handling: Option<&str>| E::Declare {
        uid: cal,
        declaration: Declaration {
            day: date("2026-06-01"),
            interest: Some("A brother works for Acme".to_owned()),
            handling: handling.map(str::to_owned),
        },
    };
    field.desk.evaluate(interest(None));
    let said = field.desk.refused(score.clone());
    assert!(said.contains("how it is dealt with is not on file"), "{said}");
    field
        .desk
        .evaluate(interest(Some("Scores no bid of Acme; agreed with the monitoring officer")));
    field.desk.evaluate(score.clone());
    field.desk.evaluate(E::StandDown { uid: cal, reason: Some("On leave".to_owned()) });
    let said = field.desk.refused(field.score(0, 0, 0, "3"));
    assert!(said.contains("takes no further part"), "{said}");
}

#[test]
fn a_score_is_a_mark_of_the_scale_with_a_rationale() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    for off in ["3.5", "6", "-1"] {
        let said = field.desk.refused(field.score(0, 0, 0, off));
        assert!(said.contains("0, 1, 2, 3, 4 or 5"), "{said}");
    }
    let mut act = field.score(0, 0, 0, "3");
    if let E::Score { rationale, .. } = &mut act {
        *rationale = "  ".to_owned();
    }
    let said = field.desk.refused(act);
    assert!(said.contains("The rationale"), "{said}");
}

#[test]
fn scores_are_hidden_until_all_have_given_theirs() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    let open = |field: &Field| {
        let view = field.desk.evaluation();
        view.evaluation.scores_are_open(LOT, field.bids[0], field.questions[0])
    };
    field.desk.evaluate(field.score(0, 0, 0, "4"));
    assert!(!open(&field));
    field.desk.evaluate(field.score(0, 0, 1, "2"));
    assert!(open(&field));
    assert!(!field.desk.evaluation().evaluation.prices_are_open(LOT));
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    field.settle(0, ["4", "3"]);
    assert!(field.desk.evaluation().evaluation.prices_are_open(LOT));
}

#[test]
fn a_score_is_agreed_only_when_all_have_scored_and_with_reasons() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    field.desk.evaluate(field.score(0, 0, 0, "4"));
    let said = field.desk.refused(field.agree(0, 0, "4"));
    assert!(said.contains("missing: Ben"), "{said}");
    field.desk.evaluate(field.score(0, 0, 1, "2"));
    let mut silent = field.agree(0, 0, "4");
    if let E::Agree { reasons, .. } = &mut silent {
        reasons.clear();
    }
    let said = field.desk.refused(silent);
    assert!(said.contains("The reasons"), "{said}");
    // The average of 4 and 2 is 3; no score comes of it by itself.
    assert!(field.desk.evaluation().evaluation.consensus.is_empty());
    field.desk.evaluate(field.agree(0, 0, "4"));
    // What was agreed is changed with a reason, and individual scores stay.
    let said = field.desk.refused(field.agree(0, 0, "3"));
    assert!(said.contains("agreed for this answer already"), "{said}");
    let said = field.desk.refused(field.score(0, 0, 0, "5"));
    assert!(said.contains("individual scores stay as they were"), "{said}");
    let mut changed = field.agree(0, 0, "3");
    if let E::Agree { change, .. } = &mut changed {
        *change = Some("The moderator had read another answer".to_owned());
    }
    let done = field.desk.evaluate(changed);
    assert_eq!(done.said, "changed the agreed score for 1.1 Method of Acme from 4 to 3");
}

#[test]
fn only_the_first_is_awarded_and_then_everything_is_closed() {
    let mut field = Desk::with_bids(&[("Acme", "100000"), ("Bolt", "80000")]);
    let offer = Offer { quantity: Some(decimal("4")), words: None };
    let measure = field.desk.view().pack.objectives[0].outcomes[0].id.clone();
    field.desk.evaluate(E::OfferMeasure { bid: field.bids[0], measure, offer: Some(offer) });
    field.settle(0, ["5", "5"]);
    let said = field.desk.refused(field.award(0));
    assert!(said.contains("There is no result yet"), "{said}");
    field.settle(1, ["2", "2"]);
    let said = field.desk.refused(field.award(1));
    assert!(said.contains("Bolt is not first"), "{said}");
    let by = |name: &str| E::Check {
        lot: LOT,
        by: name.to_owned(),
        day: date("2026-06-01"),
        note: None,
    };
    let said = field.desk.refused(by("a. officer"));
    assert!(said.contains("a second person checks"), "{said}");
    field.desk.evaluate(by("D. Second"));
    assert_eq!(field.desk.evaluation().lots[&LOT].check_holds, Some(true));
    let mut award = field.award(0);
    if let E::Award { award, .. } = &mut award {
        let withheld = Withheld { what: "Prices".to_owned(), reason: "s.94".to_owned() };
        award.withheld.push(withheld);
    }
    let done = field.desk.evaluate(award);
    assert_eq!(done.said, "awarded the tender to Acme");
    let view = field.desk.evaluation();
    assert_eq!(view.evaluation.commitments.len(), 1, "what was offered is carried over");
    assert!(!view.is_open(LOT));
    for act in [
        field.score(0, 0, 0, "1"),
        E::SetBid { uid: None, bid: bid("Late", Some("1")) },
        E::SetEvaluator { uid: None, name: "Eve".to_owned(), role: None },
        E::RemoveCriterion { uid: field.questions[0], reason: Some("no".to_owned()) },
    ] {
        let said = field.desk.refused(act);
        assert!(said.contains("can only be read"), "{said}");
    }
    let letter = assessment_summary(&view, LOT, field.bids[1]).unwrap();
    assert!(letter.contains("Reasons for bid 1, question 0."), "{letter}");
    assert!(letter.contains("Reasons for bid 0, question 0."), "{letter}");
    assert!(!letter.contains("Not for the letter"), "{letter}");
    field.desk.evaluate(E::RevokeAward { lot: LOT, reason: "Challenge upheld".to_owned() });
    assert!(field.desk.evaluation().evaluation.commitments.is_empty());
    assert_eq!(field.desk.faults(), Vec::<String>::new());
}

#[test]
fn a_bid_that_came_in_out_of_time_is_told_when_it_is_recorded_and_when_it_wins() {
    let mut field = Desk::with_bids(&[("Acme", "900"), ("Best", "1000")]);
    let set = |name, day| Act::SetKeyDate { name, day: Some(date(day)) };
    field.desk.act(set(KeyDate::TenderNotice, "2026-05-10"));
    field.desk.act(set(KeyDate::TenderDeadline, "2026-05-20"));
    let uid = Some(field.bids[0]);
    let mut record = |received: &str, late| {
        let received = Some(received.to_owned());
        let bid = NewBid { received, late, ..bid("Acme", Some("900")) };
        field.desk.evaluate(E::SetBid { uid, bid }).warnings
    };
    assert_eq!(record("2026-05-20 12:00", false), [""; 0]);
    assert_eq!(record("2026-05-20 12:01", true), [""; 0], "the hour was the day's last");
    assert_eq!(
        record("2026-05-09 12:00", false),
        ["It came in before the day of the tender notice, 10 May 2026."]
    );
    assert_eq!(
        record("2026-05-19 12:00", true),
        ["It is marked as late; the last day for tenders is 20 May 2026."]
    );
    assert_eq!(
        record("2026-06-02 12:00", true),
        ["The moment at which it came in is still to come."]
    );
    assert_eq!(
        record("2026-05-21 12:00", false),
        ["It came in after the last day for tenders, 20 May 2026, and is not marked as late."]
    );
    assert_eq!(record("2026-05-21 12:00", true), [""; 0]);
    field.settle(0, ["5", "5"]);
    field.settle(1, ["1", "1"]);
    let award = field.award(0);
    let done = field.desk.evaluate(award);
    let late = "The winning bid is recorded as late: an auditor will ask why it was admitted.";
    assert_eq!(done.warnings, [late]);
}

#[test]
fn a_decision_dated_before_the_bids_is_told() {
    let mut field = Desk::with_bids(&[("Acme", "900"), ("Best", "1000")]);
    field.settle(0, ["5", "5"]);
    field.settle(1, ["1", "1"]);
    let bid = NewBid { received: Some("2026-05-30 10:00".to_owned()), ..bid("Best", Some("1000")) };
    field.desk.evaluate(E::SetBid { uid: Some(field.bids[1]), bid });
    let award = |day| match field.award(0) {
        E::Award { lot, award } => E::Award { lot, award: NewAward { day: date(day), ..award } },
        other => other,
    };
    let (early, earlier, late) = (award("2026-05-29"), award("2026-05-18"), award("2026-05-30"));
    let done = field.desk.evaluate(early);
    assert_eq!(
        done.warnings,
        ["The decision lies before the day on which the last bid came in, 30 May 2026."]
    );
    field.desk.undo(&done).unwrap();
    let due = Act::SetKeyDate { name: KeyDate::TenderDeadline, day: Some(date("2026-05-19")) };
    field.desk.act(due);
    let done = field.desk.evaluate(earlier);
    assert_eq!(done.warnings, ["The decision lies before the last day for tenders, 19 May 2026."]);
    field.desk.undo(&done).unwrap();
    assert_eq!(field.desk.evaluate(late).warnings, [""; 0]);
}

#[test]
fn a_check_of_the_arithmetic_is_about_the_figures_of_that_moment() {
    let mut field = Desk::with_bids(&[("Acme", "100000"), ("Bolt", "80000")]);
    field.settle(0, ["5", "5"]);
    field.settle(1, ["2", "2"]);
    let day = date("2026-06-01");
    field.desk.evaluate(E::Check { lot: LOT, by: "D. Second".to_owned(), day, note: None });
    field.desk.evaluate(E::SetBid { uid: Some(field.bids[0]), bid: bid("Acme", Some("99999")) });
    assert_eq!(field.desk.evaluation().lots[&LOT].check_holds, Some(false));
}

#[test]
fn bids_that_share_the_first_place_are_awarded_only_with_the_tie_break() {
    let mut field = Desk::with_bids(&[("Acme", "80000"), ("Bolt", "80000")]);
    field.settle(0, ["4", "4"]);
    field.settle(1, ["4", "4"]);
    let said = field.desk.refused(field.award(1));
    assert!(said.contains("2 bids share the first place"), "{said}");
    let mut award = field.award(1);
    if let E::Award { award, .. } = &mut award {
        award.tie_break = Some("Drawn by lot before two witnesses, as published".to_owned());
    }
    field.desk.evaluate(award);
}

#[test]
fn a_low_price_is_disregarded_only_after_the_steps_of_section_19() {
    let mut field = Desk::with_bids(&[("Acme", "100000"), ("Bolt", "95000"), ("Cheap", "40000")]);
    let view = field.desk.evaluation();
    assert_eq!(view.open_low_prices(LOT), [field.bids[2]]);
    let uid = field.bids[2];
    let out = E::TakeOut {
        uid,
        out: Out {
            kind: OutKind::AbnormallyLow,
            reason: "It cannot pay the staff at that price".to_owned(),
            clause: Some("Procurement Act 2023 s.19(3)(c)".to_owned()),
        },
    };
    let said = field.desk.refused(out.clone());
    assert!(said.contains("reasonable opportunity"), "{said}");
    let step = |explanation: Option<&str>, satisfied: Option<bool>, reasons: Option<&str>| {
        E::LookIntoPrice {
            bid: uid,
            record: LowPrice {
                notified: Some(date("2026-06-01")),
                explanation: explanation.map(str::to_owned),
                satisfied,
                reasons: reasons.map(str::to_owned),
            },
        }
    };
    let said = field.desk.refused(step(None, Some(false), Some("No answer")));
    assert!(said.contains("What the supplier said is missing"), "{said}");
    field.desk.evaluate(step(Some("Their own depot next door"), Some(true), Some("Checked")));
    let said = field.desk.refused(out.clone());
    assert!(said.contains("may not be disregarded"), "{said}");
    field.desk.evaluate(step(Some("Their own depot"), Some(false), Some("It was sold")));
    field.desk.evaluate(out);
    let said = field.desk.refused(step(Some("Their own depot"), Some(true), Some("After all")));
    assert!(said.contains("Let the bid take part again first"), "{said}");
    assert!(field.desk.evaluation().open_low_prices(LOT).is_empty());
}

#[test]
fn a_bid_is_taken_out_with_a_reason_and_a_clause_and_can_come_back() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    let out = |clause: Option<&str>| E::TakeOut {
        uid: field.bids[0],
        out: Out {
            kind: OutKind::Excluded,
            reason: "Convicted".to_owned(),
            clause: clause.map(str::to_owned),
        },
    };
    let said = field.desk.refused(out(None));
    assert!(said.contains("The clause or ground"), "{said}");
    field.desk.evaluate(out(Some("s.57, Schedule 6 para 1")));
    let score = field.score(0, 0, 0, "3");
    let said = field.desk.refused(score);
    assert!(said.contains("takes no further part"), "{said}");
    let back = E::TakeBack { uid: field.bids[0], reason: "Not the same firm".to_owned() };
    field.desk.evaluate(back);
}

#[test]
fn a_template_brings_the_criteria_to_another_tender_with_ids_of_their_own() {
    let mut desk = Desk::begun();
    let question = desk.add_question("Quality", "Method", "100");
    desk.evaluate(E::SaveTemplate { lot: LOT, name: "Services".to_owned() });
    desk.start("T-2", "cheshire", facts(Services, "150000"));
    let act = Act::Evaluate(E::UseTemplate { lot: LOT, name: "services".to_owned(), reason: None });
    let order = tenderbook::register::Order::on("T-2", act);
    desk.register.perform(&order, &desk.context).unwrap();
    let view = desk.register.evaluation("T-2").unwrap();
    let titles: Vec<&str> =
        view.evaluation.questions.values().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["Method"]);
    assert!(!view.evaluation.questions.contains_key(&question));
    let drop = E::DropTemplate { name: "Services".to_owned() };
    let done = desk.evaluate(drop);
    assert!(desk.evaluation().templates.is_empty());
    desk.undo(&done).unwrap();
    assert_eq!(desk.evaluation().templates.len(), 1);
}

#[test]
fn an_own_measure_is_sought_asked_about_and_stands_in_the_draft() {
    let mut desk = Desk::begun();
    let measure = OwnMeasure { text: "Trees planted".to_owned(), unit: Some("trees".to_owned()) };
    desk.evaluate(E::SetMeasure { id: None, measure });
    let id = "own.trees-planted".to_owned();
    desk.act(Act::Seek {
        outcome: id.clone(),
        quantity: Some(decimal("40")),
        why: Some("The site has none".to_owned()),
    });
    let draft = question_table(&desk.evaluation(), LOT).unwrap();
    assert!(draft.contains("| Trees planted | trees | 40 |"), "{draft}");
    let said = desk.refused(E::RemoveMeasure { id });
    assert!(said.contains("cannot be taken away"), "{said}");
}

#[test]
fn an_award_names_the_role_that_the_policy_names() {
    let mut desk = Desk::new();
    desk.start("T-1", "nelc", facts(Services, "200000"));
    desk.evaluate(E::Begin { lot: None, title: None });
    let quality = desk.add_question("Quality", "Method", "100");
    let social = desk.add_question("Social value", "Jobs", "100");
    let evaluators = ["Ann", "Ben"].map(|name| {
        let uid = desk.add_evaluator(name);
        desk.declare(uid);
        uid
    });
    let bids = vec![desk.add_bid("Acme", "100000")];
    let mut field = Field { desk, questions: [quality, social], evaluators, bids };
    field.settle(0, ["3", "3"]);
    let said = field.desk.refused(field.award(0));
    assert!(said.contains("It names Leadership Team"), "{said}");
    let mut award = field.award(0);
    if let E::Award { award, .. } = &mut award {
        award.role = Some("leadership team".to_owned());
    }
    field.desk.evaluate(award);
}

#[test]
fn every_deed_of_an_evaluation_is_taken_back_to_what_was_there() {
    let mut field = Desk::with_bids(&[("Acme", "100000"), ("Bolt", "80000")]);
    field.settle(0, ["4", "4"]);
    field.settle(1, ["3", "4"]);
    let measure = field.desk.view().pack.objectives[0].outcomes[0].id.clone();
    let answer = NewEvidence::Note { text: "See page 3".to_owned() };
    let bids = field.bids.clone();
    let deeds = [
        E::SetLot {
            lot: LOT,
            terms: tenderbook::domain::evaluation::Lot {
                method: PriceMethod::PerPoint,
                ..field.desk.evaluation().evaluation.lots[&LOT].clone()
            },
            reason: Some("Told to all".to_owned()),
        },
        E::MoveCriterion {
            uid: field.desk.section("Quality"),
            up: false,
            reason: Some("For reading".to_owned()),
        },
        E::Answer { bid: bids[0], question: field.questions[0], answer: Some(answer) },
        E::OfferMeasure {
            bid: bids[0],
            measure,
            offer: Some(Offer { quantity: None, words: Some("As many as can be".to_owned()) }),
        },
        E::Clarify {
            uid: None,
            bid: bids[1],
            asked_on: date("2026-06-01"),
            asked: "Which people?".to_owned(),
            answered: None,
        },
        E::ClearAgreed {
            bid: bids[1],
            question: field.questions[1],
            reason: "To be moderated again".to_owned(),
        },
        E::SetBid { uid: Some(bids[1]), bid: bid("Bolt Ltd", None) },
        field.award(0),
    ];
    for deed in deeds {
        let before = field.desk.evaluation().evaluation;
        // After a deed that opens a gap, there is nothing to award.
        let Ok(done) = field.desk.try_evaluate(deed.clone()) else {
            panic!("{deed:?} was refused");
        };
        assert_ne!(field.desk.evaluation().evaluation, before, "{deed:?}");
        let undone = field.desk.undo(&done).unwrap();
        assert_eq!(field.desk.evaluation().evaluation, before, "{deed:?}");
        let redone = field.desk.undo(&undone).unwrap();
        let again = field.desk.undo(&redone).unwrap();
        assert_eq!(field.desk.evaluation().evaluation, before, "{deed:?}");
        drop(again);
    }
    assert_eq!(field.desk.faults(), Vec::<String>::new());
}

#[test]
fn the_steps_say_what_comes_next() {
    let mut field = Desk::with_bids(&[("Acme", "100000")]);
    let next = |field: &Field| {
        let view = field.desk.evaluation();
        let steps = view.steps(LOT);
        steps.into_iter().find(|step| !step.done).and_then(|step| step.next)
    };
    assert_eq!(next(&field).as_deref(), Some("Missing: the agreed score for 1.1 Method of Acme."));
    field.settle(0, ["4", "4"]);
    assert_eq!(next(&field).as_deref(), Some("Let a second person check the arithmetic."));
}
