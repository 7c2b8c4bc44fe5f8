//! The model: which criteria there are, what each weighs, and how price is turned into points.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};
use uuid::Uuid;

use crate::domain::{Money, Percent};

/// The number of a lot; a tender without lots is one lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct LotNo(u16);

impl LotNo {
    /// The first lot, which stands for the whole tender where there are no others.
    pub const FIRST: Self = Self(1);
    /// The most lots that a tender can have.
    pub const MOST: u16 = 999;

    /// Makes a number; `None` outside 1 to 999.
    pub fn new(number: u16) -> Option<Self> {
        (1..=Self::MOST).contains(&number).then_some(Self(number))
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for LotNo {
    type Error = String;
    fn try_from(number: u16) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| format!("{number} is not the number of a lot"))
    }
}

impl From<LotNo> for u16 {
    fn from(lot: LotNo) -> Self {
        lot.0
    }
}

impl std::str::FromStr for LotNo {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.trim().parse().ok().and_then(Self::new);
        number.ok_or_else(|| {
            format!(
                "“{}” is not the number of a lot; write a number from 1 to {}",
                crate::domain::text::visible(text),
                Self::MOST
            )
        })
    }
}

impl fmt::Display for LotNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// One lot with the terms on which it is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// What it is called; nothing where the tender has no lots.
    pub title: Option<String>,
    /// How price is turned into points.
    pub method: PriceMethod,
    /// How a tie for the first place is broken, as it was published.
    pub tie_break: TieBreak,
    /// By how much a price has to lie below the others to be looked into.
    pub low_share: Percent,
    /// Whether individual scores are hidden until all evaluators have given theirs.
    pub blind: bool,
    /// Whether prices are hidden until every question has its agreed score.
    pub price_hidden: bool,
    /// Why none of the quotes is from a local supplier, where that was not feasible.
    pub no_local_quote: Option<String>,
}

impl Default for Lot {
    fn default() -> Self {
        Self {
            title: None,
            method: PriceMethod::Relative,
            tie_break: TieBreak::None,
            low_share: Percent::new(Decimal::from(20)).unwrap_or_default(),
            blind: true,
            price_hidden: true,
            no_local_quote: None,
        }
    }
}

/// How price is turned into points, or weighed against quality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "kebab-case")]
pub enum PriceMethod {
    /// The lowest price divided by the price.
    Relative,
    /// A straight line from full points at one price to none at another.
    Linear {
        /// The price that earns all points: a benchmark, or the lowest price where it is absent.
        full_at: Option<Money>,
        /// The price that earns none: the highest acceptable one.
        none_at: Money,
    },
    /// The price of each quality point; the lowest wins.
    PerPoint,
    /// The price is fixed, and quality alone decides.
    Fixed {
        /// The price that every bidder is paid, where it is known.
        price: Option<Money>,
    },
}

/// The kinds of price method, without their figures.
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
pub enum PriceKind {
    /// The lowest price divided by the price.
    Relative,
    /// A straight line between two prices.
    Linear,
    /// The price of each quality point.
    PerPoint,
    /// A fixed price.
    Fixed,
}

impl PriceKind {
    /// What it is called in front of officers.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Relative => "relative to the lowest price",
            Self::Linear => "linear against the highest acceptable price",
            Self::PerPoint => "price per quality point",
            Self::Fixed => "fixed price, quality decides",
        }
    }

    /// The formula, as it can be published.
    pub const fn formula(self) -> &'static str {
        match self {
            Self::Relative => "points = weight of price × lowest price ÷ price of the bid",
            Self::Linear => {
                "points = weight of price × (highest acceptable price − price of the bid) ÷ (highest acceptable price − price with full points), between none and all of the weight"
            }
            Self::PerPoint => {
                "index = price of the bid ÷ its quality points; the lowest index is first"
            }
            Self::Fixed => "no points for price; the quality points alone decide",
        }
    }

    /// A worked line with figures of its own.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Relative => {
                "With a weight of 40 and a lowest price of £80,000, a bid at £100,000 gets 40 × 80,000 ÷ 100,000 = 32.00 points."
            }
            Self::Linear => {
                "With a weight of 40, none at £120,000 and all at £80,000, a bid at £90,000 gets 40 × (120,000 − 90,000) ÷ (120,000 − 80,000) = 30.00 points."
            }
            Self::PerPoint => {
                "A bid at £100,000 with 80 quality points has an index of 100,000 ÷ 80 = £1,250.00 a point; one at £90,000 with 75 points has £1,200.00 and is before it."
            }
            Self::Fixed => {
                "At a fixed price of £100,000 a bid with 82 quality points is before one with 79."
            }
        }
    }

    /// What an officer should know before choosing it.
    pub const fn caution(self) -> &'static str {
        match self {
            Self::Relative => {
                "One very low price lowers the points of all others; a price of nothing leaves them with none."
            }
            Self::Linear => {
                "A bid above the highest acceptable price gets no points; say in the invitation whether it may still win. Where the lowest price earns all points, one very low price lowers all others."
            }
            Self::PerPoint => {
                "There is no weight of price: a cheap bid with few points can win, so set pass marks."
            }
            Self::Fixed => "The price, or how it is worked out, is published in the invitation.",
        }
    }

    /// Whether price is a section with a weight of its own.
    pub const fn has_weight(self) -> bool {
        matches!(self, Self::Relative | Self::Linear)
    }
}

impl PriceMethod {
    /// Which kind of method it is.
    pub const fn kind(&self) -> PriceKind {
        match self {
            Self::Relative => PriceKind::Relative,
            Self::Linear { .. } => PriceKind::Linear,
            Self::PerPoint => PriceKind::PerPoint,
            Self::Fixed { .. } => PriceKind::Fixed,
        }
    }

    /// The method with its figures, in words.
    pub fn words(&self) -> String {
        let name = self.kind().words();
        match self {
            Self::Relative | Self::PerPoint | Self::Fixed { price: None } => name.to_owned(),
            Self::Linear { full_at: None, none_at } => {
                format!("linear: all points for the lowest price, none at {}", none_at.short())
            }
            Self::Linear { full_at: Some(full), none_at } => {
                format!("linear: all points at {}, none at {}", full.short(), none_at.short())
            }
            Self::Fixed { price: Some(price) } => format!("{name} ({})", price.short()),
        }
    }

    /// What is wrong with its figures; `None` when it can be used.
    pub fn fault(&self) -> Option<String> {
        match self {
            Self::Linear { full_at, none_at } if *none_at <= full_at.unwrap_or(Money::ZERO) => {
                Some(
                    "The price that earns no points has to be above the one that earns all."
                        .to_owned(),
                )
            }
            _ => None,
        }
    }
}

/// How a tie for the first place is broken, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum TieBreak {
    /// Nothing was published.
    None,
    /// The bid with more points in a section is first.
    Section {
        /// The section.
        section: Uuid,
    },
    /// The lower price is first.
    LowerPrice,
    /// Another way, in words; the officer says how it came out.
    Words {
        /// As it was published.
        words: String,
    },
}

/// What kind of criteria stand in a section.
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
pub enum SectionKind {
    /// Quality other than social value.
    Quality,
    /// Social value.
    SocialValue,
    /// Price; it has no questions.
    Price,
}

impl SectionKind {
    /// What it is called in front of officers.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::SocialValue => "social value",
            Self::Price => "price",
        }
    }
}

/// A section of the award criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// Its place among the sections.
    pub position: u16,
    /// What it is called.
    pub title: String,
    /// What kind of criteria stand in it.
    pub kind: SectionKind,
    /// Its weight in per cent of the whole.
    pub weight: Percent,
    /// The share of its points below which a bid fails.
    pub pass_mark: Option<Percent>,
}

/// A question of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// The section that it stands in.
    pub section: Uuid,
    /// Its place within the section.
    pub position: u16,
    /// What it is called.
    pub title: String,
    /// What is asked, as it stands in the invitation.
    pub asks: Option<String>,
    /// Its weight in per cent of the section.
    pub weight: Percent,
    /// How answers get their score.
    pub judged: Judged,
    /// The score below which a bid fails.
    pub pass_mark: Option<Decimal>,
    /// The outcome or measure of the policy that it asks about.
    pub outcome: Option<String>,
}

/// How the answers to a question get their score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Judged {
    /// Evaluators give a mark of a scale.
    Scale {
        /// The name of the scale.
        scale: String,
    },
    /// The offered quantity of a measure, as a share of the best offer.
    Offer {
        /// The measure.
        measure: String,
    },
}

/// Award criteria that were kept to be used again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The terms.
    pub lot: Lot,
    /// The scales by name.
    pub scales: std::collections::BTreeMap<String, super::Scale>,
    /// The sections.
    pub sections: Vec<Section>,
    /// The questions.
    pub questions: Vec<Question>,
}
