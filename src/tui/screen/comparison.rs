//! The same facts under every policy, line by line, with what differs marked.

use crate::policy::{Determination, WeightingFinding};
use crate::tui::effect::{Compared, LineKind, Section};

/// How a line of the comparison is told from a determination.
type Telling = fn(&Determination) -> String;

/// What each policy requires; a line that differs from the tender's own is marked in words.
pub(crate) fn sections(own: &Determination, compared: &[Compared]) -> Vec<Section> {
    let lines: [(&str, Telling); 5] = [
        ("Social value", |found| found.social_value.words()),
        ("Weight of social value", weight),
        ("Sign-off", sign_off),
        ("Required items of the checklist", |found| found.obligations.len().to_string()),
        ("Clauses that disagree", |found| match found.tensions.len() {
            0 => "none".to_owned(),
            1 => "1 tension".to_owned(),
            more => format!("{more} tensions"),
        }),
    ];
    let mut sections: Vec<Section> = lines
        .into_iter()
        .map(|(heading, line)| {
            let ours = line(own);
            let policies = compared.iter().map(|other| {
                let theirs = line(&other.determination);
                let is_own = other.determination.policy == own.policy;
                let mark = match (is_own, theirs == ours) {
                    (true, _) => " (this tender's policy)",
                    (false, true) => "",
                    (false, false) => " (differs)",
                };
                let kind = if is_own { LineKind::Strong } else { LineKind::Plain };
                (kind, format!("{}: {theirs}{mark}", other.short))
            });
            Section { heading: heading.to_owned(), lines: policies.collect() }
        })
        .collect();
    sections.push(Section {
        heading: "Statute".to_owned(),
        lines: vec![(LineKind::Plain, own.statute.text.clone())],
    });
    sections
}

fn weight(found: &Determination) -> String {
    found.weighting.as_ref().map_or_else(|| "no figure".to_owned(), WeightingFinding::words)
}

fn sign_off(found: &Determination) -> String {
    let roles: Vec<&str> = found.sign_off.iter().map(|sign_off| sign_off.role.as_str()).collect();
    if roles.is_empty() { "nobody named".to_owned() } else { roles.join(", ") }
}
