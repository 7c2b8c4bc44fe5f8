//! A weight that an officer sets, held against what the policy asks for.

use std::cmp::Ordering;

use crate::domain::Percent;
use crate::domain::text::capital;
use crate::policy::determine::{Determination, WeightingFinding};
use crate::policy::pack::{Base, Pack, WeightingRule};

/// A weight of social value, with what it is a percentage of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// How much.
    pub percent: Percent,
    /// Of what.
    pub base: Base,
}

/// How a weight stands to what the policy asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The policy allows it.
    Keeps,
    /// It is below a minimum, above a ceiling or none of the choices; how, in a sentence.
    Departs(String),
    /// The two bases differ, and the share of quality, which joins them, is not known.
    Open,
}

/// What has to be on file with a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Why it was chosen.
    pub reason: bool,
    /// Who agreed to it.
    pub agreement: bool,
}

impl Weight {
    /// The weight as a share of the whole award; `None` while that cannot be known.
    pub fn of_total(self, quality_share: Option<Percent>) -> Option<Percent> {
        match self.base {
            Base::Total => Some(self.percent),
            Base::Quality => Some(self.percent.of(quality_share?)),
        }
    }

    /// The weight in words: “5% of the quality part, which is 2% of the total”.
    pub fn words(self, quality_share: Option<Percent>) -> String {
        let plain = format!("{} {}", self.percent, self.base.of());
        match self.of_total(quality_share) {
            Some(share) if self.base == Base::Quality => {
                format!("{plain}, which is {share} of the total")
            }
            _ => plain,
        }
    }

    /// Both turned into shares of the total where the bases differ, so that nothing is divided.
    pub(super) fn compare(self, other: Self, quality_share: Option<Percent>) -> Option<Ordering> {
        if self.base == other.base {
            return Some(self.percent.cmp(&other.percent));
        }
        Some(self.of_total(quality_share)?.cmp(&other.of_total(quality_share)?))
    }

    /// How the weight stands to what the policy asks for.
    pub fn standing(
        self,
        finding: Option<&WeightingFinding>,
        quality_share: Option<Percent>,
    ) -> Standing {
        let Some(finding) = finding else { return Standing::Keeps };
        let bound = |percent| Self { percent, base: finding.base };
        let against = |percent: &Percent| self.compare(bound(*percent), quality_share);
        let departs = |how: String| {
            Standing::Departs(format!("{} is {how}.", capital(&self.words(quality_share))))
        };
        if !finding.choices.is_empty() {
            let compared: Option<Vec<Ordering>> = finding.choices.iter().map(against).collect();
            return match compared {
                None => Standing::Open,
                Some(compared) if compared.contains(&Ordering::Equal) => Standing::Keeps,
                Some(_) => {
                    let of = finding.base.of();
                    let choices: Vec<String> =
                        finding.choices.iter().map(ToString::to_string).collect();
                    departs(format!("not what the policy sets, {} {of}", choices.join(" or ")))
                }
            };
        }
        for (limit, beyond, name) in [
            (finding.minimum, Ordering::Less, "below the policy's minimum"),
            (finding.maximum, Ordering::Greater, "above the policy's ceiling"),
        ] {
            let Some(limit) = limit else { continue };
            match against(&limit) {
                None => return Standing::Open,
                Some(found) if found == beyond => {
                    return departs(format!("{name}, {}", bound(limit).words(quality_share)));
                }
                Some(_) => {}
            }
        }
        Standing::Keeps
    }
}

impl Wanted {
    /// What has to be on file with a weight that stands so.
    pub fn with(
        standing: &Standing,
        finding: Option<&WeightingFinding>,
        decider: Option<&str>,
    ) -> Self {
        match (standing, finding) {
            (Standing::Departs(_), Some(finding)) => {
                Self { reason: true, agreement: !finding.adjustable }
            }
            (Standing::Departs(_), None) => Self { reason: true, agreement: true },
            (_, Some(finding)) => Self { reason: finding.justification, agreement: false },
            // Where the policy gives no figure and names who decides, that decision is the weight.
            (_, None) => Self { reason: false, agreement: decider.is_some() },
        }
    }
}

/// Who may agree to depart from the policy's figure, or decides where it gives none.
pub fn decider<'a>(pack: &'a Pack, determination: &'a Determination) -> Option<&'a str> {
    if let Some(finding) = &determination.weighting {
        return finding.decided_by.as_deref();
    }
    let rule = &determination.weighting_reasons.first()?.rule;
    pack.weighting.iter().find(|other| other.id == *rule)?.decided_by.as_deref()
}

impl WeightingRule {
    /// The figure that the rule gives, in words.
    pub fn words(&self) -> String {
        let base = self.base.map_or("", Base::of);
        match (self.minimum, self.maximum) {
            (Some(least), Some(most)) if least == most => format!("exactly {least} {base}"),
            (Some(least), Some(most)) => format!("{least} to {most} {base}"),
            (Some(least), None) => format!("at least {least} {base}"),
            (None, Some(most)) => format!("up to {most} {base}"),
            (None, None) if self.choices.is_empty() => "no figure".to_owned(),
            (None, None) => {
                let choices: Vec<String> = self.choices.iter().map(ToString::to_string).collect();
                format!("{} {base}", choices.join(" or "))
            }
        }
    }
}

#[cfg(test)]
pub(in crate::policy) mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use rust_decimal::Decimal;

    pub(in crate::policy) fn percent(text: &str) -> Percent {
        text.parse().unwrap()
    }

    pub(in crate::policy) fn finding(
        minimum: &str,
        maximum: &str,
        choices: &[&str],
        base: Base,
    ) -> WeightingFinding {
        let bound = |text: &str| (!text.is_empty()).then(|| percent(text));
        WeightingFinding {
            minimum: bound(minimum),
            maximum: bound(maximum),
            base,
            choices: choices.iter().map(|text| percent(text)).collect(),
            reasons: Vec::new(),
            justification: false,
            adjustable: false,
            decided_by: None,
            needs: Vec::new(),
        }
    }

    #[rstest]
    #[case::at_a_minimum("10", "", &[], "10", "keeps")]
    #[case::a_hair_below_a_minimum("10", "", &[], "9.9999", "below the policy's minimum, 10%")]
    #[case::at_a_ceiling("", "10", &[], "10", "keeps")]
    #[case::nothing_under_a_ceiling("", "10", &[], "0", "keeps")]
    #[case::a_hair_above_a_ceiling("", "10", &[], "10.0001", "above the policy's ceiling, 10%")]
    #[case::one_of_the_choices("5", "10", &["5", "10"], "5", "keeps")]
    #[case::between_the_choices("5", "10", &["5", "10"], "7.5", "not what the policy sets, 5% or 10%")]
    #[case::not_the_only_choice("10", "10", &["10"], "12", "not what the policy sets, 10%")]
    fn a_weight_is_held_against_its_bounds(
        #[case] minimum: &str,
        #[case] maximum: &str,
        #[case] choices: &[&str],
        #[case] weight: &str,
        #[case] said: &str,
    ) {
        for base in [Base::Total, Base::Quality] {
            let weight = Weight { percent: percent(weight), base };
            let found = weight.standing(Some(&finding(minimum, maximum, choices, base)), None);
            match found {
                Standing::Keeps => assert_eq!(said, "keeps"),
                Standing::Departs(how) => assert!(how.contains(said), "{how}"),
                Standing::Open => unreachable!("the bases agree"),
            }
        }
    }

    #[rstest]
    #[case("2.5", Base::Quality, "1", "40", "keeps")]
    #[case("2.5", Base::Quality, "0.9999", "40", "0.9999% of the total award criteria is below")]
    #[case("10", Base::Total, "25", "40", "keeps")]
    #[case("10", Base::Total, "24.99", "40", "24.99% of the quality part, which is 9.996%")]
    #[case("10", Base::Total, "100", "0", "which is 0% of the total is below")]
    fn where_the_bases_differ_both_are_turned_into_shares_of_the_total(
        #[case] minimum: &str,
        #[case] base: Base,
        #[case] weight: &str,
        #[case] quality: &str,
        #[case] said: &str,
    ) {
        let other = if base == Base::Total { Base::Quality } else { Base::Total };
        let weight = Weight { percent: percent(weight), base: other };
        let finding = finding(minimum, "", &[], base);
        assert_eq!(weight.standing(Some(&finding), None), Standing::Open);
        match weight.standing(Some(&finding), Some(percent(quality))) {
            Standing::Departs(how) => assert!(how.contains(said), "{how}"),
            found => assert_eq!((found, said), (Standing::Keeps, "keeps")),
        }
    }

    #[test]
    fn where_the_policy_gives_no_figure_any_weight_keeps_to_it() {
        let weight = Weight { percent: percent("3"), base: Base::Quality };
        assert_eq!(weight.standing(None, None), Standing::Keeps);
        let wanted = |decider| Wanted::with(&Standing::Keeps, None, decider);
        assert_eq!(wanted(None), Wanted { reason: false, agreement: false });
        assert_eq!(wanted(Some("Board")), Wanted { reason: false, agreement: true });
    }

    #[test]
    fn a_figure_that_may_be_adjusted_wants_a_reason_and_nobody_s_agreement() {
        let mut found = finding("10", "", &[], Base::Total);
        let departs = Standing::Departs(String::new());
        let wanted = |found: &WeightingFinding, standing| Wanted::with(standing, Some(found), None);
        assert_eq!(wanted(&found, &departs), Wanted { reason: true, agreement: true });
        found.adjustable = true;
        assert_eq!(wanted(&found, &departs), Wanted { reason: true, agreement: false });
        found.justification = true;
        assert_eq!(wanted(&found, &Standing::Keeps), Wanted { reason: true, agreement: false });
    }

    proptest! {
        #[test]
        fn a_weight_keeps_to_its_own_share_of_the_total_and_nothing_less(
            weight in 1i64..=1_000_000, quality in 1i64..=1_000_000,
        ) {
            let of = |number| Percent::new(Decimal::new(number, 4)).unwrap();
            let share = Some(of(quality));
            let set = Weight { percent: of(weight), base: Base::Quality };
            let total = set.of_total(share).unwrap();
            let mut bound = finding("", "", &[], Base::Total);
            bound.minimum = Some(total);
            prop_assert_eq!(set.standing(Some(&bound), share), Standing::Keeps);
            let less = Weight { percent: of(weight - 1), base: Base::Quality };
            let departs = matches!(less.standing(Some(&bound), share), Standing::Departs(_));
            prop_assert!(departs);
        }
    }
}
