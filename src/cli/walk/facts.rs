//! Questions about the facts: one at a time when a tender is started, or the one to be changed.

use crate::cli::assess;
use crate::cli::walk::choice::{Choice, tidy};
use crate::cli::walk::session::{Outcome, Walk};
use crate::cli::walk::talk::{Step, Talk, Told};
use crate::domain::{ContractType, Date, Facts, Impact, Money, Needs, Percent, cpv, subject, text};
use crate::register::Act;

/// Title and facts, on their way into the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) facts: Facts,
}

/// What can be asked about a tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Title,
    Type,
    Value,
    Start,
    Advertised,
    KeyProvider,
    Impact,
    Objectives,
    Needs,
    Quality,
    Vat,
    Category,
    Cpv,
}

impl Fact {
    /// The fact that a name of `Facts::lines` stands for, where the walk asks for it.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "Title" => Self::Title,
            "Type" => Self::Type,
            "Value" => Self::Value,
            "Rate of VAT" => Self::Vat,
            "Start" => Self::Start,
            "Advertised" => Self::Advertised,
            "Key provider" => Self::KeyProvider,
            "Additional impact" => Self::Impact,
            "Objectives met" => Self::Objectives,
            "Needs of communities" => Self::Needs,
            "Share of quality" => Self::Quality,
            "Category" => Self::Category,
            "CPV codes" => Self::Cpv,
            _ => return None,
        })
    }
}

const UNKNOWN: &[&str] = &["unknown", "not known"];

impl Draft {
    /// Asks for one fact; gives whether it was answered, or the officer went back.
    pub(super) fn ask(&mut self, fact: Fact, talk: &mut Talk<'_>, today: Date) -> Step<bool> {
        let facts = &mut self.facts;
        match fact {
            Fact::Title => loop {
                let told = talk.text("Title: what is bought, in a few words", "go back")?;
                let Told::Text(title) = told else { return Ok(false) };
                match text::line("The title", &title) {
                    Ok(title) => {
                        self.title = title;
                        return Ok(true);
                    }
                    Err(why) => talk.say(&format!("{why}."))?,
                }
            },
            Fact::Type => {
                let types = [
                    Choice::new(ContractType::Goods, "goods", &[], ""),
                    Choice::new(ContractType::Services, "services", &[], ""),
                    Choice::new(ContractType::Works, "works", &[], ""),
                ];
                let chosen = talk.choose("What is bought: goods, services or works?", &types)?;
                Ok(chosen.map(|at| facts.contract_type = types[at].what).is_some())
            }
            Fact::Value => {
                talk.say("What is the total over the whole term, excluding VAT? Understood are 120000, £120,000.50, 120k and 2m.")?;
                let value = talk.understood("Value", None, read::<Money>)?;
                Ok(value.map(|value| facts.value = value).is_some())
            }
            Fact::Vat => {
                let prompt = "The rate of VAT that the contract bears, in per cent (empty: 20)";
                let rate = talk.understood(prompt, Some(Facts::standard_vat()), read::<Percent>)?;
                Ok(rate.map(|rate| facts.vat = rate).is_some())
            }
            Fact::Start => {
                talk.say("On which day does the procurement commence? It picks the statutory thresholds. Write it like 2026-11-21 or 21/11/2026.")?;
                let prompt = format!("Start (empty: today, {})", today.british());
                let start = talk.understood(&prompt, Some(today), read::<Date>)?;
                Ok(start.map(|start| facts.start = start).is_some())
            }
            Fact::Advertised => {
                three_ways(talk, "Is the tender advertised?", &mut facts.advertised)
            }
            Fact::KeyProvider => {
                three_ways(talk, "Is the contract with a key provider?", &mut facts.key_provider)
            }
            Fact::Impact => {
                let ways = [
                    Choice::new(Some(Impact::None), "none", &[], ""),
                    Choice::new(Some(Impact::Some), "some", &[], ""),
                    Choice::new(Some(Impact::Significant), "significant", &[], ""),
                    Choice::new(None, "not known yet", UNKNOWN, ""),
                ];
                let question = "How much additional impact could social value have?";
                one_of(talk, question, &ways, &mut facts.impact)
            }
            Fact::Needs => {
                let ways = [
                    Choice::new(Some(Needs::Highest), "highest", &[], ""),
                    Choice::new(Some(Needs::Less), "less", &[], ""),
                    Choice::new(None, "not known yet", UNKNOWN, ""),
                ];
                let question = "Do the communities that benefit have the highest needs, or less?";
                one_of(talk, question, &ways, &mut facts.needs)
            }
            Fact::Objectives => {
                let prompt = "How many of the policy's objectives does social value meet (empty: not known yet)";
                let met = talk.understood(prompt, Some(None), |given| {
                    or_unknown(given, |given| {
                        let said = text::visible(given);
                        given.parse::<u8>().map_err(|_| {
                            format!("“{said}” is not a number of objectives; write one like 2")
                        })
                    })
                })?;
                Ok(met.map(|met| facts.objectives = met).is_some())
            }
            Fact::Quality => {
                let prompt = "The share of quality in the award criteria, in per cent (empty: not known yet)";
                let share = talk
                    .understood(prompt, Some(None), |given| or_unknown(given, read::<Percent>))?;
                Ok(share.map(|share| facts.quality_share = share).is_some())
            }
            Fact::Category => {
                let prompt =
                    "What kind of thing is bought, such as catering (empty: not known yet)";
                let category = talk.understood(prompt, Some(None), |given| {
                    let read =
                        |given: &str| subject::category(given).map_err(|error| error.to_string());
                    or_unknown(given, read).map(Option::flatten)
                })?;
                Ok(category.map(|category| facts.subject.category = category).is_some())
            }
            Fact::Cpv => {
                let prompt = "Its codes of the Common Procurement Vocabulary, such as 55500000-5, with commas between them (empty: not known yet)";
                let codes = talk.understood(prompt, Some(Vec::new()), |given| {
                    let read = |given: &str| cpv::list(given).map_err(|error| error.to_string());
                    or_unknown(given, read).map(Option::unwrap_or_default)
                })?;
                Ok(codes.map(|codes| facts.subject.cpv = codes).is_some())
            }
        }
    }
}

fn read<T: std::str::FromStr<Err: std::fmt::Display>>(given: &str) -> Result<T, String> {
    given.parse().map_err(|error: T::Err| error.to_string())
}

fn or_unknown<T>(
    given: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let words = ["not known yet"].iter().chain(UNKNOWN);
    if words.into_iter().any(|word| *word == tidy(given)) {
        return Ok(None);
    }
    read(given).map(Some)
}

fn three_ways(talk: &mut Talk<'_>, question: &str, fact: &mut Option<bool>) -> Step<bool> {
    let ways = [
        Choice::new(Some(true), "yes", &[], ""),
        Choice::new(Some(false), "no", &[], ""),
        Choice::new(None, "not known yet", UNKNOWN, ""),
    ];
    one_of(talk, question, &ways, fact)
}

fn one_of<T: Copy>(
    talk: &mut Talk<'_>,
    question: &str,
    ways: &[Choice<'_, T>],
    fact: &mut T,
) -> Step<bool> {
    let chosen = talk.choose(question, ways)?;
    Ok(chosen.map(|at| *fact = ways[at].what).is_some())
}

impl Walk<'_> {
    /// Reads out the facts and what follows from them, and changes one where that is wanted.
    pub(super) fn facts(&mut self) -> Step {
        let lines = self.view.facts.lines();
        let vat = self.view.facts.vat.to_string();
        let title = self.view.title.clone();
        let mut all = vec![("Title", title)];
        all.extend(lines);
        all.push(("Rate of VAT", vat));
        self.talk.say("Facts")?;
        for (at, (name, value)) in all.iter().enumerate() {
            self.talk.say(&format!("  {} {name}: {value}", at + 1))?;
        }
        self.talk.say("What the policy requires")?;
        assess::in_short(&mut self.talk.out, &self.view.determination)?;
        if !self.view.state.is_workable() {
            return Ok(());
        }
        let choices: Vec<Choice<'_, Option<Fact>>> =
            all.iter().map(|(name, _)| Choice::new(Fact::named(name), name, &[], "")).collect();
        let prompt = "Which fact is to be changed, by number or name";
        let fact = loop {
            let Told::Text(said) = self.talk.text(prompt, "none")? else { return Ok(()) };
            match crate::cli::walk::choice::find(&choices, &said) {
                Ok(at) => match choices[at].what {
                    Some(fact) => break fact,
                    None => self.talk.say(&format!(
                        "That one is changed with “tenderbook facts {}”; with --help it says how.",
                        self.view.reference
                    ))?,
                },
                Err(sentence) => self.talk.say(&sentence)?,
            }
        };
        let mut draft = Draft { title: self.view.title.clone(), facts: self.view.facts.clone() };
        if !draft.ask(fact, &mut self.talk, self.settings.clock.today())? {
            return self.talk.say("The facts were left as they are.");
        }
        let act = Act::ChangeFacts { title: draft.title, facts: draft.facts };
        if self.perform(&act)? == Outcome::Recorded {
            self.talk.say("What the policy requires now")?;
            assess::in_short(&mut self.talk.out, &self.view.determination)?;
            self.heard = None;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_facts_that_policies_look_at_can_be_changed_by_their_names() {
        let facts = Facts::new(ContractType::Goods, Money::ZERO, Date::new(2026, 11, 21).unwrap());
        let names: Vec<&str> = facts.lines().iter().map(|(name, _)| *name).collect();
        let asked: Vec<Fact> = names.iter().filter_map(|name| Fact::named(name)).collect();
        assert_eq!(asked.len(), 11, "{names:?}");
    }
}
