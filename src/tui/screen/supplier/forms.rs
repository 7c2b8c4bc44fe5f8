//! Forms on suppliers: who they are, contacts, checks, merging, status.

use crate::register::SupplierAct;
use crate::tui::forms::Wrong;
use crate::tui::widget::form::{Field, Form as Fields};

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SupplierForm {}

impl SupplierForm {
    pub(crate) fn fields(&self) -> Vec<Field> {
        match *self {}
    }

    pub(crate) fn read(&self, _form: &Fields) -> Result<SupplierAct, Wrong> {
        match *self {}
    }

    pub(crate) fn remarks(&self, _form: &Fields) -> Vec<(String, bool)> {
        match *self {}
    }

    pub(crate) fn follow(&self, _form: &mut Fields) {
        match *self {}
    }
}
