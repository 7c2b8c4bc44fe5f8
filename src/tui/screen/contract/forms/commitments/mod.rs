//! Forms: what the supplier has to deliver, and what it delivered.

mod commitment;
mod delivery;
mod follow_up;

pub(crate) use commitment::{CommitmentForm, MeasureChoice};
pub(crate) use delivery::{CorrectForm, DeliveryForm, ShownForm, VerifyForm};
pub(crate) use follow_up::{FinishForm, SettleForm};

pub(crate) use super::shared::{ActionForm, RemoveForm};

use crate::tui::screen::contract::forms::parts::Asks;

/// A form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// Something that the supplier has to deliver.
    Commitment(Box<CommitmentForm>),
    /// What was delivered of it.
    Delivery(Box<DeliveryForm>),
    /// What shows a delivery, and why it is not another one.
    Shown(Box<ShownForm>),
    /// How a delivery is to stand.
    Correct(Box<CorrectForm>),
    /// Who has checked a delivery.
    Verify(Box<VerifyForm>),
    /// What somebody has to do by a day.
    Action(ActionForm),
    /// What came of an action.
    Finish(FinishForm),
    /// What becomes of the rest.
    Settle(Box<SettleForm>),
    /// Something that was recorded by mistake.
    Remove(RemoveForm),
}

impl Form {
    pub(super) fn asks(&self) -> &dyn Asks {
        match self {
            Self::Commitment(form) => form.as_ref(),
            Self::Delivery(form) => form.as_ref(),
            Self::Shown(form) => form.as_ref(),
            Self::Correct(form) => form.as_ref(),
            Self::Verify(form) => form.as_ref(),
            Self::Action(form) => form,
            Self::Finish(form) => form,
            Self::Settle(form) => form.as_ref(),
            Self::Remove(form) => form,
        }
    }
}
