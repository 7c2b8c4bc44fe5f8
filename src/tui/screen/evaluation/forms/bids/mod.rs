//! Forms on bids, evaluators and scores.

mod bid;
mod evaluator;
mod given;
mod price;
mod reason;
mod score;

pub(crate) use bid::{BidForm, TakeOutForm, short};
pub(crate) use evaluator::{DeclareForm, EvaluatorForm};
pub(crate) use given::{AnswerForm, ClarifyForm, OfferForm};
pub(crate) use price::{LowPriceForm, STEPS};
pub(crate) use reason::ReasonForm;
pub(crate) use score::{AgreeForm, ScoreForm};

use crate::register::EvaluationAct;
use crate::tui::forms::Wrong;
use crate::tui::widget::form::{Content, Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// The particulars of a bid.
    Bid(BidForm),
    /// Why a bid takes no further part.
    TakeOut(TakeOutForm),
    /// What a bid answers to a question.
    Answer(AnswerForm),
    /// What a bid offers of a measure.
    Offer(OfferForm),
    /// A question to a bidder, and its answer.
    Clarify(ClarifyForm),
    /// What was done about a price that looks abnormally low.
    LowPrice(LowPriceForm),
    /// Something that needs a reason and nothing else.
    Reason(ReasonForm),
    /// The name and role of an evaluator.
    Evaluator(EvaluatorForm),
    /// A declaration of interests.
    Declare(DeclareForm),
    /// What an evaluator gives an answer.
    Score(ScoreForm),
    /// What the evaluators agree on.
    Agree(AgreeForm),
}

/// What every form here can do.
trait Asks {
    /// The fields with what stands in them at first.
    fn fields(&self) -> Vec<Field>;

    /// The act that it becomes, or what is wrong.
    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong>;

    /// Sentences below the fields, and whether each is to be heeded.
    fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        Vec::new()
    }

    /// Shows and hides fields after what was chosen.
    fn follow(&self, _form: &mut Fields) {}
}

impl Form {
    const fn asks(&self) -> &dyn Asks {
        match self {
            Self::Bid(form) => form,
            Self::TakeOut(form) => form,
            Self::Answer(form) => form,
            Self::Offer(form) => form,
            Self::Clarify(form) => form,
            Self::LowPrice(form) => form,
            Self::Reason(form) => form,
            Self::Evaluator(form) => form,
            Self::Declare(form) => form,
            Self::Score(form) => form,
            Self::Agree(form) => form,
        }
    }

    pub(crate) fn fields(&self) -> Vec<Field> {
        self.asks().fields()
    }

    pub(crate) fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        self.asks().read(form)
    }

    pub(crate) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        self.asks().remarks(form)
    }

    pub(crate) fn follow(&self, form: &mut Fields) {
        self.asks().follow(form);
    }
}

/// Words to choose from.
fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

/// The place of the word that is chosen in a field.
fn chosen(form: &Fields, at: usize) -> usize {
    form.fields.get(at).map_or(0, Field::chosen)
}

/// Shows or hides a field.
fn show(form: &mut Fields, at: usize, shown: bool) {
    if let Some(field) = form.fields.get_mut(at) {
        field.shown = shown;
    }
}

/// Chooses a word in a field that the officer has not been in yet.
fn choose_at_first(form: &mut Fields, at: usize, word: usize) {
    if let Some(Field { content: Content::Choice { words, at }, visited: false, .. }) =
        form.fields.get_mut(at)
        && word < words.len()
    {
        *at = word;
    }
}

/// The act where nothing is wrong and everything was read.
fn or_wrong(act: Option<EvaluationAct>, wrong: Wrong) -> Result<EvaluationAct, Wrong> {
    match act {
        Some(act) if wrong.is_empty() => Ok(act),
        _ => Err(wrong),
    }
}

#[cfg(test)]
mod tests;
