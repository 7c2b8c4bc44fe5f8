//! Tables of records: the key of each and its other columns, and how rows are read and written.
//!
//! A table belongs to a procurement, by which the key of its rows begins, or to the register.

use std::sync::OnceLock;

use rusqlite::{Params, Row, ToSql};

use crate::store::{Change, Reading, Result, StoreError};

/// One table, as it is read and written.
pub(in crate::store) struct Table {
    pub(in crate::store) name: &'static str,
    /// What stands in the sentence when it cannot be read.
    pub(in crate::store) reading: &'static str,
    /// What stands in the sentence when it cannot be written.
    pub(in crate::store) writing: &'static str,
    /// The columns that tell its rows apart, within a procurement where it belongs to one.
    pub(in crate::store) key: &'static [&'static str],
    pub(in crate::store) rest: &'static [&'static str],
    /// How a row is written, once it was put together.
    pub(in crate::store) put: OnceLock<String>,
}

macro_rules! tables {
    ($($constant:ident = $name:literal, $several:literal, $one:literal, $key:expr, $rest:expr;)*) => {$(
        pub(super) static $constant: $crate::store::table::Table = $crate::store::table::Table {
            name: $name,
            reading: concat!("reading ", $several),
            writing: concat!("recording ", $one),
            key: &$key,
            rest: &$rest,
            put: std::sync::OnceLock::new(),
        };
    )*};
}

pub(in crate::store) use tables;

impl Table {
    /// Every row of a procurement, or of a table that belongs to the register, in the order of
    /// the key.
    pub(in crate::store) fn rows<T, C: FromIterator<T>>(
        &self,
        reading: &impl Reading,
        procurement: impl Into<Option<i64>>,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<C> {
        match procurement.into() {
            Some(procurement) => self.chosen(reading, "procurement = ?1", [procurement], read),
            None => self.chosen(reading, "true", [], read),
        }
    }

    /// The rows that a condition picks, in the order of the key.
    pub(in crate::store) fn chosen<T, C: FromIterator<T>>(
        &self,
        reading: &impl Reading,
        condition: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<C> {
        let columns = [self.key, self.rest].concat().join(", ");
        let (name, key) = (self.name, self.key.join(", "));
        reading
            .connection()
            .prepare_cached(&format!(
                "SELECT {columns} FROM {name} WHERE {condition} ORDER BY {key}"
            ))
            .and_then(|mut statement| statement.query_map(values, read)?.collect())
            .map_err(StoreError::when(self.reading))
    }

    /// Writes one row, over the one with the same key; the values are those of the columns.
    pub(in crate::store) fn put(
        &self,
        change: &Change<'_>,
        procurement: impl Into<Option<i64>>,
        key: &[&dyn ToSql],
        rest: &[&dyn ToSql],
    ) -> Result<()> {
        let procurement = procurement.into();
        // A table belongs to procurements or to the register, always to the same.
        let sql = self.put.get_or_init(|| self.to_put(procurement.is_some()));
        self.run(change, sql, procurement, &[key, rest].concat())
    }

    fn to_put(&self, of_procurement: bool) -> String {
        let within: &[&str] = if of_procurement { &["procurement"] } else { &[] };
        let key_columns = [within, self.key].concat();
        let columns = [&key_columns, self.rest].concat();
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
        let over: Vec<String> =
            self.rest.iter().map(|column| format!("{column} = excluded.{column}")).collect();
        let over = if over.is_empty() {
            "DO NOTHING".to_owned()
        } else {
            // REPLACE would put a new row there, and every text in it anew into the search.
            format!("DO UPDATE SET {}", over.join(", "))
        };
        format!(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) {over}",
            self.name,
            columns.join(", "),
            places.join(", "),
            key_columns.join(", "),
        )
    }

    /// Takes the rows away whose key begins like this.
    pub(in crate::store) fn clear(
        &self,
        change: &Change<'_>,
        procurement: impl Into<Option<i64>>,
        key: &[&dyn ToSql],
    ) -> Result<()> {
        let procurement = procurement.into();
        let within: &[&str] = if procurement.is_some() { &["procurement"] } else { &[] };
        let columns = [within, &self.key[..key.len().min(self.key.len())]].concat();
        let same: Vec<String> =
            (1..).zip(columns).map(|(at, column)| format!("{column} = ?{at}")).collect();
        let sql = format!("DELETE FROM {} WHERE {}", self.name, same.join(" AND "));
        self.run(change, &sql, procurement, key)
    }

    fn run(
        &self,
        change: &Change<'_>,
        sql: &str,
        procurement: Option<i64>,
        values: &[&dyn ToSql],
    ) -> Result<()> {
        let within: Vec<&dyn ToSql> =
            procurement.iter().map(|procurement| procurement as &dyn ToSql).collect();
        change
            .transaction
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute([&within, values].concat().as_slice()))
            .map(drop)
            .map_err(StoreError::when(self.writing))
    }
}
