//! What another program changed, when an officer accepts it: the journal states it anew.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::store::journal::{self, NewEntry};
use crate::store::sums::check::Checking;
use crate::store::sums::{Owner, SUMMING, StateFault, Sums, held, take};
use crate::store::{Change, Result, StoreError, Watch};

/// Something of which not everything is as the journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Differing {
    /// Its uid, or the word for the register.
    pub(crate) thing: String,
    /// What of its rows differs.
    pub(crate) faults: Vec<StateFault>,
    /// Why the number of its changes is not that of its entries.
    pub(crate) miscounted: Vec<String>,
}

impl Change<'_> {
    /// Everything of which the rows are not as the journal says, however much it is. The index of
    /// the sums is made anew first, so that nothing is passed over.
    ///
    /// # Errors
    /// When the register cannot be read, or the work is to stop.
    pub(in crate::store) fn differing_rows(&self, watch: &Watch) -> Result<Vec<Differing>> {
        let connection: &Connection = &self.transaction;
        take::rebuild(connection)?;
        let mut checking = Checking::of(connection, usize::MAX)?;
        checking.everything(watch)?;
        if let Some(stale) = checking.found.stale {
            return Err(StoreError::Unreadable { doing: SUMMING, what: stale });
        }
        let mut found: Vec<Differing> = Vec::new();
        // What is of one thing stands together.
        for (thing, fault) in checking.things.into_iter().zip(checking.found.faults) {
            if found.last().is_none_or(|last| last.thing != thing) {
                found.push(Differing { thing, faults: Vec::new(), miscounted: Vec::new() });
            }
            if let Some(last) = found.last_mut() {
                last.faults.push(fault);
            }
        }
        Ok(found)
    }

    /// The same, and also what counts other changes than the journal has entries of.
    ///
    /// # Errors
    /// As [`Change::differing_rows`].
    pub(crate) fn differing(&self, watch: &Watch) -> Result<Vec<Differing>> {
        let mut found = self.differing_rows(watch)?;
        let mut places: HashMap<String, usize> =
            found.iter().enumerate().map(|(place, one)| (one.thing.clone(), place)).collect();
        let connection: &Connection = &self.transaction;
        let mut miscounted = journal::miscounted_procurements(connection, None)?;
        miscounted.extend(journal::miscounted_suppliers(connection, None)?);
        let gone = "the journal tells of it, and it is no longer in the register";
        miscounted
            .extend(journal::gone(connection)?.into_iter().map(|thing| (thing, gone.to_owned())));
        for (thing, said) in miscounted {
            let place = *places.entry(thing).or_insert_with_key(|thing| {
                let thing = thing.clone();
                found.push(Differing { thing, faults: Vec::new(), miscounted: Vec::new() });
                found.len() - 1
            });
            if let Some(one) = found.get_mut(place) {
                one.miscounted.push(said);
            }
        }
        Ok(found)
    }

    /// Writes an entry that states the sums of all that is there of one thing, and lets the thing
    /// count as many changes as it has entries; gives its number.
    ///
    /// # Errors
    /// When the register cannot be read or written.
    pub(crate) fn accept(
        &self,
        thing: &str,
        at: &str,
        officer: &str,
        mut detail: Map<String, Value>,
    ) -> Result<i64> {
        let failed = || StoreError::when(SUMMING);
        let connection: &Connection = &self.transaction;
        let owner = take::owner_of(connection, thing).map_err(failed())?;
        match &owner {
            Some(Owner::Supplier(uid)) => drop(detail.insert("supplier".to_owned(), json!(uid))),
            Some(_) => {}
            None => drop(detail.insert("gone".to_owned(), json!([thing]))),
        }
        if let Some(owner) = &owner {
            count_one_more(connection, owner).map_err(failed())?;
        }
        let stated = take::stated_of(connection, thing, owner.as_ref())?;
        // The number that was just counted stands in these sums.
        held(&self.ledger).pending.clear();
        let sums = Sums::from([(thing.to_owned(), stated)]);
        let procurement = matches!(owner, Some(Owner::Procurement(_))).then_some(thing);
        let detail = Value::Object(detail).to_string();
        let entry = NewEntry { at, officer, procurement, deed: "accept", detail: &detail };
        let sequence = journal::append(connection, &entry, |_| Ok(sums.clone()))?;
        take::point_all(connection, &sums, sequence)?;
        tracing::info!(deed = "accept", sequence, "journal");
        Ok(sequence)
    }
}

/// Lets a thing count the entries that it has and the one that is about to be written.
fn count_one_more(connection: &Connection, owner: &Owner) -> rusqlite::Result<()> {
    match owner {
        Owner::Register => Ok(()),
        Owner::Procurement(id) => connection
            .prepare_cached(
                "UPDATE procurement SET version = 1 +
                     (SELECT count(*) FROM journal WHERE journal.procurement = procurement.uid)
                 WHERE id = ?1",
            )?
            .execute([id])
            .map(drop),
        Owner::Supplier(uid) => connection
            .prepare_cached(
                "UPDATE supplier SET version = 1 +
                     (SELECT count(*) FROM journal INDEXED BY journal_by_supplier
                      WHERE procurement IS NULL
                      AND json_extract(detail, '$.supplier') = supplier.uid)
                 WHERE uid = ?1",
            )?
            .execute([uid])
            .map(drop),
    }
}
