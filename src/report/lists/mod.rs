//! Anything that stands on a list, as a table.
//!
//! A list holds what its screen shows and what an officer asks of it in a spreadsheet. An empty
//! cell says that nothing is known or nothing applies; where that could be read as a no, the cell
//! says “not recorded”. The lists are the officer's own: they name people.

mod after;
mod evaluation;
mod headings;
mod name;
mod suppliers;
mod tenders;
#[cfg(test)]
mod tests;

pub use name::{Name, OwnName};

use rust_decimal::Decimal;
use uuid::Uuid;

use crate::domain::contract::FinancialYear;
use crate::domain::exact::Exact;
use crate::domain::text::capital;
use crate::register::{Context, Register, Result, Slice, Step, Unit, Watch};
use crate::report::document::{Cell, Column, Table};

/// A list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// The procurements of the register that a filter finds.
    Procurements(String),
    /// The procurements behind a figure of the dashboard.
    Behind(Slice),
    /// What is due over all of them.
    Due,
    /// The texts in which words were found.
    Found(String),
    /// The suppliers.
    Suppliers,
    /// The contracts of one supplier, over all procurements.
    SupplierContracts(Uuid),
    /// The people to talk to at one supplier.
    SupplierContacts(Uuid),
    /// The status of one supplier: what stands, what is under way, what was before.
    SupplierStatus(Uuid),
    /// Looks for one supplier on the debarment list.
    SupplierChecks(Uuid),
    /// What was done about one supplier.
    SupplierJournal(Uuid),
    /// One kind of record of contracts, of one procurement or of all.
    Records(Records, Option<String>),
    /// The lessons.
    Lessons,
    /// What the targets of the packs were against what was reached.
    Targets(FinancialYear),
    /// The policies that procurements can be started under.
    Policies,
    /// The items of one procurement's checklists.
    Items(String),
    /// The outcomes and measures that one procurement seeks.
    Outcomes(String),
    /// The days of one procurement: those that are known, time limits, and plans.
    Days(String),
    /// The journal of one procurement.
    Journal(String),
    /// The award criteria of one procurement.
    Criteria(String),
    /// The bids for one procurement.
    Bids(String),
    /// Who evaluates bids for one procurement, with their declarations of interests.
    Evaluators(String),
    /// The scores that bids for one procurement were given.
    Scores(String),
    /// The points and places of the bids for one procurement.
    Ranking(String),
}

/// A kind of record that contracts have.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Records {
    /// The contracts themselves.
    Contracts,
    /// What suppliers have to deliver, with how far each is.
    Commitments,
    /// What was delivered.
    Deliveries,
    /// Key performance indicators.
    Indicators,
    /// Assessments against them.
    Assessments,
    /// Reviews of performance.
    Reviews,
    /// What somebody has to do by a day.
    Actions,
    /// Risks.
    Risks,
    /// Extensions and other changes.
    Changes,
    /// Documents.
    Documents,
    /// Money of financial years.
    Money,
    /// Concerns about modern slavery and other wrongs.
    Concerns,
    /// Deliveries of goods, storage and receipt.
    Logistics,
    /// What falls due under contracts.
    #[strum(serialize = "due-under-contracts")]
    Due,
}

impl Records {
    /// What they are called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Contracts => "contracts",
            Self::Commitments => "commitments",
            Self::Deliveries => "deliveries",
            Self::Indicators => "key performance indicators",
            Self::Assessments => "assessments of performance",
            Self::Reviews => "reviews of performance",
            Self::Actions => "actions",
            Self::Risks => "risks",
            Self::Changes => "changes of contracts",
            Self::Documents => "documents of contracts",
            Self::Money => "money by financial year",
            Self::Concerns => "concerns",
            Self::Logistics => "logistics",
            Self::Due => "what is due under contracts",
        }
    }
}

impl Listing {
    /// What it is, as a noun: “the list of suppliers”.
    pub fn words(&self) -> String {
        let of = |what: &str, of: &str| format!("the {what} of {of}");
        match self {
            Self::Procurements(_) => "the list of procurements".to_owned(),
            Self::Behind(_) => "the list of procurements behind a figure".to_owned(),
            Self::Due => "the list of what is due".to_owned(),
            Self::Found(_) => "the list of what was found".to_owned(),
            Self::Suppliers => "the list of suppliers".to_owned(),
            Self::SupplierContracts(_) => "the contracts of a supplier".to_owned(),
            Self::SupplierContacts(_) => "the contacts of a supplier".to_owned(),
            Self::SupplierStatus(_) => "the status of a supplier".to_owned(),
            Self::SupplierChecks(_) => "the debarment checks of a supplier".to_owned(),
            Self::SupplierJournal(_) => "the journal of a supplier".to_owned(),
            Self::Records(kind, None) => format!("the list of {}", kind.words()),
            Self::Records(kind, Some(reference)) => {
                format!("the list of {} of {reference}", kind.words())
            }
            Self::Lessons => "the list of lessons".to_owned(),
            Self::Targets(year) => of("targets", &year.to_string()),
            Self::Policies => "the list of policies".to_owned(),
            Self::Items(reference) => of("checklists", reference),
            Self::Outcomes(reference) => of("outcomes", reference),
            Self::Days(reference) => of("days", reference),
            Self::Journal(reference) => of("journal", reference),
            Self::Criteria(reference) => of("award criteria", reference),
            Self::Bids(reference) => of("bids", reference),
            Self::Evaluators(reference) => of("evaluators", reference),
            Self::Scores(reference) => of("scores", reference),
            Self::Ranking(reference) => of("result", reference),
        }
    }

    /// The reference of the procurement that it is of, where it is of one.
    pub const fn reference_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Records(_, reference) => reference.as_mut(),
            Self::Items(reference)
            | Self::Outcomes(reference)
            | Self::Days(reference)
            | Self::Journal(reference)
            | Self::Criteria(reference)
            | Self::Bids(reference)
            | Self::Evaluators(reference)
            | Self::Scores(reference)
            | Self::Ranking(reference) => Some(reference),
            _ => None,
        }
    }

    /// The name of a file for it, without its ending.
    pub fn stem(&self) -> String {
        let of = |reference: &str, what: &str| format!("{reference}-{what}");
        match self {
            Self::Procurements(_) => "procurements".to_owned(),
            Self::Behind(_) => "procurements-behind-figure".to_owned(),
            Self::Due => "due".to_owned(),
            Self::Found(_) => "found".to_owned(),
            Self::Suppliers => "suppliers".to_owned(),
            Self::SupplierContracts(_) => "supplier-contracts".to_owned(),
            Self::SupplierContacts(_) => "supplier-contacts".to_owned(),
            Self::SupplierStatus(_) => "supplier-status".to_owned(),
            Self::SupplierChecks(_) => "supplier-checks".to_owned(),
            Self::SupplierJournal(_) => "supplier-journal".to_owned(),
            Self::Records(kind, None) => kind.to_string(),
            Self::Records(kind, Some(reference)) => of(reference, &kind.to_string()),
            Self::Lessons => "lessons".to_owned(),
            Self::Targets(year) => format!("targets-{}", year.begins_in()),
            Self::Policies => "policies".to_owned(),
            Self::Items(reference) => of(reference, "items"),
            Self::Outcomes(reference) => of(reference, "outcomes"),
            Self::Days(reference) => of(reference, "days"),
            Self::Journal(reference) => of(reference, "journal"),
            Self::Criteria(reference) => of(reference, "criteria"),
            Self::Bids(reference) => of(reference, "bids"),
            Self::Evaluators(reference) => of(reference, "evaluators"),
            Self::Scores(reference) => of(reference, "scores"),
            Self::Ranking(reference) => of(reference, "result"),
        }
    }
}

/// The rows of a list.
///
/// # Errors
/// When it cannot be read, or the work is to stop.
pub fn table(
    register: &Register,
    listing: &Listing,
    context: &Context,
    watch: &Watch,
) -> Result<Table> {
    let reading = Reading { register, context, watch };
    let mut table = match listing {
        Listing::Procurements(words) => reading.procurements(words),
        Listing::Behind(slice) => reading.behind(slice),
        Listing::Due => reading.due(),
        Listing::Found(words) => reading.found(words),
        Listing::Suppliers => reading.suppliers(),
        Listing::SupplierContracts(uid) => reading.supplier_contracts(*uid),
        Listing::SupplierContacts(uid) => reading.supplier_contacts(*uid),
        Listing::SupplierStatus(uid) => reading.supplier_status(*uid),
        Listing::SupplierChecks(uid) => reading.supplier_checks(*uid),
        Listing::SupplierJournal(uid) => reading.supplier_journal(*uid),
        Listing::Records(kind, reference) => reading.records(*kind, reference.as_deref()),
        Listing::Lessons => reading.lessons(),
        Listing::Targets(year) => reading.targets(*year),
        Listing::Policies => Ok(reading.policies()),
        Listing::Items(reference) => reading.items(reference),
        Listing::Outcomes(reference) => reading.outcomes(reference),
        Listing::Days(reference) => reading.days(reference),
        Listing::Journal(reference) => reading.journal(reference),
        Listing::Criteria(reference) => reading.criteria(reference),
        Listing::Bids(reference) => reading.bids(reference),
        Listing::Evaluators(reference) => reading.evaluators(reference),
        Listing::Scores(reference) => reading.scores(reference),
        Listing::Ranking(reference) => reading.ranking(reference),
    }?;
    table.caption = capital(&listing.words());
    Ok(table)
}

/// What a list is read with.
struct Reading<'a> {
    register: &'a Register,
    context: &'a Context,
    watch: &'a Watch,
}

impl Reading<'_> {
    /// Tells how far a list is, and stops where that is asked for.
    fn step(&self, done: usize, of: usize, unit: Unit) -> Result<()> {
        let step = Step { doing: "reading the list", done: done as u64, of: of as u64, unit };
        Ok(self.watch.step(step)?)
    }
}

/// How many lines are read at once.
const WINDOW: usize = 500;

/// What is said of a yes or no that nobody has given.
const NOT_RECORDED: &str = "not recorded";

/// A table with its columns; those whose headings begin with `#` hold figures.
fn columns(headings: &[&str]) -> Table {
    let column = |heading: &&str| match heading.strip_prefix('#') {
        Some(heading) => Column::figures(heading),
        None => Column::text(*heading),
    };
    Table::new("", headings.iter().map(column))
}

fn yes(answer: bool) -> Cell {
    Cell::text(if answer { "yes" } else { "no" })
}

/// A yes or no that may not be known.
fn known(answer: Option<bool>) -> Cell {
    answer.map_or_else(|| Cell::text(NOT_RECORDED), yes)
}

/// A text that may not be there.
fn words(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::text(text.as_str()))
}

/// What is said, or that nothing is.
fn said(text: Option<&str>) -> Cell {
    Cell::text(text.unwrap_or(NOT_RECORDED))
}

fn count(count: usize) -> Cell {
    Cell::Number(Decimal::from(count))
}

/// A figure with at most so many decimals.
fn figure(figure: &Exact, most: u32) -> Cell {
    let short = figure.short(most);
    short.parse().map_or_else(|_| Cell::Text(short), Cell::Number)
}
