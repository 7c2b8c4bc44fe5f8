//! Modern slavery and ethics: how great the risk is, what was looked into, and what was reported.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::contract::Level;
use crate::domain::{Date, EvidenceKind};

/// One side of the risk: what it is here, and how great.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// What it is, such as the countries that goods come from.
    pub words: String,
    /// How great the risk is from that side.
    pub level: Level,
}

/// An assessment of the risk of modern slavery in a contract and its supply chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlaveryRisk {
    /// The contract.
    pub contract: Uuid,
    /// The day of the assessment.
    pub day: Date,
    /// The sector.
    pub sector: Factor,
    /// The countries of the supply chain.
    pub country: Factor,
    /// The kind of labour.
    pub labour: Factor,
    /// How great the risk is as a whole.
    pub level: Level,
    /// Why; needed where it is below the greatest of the sides.
    pub reasons: Option<String>,
    /// Who assessed it.
    pub by: String,
    /// The day on which it is looked at again.
    pub next: Option<Date>,
}

impl SlaveryRisk {
    /// The greatest of the three sides, which the whole is unless somebody says why not.
    pub fn greatest(&self) -> Level {
        self.sector.level.max(self.country.level).max(self.labour.level)
    }
}

/// A step of due diligence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diligence {
    /// The contract.
    pub contract: Uuid,
    /// The day.
    pub day: Date,
    /// What was looked into.
    pub what: String,
    /// What was found.
    pub found: Option<String>,
    /// Who looked.
    pub by: String,
    /// What shows it; the register takes it from what is attached.
    pub evidence: Option<EvidenceKind>,
}

/// A concern about slavery, trafficking or ethics, and to whom it was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// The contract.
    pub contract: Uuid,
    /// The day on which it was raised.
    pub day: Date,
    /// What it is.
    pub what: String,
    /// To whom it was reported.
    pub reported_to: Option<String>,
    /// On which day.
    pub reported_on: Option<Date>,
    /// What came of it, once something did.
    pub outcome: Option<String>,
}
