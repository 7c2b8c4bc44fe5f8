//! The forms for scales: what each mark means, and a scale of the officer's own.

use rust_decimal::Decimal;

use crate::domain::evaluation::{LotNo, Mark, Scale};
use crate::domain::text::visible;
use crate::register::{EvaluationAct, EvaluationView};
use crate::tui::command::Command;
use crate::tui::forms::{Wrong, needed, typed};
use crate::tui::screen::evaluation::forms::criteria::{
    is_among, is_frozen, reason, reason_field, text_of,
};
use crate::tui::widget::form::{Field, Form as Fields};

/// What each mark of a scale means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MarksForm {
    lot: LotNo,
    name: String,
    scale: Scale,
    frozen: bool,
}

impl MarksForm {
    /// The form for a scale that is there.
    pub(crate) fn of(view: &EvaluationView, lot: LotNo, name: &str) -> Option<Self> {
        let scale = view.evaluation.scales.get(&(lot, name.to_owned()))?.clone();
        Some(Self { lot, name: name.to_owned(), scale, frozen: is_frozen(view, lot) })
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        let help = "What an answer has to be to earn this mark.";
        let marks = self.scale.marks.iter();
        marks
            .map(|mark| Field::note(mark.score.normalize().to_string(), help, &mark.descriptor))
            .chain([reason_field(self.frozen)])
            .collect()
    }

    pub(super) fn read(&self, form: &Fields, wrong: &mut Wrong) -> EvaluationAct {
        let marks = self.scale.marks.iter().enumerate().map(|(at, mark)| Mark {
            score: mark.score,
            descriptor: typed(form, at).unwrap_or_default(),
        });
        let scale = Scale { marks: marks.collect() };
        let reason = reason(form, self.scale.marks.len(), self.frozen, wrong);
        let name = self.name.clone();
        EvaluationAct::SetScale { lot: self.lot, name, scale: Some(scale), reason }
    }

    pub(super) fn remarks(&self, form: &Fields) -> Vec<(String, bool)> {
        let empty = (0..self.scale.marks.len()).filter(|at| typed(form, *at).is_none()).count();
        match empty {
            0 => Vec::new(),
            1 => vec![("1 mark does not say yet what earns it.".to_owned(), true)],
            more => vec![(format!("{more} marks do not say yet what earns them."), true)],
        }
    }
}

/// A scale of the officer's own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewScaleForm {
    lot: LotNo,
    names: Vec<String>,
    frozen: bool,
}

impl NewScaleForm {
    /// The form for one more scale of a lot.
    pub(crate) fn of(view: &EvaluationView, lot: LotNo) -> Self {
        let names = view.evaluation.scales.keys().filter(|(of, _)| *of == lot);
        Self {
            lot,
            names: names.map(|(_, name)| name.clone()).collect(),
            frozen: is_frozen(view, lot),
        }
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        vec![
            Field::text("Name", "What it is called, such as “0 to 3”.", ""),
            Field::text(
                "Marks",
                "The marks that can be given, beginning at 0: “0, 1, 3, 5”, or “0 to 6”.",
                "",
            ),
            reason_field(self.frozen),
        ]
    }

    pub(super) fn read(&self, form: &Fields, wrong: &mut Wrong) -> Option<EvaluationAct> {
        let name = text_of(form, 0, "a name", wrong);
        if name.as_ref().is_some_and(|name| is_among(&self.names, name)) {
            wrong.push((0, "There is a scale of that name already.".to_owned()));
        }
        let scale = needed(form, 1, "the marks, such as 0, 1, 3, 5", wrong, marks);
        let reason = reason(form, 2, self.frozen, wrong);
        Some(EvaluationAct::SetScale { lot: self.lot, name: name?, scale: Some(scale?), reason })
    }

    pub(super) fn remarks(form: &Fields) -> Vec<(String, bool)> {
        let key = Command::Scales.key(false);
        let read = typed(form, 1).and_then(|typed| marks(&typed).ok());
        let mut remarks: Vec<(String, bool)> = read
            .map(|scale| (format!("Its marks are {}.", scale.figures()), false))
            .into_iter()
            .collect();
        remarks.push((format!("What each mark means is written next: {key} on the tab."), false));
        remarks
    }
}

/// The most marks that a range can stand for.
const MOST: u32 = 100;

/// Reads the marks of a scale: “0, 1, 3, 5”, or “0 to 6”.
fn marks(typed: &str) -> Result<Scale, String> {
    let number = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let mark = text.parse::<Decimal>().ok().filter(|_| plain && text.len() <= 8);
        mark.ok_or_else(|| format!("“{}” is no mark; write figures like 0, 1, 3, 5", visible(text)))
    };
    let range = typed.split_once(" to ").map(|(from, to)| (from.trim(), to.trim()));
    let scores: Vec<Decimal> = match range {
        Some((from, to)) => {
            let whole = |text: &str| text.parse::<u32>().ok().filter(|mark| *mark <= MOST);
            match (whole(from), whole(to)) {
                (Some(from), Some(to)) => (from..=to).map(Decimal::from).collect(),
                _ => return Err(format!("“{}” is no range; write “0 to 6”", visible(typed))),
            }
        }
        None => typed
            .split([',', ';', ' '])
            .filter(|part| !part.trim().is_empty())
            .map(|part| number(part.trim()))
            .collect::<Result<_, _>>()?,
    };
    let mark = |score| Mark { score, descriptor: String::new() };
    let scale = Scale { marks: scores.into_iter().map(mark).collect() };
    match scale.fault() {
        None => Ok(scale),
        Some(fault) => Err(fault.trim_end_matches('.').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("0, 1, 3, 5", "0, 1, 3 or 5")]
    #[case("0 to 3", "0, 1, 2 or 3")]
    #[case("0 2.5 5", "0, 2.5 or 5")]
    fn marks_are_listed_or_given_as_a_range(#[case] typed: &str, #[case] figures: &str) {
        assert_eq!(marks(typed).unwrap().figures(), figures);
    }

    #[rstest]
    #[case("1, 2", "begins at 0")]
    #[case("0, 2, 1", "rise")]
    #[case("0, x", "no mark")]
    #[case("0 to many", "no range")]
    #[case("0", "two marks")]
    fn marks_that_are_no_scale_say_why(#[case] typed: &str, #[case] why: &str) {
        let said = marks(typed).unwrap_err();
        assert!(said.contains(why), "{said}");
    }
}
