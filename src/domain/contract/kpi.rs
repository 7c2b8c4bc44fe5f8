//! Key performance indicators of a contract, and what came of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::records::closed_list;

/// A key performance indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kpi {
    /// The contract.
    pub contract: Uuid,
    /// What is measured.
    pub title: String,
    /// What has to be reached.
    pub target: String,
    /// How it is measured.
    pub how: Option<String>,
    /// After how many months it is assessed; the law asks for at least once in twelve.
    pub every_months: u8,
    /// The day on which it was published, with the contract details notice or later.
    pub published: Option<Date>,
    /// Why it is no longer assessed, where it is not.
    pub dropped: Option<String>,
}

closed_list! {
    /// How a supplier performed against an indicator, in the words of the regulations.
    KpiRating {
        /// The target is met or exceeded.
        Good = "Good",
        /// Close to the target.
        ApproachingTarget = "Approaching target",
        /// Below the target.
        RequiresImprovement = "Requires improvement",
        /// Significantly below the target.
        Inadequate = "Inadequate",
        /// It cannot be rated as one of the others.
        Other = "Other",
    }
}

/// An assessment of performance against an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The indicator.
    pub kpi: Uuid,
    /// The first day that it covers.
    pub from: Date,
    /// The last day that it covers.
    pub to: Date,
    /// The rating.
    pub rating: KpiRating,
    /// What was measured.
    pub measured: Option<String>,
    /// Why it is rated so.
    pub reasons: Option<String>,
    /// Who assessed it.
    pub by: String,
    /// The day on which it was published.
    pub published: Option<Date>,
}
