//! Looking at a file that an officer attaches as evidence.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::{EvidenceKind, evidence, text};
use crate::register::{Fault, Result, Watch};
use crate::store::{self, StoreError, hash_file};

/// From this size on, hashing a file takes long enough to be noticed.
const LARGE: u64 = 16 * 1024 * 1024;

/// A file with its size and hash, on its way to be attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HashedFile(pub(super) EvidenceKind);

impl HashedFile {
    /// Reads a file from its beginning to its end.
    ///
    /// # Errors
    /// When it cannot be read, changes meanwhile, or the work is to stop.
    pub fn read(typed: &str, watch: &Watch) -> Result<Self> {
        describe(typed, watch).map(Self)
    }
}

/// Whether a text names a file that takes long to hash.
pub fn is_large_file(typed: &str) -> bool {
    fs::metadata(full_path(typed)).is_ok_and(|file| file.is_file() && file.len() >= LARGE)
}

/// Takes path, size and hash of a file; its content stays where it is.
pub(crate) fn describe(typed: &str, watch: &Watch) -> Result<EvidenceKind> {
    let path = full_path(typed);
    let shown = text::visible(&path.display().to_string());
    let failed = |error: std::io::Error| Fault::Invalid {
        message: format!("Attaching {shown} failed: {}.", because(&error)),
        hint: Some("Check the path; nothing was attached.".to_owned()),
    };
    let before = fs::metadata(&path).map_err(failed)?;
    if !before.is_file() {
        return Err(Fault::Invalid {
            message: format!("Attaching {shown} failed: it is not a file."),
            hint: Some("Give the path of one file; a folder cannot be attached.".to_owned()),
        });
    }
    let (size, hash) =
        hash_file(&path, "reading the file", watch).map_err(|error| match error {
            StoreError::Io { source, .. } => failed(source),
            other => other.into(),
        })?;
    let after = fs::metadata(&path).map_err(failed)?;
    if after.len() != size || before.modified().ok() != after.modified().ok() {
        return Err(Fault::Invalid {
            message: format!("Attaching {shown} failed: the file changed while it was read."),
            hint: Some(
                "Attach it again when nobody writes to it; nothing was attached.".to_owned(),
            ),
        });
    }
    let path = path.to_str().ok_or_else(|| Fault::Invalid {
        message: format!("Attaching {shown} failed: its path is not readable text."),
        hint: Some("Rename the file or its folder.".to_owned()),
    })?;
    Ok(EvidenceKind::File { path: path.to_owned(), size, sha256: evidence::Sha256(hash) })
}

/// Writes a file that appears only when it is complete, and that only its owner may read; gives
/// how many bytes it has.
///
/// # Errors
/// When one is there that is not to be replaced, when it cannot be written, or what writes it
/// fails; then nothing changes.
pub fn put_file(
    path: &Path,
    replace: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<u64> {
    store::put_file(path, replace, write)
}

/// Takes away what was on its way to a place when Tenderbook was killed, once it is a day older
/// than what was just made.
pub fn sweep_drafts(target: &Path, just_made: &Path) {
    store::sweep_drafts(target, just_made);
}

/// Why a file could not be read, in words rather than numbers where that is possible.
pub fn because(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => store::in_words(error),
    }
}

/// The full path of what was typed: quotes and spaces around it removed, `~` as the home folder.
pub fn full_path(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let bare = typed
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| typed.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')))
        .unwrap_or(typed);
    let home = bare
        .strip_prefix("~/")
        .and_then(|rest| directories::BaseDirs::new().map(|dirs| dirs.home_dir().join(rest)));
    let path = home.unwrap_or_else(|| PathBuf::from(bare));
    std::path::absolute(&path).unwrap_or(path)
}

/// Whether a text names a file that is there.
pub fn is_file(typed: &str) -> bool {
    !typed.trim().is_empty() && full_path(typed).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_path_size_and_hash() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("minutes.txt");
        fs::write(&path, "abc").unwrap();
        let quoted = format!(" \"{}\" ", path.display());
        let EvidenceKind::File { size, sha256, .. } = describe(&quoted, &Watch::nobody()).unwrap()
        else {
            unreachable!("a file is described as a file");
        };
        assert_eq!(size, 3);
        assert!(sha256.to_string().starts_with("ba7816bf"));
    }

    #[test]
    fn a_folder_or_a_missing_file_is_not_attached() {
        let folder = tempfile::tempdir().unwrap();
        assert!(describe(&folder.path().display().to_string(), &Watch::nobody()).is_err());
        let missing = folder.path().join("none.txt").display().to_string();
        assert!(describe(&missing, &Watch::nobody()).unwrap_err().to_string().contains("none.txt"));
    }
}
