//! The annual report on social value, for one financial year and one or more registers.

use serde::Serialize;

use crate::domain::contract::FinancialYear;
use crate::register::{Context, Fault, Register, Result, Watch};
use crate::report::Variant;
use crate::report::document::Document;

/// What the registers say of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annual {}

/// Reads the registers.
///
/// # Errors
/// When one cannot be read, or the work is to stop.
pub fn annual(
    _registers: &[Register],
    _year: FinancialYear,
    _variant: Variant,
    _context: &Context,
    _watch: &Watch,
) -> Result<Annual> {
    Err(Fault::invalid("Not built yet."))
}

impl Annual {
    /// The report to be read.
    pub fn document(&self) -> Document {
        Document::default()
    }
}
