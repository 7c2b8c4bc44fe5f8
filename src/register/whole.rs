//! The register as a whole: written out as one file for programs, and read back.

use std::io::Write;

use crate::register::{Fault, Register, Result, Watch};

impl Register {
    /// Writes everything as one JSON document.
    ///
    /// # Errors
    /// When the register cannot be read, nothing can be written, or the work is to stop.
    pub fn write_whole(&self, _out: &mut impl Write, _watch: &Watch) -> Result<()> {
        Err(Fault::invalid("Not built yet."))
    }
}
