//! The three questions held against a policy: which indicators matter, and which facts follow.

use crate::domain::needs::NeedsAnswers;
use crate::domain::{Facts, Needs};
use crate::policy::determine::{Determination, Reason};
use crate::policy::pack::{Objective, Pack};

/// The objectives of a policy that were picked, in the policy's order.
pub fn picked<'a>(
    pack: &'a Pack,
    answers: &'a NeedsAnswers,
) -> impl Iterator<Item = &'a Objective> {
    let ids = answers.objectives.as_deref().unwrap_or_default();
    pack.objectives.iter().filter(move |objective| ids.contains(&objective.id))
}

/// The names of the indicators that bear on the objectives that were picked, each once.
pub fn relevant<'a>(pack: &'a Pack, answers: &'a NeedsAnswers) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for name in picked(pack, answers)
        .filter_map(|objective| objective.indicators.as_ref())
        .flat_map(|indicators| &indicators.names)
    {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// The answers without what this edition of the policy does not know, in its order.
pub fn known(pack: &Pack, answers: &NeedsAnswers) -> NeedsAnswers {
    let indicators = || pack.objectives.iter().filter_map(|one| one.indicators.as_ref());
    let mut known = answers.clone();
    known.objectives = answers
        .objectives
        .as_ref()
        .map(|_| picked(pack, answers).map(|objective| objective.id.clone()).collect());
    known.marks.retain(|name, _| indicators().any(|one| one.names.contains(name)));
    known
}

/// The facts with those three in their place that follow from the answers.
pub fn following(pack: &Pack, answers: &NeedsAnswers, facts: &Facts) -> Facts {
    let met = answers.objectives.as_ref().map(|_| picked(pack, answers).count());
    Facts {
        impact: answers.impact,
        objectives: met.map(|met| u8::try_from(met).unwrap_or(u8::MAX)),
        needs: answers.needs(&relevant(pack, answers)),
        ..facts.clone()
    }
}

/// What is still to be answered, a sentence for each.
pub fn unanswered(pack: &Pack, answers: &NeedsAnswers) -> Vec<String> {
    let mut open = Vec::new();
    if answers.impact.is_none() {
        open.push("How great the additional impact is.".to_owned());
    }
    if answers.objectives.is_none() {
        open.push("Which objectives are met.".to_owned());
    }
    if answers.area.is_none() {
        open.push("Which area benefits.".to_owned());
    }
    let relevant = relevant(pack, answers);
    let left = relevant.iter().filter(|name| !answers.marks.contains_key(**name)).count();
    if left > 0 && answers.needs(&relevant) != Some(Needs::Highest) {
        open.push(format!(
            "Where the area stands on {left} of {} indicators of need.",
            relevant.len()
        ));
    }
    open
}

/// Which weight follows, in words, and why: the row that is met, or why none is met yet.
pub fn row(determination: &Determination) -> (String, &[Reason]) {
    match &determination.weighting {
        Some(finding) if finding.needs.is_empty() => {
            (format!("Met: {}", finding.words()), &finding.reasons)
        }
        Some(finding) => (format!("No row is met yet: {}", finding.words()), &finding.reasons),
        None => {
            let words = "No row is met: no figure follows from the policy".to_owned();
            (words, &determination.weighting_reasons)
        }
    }
}
