//! Sums of what is there already: when a register comes under them, and where their index is made
//! anew.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde_json::json;

use crate::store::journal::{self, NewEntry};
use crate::store::sums::tables::{Covered, Of};
use crate::store::sums::{
    Owner, Pointers, REGISTER, SUMMING, Stated, Sum, Sums, actual, name_of, point, pointers,
};
use crate::store::{Result, StoreError};

/// How many things one entry takes, so that none grows long.
const AT_ONCE: i64 = 50;

/// Who takes them: no officer has asked for it.
const TAKER: &str = "Tenderbook";

/// Why they are taken, where a register had none before.
const BEGUN: &str = "From here on the journal holds a sum of what stands in each table; these are the sums as they were found.";

/// Why they are taken of a register that was salvaged.
const SALVAGED: &str =
    "The register was salvaged from a damaged file; these are the sums of what could be read.";

/// States the sums of everything that is there, as it is found, in entries that say so.
pub(in crate::store) fn take(transaction: &Transaction<'_>, now: &str) -> Result<()> {
    if journal::newest_of(transaction)?.is_none() {
        // The first entry takes those of the register along.
        return Ok(());
    }
    state_all(transaction, now, BEGUN)
}

/// The same of some things of a register that was salvaged, also of what is gone; the rest stands
/// as the journal says.
pub(in crate::store) fn take_salvaged(
    transaction: &Transaction<'_>,
    now: &str,
    things: &[&str],
) -> Result<()> {
    for some in things.chunks(usize::try_from(AT_ONCE).unwrap_or(1)) {
        let mut sums = Sums::new();
        for thing in some {
            let owner = owner_of(transaction, thing).map_err(StoreError::when(SUMMING))?;
            sums.insert((*thing).to_owned(), stated_of(transaction, thing, owner.as_ref())?);
        }
        enter(transaction, &sums, now, SALVAGED)?;
    }
    Ok(())
}

/// The sums of everything that is there of one thing, and of what the journal speaks of.
pub(super) fn stated_of(
    connection: &Connection,
    thing: &str,
    owner: Option<&Owner>,
) -> Result<BTreeMap<String, Stated>> {
    let failed = || StoreError::when(SUMMING);
    let known = pointers(connection, thing, true)?.unwrap_or_default();
    let mut stated = BTreeMap::new();
    for table in Covered::all(connection).map_err(failed())? {
        let sum = match owner {
            Some(owner) if belongs(&table, owner) => {
                actual(connection, &table, owner).map_err(failed())?
            }
            _ => Sum::NONE,
        };
        if sum != Sum::NONE || known.contains_key(table.name) {
            stated.insert(table.name.to_owned(), Stated::Sum(sum.to_string()));
        }
    }
    Ok(stated)
}

/// Whose rows a thing has, where it is still there.
pub(super) fn owner_of(connection: &Connection, thing: &str) -> rusqlite::Result<Option<Owner>> {
    if thing == REGISTER {
        return Ok(Some(Owner::Register));
    }
    let procurement = connection
        .prepare_cached("SELECT id FROM procurement WHERE uid = ?1")?
        .query_row([thing], |row| row.get(0))
        .optional()?;
    if let Some(id) = procurement {
        return Ok(Some(Owner::Procurement(id)));
    }
    let there =
        connection.prepare_cached("SELECT 1 FROM supplier WHERE uid = ?1")?.exists([thing])?;
    Ok(there.then(|| Owner::Supplier(thing.to_owned())))
}

fn state_all(transaction: &Transaction<'_>, now: &str, why: &str) -> Result<()> {
    let failed = || StoreError::when(SUMMING);
    let tables = Covered::all(transaction).map_err(failed())?;
    let mut after = None;
    let mut owners = vec![Owner::Register];
    loop {
        if let Some(last) = owners.last() {
            after = Some(last.clone());
        }
        let mut sums = Sums::new();
        for owner in &owners {
            let thing = name_of(transaction, owner).map_err(failed())?;
            let known = pointers(transaction, &thing, true)?.unwrap_or_default();
            let of = sums.entry(thing).or_default();
            for table in tables.iter().filter(|table| belongs(table, owner)) {
                let sum = actual(transaction, table, owner).map_err(failed())?;
                if sum != Sum::NONE || known.contains_key(table.name) {
                    of.insert(table.name.to_owned(), Stated::Sum(sum.to_string()));
                }
            }
        }
        enter(transaction, &sums, now, why)?;
        owners = next(transaction, after.as_ref()).map_err(failed())?;
        if owners.is_empty() {
            return Ok(());
        }
    }
}

/// Whether a table holds rows of such an owner.
pub(super) fn belongs(table: &Covered, owner: &Owner) -> bool {
    match owner {
        Owner::Register => table.of == Of::Register,
        Owner::Procurement(_) => table.of == Of::Procurement,
        Owner::Supplier(_) => table.of == Of::Supplier,
    }
}

/// The owners that come after one: procurements first, then suppliers.
fn next(connection: &Connection, after: Option<&Owner>) -> rusqlite::Result<Vec<Owner>> {
    let most = AT_ONCE;
    let last = match after {
        Some(Owner::Procurement(id)) => *id,
        _ => 0,
    };
    let suppliers_from = match after {
        Some(Owner::Supplier(uid)) => uid.as_str(),
        _ => "",
    };
    if suppliers_from.is_empty() {
        let found: Vec<Owner> = connection
            .prepare_cached("SELECT id FROM procurement WHERE id > ?1 ORDER BY id LIMIT ?2")?
            .query_map((last, most), |row| row.get(0).map(Owner::Procurement))?
            .collect::<rusqlite::Result<_>>()?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    connection
        .prepare_cached("SELECT uid FROM supplier WHERE uid > ?1 ORDER BY uid LIMIT ?2")?
        .query_map((suppliers_from, most), |row| row.get(0).map(Owner::Supplier))?
        .collect()
}

/// Writes the entry, and which things it speaks of.
fn enter(transaction: &Transaction<'_>, sums: &Sums, now: &str, why: &str) -> Result<()> {
    let detail = json!({
        "things": sums.len(),
        "why": why,
    });
    let sequence = journal::append(
        transaction,
        &NewEntry {
            at: now,
            officer: TAKER,
            procurement: None,
            deed: "take_sums",
            detail: &detail.to_string(),
        },
        |_| Ok(sums.clone()),
    )?;
    point_all(transaction, sums, sequence)
}

/// Keeps which entry states the newest sums of what.
pub(super) fn point_all(connection: &Connection, sums: &Sums, sequence: i64) -> Result<()> {
    for (thing, of) in sums {
        let mut known = pointers(connection, thing, true)?.unwrap_or_default();
        known.extend(of.keys().map(|table| (table.clone(), sequence)));
        point(connection, thing, &known)?;
    }
    Ok(())
}

/// Makes anew which entry states the newest sum of what.
pub(super) fn rebuild(connection: &Connection) -> Result<()> {
    let failed = || StoreError::when(SUMMING);
    connection.execute("DELETE FROM summed", []).map_err(failed())?;
    let mut statement = connection
        .prepare("SELECT sequence, sums FROM journal WHERE sums <> ?1 ORDER BY sequence")
        .map_err(failed())?;
    let mut rows = statement.query(["{}"]).map_err(failed())?;
    while let Some(row) = rows.next().map_err(failed())? {
        let sequence: i64 = row.get(0).map_err(failed())?;
        let text: String = row.get(1).map_err(failed())?;
        let sums: Sums = serde_json::from_str(&text).unwrap_or_default();
        for (thing, of) in sums {
            let mut known = pointers(connection, &thing, true)?.unwrap_or_default();
            known.extend(of.into_keys().map(|table| (table, sequence)));
            point(connection, &thing, &known)?;
        }
    }
    Ok(())
}

/// The same of one thing, without writing it.
pub(super) fn pointers_in_journal(
    connection: &Connection,
    thing: &str,
) -> Result<Option<Pointers>> {
    let failed = || StoreError::when(SUMMING);
    let mut statement = connection
        .prepare("SELECT sequence, sums FROM journal WHERE instr(sums, ?1) > 0 ORDER BY sequence")
        .map_err(failed())?;
    let named = if thing == REGISTER { format!("\"{REGISTER}\":{{") } else { thing.to_owned() };
    let mut rows = statement.query([named]).map_err(failed())?;
    let mut found: Option<Pointers> = None;
    while let Some(row) = rows.next().map_err(failed())? {
        let sequence: i64 = row.get(0).map_err(failed())?;
        let text: String = row.get(1).map_err(failed())?;
        let sums: Sums = serde_json::from_str(&text).unwrap_or_default();
        if let Some(of) = sums.get(thing) {
            let found = found.get_or_insert_default();
            found.extend(of.keys().map(|table| (table.clone(), sequence)));
        }
    }
    Ok(found)
}
