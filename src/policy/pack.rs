//! A policy as data: the shape of a pack file.
//!
//! The fields and their meaning are described for authors in
//! `policies/README.md`; a test holds that page against these types.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::{Date, Facts, ItemId, Percent, StageNo};
use crate::policy::Condition;
use crate::policy::after::{
    ContractReview, Kpi, LocalArea, SizeClass, SlaveryRisk, SupplierStatus, Target,
};
use crate::policy::law::{
    ChangeLimit, ContractKpis, Deadline, SlaveryStatement, SmeTest, Threshold,
};

/// One policy, parsed and validated.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// What the policy is and whose.
    pub policy: Header,
    /// The clauses of the source that this pack rests on, in the order of the source.
    pub clauses: Vec<Clause>,
    /// When social value is required; the first rule that matches decides.
    pub scope: Vec<ScopeRule>,
    /// Which weight social value gets; the first rule that matches decides.
    pub weighting: Vec<WeightingRule>,
    /// Clauses of the policy that disagree.
    pub tensions: Vec<Tension>,
    /// Who answers for the tender.
    pub sign_off: Vec<SignOff>,
    /// Opting out, where the policy allows it.
    pub opt_out: Option<OptOut>,
    /// What the policy wants to reach over all procurements.
    pub targets: Vec<Target>,
    /// What the policy measures.
    pub kpis: Vec<Kpi>,
    /// Size classes of suppliers.
    pub size_classes: Vec<SizeClass>,
    /// What counts as local, the nearest area first.
    pub local: Vec<LocalArea>,
    /// Themes, priorities and principles.
    pub themes: Vec<Theme>,
    /// What is sought and how it is counted.
    pub objectives: Vec<Objective>,
    /// What is expected of suppliers.
    pub expectations: Vec<Expectation>,
    /// How suppliers are rated.
    pub supplier_status: Option<SupplierStatus>,
    /// How often the performance of a contract is reviewed.
    pub contract_review: Option<ContractReview>,
    /// What follows from a risk of modern slavery.
    pub slavery_risks: Vec<SlaveryRisk>,
    /// Stages about which the policy says nothing.
    pub silences: Vec<Silence>,
    /// The checklist, in the order of the stages.
    pub items: Vec<Item>,
    /// Statutory thresholds (overlays only).
    pub thresholds: Vec<Threshold>,
    /// Statutory time limits (overlays only).
    pub deadlines: Vec<Deadline>,
    /// The statute's own test of a small or medium enterprise (overlays only).
    pub sme: Option<SmeTest>,
    /// The statute's key performance indicators (overlays only).
    pub contract_kpis: Option<ContractKpis>,
    /// Which suppliers have to publish a modern slavery statement (overlays only).
    pub slavery_statement: Option<SlaveryStatement>,
    /// How far a contract may be changed (overlays only).
    pub change_limits: Vec<ChangeLimit>,
}

impl Pack {
    /// Every outcome of the policy.
    fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.objectives.iter().flat_map(|objective| &objective.outcomes)
    }

    /// A measure by its id.
    fn measure(&self, id: &str) -> Option<&Measure> {
        self.outcomes().flat_map(|outcome| &outcome.measures).find(|measure| measure.id == id)
    }

    /// Whether the policy has an outcome or measure of that id.
    pub fn has_outcome(&self, id: &str) -> bool {
        self.outcome_words(id).is_some()
    }

    /// What an outcome or measure is called.
    pub fn outcome_words(&self, id: &str) -> Option<&str> {
        let outcome = self.outcomes().find(|outcome| outcome.id == id);
        let outcome = outcome.map(|outcome| outcome.title.as_str());
        outcome.or_else(|| self.measure(id).map(|measure| measure.text.as_str()))
    }

    /// What a measure is counted in, where it is counted.
    pub fn measure_unit(&self, id: &str) -> Option<&str> {
        self.measure(id)?.unit.as_deref()
    }

    /// Whether a measure counts people over time, as full-time equivalents.
    pub fn measure_over_time(&self, id: &str) -> bool {
        self.measure(id).is_some_and(|measure| measure.over_time)
    }

    /// Whether the pack lies over the policies.
    pub fn is_overlay(&self) -> bool {
        self.policy.kind == PackKind::Overlay
    }

    /// Whether its items and time limits hold for a procurement with these facts.
    pub fn holds_for(&self, facts: &Facts) -> bool {
        let begun = self.policy.begins.is_none_or(|begins| facts.start >= begins);
        begun && (facts.law.applies || !self.is_overlay())
    }

    /// The item with the given id.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == *id)
    }

    /// The items of one stage, in order.
    pub fn items_of(&self, stage: StageNo) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.stage == stage)
    }

    /// What the pack says about its own silence on a stage.
    pub fn silence(&self, stage: StageNo) -> Option<&Silence> {
        self.silences.iter().find(|silence| silence.stage == stage)
    }

    /// Whether a rule looks at impact, objectives or needs, so that they are worth asking for.
    pub fn asks_impact(&self) -> bool {
        let asks = |condition: &Condition| {
            condition.impact.is_some()
                || condition.objectives_at_least.is_some()
                || condition.objectives_below.is_some()
                || condition.needs.is_some()
        };
        self.scope.iter().any(|rule| asks(&rule.when))
            || self.weighting.iter().any(|rule| asks(&rule.when))
    }

    /// What a clause says, in our words; an item that rests on several has them separated by `; `.
    pub fn clauses_of<'a>(&'a self, reference: &'a str) -> impl Iterator<Item = &'a Clause> {
        split_clauses(reference).filter_map(|one| self.clauses.iter().find(|c| c.reference == one))
    }
}

/// Splits the clause text of a rule into single clauses.
pub(crate) fn split_clauses(reference: &str) -> impl Iterator<Item = &str> {
    reference.split(';').map(str::trim).filter(|one| !one.is_empty())
}

/// Whether a pack is an authority's own policy or lies over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackKind {
    /// An authority's own policy.
    #[default]
    Policy,
    /// The statute, which adds to any policy.
    Overlay,
}

/// How the values that a policy names are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueBasis {
    /// Without VAT.
    ExcludingVat,
    /// With VAT.
    IncludingVat,
}

/// What the policy is and whose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Short id, also the file name.
    pub id: String,
    /// A policy or an overlay.
    #[serde(default)]
    pub kind: PackKind,
    /// The title of the policy.
    pub title: String,
    /// Whose policy it is, in full.
    pub authority: String,
    /// The authority in few words, for columns and headers.
    pub short: String,
    /// The area that the authority serves.
    pub area: String,
    /// The edition of the policy that the pack was read from.
    pub edition: String,
    /// The first day of commencement for which items and time limits hold; all days when absent.
    pub begins: Option<Date>,
    /// What was read, and how the edition is known.
    pub source: String,
    /// Whether the source calls itself a draft.
    #[serde(default)]
    pub draft: bool,
    /// How values in the policy are read.
    pub value_basis: ValueBasis,
    /// When the policy is reviewed.
    pub review: Option<String>,
    /// The clause behind the review.
    pub review_clause: Option<String>,
    /// The month of the yearly review, where the policy names one.
    pub review_month: Option<u8>,
}

impl Header {
    /// The authority in few words, with a word when the policy is a draft.
    pub fn short_words(&self) -> String {
        if self.draft { format!("{} (draft)", self.short) } else { self.short.clone() }
    }
}

/// One clause of the source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Where it stands in the source, as the source numbers it.
    #[serde(rename = "ref")]
    pub reference: String,
    /// What it says, in our words.
    pub says: String,
    /// The day on which the source was read, where that is on record.
    pub read: Option<Date>,
}

impl Clause {
    /// Where it stands, with the day on which the source was read where that is on record.
    pub fn heading(&self) -> String {
        let read = self.read.map(|day| format!(", read on {}", day.british()));
        format!("{}{}", self.reference, read.unwrap_or_default())
    }
}

/// Whether the policy wants social value in a tender.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    Display,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ScopeStatus {
    /// The policy leaves it open.
    Optional,
    /// The policy wants it where possible, without demanding it.
    Expected,
    /// The policy demands it.
    Required,
}

/// When social value is required, expected or optional.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeRule {
    /// The rule's name within the pack.
    pub id: String,
    /// What follows when the rule matches.
    pub status: ScopeStatus,
    /// The facts that it matches; all facts when absent.
    #[serde(default)]
    pub when: Condition,
    /// The clause that it rests on.
    pub clause: String,
    /// The rule as a sentence.
    pub why: String,
}

/// What a weighting is a percentage of.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Deserialize,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Base {
    /// The whole award: price, quality and social value together are 100%.
    Total,
    /// The quality part only.
    Quality,
}

impl Base {
    /// What the percentage is of, in words.
    pub const fn of(self) -> &'static str {
        match self {
            Self::Total => "of the total award criteria",
            Self::Quality => "of the quality part",
        }
    }
}

/// Which weight social value gets.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightingRule {
    /// The rule's name within the pack.
    pub id: String,
    /// The facts that it matches; all facts when absent.
    #[serde(default)]
    pub when: Condition,
    /// The least weight.
    pub minimum: Option<Percent>,
    /// The greatest weight.
    pub maximum: Option<Percent>,
    /// The only weights that the policy knows.
    #[serde(default)]
    pub choices: Vec<Percent>,
    /// What the percentages are of; absent when the rule gives no figure.
    pub base: Option<Base>,
    /// Who decides, where the policy gives no figure or lets somebody depart from it.
    pub decided_by: Option<String>,
    /// Whether the weight needs a justification on file.
    #[serde(default)]
    pub justification: bool,
    /// Whether the policy lets the officer adjust the figure, with a reason.
    #[serde(default)]
    pub adjustable: bool,
    /// Whether this rule stands in while an earlier one cannot be decided yet.
    #[serde(default)]
    pub until_known: bool,
    /// The clause that it rests on.
    pub clause: String,
    /// The rule as a sentence.
    pub why: String,
}

/// Two clauses of one policy that disagree.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tension {
    /// The tension's name within the pack.
    pub id: String,
    /// The facts under which it shows; all facts when absent.
    #[serde(default)]
    pub when: Condition,
    /// The clauses that disagree.
    pub clauses: Vec<String>,
    /// How they disagree.
    pub text: String,
    /// Which one is applied here, and why.
    pub applied: String,
}

/// Who answers for a tender.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The role or body.
    pub role: String,
    /// The facts under which it answers; all facts when absent.
    #[serde(default)]
    pub when: Condition,
    /// The clause that it rests on.
    pub clause: String,
    /// The rule as a sentence.
    pub why: String,
}

/// Leaving social value out of a tender that is in scope.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptOut {
    /// The clause that allows it.
    pub clause: String,
    /// What the policy says of it, in our words.
    pub says: String,
    /// What has to be on file.
    pub needs: Vec<String>,
}

/// A theme, priority or principle of the policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The theme's name within the pack.
    pub id: String,
    /// What it is one of, such as “Police and Crime Plan priority”.
    pub group: String,
    /// Its title.
    pub title: String,
    /// What it means, in our words.
    pub says: Option<String>,
    /// The clause that it rests on.
    pub clause: String,
}

/// What the policy seeks, with its outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// The objective's id within the pack.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it means, in our words.
    pub says: Option<String>,
    /// The clause that it rests on.
    pub clause: String,
    /// Indicators of need that bear on it.
    pub indicators: Option<Indicators>,
    /// The outcomes under it.
    #[serde(default, rename = "outcome")]
    pub outcomes: Vec<Outcome>,
}

/// Indicators of need that bear on an objective.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// The clause that names them.
    pub clause: String,
    /// Their names.
    pub names: Vec<String>,
}

/// What is to be achieved.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The outcome's id within the pack.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it means, in our words.
    pub says: Option<String>,
    /// The clause that it rests on.
    pub clause: String,
    /// How it can be counted.
    #[serde(default, rename = "measure")]
    pub measures: Vec<Measure>,
}

/// How an outcome is counted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The measure's id within the pack.
    pub id: String,
    /// What a supplier could deliver.
    pub text: String,
    /// What it is counted in, where it has a quantity.
    pub unit: Option<String>,
    /// Whether people are counted over time, as full-time equivalents.
    #[serde(default)]
    pub over_time: bool,
}

/// What is expected of suppliers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The expectation's name within the pack.
    pub id: String,
    /// What it is part of, such as “Supplier Code of Ethics”.
    pub group: String,
    /// What is expected.
    pub text: String,
    /// The clause that it rests on.
    pub clause: String,
}

/// A stage about which the policy says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// The stage.
    pub stage: StageNo,
    /// What to tell the officer.
    pub says: String,
    /// Where the source is silent.
    pub clause: String,
}

/// Where an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The policy.
    #[default]
    Policy,
    /// General good practice: optional, and off by default.
    GoodPractice,
}

/// One line of a stage's checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable id: policy, stage, name.
    pub id: ItemId,
    /// The stage that it belongs to.
    pub stage: StageNo,
    /// What to do, in one plain sentence.
    pub text: String,
    /// How to do it, and why.
    pub guidance: String,
    /// What will satisfy an auditor.
    pub evidence: String,
    /// The clause that it rests on; several are separated by `; `.
    pub clause: String,
    /// Whether the stage waits for it.
    pub required: bool,
    /// The facts under which it is on the checklist; all facts when absent.
    #[serde(default)]
    pub when: Condition,
    /// The facts under which it is required, where that is only sometimes.
    pub required_when: Option<Condition>,
    /// The policy or good practice.
    #[serde(default)]
    pub origin: Origin,
    /// The number of the statutory notice that it is about, such as `UK4`.
    pub notice: Option<String>,
}
