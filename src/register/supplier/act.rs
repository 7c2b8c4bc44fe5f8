//! Every deed about suppliers, as plain data.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::supplier::{Decided, Judgement, Reply, SupplierPiece, SupplierRecord};

/// One deed about a supplier of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum SupplierAct {
    /// Add a supplier, a contact or a check of the debarment list, or change it.
    Set {
        /// The record to change; a new one where it is absent.
        uid: Option<Uuid>,
        /// The record.
        record: SupplierRecord,
    },
    /// Take a record away that was made by mistake.
    Remove {
        /// The record.
        uid: Uuid,
        /// Why.
        reason: String,
    },
    /// Say that a supplier is the same as another: its contracts and history count there.
    Merge {
        /// The supplier that is no longer used by itself.
        uid: Uuid,
        /// The supplier that it is the same as.
        into: Uuid,
        /// Why they are the same.
        reason: String,
    },
    /// Say that two suppliers that were merged are two after all.
    Part {
        /// The supplier that stands for itself again.
        uid: Uuid,
        /// Why.
        reason: String,
    },
    /// Begin a review of status under the scheme of a policy.
    BeginStatus {
        /// The supplier.
        supplier: Uuid,
        /// The policy.
        policy: String,
        /// Who judges.
        by: String,
    },
    /// Judge one behaviour.
    Judge {
        /// The status review.
        review: Uuid,
        /// The judgement; without a level it says that there is no data.
        judgement: Judgement,
    },
    /// Say when the supplier was told what is intended.
    Tell {
        /// The status review.
        review: Uuid,
        /// The day; nothing takes it back.
        day: Option<Date>,
    },
    /// Record what the supplier says to it.
    Reply {
        /// The status review.
        review: Uuid,
        /// The reply; nothing takes it away.
        reply: Option<Reply>,
    },
    /// Decide on the status.
    Decide {
        /// The status review.
        review: Uuid,
        /// The decision.
        decided: Decided,
    },
    /// Put records back to how they were; the compensation of the deeds above.
    Restore {
        /// What it takes back, in words.
        said: String,
        /// The supplier that they belong to.
        supplier: Uuid,
        /// How they were.
        pieces: Vec<SupplierPiece>,
    },
}

impl SupplierAct {
    /// Adds a record.
    pub fn add(record: impl Into<SupplierRecord>) -> Self {
        Self::Set { uid: None, record: record.into() }
    }

    /// Changes a record.
    pub fn change(uid: Uuid, record: impl Into<SupplierRecord>) -> Self {
        Self::Set { uid: Some(uid), record: record.into() }
    }

    /// The deed as a word: the journal's `deed`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Set { uid: None, .. } => "add_supplier_record",
            Self::Set { uid: Some(_), .. } => "change_supplier_record",
            Self::Remove { .. } => "remove_supplier_record",
            Self::Merge { .. } => "merge_suppliers",
            Self::Part { .. } => "part_suppliers",
            Self::BeginStatus { .. } => "begin_status",
            Self::Judge { .. } => "judge_behaviour",
            Self::Tell { .. } => "tell_supplier",
            Self::Reply { .. } => "record_reply",
            Self::Decide { .. } => "decide_status",
            Self::Restore { .. } => "restore_supplier",
        }
    }

    /// The deed in words where nothing more is known of what it concerns.
    pub fn said(&self) -> String {
        match self {
            Self::Restore { said, .. } => format!("took back: {said}"),
            other => other.word().replace('_', " "),
        }
    }
}
