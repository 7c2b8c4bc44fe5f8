//! The contract register of the Local Government Transparency Code, as CSV.

use crate::register::{Context, Register, Result, Watch};

/// Writes the contracts of a register.
pub(super) fn write(_register: &Register, _context: &Context, _watch: &Watch) -> Result<Vec<u8>> {
    Ok(Vec::new())
}
