//! When a rule applies: conditions are data, and an unknown fact is not a no.

use std::ops::ControlFlow;

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

    const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
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
///
/// Most are asked only whether they hold, for every item of every tender that is looked at, so the
/// words are put together by whoever wants them.
struct Part<'a> {
    truth: Truth,
    /// The fact as it is: “the value is £120,000.00, over £100,000.00”.
    because: &'a dyn Fn() -> String,
    /// What would turn the part around, where a figure does: “At {} or less”, and the figure.
    turn: Option<(&'static str, Money)>,
}

/// Who is shown the parts, one by one, and says when it has seen enough.
type See<'a> = &'a mut dyn FnMut(Part<'_>) -> ControlFlow<()>;

/// A part that holds a figure against the value: the figure, when it holds, how the value relates
/// to it then and otherwise, and what would turn it around.
type Figure = (Option<Money>, fn(&Decimal, &Decimal) -> bool, [&'static str; 2], &'static str);

impl Condition {
    /// Whether nothing is asked.
    pub fn is_always(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the condition holds in a situation.
    pub(crate) fn holds(&self, situation: &Situation<'_>) -> Truth {
        let mut unknown: Vec<FactName> = Vec::new();
        let failed = self.parts(situation, &mut |part| match part.truth {
            Truth::No => ControlFlow::Break(()),
            Truth::Yes => ControlFlow::Continue(()),
            Truth::Unknown(needs) => {
                add(&mut unknown, &needs);
                ControlFlow::Continue(())
            }
        });
        match failed {
            ControlFlow::Break(()) => Truth::No,
            ControlFlow::Continue(()) if unknown.is_empty() => Truth::Yes,
            ControlFlow::Continue(()) => Truth::Unknown(unknown),
        }
    }

    /// The facts that make the condition hold, one phrase each.
    pub(crate) fn because(&self, situation: &Situation<'_>) -> Vec<String> {
        let mut said = Vec::new();
        let _ = self.parts(situation, &mut |part| {
            said.push((part.because)());
            ControlFlow::Continue(())
        });
        said
    }

    /// What would make a condition that holds fail, where a figure decides.
    pub(crate) fn otherwise(&self, situation: &Situation<'_>) -> Option<String> {
        let mut turn = None;
        let _ = self.parts(situation, &mut |part| {
            turn = part.turn;
            if turn.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        turn.map(|(words, limit)| words.replace("{}", &limit.to_string()))
    }

    fn parts(&self, at: &Situation<'_>, see: See<'_>) -> ControlFlow<()> {
        let facts = at.facts;
        if let Some(types) = &self.contract_type {
            let holds = types.contains(&facts.contract_type);
            known(see, holds, &|| format!("the contract is for {}", facts.contract_type))?;
        }
        self.figures(at, see)?;
        if let Some(wanted) = self.advertised {
            let words = ["the tender is advertised", "the tender is not advertised"];
            yes_or_no(see, (facts.advertised, wanted), FactName::Advertised, words)?;
        }
        if let Some(wanted) = self.key_provider {
            let words =
                ["the contract is with a key provider", "the contract is not with a key provider"];
            yes_or_no(see, (facts.key_provider, wanted), FactName::KeyProvider, words)?;
        }
        if let Some(wanted) = self.above_statutory_threshold {
            let words = [
                "the value with VAT reaches the statutory threshold",
                "the value with VAT is below the statutory threshold",
            ];
            yes_or_no(see, (at.above_threshold, wanted), FactName::StatutoryThreshold, words)?;
        }
        if let Some(wanted) = &self.social_value {
            status(see, wanted, at)?;
        }
        if let Some(wanted) = &self.impact {
            let words = |impact| format!("the additional impact is {impact}");
            stated(see, facts.impact, FactName::Impact, |impact| wanted.contains(&impact), words)?;
        }
        if let Some(least) = self.objectives_at_least {
            let holds = |met| met >= least;
            stated(see, facts.objectives, FactName::Objectives, holds, objectives)?;
        }
        if let Some(limit) = self.objectives_below {
            let holds = |met| met < limit;
            stated(see, facts.objectives, FactName::Objectives, holds, objectives)?;
        }
        if let Some(wanted) = &self.needs {
            let words = |needs| {
                let words = match needs {
                    Needs::Highest => "the communities that benefit have the highest needs",
                    Needs::Less => "the communities that benefit have less significant needs",
                };
                words.to_owned()
            };
            stated(see, facts.needs, FactName::Needs, |needs| wanted.contains(&needs), words)?;
        }
        self.law_parts(facts, see)
    }

    /// The parts that hold a figure against the value.
    fn figures(&self, at: &Situation<'_>, see: See<'_>) -> ControlFlow<()> {
        let figures: [Figure; 4] = [
            (self.value_over, Decimal::gt, ["over", "not over"], "At {} or less"),
            (self.value_at_least, Decimal::ge, ["at or over", "below"], "Below {}"),
            (self.value_up_to, Decimal::le, ["not over", "over"], "Over {}"),
            (self.value_below, Decimal::lt, ["below", "at or over"], "At {} or more"),
        ];
        for (limit, holds, words, turn) in figures {
            let Some(limit) = limit else { continue };
            let (value, basis) = if at.with_vat {
                (at.facts.value.with_vat(at.facts.vat), "the value with VAT")
            } else {
                (at.facts.value.pounds(), "the value")
            };
            let holds = holds(&value, &limit.pounds());
            let relation = words[usize::from(!holds)];
            see(Part {
                truth: Truth::of(holds),
                because: &|| format!("{basis} is {}, {relation} {limit}", pounds(value)),
                turn: Some((turn, limit)),
            })?;
        }
        ControlFlow::Continue(())
    }

    /// The parts that look at what only the law asks.
    fn law_parts(&self, facts: &Facts, see: See<'_>) -> ControlFlow<()> {
        let law = &facts.law;
        if let Some(wanted) = &self.authority {
            let holds = wanted.contains(&law.authority);
            known(see, holds, &|| format!("the buyer is {}", law.authority.words()))?;
        }
        if let Some(wanted) = &self.regime {
            let holds = wanted.contains(&law.regime);
            known(see, holds, &|| format!("the contract falls under {}", law.regime.words()))?;
        }
        if let Some(wanted) = &self.route {
            let words = |route: Route| format!("the supplier is found by {}", route.words());
            stated(see, law.route, FactName::Route, |route| wanted.contains(&route), words)?;
        }
        if let Some(wanted) = self.framework {
            let words = ["a framework is set up", "no framework is set up"];
            yes_or_no(see, (law.framework, wanted), FactName::Framework, words)?;
        }
        if let Some(wanted) = self.engagement {
            let words = [
                "preliminary market engagement is held",
                "no preliminary market engagement is held",
            ];
            yes_or_no(see, (law.engagement, wanted), FactName::Engagement, words)?;
        }
        if let Some(wanted) = &self.tendering {
            let holds = |tendering| wanted.contains(&tendering);
            let words = |tendering: Tendering| tendering.words().to_owned();
            stated(see, law.tendering, FactName::Tendering, holds, words)?;
        }
        let commences = || format!("the procurement commences on {}", facts.start.british());
        if let Some(first) = self.commences_from {
            known(see, facts.start >= first, &commences)?;
        }
        if let Some(limit) = self.commences_before {
            known(see, facts.start < limit, &commences)?;
        }
        ControlFlow::Continue(())
    }
}

/// Adds facts that are missing, each once.
pub(crate) fn add(needs: &mut Vec<FactName>, more: &[FactName]) {
    for fact in more {
        if !needs.contains(fact) {
            needs.push(*fact);
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

/// Shows a part about the status of social value.
fn status(see: See<'_>, wanted: &[ScopeStatus], at: &Situation<'_>) -> ControlFlow<()> {
    let possible = at.social_value;
    let words = || {
        let words: Vec<&str> = possible.iter().map(Into::into).collect();
        format!("social value is {}", words.join(" or "))
    };
    if possible.iter().all(|status| wanted.contains(status)) {
        known(see, true, &words)
    } else if possible.iter().any(|status| wanted.contains(status)) {
        see(Part {
            truth: Truth::Unknown(at.social_value_needs.to_vec()),
            because: &|| "whether social value is required is not decided".to_owned(),
            turn: None,
        })
    } else {
        known(see, false, &words)
    }
}

/// Shows a part about a fact that is always known.
fn known(see: See<'_>, holds: bool, because: &dyn Fn() -> String) -> ControlFlow<()> {
    see(Part { truth: Truth::of(holds), because, turn: None })
}

/// Shows a part about a fact that may not have been stated.
fn stated<T: Copy>(
    see: See<'_>,
    fact: Option<T>,
    name: FactName,
    holds: impl Fn(T) -> bool,
    words: impl Fn(T) -> String,
) -> ControlFlow<()> {
    let unknown = || format!("not known yet: {}", name.question());
    see(Part {
        truth: fact.map_or_else(|| Truth::Unknown(vec![name]), |fact| Truth::of(holds(fact))),
        because: &|| fact.map_or_else(unknown, &words),
        turn: None,
    })
}

/// Shows a part that a fact is one way or the other, with the words for both.
fn yes_or_no(
    see: See<'_>,
    (fact, wanted): (Option<bool>, bool),
    name: FactName,
    words: [&'static str; 2],
) -> ControlFlow<()> {
    stated(see, fact, name, |fact| fact == wanted, |fact| words[usize::from(!fact)].to_owned())
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
