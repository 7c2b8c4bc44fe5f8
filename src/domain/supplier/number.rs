//! Company numbers and postcodes: only their form is checked, nothing is looked up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A number of the Companies House register: `01234567`, `SC123456`, `OC301234`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CompanyNumber(String);

impl CompanyNumber {
    /// The number in eight characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CompanyNumber {
    type Err = String;

    /// Reads eight characters, or fewer digits to which zeros are added in front.
    fn from_str(text: &str) -> Result<Self, String> {
        let given: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let number = given.to_ascii_uppercase();
        let bytes = number.as_bytes();
        let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
        let letters = |part: &[u8]| part.iter().all(u8::is_ascii_uppercase);
        let whole = match bytes.len() {
            1..=8 if digits(bytes) => true,
            // Two letters and six digits; an R and seven; two letters, five digits and a letter.
            8 => {
                (letters(&bytes[..2]) && digits(&bytes[2..]))
                    || (bytes[0] == b'R' && digits(&bytes[1..]))
                    || (letters(&bytes[..2]) && digits(&bytes[2..7]) && letters(&bytes[7..]))
            }
            _ => false,
        };
        if whole && number.bytes().any(|byte| byte != b'0') {
            Ok(Self(format!("{number:0>8}")))
        } else {
            Err(format!(
                "“{}” is not a company number; it has eight digits, or two letters and six digits, such as 01234567 or SC123456",
                crate::domain::text::visible(text.trim())
            ))
        }
    }
}

/// A postcode of the United Kingdom: `CA1 1RD`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);

impl Postcode {
    /// The postcode in capitals, with its space.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The letters of its area: `CA`.
    pub fn area(&self) -> &str {
        let end = self.0.bytes().take_while(u8::is_ascii_uppercase).count();
        self.0.get(..end).unwrap_or_default()
    }
}

impl FromStr for Postcode {
    type Err = String;

    /// Reads a postcode with or without its space, in capitals or not.
    fn from_str(text: &str) -> Result<Self, String> {
        let given: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let code = given.to_ascii_uppercase();
        let fault = || {
            format!(
                "“{}” is not a postcode; it is written like CA1 1RD",
                crate::domain::text::visible(text.trim())
            )
        };
        if !code.is_ascii() || !(5..=7).contains(&code.len()) {
            return Err(fault());
        }
        let (outward, inward) = code.split_at(code.len() - 3);
        // The letters after the digit never are C, I, K, M, O or V.
        let unit = |byte: &u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte);
        let inward_bytes = inward.as_bytes();
        let inward_fits = inward_bytes[0].is_ascii_digit() && inward_bytes[1..].iter().all(unit);
        let shape: String =
            outward.bytes().map(|byte| if byte.is_ascii_digit() { '9' } else { 'A' }).collect();
        let shapes = ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"];
        let letters = outward.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let outward_fits = letters && (shapes.contains(&shape.as_str()) || outward == "GIR");
        if inward_fits && outward_fits {
            Ok(Self(format!("{outward} {inward}")))
        } else {
            Err(fault())
        }
    }
}

macro_rules! shown_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(of: $name) -> Self {
                of.0
            }
        }
    )*};
}

shown_as_text!(CompanyNumber, Postcode);
