//! What is wrong in a settings file, as a sentence with its line.

use std::fmt;
use std::path::Path;

use crate::domain::text::visible;

/// Something wrong in a settings file, which is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file; 0 when it is about the file as a whole.
    pub line: usize,
    /// What is wrong, without the full stop.
    pub message: String,
    /// What helps.
    pub help: Option<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        write!(f, "{}.", self.message)?;
        match &self.help {
            Some(help) => write!(f, " {help}"),
            None => Ok(()),
        }
    }
}

impl Fault {
    /// The fault with the name of its file in front.
    pub fn in_file(&self, path: &Path) -> String {
        let name = path
            .file_name()
            .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        format!("Settings {}, {self}", visible(&name))
    }
}
