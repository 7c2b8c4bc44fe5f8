//! Commitments: what a supplier has to deliver, and what it delivered.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::contract::Schedule;
use crate::domain::records::closed_list;
use crate::domain::{Date, EvidenceKind};

/// Something that a supplier has to deliver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The contract.
    pub contract: Uuid,
    /// What is delivered, in words.
    pub title: String,
    /// The measure of the policy or of the officer's own, where it is one.
    pub measure: Option<String>,
    /// How much each time that it falls due; nothing where it is not counted.
    pub quantity: Option<Decimal>,
    /// What the quantity is counted in.
    pub unit: Option<String>,
    /// What more was promised, in words.
    pub words: Option<String>,
    /// When it falls due.
    pub schedule: Schedule,
    /// How deliveries add up.
    pub counting: Counting,
    /// Where it is to have its effect.
    pub area: Option<String>,
    /// What is expected as evidence of a delivery.
    pub evidence: Option<String>,
    /// Why it is not published, where it is not.
    pub withheld: Option<Withheld>,
    /// What the winning bid promised, where it comes from there.
    pub promised: Option<Uuid>,
    /// The change of the contract by which it was added or changed.
    pub variation: Option<Uuid>,
    /// What became of the rest that was not delivered, once that was decided.
    pub settled: Option<Settled>,
}

/// Why a commitment is not published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Why.
    pub reason: String,
}

closed_list! {
    /// How deliveries add up.
    Counting {
        /// Quantities are added up.
        Sum = "added up",
        /// Each quantity counts for as long as it lasts: full-time equivalents over time, in years.
        OverTime = "full-time equivalents over time",
    }

    /// What became of what was not delivered.
    SettledKind {
        /// It is no longer asked for.
        Waived = "waived",
        /// It stayed short.
        Short = "stayed short",
    }
}

/// What became of the rest of a commitment that was not delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// Waived or short.
    pub how: SettledKind,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// The day of the decision.
    pub day: Date,
}

/// What was delivered of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The commitment.
    pub commitment: Uuid,
    /// The day of the delivery, or the last day that it covers.
    pub day: Date,
    /// The first day that it covers; needed where it counts over time.
    pub from: Option<Date>,
    /// How much; nothing where it is not counted.
    pub quantity: Option<Decimal>,
    /// What was delivered, in words.
    pub words: Option<String>,
    /// What shows it; the register takes it from what is attached.
    pub evidence: Option<EvidenceKind>,
    /// Who has checked it.
    pub verified: Option<Verified>,
    /// Why it is not the same as another delivery that looks like it.
    pub distinct: Option<String>,
    /// Why it does not count, where it was recorded by mistake.
    pub withdrawn: Option<String>,
    /// How it stood before each correction, the oldest first.
    #[serde(default)]
    pub corrections: Vec<Correction>,
    /// When it was recorded, in UTC.
    pub at: String,
    /// Who recorded it.
    pub officer: String,
}

impl Delivery {
    /// A delivery on a day, of which nothing else is said; when and by whom it was recorded is
    /// filled in where that happens.
    pub const fn new(commitment: Uuid, day: Date) -> Self {
        Self {
            commitment,
            day,
            from: None,
            quantity: None,
            words: None,
            evidence: None,
            verified: None,
            distinct: None,
            withdrawn: None,
            corrections: Vec::new(),
            at: String::new(),
            officer: String::new(),
        }
    }
}

/// Who has checked a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Who.
    pub by: String,
    /// On which day.
    pub day: Date,
    /// How.
    pub how: Option<String>,
}

/// How a delivery stood before it was corrected, and why it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The day that it had.
    pub day: Date,
    /// The first day that it covered.
    pub from: Option<Date>,
    /// How much it was.
    pub quantity: Option<Decimal>,
    /// What it said.
    pub words: Option<String>,
    /// Why it was corrected.
    pub reason: String,
    /// When, in UTC.
    pub at: String,
    /// By whom.
    pub officer: String,
}

impl Delivery {
    /// Whether it counts.
    pub const fn counts(&self) -> bool {
        self.withdrawn.is_none()
    }
}

impl Commitment {
    /// A commitment of which nothing is said but what falls due when.
    pub const fn new(contract: Uuid, title: String, schedule: Schedule) -> Self {
        Self {
            contract,
            title,
            measure: None,
            quantity: None,
            unit: None,
            words: None,
            schedule,
            counting: Counting::Sum,
            area: None,
            evidence: None,
            withheld: None,
            promised: None,
            variation: None,
            settled: None,
        }
    }

    /// A quantity with the unit that it is counted in: `12 people`.
    pub fn amount(&self, quantity: &crate::domain::exact::Exact) -> String {
        let figure = quantity.short(2);
        match (&self.unit, self.counting) {
            (Some(unit), Counting::Sum) => {
                format!("{figure} {}", crate::domain::text::visible(unit))
            }
            (Some(unit), Counting::OverTime) => {
                format!("{figure} {} years", crate::domain::text::visible(unit))
            }
            (None, Counting::OverTime) => format!("{figure} years"),
            (None, Counting::Sum) => figure,
        }
    }
}
