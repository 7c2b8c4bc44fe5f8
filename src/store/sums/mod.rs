//! What the journal says of the rows: with each entry stand sums over the rows that it has changed.
//!
//! Triggers of the connection, which are in no file, hand every row that is written or taken away
//! to a [`Ledger`]; whoever writes an entry puts what has gathered there into it. So no writing
//! method can forget it, and [`Change::commit`] refuses what no entry stands for. A sum is carried
//! on by what Tenderbook itself writes, never read anew: what another program changes stays a
//! difference for good, whatever is written after it. See `docs/decisions/0020`.

mod accept;
mod check;
mod sum;
mod tables;
mod take;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

pub(crate) use check::Indexed;
pub use check::{StateFault, StateFound, Whose};
use sum::Sum;
use tables::{Covered, Of};

use crate::store::{Change, Result, StoreError};

/// The tables that follow from others and are in no copy that leaves the register.
pub(super) const DERIVED: [&str; 3] = ["written", "listed", "summed"];

/// What is said of the register as a whole instead of a uid.
pub(super) const REGISTER: &str = "register";

/// How a row was written, in what the triggers hand over.
const WENT: i64 = 0;
const CAME: i64 = 1;
const INSERTED: i64 = 2;

/// What is being done.
const SUMMING: &str = "summing up what was written";

/// Whose rows were written, as the triggers know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Register,
    /// By the number of its row.
    Procurement(i64),
    /// By its uid.
    Supplier(String),
}

/// What was written since the last entry.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// Empty until the triggers are there.
    tables: Arc<[Covered]>,
    /// What has come and gone, by whose it is and the number of its table.
    pending: BTreeMap<(Owner, usize), Sum>,
    /// Whose first row came with it.
    begun: BTreeSet<Owner>,
}

/// The ledger of a connection.
pub(super) type Shared = Arc<Mutex<Ledger>>;

/// What an entry says of one table: the sum of its rows, and the sum that was found there where
/// that is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Stated {
    /// What was written is what is there.
    Sum(String),
    /// Another program had changed the rows.
    Differs { sum: String, found: String },
}

/// What an entry says: by uid, or by the word for the register, and by table.
pub(super) type Sums = BTreeMap<String, BTreeMap<String, Stated>>;

/// Which entry states the newest sum of each table.
type Pointers = BTreeMap<String, i64>;

impl Stated {
    fn sum(&self) -> Option<Sum> {
        match self {
            Self::Sum(sum) | Self::Differs { sum, .. } => Sum::parse(sum),
        }
    }

    const fn agreed(&self) -> bool {
        matches!(self, Self::Sum(_))
    }
}

fn held(shared: &Shared) -> MutexGuard<'_, Ledger> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Empties the ledger for a new change, and makes the triggers of the connection where they are
/// not there yet.
pub(super) fn begin(connection: &Connection, shared: &Shared) -> Result<()> {
    let failed = || StoreError::when("beginning a change");
    let mut ledger = held(shared);
    ledger.pending.clear();
    ledger.begun.clear();
    if !ledger.tables.is_empty() {
        return Ok(());
    }
    let tables: Arc<[Covered]> = Covered::all(connection).map_err(failed())?.into();
    let recorder = (Arc::clone(shared), Arc::clone(&tables));
    connection
        .create_scalar_function(
            "tenderbook_wrote",
            -1,
            FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS,
            move |called| {
                let (shared, tables) = &recorder;
                let at = usize::try_from(called.get::<i64>(0)?).unwrap_or(usize::MAX);
                let how: i64 = called.get(1)?;
                let Some(table) = tables.get(at) else { return Ok(None::<i64>) };
                let owner = match (table.of, called.get_raw(2)) {
                    (Of::Procurement, ValueRef::Integer(id)) => Owner::Procurement(id),
                    (Of::Supplier, ValueRef::Text(uid)) => {
                        Owner::Supplier(String::from_utf8_lossy(uid).into_owned())
                    }
                    _ => Owner::Register,
                };
                let values = (3..called.len()).map(|at| Ok(called.get_raw(at)));
                let row = Sum::of_row(table.name, &table.columns, values)?;
                let mut ledger = held(shared);
                if how == INSERTED && table.makes_the_thing() {
                    ledger.begun.insert(owner.clone());
                }
                let sum = ledger.pending.entry((owner, at)).or_default();
                *sum = if how == WENT { sum.minus(row) } else { sum.plus(row) };
                Ok(None)
            },
        )
        .and_then(|()| connection.execute_batch(&triggers(&tables)))
        .map_err(failed())?;
    // Only now, so that a failure is met again, and no change goes by without them.
    ledger.tables = tables;
    Ok(())
}

/// The triggers that tell of every row that comes, changes or goes.
fn triggers(tables: &[Covered]) -> String {
    use std::fmt::Write as _;
    let mut sql = String::with_capacity(1 << 16);
    for (at, table) in tables.iter().enumerate() {
        let name = table.name;
        let call = |how: i64, row: &str| {
            let (owner, values) = (table.owner(row), table.values(row));
            format!("SELECT tenderbook_wrote({at}, {how}, {owner}, {values});")
        };
        let (inserted, came, went) = (call(INSERTED, "new"), call(CAME, "new"), call(WENT, "old"));
        // Writing to a String cannot fail.
        let _ = write!(
            sql,
            "CREATE TEMP TRIGGER IF NOT EXISTS {name}_came AFTER INSERT ON main.{name} BEGIN {inserted} END;
             CREATE TEMP TRIGGER IF NOT EXISTS {name}_changed AFTER UPDATE ON main.{name} BEGIN {went} {came} END;
             CREATE TEMP TRIGGER IF NOT EXISTS {name}_went AFTER DELETE ON main.{name} BEGIN {went} END;"
        );
    }
    sql
}

impl Change<'_> {
    /// Whether something was written that no entry of the journal stands for yet.
    pub(super) fn is_open(&self) -> bool {
        held(&self.ledger).pending.values().any(|sum| *sum != Sum::NONE)
    }

    /// Takes what was written since the last entry, and gives the sums for the one with this
    /// number.
    pub(super) fn sums_for(&self, sequence: i64) -> Result<Sums> {
        let failed = || StoreError::when(SUMMING);
        let (tables, mut pending, begun) = {
            let mut ledger = held(&self.ledger);
            (
                Arc::clone(&ledger.tables),
                std::mem::take(&mut ledger.pending),
                std::mem::take(&mut ledger.begun),
            )
        };
        pending.retain(|_, sum| *sum != Sum::NONE);
        let connection: &Connection = &self.transaction;
        if sequence == 1 {
            // The register got its identity before anybody did anything.
            for (at, table) in tables.iter().enumerate().filter(|(_, one)| one.name == "register") {
                let is = actual(connection, table, &Owner::Register).map_err(failed())?;
                pending.insert((Owner::Register, at), is);
            }
        }
        let mut sums = Sums::new();
        let mut rest = pending.into_iter().peekable();
        while let Some(((owner, at), delta)) = rest.next() {
            let thing = name_of(connection, &owner).map_err(failed())?;
            let new = begun.contains(&owner) || sequence == 1;
            let mut pointers = pointers(connection, &thing, new)?;
            let known = pointers.is_some();
            let mut one = Some((at, delta));
            let of_thing = sums.entry(thing.clone()).or_default();
            while let Some((at, delta)) = one {
                let table = &tables[at];
                let before = pointers.as_ref().and_then(|known| known.get(table.name));
                let before = match before {
                    Some(entry) => stated(connection, *entry, &thing, table.name)?,
                    None => None,
                };
                let sum = before.as_ref().and_then(Stated::sum).unwrap_or_default().plus(delta);
                let stated = Stated::Sum(sum.to_string());
                let stated = if known {
                    let found = actual(connection, table, &owner).map_err(failed())?;
                    if found == sum {
                        stated
                    } else {
                        Stated::Differs { sum: sum.to_string(), found: found.to_string() }
                    }
                } else {
                    stated
                };
                of_thing.insert(table.name.to_owned(), stated);
                pointers.get_or_insert_default().insert(table.name.to_owned(), sequence);
                one = rest
                    .next_if(|((next, _), _)| *next == owner)
                    .map(|((_, at), delta)| (at, delta));
            }
            point(connection, &thing, &pointers.unwrap_or_default())?;
        }
        Ok(sums)
    }

    /// Makes anew which entry states the newest sum of what, from the journal.
    ///
    /// # Errors
    /// When the register cannot be read or written.
    pub fn rebuild_sums(&self) -> Result<()> {
        take::rebuild(&self.transaction)
    }
}

pub(crate) use accept::Differing;
pub(super) use take::{take, take_salvaged};

/// The sum of the rows that are there.
fn actual(connection: &Connection, table: &Covered, owner: &Owner) -> rusqlite::Result<Sum> {
    let mut statement = connection.prepare_cached(&table.rows_of_one())?;
    let mut rows = match owner {
        Owner::Register => statement.query([])?,
        Owner::Procurement(id) => statement.query([id])?,
        Owner::Supplier(uid) => statement.query([uid])?,
    };
    let mut sum = Sum::NONE;
    while let Some(row) = rows.next()? {
        let values = (0..table.columns.len()).map(|at| row.get_ref(at));
        sum = sum.plus(Sum::of_row(table.name, &table.columns, values)?);
    }
    Ok(sum)
}

/// What the journal calls an owner.
fn name_of(connection: &Connection, owner: &Owner) -> rusqlite::Result<String> {
    match owner {
        Owner::Register => Ok(REGISTER.to_owned()),
        Owner::Supplier(uid) => Ok(uid.clone()),
        Owner::Procurement(id) => connection
            .prepare_cached("SELECT uid FROM procurement WHERE id = ?1")?
            .query_row([id], |row| row.get(0)),
    }
}

/// Which entries state the newest sums of a thing; `None` where nothing was ever stated.
fn pointers(connection: &Connection, thing: &str, new: bool) -> Result<Option<Pointers>> {
    let kept: Option<String> = connection
        .prepare_cached("SELECT entries FROM summed WHERE thing = ?1")
        .and_then(|mut statement| statement.query_row([thing], |row| row.get(0)).optional())
        .map_err(StoreError::when(SUMMING))?;
    match kept.and_then(|kept| serde_json::from_str(&kept).ok()) {
        Some(pointers) => Ok(Some(pointers)),
        None if new => Ok(None),
        // Somebody took it away: the journal itself knows.
        None => take::pointers_in_journal(connection, thing),
    }
}

fn point(connection: &Connection, thing: &str, pointers: &Pointers) -> Result<()> {
    let pointers = serde_json::json!(pointers).to_string();
    connection
        .prepare_cached(
            "INSERT INTO summed (thing, entries) VALUES (?1, ?2)
             ON CONFLICT (thing) DO UPDATE SET entries = excluded.entries",
        )
        .and_then(|mut statement| statement.execute((thing, pointers)))
        .map(drop)
        .map_err(StoreError::when(SUMMING))
}

/// What an entry states of a table of a thing.
fn stated(connection: &Connection, entry: i64, thing: &str, table: &str) -> Result<Option<Stated>> {
    Ok(sums_of(connection, entry)?.remove(thing).and_then(|mut of| of.remove(table)))
}

/// Everything that an entry states.
fn sums_of(connection: &Connection, entry: i64) -> Result<Sums> {
    let text: Option<String> = connection
        .prepare_cached("SELECT sums FROM journal WHERE sequence = ?1")
        .and_then(|mut statement| {
            statement.query_row([entry], |row| row.get::<_, Option<String>>(0)).optional()
        })
        .map_err(StoreError::when(SUMMING))?
        .flatten();
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}
