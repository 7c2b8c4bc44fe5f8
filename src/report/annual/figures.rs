//! Figures as the annual report gives them: exact, with what is not known beside them.

use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::domain::contract::FinancialYear;
use crate::domain::exact::Exact;
use crate::domain::{Date, Money, Percent, money};
use crate::register::{Account, tenders};
use crate::report::Variant;
use crate::report::document::Cell;

/// What every figure of a report is counted within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) year: FinancialYear,
    pub(super) first: Date,
    pub(super) last: Date,
    /// The last day that is looked at: the last of the year, or today while the year runs.
    pub(super) as_of: Date,
    pub(super) variant: Variant,
}

impl Frame {
    pub(super) fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    pub(super) fn is_published(&self) -> bool {
        self.variant == Variant::Publication
    }

    /// The name of somebody, or the role where names are not published.
    pub(super) fn name(&self, name: &str, role: &str) -> String {
        if self.is_published() { role.to_owned() } else { name.to_owned() }
    }
}

/// An exact figure; programs get it rounded and as a fraction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure(pub Exact);

impl Figure {
    /// With at most two decimals: `12.5`.
    pub fn words(&self) -> String {
        self.0.short(2)
    }

    /// The same for a cell, rounded to two decimals.
    pub(super) fn cell(&self) -> Cell {
        Decimal::from_str(&self.words()).map_or_else(|_| self.words().into(), Cell::Number)
    }

    pub(super) fn length(&self) -> Option<Decimal> {
        Decimal::from_str(&self.0.short(4)).ok()
    }
}

impl Serialize for Figure {
    /// Writes `{"rounded": "66.67", "exact": "200/3"}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Figure", 2)?;
        object.serialize_field("rounded", &self.0.rounded(2))?;
        object.serialize_field("exact", &self.0.fraction())?;
        object.end()
    }
}

/// A sum in pounds, which may be more than one amount can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pounds(pub Decimal);

impl Pounds {
    pub(super) fn add(&mut self, money: Money) {
        self.0 += money.pounds();
    }

    /// It as it is read: `£1,200.00`.
    pub fn words(self) -> String {
        money::in_pounds(self.0)
    }

    pub(super) fn cell(self) -> Cell {
        let pence = (self.0 * Decimal::ONE_HUNDRED).to_i64().and_then(Money::from_pence);
        pence.map_or_else(|| self.words().into(), Cell::Money)
    }
}

impl Serialize for Pounds {
    /// Writes pounds with two decimals: `"1200.00"`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut amount = self.0;
        amount.rescale(2);
        serializer.collect_str(&amount)
    }
}

/// How many of some things are so, and of how many it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many are.
    pub yes: usize,
    /// How many are not.
    pub no: usize,
    /// Of how many it is not recorded.
    pub not_known: usize,
    /// How many there are.
    pub of: usize,
    /// The share that is known to be so, in per cent; nothing where there is nothing to count.
    pub share: Option<Figure>,
    /// The share if all that is not known were so as well, where that is more.
    pub at_most: Option<Figure>,
}

impl Share {
    /// Counts answers, of which one that is not known is neither.
    pub(super) fn of(answers: impl IntoIterator<Item = Option<bool>>) -> Self {
        let (mut yes, mut no, mut not_known) = (0, 0, 0);
        for answer in answers {
            match answer {
                Some(true) => yes += 1,
                Some(false) => no += 1,
                None => not_known += 1,
            }
        }
        let of = yes + no + not_known;
        Self {
            yes,
            no,
            not_known,
            of,
            share: per_cent(&count(yes), &count(of)),
            at_most: (not_known > 0)
                .then(|| per_cent(&count(yes + not_known), &count(of)))
                .flatten(),
        }
    }

    /// It as it is read: “12 of 31 (38.71%)”, with what it is at most.
    pub fn words(&self) -> String {
        let Some(share) = &self.share else { return "nothing to count".to_owned() };
        let Self { yes, of, not_known, .. } = self;
        // A share of nought would be read as a no that nobody has said.
        if not_known == of {
            let of = if *of == 1 { String::new() } else { format!(" for any of {of}") };
            return format!("not recorded{of}");
        }
        let most = self.at_most.as_ref().map_or_else(String::new, |most| {
            format!("; not recorded for {not_known}, so at most {}%", most.words())
        });
        format!("{yes} of {of} ({}%){most}", share.words())
    }
}

/// How many, as an exact figure.
pub(super) fn count(count: usize) -> Exact {
    Exact::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A part in per cent of a whole; nothing where there is no whole.
pub(super) fn per_cent(part: &Exact, of: &Exact) -> Option<Figure> {
    (part * &Exact::hundred()).over(of).map(Figure)
}

/// The weights of some tenders, as shares of the whole award criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Average {
    /// How many tenders have a weight whose share of the whole is known; the average is theirs.
    pub tenders: usize,
    /// The average in per cent of the whole; nothing where no tender has such a weight.
    pub average: Option<Figure>,
    /// The lowest of them.
    pub lowest: Option<Percent>,
    /// The highest of them.
    pub highest: Option<Percent>,
    /// How many have a weight whose share of the whole is not known.
    pub share_not_known: usize,
    /// How many have no weight on record.
    pub not_recorded: usize,
}

/// The weight of a tender, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weighed {
    /// So much of the whole.
    Share(Percent),
    /// There is one, above nothing or not; its share of the whole is not known, or its lots
    /// differ.
    Open { above_nothing: bool },
    /// None is on record.
    Not,
}

impl Average {
    pub(super) fn of(weights: impl IntoIterator<Item = Weighed>) -> Self {
        let mut known = Vec::new();
        let (mut share_not_known, mut not_recorded) = (0, 0);
        for weight in weights {
            match weight {
                Weighed::Share(percent) => known.push(percent),
                Weighed::Open { .. } => share_not_known += 1,
                Weighed::Not => not_recorded += 1,
            }
        }
        let sum: Exact = known.iter().map(|percent| Exact::from(*percent)).sum();
        Self {
            tenders: known.len(),
            average: sum.over(&count(known.len())).map(Figure),
            lowest: known.iter().min().copied(),
            highest: known.iter().max().copied(),
            share_not_known,
            not_recorded,
        }
    }

    /// It as it is read: “10.33% of the whole over 3 tenders, from 10% to 11%”.
    pub fn words(&self) -> String {
        let Some(average) = &self.average else {
            return "no weight on record".to_owned();
        };
        let exact = if average.0.short(2) == average.0.short(12) {
            String::new()
        } else {
            format!(" (exactly {})", average.0.fraction())
        };
        let range = match (self.lowest, self.highest) {
            (Some(lowest), Some(highest)) if lowest != highest => {
                format!(", from {lowest} to {highest}")
            }
            _ => String::new(),
        };
        let over = tenders(self.tenders);
        format!("{}%{exact} of the award criteria, over {over}{range}", average.words())
    }

    /// What is missing from it.
    pub(super) fn gaps(&self, of: &str) -> Vec<String> {
        let all = self.tenders + self.share_not_known + self.not_recorded;
        let mut gaps = Vec::new();
        if self.not_recorded > 0 {
            gaps.push(format!(
                "{} of {all} {of} have no weight on record, and are not in the average.",
                self.not_recorded
            ));
        }
        if self.share_not_known > 0 {
            gaps.push(format!(
                "{} of {all} {of} have a weight whose share of the whole is not known, because the share of quality is not recorded or their lots differ; they are not in the average.",
                self.share_not_known
            ));
        }
        gaps
    }
}

/// Which tender something is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tender {
    /// Its uid.
    pub uid: Uuid,
    /// Its reference, which is its own only within its register.
    pub reference: String,
    /// The number of its register, from 1.
    pub register: usize,
    /// What it is about.
    pub title: String,
    /// The id of its policy.
    pub policy: String,
}

impl Tender {
    pub(super) fn of(account: &Account) -> Self {
        Self {
            uid: account.uid,
            reference: account.reference.to_string(),
            register: account.register + 1,
            title: account.title.clone(),
            policy: account.pack.policy.id.clone(),
        }
    }

    /// The reference, with the register where there are several.
    pub(super) fn label(&self, several: bool) -> String {
        if several {
            format!("{} (register {})", self.reference, self.register)
        } else {
            self.reference.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str) -> Weighed {
        Weighed::Share(text.parse().unwrap())
    }

    #[test]
    fn an_average_is_exact_and_leaves_out_what_is_not_known() {
        let open = Weighed::Open { above_nothing: true };
        let average = Average::of([share("10"), share("10"), share("11"), open, Weighed::Not]);
        assert_eq!(average.average.as_ref().unwrap().0.fraction(), "31/3");
        assert_eq!((average.tenders, average.share_not_known, average.not_recorded), (3, 1, 1));
        assert_eq!(
            average.words(),
            "10.33% (exactly 31/3) of the award criteria, over 3 tenders, from 10% to 11%"
        );
        let gaps = average.gaps("tenders");
        assert!(gaps[0].starts_with("1 of 5 tenders have no weight on record"), "{gaps:?}");
        assert_eq!(Average::of([Weighed::Not]).average, None);
        let nought = Average::of([share("0"), share("10")]);
        assert_eq!(nought.words(), "5% of the award criteria, over 2 tenders, from 0% to 10%");
    }

    #[test]
    fn a_share_says_what_it_would_be_if_all_that_is_not_known_counted() {
        let share = Share::of([Some(true), Some(false), None]);
        assert_eq!(share.words(), "1 of 3 (33.33%); not recorded for 1, so at most 66.67%");
        assert_eq!(Share::of([]).words(), "nothing to count");
        assert_eq!(Share::of([None, None]).words(), "not recorded for any of 2");
        assert_eq!(Share::of([None]).words(), "not recorded");
        assert_eq!(Share::of([Some(false)]).words(), "0 of 1 (0%)");
    }

    #[test]
    fn programs_get_figures_rounded_and_exact() {
        let figure = Figure(Exact::from(200).over(&Exact::from(3)).unwrap());
        let json = serde_json::to_value(&figure).unwrap();
        assert_eq!(json, serde_json::json!({ "rounded": "66.67", "exact": "200/3" }));
        assert_eq!(serde_json::to_value(Pounds(Decimal::from(1200))).unwrap(), "1200.00");
    }
}
