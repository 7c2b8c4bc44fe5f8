//! How commands write: sentences for people, JSON for programs.

use std::io::Write;

use serde::Serialize;

use crate::cli::Settings;
use crate::cli::console::errors;
use crate::cli::failure::Result;
use crate::domain::exact::Exact;
use crate::domain::text::{safe_json, visible, visible_lines};
use crate::register::{Done, Library, Register};

/// Writes a value as JSON, with a line feed at its end.
///
/// Control characters are escaped by JSON itself; formatting characters that
/// could reorder text on a terminal are escaped here.
pub(crate) fn json(out: &mut impl Write, value: &impl Serialize) -> Result {
    let safe = safe_json(&serde_json::to_string_pretty(value)?);
    writeln!(out, "{safe}")?;
    Ok(())
}

/// The newest entry of a journal, which stands for everything before it, as programs are given it.
#[derive(Debug, Serialize)]
pub(crate) struct Newest<'a> {
    pub(crate) sequence: i64,
    pub(crate) hash: &'a str,
}

impl<'a> Newest<'a> {
    /// The entry with this number and hash.
    pub(crate) fn of((sequence, hash): &'a (i64, String)) -> Self {
        Self { sequence: *sequence, hash }
    }
}

/// A figure as programs are given it: rounded, and exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Figure {
    rounded: String,
    exact: String,
}

/// A figure, rounded and exact.
pub(crate) fn figure(exact: &Exact) -> Figure {
    Figure { rounded: exact.rounded(2), exact: exact.fraction() }
}

/// Writes a text of one or more lines, each line indented.
pub(crate) fn indented(out: &mut impl Write, by: usize, lead: &str, text: &str) -> Result {
    for (at, line) in visible_lines(text).lines().enumerate() {
        let lead = if at == 0 { lead } else { "" };
        writeln!(out, "{:by$}{lead}{line}", "")?;
    }
    Ok(())
}

/// Says what was done, and what comes next where it was done on a procurement.
pub(crate) fn done(out: &mut impl Write, register: &Register, done: &Done) -> Result {
    writeln!(out, "{}: {}.", done.on, visible(&done.said))?;
    for warning in &done.warnings {
        writeln!(out, "Note: {}", visible(warning))?;
    }
    match done.on.reference() {
        Some(reference) => next(out, register, reference.as_str()),
        None => Ok(()),
    }
}

/// Says what comes next in a procurement.
pub(crate) fn next(out: &mut impl Write, register: &Register, reference: &str) -> Result {
    let view = register.procurement(reference)?;
    match (&view.next_text, &view.next_item) {
        (Some(text), Some(item)) => writeln!(out, "Next: {} ({item})", visible(text))?,
        (Some(text), None) => writeln!(out, "Next: {text}.")?,
        (None, _) => {}
    }
    Ok(())
}

/// Tells on standard error what is wrong in the settings, and ignored.
pub(crate) fn wrong_settings(settings: &Settings) {
    let preferences = &settings.preferences;
    let Some(path) = preferences.path() else { return };
    let mut err = errors();
    for fault in preferences.faults() {
        // A command does its work whether or not anybody reads the warning.
        let ignored = if preferences.is_broken() { "" } else { " It is ignored." };
        let _ = writeln!(err, "tenderbook: {}{ignored}", fault.in_file(path));
    }
}

/// Tells on standard error which policies of the officer's own were left out, and why.
pub(crate) fn left_out(library: &Library) {
    let mut err = errors();
    for fault in library.faults() {
        let path = visible(&fault.path.display().to_string());
        // A command does its work whether or not anybody reads the warning.
        let _ = writeln!(
            err,
            "tenderbook: The policy {path} was left out.\n{}",
            visible_lines(&fault.message)
        );
    }
}
