//! The register's file: the only room that knows SQLite.
//!
//! One [`Database`] owns the connection. Reading methods hang off it; writing
//! ones hang off a [`Change`], which is one transaction and always carries its
//! journal entry. Methods are named after deeds; every error says what was
//! being done.

mod apart;
mod backup;
mod contract;
mod convert;
mod counted;
mod decisions;
mod derived;
mod error;
mod evaluation;
mod filter;
mod found;
mod imports;
mod items;
mod journal;
mod law;
mod lock;
mod migrate;
mod open;
mod outcomes;
mod packs;
mod place;
mod plan;
mod procurements;
mod restore;
mod salvage;
mod sealed;
mod search;
mod subject;
mod sums;
mod supplier;
mod table;
mod watch;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;

pub(crate) use apart::Apart;
pub use backup::Written;
pub(crate) use backup::{
    folder_of as backups_folder, hex as backup_hex, make_folder as make_backups_folder,
    name_of as backup_name, put_file, sweep_backups, sweep_drafts,
};
pub use contract::{ContractPlace, LessonPlace};
pub use counted::{Group, Slice};
pub use decisions::{NeedsRecord, OptOutRecord, WeightingRecord};
pub(crate) use derived::NamedFile;
pub use error::StoreError;
pub(crate) use error::in_words;
pub use imports::ColumnsRecord;
pub use items::{ItemRecord, OwnItem, StageRecord};
pub use journal::{Entry, JournalFault, JournalPage, NewEntry};
pub use lock::Holder;
pub use packs::PinnedPack;
pub use plan::{AgendaRecord, DueLine, TodayPage, WaitingRecord};
pub use procurements::{Filter, List, ListRow, ProcurementChange, ProcurementRecord, Sort, SortBy};
pub(crate) use restore::Candidate;
pub use salvage::{JournalAccount, KnownPack, Salvaged, TableAccount, TenderAccount};
pub(crate) use salvage::{Salvaging, Told, newest_number};
pub use sealed::Passphrase;
pub(crate) use sealed::{is_sealed, put_sealed, unseal_beside};
pub use search::{Hit, Hits, Writing};
pub(crate) use sums::Indexed;
pub use sums::{StateFault, StateFound, Whose};
pub(crate) use watch::hash_file;
pub use watch::{Step, Unit, Watch};
pub(crate) use whole::{Arriving, is_whole};

/// The result of everything that touches the file.
pub type Result<T> = std::result::Result<T, StoreError>;

/// An open register.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    path: PathBuf,
    ledger: sums::Shared,
    /// Who writes, where the register lies on a network share.
    sharing: Option<Sharing>,
}

/// What is known of a register on a network share, where one program writes at a time.
#[derive(Debug)]
struct Sharing {
    officer: String,
    now: String,
    /// Ours from the first change on.
    lock: Option<Arc<lock::Lock>>,
}

impl Database {
    /// Where the register is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins a change: one transaction, which waits for others to finish theirs.
    ///
    /// # Errors
    /// When another program holds the register for too long.
    pub fn change(&mut self) -> Result<Change<'_>> {
        self.claim()?;
        sums::begin(&self.connection, &self.ledger)?;
        let ledger = self.ledger.clone();
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(StoreError::when("beginning a change"))?;
        let lock = self.sharing.as_ref().and_then(|sharing| sharing.lock.as_deref());
        let lock = lock.map(|lock| (lock, self.path.as_path()));
        Ok(Change { transaction, ledger, lock })
    }

    /// Makes sure, where the register lies on a network share, that nobody else writes to it
    /// until this is closed; gives whose lock was taken away because nobody held it any more.
    ///
    /// # Errors
    /// When somebody else writes to it, or has taken it over since the last change.
    pub fn claim(&mut self) -> Result<Option<Holder>> {
        self.sharing.as_mut().map_or(Ok(None), |sharing| sharing.claim(&self.path))
    }

    /// Holds the lock of a register on a network share without opening it, for what replaces the
    /// whole file; let go when it goes out of scope.
    pub(crate) fn hold(path: &Path, officer: &str, now: &str) -> Result<impl Sized + use<>> {
        let shared = place::is_shared(path);
        Ok(if shared { Some(lock::Lock::take(path, officer, now)?) } else { None })
    }

    /// Whether the register lies on a network share, where one program writes at a time.
    pub const fn is_shared(&self) -> bool {
        self.sharing.is_some()
    }

    /// Takes the lock of a register on a network share away, whoever holds it; gives whose it
    /// was, in words. Whoever has lost it is told before the next change.
    ///
    /// # Errors
    /// When it cannot be taken away, or somebody else was faster.
    pub fn take_over(path: &Path) -> Result<Option<String>> {
        if place::is_shared(path) { lock::take_over(path) } else { Ok(None) }
    }

    /// Holds the register as it is while several things are read from it.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot<'_>> {
        let transaction = self
            .connection
            .unchecked_transaction()
            .map_err(StoreError::when("reading the register"))?;
        Ok(Snapshot { _transaction: transaction })
    }

    /// A number that changes whenever another connection has changed the register.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn others_changes(&self) -> Result<i64> {
        self.connection
            .pragma_query_value(None, "data_version", |row| row.get(0))
            .map_err(StoreError::when("looking for changes of others"))
    }

    /// What SQLite itself finds wrong with the file, the indexes of words left aside; empty when
    /// it is sound.
    ///
    /// # Errors
    /// When the file cannot be read at all, or the work is to stop.
    pub fn unsound(&self, watch: &Watch) -> Result<Vec<String>> {
        let doing = "checking the file";
        let mut found = Vec::new();
        watch.step(Step { doing, done: 0, of: 0, unit: Unit::Bytes })?;
        let mut check = |pragma: &str| -> Result<()> {
            let mut statement = self.connection.prepare(pragma).map_err(StoreError::when(doing))?;
            let mut rows = statement.query([]).map_err(StoreError::when(doing))?;
            while let Some(row) = rows.next().map_err(StoreError::when(doing))? {
                let text: String = row.get(0).map_err(StoreError::when(doing))?;
                for line in text.lines() {
                    // What is wrong with an index of words is told with what mends it.
                    let said = line == "ok" || line.starts_with("*** in database");
                    if !said && !search::is_about_an_index(line) {
                        found.push(line.to_owned());
                    }
                }
            }
            Ok(())
        };
        check("PRAGMA integrity_check(20)")?;
        check(
            "SELECT 'a row of ' || \"table\" || ' points at nothing' FROM pragma_foreign_key_check",
        )?;
        Ok(found)
    }
}

impl Sharing {
    /// Takes the lock, or makes sure that it is still ours.
    fn claim(&mut self, path: &Path) -> Result<Option<Holder>> {
        if let Some(lock) = &self.lock {
            let ours = lock.is_still_ours(path);
            if ours.as_ref().is_err_and(lock::Lock::is_lost) {
                // Told once; then it can be asked for again, as at the beginning.
                self.lock = None;
            }
            return ours.map(|()| None);
        }
        let (lock, left) = lock::Lock::take(path, &self.officer, &self.now)?;
        self.lock = Some(lock);
        Ok(left)
    }
}

/// The register as it was when reading began; ends when it goes out of scope.
#[derive(Debug)]
pub struct Snapshot<'a> {
    _transaction: rusqlite::Transaction<'a>,
}

/// One change to the register: nothing of it is there until [`Change::commit`].
#[derive(Debug)]
pub struct Change<'a> {
    transaction: rusqlite::Transaction<'a>,
    ledger: sums::Shared,
    /// What is looked at once more before the change is made lasting, where one writes at a time.
    lock: Option<(&'a lock::Lock, &'a Path)>,
}

impl Change<'_> {
    /// Runs a statement that is kept for the next time: the same few are run for every act.
    fn run(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<usize> {
        self.transaction.prepare_cached(sql)?.execute(values)
    }

    /// Makes the change lasting.
    ///
    /// # Errors
    /// When it could not be written, or something was changed that no entry of the journal stands
    /// for; then nothing was changed.
    pub fn commit(self) -> Result<()> {
        if self.is_open() {
            return Err(StoreError::Unreadable {
                doing: "writing a change",
                what: "a part of it has no entry in the journal".to_owned(),
            });
        }
        if let Some((lock, register)) = self.lock {
            lock.is_still_ours(register)?;
        }
        self.transaction.commit().map_err(StoreError::when("writing a change"))
    }
}

/// What reading methods need: a connection, in a transaction or not.
trait Reading {
    fn connection(&self) -> &Connection;
}

impl Reading for Database {
    fn connection(&self) -> &Connection {
        &self.connection
    }
}

impl Reading for Change<'_> {
    fn connection(&self) -> &Connection {
        &self.transaction
    }
}
