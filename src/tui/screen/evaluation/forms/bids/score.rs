//! What evaluators give an answer, and what they agree on.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::evaluation::{Consensus, Mark, Scale, Score};
use crate::domain::text;
use crate::register::EvaluationAct;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::screen::evaluation::forms::bids::{Asks, chosen, or_wrong, show};
use crate::tui::widget::form::{Field, Form as Fields};

/// What an evaluator gives an answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ScoreForm {
    pub(crate) bid: Uuid,
    pub(crate) question: Uuid,
    pub(crate) evaluator: Uuid,
    pub(crate) scale: Scale,
    pub(crate) now: Option<Score>,
}

const MARK: usize = 0;
const RATIONALE: usize = 1;

/// The field for a mark. No mark is there at first, so that none is given by mistake.
fn mark_field(scale: &Scale, now: Option<Decimal>) -> Field {
    let mut figures = vec!["choose".to_owned()];
    figures.extend(scale.marks.iter().map(|mark| mark.score.normalize().to_string()));
    let at = scale.marks.iter().position(|mark| Some(mark.score) == now);
    Field::choice("Mark", "Left and Right, or type the figure.", figures, at.map_or(0, |at| at + 1))
}

/// The mark that is chosen.
fn mark<'a>(scale: &'a Scale, form: &Fields) -> Option<&'a Mark> {
    scale.marks.get(chosen(form, MARK).checked_sub(1)?)
}

/// What the chosen mark means.
fn meaning(scale: &Scale, form: &Fields) -> (String, bool) {
    match mark(scale, form) {
        Some(Mark { score, descriptor }) if descriptor.trim().is_empty() => {
            (format!("{}: the scale says nothing of this mark.", score.normalize()), false)
        }
        Some(Mark { score, descriptor }) => {
            (format!("{}: {}", score.normalize(), text::visible(descriptor)), false)
        }
        None => (format!("The scale: {}.", scale.figures()), false),
    }
}

fn needed_mark(scale: &Scale, form: &Fields, wrong: &mut Wrong) -> Option<Decimal> {
    let mark = mark(scale, form);
    if mark.is_none() {
        wrong.push((MARK, format!("Choose {}.", scale.figures())));
    }
    mark.map(|mark| mark.score)
}

impl Asks for ScoreForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        vec![
            mark_field(&self.scale, now.map(|score| score.score)),
            Field::note(
                "Rationale",
                "Why, drawn from the answer. Internal; the letter has the agreed reasons.",
                now.map_or("", |score| &score.rationale),
            ),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let score = needed_mark(&self.scale, form, &mut wrong);
        let note = |words: &str| text::note("The rationale", words);
        let rationale = needed(form, RATIONALE, "why", &mut wrong, note);
        let act = score.zip(rationale).map(|(score, rationale)| EvaluationAct::Score {
            bid: self.bid,
            question: self.question,
            evaluator: self.evaluator,
            score,
            rationale,
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        vec![meaning(&self.scale, form)]
    }
}

/// What the evaluators agree on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AgreeForm {
    pub(crate) bid: Uuid,
    pub(crate) question: Uuid,
    pub(crate) scale: Scale,
    /// The average of the individual scores, as it is shown beside them.
    pub(crate) average: Option<String>,
    pub(crate) now: Option<Consensus>,
}

const REASONS: usize = 1;
const COMMENT: usize = 2;
const CHANGE: usize = 3;

impl Asks for AgreeForm {
    fn fields(&self) -> Vec<Field> {
        let now = self.now.as_ref();
        let comment = now.and_then(|one| one.comment.as_deref()).unwrap_or_default();
        vec![
            mark_field(&self.scale, now.map(|one| one.score)),
            Field::note(
                "Reasons",
                "For the letter: why this mark, drawn from this tender alone, not from other bids.",
                now.map_or("", |one| &one.reasons),
            ),
            Field::note("Comment", "Internal; it never goes into the letter.", comment),
            Field::note("Why changed", "Why what was agreed before is changed.", ""),
        ]
    }

    fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let score = needed_mark(&self.scale, form, &mut wrong);
        let note = |words: &str| text::note("The reasons", words);
        let reasons = needed(form, REASONS, "the authority's own reasons", &mut wrong, note);
        let change = match &self.now {
            Some(_) => {
                let note = |words: &str| text::note("The reason", words);
                needed(form, CHANGE, "why it is changed", &mut wrong, note)
            }
            None => None,
        };
        let act = score.zip(reasons).map(|(score, reasons)| EvaluationAct::Agree {
            bid: self.bid,
            question: self.question,
            score,
            reasons,
            comment: typed(form, COMMENT),
            change,
        });
        or_wrong(act, wrong)
    }

    fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let mut remarks = vec![meaning(&self.scale, form)];
        if let Some(average) = &self.average {
            remarks.push((
                format!("Average {average}, shown beside only: it is not the agreed score."),
                false,
            ));
        }
        remarks
    }

    fn follow(&self, form: &mut Fields) {
        show(form, CHANGE, self.now.is_some());
    }
}
