//! Weights of social value, held against what the policies ask for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::policy::{Bound, WeightPlace, WeightingFinding};
use crate::register::Account;
use crate::report::annual::figures::{Average, Frame, Tender, Weighed};
use crate::report::annual::tender;

/// How weights are counted.
pub(super) const COUNTED: &str = "Counted are procurements that commenced in the year and were neither cancelled nor opted out of social value. The weight is the one that was set for the tender; where none was set, it is that of social value in its award criteria, if all its lots agree. Each is held against the figure that its own policy gives for its facts, on the policy's base: a percentage of the quality part is compared as a share of the whole. The average is the sum of the shares of the whole divided by the number of tenders whose share is known, each counting the same; a tender without a weight on record is not a tender with a weight of nothing.";

/// The weights of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weightings {
    /// How they are counted.
    pub counted: &'static str,
    /// How many tenders are looked at.
    pub tenders: usize,
    /// Where their weights stand, by policy.
    pub by_policy: Vec<WeightsOfPolicy>,
    /// The weights that depart from the policy.
    pub departures: Vec<Departure>,
    /// The average over all.
    pub average: Average,
    /// What is not known.
    pub gaps: Vec<String>,
}

/// The weights under one policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WeightsOfPolicy {
    /// The policy's id.
    pub policy: String,
    /// The authority in few words.
    pub authority: String,
    /// Where the weights stand to the bound that holds for each tender.
    pub places: Vec<PlaceCount>,
    /// The average.
    pub average: Average,
}

/// How many weights stand in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceCount {
    /// The kind of bound, and where the weights stand to it.
    #[serde(flatten)]
    pub place: WeightPlace,
    /// The same in words.
    pub words: &'static str,
    /// How many tenders.
    pub tenders: usize,
}

/// A weight that departs from the policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Departure {
    /// The tender.
    pub tender: Tender,
    /// The weight in words.
    pub weight: String,
    /// What the policy asks for.
    pub asked: String,
    /// Where it stands: “Below the minimum”.
    pub stands: &'static str,
    /// Why; nothing where that is not on file.
    pub reason: Option<String>,
    /// Who agreed; nothing where that is not on file.
    pub agreed_by: Option<String>,
}

/// What is gathered of one policy.
#[derive(Debug, Default)]
struct OfPolicy {
    authority: String,
    places: BTreeMap<WeightPlace, usize>,
    weights: Vec<Weighed>,
}

/// Gathers weights.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    by_policy: BTreeMap<String, OfPolicy>,
    departures: Vec<Departure>,
}

impl Gathered {
    pub(super) fn add(&mut self, account: &Account, frame: &Frame) {
        let counts = tender::commenced(account, frame)
            && !tender::is_cancelled(account)
            && account.opt_out.is_none();
        if !counts {
            return;
        }
        let policy = &account.pack.policy;
        let of = self.by_policy.entry(policy.id.clone()).or_default();
        of.authority = policy.short_words();
        of.weights.push(tender::weighed(account));
        let place = tender::place(account);
        *of.places.entry(place).or_default() += 1;
        if place.departs()
            && let Some(weight) = tender::weight(account)
        {
            let record = account.weighting.as_ref().map(|set| &set.record);
            let finding = account.determination.weighting.as_ref();
            self.departures.push(Departure {
                tender: Tender::of(account),
                weight: weight.words(account.facts.quality_share),
                asked: finding.map(WeightingFinding::words).unwrap_or_default(),
                stands: place.words(),
                reason: record.and_then(|record| record.reason.clone()),
                agreed_by: record
                    .and_then(|record| record.agreed_by.as_ref())
                    .map(|said| tender::agreed_by(account, said, frame)),
            });
        }
    }

    pub(super) fn done(mut self) -> Weightings {
        self.departures.sort_by(|one, other| {
            let key = |one: &Departure| (one.tender.register, one.tender.reference.clone());
            key(one).cmp(&key(other))
        });
        let all = self.by_policy.values().flat_map(|of| of.weights.iter().copied());
        let average = Average::of(all);
        let tenders = self.by_policy.values().map(|of| of.weights.len()).sum();
        let mut gaps = average.gaps("tenders");
        let not_comparable: usize = self
            .by_policy
            .values()
            .flat_map(|of| &of.places)
            .filter(|(place, _)| place.standing == crate::policy::Against::Open)
            .map(|(_, count)| count)
            .sum();
        if not_comparable > 0 {
            gaps.push(format!(
                "{not_comparable} of {tenders} weights cannot be held against the policy before the share of quality is recorded."
            ));
        }
        let no_figure: usize = self
            .by_policy
            .values()
            .flat_map(|of| &of.places)
            .filter(|(place, _)| place.bound == Bound::None)
            .map(|(_, count)| count)
            .sum();
        if no_figure > 0 {
            gaps.push(format!("For {no_figure} of {tenders} tenders the policy gives no figure."));
        }
        Weightings {
            counted: COUNTED,
            tenders,
            by_policy: self
                .by_policy
                .into_iter()
                .map(|(policy, of)| WeightsOfPolicy {
                    policy,
                    authority: of.authority,
                    places: of
                        .places
                        .into_iter()
                        .map(|(place, tenders)| PlaceCount { place, words: place.words(), tenders })
                        .collect(),
                    average: Average::of(of.weights),
                })
                .collect(),
            departures: self.departures,
            average,
            gaps,
        }
    }
}
