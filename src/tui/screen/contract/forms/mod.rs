//! The forms of what follows from an award, one file for each tab.

mod commitments;
pub(super) mod ethics;
pub(super) mod exit;
pub(super) mod indicators;
pub(super) mod logistics;
pub(super) mod reviews;
pub(super) mod shared;
mod terms;

use crate::register::ContractAct;
use crate::tui::forms::Wrong;
use crate::tui::widget::form::{Field, Form};

pub(crate) use commitments::Form as CommitmentsForm;
pub(crate) use terms::Form as TermsForm;

/// A form of one of the tabs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ContractForm {
    /// What was agreed: terms, changes, documents, money.
    Terms(terms::Form),
    /// What the supplier has to deliver, and what it delivered.
    Commitments(commitments::Form),
    /// Key performance indicators and their assessments.
    Indicators(indicators::Form),
    /// Reviews, actions and risks.
    Reviews(reviews::Form),
    /// Modern slavery and ethics: risk, due diligence, concerns.
    Ethics(ethics::Form),
    /// Delivery, storage and receipt.
    Logistics(logistics::Form),
    /// Exit plan, final account and lessons.
    Exit(exit::Form),
}

impl ContractForm {
    /// The fields with what stands in them at first.
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::Terms(form) => form.fields(),
            Self::Commitments(form) => form.fields(),
            Self::Indicators(form) => form.fields(),
            Self::Reviews(form) => form.fields(),
            Self::Ethics(form) => form.fields(),
            Self::Logistics(form) => form.fields(),
            Self::Exit(form) => form.fields(),
        }
    }

    /// What the form becomes, or what is wrong with it.
    pub(crate) fn read(&self, form: &Form) -> Result<ContractAct, Wrong> {
        match self {
            Self::Terms(asked) => asked.read(form),
            Self::Commitments(asked) => asked.read(form),
            Self::Indicators(asked) => asked.read(form),
            Self::Reviews(asked) => asked.read(form),
            Self::Ethics(asked) => asked.read(form),
            Self::Logistics(asked) => asked.read(form),
            Self::Exit(asked) => asked.read(form),
        }
    }

    /// Sentences below the fields that follow what is typed, and whether they are to be heeded.
    pub(crate) fn remarks(&self, form: &Form) -> Vec<(String, bool)> {
        match self {
            Self::Terms(asked) => asked.remarks(form),
            Self::Commitments(asked) => asked.remarks(form),
            Self::Indicators(asked) => asked.remarks(form),
            Self::Reviews(asked) => asked.remarks(form),
            Self::Ethics(asked) => asked.remarks(form),
            Self::Logistics(asked) => asked.remarks(form),
            Self::Exit(asked) => asked.remarks(form),
        }
    }

    /// Shows and hides fields after what was chosen.
    pub(crate) fn follow(&self, form: &mut Form) {
        match self {
            Self::Terms(asked) => asked.follow(form),
            Self::Commitments(asked) => asked.follow(form),
            Self::Indicators(asked) => asked.follow(form),
            Self::Reviews(asked) => asked.follow(form),
            Self::Ethics(asked) => asked.follow(form),
            Self::Logistics(asked) => asked.follow(form),
            Self::Exit(asked) => asked.follow(form),
        }
    }
}
