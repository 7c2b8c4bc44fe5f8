//! Registers of a given size for the benchmarks, from the same samples as `tenderbook demo`.

use std::path::PathBuf;

use tenderbook::register::{Clock, Filter, Library, Register, Sort, sample};

/// A register in a folder of its own, which goes when it does.
pub(crate) struct Made {
    path: PathBuf,
    /// How many procurements it has.
    pub(crate) size: usize,
    _folder: tempfile::TempDir,
}

/// The clock that every benchmark goes by.
pub(crate) fn clock() -> Clock {
    Clock::fixed("2026-11-21T09:00:00Z").unwrap()
}

impl Made {
    /// A register with so many procurements.
    pub(crate) fn with(size: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let made = Self { path, size, _folder: folder };
        sample::fill(&mut made.register(), &clock().context("Bench"), size).unwrap();
        made
    }

    /// The register, opened.
    pub(crate) fn register(&self) -> Register {
        Register::open(&self.path, Library::new(None), &clock().context("Bench")).unwrap()
    }
}

/// The reference of the procurement that was worked on most lately.
pub(crate) fn newest(register: &Register) -> String {
    let filter = Filter { words: "active".to_owned() };
    let list = register.list(&filter, Sort::default(), 0, 1).unwrap();
    list.rows[0].reference.to_string()
}
