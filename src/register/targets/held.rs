//! What figures over contracts need of each of them, and no more.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::domain::contract::{
    Contract, ContractFile, FigureKind, FinancialYear, Standing, progress,
};
use crate::domain::supplier::{Sector, Size, Supplier};
use crate::domain::{Date, Money};

/// Who holds a contract, and where it stands.
#[derive(Debug, Clone)]
pub struct Holder<'a> {
    /// What sources call the place: the reference of its tender.
    pub place: String,
    /// The id of its policy.
    pub policy: String,
    /// What tells one firm from another.
    pub firm: Uuid,
    /// What is known of the firm, where something is.
    pub supplier: Option<&'a Supplier>,
}

/// The contracts of a financial year, by the id of their policy.
#[derive(Debug, Default)]
pub struct HeldContracts(BTreeMap<String, Vec<HeldContract>>);

impl HeldContracts {
    /// Takes a contract of a file, where it ran in the year or was signed in it; seen from a day.
    pub fn take(
        &mut self,
        holder: Holder<'_>,
        (uid, file): (Uuid, &ContractFile),
        year: FinancialYear,
        today: Date,
    ) {
        let Holder { place, policy, firm, supplier } = holder;
        let held = HeldContract::of((place, firm, supplier), (uid, file), year, today);
        if let Some(held) = held {
            self.0.entry(policy).or_default().push(held);
        }
    }

    /// The ids of the policies that have some.
    pub fn policies(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn of(&self, policy: &str) -> Option<&[HeldContract]> {
        self.0.get(policy).map(Vec::as_slice)
    }
}

/// One contract with what was recorded of it for a financial year. A large register holds many of
/// a year, so each is kept small.
#[derive(Debug)]
pub(super) struct HeldContract {
    pub(super) place: Box<str>,
    pub(super) firm: Uuid,
    pub(super) value: Option<Money>,
    pub(super) collaborative: Option<bool>,
    pub(super) size: Option<Size>,
    pub(super) sector: Option<Sector>,
    pub(super) local: Option<bool>,
    /// Whether it ran on a day of the year.
    pub(super) ran: bool,
    /// Whether it was signed, or else began, in the year.
    pub(super) signed: bool,
    figures: Box<[(FigureKind, Money, String)]>,
    /// How many commitments had something due by the end of the year, or by now.
    pub(super) due: u32,
    /// How many of them were delivered as far as they were due.
    pub(super) delivered: u32,
}

impl HeldContract {
    fn of(
        (place, firm, supplier): (String, Uuid, Option<&Supplier>),
        (uid, file): (Uuid, &ContractFile),
        year: FinancialYear,
        today: Date,
    ) -> Option<Self> {
        let contract = file.contracts.get(&uid)?;
        let (ran, signed) = (ran_in(file, uid, year), year.holds(awarded(contract)));
        if !ran && !signed {
            return None;
        }
        let mut held = Self {
            place: place.into_boxed_str(),
            firm,
            value: file.value(uid),
            collaborative: contract.collaborative,
            size: supplier.and_then(Supplier::size),
            sector: supplier.and_then(|one| one.sector),
            local: supplier.and_then(|one| Some(one.local.as_ref()?.local)),
            ran,
            signed,
            figures: file
                .figures
                .values()
                .filter(|figure| figure.contract == uid && figure.year == year)
                .map(|figure| (figure.about, figure.amount, figure.source.clone()))
                .collect(),
            due: 0,
            delivered: 0,
        };
        let on = year.last().map_or(today, |last| last.min(today));
        for (commitment, of) in file.commitments.iter().filter(|(_, of)| of.contract == uid) {
            let standing = progress(file, *commitment, of, on);
            if !standing.expected.is_zero() && standing.standing != Standing::Waived {
                held.due += 1;
                held.delivered += u32::from(standing.delivered >= standing.expected);
            }
        }
        Some(held)
    }

    pub(super) fn figure(&self, about: FigureKind) -> Option<Money> {
        self.figures.iter().find(|(kind, ..)| *kind == about).map(|(_, amount, _)| *amount)
    }

    /// The sources that the figures of some kinds name, each once, in their order.
    pub(super) fn named(&self, abouts: &[FigureKind]) -> Vec<&str> {
        let of = self.figures.iter().filter(|(kind, ..)| abouts.contains(kind));
        let mut named: Vec<&str> = of.map(|(.., source)| source.as_str()).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    /// Whether the supplier is of the kinds that count; unknown where what is known does not
    /// decide it.
    pub(super) fn is_of(&self, sizes: &[Size], third_sector: bool) -> Option<bool> {
        let size = self.size.map(|size| sizes.contains(&size));
        if !third_sector {
            return size;
        }
        match (size, self.sector.map(Sector::is_third_sector)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }
    }
}

/// Whether a contract ran on a day of a financial year, with what was agreed since.
pub fn ran_in(file: &ContractFile, uid: Uuid, year: FinancialYear) -> bool {
    let (Some(first), Some(last)) = (year.first(), year.last()) else { return false };
    let Some(contract) = file.contracts.get(&uid) else { return false };
    let ends = file.ends(uid).unwrap_or(contract.ends);
    contract.starts <= last && ends >= first
}

/// The day on which a contract counts as awarded: that of its signature, or else its first.
pub fn awarded(contract: &Contract) -> Date {
    contract.signed.unwrap_or(contract.starts)
}
