//! The file of one procurement, in the order of the 13 stages.

use crate::register::{Context, Fault, Register, Result};
use crate::report::Variant;
use crate::report::document::Document;

/// Everything about one procurement.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn tender(
    _register: &Register,
    _reference: &str,
    _variant: Variant,
    _context: &Context,
) -> Result<Document> {
    Err(Fault::invalid("Not built yet."))
}
