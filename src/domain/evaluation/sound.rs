//! Whether a model can be used: weights that add up, scales that are there, one section for price.

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::Percent;
use crate::domain::evaluation::{Evaluation, Judged, LotNo, SectionKind, TieBreak};
use crate::domain::text::visible;

/// What weights at one level add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The section whose questions they are; nothing for the sections themselves.
    pub section: Option<Uuid>,
    /// What they add up to.
    pub sum: Decimal,
}

impl Sum {
    /// How far it is from a hundred, in words: “5 missing”; `None` when it is exactly that.
    pub fn off(&self) -> Option<String> {
        let off = (Decimal::ONE_HUNDRED - self.sum).normalize();
        if off.is_zero() {
            None
        } else if off > Decimal::ZERO {
            Some(format!("{off} missing"))
        } else {
            Some(format!("{} too much", -off))
        }
    }
}

fn sum(weights: impl Iterator<Item = Percent>) -> Decimal {
    weights.map(Percent::value).sum()
}

/// What the weights of a lot add up to: the sections first, then the questions of each.
pub fn sums(of: &Evaluation, lot: LotNo) -> Vec<Sum> {
    let sections = of.sections_of(lot);
    let mut sums =
        vec![Sum { section: None, sum: sum(sections.iter().map(|section| section.weight)) }];
    for section in sections {
        if section.kind != SectionKind::Price {
            let questions = of.questions_of(section.uid);
            let weights = questions.iter().map(|question| question.weight);
            sums.push(Sum { section: Some(section.uid), sum: sum(weights) });
        }
    }
    sums
}

/// What is wrong with the model of a lot, each in a sentence; nothing when it can be used.
pub fn model_faults(of: &Evaluation, lot: LotNo) -> Vec<String> {
    let Some(terms) = of.lots.get(&lot) else {
        return vec![format!("There is no lot {lot}.")];
    };
    let sections = of.sections_of(lot);
    if sections.is_empty() {
        return vec!["There are no award criteria yet.".to_owned()];
    }
    let mut faults = Vec::new();
    let name = |uid: Option<Uuid>| {
        uid.and_then(|uid| of.sections.get(&uid)).map_or_else(
            || "The weights of the sections".to_owned(),
            |(_, section)| format!("The weights of the questions in “{}”", visible(&section.title)),
        )
    };
    for sum in sums(of, lot) {
        let empty = sum.section.is_some_and(|uid| of.questions_of(uid).is_empty());
        match (sum.section.and_then(|uid| of.sections.get(&uid)), sum.off()) {
            (Some((_, section)), _) if empty => {
                faults.push(format!("“{}” has no questions yet.", visible(&section.title)));
            }
            (_, Some(off)) => faults.push(format!(
                "{} add up to {}, not to 100: {off}.",
                name(sum.section),
                sum.sum.normalize()
            )),
            (_, None) => {}
        }
    }
    let prices = sections.iter().filter(|section| section.kind == SectionKind::Price).count();
    let kind = terms.method.kind();
    match (kind.has_weight(), prices) {
        (true, 0) => {
            faults.push(format!("The price method, {}, needs a section for price.", kind.words()));
        }
        (true, 1) | (false, 0) => {}
        (true, _) => faults.push("There is more than one section for price.".to_owned()),
        (false, _) => faults.push(format!(
            "The price method, {}, has no section for price; take it away.",
            kind.words()
        )),
    }
    faults.extend(terms.method.fault());
    if let TieBreak::Section { section } = &terms.tie_break
        && !sections.iter().any(|other| other.uid == *section)
    {
        faults.push("The section that breaks a tie is no longer there.".to_owned());
    }
    for (number, _, question) in of.numbered(lot) {
        let title = visible(&question.title);
        match &question.judged {
            Judged::Offer { .. } if question.pass_mark.is_some() => faults.push(format!(
                "Question {number}, “{title}”, is scored from offers and cannot have a pass mark."
            )),
            Judged::Offer { .. } => {}
            Judged::Scale { scale: name } => match of.scale_of(lot, question) {
                None => faults.push(format!(
                    "Question {number}, “{title}”, is judged by the scale “{}”, which is not there.",
                    visible(name)
                )),
                Some(scale) => {
                    faults.extend(scale.fault());
                    if question.pass_mark.is_some_and(|mark| scale.mark(mark).is_none()) {
                        faults.push(format!(
                            "The pass mark of question {number}, “{title}”, is not on its scale: {}.",
                            scale.figures()
                        ));
                    }
                }
            },
        }
    }
    faults.dedup();
    faults
}
