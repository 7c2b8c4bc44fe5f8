//! The end of a contract: how it is handed over, and the final account of its commitments.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;

/// How a contract is brought to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExitPlan {
    /// The contract; the plan stands at its uid.
    pub contract: Uuid,
    /// Who leads it.
    pub owner: String,
    /// The day by which everything is handed over.
    pub handed_over_by: Option<Date>,
    /// How the service goes on, and with whom.
    pub service: Option<String>,
    /// What happens to the people who do the work.
    pub people: Option<String>,
    /// What happens to data and records.
    pub data: Option<String>,
    /// What happens to assets, equipment and stock.
    pub assets: Option<String>,
    /// What happens to what was promised and not yet delivered.
    pub commitments: Option<String>,
    /// The day on which everything was handed over.
    pub done: Option<Date>,
}

/// The final account of a contract: from then on nothing more is delivered under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalAccount {
    /// The contract; the account stands at its uid.
    pub contract: Uuid,
    /// The day on which it was closed.
    pub day: Date,
    /// Who closed it.
    pub by: String,
    /// What there is to say of it.
    pub note: Option<String>,
}
