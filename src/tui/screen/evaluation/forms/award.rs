//! Forms of this part of the evaluation.

use crate::register::EvaluationAct;
use crate::tui::screen::evaluation::forms::Wrong;
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {}

impl Form {
    pub(super) fn fields(&self) -> Vec<Field> {
        match *self {}
    }

    pub(super) fn read(&self, _form: &Fields) -> Result<EvaluationAct, Wrong> {
        match *self {}
    }

    pub(super) fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        match *self {}
    }

    pub(super) fn follow(&self, _form: &mut Fields) {
        match *self {}
    }
}
