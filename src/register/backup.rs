//! Backups of the register: by hand to a path, and once a day into `backups/`, the newest kept.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::Date;
use crate::register::{Context, Passphrase, Register, Result, Watch, Written, files};
use crate::store;

/// How many daily backups are kept.
const KEPT: usize = 10;

impl Register {
    /// The folder that backups go into when no other place is named.
    pub fn backups_folder(&self) -> PathBuf {
        store::backups_folder(self.path())
    }

    /// Where a backup by hand goes when no other place is named.
    pub fn backup_by_default(&self, context: &Context) -> PathBuf {
        let moment = context.now.replace(':', "");
        let name = format!("{}-{moment}.db", store::backup_name(self.path()));
        self.backups_folder().join(name)
    }

    /// The place that was typed for a backup, in full; the folder for backups is made where it
    /// is missing.
    ///
    /// # Errors
    /// When no backup can be written there, or a file is there that is not to be replaced.
    pub fn backup_place(&self, typed: &str, replace: bool) -> Result<PathBuf> {
        let path = files::full_path(typed);
        let folder = self.backups_folder();
        let folder = std::path::absolute(&folder).unwrap_or(folder);
        if path.parent() == Some(&folder) {
            store::make_backups_folder(self.path())?;
        }
        self.database.refuse_target(&path, replace)?;
        Ok(path)
    }

    /// Refuses a place that a file cannot be written to.
    ///
    /// # Errors
    /// When it belongs to the register, is a folder, or a file that is not to be replaced.
    pub fn refuse_place(&self, path: &Path, replace: bool) -> Result<()> {
        Ok(self.database.refuse_target(path, replace)?)
    }

    /// Copies the register as it is at this moment to a new file, which is read back before it
    /// appears.
    ///
    /// # Errors
    /// When it cannot be written, is not sound, or the work is to stop; then there is no file.
    pub fn back_up(&self, target: &Path, replace: bool, watch: &Watch) -> Result<Written> {
        Ok(self.database.back_up(target, replace, watch)?)
    }

    /// The same under a passphrase.
    ///
    /// # Errors
    /// As [`Register::back_up`].
    pub fn back_up_sealed(
        &self,
        target: &Path,
        replace: bool,
        passphrase: &Passphrase,
        watch: &Watch,
    ) -> Result<Written> {
        Ok(self.database.back_up_sealed(target, replace, passphrase, watch)?)
    }

    /// Where the backup of this day goes, when it is not there yet and there is anything to keep.
    pub fn daily_backup_due(&self, context: &Context) -> Option<PathBuf> {
        let today = self.backups_folder().join(format!(
            "{}-{}.db",
            store::backup_name(self.path()),
            context.today
        ));
        let empty = self.database.newest_entry().is_ok_and(|newest| newest.is_none());
        (!empty && !today.exists()).then_some(today)
    }

    /// Makes the backup of this day, and lets the oldest go so that ten are kept.
    ///
    /// # Errors
    /// When it cannot be written, is not sound, or the work is to stop.
    pub fn back_up_daily(&self, target: &Path, watch: &Watch) -> Result<Written> {
        store::make_backups_folder(self.path())?;
        let written = self.database.back_up(target, true, watch)?;
        store::sweep_backups(self.path(), target);
        // The one that was just made was read back, so a good one stays whatever goes. Those of
        // days to come, from a clock that was wrong, do not push out those of real days.
        let day = target.file_name().map(std::ffi::OsStr::to_owned);
        let daily = self.daily_backups();
        let (later, until_now): (Vec<_>, Vec<_>) =
            daily.into_iter().partition(|(_, path)| path.file_name() > day.as_deref());
        for (_, old) in until_now.iter().skip(KEPT).chain(later.iter().skip(KEPT)) {
            // One that cannot be removed is in nobody's way.
            let _ = fs::remove_file(old);
        }
        Ok(written)
    }

    /// The daily backups with their days, the newest first.
    pub fn daily_backups(&self) -> Vec<(Date, PathBuf)> {
        daily_backups(self.path())
    }
}

/// The copies in the backups folder of the register at a path: what stands in the name of each
/// behind the register's own, and where it is.
pub(super) fn copies(register: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let before = format!("{}-", store::backup_name(register));
    fs::read_dir(store::backups_folder(register)).into_iter().flatten().filter_map(move |entry| {
        let entry = entry.ok()?;
        let name = entry.file_name();
        let behind = name.to_str()?.strip_prefix(&before)?.strip_suffix(".db")?.to_owned();
        Some((behind, entry.path()))
    })
}

/// The daily backups of the register at a path with their days, the newest first.
pub(super) fn daily_backups(register: &Path) -> Vec<(Date, PathBuf)> {
    let day = |(day, path): (String, PathBuf)| Some((Date::from_iso(&day).ok()?, path));
    let mut found: Vec<(Date, PathBuf)> = copies(register).filter_map(day).collect();
    found.sort_by(|one, other| other.cmp(one));
    found
}
