//! What a publisher of open contracting data is known by.

use std::fmt;
use std::str::FromStr;

use crate::domain::text::visible;

/// The prefix of OCDS identifiers, such as `ocds-213czf`: the Open Contracting Partnership gives
/// one to each publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcdsPrefix(String);

/// Why a text cannot be a prefix of OCDS identifiers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no prefix of OCDS identifiers; it is written like {EXAMPLE}")]
pub struct OcdsPrefixError(String);

/// The prefix of the standard's own examples.
const EXAMPLE: &str = "ocds-213czf";

impl OcdsPrefix {
    /// Where a publisher gets one of its own, in a sentence.
    pub const GIVEN: &'static str =
        "The Open Contracting Partnership gives prefixes to publishers.";

    /// The prefix as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the one of the standard's own examples, which belongs to no publisher.
    pub fn is_nobodys(&self) -> bool {
        self.0 == EXAMPLE
    }
}

impl Default for OcdsPrefix {
    /// The one of the standard's own examples: good for a trial, never for publication.
    fn default() -> Self {
        Self(EXAMPLE.to_owned())
    }
}

impl fmt::Display for OcdsPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for OcdsPrefix {
    type Err = OcdsPrefixError;

    /// `ocds-` and the six letters or digits under which a publisher is registered.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let given = typed.trim();
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        match given.strip_prefix("ocds-") {
            Some(rest) if rest.len() == 6 && rest.bytes().all(fits) => Ok(Self(given.to_owned())),
            _ => Err(OcdsPrefixError(visible(given))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_has_the_form_in_which_it_is_given_out() {
        for good in [EXAMPLE, "ocds-h6vhtk", " ocds-123456 "] {
            let read: OcdsPrefix = good.parse().unwrap();
            assert_eq!(read.as_str(), good.trim());
            assert_eq!(read.is_nobodys(), good == EXAMPLE);
        }
        for wrong in [
            "",
            "  ",
            "213czf",
            "ocds-",
            "ocds-213 cz",
            "ocds-213cz",
            "ocds-213czf1",
            "OCDS-213CZF",
            "ocds-H6VHTK",
            "ocds-213c\"f",
            "ocds-21\u{e9}czf",
        ] {
            assert!(wrong.parse::<OcdsPrefix>().is_err(), "{wrong:?}");
        }
        let told = "ocds-1\u{1b}".parse::<OcdsPrefix>().unwrap_err().to_string();
        assert_eq!(
            told,
            "“ocds-1\\u{1b}” is no prefix of OCDS identifiers; it is written like ocds-213czf"
        );
    }
}
