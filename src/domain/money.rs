//! Pounds and pence, exact.

use std::fmt;
use std::str::FromStr;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of sterling in whole pence, from nothing to £999,999,999,999.99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Money(i64);

/// The largest amount that can be entered, in pence.
const LARGEST: i64 = 99_999_999_999_999;

/// Why a text is not an amount of money; each names what helps.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Nothing was written.
    #[error("an amount is missing; write it like 120000 or £120,000.50")]
    Empty,
    /// A minus sign.
    #[error("“{0}” is negative; an amount cannot be below £0.00")]
    Negative(String),
    /// Scientific notation, which is easily misread.
    #[error("“{0}” is written with an exponent; write the amount out, like 120000 or 120k")]
    Exponent(String),
    /// More than two decimals.
    #[error("“{0}” has a fraction of a penny; write at most two decimals")]
    FractionOfPenny(String),
    /// Commas that do not separate thousands.
    #[error("“{0}” has its commas in the wrong place; write 120000 or 120,000")]
    Commas(String),
    /// Beyond what the register holds.
    #[error("“{0}” is more than £999,999,999,999.99, the largest amount that can be recorded")]
    TooLarge(String),
    /// Anything else.
    #[error("“{0}” is not an amount; write it like 120000, 120,000, £120,000.50, 120k or 2m")]
    NotAnAmount(String),
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Makes an amount from whole pence; `None` below zero or beyond the largest amount.
    pub fn from_pence(pence: i64) -> Option<Self> {
        (0..=LARGEST).contains(&pence).then_some(Self(pence))
    }

    /// The amount in whole pence.
    pub const fn pence(self) -> i64 {
        self.0
    }

    /// The amount in pounds, with two decimals.
    pub fn pounds(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The amount with VAT at `rate` added, exact to fractions of a penny.
    pub fn with_vat(self, rate: crate::domain::Percent) -> Decimal {
        (self.pounds() * (Decimal::ONE_HUNDRED + rate.value()) / Decimal::ONE_HUNDRED).normalize()
    }

    /// The amount in full pounds, pence left out when there are none: `£120,000` or `£120,000.50`.
    pub fn short(self) -> String {
        let long = self.to_string();
        long.strip_suffix(".00").map_or(long.clone(), str::to_owned)
    }
}

/// The same to whole pence, half a penny up, for where nothing is held against it.
pub fn in_whole_pence(amount: Decimal) -> String {
    in_pounds(amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// Writes a decimal number of pounds with thousands separated and at least two decimals.
pub fn in_pounds(amount: Decimal) -> String {
    let text = amount.abs().normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" };
    format!("{sign}£{grouped}.{fraction:0<2}")
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&in_pounds(self.pounds()))
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let given = text.trim();
        if given.is_empty() {
            return Err(MoneyError::Empty);
        }
        let said = || crate::domain::text::visible(given);
        let body = given.strip_prefix('£').unwrap_or(given).trim_start();
        if given.starts_with('-') || given.starts_with('−') || body.starts_with('-') {
            return Err(MoneyError::Negative(said()));
        }
        let (number, pence_each) = match body.char_indices().last() {
            Some((at, 'k' | 'K')) => (&body[..at], 100_000),
            Some((at, 'm' | 'M')) => (&body[..at], 100_000_000),
            _ => (body, 100),
        };
        let number = number.trim_end();
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if exponent(number) {
            return Err(MoneyError::Exponent(said()));
        }
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(fraction) || !whole.bytes().all(|b| b.is_ascii_digit() || b == b',') {
            return Err(MoneyError::NotAnAmount(said()));
        }
        if whole.contains(',') && !thousands(whole) {
            return Err(MoneyError::Commas(said()));
        }
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        if whole.is_empty() {
            return Err(MoneyError::NotAnAmount(said()));
        }
        let amount = Decimal::from_str(&format!("{whole}.{fraction}"))
            .ok()
            .and_then(|pounds| pounds.checked_mul(Decimal::from(pence_each)))
            .ok_or_else(|| MoneyError::TooLarge(said()))?;
        if !amount.fract().is_zero() || (pence_each == 100 && fraction.len() > 2) {
            return Err(MoneyError::FractionOfPenny(said()));
        }
        amount.to_i64().and_then(Self::from_pence).ok_or_else(|| MoneyError::TooLarge(said()))
    }
}

/// Whether a text is a number in scientific notation, such as `1e5`.
fn exponent(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(mantissa, power)| {
        let number = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b))
        };
        number(mantissa) && number(power)
    })
}

/// Whether commas stand before every group of three digits.
pub(crate) fn thousands(whole: &str) -> bool {
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
}

impl Serialize for Money {
    /// Writes pounds with two decimals, as a string: `"120000.00"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.pounds())
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("120000", 12_000_000)]
    #[case("120,000", 12_000_000)]
    #[case("£120,000.50", 12_000_050)]
    #[case("£ 120,000.5", 12_000_050)]
    #[case("120k", 12_000_000)]
    #[case("1.25k", 125_000)]
    #[case("2m", 200_000_000)]
    #[case("2.5M", 250_000_000)]
    #[case(" 0 ", 0)]
    #[case("0.01", 1)]
    fn amounts_as_officers_write_them_are_understood(#[case] text: &str, #[case] pence: i64) {
        assert_eq!(text.parse::<Money>().unwrap().pence(), pence);
    }

    #[rstest]
    #[case("", "missing")]
    #[case("-5", "negative")]
    #[case("£-5", "negative")]
    #[case("1e5", "exponent")]
    #[case("1E+5", "exponent")]
    #[case("12.345", "fraction of a penny")]
    #[case("12.500", "fraction of a penny")]
    #[case("0.000001k", "fraction of a penny")]
    #[case("1,20,000", "commas")]
    #[case("12,00", "commas")]
    #[case("twelve", "not an amount")]
    #[case(".", "not an amount")]
    #[case("£", "not an amount")]
    #[case("1.2.3", "not an amount")]
    #[case("12 000", "not an amount")]
    #[case("k", "not an amount")]
    #[case("99999999999999999999999999999999999", "largest")]
    #[case("1000000m", "largest")]
    fn what_is_not_an_amount_is_refused_with_a_reason(#[case] text: &str, #[case] reason: &str) {
        let said = text.parse::<Money>().unwrap_err().to_string();
        assert!(said.contains(reason), "{text}: {said}");
    }

    #[test]
    fn amounts_are_shown_with_pounds_thousands_and_pence() {
        assert_eq!(Money(12_000_050).to_string(), "£120,000.50");
        assert_eq!(Money(12_000_000).short(), "£120,000");
        assert_eq!(Money(5).to_string(), "£0.05");
        assert_eq!(Money(123_456_789_000).to_string(), "£1,234,567,890.00");
    }

    #[test]
    fn vat_is_exact_to_fractions_of_a_penny() {
        let rate = "20".parse().unwrap();
        assert_eq!(Money(17_310_000).with_vat(rate).to_string(), "207720");
        assert_eq!(Money(1).with_vat(rate).to_string(), "0.012");
        assert_eq!(in_whole_pence(Money(35_000_001).with_vat(rate)), "£420,000.01");
    }

    proptest! {
        #[test]
        fn every_amount_reads_back_as_it_is_shown(pence in 0..=LARGEST) {
            let money = Money(pence);
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
            prop_assert_eq!(money.pounds().to_string().parse::<Money>().unwrap(), money);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*") {
            let _ = text.parse::<Money>();
        }
    }
}
