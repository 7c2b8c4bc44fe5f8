//! A document for Word.

use crate::register::Result;
use crate::report::document::Document;

/// Writes a document.
pub(super) fn write(_document: &Document) -> Result<Vec<u8>> {
    Ok(Vec::new())
}
