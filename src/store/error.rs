//! What can go wrong with the register's file, with what was being done.

use std::io;
use std::path::PathBuf;

use crate::domain::text;
use crate::store::Holder;

/// Why the register could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("{doing} failed: {source}.")]
    Sqlite {
        /// What was being done.
        doing: &'static str,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// There is no room left.
    #[error("{doing} failed: the disk is full.")]
    Full {
        /// What was being done.
        doing: &'static str,
        /// How many bytes it takes, where that is known.
        needs: Option<u64>,
    },
    /// The register can be read and not written.
    #[error("{doing} failed: the register or its folder may not be written to.")]
    ReadOnly {
        /// What was being done.
        doing: &'static str,
    },
    /// The disk or the share does not do what it is told.
    #[error("{doing} failed: {what}.")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// What went wrong there.
        what: &'static str,
    },
    /// Somebody else writes to a register on a network share.
    #[error("{}", held_elsewhere(path, holder.as_deref()))]
    HeldElsewhere {
        /// The register.
        path: PathBuf,
        /// Who, where the lock tells.
        holder: Option<Box<Holder>>,
    },
    /// Somebody else has taken a register on a network share over.
    #[error("{} Nothing of yours was written.", lost(holder.as_deref()))]
    LockLost {
        /// The register.
        path: PathBuf,
        /// Who, where there is somebody.
        holder: Option<Box<Holder>>,
    },
    /// The operating system refused.
    #[error("{doing} failed for {}: {}.", path.display(), in_words(source))]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another program holds the register.
    #[error("{doing} failed: another program is writing to the register.")]
    Busy {
        /// What was being done.
        doing: &'static str,
    },
    /// The file is something else.
    #[error("{} is not a register of Tenderbook: {why}. Nothing was written to it.", path.display())]
    NotARegister {
        /// The file.
        path: PathBuf,
        /// How that is known.
        why: &'static str,
    },
    /// The file is a register that cannot be relied on.
    #[error("{} is damaged: {why}. Nothing was written to it.", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How that is known.
        why: &'static str,
    },
    /// SQLite finds the register itself unsound.
    #[error("{} is damaged: SQLite finds “{}”. Nothing was written to it.", path.display(), text::visible(what))]
    Unsound {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        what: String,
    },
    /// The log of a register lies where its file is missing.
    #[error(
        "The register is missing, but its log {} is there. Nothing was written.",
        log.display()
    )]
    OrphanedLog {
        /// The log.
        log: PathBuf,
    },
    /// A file is under another passphrase.
    #[error("The passphrase does not open {}. Nothing was changed.", path.display())]
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// A file under a passphrase is not what was written.
    #[error("{} cannot be opened with any passphrase: {why}. Nothing was changed.", path.display())]
    SealDamaged {
        /// The file.
        path: PathBuf,
        /// How that is known.
        why: &'static str,
    },
    /// The log beside a register is broken, or another's.
    #[error(
        "The log {} does not fit to {}: {why}. Nothing was written to either.",
        log.display(),
        path.display()
    )]
    DamagedLog {
        /// The register.
        path: PathBuf,
        /// The log.
        log: PathBuf,
        /// How that is known.
        why: &'static str,
    },
    /// The file was written by a newer edition of Tenderbook.
    #[error(
        "{} has the form {found}, which is newer than the form {known} that this edition of Tenderbook knows. Nothing was written to it.",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The form of the file.
        found: i64,
        /// The newest form that is known.
        known: i64,
    },
    /// A copy cannot be written to this place.
    #[error("Nothing was written to {}: {why}.", path.display())]
    NoPlace {
        /// The place.
        path: PathBuf,
        /// What stands against it.
        why: &'static str,
    },
    /// Another program has the register open that is to be replaced.
    #[error(
        "Another program has the register {} open, so it was not replaced. Nothing was changed.",
        path.display()
    )]
    OpenElsewhere {
        /// The register.
        path: PathBuf,
    },
    /// The work was to stop before its end.
    #[error("{doing} was stopped.")]
    Stopped {
        /// What was being done.
        doing: &'static str,
    },
    /// Something in the register cannot be read as what it should be.
    #[error("{doing} failed: {what}.")]
    Unreadable {
        /// What was being done.
        doing: &'static str,
        /// What was found.
        what: String,
    },
}

/// What helps when the file itself is damaged.
const DAMAGED: &str = "Keep the file as it is. “tenderbook restore FILE” brings a backup back; the folder backups beside it has those of the last days. “tenderbook restore --salvage FILE --output NEW” reads out what can be read.";

/// Whether SQLite found the file itself to be damaged.
pub(crate) fn is_damage(source: &rusqlite::Error) -> bool {
    matches!(
        source.sqlite_error_code(),
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt)
    )
}

/// Who keeps an officer from writing.
fn held_elsewhere(register: &std::path::Path, holder: Option<&Holder>) -> String {
    match holder {
        Some(holder) => format!(
            "Another program is writing to this register: {}. On a network share one program writes at a time; nothing was changed.",
            holder.told()
        ),
        None => format!(
            "Another program seems to be writing to this register, but its lock {}.lock does not say who. Nothing was changed.",
            register.display()
        ),
    }
}

/// Who has come in between.
fn lost(holder: Option<&Holder>) -> String {
    match holder {
        Some(holder) => {
            format!("The register was taken over while you had it open: by {}.", holder.told())
        }
        None => "The lock of the register was taken away while you had it open.".to_owned(),
    }
}

/// What the system says, in words rather than numbers where that is possible.
pub(crate) fn in_words(source: &io::Error) -> String {
    use io::ErrorKind;
    let said = match source.kind() {
        ErrorKind::NotFound => "it is not there",
        ErrorKind::PermissionDenied => "you may not do that there",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "you have used up the room that you are given there",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::StaleNetworkFileHandle => "the network share has gone",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of its path is no folder",
        _ => "",
    };
    // What the system calls it, without its number.
    let called = || source.to_string().split(" (os error").next().unwrap_or_default().to_owned();
    if said.is_empty() { called() } else { said.to_owned() }
}

/// How much room a change takes at most, in MB, with what SQLite needs beside it.
const SOME: u64 = 20;

/// What is to be freed where there is no room.
fn make_room(needs: Option<u64>) -> String {
    let room = needs.map_or(SOME, |bytes| bytes.div_ceil(1 << 20).max(1));
    format!(
        "Nothing was changed. Free {room} MB or more on that disk (the folder backups beside the register has copies of earlier days), then do it again."
    )
}

/// What the extended result codes of SQLite say about a disk that fails.
fn at_the_disk(code: i32) -> &'static str {
    use rusqlite::ffi;
    match code {
        ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ => {
            "the disk or share did not give what it holds"
        }
        ffi::SQLITE_IOERR_LOCK | ffi::SQLITE_IOERR_UNLOCK | ffi::SQLITE_IOERR_RDLOCK => {
            "the disk or share does not let files be locked"
        }
        _ => "the disk or share did not take what was written",
    }
}

/// What helps where the disk itself fails.
const DISK: &str = "Check that the disk or share is there; then open Tenderbook again and look whether the last change is in the register. “tenderbook verify” checks the rest.";

impl StoreError {
    /// Turns an error of SQLite into one that says what was being done.
    pub(crate) fn when(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> Self {
        move |source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy { doing }
            }
            Some(rusqlite::ErrorCode::OperationInterrupted) => Self::Stopped { doing },
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full { doing, needs: None },
            Some(rusqlite::ErrorCode::ReadOnly) => Self::ReadOnly { doing },
            Some(rusqlite::ErrorCode::CannotOpen) => Self::Disk {
                doing,
                what: "the register, or a file that SQLite keeps beside it, cannot be opened",
            },
            Some(rusqlite::ErrorCode::SystemIoFailure) => {
                let code = source.sqlite_error().map_or(0, |error| error.extended_code);
                Self::Disk { doing, what: at_the_disk(code) }
            }
            Some(rusqlite::ErrorCode::FileLockingProtocolFailed) => {
                Self::Disk { doing, what: "the disk or share does not let files be locked" }
            }
            _ => match source {
                rusqlite::Error::FromSqlConversionFailure(_, _, source) => {
                    Self::Unreadable { doing, what: source.to_string() }
                }
                rusqlite::Error::InvalidColumnType(_, column, kind) => Self::Unreadable {
                    doing,
                    what: format!("a value of the type {kind} was found in the column {column}"),
                },
                rusqlite::Error::IntegralValueOutOfRange(_, number) => {
                    Self::Unreadable { doing, what: format!("the number {number} cannot be there") }
                }
                rusqlite::Error::Utf8Error(..) => Self::Unreadable {
                    doing,
                    what: "a text was found that is not UTF-8".to_owned(),
                },
                source => Self::Sqlite { doing, source },
            },
        }
    }

    /// The same with how much room the work takes, where the disk is full.
    pub(crate) fn needing(self, bytes: u64) -> Self {
        match self {
            Self::Full { doing, .. } => Self::Full { doing, needs: Some(bytes) },
            Self::Io { doing, source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                Self::Full { doing, needs: Some(bytes) }
            }
            other => other,
        }
    }

    /// Whether the file of the register is damaged, or is no register.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::NotARegister { .. }
            | Self::Damaged { .. }
            | Self::Unsound { .. }
            | Self::DamagedLog { .. }
            | Self::OrphanedLog { .. } => true,
            Self::Sqlite { source, .. } => is_damage(source),
            _ => false,
        }
    }

    /// What kind of fault it is, in words that say nothing of what an officer has written.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite refused",
            Self::Full { .. } => "disk full",
            Self::ReadOnly { .. } => "not to be written to",
            Self::Disk { .. } => "the disk refused",
            Self::HeldElsewhere { .. } | Self::LockLost { .. } => "lock of the register",
            Self::Io { .. } => "the system refused",
            Self::Busy { .. } => "another program is writing",
            Self::NotARegister { .. } => "not a register",
            Self::Damaged { .. } | Self::Unsound { .. } => "register damaged",
            Self::OrphanedLog { .. } | Self::DamagedLog { .. } => "log of the register",
            Self::WrongPassphrase { .. } | Self::SealDamaged { .. } => "passphrase",
            Self::Newer { .. } => "newer form",
            Self::NoPlace { .. } => "no place to write to",
            Self::OpenElsewhere { .. } => "open elsewhere",
            Self::Stopped { .. } => "stopped",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// The file that it is about, where it says so.
    pub fn file(&self) -> Option<&std::path::Path> {
        match self {
            Self::NotARegister { path, .. }
            | Self::Damaged { path, .. }
            | Self::Unsound { path, .. }
            | Self::DamagedLog { path, .. }
            | Self::Newer { path, .. } => Some(path),
            _ => None,
        }
    }

    /// What helps.
    pub fn hint(&self) -> Option<String> {
        use io::ErrorKind;
        match self {
            Self::Full { needs, .. } => Some(make_room(*needs)),
            Self::ReadOnly { .. } => Some(
                "Nothing was changed. It can be read; ask whoever looks after the folder for the right to write to it, or copy the register to a folder of your own.".to_owned(),
            ),
            Self::Disk { .. } => Some(DISK.to_owned()),
            Self::HeldElsewhere { .. } => Some(
                "You can read meanwhile. Ask them to leave Tenderbook; where their machine has broken down, the same with --take-over takes the register over.".to_owned(),
            ),
            Self::LockLost { .. } => Some(
                "Look at what has changed, and do it again when they have left Tenderbook.".to_owned(),
            ),
            Self::Io { source, .. } => match source.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(make_room(None)),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    Some("Choose a folder that you may write to.".to_owned())
                }
                ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::NotADirectory => None,
                _ => Some(DISK.to_owned()),
            },
            Self::Busy { .. } => Some("Try again in a moment; nothing was changed.".to_owned()),
            Self::NotARegister { .. } => {
                Some("Choose another file with --register, or leave it out to use your own.".to_owned())
            }
            Self::Damaged { .. } | Self::Unsound { .. } => Some(DAMAGED.to_owned()),
            Self::Sqlite { source, .. } if is_damage(source) => Some(DAMAGED.to_owned()),
            Self::Newer { .. } => Some("Use the newer edition of Tenderbook for this file.".to_owned()),
            Self::Unreadable { .. } => Some(
                "Run “tenderbook verify” to see what else is wrong.".to_owned(),
            ),
            Self::OrphanedLog { .. } => Some(
                "Put the register back beside its log; or, if it is gone for good, move the log away first.".to_owned(),
            ),
            Self::WrongPassphrase { .. } => Some(
                "Mind capital letters and the keyboard’s language. Without its passphrase nobody can read the file.".to_owned(),
            ),
            Self::SealDamaged { .. } => Some("Use another copy of the file.".to_owned()),
            Self::DamagedLog { .. } => Some(
                "Put the log back that belongs there. If it is gone for good, “tenderbook restore --salvage FILE --output NEW” reads out what is left.".to_owned(),
            ),
            Self::OpenElsewhere { .. } => {
                Some("Leave Tenderbook there first; then do it again.".to_owned())
            }
            Self::NoPlace { .. } => Some("Name a new file in a folder that is there.".to_owned()),
            Self::Sqlite { .. } | Self::Stopped { .. } => None,
        }
    }
}
