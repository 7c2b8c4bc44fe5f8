//! Codes of the Common Procurement Vocabulary, by which what is bought is the same words everywhere.
//!
//! The vocabulary is that of Regulation (EC) No 213/2008. Only the form of a code is checked:
//! whether a code is in the vocabulary is not known here, and the last digit that is printed behind
//! the hyphen follows no published rule that all printed codes keep.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strum::{Display, EnumIter, IntoStaticStr};

/// A code of the vocabulary: eight digits, perhaps with the check digit that is printed with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CpvCode {
    digits: [u8; 8],
    check: Option<u8>,
}

/// Why a text cannot be a code of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CpvError {
    /// It is not written like one.
    #[error(
        "“{0}” is no CPV code; write its eight digits, such as 55500000, with or without the check digit, such as 55500000-5"
    )]
    Form(String),
    /// No division begins like it.
    #[error("“{0}” is no CPV code: its first two digits are its division, from 03 to 98")]
    Division(String),
}

/// How near two codes are: the last part of them that is the same in both.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Nearness {
    /// Not even the division is the same.
    Apart,
    /// The division, two digits.
    Division,
    /// The group, three digits.
    Group,
    /// The class, four digits.
    Class,
    /// The category, five digits.
    Category,
    /// All eight digits.
    Same,
}

impl CpvCode {
    /// The eight digits without the check digit.
    pub fn digits(&self) -> String {
        self.digits.iter().map(|digit| char::from(b'0' + digit)).collect()
    }

    /// The number of the division, from 3 to 98.
    pub const fn division(&self) -> u8 {
        self.digits[0] * 10 + self.digits[1]
    }

    /// How near two codes are.
    ///
    /// The zeros that fill a code up say nothing and are shared by nobody: 55000000 has nothing
    /// but the division in common with 55040000.
    pub fn similar(&self, other: &Self) -> Nearness {
        let shared = self.digits.iter().zip(other.digits).take_while(|(a, b)| **a == *b).count();
        match shared.min(self.said()).min(other.said()) {
            _ if shared == self.digits.len() => Nearness::Same,
            0 | 1 => Nearness::Apart,
            2 => Nearness::Division,
            3 => Nearness::Group,
            4 => Nearness::Class,
            _ => Nearness::Category,
        }
    }

    /// How many digits say something: the zeros at the end only fill up.
    fn said(&self) -> usize {
        // A division can end in 0, such as 30.
        self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |at| at + 1).max(2)
    }
}

/// How near the nearest two codes of two lists are.
pub fn nearest(one: &[CpvCode], other: &[CpvCode]) -> Nearness {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| a.similar(b)));
    pairs.max().unwrap_or(Nearness::Apart)
}

/// Reads several codes with commas, semicolons or spaces between them; what is said twice counts
/// once.
///
/// # Errors
/// When something between the commas is no code.
pub fn list(text: &str) -> Result<Vec<CpvCode>, CpvError> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let mut codes = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        codes.push(part.parse()?);
    }
    Ok(each_once(codes))
}

/// The codes in their order, each of which stands there once; a check digit is kept.
pub fn each_once(codes: Vec<CpvCode>) -> Vec<CpvCode> {
    let mut kept: Vec<CpvCode> = Vec::with_capacity(codes.len());
    for code in codes {
        match kept.iter_mut().find(|other| other.digits == code.digits) {
            Some(other) => other.check = other.check.or(code.check),
            None => kept.push(code),
        }
    }
    kept
}

/// The codes as text, with `between` between them.
pub fn joined(codes: &[CpvCode], between: &str) -> String {
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    codes.join(between)
}

impl fmt::Display for CpvCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.check {
            Some(check) => f.pad(&format!("{}-{check}", self.digits())),
            None => f.pad(&self.digits()),
        }
    }
}

impl FromStr for CpvCode {
    type Err = CpvError;

    fn from_str(text: &str) -> Result<Self, CpvError> {
        let given = text.trim();
        let form = || {
            // What was pasted by mistake can be long.
            CpvError::Form(crate::domain::text::visible(given).chars().take(40).collect())
        };
        let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
        let (code, check) = match given.as_bytes() {
            [code @ .., b'-', check] if code.len() == 8 => {
                (code, Some(digit(*check).ok_or_else(form)?))
            }
            code => (code, None),
        };
        let digits: Option<Vec<u8>> = code.iter().copied().map(digit).collect();
        let digits: [u8; 8] = digits.and_then(|all| all.try_into().ok()).ok_or_else(form)?;
        let code = Self { digits, check };
        if (3..=98).contains(&code.division()) {
            Ok(code)
        } else {
            Err(CpvError::Division(given.to_owned()))
        }
    }
}

impl Serialize for CpvCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CpvCode {
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

    fn code(text: &str) -> CpvCode {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("55500000", "55500000")]
    #[case("55500000-5", "55500000-5")]
    #[case(" 03113100-7 ", "03113100-7")]
    fn a_code_is_eight_digits_perhaps_with_one_more(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(code(text).to_string(), shown);
    }

    #[rstest]
    #[case("")]
    #[case("5550000")]
    #[case("555000005")]
    #[case("55500000-")]
    #[case("55500000-55")]
    #[case("55500000–5")]
    #[case("5550000O")]
    #[case("５５５０００００")]
    #[case("\u{1b}[2J")]
    fn what_is_written_otherwise_is_no_code(#[case] text: &str) {
        let said = text.parse::<CpvCode>().unwrap_err().to_string();
        assert!(said.contains("write its eight digits"), "{said}");
        assert!(!said.contains('\u{1b}'));
    }

    #[rstest]
    #[case("00000000")]
    #[case("02100000-1")]
    #[case("99999999")]
    fn a_code_has_a_division(#[case] text: &str) {
        let said = text.parse::<CpvCode>().unwrap_err().to_string();
        assert!(said.contains("division"), "{said}");
    }

    #[rstest]
    #[case("55523000-2", "55523000", Nearness::Same)]
    #[case("55523000", "55523100", Nearness::Category)]
    #[case("55523000", "55524000", Nearness::Class)]
    #[case("55523000", "55510000", Nearness::Group)]
    #[case("55523000", "55100000", Nearness::Division)]
    #[case("55523000", "45523000", Nearness::Apart)]
    // What is left open is shared by nobody.
    #[case("55000000", "55100000", Nearness::Division)]
    #[case("55000000", "55040000", Nearness::Division)]
    #[case("30000000", "30100000", Nearness::Division)]
    #[case("30000000", "30000000-9", Nearness::Same)]
    fn codes_are_as_near_as_their_first_digits(
        #[case] one: &str,
        #[case] other: &str,
        #[case] nearness: Nearness,
    ) {
        assert_eq!(code(one).similar(&code(other)), nearness);
    }

    #[test]
    fn a_list_is_read_whatever_stands_between_its_codes() {
        let codes = list("55500000, 55523000-2;90910000-9\n55500000-5").unwrap();
        assert_eq!(joined(&codes, " "), "55500000-5 55523000-2 90910000-9");
        assert_eq!(list(" , ").unwrap(), []);
        assert!(list("55500000, catering").unwrap_err().to_string().contains("catering"));
        assert_eq!(nearest(&codes, &list("90911000").unwrap()), Nearness::Class);
        assert_eq!(nearest(&codes, &[]), Nearness::Apart);
    }

    fn any_code() -> impl Strategy<Value = CpvCode> {
        // Few different digits, so that codes are often near each other.
        "(45|55)[0-1]{6}(-[0-9])?".prop_map(|text| text.parse().unwrap())
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_it_is_written(text in "(0[3-9]|[1-8][0-9]|9[0-8])[0-9]{6}(-[0-9])?") {
            let code: CpvCode = text.parse().unwrap();
            prop_assert_eq!(code.to_string(), text.clone());
            let json = serde_json::to_value(code).unwrap();
            prop_assert_eq!(json.as_str(), Some(text.as_str()));
            prop_assert_eq!(serde_json::from_value::<CpvCode>(json).unwrap(), code);
        }

        #[test]
        fn nearness_is_the_same_both_ways(a in any_code(), b in any_code()) {
            prop_assert_eq!(a.similar(&b), b.similar(&a));
            prop_assert_eq!(a.similar(&a), Nearness::Same);
        }

        #[test]
        fn codes_near_a_third_are_near_each_other(
            a in any_code(), b in any_code(), c in any_code()
        ) {
            prop_assert!(a.similar(&c) >= a.similar(&b).min(b.similar(&c)));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*|[0-9 ,;-]{0,24}") {
            let _ = text.parse::<CpvCode>();
            let _ = list(&text);
        }
    }
}
