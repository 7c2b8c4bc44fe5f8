//! Anything that stands on a list, as a table.

use crate::domain::contract::FinancialYear;
use crate::register::{Context, Fault, Register, Result, Watch};
use crate::report::document::Table;

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// The procurements of the register that a filter finds.
    Procurements(String),
    /// What is due over all of them.
    Due,
    /// The suppliers.
    Suppliers,
    /// The contracts.
    Contracts,
    /// The commitments, with how far each is.
    Commitments,
    /// The deliveries.
    Deliveries,
    /// The lessons.
    Lessons,
    /// What the targets of the packs were against what was reached.
    Targets(FinancialYear),
    /// The items of one procurement's checklists.
    Items(String),
    /// The journal of one procurement.
    Journal(String),
}

impl Listing {
    /// What it is, as a noun: “the list of suppliers”.
    pub fn words(&self) -> String {
        let what = match self {
            Self::Procurements(_) => "procurements",
            Self::Due => "what is due",
            Self::Suppliers => "suppliers",
            Self::Contracts => "contracts",
            Self::Commitments => "commitments",
            Self::Deliveries => "deliveries",
            Self::Lessons => "lessons",
            Self::Targets(year) => return format!("the targets of {year}"),
            Self::Items(reference) => return format!("the checklists of {reference}"),
            Self::Journal(reference) => return format!("the journal of {reference}"),
        };
        format!("the list of {what}")
    }

    /// The name of a file for it, without its ending.
    pub fn stem(&self) -> String {
        match self {
            Self::Procurements(_) => "procurements".to_owned(),
            Self::Due => "due".to_owned(),
            Self::Suppliers => "suppliers".to_owned(),
            Self::Contracts => "contracts".to_owned(),
            Self::Commitments => "commitments".to_owned(),
            Self::Deliveries => "deliveries".to_owned(),
            Self::Lessons => "lessons".to_owned(),
            Self::Targets(year) => format!("targets-{}", year.begins_in()),
            Self::Items(reference) => format!("{reference}-items"),
            Self::Journal(reference) => format!("{reference}-journal"),
        }
    }
}

/// The rows of a list.
///
/// # Errors
/// When it cannot be read, or the work is to stop.
pub fn table(
    _register: &Register,
    _listing: &Listing,
    _context: &Context,
    _watch: &Watch,
) -> Result<Table> {
    Err(Fault::invalid("Not built yet."))
}
