//! What the keys on the list of bids lead to.

use std::collections::BTreeSet;

use crate::domain::evaluation::{Bid, Clarification, Judged, Question};
use crate::domain::text::visible;
use crate::tui::dialog::choose::Choose;
use crate::tui::effect::{Effect, Place};
use crate::tui::forms::Asked;
use crate::tui::screen::evaluation::Scene;
use crate::tui::screen::evaluation::bids::detail::offer_words;
use crate::tui::screen::evaluation::forms::bids::{
    AnswerForm, BidForm, ClarifyForm, LowPriceForm, OfferForm, ReasonForm, TakeOutForm,
};
use crate::tui::screen::evaluation::forms::{BidsForm, bids};
use crate::tui::widget::text;

/// The longest part of a text in a line to choose from.
const SHORT: usize = 60;

fn choose(title: String, explain: &str, choices: Vec<(String, Effect)>) -> Effect {
    let explain = explain.to_owned();
    Effect::Push(Place::Choose(Choose { title, explain, choices }))
}

fn one_line(words: &str) -> String {
    text::fit(&visible(&words.replace('\n', " ")), SHORT, "…")
}

/// A form for a new bid.
pub(super) fn add(scene: Scene<'_>) -> Effect {
    let first = scene.view.evaluation.bids_for(scene.lot).next().is_none();
    let explain = if first {
        "With the first bid the award criteria are fixed: after that they change only with a reason."
    } else {
        ""
    };
    let hidden = !scene.view.evaluation.prices_are_open(scene.lot);
    let form = BidForm { lot: scene.lot, now: None, hidden };
    scene.form("A bid that has come in", explain.to_owned(), Asked::Bids(BidsForm::Bid(form)))
}

/// A form for the particulars of a bid.
pub(super) fn change(scene: Scene<'_>, bid: &Bid, hidden: bool) -> Effect {
    let form = BidForm { lot: scene.lot, now: Some(bid.clone()), hidden };
    let title = format!("The bid of {}", visible(&bid.supplier));
    scene.form(&title, String::new(), Asked::Bids(BidsForm::Bid(form)))
}

/// The questions, each with what the bid answers.
pub(super) fn answers(scene: Scene<'_>, bid: &Bid) -> Effect {
    let supplier = visible(&bid.supplier);
    let choices = scene.view.evaluation.numbered(scene.lot);
    let choices = choices.into_iter().map(|(number, _, question)| {
        let now = scene.view.evaluation.answers.get(&(bid.uid, question.uid)).cloned();
        let given = match &now {
            Some(answer) => format!("{}: {}", answer.kind.word(), one_line(answer.kind.summary())),
            None => "no answer yet".to_owned(),
        };
        let label = format!("{number} {} ({given})", visible(&question.title));
        let form = AnswerForm { bid: bid.uid, question: question.uid, now, path: None };
        let title = format!("{supplier}: {number} {}", visible(&question.title));
        let asked = Asked::Bids(BidsForm::Answer(form));
        (label, scene.form(&title, asks(question), asked))
    });
    let explain = "What the bid answers, or where the answer is.";
    choose(format!("Answers of {supplier}"), explain, choices.collect())
}

/// What a question asks, in full.
fn asks(question: &Question) -> String {
    question.asks.as_deref().map(crate::domain::text::visible_lines).unwrap_or_default()
}

/// The measures: those that are sought and asked about first.
fn measures(scene: Scene<'_>) -> Vec<String> {
    let view = scene.view;
    let sought = view.sought.iter().map(|sought| sought.id.clone());
    let asked = view.evaluation.numbered(scene.lot).into_iter().flat_map(|(_, _, question)| {
        let judged = match &question.judged {
            Judged::Offer { measure } => Some(measure.clone()),
            Judged::Scale { .. } => None,
        };
        question.outcome.clone().into_iter().chain(judged)
    });
    let own = view.evaluation.measures.keys().cloned();
    let outcomes = view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    let others = outcomes.flat_map(|outcome| {
        let measures = outcome.measures.iter().map(|measure| measure.id.clone());
        measures.chain(outcome.measures.is_empty().then(|| outcome.id.clone()))
    });
    let mut known = BTreeSet::new();
    let all = sought.chain(asked).chain(own).chain(others);
    all.filter(|id| known.insert(id.clone())).collect()
}

/// The measures, each with what the bid offers.
pub(super) fn offers(scene: Scene<'_>, bid: &Bid) -> Effect {
    let supplier = visible(&bid.supplier);
    let view = scene.view;
    let choices = measures(scene).into_iter().map(|measure| {
        let now = view.evaluation.offers.get(&(bid.uid, measure.clone())).cloned();
        let words = view.measure_words(&measure);
        let sought = view.sought.iter().any(|sought| sought.id == measure);
        let state = match (&now, sought) {
            (Some(offer), _) => {
                format!(" (offers {})", one_line(&offer_words(scene, &measure, offer)))
            }
            (None, true) => " (sought)".to_owned(),
            (None, false) => String::new(),
        };
        let unit = view.measure_unit(&measure).map(str::to_owned);
        let label = format!("{words}{state}");
        let form = OfferForm { bid: bid.uid, measure, unit, now };
        let asked = Asked::Bids(BidsForm::Offer(form));
        (label, scene.form(&format!("What {supplier} offers"), words, asked))
    });
    let explain = "Choose a measure. Those that are sought or asked about come first.";
    choose(format!("Offers of {supplier}"), explain, choices.collect())
}

/// The questions to a bidder that are open, and a new one.
pub(super) fn clarify(scene: Scene<'_>, bid: &Bid) -> Effect {
    let supplier = visible(&bid.supplier);
    let form = |now: Option<&Clarification>| {
        let title = match now {
            Some(_) => format!("What {supplier} was asked"),
            None => format!("A question to {supplier}"),
        };
        let form = ClarifyForm { bid: bid.uid, today: scene.today, now: now.cloned() };
        scene.form(&title, String::new(), Asked::Bids(BidsForm::Clarify(form)))
    };
    let all = scene.view.evaluation.clarifications.values();
    let mut known: Vec<&Clarification> = all.filter(|one| one.bid == bid.uid).collect();
    if known.is_empty() {
        return form(None);
    }
    known.sort_by_key(|one| (one.answered.is_some(), one.asked_on));
    let mut choices: Vec<(String, Effect)> = known
        .into_iter()
        .map(|one| {
            let state = if one.answered.is_some() { "answered" } else { "open" };
            let label = format!("{state}, {}: {}", one.asked_on.british(), one_line(&one.asked));
            (label, form(Some(one)))
        })
        .collect();
    choices.push(("Ask something new".to_owned(), form(None)));
    let explain = "Choose a question to record its answer, or ask something new.";
    choose(format!("Questions to {supplier}"), explain, choices)
}

/// A form to take a bid out, or to let it take part again.
pub(super) fn take_out(scene: Scene<'_>, bid: &Bid) -> Effect {
    let supplier = visible(&bid.supplier);
    if let Some(out) = &bid.out {
        let explain = format!("It is out: {}. Its scores are still there.", out.kind.words());
        let asked = Asked::Bids(BidsForm::Reason(ReasonForm::TakeBack(bid.uid)));
        return scene.form(&format!("Let {supplier} take part again"), explain, asked);
    }
    let record = scene.view.evaluation.low_prices.get(&bid.uid);
    let satisfied = record.and_then(|record| record.satisfied);
    let form = TakeOutForm { uid: bid.uid, satisfied };
    let explain = "It takes no further part, and stays on file with what is recorded of it.";
    let title = format!("Take {supplier} out");
    scene.form(&title, explain.to_owned(), Asked::Bids(BidsForm::TakeOut(form)))
}

/// A form for the steps about a low price.
pub(in crate::tui::screen::evaluation) fn look_into_price(scene: Scene<'_>, bid: &Bid) -> Effect {
    let lot = scene.view.lots.get(&scene.lot);
    let flags = lot.map(|lot| lot.low.as_slice()).unwrap_or_default();
    let flag = flags.iter().find(|flag| flag.bid == bid.uid);
    let words = flag.map(|flag| format!("\n{}", scene.view.low_words(flag)));
    let explain = format!("{}{}", bids::STEPS, words.unwrap_or_default());
    let now = scene.view.evaluation.low_prices.get(&bid.uid).cloned();
    let form = LowPriceForm { bid: bid.uid, now };
    let title = format!("The price of {}", visible(&bid.supplier));
    scene.form(&title, explain, Asked::Bids(BidsForm::LowPrice(form)))
}

/// A form to remove a bid.
pub(super) fn remove(scene: Scene<'_>, bid: &Bid) -> Effect {
    let explain = "For a bid that was recorded by mistake: it goes with its answers and offers. One that takes no further part is taken out instead, and stays on file.";
    let asked = Asked::Bids(BidsForm::Reason(ReasonForm::RemoveBid(bid.uid)));
    scene.form(&format!("Remove {}", visible(&bid.supplier)), explain.to_owned(), asked)
}
