//! The form for a question of the award criteria.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::Percent;
use crate::domain::evaluation::{Exact, Judged, LotNo, STANDARD_SCALE, Scale, SectionKind};
use crate::domain::text::visible;
use crate::register::{EvaluationAct, EvaluationView, NewQuestion};
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::evaluation::forms::criteria::section::rest;
use crate::tui::screen::evaluation::forms::criteria::{
    is_frozen, questions_of, reason, reason_field, text_of, with_this,
};
use crate::tui::widget::form::{Field, Form as Fields};

const TITLE: usize = 0;
const ASKS: usize = 1;
const SECTION: usize = 2;
const WEIGHT: usize = 3;
const ABOUT: usize = 4;
const JUDGED: usize = 5;
const MEASURE: usize = 6;
const PASS: usize = 7;
const REASON: usize = 8;

/// The choice that a question is judged by what is offered.
const BY_OFFER: &str = "the quantity offered";
/// The choice that a question is about no outcome.
const NOTHING: &str = "nothing of the policy";

/// A section that a question can stand in.
#[derive(Debug, Clone, PartialEq)]
struct Home {
    uid: Uuid,
    title: String,
    weight: Percent,
    /// What its other questions weigh.
    others: Decimal,
}

/// What the form has to know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuestionForm {
    uid: Option<Uuid>,
    section: Uuid,
    homes: Vec<Home>,
    before: NewQuestion,
    scales: Vec<(String, Scale)>,
    /// Outcomes and measures, those sought first: id, words, whether it is counted.
    subjects: Vec<Subject>,
    frozen: bool,
}

/// An outcome or measure that a question can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Its id.
    pub(crate) id: String,
    /// What it is called, with a word where it is sought.
    pub(crate) words: String,
    /// What it is counted in, where it is counted.
    pub(crate) unit: Option<String>,
}

/// The outcomes and measures of the policy and the officer's own, those sought first.
pub(crate) fn subjects(view: &EvaluationView) -> Vec<Subject> {
    let outcomes = view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    let of_policy = outcomes.flat_map(|outcome| {
        let measures = outcome.measures.iter().map(|measure| measure.id.as_str());
        std::iter::once(outcome.id.as_str()).chain(measures)
    });
    let ids: Vec<&str> =
        of_policy.chain(view.evaluation.measures.keys().map(String::as_str)).collect();
    let is_sought = |id: &str| view.sought.iter().any(|sought| sought.id == id);
    let (first, others): (Vec<&str>, Vec<&str>) = ids.into_iter().partition(|id| is_sought(id));
    let subject = |id: &str, mark: &str| {
        let unit = view.measure_unit(id).map(str::to_owned);
        let counted = unit.as_ref().map(|unit| format!(" ({})", visible(unit))).unwrap_or_default();
        let words = format!("{mark}{}{counted}", view.measure_words(id));
        Subject { id: id.to_owned(), words, unit }
    };
    let first = first.into_iter().map(|id| subject(id, "sought: "));
    first.chain(others.into_iter().map(|id| subject(id, ""))).collect()
}

impl QuestionForm {
    /// The form for a question that is there, or for a new one in a section, perhaps about an
    /// outcome.
    pub(crate) fn of(
        view: &EvaluationView,
        lot: LotNo,
        section: Uuid,
        uid: Option<Uuid>,
        about: Option<&Subject>,
    ) -> Self {
        let of = &view.evaluation;
        let homes = of
            .sections_of(lot)
            .into_iter()
            .filter(|section| section.kind != SectionKind::Price)
            .map(|section| {
                let others = of.questions_of(section.uid);
                let others = others.iter().filter(|question| Some(question.uid) != uid);
                Home {
                    uid: section.uid,
                    title: section.title.clone(),
                    weight: section.weight,
                    others: others.map(|question| question.weight.value()).sum(),
                }
            })
            .collect();
        let scales: Vec<(String, Scale)> = of
            .scales
            .iter()
            .filter(|((of, _), _)| *of == lot)
            .map(|((_, name), scale)| (name.clone(), scale.clone()))
            .collect();
        let usual = scales.iter().find(|(name, _)| name == STANDARD_SCALE).or(scales.first());
        let before = uid.and_then(|uid| of.questions.get(&uid)).map_or_else(
            || NewQuestion {
                title: about.map(|about| view.measure_words(&about.id)).unwrap_or_default(),
                asks: None,
                weight: rest(of.questions_of(section).iter().map(|question| question.weight)),
                judged: Judged::Scale {
                    scale: usual.map(|(name, _)| name.clone()).unwrap_or_default(),
                },
                pass_mark: None,
                outcome: about.map(|about| about.id.clone()),
            },
            |question| NewQuestion {
                title: question.title.clone(),
                asks: question.asks.clone(),
                weight: question.weight,
                judged: question.judged.clone(),
                pass_mark: question.pass_mark,
                outcome: question.outcome.clone(),
            },
        );
        let frozen = is_frozen(view, lot);
        Self { uid, section, homes, before, scales, subjects: subjects(view), frozen }
    }

    /// The measures that can be counted.
    fn counted(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.iter().filter(|subject| subject.unit.is_some())
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        let before = &self.before;
        let homes = self.homes.iter().map(|home| visible(&home.title)).collect();
        let home = self.homes.iter().position(|home| home.uid == self.section).unwrap_or(0);
        let about = std::iter::once(NOTHING.to_owned())
            .chain(self.subjects.iter().map(|subject| subject.words.clone()));
        let at = before
            .outcome
            .as_ref()
            .and_then(|id| self.subjects.iter().position(|one| one.id == *id));
        let mut judged: Vec<String> =
            self.scales.iter().map(|(name, _)| format!("scale {}", visible(name))).collect();
        let by_scale = match &before.judged {
            Judged::Scale { scale } => self.scales.iter().position(|(name, _)| name == scale),
            Judged::Offer { .. } => Some(judged.len()),
        };
        if self.counted().next().is_some() {
            judged.push(BY_OFFER.to_owned());
        }
        let measures: Vec<String> = self.counted().map(|subject| subject.words.clone()).collect();
        let offered = match &before.judged {
            Judged::Offer { measure } => Some(measure),
            Judged::Scale { .. } => before.outcome.as_ref(),
        };
        let measure = offered.and_then(|id| self.counted().position(|subject| subject.id == *id));
        let weight = match before.weight.value() {
            weight if self.uid.is_none() && weight.is_zero() => String::new(),
            weight => weight.to_string(),
        };
        let pass = before.pass_mark.map(|mark| mark.normalize().to_string()).unwrap_or_default();
        let mut fields = vec![
            Field::text("Title", "What it is called in short.", &before.title),
            Field::note(
                "Question",
                "What is asked, as it stands in the invitation. May follow later.",
                before.asks.as_deref().unwrap_or_default(),
            ),
            Field::choice("Section", "The section that it stands in.", homes, home),
            Field::text("Weight", "Per cent of the section, such as 12.5.", &weight),
            Field::choice(
                "Asks about",
                "The outcome or measure of the policy, or one of your own; those that are sought come first.",
                about.collect(),
                at.map_or(0, |at| at + 1),
            ),
            Field::choice(
                "Judged by",
                "Evaluators give a mark of a scale, or the quantity that is offered decides, as a share of the best offer.",
                judged,
                by_scale.unwrap_or(0),
            ),
            Field::choice(
                "Measure",
                "The measure whose offered quantities are compared.",
                measures,
                measure.unwrap_or(0),
            ),
            Field::text(
                "Pass mark",
                "The score below which a bid fails. Leave it empty where there is none.",
                &pass,
            ),
            reason_field(self.frozen),
        ];
        fields[SECTION].shown = self.homes.len() > 1;
        fields
    }

    fn home(&self, form: &Fields) -> Option<&Home> {
        self.homes.get(form.fields.get(SECTION).map_or(0, Field::chosen))
    }

    /// The scale that is chosen; nothing where offers decide.
    fn scale(&self, form: &Fields) -> Option<&(String, Scale)> {
        self.scales.get(form.fields.get(JUDGED).map_or(0, Field::chosen))
    }

    pub(super) fn read(&self, form: &Fields, wrong: &mut Wrong) -> Option<EvaluationAct> {
        let chosen = |at: usize| form.fields.get(at).map_or(0, Field::chosen);
        let title = text_of(form, TITLE, "a title", wrong);
        let weight = needed(form, WEIGHT, "a weight, such as 40", wrong, str::parse::<Percent>);
        let about = chosen(ABOUT).checked_sub(1).and_then(|at| self.subjects.get(at));
        let judged = match self.scale(form) {
            Some((scale, _)) => Some(Judged::Scale { scale: scale.clone() }),
            None => self
                .counted()
                .nth(chosen(MEASURE))
                .map(|subject| Judged::Offer { measure: subject.id.clone() }),
        };
        if judged.is_none() {
            wrong.push((JUDGED, "There is no scale to judge by; add one first.".to_owned()));
        }
        let pass_mark = self.scale(form).and_then(|(_, scale)| {
            let on_scale = |text: &str| {
                let mark = text.parse::<Decimal>().ok().and_then(|mark| scale.mark(mark));
                mark.map(|mark| mark.score).ok_or_else(|| {
                    format!("“{}” is no mark of the scale: {}", visible(text), scale.figures())
                })
            };
            given(form, PASS, wrong, on_scale)
        });
        let reason = reason(form, REASON, self.frozen, wrong);
        let question = NewQuestion {
            title: title?,
            asks: typed(form, ASKS),
            weight: weight?,
            judged: judged?,
            pass_mark,
            outcome: about.map(|subject| subject.id.clone()),
        };
        let section = self.home(form).map_or(self.section, |home| home.uid);
        Some(EvaluationAct::SetQuestion { uid: self.uid, section, question, reason })
    }

    pub(super) fn follow(&self, form: &mut Fields) {
        let by_scale = self.scale(form).is_some();
        for (at, shown) in [(MEASURE, !by_scale), (PASS, by_scale)] {
            if let Some(field) = form.fields.get_mut(at) {
                field.shown = shown;
            }
        }
    }

    pub(super) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let Some(home) = self.home(form) else { return Vec::new() };
        let level = questions_of(&home.title);
        let typed = typed(form, WEIGHT).and_then(|weight| weight.parse::<Percent>().ok());
        let Some(weight) = typed else {
            let words = format!("So far {level} add up to {}.", home.others.normalize());
            return vec![(words, false)];
        };
        let points = Exact::from(weight.value() * home.weight.value()) / 100;
        let mut remarks = vec![
            with_this(&level, Some(home.uid), home.others + weight.value()),
            (format!("It is worth {} of the 100 points of the whole.", points.short(4)), false),
        ];
        if let Some((_, scale)) = self.scale(form).filter(|_| form.focus == PASS) {
            remarks.push((format!("The scale has {}.", scale.figures()), false));
        }
        remarks
    }
}
