//! The editions of policies that procurements were started under.

use rusqlite::{OptionalExtension, named_params};

use crate::store::{Change, Database, Reading, Result, StoreError};

/// The text of a pack as it was when a procurement was started under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedPack {
    /// The row's number in this register.
    pub id: i64,
    /// The id of the policy.
    pub policy: String,
    /// The SHA-256 of the text.
    pub sha256: String,
    /// The text.
    pub content: String,
}

impl Database {
    /// The text of a pinned pack.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn pinned_pack(&self, id: i64) -> Result<PinnedPack> {
        pinned(self, id)
    }

    /// Every pinned pack.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn pinned_packs(&self) -> Result<Vec<PinnedPack>> {
        let doing = "reading the pinned policies";
        let mut statement = self
            .connection
            .prepare("SELECT id, policy, sha256, content FROM pack ORDER BY id")
            .map_err(StoreError::when(doing))?;
        let rows = statement.query_map([], from_row).map_err(StoreError::when(doing))?;
        rows.collect::<rusqlite::Result<_>>().map_err(StoreError::when(doing))
    }
}

impl Change<'_> {
    /// Pins the text of a pack, once for each content, and gives its row.
    ///
    /// # Errors
    /// When the register cannot be written.
    pub fn pin_pack(
        &self,
        policy: &str,
        edition: &str,
        sha256: &str,
        content: &str,
        at: &str,
    ) -> Result<i64> {
        let doing = "pinning the policy";
        let known: Option<i64> = self
            .transaction
            .query_row("SELECT id FROM pack WHERE sha256 = ?1", [sha256], |row| row.get(0))
            .optional()
            .map_err(StoreError::when(doing))?;
        if let Some(id) = known {
            return Ok(id);
        }
        self.transaction
            .execute(
                "INSERT INTO pack (policy, edition, sha256, content, pinned_at)
                 VALUES (:policy, :edition, :sha256, :content, :at)",
                named_params! {
                    ":policy": policy,
                    ":edition": edition,
                    ":sha256": sha256,
                    ":content": content,
                    ":at": at,
                },
            )
            .map_err(StoreError::when(doing))?;
        Ok(self.transaction.last_insert_rowid())
    }
}

fn pinned(reading: &impl Reading, id: i64) -> Result<PinnedPack> {
    reading
        .connection()
        .query_row("SELECT id, policy, sha256, content FROM pack WHERE id = ?1", [id], from_row)
        .map_err(StoreError::when("reading the policy of a procurement"))
}

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<PinnedPack> {
    Ok(PinnedPack {
        id: row.get("id")?,
        policy: row.get("policy")?,
        sha256: row.get("sha256")?,
        content: row.get("content")?,
    })
}
