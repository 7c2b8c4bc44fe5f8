//! What an act concerns: a procurement, or a supplier of the register.

use std::fmt;

use uuid::Uuid;

use crate::domain::{Reference, text};
use crate::register::Register;

/// What an act concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A procurement.
    Procurement(Reference),
    /// A supplier of the register.
    Supplier {
        /// What tells it apart from every other.
        uid: Uuid,
        /// Its name, as it was when the act was done.
        name: String,
    },
}

impl Subject {
    /// What tells subjects apart: a reference, or `supplier:` and the uid.
    pub fn key(&self) -> String {
        match self {
            Self::Procurement(reference) => reference.to_string(),
            // No reference has a colon in it, so that the two never meet.
            Self::Supplier { uid, .. } => format!("supplier:{uid}"),
        }
    }

    /// The reference, where it is a procurement.
    pub const fn reference(&self) -> Option<&Reference> {
        match self {
            Self::Procurement(reference) => Some(reference),
            Self::Supplier { .. } => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Procurement(reference) => reference.fmt(f),
            Self::Supplier { name, .. } => f.write_str(&text::visible(name)),
        }
    }
}

impl Register {
    /// The version that a subject has now, where it is in the register.
    pub fn version_of(&self, on: &Subject) -> Option<i64> {
        match on {
            Subject::Procurement(reference) => {
                self.record(reference.as_str()).ok().map(|record| record.version)
            }
            Subject::Supplier { uid, .. } => self.database.supplier_version(*uid).ok().flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplier(name: &str) -> Subject {
        Subject::Supplier { uid: Uuid::from_u128(7), name: name.to_owned() }
    }

    #[test]
    fn a_procurement_is_named_and_told_apart_by_its_reference() {
        let on = Subject::Procurement("2026-0042".parse().unwrap());
        assert_eq!((on.to_string(), on.key()), ("2026-0042".to_owned(), "2026-0042".to_owned()));
        assert_eq!(on.reference().unwrap().as_str(), "2026-0042");
    }

    #[test]
    fn a_supplier_is_named_visibly_and_told_apart_whatever_its_name() {
        let on = supplier("Ogden\u{202e} Catering\nLtd");
        assert_eq!(on.to_string(), "Ogden\\u{202e} Catering\\nLtd");
        assert_eq!(on.key(), "supplier:00000000-0000-0000-0000-000000000007");
        assert_eq!(on.key(), supplier("Ogden Ltd").key());
        assert_eq!(on.reference(), None);
        // So that no procurement is ever taken for a supplier.
        assert!(on.key().parse::<Reference>().is_err());
    }
}
