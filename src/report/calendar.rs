//! The days of procurements and contracts that belong into a calendar.
//!
//! For the officer, not for publication: owners of actions are named. A day keeps its uid for
//! ever, whatever day it moves to, so that a calendar that reads the file again moves it too.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use uuid::Uuid;

use crate::domain::contract::{Due, DueWhat};
use crate::domain::{Date, KeyDate, ProcurementState};
use crate::policy::{Limit, LimitStanding, Relation};
use crate::register::{
    Context, ContractView, ContractsView, Fault, Filter, ProcurementView, Register, Result, Sort,
    SortBy, Step, Unit, Watch,
};

/// One day to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by for ever, so that a second import brings it up to date.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What kind of day it is, in few words.
    pub kind: &'static str,
    /// What is due.
    pub title: String,
    /// What stands behind it: the tender, the clause, what to do.
    pub text: String,
    /// The reference of its procurement.
    pub reference: String,
    /// When what it says was last changed, in UTC.
    pub changed_at: String,
    /// Counts the changes of what it hangs on, so that a later state is known as such.
    pub version: i64,
    /// Whether it still has to be kept.
    pub standing: Keeping,
}

/// Whether a day still has to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keeping {
    /// It comes, or is overdue.
    #[default]
    Open,
    /// What it was for is done.
    Done,
    /// The procurement was cancelled.
    Cancelled,
}

/// The days of one procurement, or of all that are not closed.
///
/// # Errors
/// When they cannot be read, there are none, or the work is to stop.
pub fn calendar(
    register: &Register,
    reference: Option<&str>,
    context: &Context,
    watch: &Watch,
) -> Result<Vec<Entry>> {
    let wanted = match reference {
        Some(reference) => vec![reference.to_owned()],
        None => open_references(register)?,
    };
    let mut entries = Vec::new();
    let mut reviewed = BTreeSet::new();
    for (done, reference) in wanted.iter().enumerate() {
        watch.step(Step {
            doing: "collecting days",
            done: done as u64,
            of: wanted.len() as u64,
            unit: Unit::Procurements,
        })?;
        let view = register.procurement(reference)?;
        let contracts = register.contracts(reference, context)?;
        let of = Days { view: &view, contracts: &contracts };
        of.add_tender(&mut entries);
        of.add_contracts(&mut entries);
        add_status_reviews(register, &of, context, &mut reviewed, &mut entries)?;
    }
    if entries.is_empty() {
        return Err(Fault::Invalid {
            message: "There is no day for a calendar; nothing was written.".to_owned(),
            hint: Some(
                "Set target dates or record the days of a tender (“tenderbook date”); contracts bring days of their own."
                    .to_owned(),
            ),
        });
    }
    entries.sort_by(|one, other| (one.day, &one.uid).cmp(&(other.day, &other.uid)));
    Ok(entries)
}

fn open_references(register: &Register) -> Result<Vec<String>> {
    let sort = Sort { by: SortBy::Reference, reversed: false };
    let list = register.list(&Filter::default(), sort, 0, u32::MAX as usize)?;
    let open = list.rows.into_iter().filter(|row| row.state != ProcurementState::Closed);
    Ok(open.map(|row| row.reference.to_string()).collect())
}

/// One procurement whose days are collected.
struct Days<'a> {
    view: &'a ProcurementView,
    contracts: &'a ContractsView,
}

impl Days<'_> {
    /// An entry of the procurement; `of` is what it is known by within it.
    fn entry(&self, kind: &'static str, of: &str, day: Date, title: String, more: &str) -> Entry {
        let mut text = format!("{} {}", self.view.reference, self.view.title);
        if !more.is_empty() {
            let _ = write!(text, "\n{more}");
        }
        Entry {
            uid: format!("{}-{of}@tenderbook", self.view.uid),
            day,
            kind,
            title,
            text,
            reference: self.view.reference.to_string(),
            changed_at: self.view.changed_at.clone(),
            version: self.view.version,
            standing: if self.view.state == ProcurementState::Cancelled {
                Keeping::Cancelled
            } else {
                Keeping::Open
            },
        }
    }

    fn add_tender(&self, entries: &mut Vec<Entry>) {
        for (stage, day) in &self.view.targets {
            let of = format!("target-{:02}", stage.get());
            let title = format!("Finish stage {stage}, {}", stage.short_name());
            let entry = self.entry("Target", &of, *day, title, "");
            let view = self.view.stage(*stage);
            entries.push(entry.done_if(view.is_some_and(|view| view.state.is_settled())));
        }
        for limit in &self.view.limits {
            entries.extend(self.limit(limit));
        }
        for (name, day) in &self.view.dates {
            // Each contract has an end of its own, which is kept up to date.
            if *name == KeyDate::ContractEnd && !self.contracts.contracts.is_empty() {
                continue;
            }
            let kind = if name.notice().is_some() { "Notice" } else { "Deadline" };
            let more = name.notice().map(|notice| format!("Notice {notice}")).unwrap_or_default();
            let title = name.words().to_owned();
            entries.push(self.entry(kind, &format!("date-{name}"), *day, title, &more));
        }
        if let Some(waiting) = &self.view.waiting
            && let Some(day) = waiting.until
        {
            let title = format!("Waiting on {}", waiting.on);
            entries.push(self.entry("Waiting", "waiting", day, title, ""));
        }
    }

    /// A time limit of the statute, where its day is certain.
    fn limit(&self, limit: &Limit) -> Option<Entry> {
        let day = limit.day.filter(|_| limit.needs.is_empty())?;
        let settled = limit.item.as_ref().and_then(|item| self.view.item(item));
        let settled = settled.is_some_and(|item| item.state.is_settled());
        let met = matches!(limit.standing, LimitStanding::Kept | LimitStanding::Broken);
        let kind = match limit.relation {
            Some(Relation::By) => "Statutory limit",
            None if limit.item.is_some() => "Statutory limit",
            _ => "Statutory period",
        };
        let mut more = limit.words.clone();
        if let Some(asks) = limit.asks() {
            let _ = write!(more, "\n{asks}");
        }
        let _ = write!(more, "\n{}", limit.clause);
        let entry =
            self.entry(kind, &format!("limit-{}", limit.id), day, limit.text.clone(), &more);
        Some(entry.done_if(met || (kind == "Statutory limit" && settled)))
    }

    fn add_contracts(&self, entries: &mut Vec<Entry>) {
        let file = &self.contracts.file;
        for contract in &self.contracts.contracts {
            let more = contract.line();
            for due in &contract.due {
                entries.push(self.due(due, &more));
            }
            // What was done stays on its day, so that it is no longer open in the calendar.
            for (uid, review) in &file.reviews {
                if let Some(held) = review.held.filter(|_| review.contract == contract.uid) {
                    let of = known_by(DueWhat::Review, *uid);
                    let title = "Contract review".to_owned();
                    entries.push(self.entry("Review", &of, held, title, &more).done_if(true));
                }
            }
            for (uid, action) in &file.actions {
                if action.contract == contract.uid && !action.is_open() {
                    let of = known_by(DueWhat::Action, *uid);
                    let title = format!("Action: {}: {}", action.owner, action.what);
                    let entry = self.entry("Action", &of, action.due, title, &more);
                    entries.push(entry.done_if(true));
                }
            }
            entries.extend(self.extension(contract, &more));
        }
    }

    fn due(&self, due: &Due, more: &str) -> Entry {
        let kind = match due.what {
            DueWhat::Commitment => "Commitment",
            DueWhat::Review => "Review",
            DueWhat::Assessment => "Indicator",
            DueWhat::Action => "Action",
            DueWhat::SlaveryRisk => "Modern slavery",
            DueWhat::Exit => "Handover",
            DueWhat::Ends => "End of contract",
        };
        self.entry(kind, &known_by(due.what, due.uid), due.day, due.sentence(), more)
    }

    /// The day by which it has to be decided whether a contract goes on: its last one.
    fn extension(&self, contract: &ContractView, more: &str) -> Option<Entry> {
        let to = contract.contract.extendable_to.filter(|to| *to > contract.ends)?;
        let title = format!("Last day to extend the contract (to {} at most)", to.british());
        let of = format!("extension-{}", contract.uid);
        contract.runs().then(|| self.entry("Extension", &of, contract.ends, title, more))
    }
}

/// What something that is due is known by within its procurement: never by its day.
fn known_by(what: DueWhat, uid: Uuid) -> String {
    format!("{}-{uid}", what.words().replace(' ', "-"))
}

impl Entry {
    /// The same, done where that is so; what was cancelled stays cancelled.
    fn done_if(mut self, done: bool) -> Self {
        if done && self.standing == Keeping::Open {
            self.standing = Keeping::Done;
        }
        self
    }
}

/// The next reviews of status of the suppliers under the tender's policy, each supplier once.
fn add_status_reviews(
    register: &Register,
    of: &Days<'_>,
    context: &Context,
    reviewed: &mut BTreeSet<(Uuid, String)>,
    entries: &mut Vec<Entry>,
) -> Result<()> {
    let policy = &of.view.pack.policy;
    if of.view.pack.supplier_status.is_none() {
        return Ok(());
    }
    for contract in of.contracts.contracts.iter().filter(|contract| contract.runs()) {
        let supplier = register.supplier(contract.contract.supplier, context)?;
        // The status of one that was merged into another is that of the other.
        let supplier = match &supplier.merged_into {
            Some((uid, _)) => register.supplier(*uid, context)?,
            None => supplier,
        };
        if !reviewed.insert((supplier.uid, policy.id.clone())) {
            continue;
        }
        let scheme = supplier.schemes.iter().find(|scheme| scheme.policy == policy.id);
        let decided = scheme
            .and_then(|scheme| scheme.stands.as_ref())
            .and_then(|stands| stands.review.decided.as_ref());
        let Some((decided, day)) = decided.and_then(|one| Some((one, one.next_review?))) else {
            continue;
        };
        let newest = register.supplier_journal(supplier.uid, 0, 1)?;
        let changed_at = newest.lines.into_iter().map(|line| line.at).next();
        entries.push(Entry {
            uid: format!("{}-status-{}@tenderbook", supplier.uid, policy.id),
            day,
            kind: "Supplier status",
            title: format!("Review the status of {}", supplier.supplier.name),
            text: format!("{}: {} since {}", policy.short, decided.level, decided.day.british()),
            reference: of.view.reference.to_string(),
            changed_at: changed_at.unwrap_or_else(|| of.view.changed_at.clone()),
            version: supplier.version,
            standing: Keeping::Open,
        });
    }
    Ok(())
}
