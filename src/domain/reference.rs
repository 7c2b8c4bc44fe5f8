//! The human key of a procurement.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// The reference of a procurement, in plain letters and digits, such as `2026-0042`: unique in a register, whatever its case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Reference(String);

/// Why a text cannot be a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” cannot be a reference; use 1 to 40 letters from A to Z, digits and - / . _, beginning with a letter or digit"
)]
pub struct ReferenceError(String);

impl Reference {
    /// The reference as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The reference of the given year and running number: `2026-0042`.
    pub fn numbered(year: i16, number: u32) -> Self {
        Self(format!("{year:04}-{number:04}"))
    }

    /// The running number, when this reference is of the given year and has one.
    pub fn number_in(&self, year: i16) -> Option<u32> {
        let digits = self.0.strip_prefix(&format!("{year:04}-"))?;
        let plain = digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let given = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-/._".contains(c);
        let good = (1..=40).contains(&given.chars().count())
            && given.chars().all(allowed)
            && given.starts_with(|c: char| c.is_ascii_alphanumeric());
        if good {
            Ok(Self(given.to_owned()))
        } else {
            Err(ReferenceError(crate::domain::text::visible(given)))
        }
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("2026-0042", true)]
    #[case("ICT/2026.7_b", true)]
    #[case("", false)]
    #[case("-x", false)]
    #[case("two words", false)]
    // Letters whose case the register could not tell apart.
    #[case("É-1", false)]
    #[case("２０２６-1", false)]
    #[case("\u{1b}[2J", false)]
    fn references_are_short_and_plain(#[case] text: &str, #[case] good: bool) {
        assert_eq!(text.parse::<Reference>().is_ok(), good);
    }

    #[test]
    fn a_numbered_reference_knows_its_year_and_number() {
        let reference = Reference::numbered(2026, 42);
        assert_eq!(reference.as_str(), "2026-0042");
        assert_eq!(reference.number_in(2026), Some(42));
        assert_eq!(reference.number_in(2025), None);
    }
}
