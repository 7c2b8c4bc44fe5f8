//! Writing drafts to files, so that they can be finished in a word processor.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::domain::text::visible;
use crate::register::files::{because, full_path};
use crate::register::{Fault, Result};

/// Writes drafts, each with the name of its file, and says what was written where.
///
/// One draft goes to the file that was typed, or under its own name into a folder that was;
/// several go into the folder that was typed, which is made where it is not there. No file that
/// is there already is ever written over.
///
/// # Errors
/// When nothing was typed, a file of that name is there, or it cannot be written.
pub fn write_texts(typed: &str, texts: &[(String, String)]) -> Result<String> {
    if typed.trim().is_empty() {
        return Err(Fault::invalid("Type the path of a new file or of a folder."));
    }
    let path = full_path(typed);
    let shown = visible(&path.display().to_string());
    if let [(name, text)] = texts {
        let file = if path.is_dir() { path.join(name) } else { path };
        let shown = visible(&file.display().to_string());
        create(&file, text)?;
        return Ok(format!("Written to {shown}."));
    }
    if !path.is_dir() {
        fs::create_dir(&path).map_err(|error| Fault::Invalid {
            message: format!("Making the folder {shown} failed: {}.", because(&error)),
            hint: Some("Type the path of a folder whose parent is there.".to_owned()),
        })?;
    }
    let files: Vec<PathBuf> = texts.iter().map(|(name, _)| path.join(name)).collect();
    // All or none: a second round must not leave letters of two days side by side.
    if let Some(there) = files.iter().find(|file| file.exists()) {
        return Err(is_there(there));
    }
    for (file, (_, text)) in files.iter().zip(texts) {
        create(file, text)?;
    }
    Ok(format!("{} letters written into {shown}.", texts.len()))
}

fn is_there(file: &Path) -> Fault {
    Fault::Invalid {
        message: format!("{} is there already.", visible(&file.display().to_string())),
        hint: Some("Type another name; nothing is written over.".to_owned()),
    }
}

fn create(file: &Path, text: &str) -> Result<()> {
    let made = OpenOptions::new().write(true).create_new(true).open(file);
    let written = made.and_then(|mut made| made.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => is_there(file),
        _ => Fault::Invalid {
            message: format!(
                "Writing {} failed: {}.",
                visible(&file.display().to_string()),
                because(&error)
            ),
            hint: Some("Check the path.".to_owned()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str) -> (String, String) {
        (name.to_owned(), format!("# {name}\n"))
    }

    #[test]
    fn one_draft_goes_to_the_file_that_was_typed_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letter.txt");
        let typed = path.display().to_string();
        assert!(write_texts(&typed, &[one("a.txt")]).unwrap().starts_with("Written to"));
        let again = write_texts(&typed, &[one("b.txt")]).unwrap_err();
        assert!(again.to_string().contains("is there already"), "{again}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "# a.txt\n");
        // A folder takes it under its own name.
        write_texts(&folder.path().display().to_string(), &[one("c.txt")]).unwrap();
        assert!(folder.path().join("c.txt").is_file());
        assert!(write_texts("  ", &[one("a.txt")]).is_err());
    }

    #[test]
    fn several_drafts_go_into_a_folder_all_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letters");
        let typed = path.display().to_string();
        write_texts(&typed, &[one("a.txt"), one("b.txt")]).unwrap();
        assert!(write_texts(&typed, &[one("c.txt"), one("b.txt")]).is_err());
        assert!(!path.join("c.txt").exists());
        let far = folder.path().join("not").join("there").display().to_string();
        assert!(write_texts(&far, &[one("a.txt"), one("b.txt")]).is_err());
    }
}
