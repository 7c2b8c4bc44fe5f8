//! What a salvage says of itself: what was read, what was lost, of which table and which tender.

use std::path::PathBuf;

use serde::Serialize;

/// What was read out of a damaged register, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Salvaged {
    /// The tables of which something was read or lost.
    pub tables: Vec<TableAccount>,
    /// The tenders of which something was lost, by their references.
    pub tenders: Vec<TenderAccount>,
    /// Tenders that could not be read at all, by the references that were found of them.
    pub lost_tenders: Vec<String>,
    /// What became of the journal.
    pub journal: JournalAccount,
    /// What else somebody should know, a sentence each.
    pub remarks: Vec<String>,
    /// Rows that were read and could not stand, and are to be read in a text beside the register.
    pub left_over: u64,
    /// That text.
    pub left_over_in: Option<PathBuf>,
}

/// What was read of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableAccount {
    /// Its name, as in `schema.sql`.
    pub table: String,
    /// Rows that are in the new register.
    pub read: u64,
    /// Those among them that stood on pages that nothing led to any more.
    pub astray: u64,
    /// Rows that were found and could not stand: broken, or leaning on what is lost.
    pub left_out: u64,
    /// Rows that an index still names, and that were found nowhere.
    pub missing: u64,
    /// Damaged pages; how many rows stood on them is not known.
    pub pages: u64,
}

/// What was lost of one tender.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TenderAccount {
    /// Its reference.
    pub reference: String,
    /// What was lost, a part of a sentence each.
    pub lost: Vec<String>,
}

/// What became of the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct JournalAccount {
    /// Entries from the first on that follow from one another, and stand as they stood.
    pub kept: u64,
    /// Entries after a gap, which stand as evidence inside entries of the salvage.
    pub evidence: u64,
    /// Entries that are missing, by their numbers, from and to.
    pub missing: Vec<(i64, i64)>,
    /// The number of the entry that says all this.
    pub entry: i64,
}

impl Salvaged {
    /// How many rows are known to be lost.
    pub fn rows_lost(&self) -> u64 {
        self.tables.iter().map(|table| table.left_out + table.missing).sum()
    }

    /// How many pages could not be read.
    pub fn pages_lost(&self) -> u64 {
        self.tables.iter().map(|table| table.pages).sum()
    }

    /// How many rows were read.
    pub fn rows_read(&self) -> u64 {
        self.tables.iter().map(|table| table.read).sum()
    }

    /// Whether anything at all was lost.
    pub fn is_whole(&self) -> bool {
        self.rows_lost() == 0
            && self.pages_lost() == 0
            && self.tenders.is_empty()
            && self.lost_tenders.is_empty()
            && self.journal.evidence == 0
            && self.journal.missing.is_empty()
            && self.remarks.is_empty()
    }
}
