//! The parts of a contract in a line each: where each stands, and whether that is to be heeded.

use ratatui::style::Style;

use crate::domain::Money;
use crate::domain::contract::{Action, Concern, Standing as Progressed};
use crate::domain::text::visible;
use crate::register::{ContractView, ContractsView};
use crate::tui::Look;
use crate::tui::screen::contract::ContractPart;

/// The parts in the order of their tabs.
pub(super) const ALL: [ContractPart; 7] = [
    ContractPart::Terms,
    ContractPart::Commitments,
    ContractPart::Indicators,
    ContractPart::Reviews,
    ContractPart::Ethics,
    ContractPart::Logistics,
    ContractPart::Exit,
];

/// What a part is called.
pub(super) const fn named(part: ContractPart) -> &'static str {
    match part {
        ContractPart::Terms => "Terms",
        ContractPart::Commitments => "Commitments",
        ContractPart::Indicators => "KPIs",
        ContractPart::Reviews => "Reviews",
        ContractPart::Ethics => "Ethics",
        ContractPart::Logistics => "Logistics",
        ContractPart::Exit => "Exit",
    }
}

/// What a part is for, in a sentence.
pub(super) const fn meant(part: ContractPart) -> &'static str {
    match part {
        ContractPart::Terms => "Supplier, value and days; changes, documents, money, the end.",
        ContractPart::Commitments => "What the supplier has to deliver, and what it delivered.",
        ContractPart::Indicators => "Key performance indicators and how each was rated.",
        ContractPart::Reviews => "Reviews of performance, the joint action plan, risks.",
        ContractPart::Ethics => "Modern slavery: risk, due diligence, concerns.",
        ContractPart::Logistics => "Delivery, storage and receipt.",
        ContractPart::Exit => "Exit plan, final account, lessons for the next tender.",
    }
}

/// How a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Something is late or broken.
    Late,
    /// Something is missing, or comes soon.
    ToDo,
    /// It is as it should be.
    InOrder,
    /// It is all over.
    Done,
    /// Nothing is recorded: there is nothing to judge by.
    NoData,
}

impl Standing {
    /// Its symbol, word and style.
    pub(super) const fn mark(self, look: &Look) -> (&'static str, &'static str, Style) {
        let (glyphs, theme) = (look.glyphs, look.theme);
        match self {
            Self::Late => (glyphs.attention, "late", theme.error),
            Self::ToDo => (glyphs.attention, "to do", theme.warning),
            Self::InOrder => (glyphs.current, "in order", theme.text),
            Self::Done => (glyphs.done, "done", theme.done),
            Self::NoData => (glyphs.passed, "no data", theme.dim),
        }
    }
}

/// Where a part stands, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stands {
    pub(super) standing: Standing,
    pub(super) words: String,
}

impl Stands {
    fn new(standing: Standing, words: impl Into<String>) -> Self {
        Self { standing, words: words.into() }
    }
}

/// The value and the days of a contract, and whether it runs.
pub(super) fn term(of: &ContractView) -> String {
    let value = of.value.map_or_else(|| "value not known".to_owned(), Money::short);
    let days = format!("{} to {}", of.contract.starts.british(), of.ends.british());
    let state = if of.settled {
        ", account closed"
    } else if of.contract.ended.is_some() {
        ", ended"
    } else {
        ""
    };
    format!("{value}, {days}{state}")
}

/// Where a part of a contract stands.
pub(super) fn stands(view: &ContractsView, of: &ContractView, part: ContractPart) -> Stands {
    match part {
        ContractPart::Terms => terms(of),
        ContractPart::Commitments => commitments(of),
        ContractPart::Indicators => indicators(view, of),
        ContractPart::Reviews => reviews(view, of),
        ContractPart::Ethics => ethics(view, of),
        ContractPart::Logistics => logistics(view, of),
        ContractPart::Exit => exit(view, of),
    }
}

fn terms(of: &ContractView) -> Stands {
    if let Some(ended) = &of.contract.ended {
        let words = format!("{} on {}", ended.how.words(), ended.day.british());
        return Stands::new(Standing::Done, words);
    }
    match (of.contract.signed, &of.contract.manager) {
        (None, _) => Stands::new(Standing::ToDo, "not signed yet"),
        (Some(day), None) => {
            let words = format!("signed {}, no manager is named", day.british());
            Stands::new(Standing::ToDo, words)
        }
        (Some(day), Some(manager)) => {
            let words = format!("signed {}, managed by {}", day.british(), visible(manager));
            Stands::new(Standing::InOrder, words)
        }
    }
}

fn commitments(of: &ContractView) -> Stands {
    let all = of.progress.len();
    let promised = of.promised.len();
    if all == 0 {
        return match promised {
            0 => Stands::new(Standing::NoData, "none yet"),
            count => Stands::new(Standing::ToDo, format!("none yet, {count} promised by the bid")),
        };
    }
    let (late, risk) = (of.count(Progressed::Late), of.count(Progressed::AtRisk));
    let open = of.progress.iter().filter(|one| one.standing.is_open()).count();
    let mut parts = Vec::new();
    if late > 0 {
        parts.push(format!("{late} late"));
    }
    if risk > 0 {
        parts.push(format!("{risk} at risk"));
    }
    let mut words = match (parts.as_slice(), open) {
        ([], 0) => format!("all {all} delivered or settled"),
        ([], _) => match of.count(Progressed::NoData) {
            none if none == open => format!("{all}, nothing due yet"),
            _ => format!("{all}, none late or at risk"),
        },
        (some, _) => format!("{} of {all}", some.join(", ")),
    };
    if promised > 0 {
        words = format!("{words}; {promised} more promised by the bid");
    }
    let standing = match (late, risk + promised, open) {
        (1.., ..) => Standing::Late,
        (0, 1.., _) => Standing::ToDo,
        (0, 0, 0) => Standing::Done,
        (0, 0, _) => Standing::InOrder,
    };
    Stands::new(standing, words)
}

fn indicators(view: &ContractsView, of: &ContractView) -> Stands {
    let live: Vec<_> = of.kpis.iter().filter(|kpi| kpi.kpi.dropped.is_none()).collect();
    if live.is_empty() {
        return match &of.contract.no_kpis {
            Some(_) => Stands::new(Standing::InOrder, "none, with the reason on record"),
            None => Stands::new(Standing::NoData, "none yet"),
        };
    }
    let late = live.iter().filter(|kpi| kpi.due.is_some_and(|due| due < view.today)).count();
    let without = live.iter().filter(|kpi| kpi.newest.is_none()).count();
    let all = live.len();
    match (late, without) {
        (1.., _) => Stands::new(Standing::Late, format!("{late} of {all} to be assessed, overdue")),
        (0, 0) => Stands::new(Standing::InOrder, format!("{all}, all assessed")),
        (0, _) => Stands::new(Standing::NoData, format!("{without} of {all} not assessed yet")),
    }
}

fn reviews(view: &ContractsView, of: &ContractView) -> Stands {
    let mine = |action: &&Action| action.contract == of.uid && action.is_open();
    let late = view.file.actions.values().filter(mine).filter(|one| one.due < view.today).count();
    let open = view.file.actions.values().filter(mine).count();
    let actions = match (late, open) {
        (0, 0) => String::new(),
        (0, open) => format!("; open actions: {open}"),
        (late, open) => format!("; open actions: {open}, {late} overdue"),
    };
    let Some(next) = &of.next_review else {
        let words = if of.runs() { "no rhythm is set" } else { "none are due any more" };
        let standing = match (late, of.runs()) {
            (1.., _) => Standing::Late,
            (0, true) => Standing::NoData,
            (0, false) => Standing::Done,
        };
        return Stands::new(standing, format!("{words}{actions}"));
    };
    let overdue = next.day < view.today;
    let day = next.day.british();
    let words = if overdue { format!("was due on {day}") } else { format!("next on {day}") };
    let standing = if overdue || late > 0 { Standing::Late } else { Standing::InOrder };
    Stands::new(standing, format!("{words}, {}{actions}", visible(&next.why)))
}

fn ethics(view: &ContractsView, of: &ContractView) -> Stands {
    let mine = |concern: &&Concern| concern.contract == of.uid;
    let unreported =
        view.file.concerns.values().filter(mine).filter(|one| one.reported_to.is_none()).count();
    if unreported > 0 {
        let words = format!("concerns not reported to anybody: {unreported}");
        return Stands::new(Standing::Late, words);
    }
    match view.file.slavery_risk(of.uid) {
        None => Stands::new(Standing::NoData, "risk not assessed"),
        Some((_, risk)) => {
            let words = format!("risk {}, assessed {}", risk.level.words(), risk.day.british());
            match risk.next.filter(|next| *next < view.today) {
                Some(next) => Stands::new(
                    Standing::Late,
                    format!("{words}, due again since {}", next.british()),
                ),
                None => Stands::new(Standing::InOrder, words),
            }
        }
    }
}

fn logistics(view: &ContractsView, of: &ContractView) -> Stands {
    match view.file.logistics.values().filter(|one| one.contract == of.uid).count() {
        0 => Stands::new(Standing::NoData, "nothing recorded"),
        1 => Stands::new(Standing::InOrder, "1 note"),
        count => Stands::new(Standing::InOrder, format!("{count} notes")),
    }
}

fn exit(view: &ContractsView, of: &ContractView) -> Stands {
    let lessons = view.file.lessons.values().filter(|one| one.contract == Some(of.uid)).count();
    let lessons = match lessons {
        0 => "no lessons yet".to_owned(),
        1 => "1 lesson".to_owned(),
        count => format!("{count} lessons"),
    };
    if let Some(account) = view.file.final_accounts.get(&of.uid) {
        let words = format!("account closed {}, {lessons}", account.day.british());
        return Stands::new(Standing::Done, words);
    }
    if of.contract.ended.is_some() || of.ends < view.today {
        return Stands::new(Standing::ToDo, format!("final account open, {lessons}"));
    }
    match view.file.exit_plans.get(&of.uid) {
        None => Stands::new(Standing::NoData, format!("no exit plan yet, {lessons}")),
        Some(plan) => {
            let by = plan.handed_over_by.map(|day| format!(", hand over by {}", day.british()));
            let words =
                format!("plan of {}{}, {lessons}", visible(&plan.owner), by.unwrap_or_default());
            Stands::new(Standing::InOrder, words)
        }
    }
}
