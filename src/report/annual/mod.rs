//! The annual report on social value, for one financial year and one or more registers.
//!
//! One file for each chapter: what it gathers of every procurement, and the figures that follow,
//! each with how it is counted and what is not known. [`Annual`] is data, written as JSON as it
//! is (`docs/annual-json.md`); `document` makes of it what is read.

mod commitments;
mod document;
mod figures;
mod lessons;
mod outcomes;
mod procurements;
mod requests;
mod suppliers;
mod targets;
mod tender;
mod weightings;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use commitments::{Behind, Commitments, Contracts, Promised, StandingCount};
pub use figures::{Average, Figure, Pounds, Share, Tender};
pub use lessons::{LessonOfYear, Lessons};
pub use outcomes::{Outcomes, SoughtOutcome};
pub use procurements::{OptOut, OptOuts, Procurements, ScopeCount, ScopeOfPolicy, StateCount};
pub use requests::{Asked, Requests};
pub use suppliers::{
    DecisionOfYear, LevelCount, Statuses, StatusesOfPolicy, SupplierOfYear, Suppliers,
};
pub use targets::{Line as TargetOfYear, OfPolicy as TargetsOfYear, Part, Targets, Way};
pub use weightings::{Departure, PlaceCount, Weightings, WeightsOfPolicy};

use crate::domain::contract::FinancialYear;
use crate::domain::{Date, Money};
use crate::register::{
    Account, Context, Fault, HeldContracts, Holder, Register, Result, Together, Watch, ran_in,
    targets_of,
};
use crate::report::Variant;
use crate::report::document::Document;
use figures::Frame;

/// What the JSON calls itself.
const KIND: &str = "tenderbook-annual-report";

/// The form of the JSON; it grows when a key goes or means something else.
const FORM: u32 = 1;

/// What the registers say of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annual {
    /// What the JSON is.
    pub kind: &'static str,
    /// The form of the JSON.
    pub form: u32,
    /// The financial year.
    pub year: FinancialYear,
    /// Its first day.
    pub first_day: Date,
    /// Its last day.
    pub last_day: Date,
    /// The last day that is looked at: the last of the year, or the day of the report.
    pub as_of: Date,
    /// Whether the year had ended on the day of the report.
    pub year_ended: bool,
    /// For whom it is made: full, or publication.
    pub variant: String,
    /// When it was made, in UTC.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// The registers that were read.
    pub registers: Vec<RegisterOfReport>,
    /// What stands in more than one of them.
    pub same: SameOfReport,
    /// The policies of the procurements that were read, with their editions.
    pub policies: Vec<PolicyOfReport>,
    /// The procurements by what becomes of social value.
    pub procurements: Procurements,
    /// Those that were opted out.
    pub opt_outs: OptOuts,
    /// Weights against what the policies ask for.
    pub weightings: Weightings,
    /// The figures that requests for information ask for.
    pub requests: Requests,
    /// The outcomes that are sought.
    pub outcomes: Outcomes,
    /// Commitments against deliveries.
    pub commitments: Commitments,
    /// Targets and indicators of the policies.
    pub targets: Targets,
    /// The suppliers, what was spent with them, and their statuses.
    pub suppliers: Suppliers,
    /// The lessons.
    pub lessons: Lessons,
}

/// One register that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterOfReport {
    /// Its number in the report.
    pub number: usize,
    /// Where it is; nothing in a publication, as a path may name people.
    pub path: Option<String>,
    /// How many procurements it holds.
    pub procurements: usize,
    /// The number of the newest entry of its journal.
    pub newest_entry: Option<i64>,
    /// The hash of that entry, by which the state that was read can be told.
    pub newest_hash: Option<String>,
}

/// What stands in more than one register, or in one more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SameOfReport {
    /// How many different procurements were read.
    pub procurements: usize,
    /// How many of them stand in more than one register; each is counted once.
    pub procurements_in_several: usize,
    /// How many of those are not the same everywhere; the one changed last is taken.
    pub procurements_differing: usize,
    /// How many contracts stand under more than one procurement; each is counted once.
    pub contracts_in_several: usize,
    /// How many suppliers stand in more than one register.
    pub suppliers_in_several: usize,
    /// The names of firms that have more than one record with the same company number.
    pub firms_with_several_records: Vec<String>,
    /// Procurements of different registers with the same title, value and day that have
    /// different uids: both are counted, and somebody should look.
    pub perhaps_the_same: Vec<Vec<Tender>>,
}

/// A policy with its editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyOfReport {
    /// Its id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// The editions that are pinned to procurements that the report counts.
    pub editions: Vec<String>,
}

/// Everything that is gathered while procurements pass by.
#[derive(Debug, Default)]
struct Gathered {
    procurements: procurements::Gathered,
    weightings: weightings::Gathered,
    requests: requests::Gathered,
    outcomes: outcomes::Gathered,
    commitments: commitments::Gathered,
    suppliers: suppliers::Gathered,
    lessons: lessons::Gathered,
    held: HeldContracts,
    policies: BTreeMap<String, (String, BTreeSet<String>)>,
    alike: BTreeMap<(String, Money, Date), Vec<Tender>>,
}

/// Reads the registers: those that are in several of them once.
///
/// # Errors
/// When one cannot be read, or the work is to stop.
pub fn annual(
    registers: &[Register],
    year: FinancialYear,
    variant: Variant,
    context: &Context,
    watch: &Watch,
) -> Result<Annual> {
    let Some(register) = registers.first() else {
        return Err(Fault::invalid("There is no register to report on."));
    };
    let (Some(first), Some(last)) = (year.first(), year.last()) else {
        return Err(Fault::invalid(format!("The year {year} has no days that can be written.")));
    };
    if context.today < first {
        return Err(Fault::Invalid {
            message: format!(
                "The financial year {year} has not begun; it begins on {}.",
                first.british()
            ),
            hint: Some("Name a year that has begun: 2026 is April 2026 to March 2027.".to_owned()),
        });
    }
    let frame = Frame { year, first, last, as_of: last.min(context.today), variant };
    let together = Together::of(registers, watch)?;
    let mut gathered = Gathered::default();
    let contracts_in_several = together.each(watch, |account| {
        gathered.add(&account, &together, &frame);
        Ok(())
    })?;
    let same = same(&together, &mut gathered, contracts_in_several);
    let known = register.library();
    let unknown = gathered.held.policies().filter(|policy| known.policy(policy).is_err());
    let unknown: Vec<String> = unknown.map(str::to_owned).collect();
    let view = targets_of(known, &gathered.held, year, frame.as_of);
    let (procurements, opt_outs) = gathered.procurements.done();
    let commitments = gathered.commitments.done(&frame);
    Ok(Annual {
        kind: KIND,
        form: FORM,
        year,
        first_day: first,
        last_day: last,
        as_of: frame.as_of,
        year_ended: context.today > last,
        variant: variant.to_string(),
        made_at: context.now.clone(),
        made_by: frame.name(&context.officer, "an officer"),
        registers: registers_of(&together, &frame),
        same,
        policies: gathered
            .policies
            .into_iter()
            .map(|(policy, (authority, editions))| PolicyOfReport {
                policy,
                authority,
                editions: editions.into_iter().collect(),
            })
            .collect(),
        procurements,
        opt_outs,
        weightings: gathered.weightings.done(),
        requests: gathered.requests.done(commitments.delivered_when_due.clone()),
        outcomes: gathered.outcomes.done(),
        commitments,
        targets: Targets::of(&view, &unknown),
        suppliers: gathered.suppliers.done(&together.firms, &frame),
        lessons: gathered.lessons.done(),
    })
}

impl Gathered {
    fn add(&mut self, account: &Account, together: &Together<'_>, frame: &Frame) {
        let firms = &together.firms;
        self.procurements.add(account, frame);
        self.weightings.add(account, frame);
        self.requests.add(account, frame);
        self.outcomes.add(account, frame);
        self.commitments.add(account, firms, frame);
        self.suppliers.add(account, firms, frame);
        self.lessons.add(account, frame);
        let policy = &account.pack.policy;
        let place = Tender::of(account).label(together.read.len() > 1);
        for (uid, contract) in &account.contracts.contracts {
            let (firm, known) = firms.firm(contract.supplier);
            let holder = Holder {
                place: place.clone(),
                policy: policy.id.clone(),
                firm,
                supplier: known.map(|firm| &firm.supplier),
            };
            self.held.take(holder, (*uid, &account.contracts), frame.year, frame.as_of);
        }
        if is_of_year(account, frame) {
            let known = self.policies.entry(policy.id.clone()).or_default();
            known.0 = policy.short_words();
            known.1.insert(policy.edition.clone());
            let title = account.title.split_whitespace().collect::<Vec<_>>().join(" ");
            let key = (title.to_lowercase(), account.facts.value, account.facts.start);
            if together.read.len() > 1 {
                self.alike.entry(key).or_default().push(Tender::of(account));
            }
        }
    }
}

/// Whether anything of it belongs to the year: its beginning, its award or a contract.
fn is_of_year(account: &Account, frame: &Frame) -> bool {
    let file = &account.contracts;
    tender::commenced(account, frame)
        || tender::awarded_on(account).is_some_and(|day| frame.holds(day))
        || file.contracts.keys().any(|uid| ran_in(file, *uid, frame.year))
}

fn registers_of(together: &Together<'_>, frame: &Frame) -> Vec<RegisterOfReport> {
    let numbered = (1..).zip(&together.read);
    numbered
        .map(|(number, read)| RegisterOfReport {
            number,
            path: (!frame.is_published()).then(|| read.path.display().to_string()),
            procurements: read.procurements,
            newest_entry: read.newest.as_ref().map(|(sequence, _)| *sequence),
            newest_hash: read.newest.as_ref().map(|(_, hash)| hash.clone()),
        })
        .collect()
}

fn same(
    together: &Together<'_>,
    gathered: &mut Gathered,
    contracts_in_several: usize,
) -> SameOfReport {
    let firms = together.firms.all().filter(|firm| firm.records > 1);
    let mut named: Vec<String> = firms.map(|firm| firm.supplier.name.clone()).collect();
    named.sort();
    let alike = std::mem::take(&mut gathered.alike).into_values();
    SameOfReport {
        procurements: together.same.procurements,
        procurements_in_several: together.same.in_several,
        procurements_differing: together.same.differing,
        contracts_in_several,
        suppliers_in_several: together.firms.in_several,
        firms_with_several_records: named,
        perhaps_the_same: alike
            .filter(|of| of.iter().any(|one| one.register != of[0].register))
            .collect(),
    }
}

impl Annual {
    /// The report to be read.
    pub fn document(&self) -> Document {
        document::document(self)
    }
}
