//! What figures over contracts need of each of them, and no more.

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

/// One contract with what was recorded of it for a financial year.
#[derive(Debug, Clone)]
pub struct HeldContract {
    pub(super) place: String,
    pub(super) policy: String,
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
    figures: Vec<(FigureKind, Money, String)>,
    /// How many commitments had something due by the end of the year, or by now.
    pub(super) due: usize,
    /// How many of them were delivered as far as they were due.
    pub(super) delivered: usize,
}

impl HeldContract {
    /// A contract of a file, where it ran in the year or was signed in it; seen from a day.
    pub fn of(
        holder: &Holder<'_>,
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
            place: holder.place.clone(),
            policy: holder.policy.clone(),
            firm: holder.firm,
            value: file.value(uid),
            collaborative: contract.collaborative,
            size: holder.supplier.and_then(Supplier::size),
            sector: holder.supplier.and_then(|one| one.sector),
            local: holder.supplier.and_then(|one| Some(one.local.as_ref()?.local)),
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
                held.delivered += usize::from(standing.delivered >= standing.expected);
            }
        }
        Some(held)
    }

    /// The id of its policy.
    pub fn policy(&self) -> &str {
        &self.policy
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
