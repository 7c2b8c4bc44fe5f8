//! Asking what a policy requires, without changing anything.

use std::path::Path;

use crate::domain::Facts;
use crate::policy::{Determination, Pack, PackErrors, determine, parse};
use crate::register::library::{misnamed, read_pack};
use crate::register::{Library, Register, Result};

impl Library {
    /// What one policy requires of given facts.
    ///
    /// # Errors
    /// When there is no such policy.
    pub fn assess(&self, policy: &str, facts: &Facts) -> Result<Determination> {
        let pack = &self.policy(policy)?.pack;
        Ok(determine(pack, &self.overlay()?.pack, facts))
    }

    /// What every policy requires of the same facts, in the order of the policies.
    ///
    /// # Errors
    /// When the statute cannot be read.
    pub fn assess_all(&self, facts: &Facts) -> Result<Vec<Determination>> {
        let overlay = &self.overlay()?.pack;
        let policies = self.policies().iter();
        Ok(policies.map(|loaded| determine(&loaded.pack, overlay, facts)).collect())
    }

    /// Reads a pack from a file, to see whether it is sound.
    ///
    /// # Errors
    /// When the file cannot be read; faults of the pack in it are part of what was found.
    pub fn check(path: &Path) -> Result<Checked> {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let source = read_pack(path)?;
        let pack = parse(&file, &source);
        let note = pack.as_ref().ok().and_then(|pack| misnamed(path, &pack.policy.id));
        Ok(Checked { source, pack, note })
    }
}

/// What was found in a pack file.
#[derive(Debug)]
pub struct Checked {
    /// The text of the file.
    pub source: String,
    /// The pack, or every fault in it.
    pub pack: std::result::Result<Pack, PackErrors>,
    /// What should be mended although the pack is sound.
    pub note: Option<String>,
}

impl Register {
    /// What the pinned policy of a procurement would require if its facts were these.
    ///
    /// # Errors
    /// When there is no such procurement, or the register cannot be read.
    pub fn reassess(&self, reference: &str, facts: &Facts) -> Result<Determination> {
        let record = self.record(reference)?;
        let pack = self.pinned_pack(record.pack)?;
        let overlay = self.pinned_pack(record.overlay)?;
        Ok(determine(&pack, &overlay, facts))
    }
}
