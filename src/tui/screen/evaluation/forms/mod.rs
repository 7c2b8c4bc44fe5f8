//! The forms of the evaluation: what each asks, and the act that it becomes.

mod award;
pub(super) mod bids;
mod criteria;

pub(crate) use award::{Form as AwardForm, award, check, revoke};
pub(crate) use bids::Form as BidsForm;
pub(crate) use criteria::{
    Form as CriteriaForm, MarksForm, NewScaleForm, QuestionForm, SectionForm, Subject, TermsForm,
    deed, filling, lot_choices, new_lot, new_measure, subjects,
};
