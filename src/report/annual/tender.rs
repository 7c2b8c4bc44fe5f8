//! What the report asks of one procurement: when, which weight, and whether with social value.

use crate::domain::{Date, KeyDate, Percent, ProcurementState};
use crate::policy::{Base, SocialValue, Weight, WeightPlace};
use crate::register::Account;
use crate::report::annual::figures::{Frame, Weighed};

/// Whether it commenced in the year.
pub(super) fn commenced(account: &Account, frame: &Frame) -> bool {
    frame.holds(account.facts.start)
}

/// Whether it was given up.
pub(super) fn is_cancelled(account: &Account) -> bool {
    account.state == ProcurementState::Cancelled
}

/// The day on which it was awarded, where it was: the first decision on a lot; else the first
/// signature; else the days of the tender on which the contract was signed or the award was
/// published; else the first day of the first contract.
pub(super) fn awarded_on(account: &Account) -> Option<Date> {
    let contracts = || account.contracts.contracts.values();
    let known = |name: KeyDate| account.dates.get(&name).copied();
    let decided = account.awards.iter().min().copied();
    decided
        .or_else(|| contracts().filter_map(|contract| contract.signed).min())
        .or_else(|| known(KeyDate::ContractSigned))
        .or_else(|| known(KeyDate::AwardNotice))
        .or_else(|| contracts().map(|contract| contract.starts).min())
}

/// What becomes of social value in it.
pub(super) fn social_value(account: &Account) -> SocialValue {
    SocialValue::of(&account.determination, account.opt_out.is_some())
}

/// The weight that was set; where none was, that of the award criteria, if all lots agree on it.
pub(super) fn weight(account: &Account) -> Option<Weight> {
    if let Some(set) = &account.weighting {
        return Some(Weight { percent: set.record.weight, base: set.record.base });
    }
    let mut lots = account.criteria.values();
    let first = *lots.next()?;
    let agree = lots.all(|other| *other == first);
    agree.then_some(Weight { percent: first, base: Base::Total })
}

/// The weight as a share of the whole, as far as it is known.
pub(super) fn weighed(account: &Account) -> Weighed {
    let is_above = |percent: Percent| !percent.value().is_zero();
    match weight(account) {
        Some(weight) => match weight.of_total(account.facts.quality_share) {
            Some(share) => Weighed::Share(share),
            None => Weighed::Open { above_nothing: is_above(weight.percent) },
        },
        None if account.criteria.is_empty() => Weighed::Not,
        None => Weighed::Open { above_nothing: account.criteria.values().copied().any(is_above) },
    }
}

/// Where the weight stands to the policy.
pub(super) fn place(account: &Account) -> WeightPlace {
    let finding = account.determination.weighting.as_ref();
    WeightPlace::of(weight(account), finding, account.facts.quality_share)
}

/// Whether social value has a weight above nothing among the award criteria; not known where
/// neither a weight nor an opt-out is on record.
pub(super) fn has_social_value(account: &Account) -> Option<bool> {
    if account.opt_out.is_some() {
        return Some(false);
    }
    match weighed(account) {
        Weighed::Share(share) => Some(!share.value().is_zero()),
        Weighed::Open { above_nothing } => Some(above_nothing),
        Weighed::Not => None,
    }
}

/// Who agreed to something. A publication names only the role that the policy knows.
pub(super) fn agreed_by(account: &Account, said: &str, frame: &Frame) -> String {
    if !frame.is_published() {
        return said.to_owned();
    }
    let lower = said.to_lowercase();
    let finding = account.determination.weighting.as_ref();
    let decider = finding.and_then(|finding| finding.decided_by.as_deref());
    let roles = account.determination.sign_off.iter().map(|one| one.role.as_str());
    let named = roles.chain(decider).find(|role| lower.contains(&role.to_lowercase()));
    named.map_or_else(|| "on file; names are not published".to_owned(), str::to_owned)
}
