//! What the palette finds: everything that can be done here or gone to, and how it is ranked.
//!
//! Plain data: commands come from what a screen offers, the parts of a tender from its view, and
//! tenders, suppliers and policies from the register.

use std::cmp::Reverse;

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::{ItemId, ItemState, StageNo, StageState, text as words};
use crate::register::{ListRow, LoadedPack, ProcurementView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::widget::matching::{Needle, Score};

/// Something to do or to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// A command of the screen below.
    Command(Command),
    /// A tender, by its reference.
    Tender(String),
    /// A supplier of the directory.
    Supplier(uuid::Uuid),
    /// A screen over all tenders.
    Page(Page),
    /// A stage of the open tender.
    Stage(StageNo),
    /// An item of the open tender.
    Item(ItemId),
    /// An outcome or measure of the open tender's policy.
    Outcome(String),
    /// A policy, by its id.
    Policy(String),
    /// A page of help, by its title.
    Topic(&'static str),
}

/// A screen over all tenders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    Suppliers,
    Lessons,
    Targets,
}

impl Target {
    /// What kind of thing it is, in a word.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::Command(_) => "Command",
            Self::Tender(_) => "Tender",
            Self::Supplier(_) => "Supplier",
            Self::Page(_) => "Screen",
            Self::Stage(_) => "Stage",
            Self::Item(_) => "Item",
            Self::Outcome(_) => "Outcome",
            Self::Policy(_) => "Policy",
            Self::Topic(_) => "Help",
        }
    }

    /// The place of its kind among the others, when nothing else decides.
    fn order(&self) -> usize {
        match self {
            Self::Command(command) if MOVING.iter().any(|moving| moving.command == *command) => 8,
            Self::Command(_) | Self::Page(_) => 0,
            Self::Tender(_) => 1,
            Self::Supplier(_) => 2,
            Self::Stage(_) => 3,
            Self::Item(_) => 4,
            Self::Outcome(_) => 5,
            Self::Policy(_) => 6,
            Self::Topic(_) => 7,
        }
    }
}

/// One line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) target: Target,
    /// What it is called.
    pub(crate) words: String,
    /// What stands beside it: its key, or how it stands.
    pub(crate) aside: String,
    /// Why it cannot be done now.
    pub(crate) why_not: Option<String>,
}

impl Finding {
    fn new(target: Target, words: &str, aside: impl Into<String>) -> Self {
        Self { target, words: words::visible(words), aside: aside.into(), why_not: None }
    }
}

/// The commands that a screen offers, those that are possible first.
pub(crate) fn commands(offers: &[Offer], because: Option<&str>) -> Vec<Finding> {
    let because = because.unwrap_or("It needs something else to be selected.");
    let mut found: Vec<Finding> = offers
        .iter()
        .filter(|offer| offer.command != Command::Palette)
        .map(|offer| Finding {
            why_not: (!offer.enabled).then(|| because.to_owned()),
            ..Finding::new(
                Target::Command(offer.command),
                &offer.sentence(),
                offer.command.key(false),
            )
        })
        .collect();
    found.sort_by_key(|finding| finding.why_not.is_some());
    found
}

/// The stages, items and outcomes of a tender.
pub(crate) fn in_tender(view: &ProcurementView) -> Vec<Finding> {
    let stages = view.stages.iter().map(|stage| {
        let (settled, all) = stage.progress();
        let words = format!("{} {}", stage.number, stage.number.name());
        let aside = match stage.state {
            StageState::Open => format!("{settled}/{all}"),
            state => format!("{state}, {settled}/{all}"),
        };
        Finding::new(Target::Stage(stage.number), &words, aside)
    });
    let items = view.stages.iter().flat_map(|stage| &stage.items).map(|item| {
        let state = match item.state {
            ItemState::Open => "open",
            ItemState::Done => "done",
            ItemState::NotApplicable => "not applicable",
        };
        let aside = format!("stage {}, {state}", item.stage);
        Finding::new(Target::Item(item.id.clone()), &item.text, aside)
    });
    let outcome = |id: &str, words: &str| {
        let chosen = view.sought.iter().any(|sought| sought.id == id);
        Finding::new(Target::Outcome(id.to_owned()), words, if chosen { "chosen" } else { "" })
    };
    let outcomes = view.pack.objectives.iter().flat_map(|objective| &objective.outcomes);
    let outcomes = outcomes.flat_map(|one| {
        let measures = one.measures.iter().map(|measure| outcome(&measure.id, &measure.text));
        std::iter::once(outcome(&one.id, &one.title)).chain(measures)
    });
    stages.chain(items).chain(outcomes).collect()
}

/// A tender as a line of the palette.
pub(crate) fn tender(row: &ListRow) -> Finding {
    let words = format!("{}  {}", row.reference, row.title);
    let aside = match row.state {
        crate::domain::ProcurementState::Active => row.policy.clone(),
        state => format!("{}, {state}", row.policy),
    };
    Finding::new(Target::Tender(row.reference.to_string()), &words, words::visible(&aside))
}

/// A supplier as a line of the palette; its number beside it.
pub(crate) fn supplier(uid: uuid::Uuid, name: &str, number: Option<&str>) -> Finding {
    Finding::new(Target::Supplier(uid), name, words::visible(number.unwrap_or_default()))
}

/// The screens over all tenders that no command here leads to.
pub(crate) fn pages(offers: &[Offer]) -> impl Iterator<Item = Finding> {
    let offered = |command| offers.iter().any(|offer| offer.command == command);
    let all = [
        (Page::Suppliers, Some(Command::Suppliers), "Suppliers: the directory"),
        (Page::Lessons, Some(Command::Lessons), "Lessons of all tenders: what was learnt"),
        (
            Page::Targets,
            None,
            "Targets: what the policies want to reach over all contracts, and what was reached",
        ),
    ];
    all.into_iter()
        .filter(move |(_, command, _)| !command.is_some_and(offered))
        .map(|(page, _, words)| Finding::new(Target::Page(page), words, ""))
        .collect::<Vec<_>>()
        .into_iter()
}

/// A policy as a line of the palette.
pub(crate) fn policy(loaded: &LoadedPack) -> Finding {
    let header = &loaded.pack.policy;
    let words = format!("{}: {}", header.short_words(), header.title);
    Finding::new(Target::Policy(header.id.clone()), &words, words::visible(&header.id))
}

/// A page of help as a line of the palette.
pub(crate) fn topic(title: &'static str) -> Finding {
    Finding::new(Target::Topic(title), title, "")
}

/// A line with the graphemes to mark in its kind, its words, and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranked {
    pub(crate) finding: Finding,
    pub(crate) marks: [Vec<usize>; 3],
}

/// The lines that match what is typed, the best first; where nothing is typed, what was used last
/// comes first.
pub(crate) fn rank(
    findings: impl Iterator<Item = Finding>,
    typed: &str,
    recent: &[Target],
) -> Vec<Ranked> {
    let needles = (Needle::loose(typed), Needle::words(typed));
    let used =
        |target: &Target| recent.iter().position(|other| other == target).unwrap_or(recent.len());
    let mut ranked: Vec<(Score, Ranked)> =
        findings.filter_map(|finding| matched(&needles, finding)).collect();
    ranked.sort_by_cached_key(|(score, Ranked { finding, .. })| {
        let rest = (used(&finding.target), finding.target.order());
        (Reverse(*score), finding.why_not.is_some(), rest)
    });
    ranked.into_iter().map(|(_, ranked)| ranked).collect()
}

/// How well a line matches: loosely by its words, or as typed by everything that stands on it.
fn matched((loose, strict): &(Needle, Needle), finding: Finding) -> Option<(Score, Ranked)> {
    let kind = finding.target.kind();
    let whole = strict.find(&format!("{kind} {} {}", finding.words, finding.aside));
    let found = loose.find(&finding.words);
    // Letters in order count only where nothing stands there as it was typed.
    if let Some(found) = found.filter(|found| found.score.closeness > 0 || whole.is_none()) {
        let marks = [Vec::new(), found.at, Vec::new()];
        return Some((found.score, Ranked { finding, marks }));
    }
    let found = whole?;
    let first = kind.len() + 1;
    let second = first + finding.words.graphemes(true).count() + 1;
    let part = |from: usize, to: usize| -> Vec<usize> {
        found.at.iter().filter(|at| (from..to).contains(at)).map(|at| at - from).collect()
    };
    let marks = [part(0, first), part(first, second), part(second, usize::MAX)];
    // What is said in the words themselves is what was meant, more often than not.
    let score = Score { closeness: found.score.closeness.min(1), ..found.score };
    Some((score, Ranked { finding, marks }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, recent: &[Target]) -> Vec<String> {
        let offers = [
            Offer::useful(Command::CloseStage),
            Offer::plain(Command::Tick).when(false),
            Offer::plain(Command::Down),
        ];
        let mut findings = commands(&offers, Some("The stage is closed."));
        findings.push(Finding::new(Target::Stage(StageNo::FIRST), "1 Understand the need", "0/3"));
        findings.push(Finding::new(Target::Tender("2026-0007".into()), "2026-0007  Roof", "nelc"));
        findings.push(topic("Closing a stage"));
        let ranked = rank(findings.into_iter(), typed, recent);
        ranked.into_iter().map(|ranked| ranked.finding.words).collect()
    }

    #[test]
    fn with_nothing_typed_what_was_used_last_comes_first_and_moving_about_last() {
        let recent = [Target::Topic("Closing a stage"), Target::Tender("2026-0007".into())];
        let all = found("", &recent);
        assert_eq!(all[..2], ["Closing a stage", "2026-0007  Roof"]);
        assert!(all[2].starts_with("Close stage: "));
        assert!(all[5].starts_with("Tick"), "what is not possible comes last: {all:?}");
        assert!(all[4].starts_with("Down"), "{all:?}");
    }

    #[test]
    fn the_best_match_comes_first_whatever_was_used() {
        let recent = [Target::Topic("Closing a stage")];
        assert!(found("close st", &recent)[0].starts_with("Close stage: "));
        assert_eq!(found("roof", &recent), ["2026-0007  Roof"]);
    }

    #[test]
    fn the_kind_and_what_stands_beside_can_be_typed_too() {
        assert_eq!(found("stage 1", &[])[0], "1 Understand the need");
        // Its own letters would do for “stage” too, but the word stands on the line.
        let four = Finding::new(Target::Stage(StageNo::LAST), "4 Market test, engagement", "");
        let ranked = rank([four].into_iter(), "stage", &[]);
        assert_eq!(ranked[0].marks[0], [0, 1, 2, 3, 4]);
        assert_eq!(found("tender nelc", &[]), ["2026-0007  Roof"]);
        let findings = [Finding::new(Target::Policy("x".into()), "Café", "nelc")];
        let ranked = rank(findings.into_iter(), "pol nelc", &[]);
        assert_eq!(ranked[0].marks, [vec![0, 1, 2], vec![], vec![0, 1, 2, 3]]);
    }

    #[test]
    fn what_is_not_possible_says_why() {
        let offers = [Offer::plain(Command::Tick).when(false)];
        let found = commands(&offers, Some("The stage is closed."));
        assert_eq!(found[0].why_not.as_deref(), Some("The stage is closed."));
    }
}
