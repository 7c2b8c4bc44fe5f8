//! Documents as files: one file or folder for each format, and how they are written.
//!
//! A [`Wish`] says what is to leave the register and in which format; [`Wish::save`] makes it and
//! writes it beside its place before it takes its name, so that an export that fails leaves
//! nothing behind. Formats know documents and view models, never the store.

mod cells;
mod csv;
mod docx;
mod html;
mod ics;
mod markdown;
mod ocds;
mod place;
mod published;
mod shape;
mod sheets;
mod transparency;
mod wish;
mod workbook;

pub use place::Saved;
pub use wish::{Format, What, Wish};

use crate::register::Result;
use crate::report::document::{Document, Table};

/// A document as a file; a format that documents do not have gives a page for a browser.
///
/// # Errors
/// When the format cannot hold it, such as a table with more rows than a sheet has.
pub fn document(document: &Document, format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Docx => docx::write(document),
        Format::Md => Ok(markdown::write(document).into_bytes()),
        Format::Xlsx => sheets::write(document),
        _ => Ok(html::write(document).into_bytes()),
    }
}

/// A table as rows of CSV.
///
/// # Errors
/// When it cannot be written.
pub fn rows(table: &Table) -> Result<Vec<u8>> {
    csv::write(table)
}
