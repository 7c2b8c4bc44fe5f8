//! Looking at a file that an officer attaches as evidence.

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::domain::{EvidenceKind, evidence, text};
use crate::register::{Fault, Result};

/// Takes path, size and hash of a file; its content stays where it is.
pub(crate) fn describe(typed: &str) -> Result<EvidenceKind> {
    let path = full_path(typed);
    let shown = text::visible(&path.display().to_string());
    let failed = |error: std::io::Error| Fault::Invalid {
        message: format!("Attaching {shown} failed: {}.", because(&error)),
        hint: Some("Check the path; nothing was attached.".to_owned()),
    };
    let kind = fs::metadata(&path).map_err(failed)?;
    if !kind.is_file() {
        return Err(Fault::Invalid {
            message: format!("Attaching {shown} failed: it is not a file."),
            hint: Some("Give the path of one file; a folder cannot be attached.".to_owned()),
        });
    }
    let mut file = fs::File::open(&path).map_err(failed)?;
    let mut hasher = Sha256::new();
    let mut size = 0_u64;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        size += read as u64;
    }
    let path = path.to_str().ok_or_else(|| Fault::Invalid {
        message: format!("Attaching {shown} failed: its path is not readable text."),
        hint: Some("Rename the file or its folder.".to_owned()),
    })?;
    Ok(EvidenceKind::File {
        path: path.to_owned(),
        size,
        sha256: evidence::Sha256(hasher.finalize().into()),
    })
}

/// Why a file could not be read, in words rather than numbers where that is possible.
pub(crate) fn because(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
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
        let EvidenceKind::File { size, sha256, .. } = describe(&quoted).unwrap() else {
            unreachable!("a file is described as a file");
        };
        assert_eq!(size, 3);
        assert!(sha256.to_string().starts_with("ba7816bf"));
    }

    #[test]
    fn a_folder_or_a_missing_file_is_not_attached() {
        let folder = tempfile::tempdir().unwrap();
        assert!(describe(&folder.path().display().to_string()).is_err());
        let missing = folder.path().join("none.txt").display().to_string();
        assert!(describe(&missing).unwrap_err().to_string().contains("none.txt"));
    }
}
