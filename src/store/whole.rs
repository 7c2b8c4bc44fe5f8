//! The register as one JSON document: every table as its rows, and back.
//!
//! What can be worked out again (the copies of texts that the search uses) is left out. Values
//! are as `schema.sql` describes them. Reading back makes a new file beside its place, of the form
//! that the document has, brings it up to date, and lets it be checked before it takes its name.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::domain::text;
use crate::files::{self, Allowance};
use crate::store::backup::Draft;
use crate::store::sealed::{self, Passphrase};
use crate::store::watch::{Step, Unit, Watch};
use crate::store::{Database, Result, StoreError, journal, migrate, open, sums};

/// What a document says of itself.
const FORMAT: &str = "tenderbook-register";
/// The version of the document's own layout; that of the tables is their form.
const VERSION: i64 = 1;
/// What is being done.
const WRITING: &str = "writing the register as JSON";
const READING: &str = "reading the register from JSON";
/// The largest document that is read, in bytes: many times what a hundred thousand tenders need.
const LARGEST: u64 = 16 * 1024 * 1024 * 1024;
/// The longest row of a table that is read, in bytes: many times the longest text of a policy.
const LONGEST_ROW: u64 = 16 * 1024 * 1024;

/// A table with its columns, in their order.
pub(super) struct Layout {
    pub(super) table: String,
    pub(super) columns: Vec<String>,
}

impl Layout {
    /// The tables that hold what cannot be worked out again, in the order in which they were
    /// made, so that what is referred to comes first.
    pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Self>> {
        let mut statement = connection.prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
             AND name NOT LIKE 'sqlite_%'",
        )?;
        let names: HashSet<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut statement = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")?;
        let mut columns = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let ordered: Vec<String> =
            statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        ordered
            .into_iter()
            .filter(|name| names.contains(name) && !sums::DERIVED.contains(&name.as_str()))
            .map(|table| {
                let columns = columns
                    .query_map([&table], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                Ok(Self { table, columns })
            })
            .collect()
    }

    /// How many columns at its beginning tell its rows apart, for an order that never changes.
    fn key(&self, connection: &Connection) -> rusqlite::Result<String> {
        let mut statement = connection
            .prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
        let key: Vec<String> = statement
            .query_map([&self.table], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let key = if key.is_empty() { vec!["rowid".to_owned()] } else { key };
        Ok(key.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", "))
    }
}

/// A name as SQL takes it, whatever it is.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Database {
    /// Writes every table as one JSON document, as it is at one moment.
    ///
    /// # Errors
    /// When the register cannot be read, nothing can be written, or the work is to stop.
    pub fn write_whole(&self, out: &mut dyn Write, watch: &Watch) -> Result<()> {
        let failed = || StoreError::when(WRITING);
        let io = |source| StoreError::Io { doing: WRITING, path: self.path.clone(), source };
        let held = self.connection.unchecked_transaction().map_err(failed())?;
        let form: i64 =
            held.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(failed())?;
        let newest = journal::newest_of(&held)?
            .map(|(sequence, hash)| serde_json::json!({ "sequence": sequence, "hash": hash }));
        let layouts = Layout::all(&held).map_err(failed())?;
        write!(
            out,
            "{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n\"form\": {form},\n\"newest\": {},\n\"tables\": {{",
            newest.unwrap_or(Value::Null)
        )
        .map_err(io)?;
        for (at, layout) in layouts.iter().enumerate() {
            watch.step(Step {
                doing: WRITING,
                done: at as u64,
                of: layouts.len() as u64,
                unit: Unit::Rows,
            })?;
            let comma = if at == 0 { "" } else { "," };
            write!(out, "{comma}\n\"{}\": [", layout.table).map_err(io)?;
            let columns: Vec<String> = layout.columns.iter().map(|name| quoted(name)).collect();
            let key = layout.key(&held).map_err(failed())?;
            let sql = format!(
                "SELECT {} FROM {} ORDER BY {key}",
                columns.join(", "),
                quoted(&layout.table)
            );
            let mut statement = held.prepare(&sql).map_err(failed())?;
            let mut rows = statement.query([]).map_err(failed())?;
            let mut first = true;
            while let Some(row) = rows.next().map_err(failed())? {
                let mut object = Map::new();
                for (at, column) in layout.columns.iter().enumerate() {
                    let value = match row.get_ref(at).map_err(failed())? {
                        ValueRef::Null => Value::Null,
                        ValueRef::Integer(number) => number.into(),
                        ValueRef::Text(bytes) => std::str::from_utf8(bytes)
                            .map_err(|_| {
                                unreadable(
                                    WRITING,
                                    &format!("a text in {} is not UTF-8", layout.table),
                                )
                            })?
                            .into(),
                        ValueRef::Real(_) | ValueRef::Blob(_) => {
                            return Err(unreadable(
                                WRITING,
                                &format!("{} holds what no register holds", layout.table),
                            ));
                        }
                    };
                    object.insert(column.clone(), value);
                }
                let text = text::safe_json(&Value::Object(object).to_string());
                let comma = if first { "" } else { "," };
                first = false;
                write!(out, "{comma}\n{text}").map_err(io)?;
                if !watch.goes_on() {
                    return Err(StoreError::Stopped { doing: WRITING });
                }
            }
            out.write_all(b"]").map_err(io)?;
        }
        out.write_all(b"\n}\n}\n").map_err(io)
    }
}

fn unreadable(doing: &'static str, what: &str) -> StoreError {
    StoreError::Unreadable { doing, what: what.to_owned() }
}

/// A register that was read back from a document, beside the place that it is for.
pub(crate) struct Arriving {
    draft: Draft,
    target: PathBuf,
}

impl Arriving {
    /// Reads a document into a new file beside `target`, where nothing may be yet.
    ///
    /// One under a passphrase is opened with it, and never lies in clear text on the way.
    pub(crate) fn read(
        file: &Path,
        passphrase: Option<&Passphrase>,
        target: &Path,
        watch: &Watch,
    ) -> Result<Self> {
        if target.symlink_metadata().is_ok() {
            return Err(StoreError::NoPlace {
                path: target.to_owned(),
                why: "a register is there already",
            });
        }
        open::no_orphaned_log(target)?;
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Io { doing: READING, path, source }
        };
        let input = files::open(file).map_err(io(file))?;
        let of = input.metadata().map_err(io(file))?.len();
        if of > LARGEST {
            return Err(io(file)(files::too_long(Some(of), LARGEST)));
        }
        if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            open::make_folder(folder).map_err(io(folder))?;
        }
        let draft = Draft::of(target, READING)?;
        match passphrase {
            None => {
                let counted = Counted { input, done: 0, of, watch: watch.clone(), told: 0 };
                fill(&draft.0, counted, watch)?;
            }
            Some(passphrase) => {
                let input = sealed::unsealed(file, passphrase)?;
                let counted = Counted { input, done: 0, of, watch: watch.clone(), told: 0 };
                fill(&draft.0, counted, watch).map_err(|fault| match fault {
                    StoreError::Unreadable { what, .. } if what == NOT_OPENED => {
                        sealed::sealed_badly(file, "it has been overwritten or cut short")
                    }
                    fault => fault,
                })?;
            }
        }
        Ok(Self { draft, target: target.to_owned() })
    }

    /// Opens what was read, brought up to date when its form is older.
    pub(crate) fn open(&self, now: &str) -> Result<Database> {
        Database::open_draft(&self.draft.0, now)
    }

    /// Puts it in its place.
    pub(crate) fn arrive(self) -> Result<()> {
        self.draft.arrive(&self.target, false, READING)
    }
}

/// Whether a file begins like a document of a whole register.
pub(crate) fn is_whole(file: &Path) -> bool {
    let mut start = Vec::new();
    let read = files::open(file).and_then(|file| file.take(256).read_to_end(&mut start));
    let start: String =
        String::from_utf8_lossy(&start).chars().filter(|c| !c.is_whitespace()).collect();
    read.is_ok()
        && start.trim_start_matches('\u{feff}').starts_with(&format!("{{\"format\":\"{FORMAT}\""))
}

/// What is read, counted for whoever watches.
struct Counted<R> {
    input: R,
    done: u64,
    of: u64,
    watch: Watch,
    told: u64,
}

/// How many bytes lie between two looks at whether to go on.
const OFTEN: u64 = 1 << 20;

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.done += read as u64;
        if self.done - self.told >= OFTEN {
            self.told = self.done;
            let (done, of) = (self.done, self.of);
            self.watch
                .step(Step { doing: READING, done, of, unit: Unit::Bytes })
                .map_err(|_| io::Error::other("stopped"))?;
        }
        Ok(read)
    }
}

/// What is said where the bytes of a file do not come.
const NOT_OPENED: &str = "the file cannot be read to its end";

/// Fills an empty file with what a document says, in one transaction.
fn fill(draft: &Path, input: impl Read, watch: &Watch) -> Result<()> {
    let failed = || StoreError::when(READING);
    let mut connection = Connection::open(draft).map_err(failed())?;
    connection
        .execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;",
        )
        .map_err(failed())?;
    let fault = RefCell::new(None);
    let row = Allowance::new(LONGEST_ROW);
    let input = io::BufReader::with_capacity(1 << 16, row.clone().of(input));
    let mut parser = serde_json::Deserializer::from_reader(input);
    let read = Document { connection: &mut connection, fault: &fault, row: &row }
        .deserialize(&mut parser)
        .and_then(|()| parser.end());
    if let Err(error) = read {
        if !watch.goes_on() {
            return Err(StoreError::Stopped { doing: READING });
        }
        return Err(fault.into_inner().unwrap_or_else(|| {
            let what = if error.is_eof() {
                "the file ends before its end; it was cut short".to_owned()
            } else if row.is_used_up() {
                format!("a row in it is longer than {LONGEST_ROW} bytes, the most that can be read")
            } else if error.is_io() {
                NOT_OPENED.to_owned()
            } else {
                text::visible(&error.to_string())
            };
            StoreError::Unreadable { doing: READING, what }
        }));
    }
    // The draft counts only once it is on disk: nothing was synchronised on the way.
    connection.close().map_err(|(_, error)| failed()(error))?;
    let file = std::fs::File::options().write(true).open(draft);
    file.and_then(|file| file.sync_all()).map_err(|source| StoreError::Io {
        doing: READING,
        path: draft.to_owned(),
        source,
    })
}

/// Keeps a fault of ours while the parser carries one of its own out of the document.
fn carry<E: serde::de::Error>(kept: &RefCell<Option<StoreError>>, fault: StoreError) -> E {
    let error = E::custom(&fault);
    *kept.borrow_mut() = Some(fault);
    error
}

/// The document as a whole.
struct Document<'a> {
    connection: &'a mut Connection,
    fault: &'a RefCell<Option<StoreError>>,
    row: &'a Allowance,
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

/// The number and hash of the newest entry of the journal.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Newest {
    sequence: i64,
    hash: String,
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a register as JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        let (mut format, mut version, mut form) = (None, None, None);
        let mut newest: Option<Option<Newest>> = None;
        let mut done = false;
        let refused = |what: String| {
            carry::<A::Error>(self.fault, StoreError::Unreadable { doing: READING, what })
        };
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => format = Some(map.next_value::<String>()?),
                "version" => version = Some(map.next_value::<i64>()?),
                "form" => form = Some(map.next_value::<i64>()?),
                "newest" => newest = Some(map.next_value()?),
                "tables" if !done => {
                    if format.as_deref() != Some(FORMAT) {
                        return Err(refused("it does not say that it is a register".to_owned()));
                    }
                    match version {
                        Some(VERSION) => {}
                        Some(other) => {
                            return Err(refused(format!(
                                "it has the layout {other}, and this edition of Tenderbook knows {VERSION}"
                            )));
                        }
                        None => return Err(refused("it does not say its version".to_owned())),
                    }
                    let form = form.ok_or_else(|| {
                        refused("it does not say the form of the register".to_owned())
                    })?;
                    make(self.connection, form).map_err(|fault| carry(self.fault, fault))?;
                    let triggers = without_triggers(self.connection)
                        .map_err(|error| carry(self.fault, StoreError::when(READING)(error)))?;
                    map.next_value_seed(Tables {
                        connection: self.connection,
                        fault: self.fault,
                        row: self.row,
                    })?;
                    finish(self.connection, &triggers).map_err(|fault| carry(self.fault, fault))?;
                    done = true;
                }
                other => {
                    let other = text::visible(other);
                    return Err(refused(format!("it has “{other}”, which it should not have")));
                }
            }
        }
        if !done {
            return Err(refused("it has no tables".to_owned()));
        }
        let there =
            journal::newest_of(self.connection).map_err(|fault| carry(self.fault, fault))?;
        let said = newest.flatten().map(|newest| (newest.sequence, newest.hash));
        if there != said {
            return Err(refused(
                "its journal does not end with the entry that it names; something was taken out or added".to_owned(),
            ));
        }
        Ok(())
    }
}

/// Makes the tables of a form in an empty file, and begins to fill them.
fn make(connection: &mut Connection, form: i64) -> Result<()> {
    if !(1..=migrate::NEWEST).contains(&form) {
        return Err(StoreError::Unreadable {
            doing: READING,
            what: format!(
                "it has the form {form}, and this edition of Tenderbook knows the forms 1 to {}",
                migrate::NEWEST
            ),
        });
    }
    open::make_form(connection, form)?;
    connection
        .execute_batch("BEGIN; PRAGMA defer_foreign_keys = ON;")
        .map_err(StoreError::when(READING))
}

/// Takes away the triggers that gather what is searched: all at the end is faster than each.
pub(super) fn without_triggers(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let triggers: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    drop(statement);
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {}", quoted(name)))?;
    }
    Ok(triggers.into_iter().map(|(_, sql)| sql).collect())
}

/// Puts the triggers back and ends the transaction, which looks at what refers to what.
fn finish(connection: &Connection, triggers: &[String]) -> Result<()> {
    let done = triggers
        .iter()
        .try_for_each(|sql| connection.execute_batch(sql))
        .and_then(|()| connection.execute_batch("COMMIT"));
    done.map_err(|error| StoreError::Unreadable {
        doing: READING,
        what: format!("something refers to what is not there ({error})"),
    })
}

/// All tables.
struct Tables<'a> {
    connection: &'a Connection,
    fault: &'a RefCell<Option<StoreError>>,
    row: &'a Allowance,
}

impl<'de> DeserializeSeed<'de> for Tables<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Tables<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the tables of a register")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        let layouts = Layout::all(self.connection)
            .map_err(|error| carry(self.fault, StoreError::when(READING)(error)))?;
        let mut left: Vec<&Layout> = layouts.iter().collect();
        let refused = |what: String| {
            carry::<A::Error>(self.fault, StoreError::Unreadable { doing: READING, what })
        };
        while let Some(table) = map.next_key::<String>()? {
            self.row.renew();
            let Some(at) = left.iter().position(|layout| layout.table == table) else {
                let shown = text::visible(&table);
                return Err(refused(format!(
                    "the table “{shown}” is not one of a register, or is there twice"
                )));
            };
            let layout = left.remove(at);
            map.next_value_seed(Rows {
                connection: self.connection,
                fault: self.fault,
                row: self.row,
                layout,
            })?;
        }
        match left.first() {
            None => Ok(()),
            Some(layout) => Err(refused(format!("the table “{}” is missing", layout.table))),
        }
    }
}

/// The rows of one table.
struct Rows<'a> {
    connection: &'a Connection,
    fault: &'a RefCell<Option<StoreError>>,
    row: &'a Allowance,
    layout: &'a Layout,
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rows of a table")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> std::result::Result<(), A::Error> {
        let Layout { table, columns } = self.layout;
        let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", quoted(table), names.join(", "));
        let mut insert = self
            .connection
            .prepare(&sql)
            .map_err(|error| carry(self.fault, StoreError::when(READING)(error)))?;
        let mut number = 0_u64;
        while let Some(row) = rows.next_element::<Map<String, Value>>()? {
            self.row.renew();
            number += 1;
            let refused = |what: String| {
                let what = format!("row {number} of “{table}”: {what}");
                carry::<A::Error>(self.fault, StoreError::Unreadable { doing: READING, what })
            };
            if let Some(unknown) = row.keys().find(|key| !columns.contains(key)) {
                let unknown = text::visible(unknown);
                return Err(refused(format!("“{unknown}” is not one of its columns")));
            }
            let mut values = Vec::with_capacity(columns.len());
            for column in columns {
                values.push(match row.get(column) {
                    None => return Err(refused(format!("“{column}” is missing"))),
                    Some(Value::Null) => rusqlite::types::Value::Null,
                    Some(Value::String(text)) => rusqlite::types::Value::Text(text.clone()),
                    Some(Value::Number(number)) if number.is_i64() => {
                        rusqlite::types::Value::Integer(number.as_i64().unwrap_or_default())
                    }
                    Some(_) => {
                        return Err(refused(format!(
                            "“{column}” is neither a text nor a whole number nor null"
                        )));
                    }
                });
            }
            insert
                .execute(params_from_iter(values))
                .map_err(|error| refused(text::visible(&error.to_string())))?;
        }
        Ok(())
    }
}
