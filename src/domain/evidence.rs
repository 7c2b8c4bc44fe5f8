//! What is attached to an item to show that it was done.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The id that stays the same on every machine.
    pub uid: Uuid,
    /// What it is.
    #[serde(flatten)]
    pub kind: EvidenceKind,
    /// When it was attached, in UTC.
    pub at: String,
    /// Who attached it.
    pub officer: String,
}

/// A note, a link or a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A text that stands for itself.
    Note {
        /// The text.
        text: String,
    },
    /// The address of a document elsewhere.
    Link {
        /// The address.
        address: String,
    },
    /// A file that was there when it was attached; its content stays where it is.
    File {
        /// The full path.
        path: String,
        /// The size in bytes.
        size: u64,
        /// The hash of its content.
        sha256: Sha256,
    },
}

impl EvidenceKind {
    /// The kind in one word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Note { .. } => "note",
            Self::Link { .. } => "link",
            Self::File { .. } => "file",
        }
    }

    /// Whether both are one: the same content, address or text.
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File { sha256: one, .. }, Self::File { sha256: same, .. }) => one == same,
            (Self::Link { address: one }, Self::Link { address: same }) => {
                let plain = |address: &str| address.trim_end_matches('/').to_lowercase();
                plain(one) == plain(same)
            }
            _ => self == other,
        }
    }

    /// The evidence in one line, as it was typed.
    pub fn summary(&self) -> &str {
        match self {
            Self::Note { text } => text,
            Self::Link { address } => address,
            Self::File { path, .. } => path,
        }
    }
}

/// Whether a text that an officer typed is the address of a document.
pub fn is_link(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace)
        && ["https://", "http://", "file://", "mailto:"].iter().any(|scheme| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && text.len() > scheme.len()
        })
}

/// A SHA-256 hash, shown as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256(pub [u8; 32]);

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Sha256 {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut bytes = [0; 32];
        // A sign would be read as part of a number.
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err("a SHA-256 hash has 64 hexadecimal digits".to_owned());
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16)
                .map_err(|_| "a SHA-256 hash has 64 hexadecimal digits".to_owned())?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Sha256 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_as_it_is_shown() {
        let hash = Sha256([0xab; 32]);
        assert_eq!(hash.to_string().parse::<Sha256>().unwrap(), hash);
        assert!("é".repeat(32).parse::<Sha256>().is_err());
        assert!("zz".repeat(32).parse::<Sha256>().is_err());
        assert!("+f".repeat(32).parse::<Sha256>().is_err());
    }

    #[test]
    fn an_address_is_told_from_a_note() {
        assert!(is_link("https://example.org/minutes"));
        assert!(is_link("HTTPS://example.org"));
        assert!(!is_link("see https://example.org"));
        assert!(!is_link("https://"));
        assert!(!is_link("minutes of 4 May"));
    }
}
