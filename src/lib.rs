//! Tenderbook walks a public procurement officer through the 13 stages of the
//! procurement cycle, with their authority's social value policy at every stage.
//!
//! The rooms, and who may use whom (arrows go one way only):
//!
//! ```text
//! main -> cli, tui -> export -> report -> register -> store -> policy -> domain
//!         cli, tui -> import -> register
//!         cli, tui -> settings -> domain
//!         whoever reads a file -> files
//!         policy, store -> packed
//! ```
//!
//! - [`domain`]: the nouns and their arithmetic; pure.
//! - [`policy`]: packs, and what they require of given facts; pure.
//! - [`store`]: the register's file; the only room that knows its database.
//! - [`register`]: the use cases; the only door that writes.
//! - [`report`]: documents and lists made of what the register holds, without a format.
//! - [`export`]: the same as files: HTML, DOCX, XLSX, CSV, Markdown, JSON, OCDS, ICS.
//! - [`import`]: lists of tenders from spreadsheets, read and held against the register.
//! - [`settings`]: what an officer has set, in a file of its own.
//! - [`files`]: reading what others have written, within bounds.
//! - [`packed`]: the texts of this edition, compressed in the executable.
//! - [`tui`]: the terminal interface.
//! - [`cli`]: the command line.

pub mod cli;
pub mod domain;
pub mod export;
pub mod files;
pub mod import;
pub mod packed;
pub mod policy;
pub mod register;
pub mod report;
pub mod settings;
pub mod store;
pub mod tui;
