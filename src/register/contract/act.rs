//! Every deed after the award, as plain data.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::{ContractPiece, ContractRecord, Verified};
use crate::register::NewEvidence;

/// One deed after the award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ContractAct {
    /// Add a record, or change it.
    ///
    /// What the register knows itself (who recorded it and when, corrections, the size and hash
    /// of a file) is not taken from the record.
    Set {
        /// The record to change; a new one where it is absent.
        uid: Option<Uuid>,
        /// The record.
        record: ContractRecord,
        /// What is attached to it; what was attached before stays where it is absent.
        attached: Option<NewEvidence>,
        /// Why, where a signed contract or a closed account is changed.
        reason: Option<String>,
    },
    /// Take a record away that was made by mistake.
    Remove {
        /// The record.
        uid: Uuid,
        /// Why.
        reason: String,
    },
    /// Make what the winning bid promised commitments of the contract.
    TakeOver {
        /// The contract.
        contract: Uuid,
    },
    /// Correct a delivery; how it stood before stays on record.
    Correct {
        /// The delivery.
        delivery: Uuid,
        /// How it is to stand.
        to: Corrected,
        /// Why.
        reason: String,
    },
    /// Say who has checked a delivery, or that nobody has.
    Verify {
        /// The delivery.
        delivery: Uuid,
        /// Who, when and how.
        verified: Option<Verified>,
    },
    /// Say that a lesson of another tender was read for this one, and what is made of it.
    ReadLesson {
        /// The lesson.
        lesson: Uuid,
        /// What is made of it here.
        taken: Option<String>,
    },
    /// Put records back to how they were; the compensation of the deeds above.
    Restore {
        /// What it takes back, in words.
        said: String,
        /// How they were.
        pieces: Vec<ContractPiece>,
    },
}

/// How a delivery is to stand once it is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// The day of the delivery, or the last day that it covers.
    pub day: Date,
    /// The first day that it covers.
    pub from: Option<Date>,
    /// How much.
    pub quantity: Option<Decimal>,
    /// What was delivered, in words.
    pub words: Option<String>,
    /// Whether it does not count at all, because it was recorded by mistake.
    pub withdrawn: bool,
}

impl ContractAct {
    /// Adds a record.
    pub fn add(record: impl Into<ContractRecord>) -> Self {
        Self::Set { uid: None, record: record.into(), attached: None, reason: None }
    }

    /// Changes a record.
    pub fn change(uid: Uuid, record: impl Into<ContractRecord>) -> Self {
        Self::Set { uid: Some(uid), record: record.into(), attached: None, reason: None }
    }

    /// The same with what is attached.
    #[must_use]
    pub fn with(mut self, evidence: Option<NewEvidence>) -> Self {
        if let Self::Set { attached, .. } = &mut self {
            *attached = evidence;
        }
        self
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(mut self, why: Option<String>) -> Self {
        if let Self::Set { reason, .. } = &mut self {
            *reason = why;
        }
        self
    }

    /// The deed as a word: the journal's `deed`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Set { uid: None, .. } => "add_record",
            Self::Set { uid: Some(_), .. } => "change_record",
            Self::Remove { .. } => "remove_record",
            Self::TakeOver { .. } => "take_over_commitments",
            Self::Correct { .. } => "correct_delivery",
            Self::Verify { .. } => "verify_delivery",
            Self::ReadLesson { .. } => "read_lesson",
            Self::Restore { .. } => "restore_records",
        }
    }

    /// The deed in words where nothing more is known of what it concerns.
    pub fn said(&self) -> String {
        match self {
            Self::Set { uid: None, record, .. } => format!("recorded {}", record.kind().words()),
            Self::Set { uid: Some(_), record, .. } => format!("changed {}", record.kind().words()),
            Self::Remove { .. } => "took a record away".to_owned(),
            Self::TakeOver { .. } => "took over the commitments of the award".to_owned(),
            Self::Correct { .. } => "corrected a delivery".to_owned(),
            Self::Verify { verified: Some(_), .. } => "verified a delivery".to_owned(),
            Self::Verify { verified: None, .. } => "took a verification back".to_owned(),
            Self::ReadLesson { .. } => "read a lesson".to_owned(),
            Self::Restore { said, .. } => format!("took back: {said}"),
        }
    }
}
