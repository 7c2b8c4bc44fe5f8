//! The rows of a damaged file: which table each belongs to, and putting them into a new one.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::store::watch::{Step, Unit, Watch};
use crate::store::whole::{Layout, quoted};
use crate::store::{Result, StoreError};

use super::account::TableAccount;
use super::failed;
use super::leftover::Leftover;
use super::pages::{Found, Kind, Page, Pages};

/// What is being done.
pub(super) const READING: &str = "reading what is left of the register";

/// A line of the damaged file's own list of its tables and indexes.
pub(super) struct Listed {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) table: String,
    pub(super) root: Option<u32>,
}

/// The list that the damaged file has of its tables and indexes, as far as it can be read.
pub(super) fn listed(pages: &Pages, claimed: &mut HashSet<u32>) -> Vec<Listed> {
    let tree = pages.walk(1, true, claimed);
    let mut found = Vec::new();
    for page in tree.pages.iter().filter_map(|page| pages.page(*page)) {
        for row in pages.rows(&page).filter_map(|(_, row)| row) {
            let mut row = row.into_iter();
            let mut text = || match row.next() {
                Some(Value::Text(text)) => Some(text),
                _ => None,
            };
            let (Some(kind), Some(name), Some(table)) = (text(), text(), text()) else { continue };
            let root = match row.next() {
                Some(Value::Integer(root)) => u32::try_from(root).ok().filter(|root| *root > 0),
                _ => None,
            };
            found.push(Listed { kind, name, table, root });
        }
    }
    found
}

/// A table as its rows are stored.
struct Shape {
    table: String,
    /// Its columns in the order in which a row has them: name, whether a whole number, whether
    /// it may be empty.
    columns: Vec<(String, bool, bool)>,
    /// The column that stands for the number of the row.
    alias: Option<usize>,
    numbered: bool,
    root: Option<u32>,
    procurement: Option<usize>,
    told: TableAccount,
    /// The numbers of the rows that were found, whatever became of them.
    seen: HashSet<i64>,
}

impl Shape {
    fn of(connection: &Connection, layout: &Layout, root: Option<u32>) -> rusqlite::Result<Self> {
        let table = layout.table.clone();
        let keyed: bool = connection.query_row(
            "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1",
            [&table],
            |row| row.get(0),
        )?;
        let mut statement =
            connection.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
        let mut columns: Vec<(String, bool, bool, i64)> = statement
            .query_map([&table], |row| {
                let kind: String = row.get(1)?;
                let empty = !row.get::<_, bool>(2)?;
                Ok((row.get(0)?, kind == "INTEGER", empty, row.get(3)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let keys = columns.iter().filter(|column| column.3 > 0).count();
        let alias = (!keyed && keys == 1)
            .then(|| columns.iter().position(|column| column.3 == 1 && column.1))
            .flatten();
        if keyed {
            // Such a table has its key first, in the order of the key.
            columns.sort_by_key(|column| if column.3 > 0 { column.3 } else { i64::MAX });
        }
        let name = if table == "procurement" { "id" } else { "procurement" };
        let procurement = columns.iter().position(|(column, number, ..)| column == name && *number);
        Ok(Self {
            told: TableAccount { table: table.clone(), ..TableAccount::default() },
            table,
            columns: columns
                .into_iter()
                .map(|(name, number, empty, _)| (name, number, empty))
                .collect(),
            alias,
            numbered: !keyed,
            root,
            procurement,
            seen: HashSet::new(),
        })
    }

    /// Whether values can be a row of this table, as far as their kinds tell.
    fn fits(&self, values: &[Value]) -> bool {
        !values.is_empty()
            && values.len() <= self.columns.len()
            && self.columns.iter().zip(values).enumerate().all(
                |(at, ((_, number, empty), value))| match value {
                    Value::Null => *empty || self.alias == Some(at),
                    Value::Integer(_) => *number && self.alias != Some(at),
                    Value::Text(_) => !*number,
                    _ => false,
                },
            )
    }

    /// Whether every row of a page can be one of this table.
    fn fits_page(&self, pages: &Pages, page: &Page) -> bool {
        page.kind.is_numbered() == self.numbered
            && pages.rows(page).filter_map(|(_, row)| row).all(|row| self.fits(&row))
    }

    /// Puts a row into the new register; whether it could stand there.
    fn put(&self, connection: &Connection, found: &Found) -> bool {
        let (rowid, Some(values)) = found else { return false };
        if !self.fits(values) {
            return false;
        }
        let mut values = values.clone();
        if let (Some(alias), Some(rowid)) = (self.alias, rowid) {
            values[alias] = Value::Integer(*rowid);
        }
        // A row of an earlier form has fewer columns; the others have what the schema says.
        let names: Vec<String> =
            self.columns[..values.len()].iter().map(|(name, ..)| quoted(name)).collect();
        let marks = vec!["?"; values.len()].join(", ");
        let sql =
            format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(&self.table), names.join(", "));
        connection
            .prepare_cached(&sql)
            .and_then(|mut insert| insert.execute(params_from_iter(values)))
            .is_ok()
    }
}

/// Everything that is read, on its way.
pub(super) struct Reading<'a> {
    pages: &'a Pages,
    connection: &'a Connection,
    shapes: Vec<Shape>,
    pub(super) leftover: &'a mut Leftover,
}

impl<'a> Reading<'a> {
    /// Prepares to read into the tables of an empty register.
    pub(super) fn new(
        pages: &'a Pages,
        connection: &'a Connection,
        listed: &[Listed],
        leftover: &'a mut Leftover,
    ) -> rusqlite::Result<Self> {
        let layouts = Layout::all(connection)?;
        let mut shapes = Vec::with_capacity(layouts.len());
        for layout in layouts {
            let same = |line: &&Listed| line.kind == "table" && line.name == layout.table;
            let root = listed.iter().find(same).and_then(|line| line.root);
            let mut shape = Shape::of(connection, &layout, root)?;
            if root.is_none() {
                // A register that was made in this form has its tables where a new one has them.
                let usual: u32 = connection.query_row(
                    "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1",
                    [&layout.table],
                    |row| row.get(0),
                )?;
                let right = pages.page(usual).filter(|page| {
                    page.kind.is_numbered() == shape.numbered
                        && (page.kind == Kind::Way || shape.fits_page(pages, page))
                });
                shape.root = right.map(|_| usual);
            }
            shapes.push(shape);
        }
        Ok(Self { pages, connection, shapes, leftover })
    }

    /// Reads every table from its root on, then the pages that nothing leads to any more.
    pub(super) fn read(
        &mut self,
        claimed: &mut HashSet<u32>,
        listed: &[Listed],
        watch: &Watch,
    ) -> Result<()> {
        let all = self.shapes.len() as u64;
        for at in 0..self.shapes.len() {
            watch.step(Step { doing: READING, done: at as u64, of: all, unit: Unit::Rows })?;
            let tree = match self.shapes[at].root {
                Some(root) => self.pages.walk(root, self.shapes[at].numbered, claimed),
                None => super::pages::Tree { pages: Vec::new(), lost: 1 },
            };
            self.shapes[at].told.pages = tree.lost as u64;
            for number in tree.pages {
                if !watch.goes_on() {
                    return Err(StoreError::Stopped { doing: READING });
                }
                if let Some(page) = self.pages.page(number) {
                    self.take(at, &page, false)?;
                }
            }
        }
        // What leads to other tables and to indexes is no place of lost rows.
        for line in listed {
            if let Some(root) = line.root
                && !self.shapes.iter().any(|shape| line.kind == "table" && shape.table == line.name)
            {
                let numbered = line.kind == "table"
                    && self.pages.page(root).is_none_or(|page| page.kind.is_numbered());
                self.pages.walk(root, numbered, claimed);
            }
        }
        self.read_astray(claimed, watch)?;
        self.count_missing(listed);
        Ok(())
    }

    fn take(&mut self, at: usize, page: &Page, astray: bool) -> Result<()> {
        let shape = &mut self.shapes[at];
        for found in self.pages.rows(page) {
            if let (Some(rowid), _) = &found {
                shape.seen.insert(*rowid);
            }
            if shape.put(self.connection, &found) {
                shape.told.read += 1;
                shape.told.astray += u64::from(astray);
            } else if !astray {
                shape.told.left_out += 1;
                let of = shape.procurement.and_then(|column| {
                    let named = found.1.as_ref().and_then(|values| values.get(column));
                    match (named, shape.alias == Some(column)) {
                        (Some(Value::Integer(id)), false) => Some(*id),
                        _ => None,
                    }
                });
                if let (_, Some(values)) = found {
                    let columns = shape.columns.iter().map(|(name, ..)| name.as_str());
                    self.leftover.keep(&shape.table, of, columns.zip(values))?;
                }
            }
        }
        Ok(())
    }

    /// Pages that nothing leads to any more belong to the one damaged table whose rows theirs
    /// can be; where there are two such tables, they are left alone.
    fn read_astray(&mut self, claimed: &HashSet<u32>, watch: &Watch) -> Result<()> {
        if self.shapes.iter().all(|shape| shape.told.pages == 0) {
            return Ok(());
        }
        let free = self.pages.free().unwrap_or_default();
        for number in 2..=self.pages.count {
            if !watch.goes_on() {
                return Err(StoreError::Stopped { doing: READING });
            }
            if claimed.contains(&number) || free.contains(&number) {
                continue;
            }
            let Some(page) = self.pages.page(number).filter(|page| page.kind != Kind::Way) else {
                continue;
            };
            if !self.pages.rows(&page).any(|(_, row)| row.is_some()) {
                continue;
            }
            let mut fitting = Vec::new();
            for (at, shape) in self.shapes.iter().enumerate() {
                if shape.told.pages > 0
                    && shape.fits_page(self.pages, &page)
                    && self.could(at, &page)
                {
                    fitting.push(at);
                }
            }
            if let [only] = fitting[..] {
                self.take(only, &page, true)?;
            }
        }
        Ok(())
    }

    /// Whether the checks of a table let a row of a page in, tried and taken back.
    fn could(&self, at: usize, page: &Page) -> bool {
        let shape = &self.shapes[at];
        let mut rows = self.pages.rows(page).filter(|(_, row)| {
            row.as_ref().is_some_and(|row| row.len() == shape.columns.len() || shape.numbered)
        });
        if self.connection.execute_batch("SAVEPOINT tried").is_err() {
            return false;
        }
        let stands = rows.any(|found| shape.put(self.connection, &found));
        let back = self.connection.execute_batch("ROLLBACK TO tried; RELEASE tried");
        stands && back.is_ok()
    }

    /// Counts the rows that an index still names, and that were found nowhere.
    fn count_missing(&mut self, listed: &[Listed]) {
        for line in listed.iter().filter(|line| line.kind == "index") {
            let Some(root) = line.root else { continue };
            let Some(shape) = self
                .shapes
                .iter_mut()
                .find(|shape| shape.table == line.table && shape.numbered && shape.told.pages > 0)
            else {
                continue;
            };
            let tree = self.pages.walk(root, false, &mut HashSet::new());
            let mut named = HashSet::new();
            for page in tree.pages.iter().filter_map(|page| self.pages.page(*page)) {
                for row in self.pages.rows(&page).filter_map(|(_, row)| row) {
                    if let Some(Value::Integer(rowid)) = row.last() {
                        named.insert(*rowid);
                    }
                }
            }
            let missing = named.difference(&shape.seen).count() as u64;
            shape.told.missing = shape.told.missing.max(missing);
        }
    }

    /// Takes away what leans on rows that are lost, until nothing does any more.
    pub(super) fn take_away_what_leans_on_nothing(&mut self) -> Result<()> {
        let mut conditions = Vec::new();
        for (at, shape) in self.shapes.iter().enumerate() {
            for condition in leaning(self.connection, &shape.table).map_err(failed)? {
                conditions.push((at, condition));
            }
        }
        loop {
            let mut gone = 0;
            for (at, condition) in &conditions {
                let shape = &mut self.shapes[*at];
                let from = format!("FROM {} AS child WHERE {condition}", quoted(&shape.table));
                let mut statement =
                    self.connection.prepare(&format!("SELECT * {from}")).map_err(failed)?;
                // In the order of the table, which is not always that of its rows.
                let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
                let of = shape.procurement.map(|column| shape.columns[column].0.as_str());
                let of = of.and_then(|name| columns.iter().position(|column| column == name));
                let mut rows = statement.query([]).map_err(failed)?;
                while let Some(row) = rows.next().map_err(failed)? {
                    let of: Option<i64> =
                        of.map(|column| row.get(column)).transpose().map_err(failed)?;
                    let values: rusqlite::Result<Vec<Value>> =
                        (0..columns.len()).map(|column| row.get(column)).collect();
                    let columns = columns.iter().map(String::as_str);
                    self.leftover.keep(&shape.table, of, columns.zip(values.map_err(failed)?))?;
                }
                let count =
                    self.connection.execute(&format!("DELETE {from}"), []).map_err(failed)? as u64;
                shape.told.read = shape.told.read.saturating_sub(count);
                shape.told.left_out += count;
                gone += count;
            }
            if gone == 0 {
                return Ok(());
            }
        }
    }

    /// Counts rows as left out that were read and then taken away again.
    pub(super) fn take_back(&mut self, table: &str, rows: u64) {
        for shape in self.shapes.iter_mut().filter(|shape| shape.table == table) {
            shape.told.read = shape.told.read.saturating_sub(rows);
            shape.told.left_out += rows;
        }
    }

    /// The account of each table of which something was read or lost.
    pub(super) fn told(self) -> Vec<TableAccount> {
        let told = self.shapes.into_iter().map(|shape| shape.told);
        told.filter(|told| told.read + told.left_out + told.missing + told.pages > 0).collect()
    }

    /// How many rows were read.
    pub(super) fn count(&self) -> u64 {
        self.shapes.iter().map(|shape| shape.told.read).sum()
    }
}

/// The references of tenders that an index still names, by their numbers.
pub(super) fn references(pages: &Pages, listed: &[Listed]) -> HashMap<i64, String> {
    let mut found = HashMap::new();
    let roots = listed
        .iter()
        .filter(|line| line.name == "sqlite_autoindex_procurement_2")
        .filter_map(|line| line.root);
    for root in roots {
        let tree = pages.walk(root, false, &mut HashSet::new());
        for page in tree.pages.iter().filter_map(|page| pages.page(*page)) {
            for row in pages.rows(&page).filter_map(|(_, row)| row) {
                if let [Value::Text(reference), Value::Integer(id)] = &row[..] {
                    found.insert(*id, reference.clone());
                }
            }
        }
    }
    found
}

/// The conditions under which a row of a table leans on what is not there.
fn leaning(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1) ORDER BY id, seq",
    )?;
    let lines: Vec<(i64, String, String, Option<String>)> = statement
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut keys =
        connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let mut groups: BTreeMap<i64, (String, Vec<String>, Vec<String>)> = BTreeMap::new();
    for (id, parent, from, to) in lines {
        let (_, same, set) = groups.entry(id).or_insert((parent.clone(), Vec::new(), Vec::new()));
        let to = match to {
            Some(to) => to,
            None => keys
                .query_map([&parent], |row| row.get::<_, String>(0))?
                .nth(same.len())
                .transpose()?
                .unwrap_or_else(|| "rowid".to_owned()),
        };
        let (from, to) = (quoted(&from), quoted(&to));
        same.push(format!("parent.{to} = child.{from}"));
        set.push(format!("child.{from} IS NOT NULL"));
    }
    Ok(groups
        .into_values()
        .map(|(parent, same, set)| {
            format!(
                "{} AND NOT EXISTS (SELECT 1 FROM {} AS parent WHERE {})",
                set.join(" AND "),
                quoted(&parent),
                same.join(" AND ")
            )
        })
        .collect())
}
