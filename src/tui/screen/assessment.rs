//! A determination as text to read: what the policy requires, and why.

use crate::domain::Percent;
use crate::policy::{Determination, Pack, Reason, SignOffFinding};
use crate::register::ItemView;
use crate::tui::effect::{LineKind, Section};
use crate::tui::widget::text;

type Lines = Vec<(LineKind, String)>;

/// Everything that a determination says, each line with its reasons.
pub(crate) fn sections(
    determination: &Determination,
    pack: Option<&Pack>,
    quality_share: Option<Percent>,
) -> Vec<Section> {
    let mut short = summary(determination);
    short.push(format!("Required items of the checklist: {}", determination.required_words()));
    if pack.is_some_and(|pack| pack.policy.draft) {
        short.push("The policy is a draft.".to_owned());
    }
    let mut sections = vec![Section {
        heading: "In short".to_owned(),
        lines: short.into_iter().map(|line| (LineKind::Strong, line)).collect(),
    }];
    sections.push(social_value(determination, pack));
    sections.push(weighting(determination, pack, quality_share));
    sections.push(sign_off(determination));
    if !determination.questions.is_empty() {
        let lines = determination.questions.iter().map(|question| {
            let words = format!("{} It decides {}.", question.ask, question.decides);
            (LineKind::Warning, words)
        });
        sections.push(Section { heading: "Still to be asked".to_owned(), lines: lines.collect() });
    }
    if !determination.tensions.is_empty() {
        let mut lines = Lines::new();
        for tension in &determination.tensions {
            lines.push((LineKind::Strong, tension.clauses.join(" against ")));
            lines.push((LineKind::Plain, tension.text.clone()));
            lines.push((LineKind::Inset, format!("Applied: {}", tension.applied)));
        }
        sections.push(Section { heading: "Clauses that disagree".to_owned(), lines });
    }
    if let Some(pack) = pack.filter(|pack| !pack.targets.is_empty()) {
        sections.push(targets(pack));
    }
    let mut lines = vec![(LineKind::Plain, determination.statute.text.clone())];
    if let Some(clause) = &determination.statute.clause {
        lines.push((LineKind::Inset, clause.clone()));
    }
    for question in &determination.statute.questions {
        let words = format!("{} It decides {}.", question.ask, question.decides);
        lines.push((LineKind::Warning, words));
    }
    sections.push(Section { heading: "Statute".to_owned(), lines });
    sections
}

/// What the policy wants to reach over all procurements, and where it says so.
fn targets(pack: &Pack) -> Section {
    let mut lines = Lines::new();
    for target in &pack.targets {
        let figure = match (&target.minimum, &target.of) {
            (Some(minimum), Some(of)) => format!("At least {minimum} of {of}"),
            (Some(minimum), None) => format!("At least {minimum}"),
            (None, _) => target.text.clone(),
        };
        lines.push((LineKind::Strong, figure));
        if target.minimum.is_some() {
            lines.push((LineKind::Plain, target.text.clone()));
        }
        for clause in pack.clauses_of(&target.clause) {
            let words = format!("Clause {}, in our words: {}", clause.reference, clause.says);
            lines.push((LineKind::Inset, words));
        }
    }
    Section { heading: "Targets over all procurements".to_owned(), lines }
}

/// The determination in few lines, for narrow places.
pub(crate) fn summary(determination: &Determination) -> Vec<String> {
    let mut lines = vec![format!("Social value: {}", determination.social_value.words())];
    lines.push(match &determination.weighting {
        Some(weighting) => format!("Weight: {}", weighting.words()),
        None => "Weight: the policy sets no figure here".to_owned(),
    });
    let roles: Vec<String> = determination.sign_off.iter().map(SignOffFinding::words).collect();
    lines.push(if roles.is_empty() {
        "Sign-off: the policy names nobody".to_owned()
    } else {
        format!("Sign-off: {}", roles.join(", "))
    });
    if !determination.questions.is_empty() {
        let count = determination.questions.len();
        let noun = if count == 1 { "question" } else { "questions" };
        lines.push(format!("Still to be asked: {count} {noun}"));
    }
    if !determination.tensions.is_empty() {
        lines.push(format!("Clauses that disagree: {}", determination.tensions.len()));
    }
    lines
}

fn social_value(determination: &Determination, pack: Option<&Pack>) -> Section {
    let finding = &determination.social_value;
    let mut lines = vec![(LineKind::Strong, text::capital(&finding.words()))];
    for reason in &finding.reasons {
        lines.extend(reason_lines(reason, pack));
    }
    Section { heading: "Social value".to_owned(), lines }
}

pub(crate) fn weighting(
    determination: &Determination,
    pack: Option<&Pack>,
    quality_share: Option<Percent>,
) -> Section {
    let mut lines = Lines::new();
    if let Some(weighting) = &determination.weighting {
        lines.push((LineKind::Strong, text::capital(&weighting.words())));
        if let Some(share) = weighting.of_total(quality_share) {
            lines.push((LineKind::Plain, format!("{share}.")));
        } else if weighting.base == crate::policy::Base::Quality {
            let words = "Give the share of quality under Facts to see it as a share of the total.";
            lines.push((LineKind::Inset, words.to_owned()));
        }
        if weighting.justification {
            let words = "A justification for the weight has to be on file.";
            lines.push((LineKind::Plain, words.to_owned()));
        }
        if weighting.adjustable {
            let words = "The policy lets you adjust this figure, with a reason on file.";
            lines.push((LineKind::Plain, words.to_owned()));
        }
        if let Some(role) = &weighting.decided_by {
            lines.push((LineKind::Plain, format!("{role} may agree otherwise.")));
        }
        for reason in &weighting.reasons {
            lines.extend(reason_lines(reason, pack));
        }
    } else {
        lines.push((LineKind::Strong, "The policy sets no figure here".to_owned()));
        for reason in &determination.weighting_reasons {
            lines.extend(reason_lines(reason, pack));
        }
    }
    Section { heading: "Weight of social value".to_owned(), lines }
}

fn sign_off(determination: &Determination) -> Section {
    let mut lines = Lines::new();
    if determination.sign_off.is_empty() {
        lines.push((LineKind::Plain, "The policy names nobody for a tender like this.".to_owned()));
    }
    for finding in &determination.sign_off {
        lines.push((LineKind::Strong, finding.words()));
        lines.push((LineKind::Plain, finding.text.clone()));
        let because = because(&finding.because);
        lines.push((LineKind::Inset, format!("Clause {}.{because}", finding.clause)));
        if let Some(otherwise) = &finding.otherwise {
            lines.push((LineKind::Inset, otherwise.clone()));
        }
    }
    Section { heading: "Sign-off".to_owned(), lines }
}

fn because(facts: &[String]) -> String {
    if facts.is_empty() { String::new() } else { format!(" Because {}.", facts.join("; ")) }
}

fn reason_lines(reason: &Reason, pack: Option<&Pack>) -> Lines {
    let mut lines = vec![(LineKind::Plain, reason.text.clone())];
    let because = because(&reason.because);
    lines.push((LineKind::Inset, format!("Clause {}.{because}", reason.clause)));
    if let Some(otherwise) = &reason.otherwise {
        lines.push((LineKind::Inset, otherwise.clone()));
    }
    let says = pack.into_iter().flat_map(|pack| pack.clauses_of(&reason.clause));
    lines.extend(says.map(|clause| {
        (LineKind::Inset, format!("{}, in our words: {}", clause.reference, clause.says))
    }));
    lines
}

/// Why an item is on the checklist, and what its clauses say.
pub(crate) fn of_item(item: &ItemView) -> Section {
    let mut lines = vec![(LineKind::Strong, item.text.clone())];
    lines.push((LineKind::Plain, item.why.clone()));
    for (reference, says) in &item.clause_says {
        lines.push((LineKind::Inset, format!("{reference}, in our words: {says}")));
    }
    lines.push((LineKind::Inset, format!("Its id is {}.", item.id)));
    Section { heading: "This item".to_owned(), lines }
}
