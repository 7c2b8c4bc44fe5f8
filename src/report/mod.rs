//! Documents made of what the register holds: one file or folder for each report.
//!
//! A report reads view models and gives a [`document::Document`], or rows for a list; it knows
//! no format. What leaves nothing out is the [`Variant::Full`] one; the publication variant
//! leaves out what is withheld and the names of people.

pub mod annual;
pub mod calendar;
pub mod document;
pub mod lists;
pub mod tender;

/// For whom a report is made.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, strum::Display, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Variant {
    /// For the officer and the auditor: everything.
    #[default]
    Full,
    /// To be published: without what is marked as withheld, and without names of people where
    /// they need not be.
    Publication,
}
