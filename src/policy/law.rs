//! What only an overlay carries: thresholds, time limits, and the statute's own tests.
//!
//! The fields are described for authors in `policies/README.md`; a test holds
//! that page against these types.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};

use crate::domain::{
    AuthorityKind, ContractType, Date, Facts, ItemId, KeyDate, Money, Percent, Regime, StageNo,
};
use crate::policy::condition::{Condition, Situation, Truth};
use crate::policy::limit::{Length, YearDay};
use crate::policy::pack::Pack;

/// A statutory threshold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The types of contract that it holds for.
    pub contract_type: Vec<ContractType>,
    /// The kinds of authority that it holds for; all when absent.
    pub authority: Option<Vec<AuthorityKind>>,
    /// The rules that it holds for; the general ones when absent.
    pub regime: Option<Vec<Regime>>,
    /// The amount, on the basis of the pack's `value_basis`.
    pub amount: Money,
    /// The first day on which a procurement that commences falls under it.
    pub from: Date,
    /// The last day that is known to fall under it.
    pub to: Date,
    /// The clause that it rests on.
    pub clause: String,
}

impl Threshold {
    /// The types of contract, in words.
    pub fn types(&self) -> Vec<&'static str> {
        self.contract_type.iter().map(Into::into).collect()
    }

    /// The buyers and rules that it is narrowed to, in words; none where it holds for the usual.
    pub fn narrowed_to(&self) -> Vec<&'static str> {
        let buyers = self.authority.iter().flatten().map(|one| one.words());
        let rules = self.regime.iter().flatten().map(|one| one.words());
        buyers.chain(rules).collect()
    }
}

/// Which way a time limit bounds a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, Display, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Relation {
    /// The day must come after the limit.
    After,
    /// The day must not come before the limit.
    OnOrAfter,
    /// The day must not come after the limit.
    By,
}

/// Which day is the first of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// The day itself.
    BeginningWith,
    /// The day after.
    After,
}

/// A statutory time limit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The limit's name within the pack.
    pub id: String,
    /// The stage that it belongs to.
    pub stage: StageNo,
    /// What the computed day is.
    pub text: String,
    /// The day from which it runs.
    pub from: KeyDate,
    /// How long it is.
    pub period: Length,
    /// Which day counts first.
    pub counting: Counting,
    /// Days of the year, as `"03-31"`, on the next of which the period begins.
    #[serde(default)]
    pub period_ends: Vec<YearDay>,
    /// The day that it bounds.
    pub bounds: Option<KeyDate>,
    /// Which way it bounds that day.
    pub relation: Option<Relation>,
    /// The item that it belongs to.
    pub item: Option<ItemId>,
    /// The facts under which it holds; all facts when absent.
    #[serde(default)]
    pub when: Condition,
    /// The number of the statutory notice that it is about.
    pub notice: Option<String>,
    /// The clause that it rests on.
    pub clause: String,
}

impl Deadline {
    /// How long it is, and from which day it runs.
    pub fn runs(&self) -> String {
        format!("{} from “{}”", self.period, self.from.words())
    }
}

/// A statutory test of a small or medium enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SmeTest {
    /// It has fewer staff than this.
    pub staff_below: u32,
    /// And its turnover is this or less ...
    pub turnover_up_to: Money,
    /// ... or its balance sheet total is this or less.
    pub balance_sheet_up_to: Money,
    /// The clause that it rests on.
    pub clause: String,
}

impl SmeTest {
    /// The test as a sentence.
    pub fn words(&self) -> String {
        format!(
            "fewer than {} staff, and a turnover of up to {} or a balance sheet of up to {}",
            self.staff_below, self.turnover_up_to, self.balance_sheet_up_to
        )
    }
}

/// The statute's key performance indicators for large contracts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ContractKpis {
    /// They are due above this value, on the basis of the pack's `value_basis`.
    pub over: Money,
    /// How many there have to be at least.
    pub least: u8,
    /// Every how many months performance against them is assessed, at the latest.
    pub assess_months: u8,
    /// The facts under which they are due at all; all facts when absent.
    #[serde(default, skip_serializing)]
    pub when: Condition,
    /// The rule as a sentence, with who is exempt.
    pub says: String,
    /// The clause that it rests on.
    pub clause: String,
    /// The ratings, the best first.
    #[serde(rename(deserialize = "rating"))]
    pub ratings: Vec<KpiRating>,
}

impl ContractKpis {
    /// Whether the statute asks for them in a contract with these facts.
    pub fn asked(&self, overlay: &Pack, facts: &Facts, above_threshold: Option<bool>) -> Truth {
        let figure = Condition { value_over: Some(self.over), ..Condition::default() };
        let at = Situation::of(overlay, facts, above_threshold);
        if !overlay.holds_for(facts) || figure.holds(&at).is_no() {
            return Truth::No;
        }
        self.when.holds(&at)
    }
}

/// One rating of performance against an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct KpiRating {
    /// Its name in the notice.
    pub name: String,
    /// What it means, in our words.
    pub says: String,
    /// The clause that it rests on.
    pub clause: String,
}

/// Which suppliers have to publish a modern slavery statement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SlaveryStatement {
    /// A total turnover of this or more makes it a duty.
    pub turnover_at_least: Money,
    /// The rule as a sentence.
    pub says: String,
    /// The clause that it rests on.
    pub clause: String,
}

impl SlaveryStatement {
    /// Whether a supplier with this total turnover has to publish one.
    pub fn due_at(&self, turnover: Money) -> bool {
        turnover >= self.turnover_at_least
    }
}

/// What of a contract a change is measured by.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, Display, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ChangeSide {
    /// Its estimated value.
    Value,
    /// The longest term that was provided for on award.
    Term,
}

/// How far a contract may be changed before the statute asks for more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeLimit {
    /// The limit's name within the pack.
    pub id: String,
    /// What is measured.
    pub of: ChangeSide,
    /// A change of more than this share goes beyond the limit.
    pub over: Percent,
    /// Whether only an increase counts, and a decrease does not.
    #[serde(default)]
    pub increases_only: bool,
    /// The facts under which it holds; all facts when absent.
    #[serde(default, skip_serializing)]
    pub when: Condition,
    /// What follows beyond it.
    pub says: String,
    /// The clause that it rests on.
    pub clause: String,
}

impl ChangeLimit {
    /// Whether it holds for a contract with these facts.
    pub fn holds(&self, overlay: &Pack, facts: &Facts, above_threshold: Option<bool>) -> Truth {
        if !overlay.holds_for(facts) {
            return Truth::No;
        }
        self.when.holds(&Situation::of(overlay, facts, above_threshold))
    }

    /// The limit in a few words.
    pub fn words(&self) -> String {
        let changed = if self.increases_only { "increased" } else { "changed" };
        format!("{} {changed} by more than {}", self.of, self.over)
    }
}
