//! When a rule applies: conditions are data, and an unknown fact is not a no.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::domain::facts::FactName;
use crate::domain::{
    AuthorityKind, ContractType, Date, Facts, Impact, Money, Needs, Regime, Route, Tendering,
};
use crate::policy::pack::{Pack, ScopeStatus, ValueBasis};

/// What a rule looks at; all given parts must hold. An empty condition always holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The contract is of one of these types.
    pub contract_type: Option<Vec<ContractType>>,
    /// The value is more than this; the figure itself is out.
    pub value_over: Option<Money>,
    /// The value is this or more.
    pub value_at_least: Option<Money>,
    /// The value is this or less.
    pub value_up_to: Option<Money>,
    /// The value is less than this; the figure itself is out.
    pub value_below: Option<Money>,
    /// The tender is advertised, or not.
    pub advertised: Option<bool>,
    /// The contract is with a key provider, or not.
    pub key_provider: Option<bool>,
    /// The value with VAT reaches the statutory threshold, or not.
    pub above_statutory_threshold: Option<bool>,
    /// The status of social value, already determined, is one of these.
    pub social_value: Option<Vec<ScopeStatus>>,
    /// The additional impact is one of these.
    pub impact: Option<Vec<Impact>>,
    /// Social value meets this many objectives or more.
    pub objectives_at_least: Option<u8>,
    /// Social value meets fewer objectives than this.
    pub objectives_below: Option<u8>,
    /// The needs of the communities that benefit are one of these.
    pub needs: Option<Vec<Needs>>,
    /// The authority is of one of these kinds.
    pub authority: Option<Vec<AuthorityKind>>,
    /// The contract falls under one of these rules.
    pub regime: Option<Vec<Regime>>,
    /// The supplier is found by one of these procedures.
    pub route: Option<Vec<Route>>,
    /// A framework is set up, or not.
    pub framework: Option<bool>,
    /// Preliminary market engagement is held, or not.
    pub engagement: Option<bool>,
    /// Tenders are invited in one of these ways.
    pub tendering: Option<Vec<Tendering>>,
    /// The procurement commences on this day or later.
    pub commences_from: Option<Date>,
    /// The procurement commences before this day.
    pub commences_before: Option<Date>,
}

/// Whether a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It cannot be said until these facts are known.
    Unknown(Vec<FactName>),
}

impl Truth {
    /// Whether it surely holds.
    pub const fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Whether it surely does not hold.
    pub const fn is_no(&self) -> bool {
        matches!(self, Self::No)
    }
}

/// What a condition is held against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub(crate) facts: &'a Facts,
    /// Whether the value reaches the statutory threshold; `None` when none is known for the day.
    pub(crate) above_threshold: Option<bool>,
    /// The status of social value, or the statuses that are still possible.
    pub(crate) social_value: &'a [ScopeStatus],
    /// The facts that decide between them.
    pub(crate) social_value_needs: &'a [FactName],
    /// Whether the figures of the rules include VAT.
    pub(crate) with_vat: bool,
}

impl<'a> Situation<'a> {
    /// What the rules of a pack are held against before its scope is known.
    pub(crate) fn of(pack: &Pack, facts: &'a Facts, above_threshold: Option<bool>) -> Self {
        let with_vat = pack.policy.value_basis == ValueBasis::IncludingVat;
        Self { facts, above_threshold, social_value: &[], social_value_needs: &[], with_vat }
    }
}

/// One part of a condition, held against a situation.
struct Part {
    truth: Truth,
    /// The fact as it is: “the value is £120,000.00, over £100,000.00”.
    because: String,
    /// What would turn the part around, where a figure does: “At £100,000.00 or less”.
    turn: Option<String>,
}

impl Condition {
    /// Whether nothing is asked.
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the condition holds in a situation.
    pub(crate) fn holds(&self, situation: &Situation<'_>) -> Truth {
        let mut unknown = Vec::new();
        for part in self.parts(situation) {
            match part.truth {
                Truth::No => return Truth::No,
                Truth::Yes => {}
                Truth::Unknown(needs) => {
                    unknown.extend(
                        needs.into_iter().filter(|n| !unknown.contains(n)).collect::<Vec<_>>(),
                    );
                }
            }
        }
        if unknown.is_empty() { Truth::Yes } else { Truth::Unknown(unknown) }
    }

    /// The facts that make the condition hold, one phrase each.
    pub(crate) fn because(&self, situation: &Situation<'_>) -> Vec<String> {
        self.parts(situation).into_iter().map(|part| part.because).collect()
    }

    /// What would make a condition that holds fail, where a figure decides.
    pub(crate) fn otherwise(&self, situation: &Situation<'_>) -> Option<String> {
        self.parts(situation).into_iter().find_map(|part| part.turn)
    }

    fn parts(&self, at: &Situation<'_>) -> Vec<Part> {
        let facts = at.facts;
        let (value, basis) = if at.with_vat {
            (facts.value.with_vat(facts.vat), "the value with VAT")
        } else {
            (facts.value.pounds(), "the value")
        };
        let mut parts = Vec::new();
        if let Some(types) = &self.contract_type {
            parts.push(Part::known(
                types.contains(&facts.contract_type),
                format!("the contract is for {}", facts.contract_type),
            ));
        }
        let mut figure = |limit: Option<Money>,
                          holds: fn(Decimal, Decimal) -> bool,
                          words: [&str; 2],
                          turn: &str| {
            let Some(limit) = limit else { return };
            let truth = holds(value, limit.pounds());
            let relation = words[usize::from(!truth)];
            let shown = pounds(value);
            let mut part = Part::known(truth, format!("{basis} is {shown}, {relation} {limit}"));
            part.turn = Some(turn.replace("{}", &limit.to_string()));
            parts.push(part);
        };
        figure(self.value_over, |v, l| v > l, ["over", "not over"], "At {} or less");
        figure(self.value_at_least, |v, l| v >= l, ["at or over", "below"], "Below {}");
        figure(self.value_up_to, |v, l| v <= l, ["not over", "over"], "Over {}");
        figure(self.value_below, |v, l| v < l, ["below", "at or over"], "At {} or more");
        if let Some(wanted) = self.advertised {
            parts.push(Part::yes_or_no(
                facts.advertised,
                wanted,
                FactName::Advertised,
                ["the tender is advertised", "the tender is not advertised"],
            ));
        }
        if let Some(wanted) = self.key_provider {
            parts.push(Part::yes_or_no(
                facts.key_provider,
                wanted,
                FactName::KeyProvider,
                ["the contract is with a key provider", "the contract is not with a key provider"],
            ));
        }
        if let Some(wanted) = self.above_statutory_threshold {
            parts.push(Part::yes_or_no(
                at.above_threshold,
                wanted,
                FactName::StatutoryThreshold,
                [
                    "the value with VAT reaches the statutory threshold",
                    "the value with VAT is below the statutory threshold",
                ],
            ));
        }
        if let Some(wanted) = &self.social_value {
            parts.push(status_part(wanted, at));
        }
        if let Some(wanted) = &self.impact {
            parts.push(Part::optional(
                facts.impact.map(|impact| {
                    (wanted.contains(&impact), format!("the additional impact is {impact}"))
                }),
                FactName::Impact,
            ));
        }
        if let Some(least) = self.objectives_at_least {
            parts.push(Part::optional(
                facts.objectives.map(|met| (met >= least, objectives(met))),
                FactName::Objectives,
            ));
        }
        if let Some(limit) = self.objectives_below {
            parts.push(Part::optional(
                facts.objectives.map(|met| (met < limit, objectives(met))),
                FactName::Objectives,
            ));
        }
        if let Some(wanted) = &self.needs {
            parts.push(Part::optional(
                facts.needs.map(|needs| {
                    let words = match needs {
                        Needs::Highest => "the communities that benefit have the highest needs",
                        Needs::Less => "the communities that benefit have less significant needs",
                    };
                    (wanted.contains(&needs), words.to_owned())
                }),
                FactName::Needs,
            ));
        }
        self.law_parts(facts, &mut parts);
        parts
    }

    /// The parts that look at what only the law asks.
    fn law_parts(&self, facts: &Facts, parts: &mut Vec<Part>) {
        let law = &facts.law;
        if let Some(wanted) = &self.authority {
            let words = format!("the buyer is {}", law.authority.words());
            parts.push(Part::known(wanted.contains(&law.authority), words));
        }
        if let Some(wanted) = &self.regime {
            let words = format!("the contract falls under {}", law.regime.words());
            parts.push(Part::known(wanted.contains(&law.regime), words));
        }
        if let Some(wanted) = &self.route {
            let known = law.route.map(|route| {
                (wanted.contains(&route), format!("the supplier is found by {}", route.words()))
            });
            parts.push(Part::optional(known, FactName::Route));
        }
        if let Some(wanted) = self.framework {
            let words = ["a framework is set up", "no framework is set up"];
            parts.push(Part::yes_or_no(law.framework, wanted, FactName::Framework, words));
        }
        if let Some(wanted) = self.engagement {
            let words = [
                "preliminary market engagement is held",
                "no preliminary market engagement is held",
            ];
            parts.push(Part::yes_or_no(law.engagement, wanted, FactName::Engagement, words));
        }
        if let Some(wanted) = &self.tendering {
            let known = law
                .tendering
                .map(|tendering| (wanted.contains(&tendering), tendering.words().to_owned()));
            parts.push(Part::optional(known, FactName::Tendering));
        }
        let commences = || format!("the procurement commences on {}", facts.start.british());
        if let Some(first) = self.commences_from {
            parts.push(Part::known(facts.start >= first, commences()));
        }
        if let Some(limit) = self.commences_before {
            parts.push(Part::known(facts.start < limit, commences()));
        }
    }
}

fn objectives(met: u8) -> String {
    match met {
        0 => "no objective is met".to_owned(),
        1 => "one objective is met".to_owned(),
        more => format!("{more} objectives are met"),
    }
}

fn status_part(wanted: &[ScopeStatus], at: &Situation<'_>) -> Part {
    let possible = at.social_value;
    if possible.iter().all(|status| wanted.contains(status)) {
        let words: Vec<&str> = possible.iter().map(Into::into).collect();
        Part::known(true, format!("social value is {}", words.join(" or ")))
    } else if possible.iter().any(|status| wanted.contains(status)) {
        Part {
            truth: Truth::Unknown(at.social_value_needs.to_vec()),
            because: "whether social value is required is not decided".to_owned(),
            turn: None,
        }
    } else {
        let words: Vec<&str> = possible.iter().map(Into::into).collect();
        Part::known(false, format!("social value is {}", words.join(" or ")))
    }
}

impl Part {
    fn known(holds: bool, because: String) -> Self {
        Self { truth: if holds { Truth::Yes } else { Truth::No }, because, turn: None }
    }

    fn optional(known: Option<(bool, String)>, name: FactName) -> Self {
        match known {
            Some((holds, because)) => Self::known(holds, because),
            None => Self {
                truth: Truth::Unknown(vec![name]),
                because: format!("not known yet: {}", name.question()),
                turn: None,
            },
        }
    }

    fn yes_or_no(fact: Option<bool>, wanted: bool, name: FactName, words: [&str; 2]) -> Self {
        Self::optional(
            fact.map(|fact| (fact == wanted, words[usize::from(!fact)].to_owned())),
            name,
        )
    }
}

/// A decimal number of pounds as people read it, for reasons that mention VAT.
pub(crate) fn pounds(amount: Decimal) -> String {
    crate::domain::money::in_pounds(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Date;
    use rstest::rstest;

    /// Whether a condition, written as in a pack, holds for a value of services.
    fn holds(condition: &str, value: &str, tell: impl FnOnce(&mut Facts)) -> Truth {
        let condition: Condition = toml::from_str(condition).unwrap();
        let start = Date::new(2026, 6, 1).unwrap();
        let mut facts = Facts::new(ContractType::Services, value.parse().unwrap(), start);
        tell(&mut facts);
        condition.holds(&Situation {
            facts: &facts,
            above_threshold: None,
            social_value: &[ScopeStatus::Required, ScopeStatus::Optional],
            social_value_needs: &[FactName::StatutoryThreshold],
            with_vat: false,
        })
    }

    #[rstest]
    #[case("value_over", [false, false, true])]
    #[case("value_at_least", [false, true, true])]
    #[case("value_up_to", [true, true, false])]
    #[case("value_below", [true, false, false])]
    fn a_figure_is_in_or_out_to_the_penny(#[case] key: &str, #[case] expected: [bool; 3]) {
        let condition = format!("{key} = \"50000\"");
        let found = ["49999.99", "50000.00", "50000.01"]
            .map(|value| holds(&condition, value, |_| {}).is_yes());
        assert_eq!(found, expected);
    }

    #[test]
    fn an_empty_condition_always_holds() {
        assert_eq!(holds("", "1", |_| {}), Truth::Yes);
    }

    #[rstest]
    #[case("advertised = true", FactName::Advertised)]
    #[case("advertised = false", FactName::Advertised)]
    #[case("key_provider = false", FactName::KeyProvider)]
    #[case("above_statutory_threshold = false", FactName::StatutoryThreshold)]
    #[case("impact = [\"none\"]", FactName::Impact)]
    #[case("objectives_at_least = 2", FactName::Objectives)]
    #[case("objectives_below = 2", FactName::Objectives)]
    #[case("needs = [\"less\"]", FactName::Needs)]
    #[case("social_value = [\"required\"]", FactName::StatutoryThreshold)]
    #[case("route = [\"open\"]", FactName::Route)]
    #[case("framework = false", FactName::Framework)]
    #[case("engagement = false", FactName::Engagement)]
    #[case("tendering = [\"short\"]", FactName::Tendering)]
    fn a_fact_that_nobody_has_stated_is_neither_yes_nor_no(
        #[case] condition: &str,
        #[case] asked: FactName,
    ) {
        assert_eq!(holds(condition, "1", |_| {}), Truth::Unknown(vec![asked]));
    }

    #[test]
    fn one_part_that_fails_settles_it_whatever_is_unknown() {
        let condition = "advertised = true\nvalue_over = \"50000\"";
        assert_eq!(holds(condition, "50000", |_| {}), Truth::No);
        assert!(!holds(condition, "50001", |_| {}).is_no());
        assert_eq!(holds(condition, "50001", |facts| facts.advertised = Some(false)), Truth::No);
        assert_eq!(holds(condition, "50001", |facts| facts.advertised = Some(true)), Truth::Yes);
    }

    #[test]
    fn a_status_that_is_possible_either_way_settles_a_condition_on_both() {
        assert_eq!(holds("social_value = [\"required\", \"optional\"]", "1", |_| {}), Truth::Yes);
        assert_eq!(holds("social_value = [\"expected\"]", "1", |_| {}), Truth::No);
    }

    #[rstest]
    #[case("authority = [\"sub-central\"]", true)]
    #[case("authority = [\"central\", \"utilities\"]", false)]
    #[case("regime = [\"general\"]", true)]
    #[case("regime = [\"light-touch\"]", false)]
    #[case("commences_from = \"2026-06-01\"", true)]
    #[case("commences_from = \"2026-06-02\"", false)]
    #[case("commences_before = \"2026-06-02\"", true)]
    #[case("commences_before = \"2026-06-01\"", false)]
    fn authority_rules_and_day_of_commencement_are_known_from_the_start(
        #[case] condition: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(holds(condition, "1", |_| {}).is_yes(), expected);
        assert_eq!(holds(condition, "1", |_| {}).is_no(), !expected);
    }

    #[test]
    fn a_figure_of_the_statute_is_held_against_the_value_with_vat() {
        let condition: Condition = toml::from_str("value_at_least = \"30000\"").unwrap();
        let start = Date::new(2026, 6, 1).unwrap();
        let facts = Facts::new(ContractType::Goods, "25000".parse().unwrap(), start);
        let mut at = Situation {
            facts: &facts,
            above_threshold: None,
            social_value: &[],
            social_value_needs: &[],
            with_vat: true,
        };
        assert_eq!(condition.holds(&at), Truth::Yes);
        assert_eq!(
            condition.because(&at),
            ["the value with VAT is £30,000.00, at or over £30,000.00"]
        );
        at.with_vat = false;
        assert_eq!(condition.holds(&at), Truth::No);
    }

    #[test]
    fn each_fact_is_asked_for_once() {
        let condition = "objectives_at_least = 2\nobjectives_below = 4";
        assert_eq!(holds(condition, "1", |_| {}), Truth::Unknown(vec![FactName::Objectives]));
    }
}
