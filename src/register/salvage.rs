//! Salvage as a use case: a damaged register is read into a new one, which is put in order,
//! checked, and says in its journal what it is.

use std::path::{Path, PathBuf};

use crate::register::perform::tidy;
use crate::register::{Context, Library, Register, Result, Verification, Watch};
use crate::store::{KnownPack, Salvaged, Salvaging, Told, backup_hex, hash_file};

/// A register that was read out of a damaged one, and could be put in its place.
pub struct Salvage {
    salvaging: Salvaging,
    /// The damaged file.
    pub file: PathBuf,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// Where the new register goes.
    pub target: PathBuf,
    /// What was read and what was lost.
    pub account: Salvaged,
    /// What checking found in the new register.
    pub found: Verification,
}

impl Salvage {
    /// Reads what can be read of a damaged register into a new file beside `target`; nothing is
    /// at `target` before [`Salvage::arrive`], and the damaged file is never written to.
    ///
    /// # Errors
    /// When something is at `target` already, when nothing of a register can be read, or the work
    /// is to stop.
    pub fn read(
        file: &Path,
        target: &Path,
        library: &Library,
        context: &Context,
        watch: &Watch,
    ) -> Result<Self> {
        let context = tidy(context)?;
        let packs = library.policies().iter().chain(library.overlay_pack());
        let known: Vec<KnownPack> = packs
            .map(|loaded| KnownPack {
                policy: loaded.pack.policy.id.clone(),
                edition: loaded.pack.policy.edition.clone(),
                sha256: loaded.sha256.clone(),
                content: loaded.content.clone(),
            })
            .collect();
        let mut salvaging = Salvaging::read(file, target, &known, &context.now, watch)?;
        let (_, hash) = hash_file(file, "reading the damaged register", watch)?;
        let sha256 = backup_hex(&hash);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut database = salvaging.open(&context.now)?;
        let told =
            Told { file: &name, sha256: &sha256, at: &context.now, officer: &context.officer };
        salvaging.mend(&mut database, &told, watch)?;
        let register = Register::over(database, Library::new(None));
        let found = register.verify_watched(watch)?;
        Ok(Self {
            file: std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
            sha256,
            target: target.to_owned(),
            account: salvaging.account.clone(),
            found,
            salvaging,
        })
    }

    /// Puts the new register in its place.
    ///
    /// # Errors
    /// When something came there meanwhile, or it cannot be written.
    pub fn arrive(&mut self) -> Result<()> {
        Ok(self.salvaging.arrive()?)
    }
}
