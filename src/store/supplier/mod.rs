//! The directory of suppliers, which belongs to the register, and their part of the journal.
//!
//! [`Change::put_supplier`] writes one record, writes over it or takes it away; whether all of
//! them fit together is looked at when the change is committed. A supplier counts its changes,
//! as a procurement does: [`Change::touch_supplier`].

mod read;
mod table;
mod write;

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use uuid::Uuid;

use crate::domain::supplier::{
    Supplier, SupplierFile, SupplierKind, SupplierPiece, SupplierRecord,
};
use crate::store::convert::parsed;
use crate::store::{Change, Database, Reading, Result, StoreError};

macro_rules! reading {
    ($($holder:ty),*) => {$(
        impl $holder {
            /// All suppliers of the directory, also those that were merged into others.
            ///
            /// # Errors
            /// When the register cannot be read, or a supplier is not what it should be.
            pub fn suppliers(&self) -> Result<BTreeMap<Uuid, Supplier>> {
                read::suppliers(self)
            }

            /// The whole directory, a query for each table: hold a snapshot where others may
            /// write.
            ///
            /// # Errors
            /// When the register cannot be read, or something in it is not what it should be.
            pub fn supplier_files(&self) -> Result<SupplierFile> {
                read::all(self)
            }

            /// What was recorded of a supplier, of those that were merged into it, directly or
            /// through others, and of the one that it was merged into; empty where it is not
            /// known.
            ///
            /// # Errors
            /// When the register cannot be read, or something in it is not what it should be.
            pub fn supplier_file(&self, uid: Uuid) -> Result<SupplierFile> {
                read::family(self, uid)
            }

            /// One record of the directory by its uid.
            ///
            /// # Errors
            /// When the register cannot be read, or the record is not what it should be.
            pub fn supplier_record(
                &self,
                uid: Uuid,
                of: SupplierKind,
            ) -> Result<Option<SupplierRecord>> {
                read::record(self, uid, of)
            }

            /// When each supplier was last changed, in UTC, and how many changes were counted.
            ///
            /// # Errors
            /// When the register cannot be read, or a uid in it is none.
            pub fn supplier_changes(&self) -> Result<BTreeMap<Uuid, (String, i64)>> {
                changes(self)
            }

            /// How many changes of a supplier were counted; `None` where it is not known.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn supplier_version(&self, uid: Uuid) -> Result<Option<i64>> {
                version(self, uid)
            }
        }
    )*};
}

reading!(Database, Change<'_>);

impl Change<'_> {
    /// Puts one record of the directory at its place, in the place of what stood there, or takes
    /// it away. What a supplier counts of its changes stays as it is.
    ///
    /// # Errors
    /// When the register cannot be written, or the record says what no record can say.
    pub fn put_supplier(&self, piece: &SupplierPiece) -> Result<()> {
        write::put(self, piece)
    }

    /// Counts a change of a supplier, before its entry is written, and gives how many there are
    /// now: those that the journal tells of, also from before it was taken away and came back.
    ///
    /// # Errors
    /// When the register cannot be written, or there is no such supplier.
    pub fn touch_supplier(&self, uid: Uuid, at: &str) -> Result<i64> {
        self.transaction
            .prepare_cached(
                "UPDATE supplier SET changed_at = ?2, version = 1 + (
                     SELECT count(*) FROM journal INDEXED BY journal_by_supplier
                     WHERE procurement IS NULL AND json_extract(detail, '$.supplier') = ?1)
                 WHERE uid = ?1
                 RETURNING version",
            )
            .and_then(|mut statement| statement.query_row((uid.to_string(), at), |row| row.get(0)))
            .map_err(StoreError::when("counting the change of a supplier"))
    }
}

fn changes(reading: &impl Reading) -> Result<BTreeMap<Uuid, (String, i64)>> {
    reading
        .connection()
        .prepare_cached("SELECT uid, changed_at, version FROM supplier")
        .and_then(|mut statement| {
            let read = |row: &rusqlite::Row<'_>| {
                Ok((parsed(row, "uid")?, (row.get("changed_at")?, row.get("version")?)))
            };
            statement.query_map([], read)?.collect()
        })
        .map_err(StoreError::when("reading when suppliers were changed"))
}

fn version(reading: &impl Reading, uid: Uuid) -> Result<Option<i64>> {
    reading
        .connection()
        .prepare_cached("SELECT version FROM supplier WHERE uid = ?1")
        .and_then(|mut statement| {
            statement.query_row([uid.to_string()], |row| row.get(0)).optional()
        })
        .map_err(StoreError::when("looking for a supplier"))
}
