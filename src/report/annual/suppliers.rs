//! Suppliers of the year: contracts, spend, and the statuses that were decided.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::FigureKind;
use crate::domain::supplier::{Sector, Size, Supplier};
use crate::register::{Account, Firms, StatusDecision, ran_in};
use crate::report::annual::figures::{Frame, Pounds};

/// How suppliers are counted.
pub(super) const COUNTED: &str = "Counted are firms with a contract that ran on at least one day of the year. Records with one company number are one firm, as are records that were merged. Spend is what was recorded for the financial year as paid under contracts that ran in it; a contract without a figure is not one on which nothing was spent.";

/// How statuses are counted.
pub(super) const STATUSES_COUNTED: &str = "The status of a firm under a policy is the last decision up to the end of the year, or up to the day of the report while the year runs. Counted are firms with a contract of that policy that ran in the year; those without a decision have no status, which is not the lowest one. Listed are the decisions of the year, whether or not a contract ran.";

/// The suppliers of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suppliers {
    /// How they are counted.
    pub counted: &'static str,
    /// How many there are.
    pub firms: usize,
    /// The spend of all; nothing where none is on record.
    pub spend: Option<Pounds>,
    /// Each of them, those with the greatest spend first.
    pub list: Vec<SupplierOfYear>,
    /// The statuses.
    pub statuses: Statuses,
    /// What is not known.
    pub gaps: Vec<String>,
}

/// One firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupplierOfYear {
    /// The uid of its record.
    pub uid: Uuid,
    /// Its name.
    pub name: String,
    /// Its company number.
    pub number: Option<String>,
    /// Its size class.
    pub size: Option<Size>,
    /// What kind of organisation it is.
    pub sector: Option<Sector>,
    /// Whether it is local.
    pub local: Option<bool>,
    /// How many of its contracts ran in the year.
    pub contracts: usize,
    /// How many of them have no spend on record.
    pub without_spend: usize,
    /// What was spent; nothing where none is on record.
    pub spend: Option<Pounds>,
}

/// The statuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statuses {
    /// How they are counted.
    pub counted: &'static str,
    /// By policy.
    pub by_policy: Vec<StatusesOfPolicy>,
    /// The decisions of the year; none where they are not published.
    pub decisions: Vec<DecisionOfYear>,
    /// How many decisions there were.
    pub decided: usize,
}

/// The statuses under one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusesOfPolicy {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// How many firms stand at each level, the best first.
    pub levels: Vec<LevelCount>,
    /// How many have no decision.
    pub without: usize,
}

/// How many firms stand at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelCount {
    /// The level.
    pub level: String,
    /// How many firms.
    pub firms: usize,
}

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionOfYear {
    /// The firm.
    pub supplier: String,
    /// The policy's id.
    pub policy: String,
    /// The level before, where there was one.
    pub before: Option<String>,
    /// The level.
    pub level: String,
    /// The day.
    pub day: Date,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

#[derive(Debug, Default)]
struct OfFirm {
    contracts: usize,
    without_spend: usize,
    spend: Option<Pounds>,
}

/// Gathers suppliers.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    firms: BTreeMap<Uuid, OfFirm>,
    /// The levels of the schemes of policies under which contracts ran, with their firms.
    schemes: BTreeMap<String, (String, Vec<String>, BTreeSet<Uuid>)>,
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, firms: &Firms, frame: &Frame) {
        let file = &account.contracts;
        for (uid, contract) in &file.contracts {
            if !ran_in(file, *uid, frame.year) {
                continue;
            }
            let firm = firms.firm(contract.supplier).0;
            let of = self.firms.entry(firm).or_default();
            of.contracts += 1;
            let spend = file.figures.values().find(|figure| {
                figure.contract == *uid
                    && figure.year == frame.year
                    && figure.about == FigureKind::Spend
            });
            match spend {
                Some(figure) => of.spend.get_or_insert_default().add(figure.amount),
                None => of.without_spend += 1,
            }
            if let Some(scheme) = &account.pack.supplier_status {
                let policy = &account.pack.policy;
                let known = self.schemes.entry(policy.id.clone()).or_default();
                known.0 = policy.short_words();
                known.1 = scheme.levels.iter().map(|level| level.name.clone()).collect();
                known.2.insert(firm);
            }
        }
    }

    pub(super) fn done(self, firms: &Firms, frame: &Frame) -> Suppliers {
        let mut list: Vec<SupplierOfYear> =
            self.firms.iter().map(|(uid, of)| supplier(*uid, of, firms)).collect();
        list.sort_by(|one, other| {
            other.spend.cmp(&one.spend).then_with(|| one.name.cmp(&other.name))
        });
        let gaps = gaps(&list, firms);
        let spends = || list.iter().filter_map(|one| one.spend);
        Suppliers {
            counted: COUNTED,
            firms: list.len(),
            spend: spends().next().is_some().then(|| Pounds(spends().map(|one| one.0).sum())),
            statuses: statuses(self.schemes, firms, frame),
            list,
            gaps,
        }
    }
}

fn supplier(uid: Uuid, of: &OfFirm, firms: &Firms) -> SupplierOfYear {
    let known = firms.firm(uid).1.map(|firm| &firm.supplier);
    SupplierOfYear {
        uid,
        name: known.map_or_else(|| "not recorded".to_owned(), |one| one.name.clone()),
        number: known.and_then(|one| one.number.as_ref()).map(ToString::to_string),
        size: known.and_then(Supplier::size),
        sector: known.and_then(|one| one.sector),
        local: known.and_then(|one| Some(one.local.as_ref()?.local)),
        contracts: of.contracts,
        without_spend: of.without_spend,
        spend: of.spend,
    }
}

fn gaps(list: &[SupplierOfYear], firms: &Firms) -> Vec<String> {
    let contracts: usize = list.iter().map(|one| one.contracts).sum();
    let all = list.len();
    let mut gaps = Vec::new();
    let mut gap = |count: usize, of: usize, what: &str| {
        if count > 0 {
            gaps.push(format!("{count} of {of} {what}."));
        }
    };
    let without = list.iter().map(|one| one.without_spend).sum();
    gap(without, contracts, "contracts that ran in the year have no spend on record for it");
    let count = |is: &dyn Fn(&SupplierOfYear) -> bool| list.iter().filter(|one| is(one)).count();
    gap(count(&|one| one.size.is_none()), all, "firms have no size class on record");
    gap(count(&|one| one.sector.is_none()), all, "firms have no kind of organisation on record");
    gap(count(&|one| one.local.is_none()), all, "firms were not judged whether they are local");
    let named: BTreeSet<Uuid> = list.iter().map(|one| one.uid).collect();
    for firm in firms.all().filter(|firm| firm.contradicted && named.contains(&firm.uid)) {
        gaps.push(format!(
            "The records of {} contradict each other in size, kind, or whether it is local; the one changed last is taken.",
            firm.supplier.name
        ));
    }
    gaps
}

fn statuses(
    schemes: BTreeMap<String, (String, Vec<String>, BTreeSet<Uuid>)>,
    firms: &Firms,
    frame: &Frame,
) -> Statuses {
    let decisions = firms.decisions(frame.as_of);
    // The earliest first, so that the last one stands.
    let mut stands: BTreeMap<(Uuid, &str), &str> = BTreeMap::new();
    let mut of_year = Vec::new();
    for StatusDecision { firm, policy, decided, .. } in &decisions {
        let before = stands.insert((*firm, policy), &decided.level);
        if frame.holds(decided.day) {
            let supplier = firms.firm(*firm).1.map(|one| one.supplier.name.clone());
            of_year.push(DecisionOfYear {
                supplier: supplier.unwrap_or_else(|| "not recorded".to_owned()),
                policy: (*policy).to_owned(),
                before: before.map(str::to_owned),
                level: decided.level.clone(),
                day: decided.day,
                by: decided.by.clone(),
                reason: decided.reason.clone(),
            });
        }
    }
    let by_policy = schemes.into_iter().map(|(policy, (authority, mut levels, of))| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for level in of.iter().filter_map(|firm| stands.get(&(*firm, policy.as_str()))) {
            *counts.entry(level).or_default() += 1;
        }
        // A level of an earlier edition is still the level of somebody.
        let earlier = counts.keys().filter(|level| !levels.iter().any(|known| known == *level));
        let earlier: Vec<String> = earlier.map(|level| (*level).to_owned()).collect();
        levels.extend(earlier);
        let rated: usize = counts.values().sum();
        StatusesOfPolicy {
            levels: levels
                .into_iter()
                .map(|level| LevelCount {
                    firms: counts.get(level.as_str()).copied().unwrap_or_default(),
                    level,
                })
                .collect(),
            without: of.len() - rated,
            policy,
            authority,
        }
    });
    Statuses {
        counted: STATUSES_COUNTED,
        by_policy: by_policy.collect(),
        decided: of_year.len(),
        // How a named firm was rated, and why, stays between it and the authority.
        decisions: if frame.is_published() { Vec::new() } else { of_year },
    }
}
