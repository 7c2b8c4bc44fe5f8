//! Procurements by what becomes of social value, and those that were opted out.

use std::collections::BTreeMap;

use serde::Serialize;
use strum::IntoEnumIterator;

use crate::domain::{Date, Money, ProcurementState};
use crate::policy::SocialValue;
use crate::register::Account;
use crate::report::annual::figures::{Frame, Pounds, Tender};
use crate::report::annual::tender;

/// How procurements are counted.
pub(super) const COUNTED: &str = "A procurement belongs to the year in which it commences, which is the day in its facts. Cancelled ones are counted once and then left out. Each stands under what the edition of its policy that is pinned to it says of its facts as they are now; one that was opted out is counted as such, whatever the policy says. Values are estimates without VAT.";

/// How opt-outs are counted.
pub(super) const OPT_OUTS_COUNTED: &str = "Listed are the opt-outs of procurements that commenced in the year, and those that were recorded in the year for procurements of other years; only the first are in the figures. Cancelled procurements are left out.";

/// The procurements of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Procurements {
    /// How they are counted.
    pub counted: &'static str,
    /// How many commenced in the year.
    pub commenced: usize,
    /// How many of them were cancelled, which are left out from here on.
    pub cancelled: usize,
    /// How many are left.
    pub included: usize,
    /// Their values added up.
    pub value: Pounds,
    /// How many were awarded in the year, whenever they commenced.
    pub awarded: usize,
    /// Those that commenced, by where they stand now.
    pub states: Vec<StateCount>,
    /// Those that are included, by what becomes of social value.
    pub scope: Vec<ScopeCount>,
    /// The same by policy.
    pub by_policy: Vec<ScopeOfPolicy>,
    /// What is not known.
    pub gaps: Vec<String>,
}

/// How many procurements stand in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StateCount {
    /// The state.
    pub state: ProcurementState,
    /// How many.
    pub tenders: usize,
}

/// How many procurements there are of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ScopeCount {
    /// What becomes of social value.
    pub status: SocialValue,
    /// How many.
    pub tenders: usize,
    /// Their values added up.
    pub value: Pounds,
}

/// The procurements of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScopeOfPolicy {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// How many there are.
    pub tenders: usize,
    /// By what becomes of social value.
    pub scope: Vec<ScopeCount>,
}

/// The opt-outs of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptOuts {
    /// How they are counted.
    pub counted: &'static str,
    /// How many procurements that commenced in the year were opted out.
    pub tenders: usize,
    /// Each of them.
    pub list: Vec<OptOut>,
}

/// One opt-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OptOut {
    /// The procurement.
    pub tender: Tender,
    /// Its value.
    pub value: Money,
    /// The day on which it commenced.
    pub commenced: Date,
    /// Whether it is in the figures of this year.
    pub in_figures: bool,
    /// What the policy says of social value here.
    pub policy_says: String,
    /// What was explored.
    pub explored: Vec<String>,
    /// Why none of it is possible.
    pub why: String,
    /// Who agreed.
    pub agreed_by: String,
    /// The day on which it was recorded, in UTC.
    pub recorded_on: String,
}

/// A count with a sum of values, for each status.
type Scope = BTreeMap<SocialValue, (usize, Pounds)>;

/// Gathers procurements.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    states: BTreeMap<String, StateCount>,
    awarded: usize,
    scope: Scope,
    by_policy: BTreeMap<String, (String, Scope)>,
    opt_outs: Vec<OptOut>,
    all_opted_out: usize,
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, frame: &Frame) {
        let cancelled = tender::is_cancelled(account);
        let commenced = tender::commenced(account, frame);
        if !cancelled && tender::awarded_on(account).is_some_and(|day| frame.holds(day)) {
            self.awarded += 1;
        }
        if commenced {
            let state = self
                .states
                .entry(account.state.to_string())
                .or_insert(StateCount { state: account.state, tenders: 0 });
            state.tenders += 1;
        }
        if cancelled {
            return;
        }
        self.opt_out(account, frame, commenced);
        if !commenced {
            return;
        }
        let status = tender::social_value(account);
        let policy = &account.pack.policy;
        let of_policy = self.by_policy.entry(policy.id.clone()).or_default();
        of_policy.0 = policy.short_words();
        for scope in [&mut self.scope, &mut of_policy.1] {
            let (tenders, value) = scope.entry(status).or_default();
            *tenders += 1;
            value.add(account.facts.value);
        }
        self.all_opted_out += usize::from(status == SocialValue::OptedOut);
    }

    fn opt_out(&mut self, account: &Account, frame: &Frame, commenced: bool) {
        let Some(record) = &account.opt_out else { return };
        let recorded_on = record.at.get(..10).unwrap_or(&record.at).to_owned();
        let in_year = Date::from_iso(&recorded_on).is_ok_and(|day| frame.holds(day));
        if !commenced && !in_year {
            return;
        }
        let words = |id: &String| {
            let own = account.own_measures.get(id).map(|own| own.text.clone());
            let known = own.or_else(|| account.pack.outcome_words(id).map(str::to_owned));
            known.unwrap_or_else(|| id.clone())
        };
        self.opt_outs.push(OptOut {
            tender: Tender::of(account),
            value: account.facts.value,
            commenced: account.facts.start,
            in_figures: commenced,
            policy_says: account.determination.social_value.words(),
            explored: record.explored.iter().map(words).collect(),
            why: record.why.clone(),
            agreed_by: tender::agreed_by(account, &record.agreed_by, frame),
            recorded_on,
        });
    }

    pub(super) fn done(mut self) -> (Procurements, OptOuts) {
        self.opt_outs.sort_by(|one, other| {
            let key = |one: &OptOut| (one.commenced, one.tender.register);
            key(one)
                .cmp(&key(other))
                .then_with(|| one.tender.reference.cmp(&other.tender.reference))
        });
        let scope = counts(&self.scope);
        let included = scope.iter().map(|one| one.tenders).sum();
        let commenced: usize = self.states.values().map(|one| one.tenders).sum();
        let undecided = self.scope.get(&SocialValue::Undecided).map_or(0, |(tenders, _)| *tenders);
        let mut gaps = Vec::new();
        if undecided > 0 {
            gaps.push(format!(
                "For {undecided} of {included} procurements a fact that decides whether social value is required is not recorded."
            ));
        }
        let procurements = Procurements {
            counted: COUNTED,
            commenced,
            cancelled: commenced - included,
            included,
            value: Pounds(scope.iter().map(|one| one.value.0).sum()),
            awarded: self.awarded,
            states: self.states.into_values().collect(),
            scope,
            by_policy: self
                .by_policy
                .into_iter()
                .map(|(policy, (authority, scope))| {
                    let scope = counts(&scope);
                    let tenders = scope.iter().map(|one| one.tenders).sum();
                    ScopeOfPolicy { policy, authority, tenders, scope }
                })
                .collect(),
            gaps,
        };
        let opt_outs =
            OptOuts { counted: OPT_OUTS_COUNTED, tenders: self.all_opted_out, list: self.opt_outs };
        (procurements, opt_outs)
    }
}

/// Every status, those without a procurement too.
fn counts(scope: &Scope) -> Vec<ScopeCount> {
    SocialValue::iter()
        .map(|status| {
            let (tenders, value) = scope.get(&status).copied().unwrap_or_default();
            ScopeCount { status, tenders, value }
        })
        .collect()
}
