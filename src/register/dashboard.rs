//! The dashboard: figures over all procurements, each with how it is counted.
//!
//! Nothing is worked out here but sums: what the rules say of a procurement is
//! kept with it, in the same transaction as every change. Only after a
//! migration it is worked out once, before the first look.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use strum::IntoEnumIterator;

use crate::domain::{ProcurementState, StageNo};
use crate::policy::{
    Bound, Determination, Pack, SocialValue, Target, Weight, WeightPlace, determine,
};
use crate::register::case::Case;
use crate::register::{List, Register, Result};
use crate::store::{Group, Slice, WeightingRecord};

/// What is said of an actual figure while there is nothing to count it from.
pub const NO_ACTUAL: &str = "no data yet: no contract with a value ran in the year";

/// The figures over all procurements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dashboard {
    /// How many procurements there are.
    pub tenders: usize,
    /// The pictures, in the order of reading.
    pub parts: Vec<Part>,
    /// The targets of the policies in use.
    pub targets: Vec<PolicyTargets>,
}

/// One picture: bars that are measured alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is of.
    pub kind: PartKind,
    /// Its bars, in the order of reading.
    pub bars: Vec<Bar>,
    /// How many procurements are counted in it.
    pub tenders: usize,
}

/// What a picture is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Tenders in progress by stage.
    Stages,
    /// Value by policy.
    Policies,
    /// Value by state.
    States,
    /// Tenders by what becomes of social value.
    SocialValue,
    /// Weights of social value against one kind of bound.
    Weights(Bound),
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The procurements behind it.
    pub slice: Slice,
    /// What it is called.
    pub label: String,
    /// How many procurements there are.
    pub tenders: usize,
    /// Their values in pounds, excluding VAT, added up.
    pub value: Decimal,
    /// Whether what is counted departs from the policies.
    pub departs: bool,
    /// The same for each policy, by its name in few words.
    pub by_policy: Vec<(String, usize, Decimal)>,
}

/// What one policy wants to reach over all procurements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyTargets {
    /// The id of the policy.
    pub policy: String,
    /// Its name in few words.
    pub short: String,
    /// The edition that was pinned last.
    pub edition: String,
    /// The targets; none where the policy sets none.
    pub targets: Vec<Target>,
}

impl PartKind {
    /// What the picture shows, as a heading.
    pub fn title(self) -> String {
        match self {
            Self::Stages => "Tenders in progress by stage".to_owned(),
            Self::Policies => "Value by policy".to_owned(),
            Self::States => "Value by state".to_owned(),
            Self::SocialValue => "Social value".to_owned(),
            Self::Weights(bound) => format!("Weights {}", bound.words()),
        }
    }

    /// Whether its bars are as long as values, and not as numbers of tenders.
    pub const fn is_of_value(self) -> bool {
        matches!(self, Self::Policies | Self::States)
    }

    /// Which procurements are counted, and how.
    pub const fn counted(self) -> &'static str {
        match self {
            Self::Stages => {
                "Counts active tenders by their first stage that is neither closed nor skipped. Paused, cancelled and closed tenders are left out."
            }
            Self::Policies => {
                "Adds up the estimated values, excluding VAT, of tenders that are active, paused or closed, under the policy that each was started under. Cancelled tenders are left out."
            }
            Self::States => {
                "Adds up the estimated values, excluding VAT, of all tenders in the register, cancelled ones too."
            }
            Self::SocialValue => {
                "Counts tenders that are active, paused or closed by what the edition of the policy that is pinned to each says of its facts. “Not decided yet” are those where a fact that decides is not known. A tender that was opted out is counted as such, whatever the policy says. Cancelled tenders are left out."
            }
            Self::Weights(Bound::None) => {
                "Counts tenders whose policy gives no figure for the weight of social value. Cancelled tenders, and those that were opted out of social value, are left out."
            }
            Self::Weights(_) => {
                "Holds the weight that was set for each tender against the figure that its own policy gives for its facts, on the policy's base: a percentage of the total and one of the quality part are compared as shares of the total, and “not comparable yet” are those whose share of quality is not known. Tenders without a weight stand apart. Cancelled tenders, and those that were opted out of social value, are left out."
            }
        }
    }
}

impl Dashboard {
    /// The figures out of the groups that the register holds.
    fn of(groups: &[Group], packs: &BTreeMap<String, std::sync::Arc<Pack>>) -> Self {
        let short = |policy: &str| {
            packs.get(policy).map_or_else(|| policy.to_owned(), |pack| pack.policy.short_words())
        };
        let counting = Counting { groups, short: &short };
        let mut parts = vec![counting.stages(), counting.policies(), counting.states()];
        parts.push(counting.social_value());
        parts.extend(Bound::iter().map(|bound| counting.weights(bound)));
        parts.retain(|part| !matches!(part.kind, PartKind::Weights(_)) || part.tenders > 0);
        let targets = packs.iter().map(|(id, pack)| PolicyTargets {
            policy: id.clone(),
            short: pack.policy.short_words(),
            edition: pack.policy.edition.clone(),
            targets: pack.targets.clone(),
        });
        Self {
            tenders: groups.iter().map(|group| group.tenders).sum(),
            targets: targets.collect(),
            parts,
        }
    }

    /// The bar of a slice, with its picture.
    pub fn find(&self, slice: &Slice) -> Option<(&Part, &Bar)> {
        let bars = self.parts.iter().flat_map(|part| part.bars.iter().map(move |bar| (part, bar)));
        bars.into_iter().find(|(_, bar)| bar.slice == *slice)
    }
}

/// The groups, and how policies are called.
struct Counting<'a> {
    groups: &'a [Group],
    short: &'a dyn Fn(&str) -> String,
}

impl Counting<'_> {
    fn bar(&self, slice: Slice, label: impl Into<String>) -> Bar {
        let mut bar = Bar {
            departs: matches!(slice, Slice::Weight(place) if place.departs()),
            slice,
            label: label.into(),
            tenders: 0,
            value: Decimal::ZERO,
            by_policy: Vec::new(),
        };
        let mut by_policy: BTreeMap<&str, (usize, Decimal)> = BTreeMap::new();
        for group in self.groups.iter().filter(|group| holds(&bar.slice, group)) {
            let value = Decimal::from(group.pounds) + Decimal::new(group.pence, 2);
            bar.tenders += group.tenders;
            bar.value += value;
            let policy = by_policy.entry(&group.policy).or_default();
            *policy = (policy.0 + group.tenders, policy.1 + value);
        }
        let named = by_policy.into_iter().map(|(id, (tenders, value))| {
            let name = (self.short)(id);
            (name, tenders, value)
        });
        bar.by_policy = named.collect();
        bar
    }

    fn stages(&self) -> Part {
        let numbered = StageNo::all().map(|stage| {
            self.bar(Slice::Stage(Some(stage)), format!("{stage:>2} {}", stage.short_name()))
        });
        let mut bars: Vec<Bar> = numbered.collect();
        let settled = self.bar(Slice::Stage(None), " – All closed or skipped");
        bars.extend(Some(settled).filter(|bar| bar.tenders > 0));
        part(PartKind::Stages, bars)
    }

    fn policies(&self) -> Part {
        let mut ids: Vec<&str> = self.groups.iter().map(|group| group.policy.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let bars =
            ids.into_iter().map(|id| self.bar(Slice::Policy(id.to_owned()), (self.short)(id)));
        let mut bars: Vec<Bar> = bars.collect();
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.value));
        part(PartKind::Policies, bars)
    }

    fn states(&self) -> Part {
        let bars = ProcurementState::iter().map(|state| {
            let label = match state {
                ProcurementState::Active => "Active",
                ProcurementState::Paused => "Paused",
                ProcurementState::Cancelled => "Cancelled",
                ProcurementState::Closed => "Closed",
            };
            self.bar(Slice::State(state), label)
        });
        part(PartKind::States, bars.collect())
    }

    fn social_value(&self) -> Part {
        let bars =
            SocialValue::iter().map(|status| self.bar(Slice::SocialValue(status), status.words()));
        part(PartKind::SocialValue, bars.collect())
    }

    fn weights(&self, bound: Bound) -> Part {
        use crate::policy::Against::{Between, Open};
        let standings = WeightPlace::standings(bound).iter();
        let bars = standings.map(|standing| {
            let place = WeightPlace { bound, standing: *standing };
            (place, self.bar(Slice::Weight(place), place.words()))
        });
        // What is rare is left out where it is not there.
        let shown = bars
            .filter(|(place, bar)| bar.tenders > 0 || !matches!(place.standing, Between | Open));
        part(PartKind::Weights(bound), shown.map(|(_, bar)| bar).collect())
    }
}

fn part(kind: PartKind, bars: Vec<Bar>) -> Part {
    let tenders = bars.iter().map(|bar| bar.tenders).sum();
    Part { kind, bars, tenders }
}

/// Whether a group stands behind a figure; the store says the same in its own words.
fn holds(slice: &Slice, group: &Group) -> bool {
    let cancelled = group.state == ProcurementState::Cancelled;
    match slice {
        Slice::Stage(stage) => group.state == ProcurementState::Active && group.stage == *stage,
        Slice::Policy(policy) => group.policy == *policy && !cancelled,
        Slice::State(state) => group.state == *state,
        Slice::SocialValue(status) => group.social_value == *status && !cancelled,
        Slice::Weight(place) => {
            let opted_out = group.social_value == SocialValue::OptedOut;
            group.weight == *place && !cancelled && !opted_out
        }
    }
}

/// What the dashboard counts of a procurement, beside where it stands.
pub(super) fn counted(case: &Case, determination: &Determination) -> (SocialValue, WeightPlace) {
    placed(
        determination,
        case.opt_out.is_some(),
        case.weighting.as_ref(),
        case.record.facts.quality_share,
    )
}

fn placed(
    determination: &Determination,
    opted_out: bool,
    weighting: Option<&WeightingRecord>,
    quality_share: Option<crate::domain::Percent>,
) -> (SocialValue, WeightPlace) {
    let weight = weighting.map(|record| Weight { percent: record.weight, base: record.base });
    let finding = determination.weighting.as_ref();
    (SocialValue::of(determination, opted_out), WeightPlace::of(weight, finding, quality_share))
}

impl Register {
    /// The figures over all procurements.
    ///
    /// # Errors
    /// When the register cannot be read, or what is not counted yet cannot be written.
    pub fn dashboard(&mut self) -> Result<Dashboard> {
        self.count_what_is_not_yet()?;
        let _snapshot = self.database.snapshot()?;
        let groups = self.database.groups()?;
        let mut packs = BTreeMap::new();
        // In the order in which they were pinned: the last edition of a policy stands.
        for pinned in self.database.pinned_packs()? {
            if groups.iter().any(|group| group.policy == pinned.policy) {
                packs.insert(pinned.policy, pinned.id);
            }
        }
        let packs = packs.into_iter().map(|(policy, row)| Ok((policy, self.pinned_pack(row)?)));
        Ok(Dashboard::of(&groups, &packs.collect::<Result<_>>()?))
    }

    /// A window onto the procurements behind a figure, those that were changed last first.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn behind(&self, slice: &Slice, first: usize, most: usize) -> Result<List> {
        let _snapshot = self.database.snapshot()?;
        Ok(self.database.behind(slice, first, most)?)
    }

    /// Works out what a migration could not: what the rules say of each procurement.
    fn count_what_is_not_yet(&mut self) -> Result<()> {
        let waiting = self.database.not_counted_yet()?;
        if waiting.is_empty() {
            return Ok(());
        }
        let mut found = Vec::new();
        for reference in waiting {
            let Some(record) = self.database.procurement(&reference)? else { continue };
            let (pack, overlay) =
                (self.pinned_pack(record.pack)?, self.pinned_pack(record.overlay)?);
            let determination = determine(&pack, &overlay, &record.facts);
            let opted_out = self.database.opt_out(record.id)?.is_some();
            let weighting = self.database.weighting(record.id)?;
            let quality = record.facts.quality_share;
            let placed = placed(&determination, opted_out, weighting.as_ref(), quality);
            found.push((record.id, placed));
        }
        // No journal entry: nothing is decided here that the journal does not hold already.
        let change = self.database.change()?;
        for (row, placed) in found {
            change.count_late(row, placed)?;
        }
        Ok(change.commit()?)
    }
}
