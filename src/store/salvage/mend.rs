//! Putting in order what was salvaged: what other rows show to have stood there is put back, and
//! the journal says what was done.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::store::backup::hex;
use crate::store::sums::Differing;
use crate::store::{Change, Database, NewEntry, Reading, Result, StoreError, Watch, Whose, sums};

use super::account::TenderAccount;
use super::{KnownPack, Salvaging};

/// What is being done.
const MENDING: &str = "putting in order what was read";

/// The register's own row, made anew where it is lost.
pub(super) fn register_row(connection: &Connection, now: &str) -> rusqlite::Result<Option<String>> {
    let there: bool =
        connection.query_row("SELECT EXISTS (SELECT 1 FROM register)", [], |row| row.get(0))?;
    if there {
        return Ok(None);
    }
    connection.execute(
        "INSERT INTO register (id, uid, created_at) VALUES (1, ?1, ?2)",
        (uuid::Uuid::now_v7().to_string(), now),
    )?;
    Ok(Some("The register's own number was lost; it has a new one.".to_owned()))
}

/// Takes away pinned policies whose texts are not those that were pinned; gives how many.
pub(super) fn changed_packs(connection: &Connection) -> rusqlite::Result<u64> {
    let packs: Vec<(i64, String, String)> = connection
        .prepare("SELECT id, sha256, content FROM pack")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut changed = 0;
    for (id, sha256, content) in packs {
        if hex(&Sha256::digest(content.as_bytes())) != sha256 {
            connection.execute("DELETE FROM pack WHERE id = ?1", [id])?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Pinned policies that are lost, put back where the journal names the SHA-256 of a text that
/// is known.
pub(super) fn packs(connection: &Connection, known: &[KnownPack]) -> rusqlite::Result<Vec<String>> {
    let mut lost: BTreeMap<i64, (BTreeSet<String>, String)> = BTreeMap::new();
    for column in ["pack", "overlay"] {
        let mut statement = connection.prepare(&format!(
            "SELECT procurement.{column}, procurement.uid, created_at FROM procurement
             WHERE procurement.{column} NOT IN (SELECT id FROM pack)"
        ))?;
        let rows: Vec<(i64, String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (id, uid, at) in rows {
            let (named, pinned) = lost.entry(id).or_insert((BTreeSet::new(), at.clone()));
            *pinned = at.min(pinned.clone());
            if !named.is_empty() {
                continue;
            }
            let mut entries = connection.prepare_cached(
                "SELECT detail FROM journal WHERE procurement = ?1
                 AND deed IN ('start', 'upgrade_policy') ORDER BY sequence",
            )?;
            let details: Vec<String> =
                entries.query_map([uid], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            for detail in details {
                let detail: Value = serde_json::from_str(&detail).unwrap_or_default();
                let said = if column == "pack" { "policy_sha256" } else { "statute_sha256" };
                let hashes = [detail[said].as_str(), detail["after"]["sha256"].as_str()];
                named.extend(hashes.into_iter().flatten().map(str::to_owned));
            }
        }
    }
    let mut remarks = Vec::new();
    for (id, (named, at)) in lost {
        // One that is there already is pinned under another number.
        let mut there = connection.prepare("SELECT 1 FROM pack WHERE sha256 = ?1")?;
        let mut fitting = Vec::new();
        for pack in known.iter().filter(|pack| named.contains(&pack.sha256)) {
            if !there.exists([&pack.sha256])? {
                fitting.push(pack);
            }
        }
        let [pack] = fitting[..] else {
            remarks.push(format!(
                "The pinned policy number {id} is lost, and with it the tenders that were started under it: its text is not known to this edition."
            ));
            continue;
        };
        connection.execute(
            "INSERT INTO pack (id, policy, edition, sha256, content, pinned_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (id, &pack.policy, &pack.edition, &pack.sha256, &pack.content, at),
        )?;
        remarks.push(format!(
            "The pinned text of the policy {} was lost; it was put back from this edition of Tenderbook, with the SHA-256 that the journal names.",
            pack.policy
        ));
    }
    Ok(remarks)
}

/// What the entry on the whole register says.
pub(crate) struct Told<'a> {
    /// The name of the damaged file.
    pub(crate) file: &'a str,
    /// Its SHA-256, in hexadecimal.
    pub(crate) sha256: &'a str,
    pub(crate) at: &'a str,
    pub(crate) officer: &'a str,
}

impl Salvaging {
    /// Puts what was read in order, and writes into the journal what was done.
    pub(crate) fn mend(
        &mut self,
        database: &mut Database,
        told: &Told<'_>,
        watch: &Watch,
    ) -> Result<()> {
        let change = database.change()?;
        // Where the journal does not hold for what was read, it says from here on what that is.
        let differing = change.differing_rows(watch)?;
        let things: Vec<&str> = differing.iter().map(|one| one.thing.as_str()).collect();
        sums::take_salvaged(&change.transaction, told.at, &things)?;
        change.count_entries_of_suppliers().map_err(StoreError::when(MENDING))?;
        let reopened = change.reopen_lost_stages().map_err(StoreError::when(MENDING))?;
        change.rebuild_search()?;
        // Entries that follow a gap cannot stand in the chain: they stand inside new ones.
        for entry in &self.later {
            let there = match &entry.procurement {
                Some(uid) => change.holds(uid).map_err(StoreError::when(MENDING))?,
                None => false,
            };
            let detail = json!({
                "entry": {
                    "sequence": entry.sequence, "at": entry.at, "officer": entry.officer,
                    "procurement": entry.procurement, "deed": entry.deed,
                    "detail": entry.detail, "previous": entry.previous, "hash": entry.hash, "sums": entry.sums,
                },
            });
            change.journal(&NewEntry {
                at: told.at,
                officer: told.officer,
                procurement: entry.procurement.as_deref().filter(|_| there),
                deed: "salvaged_entry",
                detail: &detail.to_string(),
            })?;
        }
        self.account.remarks.extend(differing.iter().filter_map(of_no_tender));
        for (uid, tender) in self.harmed(&change, &reopened, &differing)? {
            let detail = json!({ "file": told.file, "lost": tender.lost });
            change.journal(&NewEntry {
                at: told.at,
                officer: told.officer,
                procurement: Some(&uid),
                deed: "salvage",
                detail: &detail.to_string(),
            })?;
            change.count_entries(&uid).map_err(StoreError::when(MENDING))?;
            self.account.tenders.push(tender);
        }
        let account = &self.account;
        let detail = json!({
            "file": told.file,
            "sha256": told.sha256,
            "rows_read": account.rows_read(),
            "rows_lost": account.rows_lost(),
            "pages_lost": account.pages_lost(),
            "tables": account.tables.iter()
                .filter(|table| table.left_out + table.missing + table.pages > 0)
                .collect::<Vec<_>>(),
            "lost_tenders": account.lost_tenders,
            "entries_kept": account.journal.kept,
            "entries_as_evidence": account.journal.evidence,
            "entries_missing": account.journal.missing,
            "gone": change.without_procurement().map_err(StoreError::when(MENDING))?,
        });
        self.account.journal.entry = change.journal(&NewEntry {
            at: told.at,
            officer: told.officer,
            procurement: None,
            deed: "salvage",
            detail: &detail.to_string(),
        })?;
        change.commit()
    }

    /// The tenders of which something is lost, with their uids.
    fn harmed(
        &self,
        change: &Change<'_>,
        reopened: &BTreeMap<i64, Vec<i64>>,
        differing: &[Differing],
    ) -> Result<Vec<(String, TenderAccount)>> {
        let differing: HashMap<&str, &Differing> =
            differing.iter().map(|one| (one.thing.as_str(), one)).collect();
        let connection = change.connection();
        let mut statement = connection
            .prepare(
                "SELECT id, uid, reference, version,
                     (SELECT count(*) FROM journal WHERE journal.procurement = uid)
                 FROM procurement ORDER BY reference",
            )
            .map_err(StoreError::when(MENDING))?;
        let rows = statement
            .query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .map_err(StoreError::when(MENDING))?;
        let mut harmed = Vec::new();
        for row in rows {
            let (id, uid, reference, changes, entries): (i64, String, String, i64, i64) =
                row.map_err(StoreError::when(MENDING))?;
            let mut lost = Vec::new();
            if changes > entries {
                lost.push(format!("{} of {changes} entries of its journal", changes - entries));
            } else if changes < entries {
                lost.push(format!(
                    "its newest state: it counts {changes} changes, and the journal has {entries}"
                ));
            }
            if let Some(stages) = reopened.get(&id) {
                let stages: Vec<String> = stages.iter().map(ToString::to_string).collect();
                lost.push(format!(
                    "what stood of its stages {}, which are open again",
                    stages.join(", ")
                ));
            }
            for (table, count) in self.leftover.left_out.get(&id).into_iter().flatten() {
                lost.push(format!("{count} of the table {table}"));
            }
            if let Some(one) = differing.get(uid.as_str()) {
                lost.push(format!("the agreement of {} with the journal", what_of(one)));
            }
            if !lost.is_empty() {
                harmed.push((uid, TenderAccount { reference, lost }));
            }
        }
        Ok(harmed)
    }
}

/// Which rows of a thing are not as the journal says.
fn what_of(one: &Differing) -> String {
    let what: Vec<&str> =
        one.faults.iter().map(|fault| fault.what.unwrap_or("everything")).collect();
    match &what[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => what.concat(),
    }
}

/// What is said of the register's own rows and of a supplier's that the journal does not hold for.
fn of_no_tender(one: &Differing) -> Option<String> {
    let whose = match &one.faults.first()?.whose {
        Whose::Register => "the register".to_owned(),
        Whose::Supplier(name) => format!("the supplier “{name}”"),
        Whose::Procurement(_) | Whose::Gone(_) => return None,
    };
    Some(format!(
        "Of {whose}, {} is not as the journal says: something is lost, or another program had changed it.",
        what_of(one)
    ))
}

impl Change<'_> {
    /// Opens stages again whose rows are lost, and gives them, by the number of their procurement;
    /// what is counted for lists follows.
    fn reopen_lost_stages(&self) -> rusqlite::Result<BTreeMap<i64, Vec<i64>>> {
        const LOST: &str = "WITH RECURSIVE number (n) AS
                (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 13)
            SELECT procurement.id, n FROM procurement, number WHERE NOT EXISTS
                (SELECT 1 FROM stage WHERE procurement = procurement.id AND number = n)";
        let lost: Vec<(i64, i64)> = self
            .connection()
            .prepare(LOST)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut reopened: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (procurement, stage) in lost {
            self.connection().execute(
                "INSERT INTO stage (procurement, number, state) VALUES (?1, ?2, 'open')",
                (procurement, stage),
            )?;
            reopened.entry(procurement).or_default().push(stage);
        }
        for procurement in reopened.keys() {
            self.connection().execute(
                "UPDATE procurement SET
                     stage = (SELECT min(number) FROM stage
                              WHERE procurement = ?1 AND state = 'open'),
                     closed_stages = (SELECT count(*) FROM stage
                                      WHERE procurement = ?1 AND state <> 'open')
                 WHERE id = ?1",
                [procurement],
            )?;
        }
        // What follows from rules is worked out when the dashboard is first looked at.
        self.connection().execute_batch(
            "DELETE FROM counted;
             INSERT INTO counted (procurement, policy, state, stage, value_pence)
             SELECT id, policy, state, stage, value_pence FROM procurement",
        )?;
        Ok(reopened)
    }

    fn holds(&self, uid: &str) -> rusqlite::Result<bool> {
        let there = self
            .connection()
            .query_row("SELECT 1 FROM procurement WHERE uid = ?1", [uid], |_| Ok(()))
            .optional()?;
        Ok(there.is_some())
    }

    /// Lets each supplier count as many changes as the journal has entries of it.
    fn count_entries_of_suppliers(&self) -> rusqlite::Result<usize> {
        self.transaction.execute(
            "UPDATE supplier SET version = told.entries FROM (
                 SELECT supplier.uid AS uid, count(journal.sequence) AS entries
                 FROM supplier LEFT JOIN journal ON journal.procurement IS NULL
                     AND json_extract(journal.detail, '$.supplier') = supplier.uid
                 GROUP BY supplier.uid
             ) AS told WHERE told.uid = supplier.uid AND told.entries <> supplier.version",
            [],
        )
    }

    /// Lets a procurement count as many changes as the journal has entries of it.
    fn count_entries(&self, uid: &str) -> rusqlite::Result<()> {
        self.connection()
            .execute(
                "UPDATE procurement SET version =
                     (SELECT count(*) FROM journal WHERE journal.procurement = ?1)
                 WHERE uid = ?1",
                [uid],
            )
            .map(drop)
    }

    /// The uids of procurements that the journal tells of and that are lost.
    fn without_procurement(&self) -> rusqlite::Result<Vec<String>> {
        self.connection()
            .prepare(
                "SELECT DISTINCT procurement FROM journal WHERE procurement IS NOT NULL
                 AND procurement NOT IN (SELECT uid FROM procurement) ORDER BY 1",
            )?
            .query_map([], |row| row.get(0))?
            .collect()
    }
}
