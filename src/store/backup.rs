//! Copies of the register, made through SQLite so that they are consistent, and read back before
//! they count.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::store::watch::{Step, Unit, Watch, hash_file};
use crate::store::{Database, Result, StoreError, open};

/// What is being done while a copy is written.
const COPYING: &str = "copying the register";
const READING_BACK: &str = "reading the copy back";
/// How many pages are copied between two looks at whether to go on.
const PAGES: i32 = 256;
/// How long to wait before trying again what another program holds up, and how often.
const PAUSE: Duration = Duration::from_millis(50);
const TRIES: u32 = 100;

/// A copy of the register that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// How long it is.
    pub bytes: u64,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many entries its journal has.
    pub entries: usize,
    /// The number and hash of its newest entry.
    pub newest: Option<(i64, String)>,
}

/// The folder beside a register that its backups go into.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or_else(|| Path::new("")).join("backups")
}

/// What the names of a register's backups begin with: its own name.
pub(crate) fn name_of(path: &Path) -> String {
    let whole = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    whole.strip_suffix(".db").map_or(whole.clone(), str::to_owned)
}

/// Makes the folder for backups, which only its owner may enter.
pub(crate) fn make_folder(path: &Path) -> Result<PathBuf> {
    let folder = folder_of(path);
    open::make_folder(&folder).map_err(|source| StoreError::Io {
        doing: "making the folder for backups",
        path: folder.clone(),
        source,
    })?;
    Ok(folder)
}

/// Copies the register into `backups/` before its form is changed.
pub(crate) fn before_migration(connection: &Connection, path: &Path, form: i64) -> Result<()> {
    let target = make_folder(path)?.join(format!("{}-form-{form}.db", name_of(path)));
    // Whatever is wrong with the journal stays as wrong: it must not keep the officer out.
    copy((connection, path), &target, true, Proof::Complete, &Watch::nobody()).map(drop)
}

impl Database {
    /// Copies the register as it is at this moment to a new file, which appears only when it is
    /// complete and has been read back. Others go on writing meanwhile.
    ///
    /// # Errors
    /// When there is a file already that is not to be replaced, when the copy cannot be written,
    /// when it is not sound, or when the work is to stop; then no file has come or changed.
    pub fn back_up(&self, target: &Path, replace: bool, watch: &Watch) -> Result<Written> {
        self.refuse_target(target, replace)?;
        copy((&self.connection, &self.path), target, replace, Proof::Sound, watch)
    }

    /// Refuses a place that a backup cannot be written to.
    ///
    /// # Errors
    /// When it is the register itself, a folder, or a file that is not to be replaced.
    pub fn refuse_target(&self, target: &Path, replace: bool) -> Result<()> {
        let refused = |why| Err(StoreError::NoPlace { path: target.to_owned(), why });
        if target.file_name().is_none() || target.is_dir() {
            return refused("it is a folder");
        }
        let folder = target.parent().unwrap_or_else(|| Path::new(""));
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if !here.is_dir() {
            return refused("its folder is not there");
        }
        let known = |path: &Path| path.canonicalize().ok();
        let own = with_logs(&self.path);
        let same = |own: &PathBuf| {
            let (folder, name) = (own.parent().unwrap_or_else(|| Path::new("")), own.file_name());
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            known(own).is_some_and(|own| known(target) == Some(own))
                || (known(folder) == known(here) && name == target.file_name())
        };
        if own.iter().any(same) {
            return refused("it belongs to the register itself");
        }
        if !replace && target.symlink_metadata().is_ok() {
            return refused("it is there already");
        }
        Ok(())
    }
}

/// A path with something added to its name.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(ending);
    PathBuf::from(name)
}

/// A database with the logs that SQLite keeps beside it.
pub(super) fn with_logs(path: &Path) -> [PathBuf; 4] {
    ["", "-wal", "-shm", "-journal"].map(|ending| beside(path, ending))
}

/// Takes away a database with its logs; what cannot be removed only takes room.
fn take_away(path: &Path) {
    for file in with_logs(path) {
        let _ = fs::remove_file(file);
    }
}

/// A file that is on its way, and goes when it does not arrive.
pub(crate) struct Draft(pub(crate) PathBuf);

impl Draft {
    /// A name beside a file's own that nothing has, and an empty file there that only its owner
    /// may read.
    pub(crate) fn of(target: &Path, doing: &'static str) -> Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!("{PART}{}", uuid::Uuid::now_v7().simple()));
        let path = target.with_file_name(name);
        open::create_private(&path).map_err(|source| StoreError::Io {
            doing,
            path: target.to_owned(),
            source,
        })?;
        sweep_drafts(target, &path);
        Ok(Self(path))
    }

    /// Puts the file in its place, so that it is there whole or not at all.
    pub(crate) fn arrive(&self, target: &Path, replace: bool, doing: &'static str) -> Result<()> {
        let io = |source| StoreError::Io { doing, path: target.to_owned(), source };
        let file = fs::OpenOptions::new().write(true).open(&self.0).map_err(io)?;
        file.sync_all().map_err(io)?;
        drop(file);
        if replace {
            fs::rename(&self.0, target).map_err(io)?;
        } else {
            // A hard link never replaces what another program has put there meanwhile.
            match fs::hard_link(&self.0, target) {
                Ok(()) => {}
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                    let why = "it is there already";
                    return Err(StoreError::NoPlace { path: target.to_owned(), why });
                }
                Err(_) if target.symlink_metadata().is_err() => {
                    fs::rename(&self.0, target).map_err(io)?;
                }
                Err(error) => return Err(io(error)),
            }
        }
        sync_folder(target);
        Ok(())
    }
}

/// Writes a file that is there whole or not at all; gives how many bytes it has.
///
/// # Errors
/// When one is there that is not to be replaced, when it cannot be written, or what writes it
/// fails; then nothing changes.
pub(crate) fn put_file<E: From<StoreError>>(
    target: &Path,
    replace: bool,
    write: impl FnOnce(&mut dyn Write) -> std::result::Result<(), E>,
) -> std::result::Result<u64, E> {
    const WRITING: &str = "writing the file";
    let io = |source| StoreError::Io { doing: WRITING, path: target.to_owned(), source };
    if !replace && target.symlink_metadata().is_ok() {
        let why = "it is there already";
        return Err(StoreError::NoPlace { path: target.to_owned(), why }.into());
    }
    let draft = Draft::of(target, WRITING)?;
    let file = fs::OpenOptions::new().write(true).open(&draft.0).map_err(io)?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    let file = out.into_inner().map_err(|error| io(error.into_error()))?;
    let bytes = file.metadata().map_err(io)?.len();
    drop(file);
    draft.arrive(target, replace, WRITING)?;
    Ok(bytes)
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Where it has arrived by renaming, there is nothing left; its logs never outlive it.
        take_away(&self.0);
    }
}

/// What stands in the name of a file on its way.
const PART: &str = ".part-";
/// How long a file on its way may lie there before nobody can be writing it any more.
const FORGOTTEN: Duration = Duration::from_hours(24);

/// Takes away files that were on their way when Tenderbook was killed: a day older than a file
/// that was just made, and of a name that is wanted.
fn sweep(folder: &Path, just_made: &Path, wanted: impl Fn(&str) -> bool) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let made = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let Some(now) = made(just_made) else { return };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let forgotten = made(&entry.path())
            .and_then(|then| now.duration_since(then).ok())
            .is_some_and(|age| age > FORGOTTEN);
        if forgotten && entry.file_name().to_str().is_some_and(&wanted) {
            // One that cannot be removed only takes room.
            let _ = match entry.file_type() {
                Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            };
        }
    }
}

/// Takes away what was on its way to a place when Tenderbook was killed.
pub(crate) fn sweep_drafts(target: &Path, just_made: &Path) {
    let target_name = target.file_name().unwrap_or_default().to_string_lossy();
    sweep(target.parent().unwrap_or_else(|| Path::new("")), just_made, |name| {
        name.strip_prefix(&*target_name).is_some_and(|rest| rest.starts_with(PART))
    });
}

/// Takes away backups that were on their way into the folder when Tenderbook was killed, and
/// registers on their way into their place.
pub(crate) fn sweep_backups(register: &Path, just_made: &Path) {
    sweep_drafts(register, just_made);
    let before = format!("{}-", name_of(register));
    sweep(&folder_of(register), just_made, |name| {
        name.starts_with(&before) && name.contains(".db.part-")
    });
}

/// Makes a new name in a folder lasting, where the system knows how to.
pub(crate) fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent()
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // The file itself is on disk already; a system that cannot do this has nothing better.
        let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// What a copy is held against before it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// It ends where the register does.
    Complete,
    /// Its file and the chain of its journal are sound, too.
    Sound,
}

/// Copies the whole register to a new file, which appears only when it has been proved.
fn copy(
    (connection, register): (&Connection, &Path),
    target: &Path,
    replace: bool,
    proof: Proof,
    watch: &Watch,
) -> Result<Written> {
    let draft = Draft::of(target, COPYING)?;
    // Held until the copy is complete, so that it is the register of one moment, and so that it
    // never has to begin again because somebody writes.
    let held = connection.unchecked_transaction().map_err(StoreError::when(COPYING))?;
    let newest = super::journal::newest_of(&held)?;
    let size = fs::metadata(connection.path().unwrap_or_default()).map_or(0, |file| file.len());
    fill(&held, &draft.0, watch).map_err(|error| error.needing(size))?;
    drop(held);
    let entries = read_back(register, &draft.0, newest.as_ref(), proof, watch)?;
    let (bytes, hash) = hash_file(&draft.0, READING_BACK, watch)?;
    draft.arrive(target, replace, COPYING)?;
    tracing::info!(bytes, entries, "backup");
    Ok(Written { path: target.to_owned(), bytes, sha256: hex(&hash), entries, newest })
}

/// Copies every page into an empty file, which then stands alone, without a log.
pub(crate) fn fill(from: &Connection, draft: &Path, watch: &Watch) -> Result<()> {
    let failed = || StoreError::when(COPYING);
    let mut to = Connection::open(draft).map_err(failed())?;
    pages_into(from, &mut to, watch)?;
    let mode: String = to
        .pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))
        .map_err(failed())?;
    if mode.eq_ignore_ascii_case("delete") {
        return to.close().map_err(|(_, error)| failed()(error));
    }
    Err(StoreError::Unreadable { doing: COPYING, what: format!("its journal mode is {mode}") })
}

/// Copies every page into an empty register.
pub(super) fn pages_into(from: &Connection, to: &mut Connection, watch: &Watch) -> Result<()> {
    let failed = || StoreError::when(COPYING);
    {
        let backup = Backup::new(from, to).map_err(failed())?;
        let mut tries = 0;
        loop {
            match backup.step(PAGES).map_err(failed())? {
                StepResult::Done => break,
                StepResult::More => {
                    tries = 0;
                    let progress = backup.progress();
                    let pages = |count: i32| u64::try_from(count).unwrap_or(0);
                    let (of, left) = (pages(progress.pagecount), pages(progress.remaining));
                    // SQLite counts in pages; what an officer knows of a file is its bytes.
                    let (done, of) = (of.saturating_sub(left) * 4096, of * 4096);
                    watch.step(Step { doing: COPYING, done, of, unit: Unit::Bytes })?;
                }
                _ if tries < TRIES && watch.goes_on() => {
                    tries += 1;
                    thread::sleep(PAUSE);
                }
                _ if !watch.goes_on() => return Err(StoreError::Stopped { doing: COPYING }),
                _ => return Err(StoreError::Busy { doing: COPYING }),
            }
        }
    }
    Ok(())
}

/// Checks a copy from its file: its soundness, its chain, and that it ends where it should. Gives
/// how many entries its journal has.
fn read_back(
    register: &Path,
    path: &Path,
    newest: Option<&(i64, String)>,
    proof: Proof,
    watch: &Watch,
) -> Result<usize> {
    let database = Database::open_to_read(path, watch)?;
    if proof == Proof::Sound {
        return database.proved(register, newest, watch);
    }
    let (entries, _) = database.verify_journal(watch)?;
    database.ends_with(newest)?;
    Ok(entries)
}

impl Database {
    /// Proves a copy: its soundness, its chain, and that it ends where it should. Gives how many
    /// entries its journal has.
    pub(super) fn proved(
        &self,
        register: &Path,
        newest: Option<&(i64, String)>,
        watch: &Watch,
    ) -> Result<usize> {
        if let Some(what) = self.unsound(watch)?.into_iter().next() {
            // A copy is as sound as what it was made from.
            return Err(StoreError::Unsound { path: register.to_owned(), what });
        }
        let (entries, faults) = self.verify_journal(watch)?;
        if let Some(fault) = faults.into_iter().next() {
            return Err(StoreError::Unreadable {
                doing: READING_BACK,
                what: format!("journal entry {}: {}", fault.sequence, fault.what),
            });
        }
        self.ends_with(newest)?;
        Ok(entries)
    }

    fn ends_with(&self, newest: Option<&(i64, String)>) -> Result<()> {
        if self.newest_entry()?.as_ref() == newest {
            return Ok(());
        }
        let what = "its newest entry is not that of the register".to_owned();
        Err(StoreError::Unreadable { doing: READING_BACK, what })
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
