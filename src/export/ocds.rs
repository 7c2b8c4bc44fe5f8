//! Procurements as an OCDS 1.1 release package.

use crate::register::{Context, Register, Result, Watch};

/// The prefix of an `ocid` where none was given: that of nobody, to be replaced.
pub const PREFIX: &str = "ocds-b5fd17";

/// Writes the publication variant of some procurements, or of all.
pub(super) fn write(
    _register: &Register,
    _references: &[String],
    _prefix: &str,
    _context: &Context,
    _watch: &Watch,
) -> Result<Vec<u8>> {
    Ok(Vec::new())
}
