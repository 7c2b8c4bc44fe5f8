//! Percentages, exact.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A percentage from 0 to 100, exact; `2.5` is two and a half per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(Decimal);

/// Why a text is not a percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PercentError {
    /// Not a plain decimal number.
    #[error("“{0}” is not a percentage; write a number like 10 or 2.5")]
    NotANumber(String),
    /// More decimals than stay exact in every product.
    #[error("“{0}” has more than four decimals; round it")]
    TooFine(String),
    /// Outside 0 to 100.
    #[error("{0} is out of range; a percentage is between 0 and 100")]
    OutOfRange(String),
}

impl Percent {
    /// Makes a percentage; `None` outside 0 to 100.
    pub fn new(value: Decimal) -> Option<Self> {
        (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value).then(|| Self(value.normalize()))
    }

    /// The number of hundredths, as written.
    pub const fn value(self) -> Decimal {
        self.0
    }

    /// This percentage of that one: 2.5% of a 40% part is 1%.
    #[must_use]
    pub fn of(self, part: Self) -> Self {
        Self((self.0 * part.0 / Decimal::ONE_HUNDRED).normalize())
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}%", self.0.normalize()))
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    fn from_str(text: &str) -> Result<Self, PercentError> {
        let given = text.trim();
        let number = given.strip_suffix('%').unwrap_or(given).trim_end();
        let plain = !number.is_empty()
            && number.len() <= 24
            && number.bytes().all(|b| b.is_ascii_digit() || b".-".contains(&b));
        let said = || crate::domain::text::visible(given);
        if !plain {
            return Err(PercentError::NotANumber(said()));
        }
        let value = Decimal::from_str(number).map_err(|_| PercentError::NotANumber(said()))?;
        if value.normalize().scale() > 4 {
            return Err(PercentError::TooFine(said()));
        }
        Self::new(value).ok_or_else(|| PercentError::OutOfRange(said()))
    }
}

impl Serialize for Percent {
    /// Writes the number as a string, without a percent sign: `"2.5"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.normalize())
    }
}

impl<'de> Deserialize<'de> for Percent {
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
    #[case("10", "10%")]
    #[case("2.50", "2.5%")]
    #[case("20 %", "20%")]
    #[case("0", "0%")]
    #[case("100", "100%")]
    fn percentages_are_understood_and_shown_without_idle_zeros(
        #[case] text: &str,
        #[case] shown: &str,
    ) {
        assert_eq!(text.parse::<Percent>().unwrap().to_string(), shown);
    }

    #[rstest]
    #[case("", "not a percentage")]
    #[case("ten", "not a percentage")]
    #[case("1e1", "not a percentage")]
    #[case("110", "out of range")]
    #[case("-1", "out of range")]
    #[case("100.0001", "out of range")]
    #[case("2.50001", "four decimals")]
    #[case("1-2", "not a percentage")]
    #[case(".", "not a percentage")]
    #[case("%", "not a percentage")]
    fn what_is_not_a_percentage_is_refused(#[case] text: &str, #[case] reason: &str) {
        let said = text.parse::<Percent>().unwrap_err().to_string();
        assert!(said.contains(reason), "{said}");
    }

    #[test]
    fn a_share_of_the_quality_part_becomes_a_share_of_the_total() {
        let quality: Percent = "40".parse().unwrap();
        assert_eq!("2.5".parse::<Percent>().unwrap().of(quality).to_string(), "1%");
    }

    proptest! {
        #[test]
        fn every_percentage_reads_back_as_it_is_shown(hundredths in 0i64..=1_000_000) {
            let percent = Percent::new(Decimal::new(hundredths, 4)).unwrap();
            prop_assert_eq!(percent.to_string().parse::<Percent>().unwrap(), percent);
        }

        #[test]
        fn a_share_of_a_part_is_exact(one in 0i64..=1_000_000, other in 0i64..=1_000_000) {
            let (a, b) = (Decimal::new(one, 4), Decimal::new(other, 4));
            let share = Percent::new(a).unwrap().of(Percent::new(b).unwrap());
            prop_assert_eq!(share.value() * Decimal::ONE_HUNDRED, a * b);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*|[0-9.%-]{0,30}") {
            if let Ok(percent) = text.parse::<Percent>() {
                prop_assert!((Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent.value()));
            }
        }
    }
}
