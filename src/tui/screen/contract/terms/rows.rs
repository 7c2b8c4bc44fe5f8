//! The rows of the terms: what each says in its line, and in full.

use uuid::Uuid;

use crate::domain::contract::{ContractFile, FigureKind};
use crate::domain::text::{visible, visible_lines};
use crate::domain::{EvidenceKind, Money};
use crate::register;
use crate::tui::command::Command;
use crate::tui::screen::contract::Scene;

/// The groups of rows, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Terms,
    Changes,
    Papers,
    Money,
}

impl Group {
    pub(super) const ALL: [Self; 4] = [Self::Terms, Self::Changes, Self::Papers, Self::Money];

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Terms => "Terms",
            Self::Changes => "Changes that were agreed",
            Self::Papers => "Documents",
            Self::Money => "Money by financial year",
        }
    }

    /// What is said where there is nothing in it.
    pub(super) fn empty(self) -> String {
        match self {
            Self::Terms => String::new(),
            Self::Changes => {
                format!(
                    "None. {} records an extension or another change.",
                    Command::Vary.key(false)
                )
            }
            Self::Papers => {
                format!(
                    "None. {} adds the signed contract or a link to it.",
                    Command::Add.key(false)
                )
            }
            Self::Money => format!(
                "None. {} records spend; targets are counted from it.",
                Command::Figure.key(false)
            ),
        }
    }
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Supplier,
    /// One of the terms.
    Agreed,
    Ended,
    Variation(Uuid),
    Paper(Uuid),
    Figure(Uuid),
}

impl What {
    pub(super) const fn uid(self) -> Option<Uuid> {
        match self {
            Self::Variation(uid) | Self::Paper(uid) | Self::Figure(uid) => Some(uid),
            _ => None,
        }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) group: Group,
    pub(super) what: What,
    pub(super) label: String,
    pub(super) value: String,
    /// A figure before the value, on the right of its column.
    pub(super) right: Option<String>,
    /// It in full, for the lines below the list.
    pub(super) full: String,
    /// Whether it is to be heeded.
    pub(super) heed: bool,
}

/// All rows of a contract.
pub(super) fn all(scene: Scene<'_>) -> Vec<Row> {
    let mut rows = terms(scene);
    let file = &scene.view.file;
    rows.extend(changes(file, scene.contract.uid));
    rows.extend(papers(file, scene.contract.uid));
    rows.extend(figures(file, scene.contract.uid));
    rows
}

fn term(label: &str, value: impl Into<String>) -> Row {
    let value = value.into();
    Row {
        group: Group::Terms,
        what: What::Agreed,
        label: label.to_owned(),
        full: format!("{label}: {value}"),
        value: value.replace('\n', " "),
        right: None,
        heed: false,
    }
}

fn terms(scene: Scene<'_>) -> Vec<Row> {
    let view = scene.contract;
    let of = &view.contract;
    let mut rows = Vec::new();
    let supplier = visible(&view.supplier);
    let key = Command::Open.key(false);
    rows.push(Row {
        what: What::Supplier,
        full: format!("Supplier: {supplier}\n{key} opens it: contacts, status, other contracts."),
        ..term("Supplier", supplier)
    });
    if let Some(title) = &of.title {
        rows.push(term("Title", visible(title)));
    }
    rows.push(value(view.value, of.value));
    rows.push(match of.signed {
        Some(day) => term("Signed", day.british()),
        None => Row { heed: true, ..term("Signed", "not signed yet") },
    });
    rows.push(term("Begins", of.starts.british()));
    let moved = view.ends != of.ends && of.ended.is_none();
    rows.push(if moved {
        term("Ends", format!("{} (as signed: {})", view.ends.british(), of.ends.british()))
    } else {
        term("Ends", of.ends.british())
    });
    rows.push(match of.extendable_to {
        Some(day) => term("Extendable to", day.british()),
        None => term("Extendable to", "not said"),
    });
    rows.push(match &of.manager {
        Some(manager) => term("Manager", visible(manager)),
        None => Row { heed: true, ..term("Manager", "nobody is named") },
    });
    rows.push(reviews(scene));
    rows.push(match (of.collaborative, &of.partners) {
        (None, _) => {
            term("Collaboration", "not said; the share awarded together counts it as a gap")
        }
        (Some(false), _) => term("Collaboration", "no"),
        (Some(true), None) => term("Collaboration", "yes; with whom is not said"),
        (Some(true), Some(partners)) => {
            term("Collaboration", format!("with {}", visible(partners)))
        }
    });
    if let Some(reason) = &of.no_kpis {
        rows.push(term("No KPIs because", visible_lines(reason)));
    }
    if let Some(note) = &of.note {
        rows.push(term("Note", visible_lines(note)));
    }
    if let Some(ended) = &of.ended {
        let notice = match ended.notice {
            Some(day) => format!("Termination notice published on {}.", day.british()),
            None => "No termination notice is on record.".to_owned(),
        };
        let value = format!("{}, {}", ended.day.british(), ended.how.words());
        rows.push(Row {
            what: What::Ended,
            full: format!("Ended: {value}\n{}\n{notice}", visible_lines(&ended.reason)),
            ..term("Ended", value)
        });
    }
    rows
}

fn value(now: Option<Money>, signed: Option<Money>) -> Row {
    match (now, signed) {
        (None, _) => Row { heed: true, ..term("Value", "not known yet") },
        (Some(now), Some(signed)) if now != signed => {
            term("Value", format!("{now} (as signed: {signed})"))
        }
        (Some(now), _) => term("Value", now.to_string()),
    }
}

fn reviews(scene: Scene<'_>) -> Row {
    let next = scene.contract.next_review.as_ref();
    match next {
        Some(next) if next.day < scene.view.today => Row {
            heed: true,
            ..term("Reviews", format!("overdue since {}, {}", next.day.british(), visible(&next.why)))
        },
        Some(next) => {
            term("Reviews", format!("next on {}, {}", next.day.british(), visible(&next.why)))
        }
        None if !scene.contract.runs() => term("Reviews", "none are due any more"),
        None => Row {
            full: "Reviews: neither the contract nor the policy sets a rhythm. It is good practice to agree one, such as every 3 months: it is a field of the terms.".to_owned(),
            ..term("Reviews", "no rhythm is set")
        },
    }
}

fn changes(file: &ContractFile, contract: Uuid) -> Vec<Row> {
    let all = file.variations_of(contract).into_iter();
    all.map(|(uid, of)| {
        let mut follows = Vec::new();
        if let Some(ends) = of.ends {
            follows.push(format!("ends {}", ends.british()));
        }
        if let Some(value) = of.value {
            follows.push(value.to_string());
        }
        let follows = match follows.as_slice() {
            [] => String::new(),
            some => format!(" ({})", some.join(", ")),
        };
        let words = of.what.lines().next().map(visible).unwrap_or_default();
        let ground = match &of.ground {
            Some(ground) => format!("Allowed by: {}", visible_lines(ground)),
            None => "What allows it is not on record.".to_owned(),
        };
        let notice = match of.notice {
            Some(day) => format!("Change notice published on {}.", day.british()),
            None => "No contract change notice is on record.".to_owned(),
        };
        let bound: Vec<String> = file
            .commitments
            .values()
            .filter(|one| one.variation == Some(uid))
            .map(|one| format!("“{}”", visible(&one.title)))
            .collect();
        let bound = match bound.as_slice() {
            [] => String::new(),
            some => format!("\nCommitments that rest on it: {}.", some.join(", ")),
        };
        Row {
            group: Group::Changes,
            what: What::Variation(uid),
            label: of.day.british(),
            value: format!("{}{follows}: {words}", of.about.words()),
            right: None,
            full: format!(
                "{}, agreed on {} by {}{follows}\n{}\n{ground}\n{notice}{bound}",
                crate::tui::widget::text::capital(of.about.words()),
                of.day.british(),
                visible(&of.agreed_by),
                visible_lines(&of.what),
            ),
            heed: false,
        }
    })
    .collect()
}

/// What is attached, in one line.
pub(in crate::tui::screen::contract) fn evidence(of: &EvidenceKind) -> String {
    match of {
        EvidenceKind::Note { text } => visible_lines(text),
        EvidenceKind::Link { address } => visible(address),
        EvidenceKind::File { path, size, sha256 } => {
            format!("{}, {}, SHA-256 {sha256}", visible(path), register::size(*size))
        }
    }
}

fn papers(file: &ContractFile, contract: Uuid) -> Vec<Row> {
    let mut all: Vec<_> = file.papers.iter().filter(|(_, of)| of.contract == contract).collect();
    all.sort_by_key(|(uid, of)| (of.day, **uid));
    all.into_iter()
        .map(|(uid, of)| {
            let kind = of.document.as_ref().map_or("", EvidenceKind::word);
            let document = of.document.as_ref().map(evidence).unwrap_or_default();
            let title = visible(&of.title);
            Row {
                group: Group::Papers,
                what: What::Paper(*uid),
                label: of.day.british(),
                value: format!("{title} ({kind})"),
                right: None,
                full: format!("{title}, {}\n{document}", of.day.british()),
                heed: false,
            }
        })
        .collect()
}

fn figures(file: &ContractFile, contract: Uuid) -> Vec<Row> {
    let mut all: Vec<_> = file.figures.iter().filter(|(_, of)| of.contract == contract).collect();
    all.sort_by_key(|(uid, of)| (of.year, of.about, **uid));
    all.into_iter()
        .map(|(uid, of)| {
            let spend = || {
                let twin = |one: &&crate::domain::contract::Figure| {
                    (one.contract, one.year, one.about) == (contract, of.year, FigureKind::Spend)
                };
                file.figures.values().find(twin).map(|spend| spend.amount)
            };
            let more = of.about == FigureKind::LocalSpend
                && spend().is_some_and(|spend| of.amount > spend);
            let heed = if more { "\nThis is more than the spend of the year." } else { "" };
            Row {
                group: Group::Money,
                what: What::Figure(*uid),
                label: of.year.to_string(),
                value: of.about.words().to_owned(),
                right: Some(of.amount.to_string()),
                full: format!(
                    "{} of {}: {}\nSource: {}{heed}",
                    crate::tui::widget::text::capital(of.about.words()),
                    of.year,
                    of.amount,
                    visible(&of.source),
                ),
                heed: more,
            }
        })
        .collect()
}
