//! Bids: who offers what at which price, and what became of each.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};
use uuid::Uuid;

use crate::domain::evaluation::LotNo;
use crate::domain::{Date, EvidenceKind, Money};

/// A bid or quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bid {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The lot that it is for.
    pub lot: LotNo,
    /// Who offers.
    pub supplier: String,
    /// The price over the whole life, without VAT; `None` while it is not known.
    pub price: Option<Money>,
    /// When it came in, local time: `2026-06-01 14:05`.
    pub received: Option<String>,
    /// Whether it came in after the deadline.
    pub late: bool,
    /// Whether the supplier is local, by the officer's own judgement.
    pub local: Option<bool>,
    /// What is noted on it; internal.
    pub note: Option<String>,
    /// Why it takes no further part, where it does not.
    pub out: Option<Out>,
}

impl Bid {
    /// The day on which it came in, where that is known.
    pub fn day(&self) -> Option<Date> {
        self.received.as_deref()?.split(' ').next()?.parse().ok()
    }
}

/// Why a bid takes no further part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Out {
    /// What became of it.
    pub kind: OutKind,
    /// Why.
    pub reason: String,
    /// The clause or ground that it rests on.
    pub clause: Option<String>,
}

/// How a bid came to take no further part.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    EnumIter,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OutKind {
    /// The supplier withdrew it.
    Withdrawn,
    /// The supplier is excluded.
    Excluded,
    /// The tender is disregarded.
    Disregarded,
    /// The tender is disregarded because its price is abnormally low.
    AbnormallyLow,
}

impl OutKind {
    /// What it is called in front of officers.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Excluded => "supplier excluded",
            Self::Disregarded => "disregarded",
            Self::AbnormallyLow => "disregarded, abnormally low",
        }
    }

    /// Whether the decision rests on a clause that has to be named.
    pub const fn needs_clause(self) -> bool {
        !matches!(self, Self::Withdrawn)
    }
}

impl Bid {
    /// Whether it takes part.
    pub const fn takes_part(&self) -> bool {
        self.out.is_none()
    }
}

/// What a bid offers of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// How much, where the measure is counted.
    pub quantity: Option<Decimal>,
    /// In words.
    pub words: Option<String>,
}

/// What a bid answers to a question: a note, or where the answer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The note, address or file.
    #[serde(flatten)]
    pub kind: EvidenceKind,
}

/// A question to a bidder, and what came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clarification {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The bid.
    pub bid: Uuid,
    /// The day on which it was asked.
    pub asked_on: Date,
    /// What was asked.
    pub asked: String,
    /// What was answered, once it was.
    pub answered: Option<String>,
}

/// What was done about a price that looks abnormally low.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LowPrice {
    /// The day on which the supplier was told that the price looks abnormally low.
    pub notified: Option<Date>,
    /// What the supplier said to show that it can perform at that price.
    pub explanation: Option<String>,
    /// Whether that satisfies, once it was decided.
    pub satisfied: Option<bool>,
    /// Why it was decided so.
    pub reasons: Option<String>,
}
