//! The directories of several registers as one: each firm once.
//!
//! The same uid is the same record, of which the one changed last is taken. Two records with one
//! number at Companies House are one firm. What only one of them knows of its size, its kind and
//! whether it is local is known of the firm; where they contradict each other, the one changed
//! last is taken, and the firm is named.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::Date;
use crate::domain::supplier::{CompanyNumber, Decided, StatusReview, Supplier, SupplierFile};
use crate::register::{Register, Result};

/// One firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// The uid of its record that was changed last.
    pub uid: Uuid,
    /// What is known of it.
    pub supplier: Supplier,
    /// How many records with different uids stand for it by their company number.
    pub records: usize,
    /// Whether they contradict each other in its size, its kind or whether it is local.
    pub contradicted: bool,
}

/// The firms of the registers.
#[derive(Debug, Clone, Default)]
pub struct Firms {
    directory: SupplierFile,
    known: BTreeMap<Uuid, Firm>,
    /// The firm of each record that stands for itself.
    of: BTreeMap<Uuid, Uuid>,
    /// How many suppliers stand in more than one register with the same uid.
    pub in_several: usize,
}

/// A decision on the status of a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusDecision<'a> {
    /// The firm.
    pub firm: Uuid,
    /// The policy whose scheme it is.
    pub policy: &'a str,
    /// The decision.
    pub decided: &'a Decided,
}

/// A supplier or a review with the change by which its copies are told apart.
type Dated<T> = BTreeMap<Uuid, ((String, i64), T)>;

impl Firms {
    /// The firms of registers, whose snapshots are held by the caller.
    pub(super) fn of(registers: &[Register]) -> Result<Self> {
        let mut suppliers: Dated<Supplier> = BTreeMap::new();
        let mut reviews: Dated<StatusReview> = BTreeMap::new();
        let mut copies: BTreeMap<Uuid, usize> = BTreeMap::new();
        for register in registers {
            let changes = register.database.supplier_changes()?;
            let changed = |uid: &Uuid| changes.get(uid).cloned().unwrap_or_default();
            let file = register.database.supplier_files()?;
            for (uid, supplier) in file.suppliers {
                *copies.entry(uid).or_default() += 1;
                newest(&mut suppliers, uid, changed(&uid), supplier);
            }
            for (uid, review) in file.status_reviews {
                newest(&mut reviews, uid, changed(&review.supplier), review);
            }
        }
        let changes: BTreeMap<Uuid, (String, i64)> =
            suppliers.iter().map(|(uid, (changed, _))| (*uid, changed.clone())).collect();
        let directory = SupplierFile {
            suppliers: suppliers.into_iter().map(|(uid, (_, one))| (uid, one)).collect(),
            status_reviews: reviews.into_iter().map(|(uid, (_, one))| (uid, one)).collect(),
            ..SupplierFile::default()
        };
        let mut groups: BTreeMap<std::result::Result<CompanyNumber, Uuid>, Vec<Uuid>> =
            BTreeMap::new();
        for uid in directory.suppliers.keys().filter(|uid| directory.resolve(**uid) == **uid) {
            let number = directory.suppliers.get(uid).and_then(|one| one.number.clone());
            groups.entry(number.ok_or(*uid)).or_default().push(*uid);
        }
        let in_several = copies.values().filter(|count| **count > 1).count();
        let mut firms = Self { directory, in_several, ..Self::default() };
        for mut uids in groups.into_values() {
            uids.sort_by_key(|uid| (Reverse(changes.get(uid).cloned()), *uid));
            firms.add(&uids);
        }
        Ok(firms)
    }

    /// One firm of its records, the one changed last first.
    fn add(&mut self, uids: &[Uuid]) {
        let records: Vec<&Supplier> =
            uids.iter().filter_map(|uid| self.directory.suppliers.get(uid)).collect();
        let (Some(uid), Some(first)) = (uids.first(), records.first()) else { return };
        let mut supplier = (*first).clone();
        let with_headcount = records.iter().find(|one| one.headcount.is_some());
        if let Some(one) = with_headcount {
            (supplier.headcount, supplier.headcount_on) = (one.headcount, one.headcount_on);
        }
        supplier.sector = records.iter().find_map(|one| one.sector);
        supplier.local = records.iter().find_map(|one| one.local.clone());
        let contradicted = differ(records.iter().filter_map(|one| one.size()))
            || differ(records.iter().filter_map(|one| one.sector))
            || differ(records.iter().filter_map(|one| Some(one.local.as_ref()?.local)));
        let firm = Firm { uid: *uid, supplier, records: uids.len(), contradicted };
        for one in uids {
            self.of.insert(*one, *uid);
        }
        self.known.insert(*uid, firm);
    }

    /// The firm that the record of a supplier stands for: its uid, and what is known of it.
    pub fn firm(&self, supplier: Uuid) -> (Uuid, Option<&Firm>) {
        let record = self.directory.resolve(supplier);
        let uid = self.of.get(&record).copied().unwrap_or(record);
        (uid, self.known.get(&uid))
    }

    /// Every firm.
    pub fn all(&self) -> impl Iterator<Item = &Firm> {
        self.known.values()
    }

    /// Every decision on a status up to a day, the earliest first.
    pub fn decisions(&self, until: Date) -> Vec<StatusDecision<'_>> {
        let mut found: Vec<(Uuid, StatusDecision<'_>)> = Vec::new();
        for (uid, review) in &self.directory.status_reviews {
            if let Some(decided) = review.decided.as_ref().filter(|one| one.day <= until) {
                let decision = StatusDecision {
                    firm: self.firm(review.supplier).0,
                    policy: &review.policy,
                    decided,
                };
                found.push((*uid, decision));
            }
        }
        found.sort_by_key(|(uid, one)| (one.decided.day, *uid));
        found.into_iter().map(|(_, one)| one).collect()
    }
}

fn newest<T>(into: &mut Dated<T>, uid: Uuid, changed: (String, i64), one: T) {
    match into.get(&uid) {
        Some((known, _)) if *known >= changed => {}
        _ => {
            into.insert(uid, (changed, one));
        }
    }
}

/// Whether there are two that are not the same.
fn differ<T: PartialEq>(mut all: impl Iterator<Item = T>) -> bool {
    all.next().is_some_and(|first| all.any(|other| other != first))
}
