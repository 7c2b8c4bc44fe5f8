//! The weight of social value: set it, see at once how it stands to the policy, say who agreed.

use std::ops::ControlFlow::{Break, Continue};
use std::sync::Arc;

use crate::domain::Percent;
use crate::policy::{Base, Determination, Pack, Weight};
use crate::register::{
    Act, ProcurementView, WeightingRecord, objection, weight_stands, weight_wanted,
};
use crate::tui::command::Offer;
use crate::tui::dialog::keys::{self, Filled};
use crate::tui::effect::{Effect, Message};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::{Field, Form, fault};
use crate::tui::widget::text;

/// What the dialog has to know of the procurement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weighing {
    reference: String,
    seen: i64,
    pack: Arc<Pack>,
    determination: Box<Determination>,
    quality_share: Option<Percent>,
    set: Option<WeightingRecord>,
}

impl Weighing {
    pub(crate) fn of(view: &ProcurementView) -> Self {
        Self {
            reference: view.reference.to_string(),
            seen: view.version,
            pack: view.pack.clone(),
            determination: Box::new(view.determination.clone()),
            quality_share: view.facts.quality_share,
            set: view.weighting.as_ref().map(|weighting| weighting.record.clone()),
        }
    }

    /// What the policy says of the weight, in a sentence or two.
    fn asked(&self) -> String {
        let wanted = [weight_wanted(&self.pack, &self.determination)];
        let clear = self.set.as_ref().map(|_| "An empty weight takes away what is set.".to_owned());
        let words: Vec<String> = wanted.into_iter().chain(clear).collect();
        words.join(" ")
    }
}

const WEIGHT: usize = 0;
const BASE: usize = 1;
const REASON: usize = 2;
const AGREED: usize = 3;

/// The dialog.
pub(crate) struct WeightDialog {
    weighing: Weighing,
    form: Form,
    at_first: Vec<String>,
    error: Option<String>,
}

impl WeightDialog {
    pub(crate) fn new(weighing: Weighing) -> Self {
        let set = weighing.set.as_ref();
        let policy = weighing.determination.weighting.as_ref().map(|finding| finding.base);
        let base = set.map(|set| set.base).or(policy).unwrap_or(Base::Total);
        let percent = set.map(|set| set.weight.value().to_string()).unwrap_or_default();
        let reason = set.and_then(|set| set.reason.clone()).unwrap_or_default();
        let agreed_by = set.and_then(|set| set.agreed_by.clone()).unwrap_or_default();
        let form = Form::new(vec![
            Field::text("Weight %", "In per cent, such as 10 or 2.5.", &percent),
            Field::choice(
                "Of",
                "Left and right change it.",
                vec!["the total award".to_owned(), "the quality part".to_owned()],
                usize::from(base == Base::Quality),
            ),
            Field::text("Reason", "Why this weight; an auditor will read it.", &reason),
            Field::text("Agreed by", "Who agreed, where it departs from the policy.", &agreed_by),
        ]);
        let mut dialog = Self { weighing, form, at_first: Vec::new(), error: None };
        dialog.at_first = dialog.values();
        dialog
    }

    fn values(&self) -> Vec<String> {
        self.form.fields.iter().map(|field| field.value().to_owned()).collect()
    }

    fn typed(&self, field: usize) -> Option<String> {
        let typed = self.form.fields[field].value().trim();
        (!typed.is_empty()).then(|| typed.to_owned())
    }

    fn weight(&self) -> Option<Weight> {
        let percent = self.typed(WEIGHT)?.parse().ok()?;
        let base = if self.form.fields[BASE].chosen() == 1 { Base::Quality } else { Base::Total };
        Some(Weight { percent, base })
    }

    fn check(&mut self) {
        self.error = None;
        for at in [REASON, AGREED] {
            self.form.fields[at].error = None;
        }
        self.form.fields[WEIGHT].error = match self.typed(WEIGHT) {
            Some(typed) => typed.parse::<Percent>().err().map(|error| fault(&error)),
            None if self.weighing.set.is_none() => Some("Type the weight.".to_owned()),
            None => None,
        };
    }

    /// What stands against the weight as it is typed, in a sentence.
    fn objection(&self) -> Option<String> {
        let on_file = (self.typed(REASON).is_some(), self.typed(AGREED).is_some());
        let against = (self.weighing.pack.as_ref(), self.weighing.determination.as_ref());
        let fault = objection(self.weight()?, on_file, against, self.weighing.quality_share)?;
        let hint = fault.hint().unwrap_or_default();
        Some(format!("{fault} {hint}"))
    }

    /// How the weight stands to the policy, and whether that is to be heeded.
    fn standing(&self) -> (String, bool) {
        let Some(weight) = self.weight() else { return (String::new(), false) };
        if let Some(objection) = self.objection() {
            return (objection, true);
        }
        weight_stands(weight, &self.weighing.determination, self.weighing.quality_share)
    }
}

impl Filled for WeightDialog {
    fn form(&mut self) -> &mut Form {
        &mut self.form
    }

    fn changed(&mut self) -> Effect {
        self.check();
        Effect::None
    }

    fn save(&mut self) -> Effect {
        self.check();
        if self.form.go_to_error() {
            return Effect::None;
        }
        let act = match self.weight() {
            None => Act::ClearWeighting,
            Some(weight) => {
                if self.objection().is_some() {
                    // Why stands below already; the keyboard goes where it is answered.
                    let asked = [
                        (REASON, "Type why: this weight departs from the policy."),
                        (AGREED, "Type who agreed: this weight departs from the policy."),
                    ];
                    let empty = asked.into_iter().find(|(at, _)| self.typed(*at).is_none());
                    if let Some((at, said)) = empty {
                        self.form.fields[at].error = Some(said.to_owned());
                    }
                    self.form.focus = empty.map_or(WEIGHT, |(at, _)| at);
                    return Effect::None;
                }
                Act::SetWeighting {
                    weight: weight.percent,
                    base: weight.base,
                    reason: self.typed(REASON),
                    agreed_by: self.typed(AGREED),
                }
            }
        };
        Effect::Perform {
            reference: self.weighing.reference.clone(),
            act,
            seen: self.weighing.seen,
        }
    }
}

impl Screen for WeightDialog {
    fn title(&self) -> &'static str {
        "The weight of social value"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn is_answering(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn holds_typed(&self) -> bool {
        self.values() != self.at_first
    }

    fn copy(&self) -> Option<(String, String)> {
        self.form.copy()
    }

    fn commands(&self) -> Vec<Offer> {
        self.form.offers("save")
    }

    fn update(&mut self, message: Message) -> Effect {
        match keys::follow(self, message) {
            Break(effect) => return effect,
            Continue(Message::Seen(version)) => self.weighing.seen = version,
            Continue(Message::Failed(sentence)) => self.error = Some(sentence),
            Continue(Message::Done(_)) => return Effect::Pop,
            Continue(_) => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 84 };
        let inside = width.saturating_sub(4);
        let asked = text::wrap(&self.weighing.asked(), inside);
        let (standing, heed) = match &self.error {
            Some(error) => (error.clone(), true),
            None => self.standing(),
        };
        let standing = text::wrap(&standing, inside);
        // Four fields, and the help or fault below one or two of them.
        let fields = 7;
        let mut frame =
            super::middle(canvas, width, asked.len() + 1 + fields + standing.len().max(3) + 2);
        let mut inner = frame.framed(&format!("The weight in {}", self.weighing.reference));
        for (row, line) in asked.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
        let top = asked.len() + 1;
        let columns = inner.width();
        self.form.draw(&mut inner.part(0, top, columns, fields));
        let style = if heed { theme.warning } else { theme.text };
        for (row, line) in standing.iter().enumerate() {
            inner.text(top + fields + row, 0, line, style);
        }
    }
}
