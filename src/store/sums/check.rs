//! Whether the rows are those that the journal's sums speak of, and since when they are not.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use crate::store::journal::Entry;
use crate::store::sums::tables::{Covered, Of};
use crate::store::sums::{Owner, Pointers, REGISTER, Stated, Sum, Sums, actual, stated, sums_of};
use crate::store::watch::{Step, Unit, Watch};
use crate::store::{Database, Result, StoreError};

/// What is being done.
const CHECKING: &str = "comparing what is there with the journal";

/// How many faults are told; behind these, the file is not worth more words.
const MOST_FAULTS: usize = 20;

/// How many things are remembered while the journal is walked.
const REMEMBERED: usize = 1024;

/// What comparing the rows with the journal found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StateFound {
    /// How many procurements were compared.
    pub procurements: usize,
    /// How many suppliers were compared, also those that are gone.
    pub suppliers: usize,
    /// The first faults.
    pub faults: Vec<StateFault>,
    /// What is wrong with the index of the sums, which follows from the journal.
    pub stale: Option<String>,
}

/// Rows that are not what the journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateFault {
    /// Whose they are, as officers call it: a reference, the name of a supplier.
    pub whose: Whose,
    /// What they are called; `None` where all that is known of the thing is wrong.
    pub what: Option<&'static str>,
    /// The number and moment of the entry with which they last agreed.
    pub agreed: Option<(i64, String)>,
    /// The number and moment of the first entry with which they did not, where one saw it.
    pub differed: Option<(i64, String)>,
}

/// Whose rows they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// The register's as a whole.
    Register,
    /// Those of the procurement with this reference.
    Procurement(String),
    /// Those of the supplier with this name.
    Supplier(String),
    /// Of a procurement or supplier that is gone, by its uid.
    Gone(String),
}

/// What is known of the index of the sums while the journal is walked.
#[derive(Debug, Default)]
pub(crate) struct Indexed {
    known: HashMap<String, Option<Pointers>>,
    stale: Option<String>,
}

impl Indexed {
    /// Looks whether the index has an entry, or a later one, for all that this entry states.
    fn see(&mut self, connection: &Connection, entry: &Entry) -> Result<()> {
        let Some(text) = entry.sums.as_deref().filter(|text| *text != "{}") else { return Ok(()) };
        if self.stale.is_some() {
            return Ok(());
        }
        // What cannot be read has another hash than its entry, which is told there.
        let Ok(sums) = serde_json::from_str::<Sums>(text) else { return Ok(()) };
        for (thing, of) in &sums {
            if !self.known.contains_key(thing) {
                if self.known.len() >= REMEMBERED {
                    self.known.clear();
                }
                let pointers = index(connection, thing)?;
                self.known.insert(thing.clone(), pointers);
            }
            let pointers = self.known.get(thing).and_then(Option::as_ref);
            let newest = |table: &String| pointers.and_then(|known| known.get(table)).copied();
            if of.keys().any(|table| newest(table).is_none_or(|newest| newest < entry.sequence)) {
                self.stale = Some(format!("it does not know entry {}", entry.sequence));
                return Ok(());
            }
        }
        Ok(())
    }
}

fn index(connection: &Connection, thing: &str) -> Result<Option<Pointers>> {
    let kept: Option<String> = connection
        .prepare_cached("SELECT entries FROM summed WHERE thing = ?1")
        .and_then(|mut statement| statement.query_row([thing], |row| row.get(0)).optional())
        .map_err(StoreError::when(CHECKING))?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

impl Database {
    /// Looks whether the index of the sums knows an entry.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub(crate) fn see_sums(&self, indexed: &mut Indexed, entry: &Entry) -> Result<()> {
        indexed.see(&self.connection, entry)
    }

    /// Compares the rows of every procurement, every supplier and the register itself with the
    /// newest sums of the journal.
    ///
    /// # Errors
    /// When the register cannot be read, or the work is to stop.
    pub(crate) fn verify_state(&self, indexed: Indexed, watch: &Watch) -> Result<StateFound> {
        if let Some(stale) = indexed.stale {
            // What is newest is not known, so nothing can be compared.
            return Ok(StateFound { stale: Some(stale), ..StateFound::default() });
        }
        let mut checking = Checking::of(&self.connection, MOST_FAULTS)?;
        checking.everything(watch)?;
        Ok(checking.found)
    }
}

/// An entry of the journal by its number, and its moment.
type Moment = (i64, String);

/// Rows and sums being compared.
pub(super) struct Checking<'a> {
    connection: &'a Connection,
    tables: Vec<Covered>,
    /// The entry that was read last: many things can stand in one.
    last: (i64, Sums),
    /// How many faults are told.
    most: usize,
    pub(super) found: StateFound,
    /// Of which thing each fault is, as the journal calls it.
    pub(super) things: Vec<String>,
}

impl<'a> Checking<'a> {
    pub(super) fn of(connection: &'a Connection, most: usize) -> Result<Self> {
        Ok(Self {
            connection,
            tables: Covered::all(connection).map_err(StoreError::when(CHECKING))?,
            last: (0, Sums::new()),
            most,
            found: StateFound::default(),
            things: Vec::new(),
        })
    }

    /// Compares all that is there and all that the journal speaks of.
    pub(super) fn everything(&mut self, watch: &Watch) -> Result<()> {
        let failed = || StoreError::when(CHECKING);
        let connection = self.connection;
        let of: i64 = connection
            .query_row("SELECT count(*) FROM summed", [], |row| row.get(0))
            .map_err(failed())?;
        let of = u64::try_from(of).unwrap_or(0);
        let mut statement =
            connection.prepare("SELECT thing, entries FROM summed").map_err(failed())?;
        let mut rows = statement.query([]).map_err(failed())?;
        let mut done = 0;
        while let Some(row) = rows.next().map_err(failed())? {
            done += 1;
            watch.step(Step { doing: CHECKING, done, of, unit: Unit::Rows })?;
            let thing: String = row.get(0).map_err(failed())?;
            let entries: String = row.get(1).map_err(failed())?;
            let Ok(pointers) = serde_json::from_str::<Pointers>(&entries) else {
                self.found.stale = Some("it cannot be read".to_owned());
                break;
            };
            self.thing(&thing, &pointers)?;
            if self.found.stale.is_some() {
                break;
            }
        }
        self.unknown()
    }

    fn thing(&mut self, thing: &str, pointers: &Pointers) -> Result<()> {
        let failed = || StoreError::when(CHECKING);
        let (owner, of) = if thing == REGISTER {
            (Some(Owner::Register), Some(Of::Register))
        } else if let Some(id) = self.procurement(thing)? {
            self.found.procurements += 1;
            (Some(Owner::Procurement(id)), Some(Of::Procurement))
        } else if self.is_supplier(thing)? {
            self.found.suppliers += 1;
            (Some(Owner::Supplier(thing.to_owned())), Some(Of::Supplier))
        } else {
            (None, None)
        };
        let tables = std::mem::take(&mut self.tables);
        let mut wrong = Vec::new();
        for table in &tables {
            let pointed = pointers.get(table.name).copied();
            if pointed.is_none() && of != Some(table.of) {
                continue;
            }
            let said = match pointed {
                Some(entry) => {
                    let Some(said) = self.said(entry, thing, table.name)? else {
                        self.found.stale =
                            Some(format!("it names entry {entry} for what that does not state"));
                        break;
                    };
                    said
                }
                None => Sum::NONE,
            };
            let is = match &owner {
                Some(owner) if of == Some(table.of) => {
                    actual(self.connection, table, owner).map_err(failed())?
                }
                _ => Sum::NONE,
            };
            if is != said {
                wrong.push((table.name, table.words, pointed));
            }
        }
        self.tables = tables;
        if owner.is_none() && wrong.len() > 1 {
            // Everything of it is gone: one sentence says so.
            wrong.truncate(1);
        }
        for (table, words, pointed) in wrong {
            if self.found.faults.len() >= self.most {
                break;
            }
            let [agreed, differed] = self.since(thing, table, pointed)?;
            let what = owner.is_some().then_some(words);
            let whose = self.whose(thing, owner.as_ref())?;
            self.found.faults.push(StateFault { whose, what, agreed, differed });
            self.things.push(thing.to_owned());
        }
        Ok(())
    }

    fn procurement(&self, uid: &str) -> Result<Option<i64>> {
        self.connection
            .prepare_cached("SELECT id FROM procurement WHERE uid = ?1")
            .and_then(|mut statement| statement.query_row([uid], |row| row.get(0)).optional())
            .map_err(StoreError::when(CHECKING))
    }

    fn is_supplier(&self, uid: &str) -> Result<bool> {
        self.connection
            .prepare_cached("SELECT 1 FROM supplier WHERE uid = ?1")
            .and_then(|mut statement| statement.exists([uid]))
            .map_err(StoreError::when(CHECKING))
    }

    /// The sum that an entry states.
    fn said(&mut self, entry: i64, thing: &str, table: &str) -> Result<Option<Sum>> {
        if self.last.0 != entry {
            self.last = (entry, sums_of(self.connection, entry)?);
        }
        Ok(self.last.1.get(thing).and_then(|of| of.get(table)).and_then(Stated::sum))
    }

    /// With which entry the rows of a table last agreed, and the first that saw them differ.
    fn since(&self, thing: &str, table: &str, pointed: Option<i64>) -> Result<[Option<Moment>; 2]> {
        let failed = || StoreError::when(CHECKING);
        let moment = |entry: i64| -> Result<Moment> {
            let at = self
                .connection
                .query_row("SELECT at FROM journal WHERE sequence = ?1", [entry], |row| row.get(0))
                .map_err(failed())?;
            Ok((entry, at))
        };
        // Rows of a kind that the journal has never spoken of: when they came is not known.
        let Some(newest) = pointed else { return Ok([None, None]) };
        let said = stated(self.connection, newest, thing, table)?;
        if said.as_ref().is_some_and(Stated::agreed) {
            return Ok([Some(moment(newest)?), None]);
        }
        let mut statement = self
            .connection
            .prepare(
                "SELECT sequence FROM journal WHERE sequence <= ?1 AND instr(sums, ?2) > 0
                 ORDER BY sequence DESC",
            )
            .map_err(failed())?;
        let entries: Vec<i64> = statement
            .query_map((newest, format!("\"{thing}\":")), |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(failed())?;
        let mut differed = newest;
        for entry in entries {
            match stated(self.connection, entry, thing, table)? {
                Some(said) if said.agreed() => {
                    return Ok([Some(moment(entry)?), Some(moment(differed)?)]);
                }
                Some(_) => differed = entry,
                None => {}
            }
        }
        Ok([None, Some(moment(differed)?)])
    }

    fn whose(&self, thing: &str, owner: Option<&Owner>) -> Result<Whose> {
        let read = |sql: &str, value: &dyn rusqlite::ToSql| -> Result<String> {
            self.connection
                .query_row(sql, [value], |row| row.get(0))
                .map_err(StoreError::when(CHECKING))
        };
        Ok(match owner {
            Some(Owner::Register) => Whose::Register,
            Some(Owner::Procurement(id)) => {
                Whose::Procurement(read("SELECT reference FROM procurement WHERE id = ?1", id)?)
            }
            Some(Owner::Supplier(uid)) => {
                Whose::Supplier(read("SELECT name FROM supplier WHERE uid = ?1", uid)?)
            }
            None => {
                let started: Option<String> = self
                    .connection
                    .query_row(
                        "SELECT json_extract(detail, '$.act.reference') FROM journal
                         WHERE procurement = ?1 AND deed = 'start'",
                        [thing],
                        |row| row.get(0),
                    )
                    .optional()
                    .map_err(StoreError::when(CHECKING))?
                    .flatten();
                started.map_or_else(|| Whose::Gone(thing.to_owned()), Whose::Procurement)
            }
        })
    }

    /// What is there and the journal has never spoken of.
    fn unknown(&mut self) -> Result<()> {
        let failed = || StoreError::when(CHECKING);
        let most = i64::try_from(self.most).unwrap_or(i64::MAX);
        for (sql, whose) in [
            (
                "SELECT uid, reference FROM procurement
                 WHERE uid NOT IN (SELECT thing FROM summed) LIMIT ?1",
                Whose::Procurement as fn(String) -> Whose,
            ),
            (
                "SELECT uid, name FROM supplier
                 WHERE uid NOT IN (SELECT thing FROM summed) LIMIT ?1",
                Whose::Supplier,
            ),
        ] {
            let mut statement = self.connection.prepare(sql).map_err(failed())?;
            let mut rows = statement.query([most]).map_err(failed())?;
            while let Some(row) = rows.next().map_err(failed())? {
                let whose = whose(row.get(1).map_err(failed())?);
                self.found.faults.push(StateFault {
                    whose,
                    what: None,
                    agreed: None,
                    differed: None,
                });
                self.things.push(row.get(0).map_err(failed())?);
            }
        }
        Ok(())
    }
}
