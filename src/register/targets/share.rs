//! Shares of what is known, with what they would be if all that is not known counted as well.

use rust_decimal::Decimal;

use crate::domain::exact::Exact;
use crate::domain::{Percent, money};
use crate::register::targets::TargetFigure;

/// What stands where nothing could be counted.
pub(super) const NO_DATA: &str = "no data yet";

/// What counts, what may count, and of what in all.
pub(super) struct Share {
    pub(super) yes: Exact,
    pub(super) open: Exact,
    pub(super) all: Exact,
    /// It in words, where there is something to count.
    pub(super) words: String,
}

impl Share {
    /// A share of a number of things.
    pub(super) fn of_count((yes, open, all): (usize, usize, usize)) -> Self {
        let exact = |count: usize| Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
        let words = format!("{yes} of {all}");
        Self { yes: exact(yes), open: exact(open), all: exact(all), words }
    }

    /// A share of an amount in pounds.
    pub(super) fn of_pounds(yes: Decimal, open: Decimal, all: Decimal) -> Self {
        let words = format!("{} of {}", money::in_pounds(yes), money::in_pounds(all));
        Self { yes: yes.into(), open: open.into(), all: all.into(), words }
    }

    /// One amount against another, of which it is no part.
    pub(super) fn against(one: Decimal, other: Decimal) -> Self {
        let words = format!("{} against {}", money::in_pounds(one), money::in_pounds(other));
        Self { yes: one.into(), open: Exact::zero(), all: other.into(), words }
    }

    /// The figure that follows, held against a least share.
    ///
    /// Where amounts are missing altogether, nothing decides whether it is reached.
    pub(super) fn figure(
        self,
        of: String,
        minimum: Option<Percent>,
        amounts_missing: bool,
    ) -> TargetFigure {
        let per_cent = |part: &Exact| (part * &Exact::hundred()).over(&self.all);
        let share = per_cent(&self.yes);
        let at_most =
            per_cent(&(&self.yes + &self.open)).filter(|most| share.as_ref() != Some(most));
        TargetFigure {
            of,
            met: decided(minimum, share.as_ref(), at_most.as_ref(), amounts_missing),
            words: if self.all.is_zero() { NO_DATA.to_owned() } else { self.words },
            share,
            at_most,
            sources: Vec::new(),
            gaps: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// Whether a least share is reached: only where nothing that is unknown could turn it.
fn decided(
    minimum: Option<Percent>,
    share: Option<&Exact>,
    at_most: Option<&Exact>,
    amounts_missing: bool,
) -> Option<bool> {
    let least = Exact::from(minimum?);
    let share = share?;
    if amounts_missing {
        return None;
    }
    match at_most {
        _ if *share >= least => Some(true),
        Some(most) if *most >= least => None,
        _ => Some(false),
    }
}
