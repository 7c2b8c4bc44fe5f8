//! What can be done about a register that cannot be opened: the newest good backup, and salvage.

use std::path::{Path, PathBuf};

use crate::domain::Date;
use crate::domain::text::visible;
use crate::register::backup::copies;
use crate::register::{Fault, Library, Register, Watch, grouped};
use crate::store::{self, StoreError};

/// A register that cannot be opened, and what can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The register.
    pub register: PathBuf,
    /// What is wrong with it, as a sentence.
    pub what: String,
    /// The newest backup that was checked and is good.
    pub backup: Option<GoodBackup>,
    /// How many newer backups were looked at and are not good.
    pub passed_over: usize,
    /// Whether salvage may read something out of it.
    pub salvage: bool,
}

/// A backup that was checked and is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodBackup {
    /// Where it is.
    pub file: PathBuf,
    /// The moment of its newest change, in UTC.
    pub until: Option<String>,
    /// How many changes it has.
    pub changes: i64,
    /// How many changes of the damaged register are newer, where that can still be read.
    pub newer: Option<i64>,
}

impl Fault {
    /// Whether the file of the register itself is damaged, or is no register.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_damage())
    }
}

impl Damage {
    /// What can be done when `fault` keeps the register at `register` from being opened; none
    /// where the fault is of another kind, or of another file.
    pub fn of(register: &Path, fault: &Fault, watch: &Watch) -> Option<Self> {
        let Fault::Store(error) = fault else { return None };
        if !error.is_damage() || error.file().is_some_and(|file| file != register) {
            return None;
        }
        let newest = store::newest_number(register);
        let (mut backup, mut passed_over) = (None, 0);
        for file in backups(register) {
            match good(&file, newest, watch) {
                Some(good) => {
                    backup = Some(good);
                    break;
                }
                None => passed_over += 1,
            }
        }
        let what = fault.to_string();
        // There is nothing in an empty file that could be read.
        let holds = register.metadata().is_ok_and(|about| about.is_file() && about.len() > 0);
        let salvage = error.may_be_salvaged() && holds;
        Some(Self { register: register.to_owned(), what, backup, passed_over, salvage })
    }
}

impl Damage {
    /// What can be done, a line each; the first is the best.
    pub fn remedies(&self) -> Vec<String> {
        let register = shell(&self.register);
        let mut lines = Vec::new();
        match &self.backup {
            Some(backup) => {
                lines.push(format!("The newest good backup is {}.", backup.told()));
                lines.push(format!(
                    "tenderbook --register {register} restore {} puts it in place and keeps the damaged file.",
                    shell(&backup.file)
                ));
            }
            None => lines.push(format!(
                "There is no good backup in the folder {}.",
                visible(&self.register.with_file_name("backups").display().to_string())
            )),
        }
        if self.passed_over > 0 {
            let some =
                if self.passed_over == 1 { "One newer backup is" } else { "Newer backups are" };
            lines.push(format!("{some} not good and was passed over."));
        }
        if self.salvage {
            let name = self.register.file_stem().unwrap_or_default().to_string_lossy();
            let new = self.register.with_file_name(format!("{name}-salvaged.db"));
            lines.push(format!(
                "tenderbook restore --salvage {register} --output {} reads out of the damaged file what can still be read.",
                shell(&new)
            ));
        }
        lines
    }
}

impl GoodBackup {
    /// A backup in words: its name, how far it goes, and how many changes are newer.
    pub fn told(&self) -> String {
        let name = visible(&self.file.file_name().unwrap_or_default().to_string_lossy());
        let until = self.until.as_deref().map(|moment| {
            let day = moment.get(..10).and_then(|day| Date::from_iso(day).ok());
            let day = day.map_or_else(|| visible(moment), Date::long);
            format!(", with every change until {day}")
        });
        let newer = match self.newer {
            Some(0) => "; no change is known to be newer".to_owned(),
            Some(1) => "; 1 change is newer".to_owned(),
            Some(newer) => format!("; {} changes are newer", grouped(newer.unsigned_abs())),
            None => String::new(),
        };
        format!("{name}{}{newer}", until.unwrap_or_default())
    }
}

/// A path as it is typed at a prompt.
fn shell(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let shown = visible(&path.display().to_string());
    if shown.chars().any(|c| c.is_whitespace() || "'&;()$*?".contains(c)) {
        format!("\"{shown}\"")
    } else {
        shown
    }
}

/// Every backup of a register, the newest first by the day in its name.
fn backups(register: &Path) -> Vec<PathBuf> {
    // One before a migration has no day in its name: it comes last.
    let key = |moment: String| if moment.starts_with("form-") { String::new() } else { moment };
    let mut found: Vec<(String, PathBuf)> =
        copies(register).map(|(moment, path)| (key(moment), path)).collect();
    found.sort_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, path)| path).collect()
}

/// A backup that could be restored: its file, the chain of its journal and what that says of the
/// rest are sound.
fn good(file: &Path, newest: Option<i64>, watch: &Watch) -> Option<GoodBackup> {
    let register = Register::open_to_read(file, Library::new(None), watch).ok()?;
    let database = &register.database;
    let sound = match register.verify_watched(watch) {
        Ok(found) => found.faults.is_empty(),
        // One of an earlier form cannot be compared before it is brought up to date.
        Err(_) => {
            database.unsound(watch).ok()?.is_empty()
                && database.verify_journal(watch).ok()?.1.is_empty()
        }
    };
    let last = database.newest_entry().ok()?.map_or(0, |(sequence, _)| sequence);
    let until = database.newest_moment().ok()?;
    sound.then(|| GoodBackup {
        file: file.to_owned(),
        until,
        changes: last,
        newer: newest.filter(|newest| *newest >= last).map(|newest| newest - last),
    })
}

impl StoreError {
    /// Whether there may be something to read out of the file.
    const fn may_be_salvaged(&self) -> bool {
        !matches!(self, Self::OrphanedLog { .. } | Self::Newer { .. })
    }
}
