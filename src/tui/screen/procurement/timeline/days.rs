//! The days of the tender, and the statutory time limits that run from them.

use strum::IntoEnumIterator;

use crate::domain::{KeyDate, text as words};
use crate::policy::{Limit, LimitStanding};
use crate::register::{Act, ProcurementView};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::procurement::timeline::Part;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Days that every tender has, whatever the law asks of it.
const USUAL: [KeyDate; 4] =
    [KeyDate::TenderNotice, KeyDate::TenderDeadline, KeyDate::ContractSigned, KeyDate::ContractEnd];

/// Rows above the days.
const ABOVE: usize = 1;

/// Where the officer stands among the days.
#[derive(Debug, Default)]
pub(super) struct Days {
    scroll: Scroll,
}

/// How the tab is shared between the days and what is said of the selected one.
struct Layout {
    days: (usize, usize),
    /// Column and row where the reading begins, its width and height.
    reading: (usize, usize, usize, usize),
}

impl Layout {
    const fn of((width, height): (usize, usize)) -> Self {
        if width >= 120 {
            let left = 70;
            let reading = (left + 2, 0, width.saturating_sub(left + 2), height);
            return Self { days: (left, height), reading };
        }
        let days = if height >= 16 { height / 2 } else { height.saturating_sub(height / 3 + 1) };
        let row = days + 1;
        Self { days: (width, days), reading: (1, row, width - 1, height.saturating_sub(row)) }
    }

    const fn rows(&self) -> usize {
        self.days.1.saturating_sub(ABOVE)
    }
}

/// The days that matter to a tender: those that are known, that every tender has, or that a time
/// limit runs from or bounds.
fn days(view: &ProcurementView) -> Vec<KeyDate> {
    let touched = |day: &KeyDate| {
        view.limits.iter().any(|limit| limit.from == *day || limit.bounds == Some(*day))
    };
    KeyDate::iter()
        .filter(|day| view.dates.contains_key(day) || USUAL.contains(day) || touched(day))
        .collect()
}

impl Days {
    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let workable = view.state.is_workable();
        let day = self.day(view);
        let known = day.is_some_and(|day| view.dates.contains_key(&day));
        vec![
            Offer::useful(Command::Open).called("set the date").when(workable && day.is_some()),
            Offer::useful(Command::Delete).called("take the date away").when(workable && known),
            Offer::useful(Command::Why).called("all time limits"),
        ]
    }

    fn day(&self, view: &ProcurementView) -> Option<KeyDate> {
        days(view).get(self.scroll.selected).copied()
    }

    /// Selects a day, and gives the one that was.
    pub(super) const fn select(&mut self, at: usize) -> usize {
        std::mem::replace(&mut self.scroll.selected, at)
    }

    /// The selected day with its date.
    pub(super) fn copy(&self, view: &ProcurementView) -> Option<(String, String)> {
        let day = self.day(view)?;
        let date = view.dates.get(&day).map_or_else(|| bound(view, day), |date| date.long());
        Some(("the day".to_owned(), format!("{}: {date}", day.words())))
    }

    pub(super) fn keep(&mut self, view: &ProcurementView, size: (usize, usize)) {
        self.scroll.keep(days(view).len(), Layout::of(size).rows());
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        view: &ProcurementView,
        size: (usize, usize),
    ) -> Effect {
        match (command, self.day(view)) {
            (Command::Open, Some(day)) => {
                let known = view.dates.get(&day).map(|known| known.british());
                Effect::Push(Place::Prompt(Prompt {
                    title: day.words().to_owned(),
                    explain: explain(view, day),
                    initial: known.unwrap_or_default(),
                    reference: view.reference.to_string(),
                    seen: view.version,
                    then: Then::KeyDate(day),
                }))
            }
            (Command::Delete, Some(name)) => Effect::Perform {
                reference: view.reference.to_string(),
                act: Act::SetKeyDate { name, day: None },
                seen: view.version,
            },
            (Command::Why, _) => Effect::Push(Place::Reading {
                title: format!("Statutory time limits of {}", view.reference),
                sections: all(view),
            }),
            (command, _) => {
                self.scroll.follow(command, days(view).len(), Layout::of(size).rows());
                Effect::None
            }
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, view: &ProcurementView, focused: bool) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let layout = Layout::of((canvas.width(), canvas.height()));
        let (width, height) = layout.days;
        let mut part = canvas.part(0, 0, width, height);
        let room = width.saturating_sub(9 + 24);
        let heads = format!(
            "  {} {} Date",
            text::left("No.", 4, ""),
            text::left("Day of the tender", room, glyphs.cut)
        );
        part.text(0, 0, &heads, theme.dim);
        let days = days(view);
        for (row, (at, day)) in
            days.iter().enumerate().skip(self.scroll.offset).take(layout.rows()).enumerate()
        {
            let here = at == self.scroll.selected;
            let broken = broken(view, *day).is_some();
            let marker = if here { glyphs.here } else { " " };
            let date = view.dates.get(day).map(|date| date.long());
            let style = match (here, broken, date.is_some()) {
                (true, _, _) if focused => theme.selected,
                (true, _, _) => theme.selected_elsewhere,
                (_, true, _) => theme.warning,
                (_, _, true) => theme.text,
                _ => theme.dim,
            };
            let mark = if broken { " !" } else { "" };
            let shown = date.unwrap_or_else(|| bound(view, *day));
            let line = format!(
                "{marker} {} {} {}",
                text::left(day.notice().unwrap_or_default(), 4, ""),
                text::left(day.words(), room, glyphs.cut),
                text::left(&format!("{shown}{mark}"), 24, glyphs.cut)
            );
            part.text(ABOVE + row, 0, &text::left(&line, width, glyphs.cut), style);
            part.target(ABOVE + row, Target::Line { pane: Part::Days as usize, at });
            if here && focused {
                part.cursor(ABOVE + row, 0);
            }
        }
        let below = days.len().saturating_sub(self.scroll.offset + layout.rows());
        if below > 0 {
            part.text_right(0, &format!("{} {below} more ", glyphs.more[1]), theme.accent);
        }
        let (column, row, width, height) = layout.reading;
        if row == 0 {
            canvas.rule_down(column - 2);
        } else {
            canvas.rule(row - 1);
        }
        let sections = self.day(view).map(|day| of_day(view, day)).unwrap_or_default();
        let lines = reading::lay_out(&sections, width.saturating_sub(1), canvas.look);
        let mut part = canvas.part(column, row, width, height);
        reading::scrolled(&mut part, &lines, 0);
    }
}

/// What is said when a day is asked for.
fn explain(view: &ProcurementView, day: KeyDate) -> String {
    let bounds = view.limits.iter().filter(|limit| limit.bounds == Some(day));
    let asked: Vec<String> = bounds.filter_map(Limit::asks).collect();
    let law = if asked.is_empty() { String::new() } else { format!(" {}.", asked.join("; ")) };
    format!("The day, like 2026-11-21 or 21/11/2026; empty takes it away.{law}")
}

/// The first time limit that a known day does not keep.
fn broken(view: &ProcurementView, day: KeyDate) -> Option<&Limit> {
    let broken = |limit: &&Limit| limit.standing == LimitStanding::Broken;
    view.limits.iter().filter(broken).find(|limit| limit.bounds == Some(day))
}

/// What the law says of a day that is not known yet, in few words.
fn bound(view: &ProcurementView, day: KeyDate) -> String {
    let mut of_day = view.limits.iter().filter(|limit| limit.bounds == Some(day));
    let certain = of_day.find(|limit| limit.day.is_some() && limit.needs.is_empty());
    match certain.and_then(|limit| Some((limit.relation?, limit.day?))) {
        Some((relation, limit)) => {
            let word = match relation {
                crate::policy::Relation::After => "after",
                crate::policy::Relation::OnOrAfter => "from",
                crate::policy::Relation::By => "by",
            };
            format!("{word} {}", limit.british())
        }
        None => "not known yet".to_owned(),
    }
}

/// What the time limits say of one day, those that bound it first.
fn of_day(view: &ProcurementView, day: KeyDate) -> Vec<Section> {
    let known = match view.dates.get(&day) {
        Some(date) => date.long(),
        None => format!("not known yet; {} sets it", Command::Open.key(false)),
    };
    let mut sections =
        vec![Section { heading: day.words().to_owned(), lines: vec![(LineKind::Plain, known)] }];
    let bounding = view.limits.iter().filter(|limit| limit.bounds == Some(day));
    let running = view.limits.iter().filter(|limit| limit.from == day && limit.bounds != Some(day));
    sections.extend(bounding.chain(running).map(section));
    if sections.len() == 1 {
        let words = match (&view.statute_left_out, view.determination.statute.applies) {
            (Some(reason), _) => {
                format!("The statute is left out of this tender: {}", words::visible_lines(reason))
            }
            (None, false) => "The statute's time limits began after this tender.".to_owned(),
            (None, true) => "No statutory time limit runs from it for this tender.".to_owned(),
        };
        sections[0].lines.push((LineKind::Inset, words));
    }
    sections
}

/// Every time limit, to read.
fn all(view: &ProcurementView) -> Vec<Section> {
    let mut sections: Vec<Section> = view.limits.iter().map(section).collect();
    if sections.is_empty() {
        sections.push(Section {
            heading: "None".to_owned(),
            lines: vec![(LineKind::Plain, "No statutory time limit holds for it.".to_owned())],
        });
    }
    sections
}

fn section(limit: &Limit) -> Section {
    let mut lines = Vec::new();
    let (kind, state) = match limit.standing {
        LimitStanding::Waiting => (LineKind::Inset, None),
        LimitStanding::Known => (LineKind::Strong, None),
        LimitStanding::Kept => (LineKind::Strong, Some("kept")),
        LimitStanding::Broken => (LineKind::Warning, Some("not kept")),
        LimitStanding::Beyond => (LineKind::Warning, None),
    };
    if let Some(asks) = limit.asks() {
        let state = state.map(|state| format!(" ({state})")).unwrap_or_default();
        lines.push((kind, format!("{asks}{state}")));
    } else if let Some(day) = limit.day {
        lines.push((kind, day.long()));
    }
    lines.push((LineKind::Plain, format!("{}.", limit.words)));
    for fact in &limit.needs {
        lines.push((LineKind::Warning, format!("Not certain to hold: {}", fact.question())));
    }
    let because = match limit.because.as_slice() {
        [] => String::new(),
        because => format!(". Because {}", because.join("; ")),
    };
    lines.push((LineKind::Inset, format!("{}{because}.", limit.clause)));
    let notice = limit.notice.as_deref().map(|notice| format!("{notice} "));
    Section { heading: format!("{}{}", notice.unwrap_or_default(), limit.text), lines }
}
