//! The register as a whole: written out as one file for programs, and read back.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::text::visible;
use crate::register::{
    Context, Fault, Filter, Library, Passphrase, Register, Result, Sort, Verification, Watch,
};
use crate::store::{self, Arriving};

/// A register that was read from its JSON and checked, and could take its place.
pub struct Whole {
    arriving: Arriving,
    /// Where it is to be.
    pub target: PathBuf,
    /// How many procurements it has.
    pub procurements: usize,
    /// How many suppliers it has.
    pub suppliers: usize,
    /// What checking found in it.
    pub found: Verification,
}

impl Register {
    /// Writes everything as one JSON document, as it is at one moment.
    ///
    /// # Errors
    /// When the register cannot be read, nothing can be written, or the work is to stop.
    pub fn write_whole(&self, out: &mut dyn Write, watch: &Watch) -> Result<()> {
        Ok(self.database.write_whole(out, watch)?)
    }

    /// Writes everything as one JSON document to a file under a passphrase, which is opened again
    /// before it gets its name; gives its length.
    ///
    /// # Errors
    /// When the register cannot be read, the file cannot be written, or the work is to stop.
    pub fn put_whole_sealed(
        &self,
        target: &Path,
        replace: bool,
        passphrase: &Passphrase,
        watch: &Watch,
    ) -> Result<u64> {
        let write = |out: &mut dyn Write| self.write_whole(out, watch);
        Ok(store::put_sealed(target, replace, passphrase, watch, write)?.0)
    }
}

impl Whole {
    /// Whether a file begins like a whole register as JSON.
    pub fn is_one(file: &Path) -> bool {
        store::is_whole(file)
    }

    /// Reads a register from its JSON into a new file beside `target` and checks it; nothing is
    /// at `target` before [`Whole::arrive`].
    ///
    /// # Errors
    /// When something is at `target` already, when the file is not a register, is not what was
    /// written, or the work is to stop.
    pub fn read(file: &Path, target: &Path, context: &Context, watch: &Watch) -> Result<Self> {
        Self::read_sealed(file, None, target, context, watch)
    }

    /// The same of a file that is under a passphrase, where one is given.
    ///
    /// # Errors
    /// As [`Whole::read`], and when the passphrase does not open the file.
    pub fn read_sealed(
        file: &Path,
        passphrase: Option<&Passphrase>,
        target: &Path,
        context: &Context,
        watch: &Watch,
    ) -> Result<Self> {
        let arriving = Arriving::read(file, passphrase, target, watch)?;
        let mut database = arriving.open(&context.now)?;
        let change = database.change()?;
        change.rebuild_search()?;
        change.rebuild_sums()?;
        change.commit()?;
        let register = Register::over(database, Library::new(None));
        let found = register.verify_watched(watch)?;
        if let Some(fault) = found.faults.first() {
            return Err(Fault::Invalid {
                message: format!(
                    "{} is not what was written, so it was not imported. {fault}",
                    visible(&file.display().to_string())
                ),
                hint: Some("Ask for the file again, or restore a backup.".to_owned()),
            });
        }
        Ok(Self {
            procurements: register.list(&Filter::default(), Sort::default(), 0, 0)?.total,
            suppliers: register.supplier_names()?.len(),
            arriving,
            target: target.to_owned(),
            found,
        })
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// When something came there meanwhile, or it cannot be written.
    pub fn arrive(self) -> Result<()> {
        Ok(self.arriving.arrive()?)
    }
}
