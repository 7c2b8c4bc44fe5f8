//! Forms over a screen: what each asks, and the act that it becomes.
//!
//! One dialog draws them all (`dialog/filling.rs`); a form says which fields there are, what is
//! wrong with what is typed, and what it becomes.

use crate::register::{Act, Subject};
use crate::tui::screen::contract::forms::ContractForm;
use crate::tui::screen::evaluation::forms::{AwardForm, BidsForm, CriteriaForm};
use crate::tui::screen::lessons::forms::LessonForm;
use crate::tui::screen::supplier::forms::SupplierForm;
use crate::tui::widget::form::{Field, Form, fault};

/// What is wrong with fields, each by its place.
pub(crate) type Wrong = Vec<(usize, String)>;

/// A form of one of the screens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Asked {
    /// On the criteria.
    Criteria(CriteriaForm),
    /// On bids, evaluators and scores.
    Bids(BidsForm),
    /// On the result and the award.
    Award(AwardForm),
    /// On what follows from the award.
    Contract(ContractForm),
    /// On suppliers.
    Supplier(SupplierForm),
    /// On lessons.
    Lesson(LessonForm),
}

impl Asked {
    /// The fields with what stands in them at first.
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::Criteria(form) => form.fields(),
            Self::Bids(form) => form.fields(),
            Self::Award(form) => form.fields(),
            Self::Contract(form) => form.fields(),
            Self::Supplier(form) => form.fields(),
            Self::Lesson(form) => form.fields(),
        }
    }

    /// What the form becomes, or what is wrong with it.
    pub(crate) fn read(&self, form: &Form) -> Result<Act, Wrong> {
        match self {
            Self::Criteria(asked) => asked.read(form).map(Act::Evaluate),
            Self::Bids(asked) => asked.read(form).map(Act::Evaluate),
            Self::Award(asked) => asked.read(form).map(Act::Evaluate),
            Self::Contract(asked) => asked.read(form).map(Act::Contract),
            Self::Supplier(asked) => asked.read(form).map(Act::Supply),
            Self::Lesson(asked) => asked.read(form).map(Act::Contract),
        }
    }

    /// Sentences below the fields that follow what is typed, and whether they are to be heeded.
    pub(crate) fn remarks(&self, form: &Form) -> Vec<(String, bool)> {
        match self {
            Self::Criteria(asked) => asked.remarks(form),
            Self::Bids(asked) => asked.remarks(form),
            Self::Award(asked) => asked.remarks(),
            Self::Contract(asked) => asked.remarks(form),
            Self::Supplier(asked) => asked.remarks(form),
            // What its fields say is enough.
            Self::Lesson(_) => Vec::new(),
        }
    }

    /// Shows and hides fields after what was chosen.
    pub(crate) fn follow(&self, form: &mut Form) {
        match self {
            Self::Criteria(asked) => asked.follow(form),
            Self::Bids(asked) => asked.follow(form),
            // Their fields are all asked from the beginning.
            Self::Award(_) | Self::Lesson(_) => {}
            Self::Contract(asked) => asked.follow(form),
            Self::Supplier(asked) => asked.follow(form),
        }
    }
}

impl Asked {
    /// What has to be done on the register before the form becomes its act, such as adding a
    /// supplier that a contract names.
    pub(crate) fn first(&self, form: &Form) -> Option<Act> {
        match self {
            Self::Contract(asked) => asked.first(form),
            _ => None,
        }
    }

    /// Takes over what came of that, so that it is not done again.
    pub(crate) fn begun(&mut self, on: &Subject, form: &mut Form) {
        if let Self::Contract(asked) = self {
            asked.begun(on, form);
        }
    }
}

/// What is typed in a field; `None` where it is empty or not asked.
pub(crate) fn typed(form: &Form, at: usize) -> Option<String> {
    let field = form.fields.get(at).filter(|field| field.shown)?;
    let value = field.value().trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// A value that has to be there and to be readable; what is wrong is noted.
pub(crate) fn needed<T, E: std::fmt::Display>(
    form: &Form,
    at: usize,
    what: &str,
    wrong: &mut Wrong,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Option<T> {
    match typed(form, at) {
        None => {
            wrong.push((at, format!("Type {what}.")));
            None
        }
        Some(value) => match read(&value) {
            Ok(value) => Some(value),
            Err(error) => {
                wrong.push((at, fault(&error)));
                None
            }
        },
    }
}

/// A value that may be left out; what is wrong with one that is typed is noted.
pub(crate) fn given<T, E: std::fmt::Display>(
    form: &Form,
    at: usize,
    wrong: &mut Wrong,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Option<T> {
    match read(&typed(form, at)?) {
        Ok(value) => Some(value),
        Err(error) => {
            wrong.push((at, fault(&error)));
            None
        }
    }
}
