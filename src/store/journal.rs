//! The append-only journal, each entry chained to the one before by its hash.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::store::backup::hex;
use crate::store::sums::Sums;
use crate::store::{Change, Database, Reading, Result, Step, StoreError, Unit, Watch, convert};

/// What the first entry of a register has in the place of a hash before it.
const NOTHING_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An entry about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// The moment, in UTC.
    pub at: &'a str,
    /// Who did it.
    pub officer: &'a str,
    /// The uid of the procurement, where it concerns one.
    pub procurement: Option<&'a str>,
    /// What was done, as a word.
    pub deed: &'a str,
    /// What was done, in full, as JSON.
    pub detail: &'a str,
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, counted from 1 without gaps.
    pub sequence: i64,
    /// The moment, in UTC.
    pub at: String,
    /// Who did it.
    pub officer: String,
    /// The uid of the procurement, where it concerns one.
    pub procurement: Option<String>,
    /// What was done, as a word.
    pub deed: String,
    /// What was done, in full, as JSON.
    pub detail: String,
    /// The sums over the rows that it changed, as JSON; entries of earlier editions have none.
    pub sums: Option<String>,
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
}

/// A window onto the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalPage {
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
    /// How many there are of those that were asked for.
    pub matching: usize,
    /// How many there are in all.
    pub total: usize,
}

/// Where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalFault {
    /// The number of the entry.
    pub sequence: i64,
    /// The moment that the entry gives.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

impl Entry {
    /// The hash that the entry should have.
    fn expected_hash(&self) -> String {
        hash(
            &self.previous,
            self.sequence,
            &NewEntry {
                at: &self.at,
                officer: &self.officer,
                procurement: self.procurement.as_deref(),
                deed: &self.deed,
                detail: &self.detail,
            },
            self.sums.as_deref(),
        )
    }
}

fn hash(previous: &str, sequence: i64, entry: &NewEntry<'_>, sums: Option<&str>) -> String {
    let sequence = sequence.to_string();
    let NewEntry { at, officer, procurement, deed, detail } = *entry;
    let mut hasher = Sha256::new();
    if let Some(sums) = sums {
        // The length before each part: however they are cut, no two entries read alike.
        let parts = [previous, &sequence, at, officer];
        let parts = parts.map(Some).into_iter().chain([procurement]);
        for part in parts.chain([deed, detail, sums].map(Some)) {
            let Some(part) = part else {
                hasher.update(b"-,");
                continue;
            };
            hasher.update(part.len().to_string().as_bytes());
            hasher.update(b":");
            hasher.update(part.as_bytes());
            hasher.update(b",");
        }
    } else {
        // As entries were hashed before they had sums.
        let parts =
            [previous, &sequence, at, officer, procurement.unwrap_or_default(), deed, detail];
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(b"\n");
        }
    }
    hex(&hasher.finalize())
}

impl Change<'_> {
    /// Writes an entry at the end of the journal and gives its number.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn journal(&self, entry: &NewEntry<'_>) -> Result<i64> {
        let sequence = append(&self.transaction, entry, |sequence| self.sums_for(sequence))?;
        // The deed is one of our own words; what it was about stays in the register.
        tracing::info!(deed = entry.deed, sequence, "journal");
        Ok(sequence)
    }
}

/// Writes an entry at the end of the journal, with the sums that are given for its number.
pub(super) fn append(
    connection: &Connection,
    entry: &NewEntry<'_>,
    sums: impl FnOnce(i64) -> Result<Sums>,
) -> Result<i64> {
    let (sequence, previous) = newest_of(connection)?
        .map_or((1, NOTHING_BEFORE.to_owned()), |(sequence, hash)| {
            (sequence.saturating_add(1), hash)
        });
    let sums = serde_json::json!(sums(sequence)?).to_string();
    let hash = hash(&previous, sequence, entry, Some(&sums));
    connection
        .prepare_cached(
            "INSERT INTO journal
                 (sequence, at, officer, procurement, deed, detail, sums, previous, hash)
             VALUES
                 (:sequence, :at, :officer, :procurement, :deed, :detail, :sums, :previous, :hash)",
        )
        .and_then(|mut statement| {
            statement.execute(named_params! {
                ":sequence": sequence,
                ":at": entry.at,
                ":officer": entry.officer,
                ":procurement": entry.procurement,
                ":deed": entry.deed,
                ":detail": entry.detail,
                ":sums": sums,
                ":previous": previous,
                ":hash": hash,
            })
        })
        .map_err(StoreError::when("writing the journal"))?;
    Ok(sequence)
}

impl Database {
    /// The entries about one procurement, the newest first, from `skip` on.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn journal_of(&self, procurement: &str, skip: usize, most: usize) -> Result<JournalPage> {
        let doing = "reading the journal";
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT * FROM journal WHERE procurement = ?1
                 ORDER BY sequence DESC LIMIT ?2 OFFSET ?3",
            )
            .map_err(StoreError::when(doing))?;
        let rows = statement
            .query_map((procurement, whole(most), whole(skip)), from_row)
            .map_err(StoreError::when(doing))?;
        let entries = rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))?;
        let total: i64 = self
            .connection
            .query_row(
                "SELECT count(*) FROM journal WHERE procurement = ?1",
                [procurement],
                |row| row.get(0),
            )
            .map_err(StoreError::when(doing))?;
        let total = usize::try_from(total).unwrap_or(0);
        Ok(JournalPage { entries, matching: total, total })
    }

    /// The entries about some suppliers, the newest first, from `first` on: they belong to no
    /// procurement, and their detail names the supplier.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn supplier_journal(
        &self,
        suppliers: &[Uuid],
        first: usize,
        most: usize,
    ) -> Result<JournalPage> {
        let doing = "reading the journal of a supplier";
        let uids: Vec<String> = suppliers.iter().map(Uuid::to_string).collect();
        let uids = convert::listed(&uids);
        // Without its name SQLite prefers the index by procurement, and reads all that have none.
        let about = "journal INDEXED BY journal_by_supplier
                     WHERE procurement IS NULL AND json_extract(detail, '$.supplier')
                     IN (SELECT value FROM json_each (?1))";
        let entries = self
            .connection
            .prepare_cached(&format!(
                "SELECT * FROM {about} ORDER BY sequence DESC LIMIT ?2 OFFSET ?3"
            ))
            .and_then(|mut statement| {
                statement.query_map((&uids, whole(most), whole(first)), from_row)?.collect()
            })
            .map_err(StoreError::when(doing))?;
        let total: i64 = self
            .connection
            .prepare_cached(&format!("SELECT count(*) FROM {about}"))
            .and_then(|mut statement| statement.query_row([&uids], |row| row.get(0)))
            .map_err(StoreError::when(doing))?;
        let total = usize::try_from(total).unwrap_or(0);
        Ok(JournalPage { entries, matching: total, total })
    }

    /// The entries about one procurement that `wanted` picks; the others are passed over as they
    /// are read.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn journal_picked(
        &self,
        procurement: &str,
        skip: usize,
        most: usize,
        mut wanted: impl FnMut(&Entry) -> bool,
    ) -> Result<JournalPage> {
        let doing = "searching the journal";
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM journal WHERE procurement = ?1 ORDER BY sequence DESC")
            .map_err(StoreError::when(doing))?;
        let rows = statement.query_map([procurement], from_row).map_err(StoreError::when(doing))?;
        let mut page = JournalPage::default();
        for row in rows {
            let entry = row.map_err(StoreError::when(doing))?;
            page.total += 1;
            if !wanted(&entry) {
                continue;
            }
            page.matching += 1;
            if page.matching > skip && page.entries.len() < most {
                page.entries.push(entry);
            }
        }
        Ok(page)
    }

    /// The number and hash of the newest entry, where there is one.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn newest_entry(&self) -> Result<Option<(i64, String)>> {
        last(self)
    }

    /// The entries whose hash begins like this, at most two: the second only says that the first
    /// is not the only one.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn entries_hashed(&self, beginning: &str) -> Result<Vec<(i64, String, String)>> {
        self.connection
            .prepare_cached(
                "SELECT sequence, at, hash FROM journal WHERE hash >= ?1 AND hash < ?1 || 'g' LIMIT 2",
            )
            .and_then(|mut statement| {
                let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
                statement.query_map([beginning], read)?.collect()
            })
            .map_err(StoreError::when("looking for an entry of the journal"))
    }

    /// The moment of the newest entry, where there is one.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn newest_moment(&self) -> Result<Option<String>> {
        self.connection
            .query_row("SELECT at FROM journal ORDER BY sequence DESC LIMIT 1", [], |row| {
                row.get(0)
            })
            .optional()
            .map_err(StoreError::when("reading the journal"))
    }

    /// Walks the whole chain; gives the number of entries and the first faults in it.
    ///
    /// # Errors
    /// When the register cannot be read, or the work is to stop.
    pub fn verify_journal(&self, watch: &Watch) -> Result<(usize, Vec<JournalFault>)> {
        self.walk_journal(watch, |_| Ok(()))
    }

    /// The same, and hands every entry to somebody else, too.
    pub(crate) fn walk_journal(
        &self,
        watch: &Watch,
        mut each: impl FnMut(&Entry) -> Result<()>,
    ) -> Result<(usize, Vec<JournalFault>)> {
        const MOST_FAULTS: usize = 20;
        let doing = "checking the journal";
        let of =
            self.newest_entry()?.map_or(0, |(sequence, _)| u64::try_from(sequence).unwrap_or(0));
        let mut statement = self
            .connection
            .prepare("SELECT * FROM journal ORDER BY sequence")
            .map_err(StoreError::when(doing))?;
        let mut rows = statement.query([]).map_err(StoreError::when(doing))?;
        let mut faults = Vec::new();
        let mut previous = NOTHING_BEFORE.to_owned();
        let mut count = 0;
        let mut expected = 1;
        let mut with_sums = false;
        while let Some(row) = rows.next().map_err(StoreError::when(doing))? {
            let entry = from_row(row).map_err(StoreError::when(doing))?;
            count += 1;
            watch.step(Step { doing, done: count as u64, of, unit: Unit::Entries })?;
            let mut fault = |what: String| {
                if faults.len() < MOST_FAULTS {
                    faults.push(JournalFault {
                        sequence: entry.sequence,
                        at: entry.at.clone(),
                        what,
                    });
                }
            };
            if entry.sequence != expected {
                fault(format!("entry {expected} is missing before it"));
            }
            if entry.previous != previous {
                fault("it does not follow from the entry before it".to_owned());
            }
            if entry.expected_hash() != entry.hash {
                fault("its content does not agree with its hash".to_owned());
            }
            if with_sums && entry.sums.is_none() {
                fault("it has no sums, although entries before it have".to_owned());
            }
            with_sums |= entry.sums.is_some();
            each(&entry)?;
            expected = entry.sequence.saturating_add(1);
            previous.clone_from(&entry.hash);
        }
        Ok((count, faults))
    }
}

impl Database {
    /// Where the journal and the procurements do not agree on how much was done: every change of
    /// a procurement is counted in it and has one entry. The chain alone cannot tell that its
    /// newest entries are gone.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn miscounted(&self) -> Result<Vec<String>> {
        /// How many of a kind are told.
        const MOST: i64 = 20;
        let said = |found: Vec<(String, String)>| found.into_iter().map(|(_, said)| said);
        let mut found: Vec<String> =
            said(miscounted_procurements(&self.connection, Some(MOST))?).collect();
        let gone = gone(&self.connection)?.len();
        if gone > 0 {
            found.push(format!(
                "the journal tells of {gone} procurements that are no longer in the register"
            ));
        }
        found.extend(said(miscounted_suppliers(&self.connection, Some(MOST))?));
        Ok(found)
    }
}

fn last(reading: &impl Reading) -> Result<Option<(i64, String)>> {
    newest_of(reading.connection())
}

/// The number and hash of the newest entry that a connection sees.
pub(super) fn newest_of(connection: &Connection) -> Result<Option<(i64, String)>> {
    connection
        .prepare_cached("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1")
        .and_then(|mut statement| {
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .map_err(StoreError::when("reading the journal"))
}

/// Which procurements count other changes than the journal has entries of: their uids, and what is
/// said of each.
pub(super) fn miscounted_procurements(
    connection: &Connection,
    most: Option<i64>,
) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT uid, reference, version, entries FROM (
            SELECT uid, reference, version,
                   (SELECT count(*) FROM journal WHERE journal.procurement = uid) AS entries
            FROM procurement)
        WHERE version <> entries LIMIT ?1";
    miscounted(connection, SQL, most, str::to_owned)
}

/// Which suppliers do.
pub(super) fn miscounted_suppliers(
    connection: &Connection,
    most: Option<i64>,
) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT uid, name, version, entries FROM (
            SELECT uid, name, version,
                   (SELECT count(*) FROM journal INDEXED BY journal_by_supplier
                    WHERE procurement IS NULL
                    AND json_extract(detail, '$.supplier') = uid) AS entries
            FROM supplier)
        WHERE version <> entries LIMIT ?1";
    miscounted(connection, SQL, most, |name| format!("the supplier “{name}”"))
}

fn miscounted(
    connection: &Connection,
    sql: &str,
    most: Option<i64>,
    called: impl Fn(&str) -> String,
) -> Result<Vec<(String, String)>> {
    let doing = "verifying the journal";
    let mut statement = connection.prepare(sql).map_err(StoreError::when(doing))?;
    // Less than nought is no limit to SQLite.
    let rows = statement
        .query_map([most.unwrap_or(-1)], |row| {
            let (name, changes, entries): (String, i64, i64) =
                (row.get(1)?, row.get(2)?, row.get(3)?);
            let name = called(&name);
            Ok((row.get(0)?, format!("{name} counts {changes} changes, the journal {entries}")))
        })
        .map_err(StoreError::when(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
}

/// The uids of procurements that the journal tells of and that are no longer in the register,
/// but for those that were told as lost or accepted as gone.
pub(super) fn gone(connection: &Connection) -> Result<Vec<String>> {
    let doing = "verifying the journal";
    let mut statement = connection
        .prepare(
            "SELECT DISTINCT procurement FROM journal
             WHERE procurement IS NOT NULL AND procurement NOT IN (SELECT uid FROM procurement)
             AND procurement NOT IN (
                 SELECT gone.value FROM journal AS told, json_each(told.detail, '$.gone') AS gone
                 WHERE told.procurement IS NULL AND told.deed IN ('salvage', 'accept'))",
        )
        .map_err(StoreError::when(doing))?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(StoreError::when(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
}

/// What is left of a journal that has gaps.
pub(super) struct Chain {
    /// How many entries stay, from the first one on.
    pub(super) kept: u64,
    /// The others that are sound in themselves.
    pub(super) later: Vec<Entry>,
    /// Which numbers are missing, from and to.
    pub(super) missing: Vec<(i64, i64)>,
}

/// Leaves in the journal what follows from its first entry on without a gap, and takes the rest
/// out of it. The triggers that stand against that are away meanwhile.
pub(super) fn keep_chain(connection: &Connection) -> Result<Chain> {
    let doing = "reading the journal";
    let mut statement = connection
        .prepare("SELECT * FROM journal ORDER BY sequence")
        .map_err(StoreError::when(doing))?;
    let rows = statement.query_map([], from_row).map_err(StoreError::when(doing))?;
    let (mut kept, mut later, mut missing) = (0, Vec::new(), Vec::new());
    let (mut previous, mut expected) = (NOTHING_BEFORE.to_owned(), 1);
    for row in rows {
        let entry = row.map_err(StoreError::when(doing))?;
        if entry.expected_hash() != entry.hash {
            // Its content is not what was written, so it is evidence of nothing.
            continue;
        }
        if entry.sequence > expected {
            missing.push((expected, entry.sequence - 1));
        }
        expected = entry.sequence.saturating_add(1);
        if missing.is_empty() && entry.previous == previous {
            kept = entry.sequence;
            previous = entry.hash;
        } else {
            later.push(entry);
        }
    }
    drop(statement);
    connection
        .execute("DELETE FROM journal WHERE sequence > ?1", [kept])
        .map_err(StoreError::when(doing))?;
    Ok(Chain { kept: u64::try_from(kept).unwrap_or(0), later, missing })
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        sequence: row.get("sequence")?,
        at: row.get("at")?,
        officer: row.get("officer")?,
        procurement: row.get("procurement")?,
        deed: row.get("deed")?,
        detail: row.get("detail")?,
        // A register of an earlier form that is only read has none.
        sums: match row.get("sums") {
            Err(rusqlite::Error::InvalidColumnName(_)) => None,
            sums => sums?,
        },
        previous: row.get("previous")?,
        hash: row.get("hash")?,
    })
}
