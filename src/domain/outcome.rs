//! What social value is sought in a procurement.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An outcome or a measure of the policy that this procurement seeks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sought {
    /// The id of the outcome or measure in the pack, such as `1.1.apprentices`.
    pub id: String,
    /// How much of it is sought, where it is counted.
    pub quantity: Option<Decimal>,
    /// Why it is relevant and proportionate.
    pub why: Option<String>,
}

/// The largest quantity that can be recorded.
const LARGEST: i64 = 1_000_000_000_000;

/// Reads a quantity: a plain number, not negative, with at most four decimals.
///
/// # Errors
/// A sentence that says what is wrong with the text.
pub fn quantity(text: &str) -> Result<Decimal, String> {
    let given = text.trim();
    let plain: String = given.chars().filter(|c| *c != ',').collect();
    let said = crate::domain::text::visible(given);
    let number = !plain.is_empty()
        && plain.len() <= 24
        && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value = plain.parse::<Decimal>().ok().filter(|_| number);
    let whole = given.split('.').next().unwrap_or_default();
    let grouped = !given.contains(',')
        || (crate::domain::money::thousands(whole) && given.rfind(',') < Some(whole.len()));
    match value {
        Some(_) if !grouped => {
            Err(format!("“{said}” has its commas in the wrong place; write 1,200 or 2.5"))
        }
        None => Err(format!("“{said}” is not a quantity; write a number like 4 or 2.5")),
        Some(value) if value.scale() > 4 => {
            Err(format!("“{said}” has more than four decimals; round it"))
        }
        Some(value) if value > Decimal::from(LARGEST) => {
            Err(format!("“{said}” is too large to be recorded"))
        }
        Some(value) => Ok(value.normalize()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_plain_numbers() {
        assert_eq!(quantity("1,200").unwrap().to_string(), "1200");
        assert_eq!(quantity(" 2.50 ").unwrap().to_string(), "2.5");
        for bad in
            ["", "-1", "1e3", "four", "1.00001", "9999999999999", "1,5", "1.000,5", ",", "1,,000"]
        {
            assert!(quantity(bad).is_err(), "{bad}");
        }
    }
}
