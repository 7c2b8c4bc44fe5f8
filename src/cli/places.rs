//! Where register, settings and policies are when nobody names a place.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The file whose presence beside the executable keeps everything there.
pub(crate) const PORTABLE: &str = "tenderbook.portable";

/// The folders that things belong into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// For the register and its backups.
    data: Option<PathBuf>,
    /// For the settings and policies of one's own.
    config: Option<PathBuf>,
    /// The folder of the executable, where everything is kept beside it.
    portable: Option<PathBuf>,
}

impl Places {
    /// The folders of the executable that runs, or else those that the system names.
    pub(super) fn find() -> Self {
        let beside = std::env::current_exe().ok();
        let beside = beside.as_deref().and_then(Path::parent).and_then(Self::beside);
        beside.unwrap_or_else(|| {
            let dirs = ProjectDirs::from("", "", "tenderbook");
            Self {
                data: dirs.as_ref().map(|dirs| dirs.data_dir().to_owned()),
                config: dirs.as_ref().map(|dirs| dirs.config_dir().to_owned()),
                portable: None,
            }
        })
    }

    /// The folder of an executable, where a file in it says that everything is kept there.
    fn beside(folder: &Path) -> Option<Self> {
        let folder = folder.to_owned();
        folder.join(PORTABLE).exists().then(|| Self {
            data: Some(folder.clone()),
            config: Some(folder.clone()),
            portable: Some(folder),
        })
    }

    /// The register.
    pub(super) fn register(&self) -> Option<PathBuf> {
        self.data.as_ref().map(|folder| folder.join("register.db"))
    }

    /// The settings file.
    pub(super) fn settings(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|folder| folder.join("settings.toml"))
    }

    /// The folder with policies of one's own.
    pub(super) fn policies(&self) -> Option<PathBuf> {
        self.config.as_ref().map(|folder| folder.join("policies"))
    }

    /// The folder of the executable, where everything is kept beside it.
    pub(super) fn portable(&self) -> Option<&Path> {
        self.portable.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_beside_the_executable_keeps_everything_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Places::beside(folder.path()), None);
        fs::write(folder.path().join(PORTABLE), "").unwrap();
        let places = Places::beside(folder.path()).unwrap();
        assert_eq!(places.register().unwrap(), folder.path().join("register.db"));
        assert_eq!(places.settings().unwrap(), folder.path().join("settings.toml"));
        assert_eq!(places.policies().unwrap(), folder.path().join("policies"));
        assert_eq!(places.portable(), Some(folder.path()));
    }
}
