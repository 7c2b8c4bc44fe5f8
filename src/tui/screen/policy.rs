//! A policy to read: what it is, when it asks for social value, how much, who signs, its clauses.

use crate::domain::StageNo;
use crate::policy::{Pack, SmeTest};
use crate::register::{LoadedPack, PackPlace};
use crate::tui::effect::{LineKind, Place, Section};
use crate::tui::screen::policy_after;
use crate::tui::widget::text;

pub(super) type Lines = Vec<(LineKind, String)>;

/// The policy as a place to go to.
pub(crate) fn reading(loaded: &LoadedPack, sme: Option<&SmeTest>) -> Place {
    let pack = loaded.pack.as_ref();
    let mut sections = vec![header(loaded)];
    if pack.is_overlay() {
        sections.extend(statute(pack));
        sections.push(sizes(pack, sme));
        sections.extend(policy_after::of_statute(pack));
        sections.extend(policy_after::managed(pack));
        sections.push(stages(pack));
        sections.push(clauses(pack));
        sections.retain(|section| !section.lines.is_empty());
        return Place::Policy { title: pack.policy.title.clone(), sections };
    }
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
    sections.extend(policy_after::managed(pack));
    sections.push(stages(pack));
    sections.push(sizes(pack, sme));
    sections.push(clauses(pack));
    sections.retain(|section| !section.lines.is_empty());
    Place::Policy { title: pack.policy.title.clone(), sections }
}

/// The clauses, in our words, with the day on which a source was read where that is on record.
fn clauses(pack: &Pack) -> Section {
    let lines = pack.clauses.iter().flat_map(|clause| {
        [(LineKind::Strong, clause.heading()), (LineKind::Plain, clause.says.clone())]
    });
    Section { heading: "Clauses, in our words".to_owned(), lines: lines.collect() }
}

/// The size classes of the policy, with the statute's own test beside them.
fn sizes(pack: &Pack, sme: Option<&SmeTest>) -> Section {
    let mut lines = Lines::new();
    for class in &pack.size_classes {
        lines.extend(said(&format!("{}: {}", class.name, class.range()), &class.clause));
    }
    if let Some(sme) = sme {
        let words = format!("Small or medium by statute: {}", sme.words());
        lines.extend(said(&words, &sme.clause));
    }
    Section { heading: "Sizes of suppliers".to_owned(), lines }
}

/// Thresholds and time limits of the statute.
fn statute(pack: &Pack) -> [Section; 2] {
    let mut thresholds = Lines::new();
    for threshold in &pack.thresholds {
        let for_whom = [threshold.types(), threshold.narrowed_to()].concat();
        let (from, to) = (threshold.from.british(), threshold.to.british());
        thresholds.push((LineKind::Strong, threshold.amount.to_string()));
        let words = format!("{}, {from} to {to}", for_whom.join(", "));
        thresholds.extend(said(&words, &threshold.clause));
    }
    let mut limits = Lines::new();
    for limit in &pack.deadlines {
        limits.push((LineKind::Strong, limit.text.clone()));
        limits.extend(said(&limit.runs(), &limit.clause));
    }
    [
        Section { heading: "Thresholds, including VAT".to_owned(), lines: thresholds },
        Section { heading: "Time limits".to_owned(), lines: limits },
    ]
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

pub(super) fn said(words: &str, clause: &str) -> Lines {
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
    let outcomes = pack.objectives.iter().flat_map(|objective| {
        let title = format!("{} {}", objective.id, objective.title);
        let outcomes = objective.outcomes.iter();
        let outcomes = outcomes.map(|one| (LineKind::Plain, format!("{} {}", one.id, one.title)));
        std::iter::once((LineKind::Strong, title)).chain(outcomes).collect::<Lines>()
    });
    let heading = "Objectives and outcomes".to_owned();
    let mut sections = policy_after::measured(pack);
    sections.push(Section { heading, lines: outcomes.collect() });
    sections
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
