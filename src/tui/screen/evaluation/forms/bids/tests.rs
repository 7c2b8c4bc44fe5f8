//! Tests of the forms: what is typed becomes the act, and what is wrong is said where it stands.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::domain::evaluation::{
    Answer, Bid, Consensus, LotNo, LowPrice, Offer, OutKind, STANDARD_SCALE, Scale, Score,
};
use crate::domain::{Date, EvidenceKind, Money};
use crate::register::{EvaluationAct as E, NewEvidence};
use crate::tui::command::Command;
use crate::tui::event::{Code, Key};

fn uid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

/// A form that is filled field by field.
struct Filled {
    asked: Form,
    form: Fields,
}

impl Filled {
    fn of(asked: Form) -> Self {
        let mut form = Fields::new(asked.fields());
        asked.follow(&mut form);
        Self { asked, form }
    }

    fn on(&mut self, at: usize) -> &mut Self {
        self.form.focus = at;
        self
    }

    fn types(&mut self, at: usize, text: &str) -> &mut Self {
        self.on(at).form.paste(text);
        self.asked.follow(&mut self.form);
        self
    }

    fn clears(&mut self, at: usize) -> &mut Self {
        self.on(at).form.key(Key::ctrl('u'));
        self.asked.follow(&mut self.form);
        self
    }

    fn takes_next(&mut self, at: usize, times: usize) -> &mut Self {
        self.on(at);
        for _ in 0..times {
            self.form.follow(Command::Next);
        }
        self.asked.follow(&mut self.form);
        self
    }

    fn becomes(&self) -> E {
        self.asked.read(&self.form).unwrap()
    }

    /// The places of the fields with something wrong.
    fn wrong(&self) -> Vec<usize> {
        self.asked.read(&self.form).unwrap_err().into_iter().map(|(at, _)| at).collect()
    }

    fn remarks(&self) -> String {
        let all: Vec<String> =
            self.asked.remarks(&self.form).into_iter().map(|(words, _)| words).collect();
        all.join(" ")
    }
}

fn bid(price: Option<&str>) -> Bid {
    Bid {
        uid: uid(1),
        lot: LotNo::FIRST,
        supplier: "Acme".to_owned(),
        price: price.map(|price| price.parse().unwrap()),
        received: None,
        late: false,
        local: Some(false),
        note: None,
        out: None,
    }
}

fn price_of(act: E) -> Option<String> {
    let E::SetBid { bid, .. } = act else { panic!("not the bid") };
    bid.price.map(Money::short)
}

#[test]
fn a_hidden_price_is_kept_replaced_or_taken_away() {
    let form =
        |hidden| Form::Bid(BidForm { lot: LotNo::FIRST, now: Some(bid(Some("100"))), hidden });
    let mut hidden = Filled::of(form(true));
    assert_eq!(hidden.form.fields[1].value(), "");
    assert_eq!(price_of(hidden.becomes()), Some("£100".to_owned()));
    assert_eq!(price_of(hidden.types(1, "90").becomes()), Some("£90".to_owned()));
    assert_eq!(price_of(hidden.clears(1).types(1, "None").becomes()), None);
    let mut open = Filled::of(form(false));
    assert_eq!(open.form.fields[1].value(), "£100");
    assert_eq!(price_of(open.clears(1).becomes()), None);
}

#[test]
fn a_bid_says_what_is_wrong_beside_each_field() {
    let mut filled = Filled::of(Form::Bid(BidForm { lot: LotNo::FIRST, now: None, hidden: false }));
    filled.types(1, "cheap").types(2, "yesterday");
    assert_eq!(filled.wrong(), [0, 1, 2]);
    filled.types(0, "Acme").clears(1).clears(2).types(2, "01/06/2026 14:05");
    let E::SetBid { uid: None, bid } = filled.takes_next(3, 1).takes_next(4, 1).becomes() else {
        panic!("a new bid")
    };
    assert_eq!(bid.received.as_deref(), Some("2026-06-01 14:05"));
    assert!(bid.late && bid.local == Some(true));
    assert!(filled.remarks().contains("late bid"));
}

#[test]
fn an_answer_follows_its_kind_and_can_be_taken_away() {
    let form = |now| AnswerForm { bid: uid(1), question: uid(2), now, path: None };
    let mut filled = Filled::of(Form::Answer(form(None)));
    assert_eq!(filled.wrong(), [0]);
    filled.types(0, "https://example.org/bid");
    let E::Answer { answer: Some(NewEvidence::Link { .. }), .. } = filled.becomes() else {
        panic!("an address is a link")
    };
    filled.takes_next(1, 1);
    let E::Answer { answer: Some(NewEvidence::File { .. }), .. } = filled.becomes() else {
        panic!("what the officer has chosen stands")
    };
    let kind = EvidenceKind::Note { text: "Page 4".to_owned() };
    let mut known = Filled::of(Form::Answer(form(Some(Answer { kind }))));
    known.takes_next(1, 1);
    assert_eq!(known.wrong(), [0], "a note is no address");
    known.takes_next(1, 2);
    assert!(matches!(known.becomes(), E::Answer { answer: None, .. }));
}

#[test]
fn an_offer_asks_for_a_figure_only_where_the_measure_is_counted() {
    let form = |unit: Option<&str>, now| OfferForm {
        bid: uid(1),
        measure: "own.jobs".to_owned(),
        unit: unit.map(str::to_owned),
        now,
    };
    let mut counted = Filled::of(Form::Offer(form(Some("people"), None)));
    assert_eq!(counted.wrong(), [0]);
    assert!(counted.remarks().contains("people"));
    assert_eq!(counted.types(0, "four").wrong(), [0]);
    let E::OfferMeasure { offer: Some(offer), .. } = counted.clears(0).types(0, "4.5").becomes()
    else {
        panic!("an offer")
    };
    assert_eq!(offer.quantity, Some(Decimal::new(45, 1)));
    let not_counted = Filled::of(Form::Offer(form(None, None)));
    assert!(!not_counted.form.fields[0].shown);
    assert_eq!(not_counted.wrong(), [1]);
    let now = Offer { quantity: Some(Decimal::TWO), words: None };
    let mut known = Filled::of(Form::Offer(form(Some("people"), Some(now))));
    assert!(matches!(known.takes_next(2, 1).becomes(), E::OfferMeasure { offer: None, .. }));
}

#[test]
fn a_bid_is_not_out_without_its_clause_and_its_steps() {
    let mut filled = Filled::of(Form::TakeOut(TakeOutForm { uid: uid(1), satisfied: None }));
    filled.types(1, "They wrote so.");
    assert!(matches!(filled.becomes(), E::TakeOut { out, .. } if out.clause.is_none()));
    filled.takes_next(0, 1);
    assert_eq!(filled.wrong(), [2]);
    assert!(filled.form.fields[2].help.contains("Schedule 6"));
    filled.takes_next(0, 1);
    assert!(filled.form.fields[2].help.contains("s.19(3)(a)"));
    filled.takes_next(0, 1);
    assert_eq!(filled.wrong(), [0], "the steps come first");
    assert_eq!(filled.form.fields[2].value(), "Procurement Act 2023 s.19(3)(c)");
    filled.takes_next(0, 1);
    assert_eq!(filled.form.fields[2].value(), "", "it is not that of another decision");

    let mut decided =
        Filled::of(Form::TakeOut(TakeOutForm { uid: uid(1), satisfied: Some(false) }));
    decided.types(1, "Not shown.").takes_next(0, 3);
    let E::TakeOut { out, .. } = decided.becomes() else { panic!("it goes") };
    assert_eq!(out.kind, OutKind::AbnormallyLow);
}

#[test]
fn the_steps_about_a_low_price_come_one_after_another() {
    let form = LowPriceForm { bid: uid(1), now: None };
    let mut filled = Filled::of(Form::LowPrice(form));
    let shown = |filled: &Filled| -> Vec<bool> {
        filled.form.fields.iter().map(|field| field.shown).collect()
    };
    assert_eq!(shown(&filled), [true, false, false, false]);
    filled.types(0, "21/11/2026");
    assert_eq!(shown(&filled), [true, true, false, false]);
    let E::LookIntoPrice { record, .. } = filled.becomes() else { panic!("a step") };
    assert_eq!(record, LowPrice { notified: Some(day()), ..LowPrice::default() });
    filled.types(1, "It owns its vans.");
    assert_eq!(shown(&filled), [true, true, true, false]);
    filled.takes_next(2, 1);
    assert_eq!(filled.wrong(), [3]);
    assert!(filled.remarks().contains("s.19(5)"));
    let E::LookIntoPrice { record, .. } = filled.types(3, "It does.").becomes() else {
        panic!("a decision")
    };
    assert_eq!(record.satisfied, Some(true));
    assert_eq!(filled.clears(0).wrong(), [0], "nobody decides before the supplier was told");
}

#[test]
fn a_declaration_of_an_interest_says_what_it_is() {
    let form = DeclareForm { uid: uid(1), today: Some(day()), now: None };
    let mut filled = Filled::of(Form::Declare(form));
    let E::Declare { declaration, .. } = filled.becomes() else { panic!("a declaration") };
    assert_eq!((declaration.day, declaration.interest), (day(), None));
    filled.takes_next(1, 1);
    assert_eq!(filled.wrong(), [2]);
    assert!(filled.remarks().contains("may not score"));
    filled.types(2, "A cousin").types(3, "Scores others");
    assert_eq!(filled.remarks(), "");
    filled.clears(0).types(0, "22/11/2026");
    assert_eq!(filled.wrong(), [0], "that day has not come");
}

fn scale() -> Scale {
    Scale::built_in(STANDARD_SCALE).unwrap()
}

#[test]
fn a_mark_is_chosen_by_its_figure_and_said_with_its_meaning() {
    let form =
        ScoreForm { bid: uid(1), question: uid(2), evaluator: uid(3), scale: scale(), now: None };
    let mut filled = Filled::of(Form::Score(form.clone()));
    assert_eq!(filled.wrong(), [0, 1], "no mark is there at first");
    filled.on(0).form.jump(Key::plain(Code::Char('0')));
    assert!(filled.remarks().starts_with("0: No answer"));
    filled.on(0).form.jump(Key::plain(Code::Char('4')));
    filled.types(1, "First line").form.key(Key::plain(Code::Enter));
    filled.types(1, "second line");
    let E::Score { score, rationale, .. } = filled.becomes() else { panic!("a score") };
    assert_eq!((score, rationale.as_str()), (Decimal::from(4), "First line\nsecond line"));

    let now = Score { score: Decimal::TWO, rationale: "Thin".to_owned() };
    let known = Filled::of(Form::Score(ScoreForm { now: Some(now), ..form }));
    assert!(matches!(known.becomes(), E::Score { score, .. } if score == Decimal::TWO));
}

#[test]
fn what_is_agreed_has_its_reasons_and_a_change_has_its_own() {
    let now = Consensus {
        score: Decimal::from(3),
        reasons: "Sound.".to_owned(),
        comment: None,
        at: String::new(),
        officer: String::new(),
    };
    let form = |now| AgreeForm {
        bid: uid(1),
        question: uid(2),
        scale: scale(),
        average: Some("3.50".to_owned()),
        now,
    };
    let mut first = Filled::of(Form::Agree(form(None)));
    assert_eq!(first.wrong(), [0, 1]);
    assert!(!first.form.fields[3].shown);
    assert!(first.remarks().contains("3.50, shown beside only"));
    first.takes_next(0, 4).types(1, "Sound, with gaps.");
    assert!(matches!(first.becomes(), E::Agree { change: None, comment: None, .. }));
    let mut change = Filled::of(Form::Agree(form(Some(now))));
    assert_eq!(change.wrong(), [3]);
    change.types(3, "A page was overlooked.");
    assert!(matches!(change.becomes(), E::Agree { change: Some(_), .. }));
}

#[test]
fn a_reason_is_never_empty() {
    let mut filled = Filled::of(Form::Reason(ReasonForm::RemoveBid(uid(1))));
    assert_eq!(filled.types(0, "  ").wrong(), [0]);
    assert!(matches!(filled.types(0, "Twice").becomes(), E::RemoveBid { .. }));
}

#[test]
fn a_clarification_and_an_evaluator_need_their_words() {
    let form = ClarifyForm { bid: uid(1), today: None, now: None };
    let mut clarify = Filled::of(Form::Clarify(form));
    assert_eq!(clarify.wrong(), [2, 0]);
    clarify.types(2, "21/11/2026").types(0, "Which grades?");
    assert!(matches!(clarify.becomes(), E::Clarify { answered: None, .. }));
    let mut named = Filled::of(Form::Evaluator(EvaluatorForm { now: None }));
    assert_eq!(named.wrong(), [0]);
    assert!(matches!(named.types(0, "Anna Brown").becomes(), E::SetEvaluator { role: None, .. }));
}
