//! A new register that is filled apart from its place, and put there when it is whole.
//!
//! Nobody else sees it before that, and whoever makes it throws it away when it is not finished. So
//! SQLite need not be able to take anything of it back, nor hold what our own types write against
//! the tables once more.

use std::path::{Path, PathBuf};

use crate::store::backup::Draft;
use crate::store::sums::Shared;
use crate::store::{Database, Result, StoreError, open};

/// What is being done.
const MAKING: &str = "making a new register";

/// A register on its way; it goes when it does not arrive.
pub(crate) struct Apart {
    draft: Draft,
    place: PathBuf,
}

impl Apart {
    /// Begins a register for a place, which nothing may have.
    ///
    /// # Errors
    /// When something is there, or it cannot be written beside it.
    pub(crate) fn of(place: &Path, now: &str) -> Result<Self> {
        if place.symlink_metadata().is_ok() {
            let why = "it is there already";
            return Err(StoreError::NoPlace { path: place.to_owned(), why });
        }
        open::no_orphaned_log(place)?;
        Ok(Self { draft: open::begin(place, now)?, place: place.to_owned() })
    }

    /// Opens it, to be filled before it arrives.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(crate) fn open(&self) -> Result<Database> {
        let connection = open::connect(&self.draft.0)?;
        connection
            .execute_batch(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;
                 PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
                 PRAGMA ignore_check_constraints = ON;",
            )
            .map_err(StoreError::when(MAKING))?;
        let path = self.draft.0.clone();
        Ok(Database { connection, path, ledger: Shared::default(), sharing: None })
    }

    /// Puts it in its place, where it is lasting; it must be closed.
    ///
    /// # Errors
    /// When something has come there meanwhile, or it cannot be put there.
    pub(crate) fn arrive(self) -> Result<()> {
        self.draft.arrive(&self.place, false, MAKING)
    }
}
