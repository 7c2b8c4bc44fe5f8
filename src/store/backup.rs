//! Copies of the register, made through SQLite so that they are consistent.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::store::{Result, StoreError, open};

/// Copies the register into `backups/` before its form is changed.
pub(crate) fn before_migration(connection: &Connection, path: &Path, form: i64) -> Result<()> {
    let folder = folder_of(path);
    open::make_folder(&folder).map_err(|source| StoreError::Io {
        doing: "making the folder for backups",
        path: folder.clone(),
        source,
    })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    copy(connection, &folder.join(format!("{name}-form-{form}.db")))
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or_else(|| Path::new("")).join("backups")
}

/// Copies the whole register to a new file, which appears only when it is complete.
fn copy(connection: &Connection, target: &Path) -> Result<()> {
    let doing = "making a backup";
    let draft = target.with_extension("db.part");
    let _ = fs::remove_file(&draft);
    open::create_private(&draft).map_err(|source| StoreError::Io {
        doing,
        path: draft.clone(),
        source,
    })?;
    {
        let mut copy = Connection::open(&draft).map_err(StoreError::when(doing))?;
        let backup = Backup::new(connection, &mut copy).map_err(StoreError::when(doing))?;
        backup.run_to_completion(1024, Duration::ZERO, None).map_err(StoreError::when(doing))?;
    }
    fs::rename(&draft, target).map_err(|source| StoreError::Io {
        doing,
        path: target.to_owned(),
        source,
    })
}
