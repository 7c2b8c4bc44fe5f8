//! What can go wrong with the register's file, with what was being done.

use std::path::PathBuf;

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
    /// The operating system refused.
    #[error("{doing} failed for {}: {source}.", path.display())]
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
    /// The log of a register lies where its file is missing.
    #[error(
        "The register is missing, but its log {} is there. Nothing was written.",
        log.display()
    )]
    OrphanedLog {
        /// The log.
        log: PathBuf,
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
const DAMAGED: &str = "Keep the file as it is. “tenderbook restore FILE” brings a backup back; the folder backups beside it has those of the last days.";

/// Whether SQLite found the file itself to be damaged.
pub(crate) fn is_damage(source: &rusqlite::Error) -> bool {
    matches!(
        source.sqlite_error_code(),
        Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt)
    )
}

impl StoreError {
    /// Turns an error of SQLite into one that says what was being done.
    pub(crate) fn when(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> Self {
        move |source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy { doing }
            }
            Some(rusqlite::ErrorCode::OperationInterrupted) => Self::Stopped { doing },
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

    /// What helps.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Busy { .. } => Some("Try again in a moment; nothing was changed.".to_owned()),
            Self::NotARegister { .. } => {
                Some("Choose another file with --register, or leave it out to use your own.".to_owned())
            }
            Self::Damaged { .. } => Some(DAMAGED.to_owned()),
            Self::Sqlite { source, .. } if is_damage(source) => Some(DAMAGED.to_owned()),
            Self::Newer { .. } => Some("Use the newer edition of Tenderbook for this file.".to_owned()),
            Self::Unreadable { .. } => Some(
                "Run “tenderbook verify” to see what else is wrong.".to_owned(),
            ),
            Self::OrphanedLog { .. } => Some(
                "Put the register back beside its log; or, if it is gone for good, move the log away first.".to_owned(),
            ),
            Self::OpenElsewhere { .. } => {
                Some("Leave Tenderbook there first; then do it again.".to_owned())
            }
            Self::NoPlace { .. } => Some("Name a new file in a folder that is there.".to_owned()),
            Self::Sqlite { .. } | Self::Io { .. } | Self::Stopped { .. } => None,
        }
    }
}
