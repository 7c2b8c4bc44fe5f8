//! Texts that may be left out.

use crate::domain::text;
use crate::register::Result;

/// A text that may be left out; an empty one is none.
pub(super) fn optional(what: &'static str, text: Option<&str>) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => Ok(Some(text::note(what, text)?)),
    }
}

/// A line that may be left out; an empty one is none.
pub(super) fn optional_line(what: &'static str, text: Option<&str>) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => Ok(Some(text::line(what, text)?)),
    }
}
