//! A policy to read: what it is, when it asks for social value, how much, who signs, its clauses.

use crate::domain::StageNo;
use crate::policy::Pack;
use crate::register::{LoadedPack, PackPlace};
use crate::tui::effect::{LineKind, Place, Section};
use crate::tui::widget::text;

type Lines = Vec<(LineKind, String)>;

/// The policy as a place to go to.
pub(crate) fn reading(loaded: &LoadedPack) -> Place {
    let pack = loaded.pack.as_ref();
    let mut sections = vec![header(loaded)];
    let scope = pack.scope.iter().map(|rule| (rule.status.to_string(), &rule.why, &rule.clause));
    sections.push(rules("Scope; the first rule that matches decides", scope));
    let weighting = pack.weighting.iter().map(|rule| (rule.words(), &rule.why, &rule.clause));
    sections.push(rules("Weighting; the first rule that matches decides", weighting));
    let sign_off = pack.sign_off.iter().map(|rule| (rule.role.clone(), &rule.why, &rule.clause));
    sections.push(rules("Sign-off", sign_off));
    sections.extend(tensions(pack));
    if let Some(opt_out) = &pack.opt_out {
        let mut lines = said(&opt_out.says, &opt_out.clause);
        let needs = opt_out.needs.iter();
        lines.extend(needs.map(|need| (LineKind::Inset, format!("On file: {need}"))));
        sections.push(Section { heading: "Opting out".to_owned(), lines });
    }
    sections.extend(aims(pack));
    sections.push(stages(pack));
    let clauses = pack.clauses.iter().flat_map(|clause| {
        [(LineKind::Strong, clause.reference.clone()), (LineKind::Plain, clause.says.clone())]
    });
    sections
        .push(Section { heading: "Clauses, in our words".to_owned(), lines: clauses.collect() });
    sections.retain(|section| !section.lines.is_empty());
    Place::Reading { title: pack.policy.title.clone(), sections }
}

fn header(loaded: &LoadedPack) -> Section {
    let header = &loaded.pack.policy;
    let draft = if header.draft { ", a draft" } else { "" };
    let mut lines = vec![
        (LineKind::Strong, header.authority.clone()),
        (LineKind::Plain, format!("Edition {}{draft}", header.edition)),
        (LineKind::Plain, format!("Read from {}", header.source)),
    ];
    if let Some(review) = &header.review {
        let clause = header.review_clause.as_ref();
        let clause = clause.map(|clause| format!(" (clause {clause})")).unwrap_or_default();
        lines.push((LineKind::Plain, format!("Review: {review}{clause}")));
    }
    let place = match &loaded.place {
        PackPlace::BuiltIn => "built in".to_owned(),
        PackPlace::File(path) => path.display().to_string(),
    };
    lines.push((LineKind::Inset, format!("{}: {place}, SHA-256 {}", header.id, loaded.sha256)));
    Section { heading: "The policy".to_owned(), lines }
}

/// Rules under a heading: what each says first, then why and where.
fn rules<'a>(
    heading: &str,
    rules: impl Iterator<Item = (String, &'a String, &'a String)>,
) -> Section {
    let mut lines = Lines::new();
    for (what, why, clause) in rules {
        lines.push((LineKind::Strong, text::capital(&what)));
        lines.extend(said(why, clause));
    }
    if lines.is_empty() {
        lines.push((LineKind::Plain, "The policy names none.".to_owned()));
    }
    Section { heading: heading.to_owned(), lines }
}

fn said(words: &str, clause: &str) -> Lines {
    vec![(LineKind::Plain, words.to_owned()), (LineKind::Inset, format!("Clause {clause}."))]
}

fn tensions(pack: &Pack) -> Option<Section> {
    let mut lines = Lines::new();
    for tension in &pack.tensions {
        lines.push((LineKind::Strong, tension.clauses.join(" against ")));
        lines.push((LineKind::Plain, tension.text.clone()));
        lines.push((LineKind::Inset, format!("Applied: {}", tension.applied)));
    }
    let heading = "Clauses that disagree".to_owned();
    (!lines.is_empty()).then_some(Section { heading, lines })
}

/// Targets, indicators and outcomes.
fn aims(pack: &Pack) -> Vec<Section> {
    let targets = pack.targets.iter().flat_map(|target| said(&target.text, &target.clause));
    let kpis = pack.kpis.iter().flat_map(|kpi| {
        let words = format!("{}, in {}", kpi.text, kpi.unit);
        said(&words, &kpi.clause)
    });
    let outcomes = pack.objectives.iter().flat_map(|objective| {
        let title = format!("{} {}", objective.id, objective.title);
        let outcomes = objective.outcomes.iter();
        let outcomes = outcomes.map(|one| (LineKind::Plain, format!("{} {}", one.id, one.title)));
        std::iter::once((LineKind::Strong, title)).chain(outcomes).collect::<Lines>()
    });
    [
        ("Targets", targets.collect::<Lines>()),
        ("Indicators", kpis.collect()),
        ("Objectives and outcomes", outcomes.collect()),
    ]
    .into_iter()
    .map(|(heading, lines)| Section { heading: heading.to_owned(), lines })
    .collect()
}

/// How much each stage of the cycle asks, and where the policy says nothing.
fn stages(pack: &Pack) -> Section {
    let lines = StageNo::all().flat_map(|stage| {
        let required = pack.items_of(stage).filter(|item| item.required).count();
        let all = pack.items_of(stage).count();
        let words = format!("{stage} {}: {all} items, {required} required", stage.name());
        let silence = pack.silence(stage);
        let silence = silence.map(|silence| (LineKind::Inset, silence.says.clone()));
        std::iter::once((LineKind::Plain, words)).chain(silence)
    });
    Section { heading: "The 13 stages".to_owned(), lines: lines.collect() }
}
