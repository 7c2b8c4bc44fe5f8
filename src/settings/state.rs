//! What the program remembers of the officer by itself, such as that the tour was shown.
//!
//! It lies beside the data and never in a register: a register can be shared,
//! and what one officer has seen says nothing of another.

use std::fs;
use std::path::{Path, PathBuf};

/// The name of the line that says that the tour was shown.
const TOUR: &str = "tour_shown = true";

/// The file with what is remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    path: Option<PathBuf>,
}

impl State {
    /// What is remembered in a file; without one nothing is.
    pub const fn at(path: Option<PathBuf>) -> Self {
        Self { path }
    }

    /// Where it is remembered.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether the tour is still to be shown by itself; never when that could not be remembered.
    pub fn wants_tour(&self) -> bool {
        self.path.as_ref().is_some_and(|path| {
            let said = fs::read_to_string(path).unwrap_or_default();
            !said.lines().any(|line| line.trim() == TOUR)
        })
    }

    /// Remembers that the tour was shown.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn tour_was_shown(&self) -> std::io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let before = fs::read_to_string(path).unwrap_or_default();
        let lead = if before.is_empty() {
            "# Written by Tenderbook. Without this file the tour is shown again.\n"
        } else {
            ""
        };
        super::write::beside(path, &format!("{before}{lead}{TOUR}\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_is_wanted_once() {
        let folder = tempfile::tempdir().unwrap();
        let state = State::at(Some(folder.path().join("data/state.toml")));
        assert!(state.wants_tour());
        state.tour_was_shown().unwrap();
        assert!(!state.wants_tour());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let folder = fs::metadata(folder.path().join("data")).unwrap();
            assert_eq!(folder.permissions().mode() & 0o777, 0o700, "others can look in");
        }
        assert!(!State::default().wants_tour());
    }
}
