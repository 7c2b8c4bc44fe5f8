//! What a bid gives: answers, offers, and what it makes clear when asked.

use uuid::Uuid;

use crate::domain::evaluation::{Answer, Clarification, Offer};
use crate::domain::{Date, EvidenceKind, evidence, outcome, text};
use crate::register::{EvaluationAct, NewEvidence};
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::evaluation::forms::bids::{
    Asks, choose_at_first, chosen, or_wrong, show, words,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// What a bid answers to a question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AnswerForm {
    pub(crate) bid: Uuid,
    pub(crate) question: Uuid,
    pub(crate) now: Option<Answer>,
    /// The path of a file that was typed before, when nothing came of it.
    pub(crate) path: Option<String>,
}

const ANSWER: usize = 0;
const KIND: usize = 1;

const LINK: usize = 1;
const FILE: usize = 2;
const AWAY: usize = 3;

impl AnswerForm {
    /// Whether the path of a file stands in the form at first.
    fn is_file(&self) -> bool {
        let recorded = self.now.as_ref().map(|answer| &answer.kind);
        self.path.is_some() || matches!(recorded, Some(EvidenceKind::File { .. }))
    }

    fn before(&self) -> &str {
        let recorded = self.now.as_ref().map_or("", |answer| answer.kind.summary());
        self.path.as_deref().unwrap_or(recorded)
    }
}

impl Asks for AnswerForm {
    fn fields(&self) -> Vec<Field> {
        let mut kinds = words(&["note", "link", "file"]);
        if self.now.is_some() {
            kinds.push("take it away".to_owned());
        }
        let at = match self.now.as_ref().map(|answer| &answer.kind) {
            _ if self.is_file() => FILE,
            Some(EvidenceKind::Link { .. }) => LINK,
            _ => 0,
        };
        vec![
            Field::note(
                "Answer",
                "The answer or where it stands in the bid; or an address; or the path of a file.",
                self.before(),
            ),
            Field::choice("It is a", "A file is recorded with its size and hash.", kinds, at),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let (bid, question) = (self.bid, self.question);
        let kind = chosen(form, KIND);
        if kind == AWAY {
            return Ok(EvaluationAct::Answer { bid, question, answer: None });
        }
        let mut wrong = Wrong::new();
        let what = "the answer, an address or the path of a file";
        let typed = needed(form, ANSWER, what, &mut wrong, |words| text::note("The answer", words));
        if kind == LINK && typed.as_deref().is_some_and(|typed| !evidence::is_link(typed)) {
            let words =
                "An address begins with https://, http://, file:// or mailto: and has no spaces.";
            wrong.push((ANSWER, words.to_owned()));
        }
        let act = typed.map(|text| {
            let answer = match kind {
                LINK => NewEvidence::Link { address: text },
                FILE => NewEvidence::File { path: text },
                _ => NewEvidence::Note { text },
            };
            EvaluationAct::Answer { bid, question, answer: Some(answer) }
        });
        or_wrong(act, wrong)
    }

    fn follow(&self, form: &mut Fields) {
        show(form, ANSWER, chosen(form, KIND) != AWAY);
        // The kind follows what is typed until the officer has chosen it.
        let changed = typed(form, ANSWER).filter(|typed| typed != self.before());
        if let Some(typed) = changed.filter(|_| !self.is_file()) {
            choose_at_first(form, KIND, usize::from(evidence::is_link(&typed)));
        }
    }
}

/// What a bid offers of a measure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OfferForm {
    pub(crate) bid: Uuid,
    pub(crate) measure: String,
    /// What the measure is counted in, where it is counted.
    pub(crate) unit: Option<String>,
    pub(crate) now: Option<Offer>,
}

const QUANTITY: usize = 0;
const WORDS: usize = 1;
const KEEP: usize = 2;

impl Asks for OfferForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let quantity = now.and_then(|offer| offer.quantity).map(|q| q.normalize().to_string());
        let in_words = now.and_then(|offer| offer.words.as_deref()).unwrap_or_default();
        vec![
            Field::text("How much", "A number like 4 or 2.5.", &quantity.unwrap_or_default()),
            Field::note("In words", "As the bid says it; it can go into the contract.", in_words),
            Field::choice("Offer", "", words(&["record", "take it away"]), 0),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let (bid, measure) = (self.bid, self.measure.clone());
        if chosen(form, KEEP) == 1 {
            return Ok(EvaluationAct::OfferMeasure { bid, measure, offer: None });
        }
        let mut wrong = Wrong::new();
        let quantity = given(form, QUANTITY, &mut wrong, outcome::quantity);
        let in_words = typed(form, WORDS);
        if quantity.is_none() && in_words.is_none() && wrong.is_empty() {
            let at = if self.unit.is_some() { QUANTITY } else { WORDS };
            wrong.push((at, "Type how much is offered, or say it in words.".to_owned()));
        }
        let offer = Some(Offer { quantity, words: in_words });
        or_wrong(Some(EvaluationAct::OfferMeasure { bid, measure, offer }), wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        let words = match &self.unit {
            Some(unit) => format!("Counted in {}.", text::visible(unit)),
            None => "The measure is not counted; it is done or not, so say it in words.".to_owned(),
        };
        vec![(words, false)]
    }

    fn follow(&self, form: &mut Fields) {
        let away = chosen(form, KEEP) == 1;
        let counted =
            self.unit.is_some() || self.now.as_ref().is_some_and(|offer| offer.quantity.is_some());
        show(form, QUANTITY, counted && !away);
        show(form, WORDS, !away);
        show(form, KEEP, self.now.is_some());
    }
}

/// A question to a bidder, and its answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ClarifyForm {
    pub(crate) bid: Uuid,
    pub(crate) today: Option<Date>,
    /// What is recorded of it; nothing for a new one.
    pub(crate) now: Option<Clarification>,
}

const ASKED: usize = 0;
const ANSWERED: usize = 1;
const ASKED_ON: usize = 2;

impl Asks for ClarifyForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let day = now.map(|one| one.asked_on).or(self.today);
        let answered = now.and_then(|one| one.answered.as_deref()).unwrap_or_default();
        vec![
            Field::note(
                "Question",
                "As it was put to the bidder.",
                now.map_or("", |one| &one.asked),
            ),
            Field::note("Answer", "As it came back; empty while it is open.", answered),
            Field::text(
                "Asked on",
                "A day like 2026-06-01 or 01/06/2026.",
                &day.map(|day| day.to_string()).unwrap_or_default(),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let asked_on = needed(form, ASKED_ON, "the day", &mut wrong, str::parse::<Date>);
        let note = |words: &str| text::note("The question", words);
        let asked = needed(form, ASKED, "what was asked", &mut wrong, note);
        let act = asked_on.zip(asked).map(|(asked_on, asked)| EvaluationAct::Clarify {
            uid: self.now.as_ref().map(|one| one.uid),
            bid: self.bid,
            asked_on,
            asked,
            answered: typed(form, ANSWERED),
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        let words = "A clarification explains what the bid says; it does not let it be improved. Treat all bidders alike (Procurement Act 2023 s.12(2)).";
        vec![(words.to_owned(), false)]
    }
}
