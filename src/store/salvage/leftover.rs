//! What was read and cannot stand in the new register, as a text beside it: rows whose tender is
//! lost, and rows that are broken. Nobody's work is thrown away because nothing leads to it.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rusqlite::types::Value;

use crate::domain::text::visible;
use crate::store::backup::{Draft, beside};
use crate::store::{Result, StoreError};

use super::rows::READING;

/// What follows from the rest and says nothing by itself.
const FOLLOWS: [&str; 4] = ["agenda", "counted", "summed", "written"];

/// What is left out of each tender, by its number in the register: how many rows of which table.
pub(super) type LeftOut = BTreeMap<i64, BTreeMap<String, u64>>;

/// The text, which is begun with the first row, and what is left out of each tender.
pub(super) struct Leftover {
    path: PathBuf,
    begun: Option<(BufWriter<File>, Draft)>,
    rows: u64,
    /// The references of tenders that an index still names, by their numbers.
    pub(super) references: HashMap<i64, String>,
    pub(super) left_out: LeftOut,
}

impl Leftover {
    /// Prepares to write beside the new register, where nothing may be yet.
    pub(super) fn beside(register: &Path, references: HashMap<i64, String>) -> Result<Self> {
        let path = beside(register, ".left-over.txt");
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::NoPlace { path, why: "it is there already" });
        }
        let (begun, rows, left_out) = (None, 0, LeftOut::new());
        Ok(Self { path, begun, rows, references, left_out })
    }

    /// How many rows were written.
    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Where they are to be read, if there are any.
    pub(super) fn place(&self) -> Option<PathBuf> {
        self.begun.is_some().then(|| self.path.clone())
    }

    /// Counts a row as left out, and writes it as it was read, with the tender that it belonged to.
    pub(super) fn keep<'a>(
        &mut self,
        table: &str,
        tender: Option<i64>,
        row: impl Iterator<Item = (&'a str, Value)>,
    ) -> Result<()> {
        if let Some(tender) = tender {
            let tables = self.left_out.entry(tender).or_default();
            *tables.entry(table.to_owned()).or_default() += 1;
        }
        if FOLLOWS.contains(&table) {
            return Ok(());
        }
        let io = |source| StoreError::Io { doing: READING, path: self.path.clone(), source };
        if self.begun.is_none() {
            let draft = Draft::of(&self.path, READING)?;
            let file = fs::OpenOptions::new().write(true).open(&draft.0).map_err(io)?;
            let mut out = BufWriter::new(file);
            writeln!(out, "Rows of a damaged register that could not stand in the new one, as they were read. Their tables and columns are those of the register.").map_err(io)?;
            self.begun = Some((out, draft));
        }
        let Some((out, _)) = &mut self.begun else { return Ok(()) };
        let of = tender.and_then(|tender| self.references.get(&tender));
        let of = of.map_or_else(String::new, |name| format!(" of tender {}", visible(name)));
        writeln!(out, "\nA row of {table}{of}").map_err(io)?;
        for (column, value) in row {
            let told = match value {
                Value::Null => continue,
                Value::Integer(number) => number.to_string(),
                Value::Real(number) => number.to_string(),
                Value::Text(text) => visible(&text),
                Value::Blob(bytes) => format!("{} bytes that are no text", bytes.len()),
            };
            writeln!(out, "  {column}: {told}").map_err(io)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// Puts the text in its place; gives where, if there is one.
    pub(super) fn arrive(&mut self) -> Result<Option<&Path>> {
        let Some((out, draft)) = self.begun.take() else { return Ok(None) };
        let io = |source| StoreError::Io { doing: READING, path: self.path.clone(), source };
        // Closed before it gets its name, which some systems ask for.
        drop(out.into_inner().map_err(|error| io(error.into_error()))?);
        draft.arrive(&self.path, false, READING)?;
        Ok(Some(&self.path))
    }
}
