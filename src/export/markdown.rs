//! A document as markdown.

use crate::report::document::Document;

/// Writes a document.
pub(super) fn write(_document: &Document) -> String {
    String::new()
}
