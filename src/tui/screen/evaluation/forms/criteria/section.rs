//! The form for a section of the award criteria.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::Percent;
use crate::domain::evaluation::{LotNo, SectionKind};
use crate::policy::{Base, Standing, Weight, WeightingFinding};
use crate::register::{EvaluationAct, EvaluationView, NewSection};
use crate::tui::forms::{Wrong, given, needed, typed};
use crate::tui::screen::evaluation::forms::criteria::{
    is_frozen, reason, reason_field, text_of, with_this,
};
use crate::tui::widget::form::{Field, Form as Fields};

const TITLE: usize = 0;
const KIND: usize = 1;
const WEIGHT: usize = 2;
const PASS: usize = 3;
const REASON: usize = 4;

/// What the form has to know.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SectionForm {
    lot: LotNo,
    uid: Option<Uuid>,
    before: NewSection,
    kinds: Vec<SectionKind>,
    /// The weights of the other sections, with their kinds.
    others: Vec<(SectionKind, Percent)>,
    /// What the policy asks of the weight of social value.
    asked: Option<WeightingFinding>,
    frozen: bool,
}

impl SectionForm {
    /// The form for a section that is there, or for a new one.
    pub(crate) fn of(view: &EvaluationView, lot: LotNo, uid: Option<Uuid>) -> Self {
        let sections = view.evaluation.sections_of(lot);
        let known = sections.iter().find(|section| Some(section.uid) == uid);
        let others: Vec<(SectionKind, Percent)> = sections
            .iter()
            .filter(|section| Some(section.uid) != uid)
            .map(|section| (section.kind, section.weight))
            .collect();
        let has_price = others.iter().any(|(kind, _)| *kind == SectionKind::Price);
        let priced =
            view.evaluation.lots.get(&lot).is_some_and(|lot| lot.method.kind().has_weight());
        let has_questions = uid.is_some_and(|uid| !view.evaluation.questions_of(uid).is_empty());
        let mut kinds = vec![SectionKind::Quality, SectionKind::SocialValue];
        let is_price = known.is_some_and(|section| section.kind == SectionKind::Price);
        if is_price || (priced && !has_price && !has_questions) {
            kinds.push(SectionKind::Price);
        }
        let before = known.map_or_else(
            || NewSection {
                title: String::new(),
                kind: SectionKind::Quality,
                weight: rest(others.iter().map(|(_, weight)| *weight)),
                pass_mark: None,
            },
            |section| NewSection {
                title: section.title.clone(),
                kind: section.kind,
                weight: section.weight,
                pass_mark: section.pass_mark,
            },
        );
        let frozen = is_frozen(view, lot);
        Self {
            lot,
            uid,
            before,
            kinds,
            others,
            asked: view.determination.weighting.clone(),
            frozen,
        }
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        let words = self.kinds.iter().map(|kind| kind.words().to_owned()).collect();
        let kind = self.kinds.iter().position(|kind| *kind == self.before.kind).unwrap_or(0);
        let is_new = self.uid.is_none();
        let weight = match self.before.weight.value() {
            weight if is_new && weight.is_zero() => String::new(),
            weight => weight.to_string(),
        };
        vec![
            Field::text("Title", "As it stands in the invitation.", &self.before.title),
            Field::choice(
                "Kind",
                "What the section is about; only social value counts towards what the policy asks.",
                words,
                kind,
            ),
            Field::text("Weight", "Per cent of the whole, such as 12.5.", &weight),
            Field::text(
                "Pass mark",
                "The share of the section's points, in per cent, below which a bid fails. Leave it empty where there is none.",
                &self.before.pass_mark.map(|mark| mark.value().to_string()).unwrap_or_default(),
            ),
            reason_field(self.frozen),
        ]
    }

    fn kind(&self, form: &Fields) -> SectionKind {
        let at = form.fields.get(KIND).map_or(0, Field::chosen);
        self.kinds.get(at).copied().unwrap_or(SectionKind::Quality)
    }

    pub(super) fn read(&self, form: &Fields, wrong: &mut Wrong) -> Option<EvaluationAct> {
        let title = text_of(form, TITLE, "a title", wrong);
        let weight = needed(form, WEIGHT, "a weight, such as 40", wrong, str::parse::<Percent>);
        let pass_mark = given(form, PASS, wrong, str::parse::<Percent>);
        let reason = reason(form, REASON, self.frozen, wrong);
        let section =
            NewSection { title: title?, kind: self.kind(form), weight: weight?, pass_mark };
        Some(EvaluationAct::SetSection { uid: self.uid, lot: self.lot, section, reason })
    }

    pub(super) fn follow(&self, form: &mut Fields) {
        let price = self.kind(form) == SectionKind::Price;
        if let Some(field) = form.fields.get_mut(PASS) {
            field.shown = !price;
        }
    }

    pub(super) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let sum = |kind: Option<SectionKind>| -> Decimal {
            let counted = self.others.iter().filter(|(of, _)| kind.is_none_or(|kind| *of == kind));
            counted.map(|(_, weight)| weight.value()).sum()
        };
        let typed = typed(form, WEIGHT).and_then(|weight| weight.parse::<Percent>().ok());
        let Some(weight) = typed else {
            let words = format!("The other sections add up to {}.", sum(None).normalize());
            return vec![(words, false)];
        };
        let mut remarks = vec![with_this("the sections", None, sum(None) + weight.value())];
        let kind = self.kind(form);
        if kind == SectionKind::SocialValue {
            let share = Percent::new(sum(Some(kind)) + weight.value());
            let quality = Percent::new(Decimal::ONE_HUNDRED - sum(Some(SectionKind::Price)));
            if let (Some(percent), Some(asked)) = (share, &self.asked) {
                let standing = Weight { percent, base: Base::Total }.standing(Some(asked), quality);
                remarks.push(match standing {
                    Standing::Departs(how) => (how, true),
                    Standing::Keeps | Standing::Open => {
                        (format!("The policy asks for {}.", asked.words()), false)
                    }
                });
            }
        }
        remarks
    }
}

/// What is missing to a hundred; nothing where that is reached.
pub(super) fn rest(weights: impl Iterator<Item = Percent>) -> Percent {
    let sum: Decimal = weights.map(Percent::value).sum();
    Percent::new(Decimal::ONE_HUNDRED - sum).unwrap_or_default()
}
