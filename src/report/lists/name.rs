//! What lists are called where one is asked for by its name.

use std::fmt;
use std::str::FromStr;

use strum::IntoEnumIterator;

use crate::report::lists::{Listing, Records};

/// The name of a list: one of its own, or that of a kind of record that contracts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name {
    /// A name of its own.
    Own(OwnName),
    /// A kind of record.
    Of(Records),
}

/// The names of the lists that are no records of contracts.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::Display,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum OwnName {
    /// That of [`Listing::Procurements`].
    Procurements,
    /// That of [`Listing::Behind`].
    Behind,
    /// That of [`Listing::Due`].
    Due,
    /// That of [`Listing::Found`].
    Found,
    /// That of [`Listing::Suppliers`].
    Suppliers,
    /// That of [`Listing::SupplierContracts`].
    SupplierContracts,
    /// That of [`Listing::SupplierContacts`].
    SupplierContacts,
    /// That of [`Listing::SupplierStatus`].
    SupplierStatus,
    /// That of [`Listing::SupplierChecks`].
    SupplierChecks,
    /// That of [`Listing::SupplierJournal`].
    SupplierJournal,
    /// That of [`Listing::Lessons`].
    Lessons,
    /// That of [`Listing::Targets`].
    Targets,
    /// That of [`Listing::Policies`].
    Policies,
    /// That of [`Listing::Items`].
    Items,
    /// That of [`Listing::Outcomes`].
    Outcomes,
    /// That of [`Listing::Days`].
    Days,
    /// That of [`Listing::Journal`].
    Journal,
    /// That of [`Listing::Criteria`].
    Criteria,
    /// That of [`Listing::Bids`].
    Bids,
    /// That of [`Listing::Evaluators`].
    Evaluators,
    /// That of [`Listing::Scores`].
    Scores,
    /// That of [`Listing::Ranking`].
    Ranking,
}

impl Name {
    /// Every name, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Self> {
        OwnName::iter().map(Self::Own).chain(Records::iter().map(Self::Of))
    }

    /// The name as it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own(name) => name.into(),
            Self::Of(kind) => kind.into(),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Name {
    type Err = strum::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::Own).or_else(|_| text.parse().map(Self::Of))
    }
}

impl Listing {
    /// What it is called.
    pub const fn name(&self) -> Name {
        Name::Own(match self {
            Self::Records(kind, _) => return Name::Of(*kind),
            Self::Procurements(_) => OwnName::Procurements,
            Self::Behind(_) => OwnName::Behind,
            Self::Due => OwnName::Due,
            Self::Found(_) => OwnName::Found,
            Self::Suppliers => OwnName::Suppliers,
            Self::SupplierContracts(_) => OwnName::SupplierContracts,
            Self::SupplierContacts(_) => OwnName::SupplierContacts,
            Self::SupplierStatus(_) => OwnName::SupplierStatus,
            Self::SupplierChecks(_) => OwnName::SupplierChecks,
            Self::SupplierJournal(_) => OwnName::SupplierJournal,
            Self::Lessons => OwnName::Lessons,
            Self::Targets(_) => OwnName::Targets,
            Self::Policies => OwnName::Policies,
            Self::Items(_) => OwnName::Items,
            Self::Outcomes(_) => OwnName::Outcomes,
            Self::Days(_) => OwnName::Days,
            Self::Journal(_) => OwnName::Journal,
            Self::Criteria(_) => OwnName::Criteria,
            Self::Bids(_) => OwnName::Bids,
            Self::Evaluators(_) => OwnName::Evaluators,
            Self::Scores(_) => OwnName::Scores,
            Self::Ranking(_) => OwnName::Ranking,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_list_has_a_name_of_its_own_that_is_read_back() {
        let names: Vec<&str> = Name::all().map(Name::as_str).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        for name in Name::all() {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
    }
}
