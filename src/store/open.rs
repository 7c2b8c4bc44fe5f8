//! Opening a register: making a new one, or recognising what is there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::files;
use crate::store::backup::{self, Draft};
use crate::store::sums::Shared;
use crate::store::{Database, Result, Sharing, StoreError, Watch, error, migrate, place, salvage};

/// Marks a SQLite file as a register of Tenderbook: “TBOK”.
pub(super) const APPLICATION: i64 = 0x5442_4F4B;
/// How long a change waits for another program's change to finish.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait before trying again what SQLite does not wait for.
const PAUSE: Duration = Duration::from_millis(50);
/// How many steps of SQLite's own machine lie between two looks at whether to go on.
const STEPS: i32 = 10_000;
/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// How long the header of a SQLite file is, in bytes.
const HEADER: usize = 100;
/// The first number that is no form of any edition to come, but bytes that were overwritten.
pub(super) const UNHEARD_OF: i64 = 1_000;
/// Why a SQLite file is not taken for a register.
const FOREIGN: &str = "it is a SQLite file of another program";

impl Database {
    /// Opens the register at `path`, and makes it when there is none.
    ///
    /// `now` is the moment that is written into a new register; moment and officer stand in its
    /// lock where it lies on a network share.
    ///
    /// # Errors
    /// When the file cannot be made, read or brought up to date, or is something else.
    pub fn open(path: &Path, now: &str, officer: &str) -> Result<Self> {
        Self::open_or_make(path, now, officer).map_err(|error| explained(error, path))
    }

    fn open_or_make(path: &Path, now: &str, officer: &str) -> Result<Self> {
        if !path.exists() {
            no_orphaned_log(path)?;
            no_lost_link(path)?;
            make(path, now)?;
        }
        recognise(path)?;
        let mut sharing = place::is_shared(path).then(|| Sharing {
            officer: officer.to_owned(),
            now: now.to_owned(),
            lock: None,
        });
        if let Some(sharing) = &mut sharing
            && has_write_ahead_log(path)?
        {
            sharing.claim(path)?;
            without_log(path)?;
        }
        salvage::check_logs(path)?;
        let connection = connect(path)?;
        if sharing.is_some() {
            // A change is lasting only when the going of its journal is, too.
            connection
                .execute_batch("PRAGMA synchronous = EXTRA;")
                .map_err(StoreError::when("opening the register"))?;
        }
        let mut database =
            Self { connection, path: path.to_owned(), ledger: Shared::default(), sharing };
        database.check_form(now)?;
        keep_strangers_out(path);
        Ok(database)
    }

    /// Opens the register that is at `path` beside whoever else has it open, only to read it.
    ///
    /// A long statement asks `watch` now and then whether it is to go on.
    ///
    /// # Errors
    /// When the file is not there, is something else, or cannot be read.
    pub fn open_to_read(path: &Path, watch: &Watch) -> Result<Self> {
        let doing = "opening the register";
        recognise(path)?;
        salvage::check_logs(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection =
            Connection::open_with_flags(path, flags).map_err(StoreError::when(doing))?;
        connection.busy_timeout(PATIENCE).map_err(StoreError::when(doing))?;
        connection
            .execute_batch("PRAGMA trusted_schema = OFF;")
            .map_err(StoreError::when(doing))?;
        connection.set_prepared_statement_cache_capacity(256);
        let watch = watch.clone();
        connection
            .progress_handler(STEPS, Some(move || !watch.goes_on()))
            .map_err(StoreError::when(doing))?;
        Ok(Self { connection, path: path.to_owned(), ledger: Shared::default(), sharing: None })
    }

    /// How long the file of a register is, in bytes, whose form opening brings up to date; none
    /// where nothing is to be done, or nothing is known of the file.
    pub fn of_older_form(path: &Path) -> Option<u64> {
        use std::io::Read;
        recognise(path).ok()?;
        let mut header = [0; HEADER];
        let mut file = files::open(path).ok()?;
        file.read_exact(&mut header).ok()?;
        let found = u32::from_be_bytes([header[60], header[61], header[62], header[63]]);
        let length = file.metadata().ok()?.len();
        (i64::from(found) < migrate::NEWEST).then_some(length)
    }

    /// Whether a register has to be opened to write before it can be opened only to read: it is of
    /// an older form, or it has come to a network share with a write-ahead log.
    pub fn wants_opening(path: &Path) -> bool {
        let has_log = || place::is_shared(path) && has_write_ahead_log(path).unwrap_or(false);
        Self::of_older_form(path).is_some() || (recognise(path).is_ok() && has_log())
    }

    /// Keeps others reading while a long change is made here, until it is committed.
    ///
    /// Without a write-ahead log, a change that is larger than the memory set aside for it
    /// would lock them out as soon as its first pages are written.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn keep_readers(&self) -> Result<()> {
        let doing = "preparing a long change";
        let mode: String = self
            .connection
            .pragma_query_value(None, "journal_mode", |row| row.get(0))
            .map_err(StoreError::when(doing))?;
        if mode.eq_ignore_ascii_case("wal") {
            return Ok(());
        }
        self.connection.execute_batch("PRAGMA cache_spill = OFF;").map_err(StoreError::when(doing))
    }

    /// Opens a copy that is on its way to become a register, and brings an older form up to date.
    pub(super) fn open_draft(path: &Path, now: &str) -> Result<Self> {
        recognise(path)?;
        let (connection, path) = (connect(path)?, path.to_owned());
        let mut database = Self { connection, path, ledger: Shared::default(), sharing: None };
        let found = database
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(|error| database.not_readable("reading the copy", error))?;
        migrate::migrate(&mut database.connection, found, now)?;
        Ok(database)
    }

    /// Looks at the form of the file and brings an older one up to date, after a backup.
    fn check_form(&mut self, now: &str) -> Result<()> {
        let doing = "opening the register";
        let number = |pragma: &str| -> Result<i64> {
            self.connection
                .pragma_query_value(None, pragma, |row| row.get(0))
                .map_err(|error| self.not_readable(doing, error))
        };
        if number("application_id")? != APPLICATION {
            return Err(StoreError::NotARegister { path: self.path.clone(), why: FOREIGN });
        }
        let found = number("user_version")?;
        if found > migrate::NEWEST {
            return Err(StoreError::Newer {
                path: self.path.clone(),
                found,
                known: migrate::NEWEST,
            });
        }
        if found < migrate::NEWEST {
            self.claim()?;
            backup::before_migration(&self.connection, &self.path, found)?;
            migrate::migrate(&mut self.connection, found, now)?;
        }
        // Only now, when the file is known to be a register, is its mode set.
        let mode = if self.is_shared() { "DELETE" } else { "WAL" };
        let set: String = self
            .connection
            .pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0))
            .or_else(|error| match error.sqlite_error_code() {
                // A register on a read-only medium can be read as it is.
                Some(rusqlite::ErrorCode::ReadOnly) => Ok("delete".to_owned()),
                _ => Err(self.not_readable(doing, error)),
            })?;
        // Where the place does not allow ours, only another durable mode will do.
        if ["wal", "delete", "truncate", "persist"]
            .iter()
            .any(|mode| set.eq_ignore_ascii_case(mode))
        {
            Ok(())
        } else {
            Err(StoreError::Unreadable { doing, what: format!("its journal mode is {set}") })
        }
    }

    fn not_readable(&self, doing: &'static str, error: rusqlite::Error) -> StoreError {
        if error::is_damage(&error) {
            let why = "SQLite cannot read it";
            return StoreError::Damaged { path: self.path.clone(), why };
        }
        StoreError::when(doing)(error)
    }
}

/// SQLite does not say why it cannot open a file or make one beside it; making one does.
fn explained(error: StoreError, path: &Path) -> StoreError {
    let (StoreError::Disk { doing, .. } | StoreError::ReadOnly { doing }) = error else {
        return error;
    };
    let probe = backup::beside(path, &format!(".part-{}", uuid::Uuid::now_v7().simple()));
    let made = create_private(&probe).and_then(|()| fs::write(&probe, [0; 4096]));
    let _ = fs::remove_file(&probe);
    match made.map_err(|refused| refused.kind()) {
        Err(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            StoreError::Full { doing, needs: None }
        }
        Err(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            StoreError::ReadOnly { doing }
        }
        _ => error,
    }
}

/// Whether the file says that it has a write-ahead log.
fn has_write_ahead_log(path: &Path) -> Result<bool> {
    use std::io::Read;
    let mut header = [0; HEADER];
    files::open(path).and_then(|mut file| file.read_exact(&mut header)).map_err(|source| {
        StoreError::Io { doing: "opening the register", path: path.to_owned(), source }
    })?;
    Ok(header[18] == 2 || header[19] == 2)
}

/// Takes the write-ahead log out of use before anything else is read, on a share: other machines
/// do not see the memory that it is shared by, and so it is never even made.
fn without_log(path: &Path) -> Result<()> {
    let begun = Instant::now();
    loop {
        match try_without_log(path).map_err(StoreError::when("opening the register")) {
            // SQLite does not wait for readers here by itself.
            Err(StoreError::Busy { .. }) if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
            done => return done,
        }
    }
}

fn try_without_log(path: &Path) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = EXTRA;")?;
    connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
}

/// SQLite would play the log of a register that is gone into the new one that takes its name.
pub(super) fn no_orphaned_log(path: &Path) -> Result<()> {
    for ending in ["-wal", "-journal"] {
        let mut log = path.as_os_str().to_owned();
        log.push(ending);
        let log = PathBuf::from(log);
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(StoreError::OrphanedLog { log });
        }
    }
    Ok(())
}

pub(super) fn connect(path: &Path) -> Result<Connection> {
    let doing = "opening the register";
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(StoreError::when(doing))?;
    connection.busy_timeout(PATIENCE).map_err(StoreError::when(doing))?;
    // 4 MiB of pages: twice that made no filter of 100,000 faster where the system keeps the file in
    // memory, and less has a list on a share wait for each page again.
    connection
        .execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;
             PRAGMA cache_size = -4096;",
        )
        .map_err(StoreError::when(doing))?;
    connection.set_prepared_statement_cache_capacity(256);
    // Else a statement that was kept is compiled anew whenever it is used again, as another value
    // might have another plan; ours are to be found the same way whatever is looked for.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(StoreError::when(doing))?;
    Ok(connection)
}

/// How it is known that a file has been cut short.
const CUT_SHORT: &str = "it has been cut short";

/// Refuses what is no file: nothing is known of a folder, and what is read from a pipe is gone.
pub(super) fn whole_file(path: &Path) -> Result<()> {
    let found = fs::metadata(path).map_err(|source| StoreError::Io {
        doing: "opening the register",
        path: path.to_owned(),
        source,
    })?;
    let why = if found.is_dir() {
        "it is a folder"
    } else if found.is_file() {
        return Ok(());
    } else {
        "it is not a file, but a device or a pipe"
    };
    Err(StoreError::NotARegister { path: path.to_owned(), why })
}

/// Refuses a link that leads nowhere: a new register in its place would not be where it is
/// looked for.
fn no_lost_link(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    let why = "it is a link that leads nowhere";
    Err(StoreError::NotARegister { path: path.to_owned(), why })
}

/// What a file is that does not begin like one of SQLite.
fn something_else(start: &[u8]) -> Option<&'static str> {
    if start.starts_with(MAGIC) {
        return None;
    }
    let text = start.trim_ascii_start();
    Some(if start.is_empty() {
        "it is empty"
    } else if start.starts_with(b"age-encryption.org/") {
        "it is encrypted with a passphrase"
    } else if start.starts_with(b"PK\x03\x04") {
        "it is a ZIP file, such as a workbook or an archive"
    } else if text.starts_with(b"{") {
        "it is not a SQLite file, but looks like JSON"
    } else {
        "it is not a SQLite file, or it is damaged or encrypted"
    })
}

/// Reads the header: SQLite would write the log of another program's file back into it, and so
/// it is never handed a file that is not a whole register of a form that is known.
pub(super) fn recognise(path: &Path) -> Result<()> {
    use std::io::Read;
    let doing = "opening the register";
    let io = |source| StoreError::Io { doing, path: path.to_owned(), source };
    let foreign = |why| Err(StoreError::NotARegister { path: path.to_owned(), why });
    let damaged = |why| Err(StoreError::Damaged { path: path.to_owned(), why });
    whole_file(path)?;
    let mut start = Vec::with_capacity(HEADER);
    let file = files::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    file.take(HEADER as u64).read_to_end(&mut start).map_err(io)?;
    if let Some(why) = something_else(&start) {
        return foreign(why);
    }
    let Ok(header) = <&[u8; HEADER]>::try_from(start.as_slice()) else {
        return damaged(CUT_SHORT);
    };
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    if i64::from(number(68)) != APPLICATION {
        return foreign(FOREIGN);
    }
    // What SQLite writes there never changes: lengths of pages and of what is kept of a row.
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let known = page >= 512
        && page.is_power_of_two()
        && matches!(header[18..24], [1 | 2, 1 | 2, 0, 64, 32, 32])
        && number(44) == 4
        && number(56) == 1;
    let found = i64::from(number(60));
    if !known || found == 0 || found >= UNHEARD_OF {
        return damaged("its first page has been overwritten");
    }
    if found > migrate::NEWEST {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: migrate::NEWEST });
    }
    // While a log lies beside it, the file may rightly be shorter than it says.
    let has_log = ["-wal", "-journal"].iter().any(|suffix| {
        let mut log = path.as_os_str().to_owned();
        log.push(suffix);
        fs::metadata(log).is_ok_and(|log| log.len() > 0)
    });
    // The number of pages is valid only when the two change counters agree.
    if !has_log && number(24) == number(92) && length < page * u64::from(number(28)) {
        return damaged(CUT_SHORT);
    }
    Ok(())
}

/// Makes a new register beside its place and puts it there whole, so that a
/// crash in between leaves no half-made file, and two at once make only one.
fn make(path: &Path, now: &str) -> Result<()> {
    match begin(path, now)?.arrive(path, false, "making a new register") {
        // Another program was faster: its register is the one.
        Err(StoreError::NoPlace { .. }) => Ok(()),
        arrived => arrived,
    }
}

/// Makes a new register beside its place.
pub(super) fn begin(path: &Path, now: &str) -> Result<Draft> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder).map_err(|source| StoreError::Io {
            doing: "making the folder for the register",
            path: folder.to_owned(),
            source,
        })?;
    }
    let draft = Draft::of(path, "making a new register")?;
    fill(&draft.0, now)?;
    Ok(draft)
}

fn fill(draft: &Path, now: &str) -> Result<()> {
    let doing = "making a new register";
    let mut connection = connect(draft)?;
    let transaction = connection.transaction().map_err(StoreError::when(doing))?;
    transaction.execute_batch(&migrate::SCHEMA.text()).map_err(StoreError::when(doing))?;
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .map_err(StoreError::when(doing))?;
    transaction
        .pragma_update(None, "user_version", migrate::NEWEST)
        .map_err(StoreError::when(doing))?;
    transaction
        .execute(
            "INSERT INTO register (id, uid, created_at) VALUES (1, ?1, ?2)",
            (uuid::Uuid::now_v7().to_string(), now),
        )
        .map_err(StoreError::when(doing))?;
    transaction.commit().map_err(StoreError::when(doing))
}

/// Makes the tables of a form, this edition's or an earlier one's, in an empty file.
pub(super) fn make_form(connection: &mut Connection, form: i64) -> Result<()> {
    let doing = "making a new register";
    migrate::make(connection, form)?;
    connection
        .pragma_update(None, "application_id", APPLICATION)
        .and_then(|()| connection.pragma_update(None, "user_version", form))
        .map_err(StoreError::when(doing))
}

/// Takes from everybody but its owner and its owner's group what rights they have to a register,
/// its logs and its backups. A group is left in: colleagues who share a register have one.
fn keep_strangers_out(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for path in backup::with_logs(path).iter().chain([&backup::folder_of(path)]) {
            let Ok(found) = fs::metadata(path) else { continue };
            let rights = found.permissions().mode() & 0o7777;
            if rights & 0o007 != 0 {
                // Whoever does not own the file cannot change that, and may work on it anyway.
                let _ = fs::set_permissions(path, fs::Permissions::from_mode(rights & !0o007));
            }
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Makes a folder and those above it; on Unix only the owner may enter the new ones.
pub(super) fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes an empty file that only its owner may read; one that is there is never used.
pub(super) fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use crate::store::Database;

    #[test]
    fn a_statement_that_is_kept_is_not_compiled_anew_for_other_values() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let database = Database::open(&path, "2026-11-21T09:00:00Z", "A. Officer").unwrap();
        let kept = || {
            let sql = "SELECT id FROM procurement WHERE reference = ?1 LIMIT ?2";
            database.connection.prepare_cached(sql).unwrap()
        };
        for values in [("2026-0001", 40), ("2026-0002", 1), ("2026-0003", 40)] {
            assert!(!kept().exists(values).unwrap());
        }
        assert_eq!(kept().get_status(StatementStatus::Run), 3);
        assert_eq!(kept().get_status(StatementStatus::RePrepare), 0);
    }
}
