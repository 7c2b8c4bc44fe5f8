//! How far a commitment is: what was due by a day against what was delivered.

use serde::Serialize;
use uuid::Uuid;

use crate::domain::Date;
use crate::domain::contract::schedule::days;
use crate::domain::contract::{Commitment, ContractFile, Counting, Delivery, SettledKind};
use crate::domain::exact::Exact;
use crate::domain::records::closed_list;

/// How many days before something falls due it is called at risk, where it is not delivered yet.
pub const SOON_DAYS: u16 = 28;

closed_list! {
    /// How a commitment stands on a day; the worst first.
    Standing {
        /// What fell due before the day was not all delivered.
        Late = "late",
        /// What falls due soon, or should have come in evenly, is not all delivered.
        AtRisk = "at risk",
        /// Nothing is due and nothing was delivered: there is no data to judge by.
        NoData = "nothing due yet",
        /// What was due is delivered.
        OnTrack = "on track",
        /// All of it is delivered.
        Delivered = "delivered",
        /// It stayed short, and that was accepted.
        Short = "stayed short",
        /// It is no longer asked for.
        Waived = "waived",
    }
}

impl Standing {
    /// Whether somebody has to do something about it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Delivered | Self::Short | Self::Waived)
    }
}

/// How far a commitment is on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The commitment.
    pub commitment: Uuid,
    /// All that was promised.
    pub total: Exact,
    /// What fell due by the end of the day.
    pub expected: Exact,
    /// What was delivered by then.
    pub delivered: Exact,
    /// What of that somebody has checked.
    pub verified: Exact,
    /// What is missing of what fell due before the day; nothing where none is.
    pub shortfall: Exact,
    /// The first day that was missed, where one was.
    pub missed: Option<Date>,
    /// The next day on which something falls due that is not delivered yet, and how much is
    /// missing for it.
    pub next: Option<(Date, Exact)>,
    /// How many deliveries count.
    pub deliveries: usize,
    /// How it stands.
    pub standing: Standing,
}

impl Progress {
    /// The share of the total that was delivered, in per cent; `None` where nothing was promised.
    pub fn share(&self) -> Option<Exact> {
        (&self.delivered * &Exact::hundred()).over(&self.total)
    }
}

/// How many years lie between two days, both counted: whole years, and the rest as a share of the
/// year that it lies in.
///
/// From 1 April to the 31 March after it is one year, in leap years and others.
pub fn years(from: Date, to: Date) -> Exact {
    if to < from {
        return Exact::zero();
    }
    let anniversary = |year: u16| from.plus_months(year.saturating_mul(12));
    let mut whole = 0;
    // The day after `to` is compared, so that the last day of a year completes it.
    while anniversary(whole + 1)
        .and_then(Date::day_before)
        .is_some_and(|last_of_year| last_of_year <= to)
    {
        whole += 1;
    }
    let rest = anniversary(whole).map_or_else(Exact::zero, |begins| {
        if begins > to {
            return Exact::zero();
        }
        let in_year = anniversary(whole + 1)
            .and_then(Date::day_before)
            .map_or(365, |last| days(begins, last));
        Exact::from(days(begins, to)).over(&Exact::from(in_year)).unwrap_or_default()
    });
    &Exact::from(i64::from(whole)) + &rest
}

/// What one delivery counts by the end of a day; nothing where it was withdrawn or is later.
pub(super) fn counted(commitment: &Commitment, delivery: &Delivery, on: Date) -> Exact {
    if !delivery.counts() {
        return Exact::zero();
    }
    let quantity = delivery.quantity.map_or_else(|| Exact::from(1), Exact::from);
    match commitment.counting {
        Counting::Sum if delivery.day > on => Exact::zero(),
        Counting::Sum => quantity,
        Counting::OverTime => {
            let from = delivery.from.unwrap_or(delivery.day);
            &quantity * &years(from, delivery.day.min(on))
        }
    }
}

/// How far a commitment is at the end of a day.
pub fn progress(file: &ContractFile, uid: Uuid, commitment: &Commitment, on: Date) -> Progress {
    let each = commitment.quantity.map_or_else(|| Exact::from(1), Exact::from);
    let deliveries = file.deliveries_of(uid);
    let sum = |wanted: &dyn Fn(&Delivery) -> bool| -> Exact {
        let wanted = deliveries.iter().filter(|(_, delivery)| wanted(delivery));
        wanted.map(|(_, delivery)| counted(commitment, delivery, on)).sum()
    };
    let delivered = sum(&|_| true);
    let verified = sum(&|delivery| delivery.verified.is_some());
    let total = &each * &commitment.schedule.times();
    let due = |day: Date| &each * &commitment.schedule.due_by(day);
    let expected = due(on);
    let spread = matches!(commitment.schedule, super::Schedule::Evenly { .. });
    // What falls due today can still come today; what comes in evenly is only late at its end.
    let was_due = match (&commitment.schedule, on.day_before()) {
        (super::Schedule::Evenly { until, .. }, _) if on <= *until => Exact::zero(),
        (_, Some(yesterday)) => due(yesterday),
        (_, None) => Exact::zero(),
    };
    let shortfall = if was_due > delivered { &was_due - &delivered } else { Exact::zero() };
    let missed = (!shortfall.is_zero()).then(|| first_missed(commitment, &each, &delivered));
    let coming =
        on.day_before().and_then(|yesterday| coming(commitment, &each, &delivered, yesterday));
    let soon = on.plus_days(SOON_DAYS);
    let near = coming.as_ref().is_some_and(|(day, _)| soon.is_some_and(|soon| *day <= soon));
    let behind = spread && expected > delivered;
    let count = deliveries.iter().filter(|(_, delivery)| delivery.counts()).count();
    let standing = match commitment.settled.as_ref().map(|settled| settled.how) {
        Some(SettledKind::Waived) => Standing::Waived,
        Some(SettledKind::Short) => Standing::Short,
        None if delivered >= total => Standing::Delivered,
        None if !shortfall.is_zero() => Standing::Late,
        None if near || behind => Standing::AtRisk,
        None if expected.is_zero() && count == 0 => Standing::NoData,
        None => Standing::OnTrack,
    };
    Progress {
        commitment: uid,
        total,
        expected,
        delivered,
        verified,
        shortfall,
        missed: missed.flatten(),
        next: coming.filter(|_| standing.is_open()),
        deliveries: count,
        standing,
    }
}

/// The first day on which more is due than has been delivered so far; `None` once all of it is.
pub(super) fn first_open(file: &ContractFile, uid: Uuid, commitment: &Commitment) -> Option<Date> {
    let each = commitment.quantity.map_or_else(|| Exact::from(1), Exact::from);
    let deliveries = file.deliveries_of(uid);
    let last = deliveries.iter().map(|(_, delivery)| delivery.day).max();
    let delivered = last.map_or_else(Exact::zero, |last| {
        deliveries.iter().map(|(_, delivery)| counted(commitment, delivery, last)).sum()
    });
    first_missed(commitment, &each, &delivered)
}

/// The first day on which more was due than has been delivered up to now.
fn first_missed(commitment: &Commitment, each: &Exact, delivered: &Exact) -> Option<Date> {
    let mut dues = commitment.schedule.dues().into_iter();
    dues.find(|(_, times)| &(each * times) > delivered).map(|(day, _)| day)
}

/// The next day after another on which more falls due than was delivered, with what is missing.
fn coming(
    commitment: &Commitment,
    each: &Exact,
    delivered: &Exact,
    after: Date,
) -> Option<(Date, Exact)> {
    let dues = commitment.schedule.dues().into_iter().filter(|(day, _)| *day > after);
    let mut dues = dues.map(|(day, times)| (day, each * &times));
    dues.find(|(_, due)| due > delivered).map(|(day, due)| (day, &due - delivered))
}
