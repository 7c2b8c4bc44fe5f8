//! The 13 stages as bars against dates: from the target before to the stage's own.

use crate::domain::{Date, StageNo, StageState};
use crate::policy::calendar::bank_holidays;
use crate::policy::{LimitStanding, Relation};
use crate::register::{Act, ProcurementView};
use crate::tui::command::{Command, Offer};
use crate::tui::dialog::prompt::{Prompt, Then};
use crate::tui::effect::{Effect, LineKind, Place, Section};
use crate::tui::screen::procurement::timeline::Part;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// Rows that the bars take: the axis, and a row for each stage.
pub(super) const HEIGHT: usize = STAGES + 1;
/// How many stages there are.
const STAGES: usize = crate::domain::stage::STAGES as usize;
/// Rows for what is said of the selected stage where not all stages fit.
const SAID: usize = 3;
/// Columns of the names on the left.
const fn names(width: usize) -> usize {
    if width >= 100 { 30 } else { 25 }
}
/// Columns of the target date.
const DATES: usize = 13;

/// How many days stand in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Zoom {
    Week,
    #[default]
    Month,
    Quarter,
}

impl Zoom {
    const fn days(self) -> i32 {
        match self {
            Self::Week => 1,
            Self::Month => 3,
            Self::Quarter => 7,
        }
    }

    const fn next(self) -> Self {
        match self {
            Self::Week => Self::Month,
            Self::Month => Self::Quarter,
            Self::Quarter => Self::Week,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Week => "by week",
            Self::Month => "by month",
            Self::Quarter => "by quarter",
        }
    }
}

/// Where the officer stands among the bars.
#[derive(Debug, Default)]
pub(super) struct Bars {
    selected: usize,
    zoom: Zoom,
    /// How many columns the picture is scrolled from where it begins by itself.
    scrolled: i32,
    /// Whether the officer has been here.
    begun: bool,
}

/// Days from one date to another.
fn between(from: Date, to: Date) -> i32 {
    from.civil().until(to.civil()).map_or(0, |span| span.get_days())
}

/// The day on which a stage begins in the picture: the last target before it, or the start. One
/// that is to be finished before that has its last day.
fn begins(view: &ProcurementView, stage: StageNo, target: Date) -> Date {
    let before = view.targets.iter().filter(|(other, _)| **other < stage);
    before.map(|(_, day)| *day).max().unwrap_or(view.facts.start).min(target)
}

impl Bars {
    fn stage(&self) -> StageNo {
        StageNo::all().nth(self.selected).unwrap_or(StageNo::FIRST)
    }

    /// Begins at the first open stage.
    pub(super) fn begin(&mut self, view: &ProcurementView) {
        if !std::mem::replace(&mut self.begun, true) {
            self.selected = view.progress().stage.map_or(0, StageNo::index);
        }
    }

    /// Selects a stage, and gives the one that was.
    pub(super) const fn select(&mut self, at: usize) -> usize {
        std::mem::replace(&mut self.selected, at)
    }

    /// Moves the window so many columns towards later days; the picture goes the other way.
    pub(super) fn scroll(&mut self, columns: i32) {
        self.scrolled = self.scrolled.saturating_add(columns).clamp(-4000, 4000);
    }

    pub(super) fn commands(&self, view: &ProcurementView) -> Vec<Offer> {
        let workable = view.state.is_workable();
        let known = view.targets.contains_key(&self.stage());
        vec![
            Offer::useful(Command::Open).called("set the target").when(workable),
            Offer::useful(Command::Delete).called("take the target away").when(workable && known),
            Offer::useful(Command::Zoom),
            Offer::plain(Command::Left).called("earlier"),
            Offer::plain(Command::Right).called("later"),
            Offer::plain(Command::Why).called("what cannot hold"),
        ]
    }

    pub(super) fn copy(&self, view: &ProcurementView) -> (String, String) {
        let stage = self.stage();
        let target = view.targets.get(&stage).map_or_else(|| "no target".to_owned(), |d| d.long());
        ("the stage".to_owned(), format!("Stage {stage}, {}: {target}", stage.name()))
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        view: &ProcurementView,
        today: Option<Date>,
        width: usize,
    ) -> Effect {
        let stage = self.stage();
        let step = i32::try_from(chart_width(width) / 4).unwrap_or(1).max(1);
        match command {
            Command::Zoom => {
                self.zoom = self.zoom.next();
                self.scrolled = 0;
            }
            Command::Left => self.scroll(-step),
            Command::Right => self.scroll(step),
            Command::Open => {
                let known = view.targets.get(&stage).map(|day| day.british());
                return Effect::Push(Place::Prompt(Prompt {
                    title: format!("By when is stage {stage} to be finished?"),
                    explain: format!(
                        "{}. A day like 2026-11-21 or 21/11/2026; empty takes the target away.",
                        stage.name()
                    ),
                    initial: known.unwrap_or_default(),
                    reference: view.reference.to_string(),
                    seen: view.version,
                    then: Then::Target(stage),
                }));
            }
            Command::Delete => {
                return Effect::Perform {
                    reference: view.reference.to_string(),
                    act: Act::SetTarget { stage, day: None },
                    seen: view.version,
                };
            }
            Command::Why => {
                let title = format!("The dates of {}", view.reference);
                let sections = vec![warnings(view, today)];
                return Effect::Push(Place::Reading { title, sections });
            }
            command => {
                let mut scroll =
                    crate::tui::widget::scroll::Scroll { selected: self.selected, offset: 0 };
                scroll.follow(command, StageNo::all().len(), StageNo::all().len());
                self.selected = scroll.selected;
            }
        }
        Effect::None
    }

    /// The day of the first column.
    fn origin(&self, view: &ProcurementView, today: Option<Date>, columns: usize) -> i32 {
        let start = view.facts.start;
        let days = view.targets.values().chain(view.dates.values()).copied();
        let first = days.chain([start]).min().unwrap_or(start);
        let wide = i32::try_from(columns).unwrap_or(i32::MAX).saturating_mul(self.zoom.days());
        // Where today lies beyond the first window, the picture begins shortly before it.
        let ahead = today.map_or(0, |today| between(first, today) - wide / 4).max(0);
        let begin = if ahead > wide / 2 { ahead } else { 0 };
        between(start, first) - self.zoom.days() + begin + self.scrolled * self.zoom.days()
    }

    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        view: &ProcurementView,
        today: Option<Date>,
        focused: bool,
    ) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let columns = chart_width(canvas.width());
        let name_width = names(canvas.width());
        let left = name_width + DATES;
        let start = view.facts.start;
        let origin = self.origin(view, today, columns);
        let column = |day: Date| -> Option<usize> {
            let at = (between(start, day) - origin).div_euclid(self.zoom.days());
            usize::try_from(at).ok().filter(|at| *at < columns)
        };
        let (first, shown) = self.window(canvas.height());
        let head = match shown {
            STAGES => format!("Stage, {}", self.zoom.words()),
            _ => format!("{} of {STAGES}, {}", self.selected + 1, self.zoom.words()),
        };
        canvas.text(0, 1, &text::fit(&head, name_width - 1, glyphs.cut), theme.dim);
        canvas.text(0, name_width, "Target", theme.dim);
        for (at, words) in axis(start, origin, self.zoom, columns) {
            canvas.text(0, left + at, &words, theme.dim);
        }
        canvas.part(left, 0, columns, HEIGHT).follows_sideways();
        let today_at = today.and_then(column);
        for (at, stage) in StageNo::all().enumerate().skip(first).take(shown) {
            let row = 1 + at - first;
            let here = at == self.selected;
            let state = view.stage(stage).map(|stage| stage.state);
            let settled = state.is_some_and(StageState::is_settled);
            let target = view.targets.get(&stage).copied();
            let late = !settled && target.zip(today).is_some_and(|(target, today)| target < today);
            let style = match (here && focused, settled, late) {
                (true, _, _) => theme.selected,
                (_, true, _) => theme.done,
                (_, _, true) => theme.warning,
                _ => theme.text,
            };
            let symbol = match (settled, late) {
                (true, _) if state == Some(StageState::Skipped) => glyphs.passed,
                (true, _) => glyphs.done,
                (_, true) => glyphs.attention,
                _ => " ",
            };
            let marker = if here { glyphs.here } else { " " };
            let name = format!("{marker}{symbol} {:>2} {}", stage.get(), stage.short_name());
            canvas.text(row, 0, &text::left(&name, name_width - 1, glyphs.cut), style);
            let date = target.map_or_else(String::new, Date::british);
            canvas.text(row, name_width, &text::left(&date, DATES - 1, ""), style);
            if let Some(today) = today_at {
                canvas.text(row, left + today, glyphs.down, theme.dim);
            }
            if let Some(target) = target {
                let from = between(start, begins(view, stage, target)) - origin;
                let to = between(start, target) - origin;
                let clip = |day: i32| {
                    let at = day.div_euclid(self.zoom.days());
                    usize::try_from(at.max(0)).unwrap_or(0).min(columns)
                };
                let (from, to) = (clip(from), clip(to + self.zoom.days()));
                let piece = if settled { glyphs.empty } else { glyphs.full };
                let bar = piece.repeat(to.saturating_sub(from));
                canvas.text(row, left + from, &bar, if here { theme.accent } else { style });
            }
            for (day, mark) in marks(view, stage) {
                if let Some(at) = column(day) {
                    let mark = if mark == Mark::Day { glyphs.current } else { glyphs.attention };
                    canvas.text(row, left + at, mark, theme.accent);
                }
            }
            canvas.target(row, Target::Line { pane: Part::Stages as usize, at });
            if here && focused {
                canvas.cursor(row, 0);
            }
        }
        let top = if shown == STAGES { HEIGHT } else { 1 + shown };
        if canvas.height() > top + 2 {
            let words = said(view, self.stage(), today, glyphs.current, glyphs.attention);
            let (rows, width) =
                (canvas.height().saturating_sub(top), canvas.width().saturating_sub(2));
            let lines: Vec<(bool, String)> = words
                .iter()
                .flat_map(|(warning, words)| {
                    text::wrap(words, width).into_iter().map(|line| (*warning, line))
                })
                .collect();
            let goes_on = lines.len() > rows;
            for (at, (warning, line)) in lines.iter().take(rows).enumerate() {
                let line = if goes_on && at + 1 == rows {
                    text::fit(&format!("{line} {}", glyphs.cut), width, glyphs.cut)
                } else {
                    line.clone()
                };
                canvas.text(top + at, 1, &line, if *warning { theme.warning } else { theme.dim });
            }
        }
    }

    /// The first stage in sight, and how many are: all of them, or as many as leave room for
    /// what is said of the selected one.
    fn window(&self, height: usize) -> (usize, usize) {
        let rows = height.saturating_sub(1);
        if rows >= STAGES {
            return (0, STAGES);
        }
        let shown = rows.saturating_sub(SAID).max(1);
        (self.selected.saturating_sub(shown / 2).min(STAGES - shown), shown)
    }
}

const fn chart_width(width: usize) -> usize {
    width.saturating_sub(names(width) + DATES + 1)
}

/// What a mark on a bar's row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A day of the tender that is known.
    Day,
    /// A time limit that is worked out.
    Limit,
}

fn marks(view: &ProcurementView, stage: StageNo) -> Vec<(Date, Mark)> {
    let limits = view.limits.iter().filter(|limit| limit.stage == stage);
    let bounding = limits.filter(|limit| limit.relation != Some(Relation::OnOrAfter));
    let limits = bounding.filter_map(|limit| Some((limit.day?, Mark::Limit)));
    let days = view.dates.iter().filter(|(name, _)| name.stage() == stage.get());
    limits.chain(days.map(|(_, day)| (*day, Mark::Day))).collect()
}

/// What stands below the bars: the selected stage, the marks, and what cannot hold.
fn said(
    view: &ProcurementView,
    stage: StageNo,
    today: Option<Date>,
    day: &str,
    limit: &str,
) -> Vec<(bool, String)> {
    let target = match (view.targets.get(&stage), today) {
        (None, _) => "no target yet".to_owned(),
        (Some(day), Some(today)) => match between(today, *day) {
            0 => format!("{}, today", day.long()),
            1 => format!("{}, tomorrow", day.long()),
            days if days < 0 => format!("{}, {} days ago", day.long(), -days),
            days => {
                let calendar = &bank_holidays().calendar;
                // Beyond the bank holidays that are known, nothing is guessed.
                let working = calendar.after(today, *day).ok();
                let working = working.map(|count| format!(", {count} of them working days"));
                let rest = calendar.day_off(*day).ok().flatten();
                let rest = rest.map(|why| format!("; no working day: {why}"));
                let (working, rest) = (working.unwrap_or_default(), rest.unwrap_or_default());
                format!("{}, in {days} days{working}{rest}", day.long())
            }
        },
        (Some(day), None) => day.long(),
    };
    let mut words: Vec<(bool, String)> = today
        .map(|today| view.date_warnings(today))
        .unwrap_or_default()
        .into_iter()
        .map(|warning| (true, warning))
        .collect();
    words.insert(
        0,
        (
            false,
            format!("Stage {stage}: {target}. {day} a day that is known, {limit} a time limit."),
        ),
    );
    if let Some(waiting) = &view.waiting {
        let until = waiting.until.map(|day| format!(" until {}", day.long()));
        let on = crate::domain::text::visible(&waiting.on);
        words.insert(1, (false, format!("Waiting on {on}{}.", until.unwrap_or_default())));
    }
    words
}

/// What cannot hold, to read.
fn warnings(view: &ProcurementView, today: Option<Date>) -> Section {
    let found = today.map(|today| view.date_warnings(today)).unwrap_or_default();
    let broken = view.limits.iter().filter(|limit| limit.standing == LimitStanding::Broken);
    let mut lines: Vec<(LineKind, String)> =
        found.into_iter().map(|words| (LineKind::Warning, words)).collect();
    for limit in broken {
        lines.push((LineKind::Inset, format!("{}.", limit.words)));
    }
    if lines.is_empty() {
        lines.push((LineKind::Plain, "All dates that are known can hold.".to_owned()));
    }
    Section { heading: "What cannot hold".to_owned(), lines }
}

/// The words of the axis, by column: days, months or quarters where they begin.
fn axis(start: Date, origin: i32, zoom: Zoom, columns: usize) -> Vec<(usize, String)> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words: Vec<(usize, String)> = Vec::new();
    let mut free = 0;
    let count = i32::try_from(columns).unwrap_or(0);
    let mut last = None;
    // The year stands with the first name, and where it changes.
    let mut told = None;
    for at in 0..count {
        let span = jiff::Span::new().days(origin + at * zoom.days());
        let Ok(day) = start.civil().checked_add(span) else { continue };
        let month = MONTHS[usize::from(day.month().unsigned_abs()).saturating_sub(1).min(11)];
        let (key, label) = match zoom {
            Zoom::Week => {
                let monday = day.weekday() == jiff::civil::Weekday::Monday;
                if !monday {
                    continue;
                }
                ((day.year(), day.month(), day.day()), format!("{} {month}", day.day()))
            }
            Zoom::Month => ((day.year(), day.month(), 0), month.to_owned()),
            Zoom::Quarter => {
                let quarter = (day.month() - 1) / 3;
                let first = MONTHS[usize::from(quarter.unsigned_abs() * 3).min(11)];
                ((day.year(), quarter, 0), first.to_owned())
            }
        };
        if last == Some(key) {
            continue;
        }
        let begins = last.is_some() || zoom == Zoom::Week;
        last = Some(key);
        let place = usize::try_from(at).unwrap_or(0);
        let year = told != Some(day.year()) || zoom == Zoom::Quarter;
        let label = if year { format!("{label} {}", day.year()) } else { label };
        if begins && place >= free && place + label.len() <= columns {
            free = place + label.len() + 1;
            told = Some(day.year());
            words.push((place, label));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::from_iso(text).unwrap()
    }

    #[test]
    fn the_axis_names_weeks_months_and_quarters_where_they_begin() {
        let start = day("2026-06-01");
        let weeks = axis(start, 0, Zoom::Week, 20);
        assert_eq!(weeks, [(0, "1 Jun 2026".to_owned()), (14, "15 Jun".to_owned())]);
        let months = axis(start, 0, Zoom::Month, 30);
        assert_eq!(months, [(10, "Jul 2026".to_owned()), (21, "Aug".to_owned())]);
        let years = axis(day("2026-11-01"), 0, Zoom::Month, 40);
        let years: Vec<&str> = years.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(years, ["Dec 2026", "Jan 2027", "Feb"]);
        let quarters = axis(start, 0, Zoom::Quarter, 40);
        assert_eq!(quarters[0], (5, "Jul 2026".to_owned()));
        assert_eq!(between(start, day("2026-05-31")), -1);
    }

    #[test]
    fn names_of_the_axis_never_run_into_each_other() {
        for zoom in [Zoom::Week, Zoom::Month, Zoom::Quarter] {
            for origin in -400..400 {
                let mut end = 0;
                for (at, words) in axis(day("2026-01-31"), origin, zoom, 41) {
                    assert!(at >= end && at + words.len() <= 41, "{zoom:?} {origin}");
                    end = at + words.len() + 1;
                }
            }
        }
    }
}
