//! The outcomes and measures that tenders of the year seek.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::policy::Pack;
use crate::register::{Account, tenders};
use crate::report::annual::figures::Frame;
use crate::report::annual::tender;

/// How outcomes are counted.
pub(super) const COUNTED: &str = "Counted are the outcomes and measures that were chosen for procurements that commenced in the year and were not cancelled. Quantities are added up only where measure and unit are the same.";

/// The outcomes that are sought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// How they are counted.
    pub counted: &'static str,
    /// How many tenders seek at least one.
    pub seeking: usize,
    /// Of how many tenders.
    pub of: usize,
    /// Each of them.
    pub list: Vec<SoughtOutcome>,
    /// What is not known.
    pub gaps: Vec<String>,
}

/// One outcome or measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SoughtOutcome {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// What it belongs to in the policy: an objective, with the outcome of a measure.
    pub under: Option<String>,
    /// Its id in the policy.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is counted in.
    pub unit: Option<String>,
    /// How many tenders seek it.
    pub tenders: usize,
    /// How much is sought in all by those that say how much; nothing where none does.
    pub quantity: Option<Decimal>,
    /// How many of the tenders do not say how much.
    pub without_quantity: usize,
}

/// Where an outcome or measure stands in its policy: the objective, and the outcome of a measure.
pub(super) fn under(pack: &Pack, id: &str) -> Option<String> {
    for objective in &pack.objectives {
        for outcome in &objective.outcomes {
            if outcome.id == id {
                return Some(objective.title.clone());
            }
            if outcome.measures.iter().any(|measure| measure.id == id) {
                return Some(format!("{}: {}", objective.title, outcome.title));
            }
        }
    }
    None
}

/// What an outcome or measure is called, and what it is counted in.
pub(super) fn named(account: &Account, id: &str) -> (String, Option<String>) {
    if let Some(own) = account.own_measures.get(id) {
        return (own.text.clone(), own.unit.clone());
    }
    let title = account.pack.outcome_words(id).unwrap_or(id).to_owned();
    (title, account.pack.measure_unit(id).map(str::to_owned))
}

/// A unit as it is compared: what differs only in capitals or spaces is the same.
pub(super) fn same_unit(unit: Option<&str>) -> Option<String> {
    let unit = unit?.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!unit.is_empty()).then_some(unit)
}

/// Policy, id, title and unit.
type Key = (String, String, String, Option<String>);

/// Gathers outcomes.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    list: BTreeMap<Key, SoughtOutcome>,
    seeking: usize,
    of: usize,
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, frame: &Frame) {
        if !tender::commenced(account, frame) || tender::is_cancelled(account) {
            return;
        }
        self.of += 1;
        self.seeking += usize::from(!account.sought.is_empty());
        let policy = &account.pack.policy;
        for sought in &account.sought {
            let (title, unit) = named(account, &sought.id);
            let key =
                (policy.id.clone(), sought.id.clone(), title.clone(), same_unit(unit.as_deref()));
            let line = self.list.entry(key).or_insert_with(|| SoughtOutcome {
                policy: policy.id.clone(),
                authority: policy.short_words(),
                under: under(&account.pack, &sought.id),
                id: sought.id.clone(),
                title,
                unit,
                tenders: 0,
                quantity: None,
                without_quantity: 0,
            });
            line.tenders += 1;
            match sought.quantity {
                Some(quantity) => {
                    line.quantity = Some(line.quantity.unwrap_or_default() + quantity);
                }
                None => line.without_quantity += 1,
            }
        }
    }

    pub(super) fn done(self) -> Outcomes {
        let none = self.of - self.seeking;
        let mut gaps = Vec::new();
        if none > 0 {
            gaps.push(format!(
                "{none} of {} have no outcome or measure on record.",
                tenders(self.of)
            ));
        }
        Outcomes {
            counted: COUNTED,
            seeking: self.seeking,
            of: self.of,
            list: self.list.into_values().collect(),
            gaps,
        }
    }
}
