//! What a pack says of the time after the award.
//!
//! Targets and indicators with the figure of the register that answers them, sizes
//! of suppliers, what counts as local, the rating of suppliers, how often a
//! contract is reviewed, and what follows from a risk of modern slavery.
//! The fields are described for authors in `policies/README.md`; a test holds
//! that page against these types.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::Percent;
use crate::domain::contract::Level as RiskLevel;
use crate::domain::supplier::Size;
use crate::policy::pack::{Origin, Pack};

/// A figure that contracts, suppliers, spend, savings and claims of the register answer.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Deserialize,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Counted {
    /// The share of spend that goes to the sizes of firm, and to the third sector, that are named beside it.
    SmallAndThirdSectorSpend,
    /// Spend with suppliers that are local, and its share of all spend.
    LocalSpend,
    /// The share of suppliers that are local.
    LocalSuppliers,
    /// The share of contracts that were awarded in collaboration with other bodies.
    Collaboration,
    /// Savings that were made.
    Savings,
    /// Savings set against the service contribution.
    SavingsAgainstServiceContribution,
    /// The value of claims by suppliers.
    SupplierClaims,
    /// Spend by size of supplier.
    SpendBySize,
    /// The share of what was committed and is due that has been delivered.
    DeliveredCommitments,
}

impl Counted {
    /// What is counted, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SmallAndThirdSectorSpend => {
                "the share of spend with smaller firms and the third sector"
            }
            Self::LocalSpend => "spend with local suppliers",
            Self::LocalSuppliers => "the share of suppliers that are local",
            Self::Collaboration => "the share of contracts awarded in collaboration",
            Self::Savings => "savings",
            Self::SavingsAgainstServiceContribution => "savings against service contribution",
            Self::SupplierClaims => "the value of supplier claims",
            Self::SpendBySize => "spend by size of supplier",
            Self::DeliveredCommitments => "the share of commitments that is delivered",
        }
    }
}

/// Which suppliers count towards a target or an indicator, in words; none where it names no kinds.
fn kinds(sizes: &[Size], third_sector: bool) -> Option<String> {
    let mut words: Vec<&str> = sizes.iter().map(Into::into).collect();
    if third_sector {
        words.push("social enterprises and voluntary or community organisations");
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// What the policy wants to reach over all procurements.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The target's name within the pack.
    pub id: String,
    /// The target as a sentence.
    pub text: String,
    /// The least share, where the policy names one.
    pub minimum: Option<Percent>,
    /// What the share is of.
    pub of: Option<String>,
    /// The figure of the register that answers it; none where it is counted outside the register.
    pub counts: Option<Counted>,
    /// The sizes of firm that count, where `counts` asks for kinds of supplier.
    #[serde(default)]
    pub size_classes: Vec<Size>,
    /// Whether social enterprises and voluntary or community organisations count, likewise.
    #[serde(default)]
    pub third_sector: bool,
    /// The clause that it rests on.
    pub clause: String,
}

impl Target {
    /// Which suppliers count, in words; none where it names no kinds.
    pub fn kinds(&self) -> Option<String> {
        kinds(&self.size_classes, self.third_sector)
    }
}

/// What the policy measures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// The indicator's name within the pack.
    pub id: String,
    /// What is measured.
    pub text: String,
    /// What it is counted in.
    pub unit: String,
    /// The figure of the register that answers it; none where it is counted outside the register.
    pub counts: Option<Counted>,
    /// The sizes of firm that count, where `counts` asks for kinds of supplier.
    #[serde(default)]
    pub size_classes: Vec<Size>,
    /// Whether social enterprises and voluntary or community organisations count, likewise.
    #[serde(default)]
    pub third_sector: bool,
    /// The clause that it rests on.
    pub clause: String,
}

impl Kpi {
    /// Which suppliers count, in words; none where it names no kinds.
    pub fn kinds(&self) -> Option<String> {
        kinds(&self.size_classes, self.third_sector)
    }
}

/// A size class of suppliers, by headcount.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SizeClass {
    /// What the class is called.
    pub name: String,
    /// The smallest headcount.
    pub from: u32,
    /// The largest headcount; none for the last class.
    pub to: Option<u32>,
    /// The clause that it rests on.
    pub clause: String,
}

impl SizeClass {
    /// The headcounts of the class, in words.
    pub fn range(&self) -> String {
        match self.to {
            Some(to) => format!("{} to {to} people", self.from),
            None => format!("{} people and more", self.from),
        }
    }
}

/// An area that counts as local under the policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LocalArea {
    /// The area's name within the pack.
    pub id: String,
    /// The area, in the words of the policy.
    pub area: String,
    /// What the policy says of it, and what it leaves to judgement.
    pub says: String,
    /// The clause that it rests on.
    pub clause: String,
}

/// How often the performance of a contract is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ContractReview {
    /// Every how many months, where the policy names a figure.
    pub months: Option<u8>,
    /// What the policy says of it, in our words.
    pub says: String,
    /// The clause that it rests on.
    pub clause: String,
}

/// How suppliers are rated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SupplierStatus {
    /// The clause that it rests on.
    pub clause: String,
    /// What the scheme is for, in our words.
    pub says: String,
    /// The sides of a supplier's behaviour that are judged.
    #[serde(rename(deserialize = "behaviour"))]
    pub behaviours: Vec<Behaviour>,
    /// The levels, the best first.
    #[serde(rename(deserialize = "level"))]
    pub levels: Vec<Level>,
}

/// One side of a supplier's behaviour.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// The behaviour's id within the scheme.
    pub id: String,
    /// What is judged.
    pub title: String,
}

/// One level of supplier status.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name.
    pub name: String,
    /// The level in a sentence.
    pub says: String,
    /// What each behaviour looks like at this level, by the behaviour's id.
    pub behaviours: std::collections::BTreeMap<String, String>,
    /// What the supplier gains.
    #[serde(default)]
    pub incentives: Vec<String>,
    /// Every how many months the contracts of a supplier at this level are reviewed, where the policy says so.
    pub review_months: Option<u8>,
}

/// A rhythm in words.
pub fn every(months: u8) -> String {
    match months {
        1 => "every month".to_owned(),
        months => format!("every {months} months"),
    }
}

/// What follows from a risk of modern slavery.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SlaveryRisk {
    /// Its name within the pack.
    pub id: String,
    /// The levels of risk from which it follows.
    pub levels: Vec<RiskLevel>,
    /// What is to be done.
    pub says: String,
    /// The clause that it rests on; good practice may have none.
    pub clause: Option<String>,
    /// The policy or good practice.
    #[serde(default)]
    pub origin: Origin,
}

impl SlaveryRisk {
    /// The levels of risk from which it follows, in words.
    pub fn levels_words(&self) -> String {
        let levels: Vec<&str> = self.levels.iter().map(Into::into).collect();
        levels.join(", ")
    }

    /// Where it comes from, in words.
    pub fn rests_on(&self) -> String {
        match (&self.clause, self.origin) {
            (Some(clause), Origin::Policy) => format!("clause {clause}"),
            (Some(clause), Origin::GoodPractice) => format!("good practice; clause {clause}"),
            (None, _) => "good practice".to_owned(),
        }
    }
}

impl Pack {
    /// What follows from a level of risk of modern slavery under this pack.
    pub fn slavery_risks_at(&self, level: RiskLevel) -> impl Iterator<Item = &SlaveryRisk> {
        self.slavery_risks.iter().filter(move |risk| risk.levels.contains(&level))
    }
}

#[cfg(test)]
mod tests {
    use super::{Size, kinds};

    #[test]
    fn the_kinds_that_count_are_told_or_there_are_none() {
        assert_eq!(kinds(&[], false), None);
        assert_eq!(
            kinds(&[Size::Micro, Size::Small], true).unwrap(),
            "micro, small, social enterprises and voluntary or community organisations"
        );
    }
}
