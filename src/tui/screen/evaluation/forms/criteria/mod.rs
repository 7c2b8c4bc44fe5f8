//! The forms of the award criteria: sections, questions, terms, scales, templates, lots, measures.
//!
//! Once the criteria are fixed every one of them asks for a reason.

mod question;
mod scale;
mod section;
mod terms;

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::evaluation::{LotNo, OwnMeasure, Sum};
use crate::domain::text::visible;
use crate::register::{EvaluationAct, EvaluationView};
use crate::tui::command::Command;
use crate::tui::dialog::filling::Filling;
use crate::tui::effect::{Effect, Place};
use crate::tui::forms::{Asked, Wrong, needed, typed};
use crate::tui::widget::form::{Field, Form as Fields};

pub(crate) use question::{QuestionForm, Subject, subjects};
pub(crate) use scale::{MarksForm, NewScaleForm};
pub(crate) use section::SectionForm;
pub(crate) use terms::TermsForm;

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// A section.
    Section(Box<SectionForm>),
    /// A question.
    Question(Box<QuestionForm>),
    /// The price method and the other terms of a lot.
    Terms(Box<TermsForm>),
    /// What each mark of a scale means.
    Marks(MarksForm),
    /// A scale of the officer's own.
    NewScale(NewScaleForm),
    /// The name of a template.
    Template {
        /// The lot whose criteria are kept.
        lot: LotNo,
        /// The names that are taken.
        names: Vec<String>,
    },
    /// One more lot.
    Lot {
        /// Its number.
        next: u16,
        /// Whether the lot that is there has no title.
        untitled: bool,
    },
    /// A measure of the officer's own.
    Measure {
        /// What it is called and counted in by the measures that there are.
        known: Vec<String>,
    },
    /// Only the reason for a deed.
    Why(Box<EvaluationAct>),
}

impl Form {
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::Section(form) => form.fields(),
            Self::Question(form) => form.fields(),
            Self::Terms(form) => form.fields(),
            Self::Marks(form) => form.fields(),
            Self::NewScale(form) => form.fields(),
            Self::Template { .. } => {
                let help = "Every tender of this register can use it.";
                vec![Field::text("Name", help, "")]
            }
            Self::Lot { .. } => {
                vec![Field::text("Title", "What the lot is about: “Rural routes”.", "")]
            }
            Self::Measure { .. } => vec![
                Field::text("Measure", "What a supplier could deliver.", ""),
                Field::text(
                    "Counted in",
                    "The unit, such as “people” or “hours”. Leave it empty where it is done or not.",
                    "",
                ),
            ],
            Self::Why(_) => vec![reason_field(true)],
        }
    }

    pub(crate) fn read(&self, form: &Fields) -> Result<EvaluationAct, Wrong> {
        let mut wrong = Wrong::new();
        let act = match self {
            Self::Section(asked) => asked.read(form, &mut wrong),
            Self::Question(asked) => asked.read(form, &mut wrong),
            Self::Terms(asked) => asked.read(form, &mut wrong),
            Self::Marks(asked) => Some(asked.read(form, &mut wrong)),
            Self::NewScale(asked) => asked.read(form, &mut wrong),
            Self::Template { lot, .. } => text_of(form, 0, "a name", &mut wrong)
                .map(|name| EvaluationAct::SaveTemplate { lot: *lot, name }),
            Self::Lot { .. } => text_of(form, 0, "a title", &mut wrong)
                .map(|title| EvaluationAct::Begin { lot: None, title: Some(title) }),
            Self::Measure { known } => {
                let text = text_of(form, 0, "what is measured", &mut wrong);
                if text.as_ref().is_some_and(|text| is_among(known, text)) {
                    wrong.push((0, "There is a measure of that name already.".to_owned()));
                }
                text.map(|text| EvaluationAct::SetMeasure {
                    id: None,
                    measure: OwnMeasure { text, unit: typed(form, 1) },
                })
            }
            Self::Why(act) => {
                reason(form, 0, true, &mut wrong).map(|reason| with_reason(act, reason))
            }
        };
        match act {
            Some(act) if wrong.is_empty() => Ok(act),
            _ => Err(wrong),
        }
    }

    pub(crate) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        match self {
            Self::Section(asked) => asked.remarks(form),
            Self::Question(asked) => asked.remarks(form),
            Self::Terms(asked) => asked.remarks(form),
            Self::Marks(asked) => asked.remarks(form),
            Self::NewScale(_) => NewScaleForm::remarks(form),
            Self::Template { names, .. } => typed(form, 0)
                .filter(|name| is_among(names, name))
                .map(|_| ("The template of that name is replaced.".to_owned(), true))
                .into_iter()
                .collect(),
            Self::Lot { next, untitled } => {
                let mut remarks = vec![(
                    format!(
                        "It becomes lot {next}, with the sections that every evaluation begins with; a template brings the criteria of another lot."
                    ),
                    false,
                )];
                if *untitled {
                    let key = Command::Terms.key(false);
                    let words = format!(
                        "What is there already becomes lot 1; {key} there gives it a title."
                    );
                    remarks.push((words, true));
                }
                remarks
            }
            Self::Measure { .. } | Self::Why(_) => Vec::new(),
        }
    }

    pub(crate) fn follow(&self, form: &mut Fields) {
        match self {
            Self::Section(asked) => asked.follow(form),
            Self::Question(asked) => asked.follow(form),
            Self::Terms(asked) => asked.follow(form),
            Self::Marks(_)
            | Self::NewScale(_)
            | Self::Template { .. }
            | Self::Lot { .. }
            | Self::Measure { .. }
            | Self::Why(_) => {}
        }
    }
}

/// A form of the criteria over the screen.
pub(crate) fn filling(view: &EvaluationView, title: &str, explain: &str, form: Form) -> Place {
    Place::Filling(Filling {
        title: title.to_owned(),
        explain: explain.to_owned(),
        reference: Some(view.reference.to_string()),
        seen: view.version,
        asked: Asked::Criteria(form),
    })
}

/// A deed on the criteria of a lot, which is asked for a reason where they are fixed.
pub(crate) fn deed(view: &EvaluationView, lot: LotNo, title: &str, act: EvaluationAct) -> Effect {
    if is_frozen(view, lot) {
        let form = Form::Why(Box::new(act));
        return Effect::Push(filling(view, title, "", form));
    }
    Effect::Perform {
        reference: view.reference.to_string(),
        act: crate::register::Act::Evaluate(act),
        seen: view.version,
    }
}

/// The form for one more lot.
pub(crate) fn new_lot(view: &EvaluationView) -> Place {
    let lots = &view.evaluation.lots;
    let next = lots.keys().next_back().map_or(1, |last| last.get() + 1);
    let untitled = lots.len() == 1 && lots.values().all(|lot| lot.title.is_none());
    let explain = "Each lot has its own award criteria, bids, result and award. Evaluators and outcomes are those of the whole tender.";
    filling(view, "Add a lot", explain, Form::Lot { next, untitled })
}

/// What can be done with the lot itself, where a tender has several.
pub(crate) fn lot_choices(view: &EvaluationView, lot: LotNo) -> Vec<(String, Effect)> {
    let without_bids = view.evaluation.bids_for(lot).next().is_none();
    if view.evaluation.lots.len() < 2 || !view.is_open(lot) || !without_bids {
        return Vec::new();
    }
    let words = format!("Take {} away, with its criteria", view.evaluation.lot_words(lot));
    let act = EvaluationAct::RemoveLot { lot, reason: None };
    let effect = deed(view, lot, &words, act);
    vec![(words, effect)]
}

/// The form for a measure of the officer's own.
pub(crate) fn new_measure<'a>(
    reference: &str,
    seen: i64,
    known: impl Iterator<Item = &'a str>,
) -> Place {
    Place::Filling(Filling {
        title: "A measure of your own".to_owned(),
        explain: "For what the policy does not list and this contract can bring. It is sought, asked for and offered like the policy's own.".to_owned(),
        reference: Some(reference.to_owned()),
        seen,
        asked: Asked::Criteria(Form::Measure { known: known.map(str::to_owned).collect() }),
    })
}

/// Whether the criteria of a lot are fixed.
fn is_frozen(view: &EvaluationView, lot: LotNo) -> bool {
    view.lots.get(&lot).is_some_and(|lot| lot.frozen)
}

/// Whether a name is taken, whatever its capital letters.
fn is_among(names: &[String], name: &str) -> bool {
    names.iter().any(|other| other.trim().to_lowercase() == name.trim().to_lowercase())
}

/// The field for the reason, which is asked once the criteria are fixed.
fn reason_field(frozen: bool) -> Field {
    let help = "Why the criteria are changed although they are fixed. The journal shows it; whether the change is lawful is yours to judge (Procurement Act 2023 s.24).";
    let mut field = Field::note("Reason", help, "");
    field.shown = frozen;
    field
}

/// The reason, which has to be there once the criteria are fixed.
fn reason(form: &Fields, at: usize, frozen: bool, wrong: &mut Wrong) -> Option<String> {
    let reason = typed(form, at);
    if frozen && reason.is_none() {
        wrong.push((at, "The criteria are fixed: type why they are changed.".to_owned()));
    }
    reason
}

/// A line of text that has to be there.
fn text_of(form: &Fields, at: usize, what: &str, wrong: &mut Wrong) -> Option<String> {
    needed(form, at, what, wrong, |text| Ok::<_, std::convert::Infallible>(text.to_owned()))
}

/// The same deed with its reason.
fn with_reason(act: &EvaluationAct, why: String) -> EvaluationAct {
    let mut act = act.clone();
    if let EvaluationAct::RemoveCriterion { reason, .. }
    | EvaluationAct::MoveCriterion { reason, .. }
    | EvaluationAct::UseTemplate { reason, .. }
    | EvaluationAct::RemoveLot { reason, .. }
    | EvaluationAct::SetScale { reason, .. } = &mut act
    {
        *reason = Some(why);
    }
    act
}

/// What a level adds up to with what is typed, and whether that is to be heeded.
fn with_this(level: &str, section: Option<Uuid>, sum: Decimal) -> (String, bool) {
    let shown = sum.normalize();
    match (Sum { section, sum }).off() {
        None => (format!("With this {level} add up to 100."), false),
        Some(off) => (format!("With this {level} add up to {shown}: {off}."), true),
    }
}

/// The questions of a section in a sentence.
fn questions_of(title: &str) -> String {
    format!("the questions of “{}”", visible(title))
}

#[cfg(test)]
mod tests;
