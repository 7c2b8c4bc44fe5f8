//! The days of procurements and contracts that belong into a calendar.

use crate::domain::Date;
use crate::register::{Context, Fault, Register, Result, Watch};

/// One day to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by for ever, so that a second import brings it up to date.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is due.
    pub title: String,
    /// What stands behind it: the tender, the clause, what to do.
    pub text: String,
    /// The reference of its procurement.
    pub reference: String,
    /// When what it says was last changed, in UTC.
    pub changed_at: String,
}

/// The days of one procurement, or of all that are not closed.
///
/// # Errors
/// When they cannot be read, or the work is to stop.
pub fn calendar(
    _register: &Register,
    _reference: Option<&str>,
    _context: &Context,
    _watch: &Watch,
) -> Result<Vec<Entry>> {
    Err(Fault::invalid("Not built yet."))
}
