//! Putting a copy in the place of the register: the copy is checked first, and nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::store::backup::{Draft, beside, fill, sync_folder};
use crate::store::{Database, Reading, Result, StoreError, Watch, open};

/// What is being done.
const RESTORING: &str = "restoring the register";
/// How long another program may hold the register before it counts as open elsewhere.
const PATIENCE: Duration = Duration::from_secs(1);
/// What SQLite may leave beside a file.
const LOGS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// A copy of a file, beside the register and on its way into its place.
pub(crate) struct Candidate {
    draft: Draft,
    register: PathBuf,
}

impl Candidate {
    /// Copies a register's file beside the register, without writing anything to it.
    pub(crate) fn copy(file: &Path, register: &Path) -> Result<Self> {
        let known = |path: &Path| path.canonicalize().ok();
        if known(register).is_some() && known(file) == known(register) {
            let why = "it is the register itself";
            return Err(StoreError::NoPlace { path: file.to_owned(), why });
        }
        open::recognise(file)?;
        let failed = || StoreError::when("reading the file to restore");
        let damaged = |error: rusqlite::Error| {
            if super::error::is_damage(&error) {
                let why = "SQLite cannot read it";
                return StoreError::Damaged { path: file.to_owned(), why };
            }
            failed()(error)
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let from = Connection::open_with_flags(file, flags).map_err(damaged)?;
        if let Some(folder) = register.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            open::make_folder(folder).map_err(|source| StoreError::Io {
                doing: RESTORING,
                path: folder.to_owned(),
                source,
            })?;
        }
        let draft = Draft::of(register, RESTORING)?;
        // The schema is read here, so that what cannot be read is told as damage of that file.
        from.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
            .map_err(damaged)?;
        fill(&from, &draft.0, &Watch::nobody())?;
        Ok(Self { draft, register: register.to_owned() })
    }

    /// The register whose place it is to take.
    pub(crate) fn register(&self) -> &Path {
        &self.register
    }

    /// Opens the copy, brought up to date when its form is older.
    pub(crate) fn open(&self, now: &str) -> Result<Database> {
        Database::open_draft(&self.draft.0, now)
    }

    /// Puts the copy in the place of the register, which is kept under another name; gives that
    /// name where there was one. The register is there at every moment, the old one or the new.
    pub(crate) fn arrive(&self, aside: &Path) -> Result<Option<PathBuf>> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Io { doing: RESTORING, path, source }
        };
        // Held until the end where the system lets a held file be renamed, so that nobody
        // begins to write to the register that goes.
        let mut held = alone(&self.register)?;
        if cfg!(windows) {
            held = None;
        }
        // A log that stayed would be played into the register that comes.
        for ending in LOGS {
            let log = beside(&self.register, ending);
            if log.symlink_metadata().is_ok() {
                fs::rename(&log, beside(aside, ending)).map_err(io(&log))?;
            }
        }
        let present = self.register.symlink_metadata().is_ok();
        if present && fs::hard_link(&self.register, aside).is_err() {
            // Where a file cannot have two names, a copy of it is as good.
            fs::copy(&self.register, aside).map_err(io(aside))?;
        }
        self.draft.arrive(&self.register, true, RESTORING)?;
        sync_folder(&self.register);
        tracing::info!(replaced = present, "restored");
        drop(held);
        Ok(present.then(|| aside.to_owned()))
    }
}

/// Makes sure that no other program has the register open, and takes its log into it. Gives what
/// holds it meanwhile; nothing where there is no register that could be open.
fn alone(register: &Path) -> Result<Option<Connection>> {
    if register.symlink_metadata().is_err() || open::recognise(register).is_err() {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let taken = Connection::open_with_flags(register, flags).and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        // Another mode than with a log can only be set by whoever is alone with the file.
        let mode: String =
            connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
        let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        if !mode.eq_ignore_ascii_case("delete") {
            return Err(rusqlite::Error::SqliteFailure(busy, None));
        }
        connection.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(connection)
    });
    match taken {
        Ok(connection) => Ok(Some(connection)),
        // What cannot be read cannot be open elsewhere either; it is kept as it is.
        Err(error) if super::error::is_damage(&error) => Ok(None),
        Err(error) => Err(match StoreError::when(RESTORING)(error) {
            StoreError::Busy { .. } => StoreError::OpenElsewhere { path: register.to_owned() },
            other => other,
        }),
    }
}

impl Database {
    /// The id of the register, which its copies have, too.
    pub(crate) fn uid(&self) -> Result<String> {
        self.connection()
            .query_row("SELECT uid FROM register", [], |row| row.get(0))
            .map_err(StoreError::when("reading the register"))
    }
}
