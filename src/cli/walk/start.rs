//! A new tender by questions, with what its policy requires told before it is started.

use std::io::Write;

use crate::cli::walk::choice::Choice;
use crate::cli::walk::facts::{Draft, Fact};
use crate::cli::walk::talk::{Step, Talk};
use crate::cli::{Settings, assess, write};
use crate::domain::text::visible;
use crate::domain::{ContractType, Facts, Money};
use crate::register::{Fault, Library, NewProcurement, Order};

/// What is asked, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Fact(Fact),
    Policy,
}

const QUESTIONS: [Asked; 9] = [
    Asked::Fact(Fact::Title),
    Asked::Policy,
    Asked::Fact(Fact::Type),
    Asked::Fact(Fact::Value),
    Asked::Fact(Fact::Start),
    Asked::Fact(Fact::Advertised),
    Asked::Fact(Fact::KeyProvider),
    Asked::Fact(Fact::Category),
    Asked::Fact(Fact::Cpv),
];

/// Asks for a new tender and starts it; `None` when the officer goes back from the first question.
pub(super) fn new(talk: &mut Talk<'_>, settings: &Settings) -> Step<Option<String>> {
    let library = settings.library();
    write::left_out(&library);
    let today = settings.clock.today();
    let facts = Facts::new(ContractType::Services, Money::ZERO, today);
    let mut draft = Draft { title: String::new(), facts };
    let mut policy = String::new();
    let mut at = 0;
    talk.say(&format!(
        "A new tender, by {} questions. back goes to the question before; nothing is recorded before the end.",
        QUESTIONS.len()
    ))?;
    loop {
        let Some(asked) = QUESTIONS.get(at) else {
            if let Some(reference) = start(talk, settings, &library, &draft, &policy)? {
                return Ok(Some(reference));
            }
            talk.say("Not started. Answer again, or go back to the question to be changed.")?;
            at = QUESTIONS.len() - 1;
            continue;
        };
        writeln!(talk.out, "\nQuestion {} of {}", at + 1, QUESTIONS.len())?;
        let answered = match asked {
            Asked::Fact(fact) => draft.ask(*fact, talk, today)?,
            Asked::Policy => {
                let chosen = which_policy(talk, &library)?;
                chosen.map(|id| policy = id).is_some()
            }
        };
        match (answered, at) {
            (true, _) => at += 1,
            (false, 0) => {
                talk.say("No tender was started.")?;
                return Ok(None);
            }
            (false, _) => at -= 1,
        }
    }
}

fn which_policy(talk: &mut Talk<'_>, library: &Library) -> Step<Option<String>> {
    let policies: Vec<(String, String)> = library
        .policies()
        .iter()
        .map(|loaded| {
            let header = &loaded.pack.policy;
            (header.id.clone(), visible(&header.short_words()))
        })
        .collect();
    let choices: Vec<Choice<'_, &str>> =
        policies.iter().map(|(id, says)| Choice::new(id.as_str(), id, &[], says)).collect();
    let question = "Under which policy? A tender keeps its policy.";
    let chosen = talk.choose(question, &choices)?;
    Ok(chosen.map(|at| choices[at].what.to_owned()))
}

/// Tells what the policy requires, and starts the tender when that is confirmed.
fn start(
    talk: &mut Talk<'_>,
    settings: &Settings,
    library: &Library,
    draft: &Draft,
    policy: &str,
) -> Step<Option<String>> {
    let found = library.assess(policy, &draft.facts)?;
    talk.say("\nThe new tender")?;
    talk.say(&format!("  Title: {}", draft.title))?;
    talk.say(&format!("  Policy: {policy}"))?;
    assess::facts(&mut talk.out, &draft.facts)?;
    talk.say("What the policy requires, and why")?;
    assess::grounds(&mut talk.out, &found, &draft.facts)?;
    if library.policy(policy)?.pack.asks_impact() {
        talk.say(
            "This policy also asks for impact, objectives and needs; facts takes them later.",
        )?;
    }
    if !talk.yes("Start this tender?")? {
        return Ok(None);
    }
    let order = Order::start(NewProcurement {
        reference: None,
        title: draft.title.clone(),
        policy: policy.to_owned(),
        facts: draft.facts.clone(),
    });
    let mut register = settings.backed_up(settings.make_register()?)?;
    match register.perform(&order, &settings.context()) {
        Ok(done) => {
            talk.say(&format!("Recorded: {}. Its reference is {}.\n", done.said, done.on))?;
            Ok(done.on.reference().map(ToString::to_string))
        }
        Err(fault @ (Fault::Invalid { .. } | Fault::NotFound { .. })) => {
            talk.say_fault(&fault)?;
            Ok(None)
        }
        Err(fault) => Err(fault.into()),
    }
}
