//! Money of a contract, by financial year.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::records::closed_list;
use crate::domain::{Date, Money};

/// A financial year from 1 April to 31 March, named by the year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FinancialYear(i16);

impl FinancialYear {
    /// The year that begins in April of a calendar year; `None` outside 1900 to 2198.
    pub fn beginning_in(year: i16) -> Option<Self> {
        (1900..=2198).contains(&year).then_some(Self(year))
    }

    /// The year in which a day lies; `None` before April 1900 and after March 2199.
    pub fn of(day: Date) -> Option<Self> {
        let civil = day.civil();
        Self::beginning_in(if civil.month() < 4 { civil.year() - 1 } else { civil.year() })
    }

    /// The calendar year in which it begins.
    pub const fn begins_in(self) -> i16 {
        self.0
    }

    /// Its first day.
    pub fn first(self) -> Option<Date> {
        Date::new(self.0, 4, 1).ok()
    }

    /// Its last day.
    pub fn last(self) -> Option<Date> {
        Date::new(self.0 + 1, 3, 31).ok()
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        Self::of(day) == Some(self)
    }
}

impl fmt::Display for FinancialYear {
    /// Writes `2026-27`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}", self.0, (self.0 + 1) % 100))
    }
}

impl FromStr for FinancialYear {
    type Err = String;

    /// Reads `2026-27`, `2026/27`, `2026-2027`, or `2026` for the year that begins then.
    fn from_str(text: &str) -> Result<Self, String> {
        let given = text.trim();
        let fault = || {
            format!(
                "“{}” is not a financial year; write it like 2026-27, for April 2026 to March 2027",
                crate::domain::text::visible(given)
            )
        };
        let (first, second) = match given.split_once(['-', '/']) {
            Some((first, second)) => (first.trim(), Some(second.trim())),
            None => (given, None),
        };
        let digits = |part: &str| {
            let all = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            all.then(|| part.parse::<i16>().ok()).flatten()
        };
        let begins = digits(first).filter(|_| first.len() == 4).ok_or_else(fault)?;
        let year = Self::beginning_in(begins).ok_or_else(fault)?;
        match second {
            None => Ok(year),
            Some(second) => {
                let next = begins + 1;
                let fits = match (second.len(), digits(second)) {
                    (2, Some(short)) => short == next % 100,
                    (4, Some(long)) => long == next,
                    _ => false,
                };
                if fits { Ok(year) } else { Err(fault()) }
            }
        }
    }
}

impl TryFrom<String> for FinancialYear {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<FinancialYear> for String {
    fn from(year: FinancialYear) -> Self {
        year.to_string()
    }
}

closed_list! {
    /// What an amount of money is.
    FigureKind {
        /// What was paid to the supplier, without VAT.
        Spend = "spend",
        /// What was paid of that to firms of the area, down the supply chain included.
        LocalSpend = "local spend",
        /// What was saved.
        Savings = "savings",
        /// What the service put in, against which savings are held.
        ServiceContribution = "service contribution",
        /// What the supplier claimed beyond its price.
        Claims = "supplier claims",
    }
}

/// An amount of money of one contract in one financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The contract.
    pub contract: Uuid,
    /// The year.
    pub year: FinancialYear,
    /// What it is.
    pub about: FigureKind,
    /// How much.
    pub amount: Money,
    /// Where it comes from, such as the finance system.
    pub source: String,
}
