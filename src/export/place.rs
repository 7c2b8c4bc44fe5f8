//! Where a file is written, so that it is there whole or not at all.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::domain::text::visible;
use crate::register::{
    Fault, Register, Result, Step, Unit, Watch, because, put_file, sweep_drafts,
};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The file, or the folder of many.
    pub path: PathBuf,
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: u64,
}

/// The place of a file: a folder takes it under its own name.
pub(super) fn of(
    registers: &[Register],
    path: &Path,
    name: &str,
    replace: bool,
) -> Result<PathBuf> {
    let path = if path.is_dir() { path.join(name) } else { path.to_owned() };
    for register in registers {
        register.refuse_place(&path, replace)?;
    }
    Ok(path)
}

/// Writes one file.
pub(super) fn put(
    path: &Path,
    replace: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<Saved> {
    let bytes = put_file(path, replace, write)?;
    Ok(Saved { path: path.to_owned(), files: 1, bytes })
}

/// Hands bytes on to whatever takes them.
pub(super) fn write_bytes(out: &mut dyn Write, bytes: &[u8]) -> Result<()> {
    out.write_all(bytes).map_err(|error| Fault::Invalid {
        message: format!("Writing the file failed: {}.", because(&error)),
        hint: Some("Check that there is room where it is to be; nothing was written.".to_owned()),
    })
}

/// Writes many files into a folder. They are made aside and moved into it when all of them are
/// there, so that one that cannot be made leaves the folder as it was.
pub(super) fn put_all(
    folder: &Path,
    replace: bool,
    references: &[String],
    watch: &Watch,
    mut make: impl FnMut(&str) -> Result<(String, Vec<u8>)>,
) -> Result<Saved> {
    let there = refuse_folder(folder, replace)?;
    let aside = Aside::of(folder)?;
    let mut names = Vec::with_capacity(references.len());
    let mut bytes = 0;
    for (done, reference) in references.iter().enumerate() {
        watch.step(Step {
            doing: "writing files",
            done: done as u64,
            of: references.len() as u64,
            unit: Unit::Files,
        })?;
        let (name, content) = make(reference)?;
        bytes += put_file(&aside.0.join(&name), false, |out| write_bytes(out, &content))?;
        names.push(name);
    }
    if there {
        if !replace && let Some(name) = names.iter().find(|name| folder.join(name).exists()) {
            return Err(is_there(&folder.join(name)));
        }
        for name in &names {
            fs::rename(aside.0.join(name), folder.join(name))
                .map_err(|error| failed("Writing into the folder", folder, &error))?;
        }
    } else {
        fs::rename(&aside.0, folder)
            .map_err(|error| failed("Making the folder", folder, &error))?;
    }
    Ok(Saved { path: folder.to_owned(), files: names.len(), bytes })
}

/// Whether the folder is there; what cannot be one is refused.
fn refuse_folder(folder: &Path, replace: bool) -> Result<bool> {
    if !folder.exists() {
        return Ok(false);
    }
    if !folder.is_dir() {
        return Err(is_there(folder));
    }
    let is_empty = fs::read_dir(folder)
        .map_err(|error| failed("Reading the folder", folder, &error))?
        .next()
        .is_none();
    if is_empty || replace { Ok(true) } else { Err(is_there(folder)) }
}

fn is_there(path: &Path) -> Fault {
    let kind = if path.is_dir() { " and has files in it" } else { "" };
    Fault::Invalid {
        message: format!(
            "{} is there already{kind}; nothing was written.",
            visible(&path.display().to_string())
        ),
        hint: Some("Name a new folder, or say that files may be replaced (--force).".to_owned()),
    }
}

fn failed(doing: &str, folder: &Path, error: &std::io::Error) -> Fault {
    Fault::Invalid {
        message: format!(
            "{doing} {} failed: {}.",
            visible(&folder.display().to_string()),
            because(error)
        ),
        hint: Some("Name a folder whose parent is there and may be written to.".to_owned()),
    }
}

/// A folder on its way, which goes when it does not arrive.
struct Aside(PathBuf);

impl Aside {
    fn of(folder: &Path) -> Result<Self> {
        let mut name = folder.file_name().unwrap_or_default().to_owned();
        name.push(format!(".part-{}", uuid::Uuid::now_v7().simple()));
        let path = folder.with_file_name(name);
        fs::create_dir(&path).map_err(|error| failed("Making the folder", folder, &error))?;
        sweep_drafts(folder, &path);
        Ok(Self(path))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Where it has arrived under its name there is nothing left to take away.
        let _ = fs::remove_dir_all(&self.0);
    }
}
