//! Logistics, stage 10: how what was bought arrives, is stored and is received.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::records::closed_list;
use crate::domain::{Date, EvidenceKind};

closed_list! {
    /// What a logistics note is about.
    LogisticsKind {
        /// It was sent or brought.
        Delivery = "delivery",
        /// It is stored.
        Storage = "storage",
        /// It was received and checked.
        Receipt = "receipt",
        /// It went back, or was turned away.
        Return = "return",
    }
}

/// A note on delivery, storage or receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logistics {
    /// The contract.
    pub contract: Uuid,
    /// What it is about.
    pub about: LogisticsKind,
    /// The day.
    pub day: Date,
    /// What arrived, is stored or was received.
    pub what: String,
    /// How much, in words.
    pub quantity: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Who received or checked it.
    pub by: Option<String>,
    /// What shows it; the register takes it from what is attached.
    pub evidence: Option<EvidenceKind>,
}
