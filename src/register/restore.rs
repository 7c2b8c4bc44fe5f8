//! Restoring: a backup is copied and checked beside the register before it takes its place.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::domain::text;
use crate::register::perform::tidy;
use crate::register::{
    Context, Fault, Library, Passphrase, Register, Result, Verification, Watch, backup,
};
use crate::store::{
    Candidate, Database, NewEntry, backup_hex, backup_name, hash_file, unseal_beside,
};

/// A backup that was checked and could take the place of the register.
pub struct Restoring {
    candidate: Candidate,
    database: Database,
    /// The file that it was copied from.
    pub file: PathBuf,
    /// The SHA-256 of that file, in hexadecimal.
    pub sha256: String,
    /// What checking found in it.
    pub found: Verification,
    /// The number and hash of the newest entry of the register that is there now, where one can
    /// be read.
    pub present: Option<(i64, String)>,
    /// Whether the register that is there now is known to be another one.
    pub another: bool,
    /// What the register that is there now will be called.
    pub aside: PathBuf,
}

/// Whether a file is under a passphrase.
pub fn is_sealed(file: &Path) -> bool {
    crate::store::is_sealed(file)
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the replaced register is, when there was one.
    pub aside: Option<PathBuf>,
    /// The number of the entry that says so in the journal.
    pub sequence: i64,
}

impl Restoring {
    /// Copies a backup beside the register and checks the copy; neither of the two is changed.
    ///
    /// # Errors
    /// When the file is not there, is something else, is damaged, or is of a newer edition.
    pub fn check(file: &Path, register: &Path, context: &Context) -> Result<Self> {
        Self::check_of(file, file, register, context)
    }

    /// The same of a backup that is under a passphrase.
    ///
    /// # Errors
    /// As [`Restoring::check`], and when the passphrase does not open the file.
    pub fn check_sealed(
        file: &Path,
        passphrase: &Passphrase,
        register: &Path,
        context: &Context,
    ) -> Result<Self> {
        let linked = register.is_symlink().then(|| register.canonicalize().ok()).flatten();
        let clear = unseal_beside(file, passphrase, linked.as_deref().unwrap_or(register))?;
        Self::check_of(file, &clear.0, register, context)
    }

    /// Checks what stands in `clear`, which is the backup or what was read out of it.
    fn check_of(file: &Path, clear: &Path, register: &Path, context: &Context) -> Result<Self> {
        // A link to the register stays a link: what it leads to is replaced.
        let linked = register.is_symlink().then(|| register.canonicalize().ok()).flatten();
        let register = linked.as_deref().unwrap_or(register);
        let candidate = Candidate::copy(clear, register)?;
        let database = candidate.open(&context.now)?;
        let copy = Register::over(database, Library::new(None));
        let found = copy.verify()?;
        if let Some(fault) = found.faults.first() {
            let more = match found.faults.len() {
                1 => String::new(),
                all => format!(" And {} more.", all - 1),
            };
            let shown = text::visible(&file.display().to_string());
            return Err(Fault::Invalid {
                message: format!(
                    "{shown} is not what was written, so it was not restored. {fault}{more}"
                ),
                hint: None,
            });
        }
        let database = copy.database;
        let (_, hash) = hash_file(file, "reading the file to restore", &Watch::nobody())?;
        let present = Database::open_to_read(register, &Watch::nobody()).ok();
        let uid = database.uid()?;
        let another =
            present.as_ref().is_some_and(|present| present.uid().is_ok_and(|other| other != uid));
        Ok(Self {
            present: present.and_then(|present| present.newest_entry().ok().flatten()),
            another,
            file: std::path::absolute(file).unwrap_or_else(|_| file.to_owned()),
            sha256: backup_hex(&hash),
            found,
            aside: aside(register, context),
            candidate,
            database,
        })
    }

    /// The newest daily backup of a register, where there is one.
    pub fn newest_backup(register: &Path) -> Option<PathBuf> {
        backup::daily_backups(register).into_iter().next().map(|(_, path)| path)
    }

    /// Puts the copy in the place of the register, with an entry in its journal, and keeps the
    /// register that was there.
    ///
    /// # Errors
    /// When another program has the register open, or it cannot be written; then it is as it was.
    pub fn carry_out(self, context: &Context) -> Result<Restored> {
        let Self { candidate, mut database, file, sha256, present, aside, .. } = self;
        let context = tidy(context)?;
        let name = |path: &Path| {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let detail = json!({
            "file": name(&file),
            "sha256": sha256,
            "replaced": present.as_ref().map(|(sequence, hash)| json!({
                "sequence": sequence,
                "hash": hash,
                "kept_as": name(&aside),
            })),
        });
        let change = database.change()?;
        let sequence = change.journal(&NewEntry {
            at: &context.now,
            officer: &context.officer,
            procurement: None,
            deed: "restore",
            detail: &detail.to_string(),
        })?;
        change.commit()?;
        let _held = Database::hold(candidate.register(), &context.officer, &context.now)?;
        // The file is closed before it is moved.
        drop(database);
        Ok(Restored { aside: candidate.arrive(&aside)?, sequence })
    }
}

/// A name for the register that is replaced, which nothing has yet.
fn aside(register: &Path, context: &Context) -> PathBuf {
    let base = format!("{}-replaced-{}", backup_name(register), context.now.replace(':', ""));
    let named = |number: usize| {
        let more = if number > 1 { format!("-{number}") } else { String::new() };
        register.with_file_name(format!("{base}{more}.db"))
    };
    (1..1000)
        .map(named)
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_else(|| named(1000))
}
