//! Forms: modern slavery and ethics: risk, due diligence, concerns.

use crate::register::ContractAct;
use crate::tui::forms::Wrong;
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {}

impl Form {
    pub(super) fn fields(&self) -> Vec<Field> {
        match *self {}
    }

    pub(super) fn read(&self, _form: &Fields) -> Result<ContractAct, Wrong> {
        match *self {}
    }

    pub(super) fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        match *self {}
    }

    pub(super) fn follow(&self, _form: &mut Fields) {
        match *self {}
    }
}
