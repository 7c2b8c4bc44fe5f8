//! The words that settings of the interface are chosen from.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// Which theme is drawn.
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
    /// Strong contrast on black.
    HighContrast,
    /// No colour at all: bold, underline and reverse only.
    None,
}

/// Which symbols are drawn.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum GlyphSet {
    /// Symbols that common fonts have.
    #[default]
    Unicode,
    /// Symbols that the fonts of Windows' own console have.
    Windows,
    /// Symbols that every terminal has.
    Ascii,
}

/// How days are written on the screens.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum DateStyle {
    /// As people in Britain write them: `21 Nov 2026`.
    #[default]
    British,
    /// As ISO 8601 writes them: `2026-11-21`.
    Iso,
}

/// Whether the interface follows the mouse.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Mouse {
    /// The mouse is the terminal's own, so that text can be marked with it.
    #[default]
    Off,
    /// Clicks and the wheel are followed.
    On,
}
