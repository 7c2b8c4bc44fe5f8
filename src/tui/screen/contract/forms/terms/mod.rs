//! Forms: what was agreed: terms, changes, documents, money.

mod agreed;
mod changes;
mod money;

pub(crate) use agreed::AgreedForm;
pub(crate) use changes::{EndForm, VariationForm};
pub(crate) use money::{FigureForm, PaperForm};

pub(crate) use super::shared::RemoveForm;

use crate::register::{Act, Subject};
use crate::tui::screen::contract::forms::parts::Asks;
use crate::tui::widget::form::Form as Fields;

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// The terms of a contract, new or not.
    Agreed(Box<AgreedForm>),
    /// A change of the contract that was agreed.
    Variation(VariationForm),
    /// How the contract ended.
    End(Box<EndForm>),
    /// A document.
    Paper(PaperForm),
    /// Money of a financial year.
    Figure(FigureForm),
    /// Something that was recorded by mistake.
    Remove(RemoveForm),
}

impl Form {
    pub(super) fn asks(&self) -> &dyn Asks {
        match self {
            Self::Agreed(form) => form.as_ref(),
            Self::Variation(form) => form,
            Self::End(form) => form.as_ref(),
            Self::Paper(form) => form,
            Self::Figure(form) => form,
            Self::Remove(form) => form,
        }
    }

    /// What has to be done on the register before the form becomes its act.
    pub(super) fn first(&self, form: &Fields) -> Option<Act> {
        match self {
            Self::Agreed(asked) => asked.first(form),
            _ => None,
        }
    }

    /// Takes over what came of that.
    pub(super) fn begun(&mut self, on: &Subject, form: &mut Fields) {
        if let Self::Agreed(asked) = self {
            asked.begun(on, form);
        }
    }
}
