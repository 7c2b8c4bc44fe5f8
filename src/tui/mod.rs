//! The terminal interface's door, for a copy that is built without it.

use std::io;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::register::{Clock, Register};

/// A set of colours.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum ThemeName {
    /// For dark backgrounds.
    #[default]
    Dark,
    /// For light backgrounds.
    Light,
    /// For eyes that need strong contrast.
    HighContrast,
    /// No colour at all.
    None,
}

/// How the terminal interface is to look and begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The set of colours.
    pub theme: ThemeName,
    /// Whether only ASCII characters are drawn.
    pub ascii: bool,
    /// The policy that a new tender begins with.
    pub default_policy: Option<String>,
}

/// Opens the terminal interface.
///
/// # Errors
/// Always: it is not built into this copy.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the real one takes them over"
)]
pub fn run(register: Register, clock: Clock, officer: String, options: Options) -> io::Result<()> {
    let _ = (register, clock, officer, options);
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "the terminal interface is not built into this copy",
    ))
}
