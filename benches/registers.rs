//! Registers of a given size for the benchmarks, from the same samples as `tenderbook demo`.

use tenderbook::register::{Clock, Filter, Library, Register, Sort, sample};

/// A register in a folder of its own, which goes when it does.
pub(crate) struct Made {
    pub(crate) register: Register,
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
        let context = clock().context("Bench");
        let path = folder.path().join("register.db");
        let mut register = Register::open(&path, Library::new(None), &context).unwrap();
        sample::fill(&mut register, &context, size).unwrap();
        Self { register, _folder: folder }
    }

    /// The reference of one of the procurements that is worked on.
    pub(crate) fn first(&self) -> String {
        let filter = Filter { words: "active".to_owned() };
        let list = self.register.list(&filter, Sort::default(), 0, 1).unwrap();
        list.rows[0].reference.to_string()
    }
}
