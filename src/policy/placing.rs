//! How a tender is counted: what its policy wants of social value, and where its weight stands.
//!
//! A [`WeightPlace`] says more than whether a weight departs: it keeps apart
//! what is below, at and above each kind of bound, always on the policy's base.

use std::cmp::Ordering;

use serde::Serialize;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::domain::Percent;
use crate::policy::determine::{Determination, WeightingFinding};
use crate::policy::pack::ScopeStatus;
use crate::policy::weight::Weight;

/// What becomes of social value in a tender.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SocialValue {
    /// The policy demands it.
    Required,
    /// The policy wants it where possible.
    Expected,
    /// The policy leaves it open.
    Optional,
    /// A fact that decides is not known yet.
    Undecided,
    /// The tender was opted out, whatever the policy wants.
    OptedOut,
}

/// What kind of bound a policy sets for the weight of social value.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Bound {
    /// At least so much.
    Minimum,
    /// At most so much.
    Ceiling,
    /// At least so much and at most so much.
    Range,
    /// One of these figures and no other.
    Figures,
    /// The policy gives no figure.
    None,
}

/// Where a weight stands to the bound.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Against {
    /// Lower than the bound, or than every figure.
    Below,
    /// Exactly at the bound, or at one of the figures.
    At,
    /// Inside a range, or between two figures.
    Between,
    /// Higher than the bound, or than every figure; any weight where there is no figure.
    Above,
    /// The bases differ, and the share of quality, which joins them, is not known.
    Open,
    /// No weight has been set.
    NotSet,
}

/// The kind of bound that holds for a tender, and where its weight stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct WeightPlace {
    /// The kind of bound.
    pub bound: Bound,
    /// Where the weight stands.
    pub standing: Against,
}

impl SocialValue {
    /// What becomes of social value, given what the policy requires.
    pub fn of(determination: &Determination, opted_out: bool) -> Self {
        match determination.social_value.status {
            _ if opted_out => Self::OptedOut,
            Some(ScopeStatus::Required) => Self::Required,
            Some(ScopeStatus::Expected) => Self::Expected,
            Some(ScopeStatus::Optional) => Self::Optional,
            None => Self::Undecided,
        }
    }

    /// The same in words, as a label.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Required => "Required",
            Self::Expected => "Expected",
            Self::Optional => "Optional",
            Self::Undecided => "Not decided yet",
            Self::OptedOut => "Opted out",
        }
    }
}

impl WeightPlace {
    /// Where a weight stands to what the policy asks for.
    pub fn of(
        weight: Option<Weight>,
        finding: Option<&WeightingFinding>,
        quality_share: Option<Percent>,
    ) -> Self {
        let bound = finding.map_or(Bound::None, Bound::of);
        let standing = match (weight, finding) {
            (None, _) => Against::NotSet,
            (Some(_), None) => Against::Above,
            (Some(weight), Some(finding)) => against(weight, finding, quality_share),
        };
        Self { bound, standing }
    }

    /// Whether a weight there departs from the policy.
    pub const fn departs(self) -> bool {
        matches!(
            (self.bound, self.standing),
            (Bound::Minimum | Bound::Range | Bound::Figures, Against::Below)
                | (Bound::Ceiling | Bound::Range | Bound::Figures, Against::Above)
                | (Bound::Figures, Against::Between)
        )
    }

    /// The same in words, as a label: “Below the minimum”.
    pub const fn words(self) -> &'static str {
        match (self.bound, self.standing) {
            (_, Against::NotSet) => "No weight set yet",
            (_, Against::Open) => "Not comparable yet",
            (Bound::None, _) => "A weight is set",
            (Bound::Minimum, Against::Below) => "Below the minimum",
            (Bound::Minimum, Against::At) => "At the minimum",
            (Bound::Minimum, _) => "Above the minimum",
            (Bound::Ceiling, Against::Above) => "Above the ceiling",
            (Bound::Ceiling, Against::At) => "At the ceiling",
            (Bound::Ceiling, _) => "Below the ceiling",
            (Bound::Range, Against::Below) => "Below the range",
            (Bound::Range, Against::Above) => "Above the range",
            (Bound::Range, Against::At) => "At an end of the range",
            (Bound::Range, Against::Between) => "Inside the range",
            (Bound::Figures, Against::Below) => "Below the figure",
            (Bound::Figures, Against::Above) => "Above the figure",
            (Bound::Figures, Against::At) => "At the figure",
            (Bound::Figures, Against::Between) => "Between two figures",
        }
    }

    /// Every standing that a weight under this kind of bound can have, in the order of reading.
    pub const fn standings(bound: Bound) -> &'static [Against] {
        match bound {
            Bound::Minimum | Bound::Ceiling => {
                &[Against::Below, Against::At, Against::Above, Against::Open, Against::NotSet]
            }
            Bound::Range | Bound::Figures => &[
                Against::Below,
                Against::At,
                Against::Between,
                Against::Above,
                Against::Open,
                Against::NotSet,
            ],
            Bound::None => &[Against::Above, Against::NotSet],
        }
    }
}

impl Bound {
    fn of(finding: &WeightingFinding) -> Self {
        match (finding.minimum, finding.maximum) {
            _ if !finding.choices.is_empty() => Self::Figures,
            (Some(_), None) => Self::Minimum,
            (None, Some(_)) => Self::Ceiling,
            (Some(_), Some(_)) => Self::Range,
            (None, None) => Self::None,
        }
    }

    /// The kind in words, as a heading.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Minimum => "against the policy's minimum",
            Self::Ceiling => "against the policy's ceiling",
            Self::Range => "against the policy's range",
            Self::Figures => "against the policy's fixed figures",
            Self::None => "where the policy gives no figure",
        }
    }
}

fn against(weight: Weight, finding: &WeightingFinding, quality_share: Option<Percent>) -> Against {
    let bounds: Vec<Percent> = if finding.choices.is_empty() {
        finding.minimum.into_iter().chain(finding.maximum).collect()
    } else {
        finding.choices.clone()
    };
    let bounds = bounds.into_iter().map(|percent| Weight { percent, base: finding.base });
    let compared: Option<Vec<Ordering>> =
        bounds.map(|bound| weight.compare(bound, quality_share)).collect();
    let Some(compared) = compared else { return Against::Open };
    if compared.contains(&Ordering::Equal) {
        Against::At
    } else if compared.iter().all(|found| *found == Ordering::Less) {
        Against::Below
    } else if compared.iter().all(|found| *found == Ordering::Greater) {
        Against::Above
    } else {
        Against::Between
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::pack::Base;
    use crate::policy::weight::Standing;
    use crate::policy::weight::tests::{finding, percent};
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("10", "", &[], "9.9999", "Below the minimum", true)]
    #[case("10", "", &[], "10", "At the minimum", false)]
    #[case("10", "", &[], "10.0001", "Above the minimum", false)]
    #[case("", "10", &[], "0", "Below the ceiling", false)]
    #[case("", "10", &[], "10", "At the ceiling", false)]
    #[case("", "10", &[], "10.0001", "Above the ceiling", true)]
    #[case("5", "10", &[], "4", "Below the range", true)]
    #[case("5", "10", &[], "5", "At an end of the range", false)]
    #[case("5", "10", &[], "7", "Inside the range", false)]
    #[case("5", "10", &[], "11", "Above the range", true)]
    #[case("5", "10", &["5", "10"], "5", "At the figure", false)]
    #[case("5", "10", &["5", "10"], "7.5", "Between two figures", true)]
    #[case("10", "10", &["10"], "12", "Above the figure", true)]
    #[case("10", "10", &["10"], "9", "Below the figure", true)]
    fn a_weight_is_placed_on_each_side_of_its_bound(
        #[case] minimum: &str,
        #[case] maximum: &str,
        #[case] choices: &[&str],
        #[case] weight: &str,
        #[case] words: &str,
        #[case] departs: bool,
    ) {
        for base in [Base::Total, Base::Quality] {
            let found = finding(minimum, maximum, choices, base);
            let weight = Weight { percent: percent(weight), base };
            let place = WeightPlace::of(Some(weight), Some(&found), None);
            assert_eq!((place.words(), place.departs()), (words, departs));
            assert!(WeightPlace::standings(place.bound).contains(&place.standing));
        }
    }

    #[test]
    fn bases_that_differ_are_compared_as_shares_of_the_total_or_not_at_all() {
        let minimum = finding("2.5", "", &[], Base::Quality);
        let weight = Some(Weight { percent: percent("1"), base: Base::Total });
        let place = |quality| WeightPlace::of(weight, Some(&minimum), quality).standing;
        assert_eq!(place(None), Against::Open);
        assert_eq!(place(Some(percent("40"))), Against::At);
        assert_eq!(place(Some(percent("40.01"))), Against::Below);
        assert_eq!(place(Some(percent("39.99"))), Against::Above);
    }

    #[test]
    fn a_tender_without_a_weight_or_a_figure_is_counted_apart() {
        let minimum = finding("10", "", &[], Base::Total);
        let none = WeightPlace::of(None, Some(&minimum), None);
        assert_eq!((none.bound, none.standing), (Bound::Minimum, Against::NotSet));
        let weight = Weight { percent: percent("3"), base: Base::Quality };
        let free = WeightPlace::of(Some(weight), None, None);
        assert_eq!((free.words(), free.departs()), ("A weight is set", false));
    }

    proptest! {
        #[test]
        fn what_is_counted_as_departing_is_what_is_flagged_as_departing(
            least in 0u32..=20, most in 0u32..=20, weight in 0u32..=20, kind in 0u8..4,
            same_base: bool, quality in proptest::option::of(0u32..=100),
        ) {
            let text = |number: u32| number.to_string();
            let (low, high) = (text(least.min(most)), text(least.max(most)));
            let bound = match kind {
                0 => finding(&low, "", &[], Base::Quality),
                1 => finding("", &high, &[], Base::Quality),
                2 => finding(&low, &high, &[], Base::Quality),
                _ => finding(&low, &high, &[&low, &high], Base::Quality),
            };
            let base = if same_base { Base::Quality } else { Base::Total };
            let weight = Weight { percent: percent(&text(weight)), base };
            let quality = quality.map(|share| percent(&text(share)));
            let place = WeightPlace::of(Some(weight), Some(&bound), quality);
            match weight.standing(Some(&bound), quality) {
                Standing::Keeps => prop_assert!(!place.departs(), "{place:?}"),
                Standing::Departs(how) => prop_assert!(place.departs(), "{place:?}: {how}"),
                Standing::Open => prop_assert_eq!(place.standing, Against::Open),
            }
        }
    }
}
