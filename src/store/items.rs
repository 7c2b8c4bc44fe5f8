//! Stages, items, officers' own items, and evidence of one procurement.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::evidence::Sha256;
use crate::domain::{Evidence, EvidenceKind, ItemId, ItemState, StageNo, StageState};
use crate::store::{Change, Database, Reading, Result, StoreError, convert};

/// Where a stage stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StageRecord {
    /// Its state.
    pub state: StageState,
    /// The note with which it was closed, or the reason for which it was skipped.
    pub note: Option<String>,
}

/// Where an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ItemRecord {
    /// Its state.
    pub state: ItemState,
    /// Why it was ruled out.
    pub reason: Option<String>,
    /// The officer's note on it.
    pub note: Option<String>,
}

/// An item that an officer added to one procurement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnItem {
    /// Its id.
    pub id: ItemId,
    /// The stage that it belongs to.
    pub stage: StageNo,
    /// What to do.
    pub text: String,
    /// Whether the stage waits for it.
    pub required: bool,
    /// When it was added, in UTC.
    pub at: String,
    /// Who added it.
    pub officer: String,
}

macro_rules! reading {
    ($($holder:ty),*) => {$(
        impl $holder {
            /// The 13 stages of a procurement.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn stages(&self, procurement: i64) -> Result<Vec<StageRecord>> {
                stages(self, procurement)
            }

            /// The items of a procurement that have been touched.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn items(&self, procurement: i64) -> Result<BTreeMap<ItemId, ItemRecord>> {
                items(self, procurement)
            }

            /// The items that officers added to a procurement, in the order of their stages.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn own_items(&self, procurement: i64) -> Result<Vec<OwnItem>> {
                own_items(self, procurement)
            }

            /// The evidence of a procurement by item, the oldest first.
            ///
            /// # Errors
            /// When the register cannot be read.
            pub fn evidence(&self, procurement: i64) -> Result<BTreeMap<ItemId, Vec<Evidence>>> {
                evidence(self, procurement)
            }
        }
    )*};
}

reading!(Database, Change<'_>);

impl Change<'_> {
    /// Sets where a stage stands.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_stage(
        &self,
        procurement: i64,
        stage: StageNo,
        record: &StageRecord,
        at: &str,
    ) -> Result<()> {
        self.run(
            "INSERT INTO stage (procurement, number, state, note, changed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (procurement, number) DO UPDATE
                 SET state = excluded.state, note = excluded.note, changed_at = excluded.changed_at",
            (procurement, stage, record.state, &record.note, at),
        )
        .map_err(StoreError::when("changing a stage"))?;
        Ok(())
    }

    /// Sets where an item stands.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn set_item(
        &self,
        procurement: i64,
        (item, stage): (&ItemId, StageNo),
        record: &ItemRecord,
        (at, officer): (&str, &str),
    ) -> Result<()> {
        self.run(
            "INSERT INTO item (procurement, item, stage, state, reason, note, changed_at, officer)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (procurement, item) DO UPDATE
                 SET state = excluded.state, reason = excluded.reason, note = excluded.note,
                     changed_at = excluded.changed_at, officer = excluded.officer",
            (procurement, item, stage, record.state, &record.reason, &record.note, at, officer),
        )
        .map_err(StoreError::when("changing an item"))?;
        Ok(())
    }

    /// Adds an officer's own item.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn add_own_item(&self, procurement: i64, item: &OwnItem) -> Result<()> {
        self.run(
            "INSERT INTO own_item (procurement, item, stage, text, required, added_at, officer)
                 VALUES (:procurement, :item, :stage, :text, :required, :at, :officer)",
            named_params! {
                ":procurement": procurement,
                ":item": item.id,
                ":stage": item.stage,
                ":text": item.text,
                ":required": item.required,
                ":at": item.at,
                ":officer": item.officer,
            },
        )
        .map_err(StoreError::when("adding an item"))?;
        Ok(())
    }

    /// Takes away an officer's own item with what is known of it.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn remove_own_item(&self, procurement: i64, item: &ItemId) -> Result<()> {
        let doing = "taking away an item";
        for statement in [
            "DELETE FROM evidence WHERE procurement = ?1 AND item = ?2",
            "DELETE FROM item WHERE procurement = ?1 AND item = ?2",
            "DELETE FROM own_item WHERE procurement = ?1 AND item = ?2",
        ] {
            self.run(statement, (procurement, item)).map_err(StoreError::when(doing))?;
        }
        Ok(())
    }

    /// Attaches a piece of evidence to an item.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn attach(&self, procurement: i64, item: &ItemId, evidence: &Evidence) -> Result<()> {
        let (size, sha256) = size_and_hash(&evidence.kind);
        self.run(
            "INSERT INTO evidence (uid, procurement, item, kind, text, size, sha256, at, officer)
                 VALUES (:uid, :procurement, :item, :kind, :text, :size, :sha256, :at, :officer)",
            named_params! {
                ":uid": evidence.uid.to_string(),
                ":procurement": procurement,
                ":item": item,
                ":kind": evidence.kind.word(),
                ":text": evidence.kind.summary(),
                ":size": size,
                ":sha256": sha256,
                ":at": evidence.at,
                ":officer": evidence.officer,
            },
        )
        .map_err(StoreError::when("attaching evidence"))?;
        Ok(())
    }

    /// Finds a piece of evidence, with the item that it is attached to.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn find_evidence(&self, procurement: i64, uid: Uuid) -> Result<Option<(ItemId, Evidence)>> {
        self.transaction
            .query_row(
                "SELECT * FROM evidence WHERE procurement = ?1 AND uid = ?2",
                (procurement, uid.to_string()),
                evidence_row,
            )
            .optional()
            .map_err(StoreError::when("reading evidence"))
    }

    /// Takes a piece of evidence off its item. The journal keeps it.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn detach(&self, procurement: i64, uid: Uuid) -> Result<()> {
        self.run(
            "DELETE FROM evidence WHERE procurement = ?1 AND uid = ?2",
            (procurement, uid.to_string()),
        )
        .map_err(StoreError::when("taking away evidence"))?;
        Ok(())
    }
}

fn stages(reading: &impl Reading, procurement: i64) -> Result<Vec<StageRecord>> {
    let doing = "reading the stages";
    let mut records = vec![StageRecord::default(); StageNo::all().len()];
    let mut statement = reading
        .connection()
        .prepare_cached("SELECT number, state, note FROM stage WHERE procurement = ?1")
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([procurement], |row| {
            let number: StageNo = row.get("number")?;
            Ok((number, StageRecord { state: row.get("state")?, note: row.get("note")? }))
        })
        .map_err(StoreError::when(doing))?;
    for row in rows {
        let (number, record) = row.map_err(StoreError::when(doing))?;
        records[number.index()] = record;
    }
    Ok(records)
}

fn items(reading: &impl Reading, procurement: i64) -> Result<BTreeMap<ItemId, ItemRecord>> {
    let doing = "reading the items";
    let mut statement = reading
        .connection()
        .prepare_cached("SELECT item, state, reason, note FROM item WHERE procurement = ?1")
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([procurement], |row| {
            let record = ItemRecord {
                state: row.get("state")?,
                reason: row.get("reason")?,
                note: row.get("note")?,
            };
            Ok((row.get("item")?, record))
        })
        .map_err(StoreError::when(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
}

fn own_items(reading: &impl Reading, procurement: i64) -> Result<Vec<OwnItem>> {
    let doing = "reading the items that officers added";
    let mut statement = reading
        .connection()
        .prepare_cached(
            "SELECT item, stage, text, required, added_at, officer FROM own_item
             WHERE procurement = ?1 ORDER BY stage, added_at, item",
        )
        .map_err(StoreError::when(doing))?;
    let rows = statement
        .query_map([procurement], |row| {
            Ok(OwnItem {
                id: row.get("item")?,
                stage: row.get("stage")?,
                text: row.get("text")?,
                required: row.get("required")?,
                at: row.get("added_at")?,
                officer: row.get("officer")?,
            })
        })
        .map_err(StoreError::when(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
}

fn evidence(reading: &impl Reading, procurement: i64) -> Result<BTreeMap<ItemId, Vec<Evidence>>> {
    let doing = "reading the evidence";
    let mut statement = reading
        .connection()
        .prepare_cached("SELECT * FROM evidence WHERE procurement = ?1 ORDER BY at, uid")
        .map_err(StoreError::when(doing))?;
    let rows = statement.query_map([procurement], evidence_row).map_err(StoreError::when(doing))?;
    let mut by_item: BTreeMap<ItemId, Vec<Evidence>> = BTreeMap::new();
    for row in rows {
        let (item, evidence) = row.map_err(StoreError::when(doing))?;
        by_item.entry(item).or_default().push(evidence);
    }
    Ok(by_item)
}

fn evidence_row(row: &Row<'_>) -> rusqlite::Result<(ItemId, Evidence)> {
    let evidence = Evidence {
        uid: convert::parsed(row, "uid")?,
        kind: evidence_kind(row)?,
        at: row.get("at")?,
        officer: row.get("officer")?,
    };
    Ok((row.get("item")?, evidence))
}

/// What a row with the columns `kind`, `text`, `size` and `sha256` points at.
pub(super) fn evidence_kind(row: &Row<'_>) -> rusqlite::Result<EvidenceKind> {
    let text: String = row.get("text")?;
    let kind: String = row.get("kind")?;
    Ok(match kind.as_str() {
        "link" => EvidenceKind::Link { address: text },
        "file" => {
            let size: i64 = row.get("size")?;
            EvidenceKind::File {
                path: text,
                size: u64::try_from(size).unwrap_or(0),
                sha256: row.get("sha256")?,
            }
        }
        "note" => EvidenceKind::Note { text },
        other => return Err(convert::strange(other, "kind")),
    })
}

/// What is kept of a file beside its path.
pub(super) fn size_and_hash(kind: &EvidenceKind) -> (Option<i64>, Option<Sha256>) {
    match kind {
        EvidenceKind::Note { .. } | EvidenceKind::Link { .. } => (None, None),
        EvidenceKind::File { size, sha256, .. } => {
            (Some(i64::try_from(*size).unwrap_or(i64::MAX)), Some(*sha256))
        }
    }
}
