//! The figures that requests under the Freedom of Information Act ask for.

use serde::Serialize;

use crate::policy::SocialValue;
use crate::register::Account;
use crate::report::annual::figures::{Average, Frame, Pounds, Share, Weighed};
use crate::report::annual::tender;

/// How the figures are counted.
pub(super) const COUNTED: &str = "Each figure is given for the tenders that commenced in the year and for those that were awarded in it, since requests ask for either. A tender counts as awarded on the day of the first decision on one of its lots; where no decision is recorded, on the day of the first signature, or else of the award notice, or else on the first day of its contract. Cancelled tenders are left out. A tender has social value where it weighs more than nothing among the award criteria; it has none where the weight is nothing or the tender was opted out; where neither is on record it is not known.";

/// The figures that are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Requests {
    /// How they are counted.
    pub counted: &'static str,
    /// Of tenders that commenced in the year.
    pub commenced: Asked,
    /// Of tenders that were awarded in the year.
    pub awarded: Asked,
    /// How many commitments of which something was due were delivered as far as they were due;
    /// the table of commitments says how they are counted.
    pub delivered: Share,
}

/// The same figures for some tenders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// How many tenders.
    pub tenders: usize,
    /// Their values added up.
    pub value: Pounds,
    /// How many have social value among the award criteria.
    pub with_social_value: Share,
    /// The same, of those whose policy requires it, opted out or not.
    pub with_where_required: Share,
    /// How many were opted out.
    pub opted_out: usize,
    /// How many seek at least one outcome or measure of the policy.
    pub seeking: usize,
    /// The average weight; of tenders that were not opted out.
    pub average: Average,
    /// What is not known.
    pub gaps: Vec<String>,
}

#[derive(Debug, Default)]
struct Tenders {
    value: Pounds,
    answers: Vec<Option<bool>>,
    where_required: Vec<Option<bool>>,
    opted_out: usize,
    seeking: usize,
    weights: Vec<Weighed>,
}

/// Gathers what is asked for.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    commenced: Tenders,
    awarded: Tenders,
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, frame: &Frame) {
        if tender::is_cancelled(account) {
            return;
        }
        if tender::commenced(account, frame) {
            self.commenced.add(account);
        }
        if tender::awarded_on(account).is_some_and(|day| frame.holds(day)) {
            self.awarded.add(account);
        }
    }

    pub(super) fn done(self, delivered: Share) -> Requests {
        Requests {
            counted: COUNTED,
            commenced: self.commenced.done("tenders that commenced in the year"),
            awarded: self.awarded.done("tenders that were awarded in the year"),
            delivered,
        }
    }
}

impl Tenders {
    fn add(&mut self, account: &Account) {
        self.value.add(account.facts.value);
        let answer = tender::has_social_value(account);
        self.answers.push(answer);
        let scope = SocialValue::of(&account.determination, false);
        if scope == SocialValue::Required {
            self.where_required.push(answer);
        }
        self.seeking += usize::from(!account.sought.is_empty());
        if account.opt_out.is_some() {
            self.opted_out += 1;
        } else {
            self.weights.push(tender::weighed(account));
        }
    }

    fn done(self, of: &str) -> Asked {
        let average = Average::of(self.weights);
        Asked {
            tenders: self.answers.len(),
            value: self.value,
            opted_out: self.opted_out,
            seeking: self.seeking,
            gaps: average.gaps(of),
            with_social_value: Share::of(self.answers),
            with_where_required: Share::of(self.where_required),
            average,
        }
    }
}
