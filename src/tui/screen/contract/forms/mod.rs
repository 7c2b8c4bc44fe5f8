//! The forms of what follows from an award, one file for each tab.

mod commitments;
pub(super) mod ethics;
pub(super) mod exit;
pub(super) mod indicators;
pub(super) mod logistics;
mod parts;
pub(super) mod reviews;
pub(super) mod shared;
mod terms;

use uuid::Uuid;

use crate::domain::contract::{ContractRecord, Delivery, Paper};
use crate::register::{Act, ContractAct, Subject};
use crate::tui::forms::Wrong;
use crate::tui::widget::form::{Field, Form};

pub(crate) use commitments::{
    ActionForm, CommitmentForm, CorrectForm, DeliveryForm, FinishForm, Form as CommitmentsForm,
    MeasureChoice, SettleForm, ShownForm, VerifyForm,
};
pub(crate) use terms::{
    AgreedForm, EndForm, FigureForm, Form as TermsForm, PaperForm, RemoveForm, VariationForm,
};

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

    /// What has to be done on the register before the form becomes its act.
    pub(crate) fn first(&self, form: &Form) -> Option<Act> {
        match self {
            Self::Terms(asked) => asked.first(form),
            _ => None,
        }
    }

    /// Takes over what came of that.
    pub(crate) fn begun(&mut self, on: &Subject, form: &mut Form) {
        if let Self::Terms(asked) = self {
            asked.begun(on, form);
        }
    }

    /// Puts back what was typed for a file of which nothing came, where it was typed here.
    pub(crate) fn put_back(&mut self, uid: Option<Uuid>, record: &ContractRecord, path: &str) {
        match (self, record) {
            (Self::Terms(TermsForm::Paper(form)), ContractRecord::Paper(paper))
                if form.now.as_ref().map(|(uid, _)| *uid) == uid
                    && form.contract == paper.contract =>
            {
                form.kept = Some((Paper::clone(paper), path.to_owned()));
            }
            (
                Self::Commitments(CommitmentsForm::Delivery(form)),
                ContractRecord::Delivery(delivery),
            ) if uid.is_none() && form.uid == delivery.commitment => {
                form.kept = Some((Delivery::clone(delivery), path.to_owned()));
            }
            (
                Self::Commitments(CommitmentsForm::Shown(form)),
                ContractRecord::Delivery(delivery),
            ) if uid == Some(form.uid) => {
                form.kept = Some((Delivery::clone(delivery), path.to_owned()));
            }
            _ => {}
        }
    }
}
