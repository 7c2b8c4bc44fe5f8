//! Records under headings, with everything about the selected one beside or below them.
//!
//! Each heading begins a pane: Tab goes from one to the next, and at last to what is read of the
//! selected record. A pane without records says what to do first, and can be selected too, so that
//! a record can be added to it.

use ratatui::style::Style;
use uuid::Uuid;

use crate::tui::Look;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::Section;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// How a line is to be taken; the sign before it and its colour follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tone {
    #[default]
    Plain,
    /// Over, or of less interest.
    Dim,
    Done,
    Heed,
    Wrong,
}

impl Tone {
    const fn drawn(self, look: &Look) -> (&'static str, Style) {
        let (glyphs, theme) = (look.glyphs, look.theme);
        match self {
            Self::Plain => (" ", theme.text),
            Self::Dim => (glyphs.passed, theme.dim),
            Self::Done => (glyphs.done, theme.done),
            Self::Heed => (glyphs.attention, theme.warning),
            Self::Wrong => (glyphs.attention, theme.error),
        }
    }
}

/// One record in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Where the record stands; none for what is no record of its own.
    pub(super) uid: Option<Uuid>,
    pub(super) tone: Tone,
    /// How it stands, in a word or two.
    pub(super) state: String,
    pub(super) what: String,
    /// A day or a figure, at the right.
    pub(super) right: String,
}

/// A pane of lines under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
    /// What is said while there are none: what to do first, and with which key.
    pub(super) empty: String,
}

/// One row of the list as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Blank,
    Title(usize),
    Line(usize, usize),
    /// A line of what is said of an empty pane.
    Empty(usize, usize),
}

/// Where the officer stands among them.
#[derive(Debug, Default)]
pub(super) struct Desk {
    head: Vec<(String, Tone)>,
    groups: Vec<Group>,
    rows: Vec<Row>,
    scroll: Scroll,
    detail: Scroll,
    reading: bool,
}

/// From so many columns on the record is read beside the list.
const SIDE_BY_SIDE: usize = 104;
/// The widest that the word of how a record stands is drawn.
const STATE: usize = 20;

/// How the room is divided.
struct Layout {
    head: usize,
    /// Columns and rows of the list.
    list: (usize, usize),
    /// Column, row, columns and rows of what is read.
    detail: (usize, usize, usize, usize),
}

impl Desk {
    /// Takes what there is now; the same record stays selected, and one that was just added to
    /// the pane with the keyboard is.
    pub(super) fn set(
        &mut self,
        head: Vec<(String, Tone)>,
        groups: Vec<Group>,
        size: (usize, usize),
    ) {
        let (group, uid) = (self.group(), self.uid());
        let before = std::mem::take(&mut self.groups);
        let known = |uid: Uuid| {
            before.iter().flat_map(|group| &group.lines).any(|line| line.uid == Some(uid))
        };
        let mut added = None;
        for (at, now) in groups.iter().enumerate() {
            for line in &now.lines {
                let new = line.uid.is_some_and(|uid| !before.is_empty() && !known(uid));
                // What belongs to another pane is still what is worked on next.
                if new && (added.is_none() || at == group) {
                    added = line.uid;
                }
            }
        }
        let at = match self.rows.get(self.scroll.selected) {
            Some(Row::Line(_, at)) => *at,
            _ => 0,
        };
        (self.head, self.groups) = (head, groups);
        self.lay_rows(size.0);
        let place = |wanted: &dyn Fn(usize, usize, &Line) -> bool| {
            self.rows.iter().position(|row| match *row {
                Row::Line(group, at) => {
                    let line = self.groups.get(group).and_then(|group| group.lines.get(at));
                    line.is_some_and(|line| wanted(group, at, line))
                }
                _ => false,
            })
        };
        let found = added
            .and_then(|uid| place(&|_, _, line| line.uid == Some(uid)))
            .or_else(|| {
                uid.and_then(|uid| place(&|of, _, line| of == group && line.uid == Some(uid)))
            })
            .or_else(|| {
                let last = self.groups.get(group)?.lines.len().checked_sub(1)?;
                place(&|of, place, _| of == group && place == at.min(last))
            })
            .or_else(|| self.first_of(group));
        self.scroll.selected = found.or_else(|| self.first_of(0)).unwrap_or(0);
        self.keep(size);
    }

    fn lay_rows(&mut self, width: usize) {
        let columns = list_width(width).saturating_sub(4);
        self.rows.clear();
        for (at, group) in self.groups.iter().enumerate() {
            if at > 0 {
                self.rows.push(Row::Blank);
            }
            self.rows.push(Row::Title(at));
            if group.lines.is_empty() {
                let count = text::wrap(&group.empty, columns).len();
                self.rows.extend((0..count).map(|line| Row::Empty(at, line)));
            }
            self.rows.extend((0..group.lines.len()).map(|line| Row::Line(at, line)));
        }
    }

    fn keep(&mut self, size: (usize, usize)) {
        let rows = self.layout(size).list.1;
        self.scroll.keep(self.rows.len(), rows);
        // The heading of the first line of a pane is kept in sight.
        if self.scroll.selected == 1 {
            self.scroll.offset = 0;
        }
    }

    /// The first row of a pane that can be selected.
    fn first_of(&self, group: usize) -> Option<usize> {
        self.rows.iter().position(|row| match row {
            Row::Line(of, 0) | Row::Empty(of, 0) => *of == group,
            _ => false,
        })
    }

    /// The pane with the keyboard.
    pub(super) fn group(&self) -> usize {
        match self.rows.get(self.scroll.selected) {
            Some(Row::Line(group, _) | Row::Empty(group, _) | Row::Title(group)) => *group,
            _ => 0,
        }
    }

    /// The line that is selected.
    pub(super) fn line(&self) -> Option<&Line> {
        match self.rows.get(self.scroll.selected)? {
            Row::Line(group, at) => self.groups.get(*group)?.lines.get(*at),
            _ => None,
        }
    }

    /// The place of the selected line in its pane.
    pub(super) fn at(&self) -> Option<usize> {
        match self.rows.get(self.scroll.selected)? {
            Row::Line(_, at) => Some(*at),
            _ => None,
        }
    }

    /// Where the selected record stands.
    pub(super) fn uid(&self) -> Option<Uuid> {
        self.line()?.uid
    }

    /// What moves here, for the offers of a tab.
    pub(super) fn offers(&self) -> Vec<Offer> {
        let next = Offer::useful(Command::NextPane);
        let next = if self.reading { next.called("back to the list") } else { next };
        let mut offers = vec![next, Offer::plain(Command::PreviousPane)];
        offers.extend(MOVING);
        offers
    }

    /// Follows a command that moves; gives whether it was one.
    pub(super) fn follow(
        &mut self,
        command: Command,
        size: (usize, usize),
        sections: &[Section],
    ) -> bool {
        let layout = self.layout(size);
        match command {
            Command::NextPane | Command::PreviousPane => {
                self.step(command == Command::NextPane, layout.list.1);
                self.keep(size);
                return true;
            }
            command if self.reading => {
                let (_, _, columns, rows) = layout.detail;
                let length = reading::count(sections, columns);
                return self.detail.follow_text(command, length, rows);
            }
            _ => {}
        }
        let before = self.scroll.selected;
        if !self.scroll.follow(command, self.rows.len(), layout.list.1) {
            return false;
        }
        self.settle(matches!(command, Command::Down | Command::PageDown | Command::Top));
        self.keep(size);
        if self.scroll.selected != before {
            self.detail = Scroll::default();
        }
        true
    }

    /// Goes to the next row that can be selected, or the one before.
    fn settle(&mut self, forward: bool) {
        let can = |row: &Row| matches!(row, Row::Line(..) | Row::Empty(_, 0));
        let from = self.scroll.selected.min(self.rows.len());
        let after = self.rows.iter().skip(from).position(can).map(|steps| from + steps);
        let before = self.rows.iter().take(from + 1).rposition(can);
        let found = if forward { after.or(before) } else { before.or(after) };
        self.scroll.selected = found.unwrap_or(0);
    }

    fn step(&mut self, forward: bool, rows: usize) {
        let count = self.groups.len() + 1;
        let now = if self.reading { count - 1 } else { self.group() };
        let next = (now + if forward { 1 } else { count - 1 }) % count;
        self.reading = next == count - 1;
        if let Some(row) = self.first_of(next).filter(|_| !self.reading) {
            self.scroll.selected = row;
            self.detail = Scroll::default();
            self.reveal(next, rows);
        }
    }

    /// Scrolls so that as much of a pane as fits is in sight, its heading first.
    fn reveal(&mut self, group: usize, rows: usize) {
        let of = |row: &Row| match row {
            Row::Title(of) | Row::Line(of, _) | Row::Empty(of, _) => *of == group,
            Row::Blank => false,
        };
        let first = self.rows.iter().position(of);
        let last = self.rows.iter().rposition(of);
        if let Some((first, last)) = first.zip(last) {
            let least = (last + 1).saturating_sub(rows);
            self.scroll.offset = self.scroll.offset.max(least).min(first);
        }
    }

    /// Follows a click; gives whether the line was selected already.
    pub(super) fn point(&mut self, pane: usize, at: usize, size: (usize, usize)) -> bool {
        if pane == 1 {
            self.reading = true;
            return false;
        }
        let again = !self.reading && at == self.scroll.selected;
        self.reading = false;
        self.scroll.selected = at;
        self.settle(false);
        self.detail = Scroll::default();
        self.keep(size);
        again
    }

    fn layout(&self, (width, height): (usize, usize)) -> Layout {
        let lines: usize = self.head_lines(width).len();
        let head = lines.min((height / 3).max(1)).min(height);
        let rest = height - head;
        if width >= SIDE_BY_SIDE {
            let columns = list_width(width);
            let beside = width - columns - 2;
            return Layout {
                head,
                list: (columns, rest),
                detail: (columns + 2, head, beside.saturating_sub(1), rest),
            };
        }
        // What is read has a third of the room, and what the list leaves.
        let list = self.rows.len().min((rest * 3 / 5).max(1));
        let below = rest.saturating_sub(list + 1);
        Layout {
            head,
            list: (width, list),
            detail: (1, head + list + 1, width.saturating_sub(2), below),
        }
    }

    fn head_lines(&self, width: usize) -> Vec<(String, Tone)> {
        let lines = self.head.iter().flat_map(|(words, tone)| {
            let wrapped = text::wrap(words, width.saturating_sub(4));
            wrapped.into_iter().enumerate().map(move |(at, line)| {
                let lead = if at == 0 { line } else { format!("  {line}") };
                (lead, *tone)
            })
        });
        lines.collect()
    }

    /// Draws it over the canvas, with what is read of the selected record.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, sections: &[Section]) {
        let size = (canvas.width(), canvas.height());
        let layout = self.layout(size);
        let look = *canvas.look;
        let head = self.head_lines(size.0);
        for (row, (words, tone)) in head.iter().enumerate().take(layout.head) {
            let (sign, style) = tone.drawn(&look);
            // A sentence that goes on has its sign on its first line only.
            let sign = if words.starts_with("  ") { " " } else { sign };
            canvas.text(row, 1, sign, style);
            canvas.text(row, 3, words.trim_start(), style);
        }
        let left = head.len() - layout.head;
        if left > 0 {
            let words = format!("{} {left} more ", look.glyphs.more[1]);
            canvas.text_right(layout.head - 1, &words, look.theme.accent);
        }
        let (columns, rows) = layout.list;
        let mut list = canvas.part(0, layout.head, columns, rows);
        self.draw_list(&mut list);
        let (column, row, width, height) = layout.detail;
        if column > 1 {
            let mut line = canvas.part(columns, layout.head, 1, rows);
            line.rule_down(0);
        } else {
            canvas.rule(row - 1);
            let below = self.rows.len().saturating_sub(self.scroll.offset + rows);
            if below > 0 {
                let words = format!(" {} {below} more ", look.glyphs.more[1]);
                canvas.text_right(row - 1, &words, look.theme.accent);
            }
        }
        let lines = reading::lay_out(sections, width, &look);
        let mut part = canvas.part(column, row, width, height);
        reading::scrolled(&mut part, &lines, self.detail.offset);
        for row in 0..height {
            part.target(row, Target::Line { pane: 1, at: row });
        }
        if self.reading {
            part.reading_cursor(0, 0);
        }
    }

    fn draw_list(&self, canvas: &mut Canvas<'_>) {
        let (theme, glyphs) = (canvas.look.theme, canvas.look.glyphs);
        let width = canvas.width();
        let shown = self.rows.iter().enumerate().skip(self.scroll.offset).take(canvas.height());
        for (row, (at, what)) in shown.enumerate() {
            let here = at == self.scroll.selected;
            let style = match (here, self.reading) {
                (true, false) => Some(theme.selected),
                (true, true) => Some(theme.selected_elsewhere),
                (false, _) => None,
            };
            match what {
                Row::Blank => {}
                Row::Title(group) => {
                    let words = self.groups.get(*group).map_or("", |group| &group.title);
                    canvas.text(row, 1, words, theme.accent);
                }
                Row::Empty(group, line) => {
                    let words = self.groups.get(*group).map_or("", |group| &group.empty);
                    let wrapped = text::wrap(words, width.saturating_sub(4));
                    let words = wrapped.get(*line).map_or("", String::as_str);
                    let style = style.unwrap_or(theme.text);
                    if here {
                        canvas.text(row, 0, glyphs.here, style);
                    }
                    canvas.text(row, 2, words, style);
                    canvas.target(row, Target::Line { pane: 0, at: at - line });
                }
                Row::Line(group, line) => {
                    let Some(group) = self.groups.get(*group) else { continue };
                    let Some(of) = group.lines.get(*line) else { continue };
                    draw_line(canvas, row, (of, group), style);
                    canvas.target(row, Target::Line { pane: 0, at });
                }
            }
            if here && !self.reading {
                canvas.cursor(row, 0);
            }
        }
    }
}

/// How many columns the list has.
const fn list_width(width: usize) -> usize {
    if width >= SIDE_BY_SIDE { width * 3 / 5 } else { width }
}

fn draw_line(
    canvas: &mut Canvas<'_>,
    row: usize,
    (line, group): (&Line, &Group),
    selected: Option<Style>,
) {
    let look = *canvas.look;
    let width = canvas.width();
    let widest = |of: fn(&Line) -> &String| {
        group.lines.iter().map(|line| text::width(of(line))).max().unwrap_or(0)
    };
    let state = widest(|line| &line.state).min(STATE).min(width / 3);
    let right = widest(|line| &line.right);
    // Where it is narrow, the words matter more than what stands at the right.
    let right = if right + state + 24 > width { 0 } else { right };
    let (sign, style) = line.tone.drawn(&look);
    if let Some(style) = selected {
        canvas.row_style(row, style);
        canvas.text(row, 0, &" ".repeat(width), style);
        canvas.text(row, 0, look.glyphs.here, style);
    }
    let plain = selected.unwrap_or(look.theme.text);
    let style = selected.unwrap_or(style);
    canvas.text(row, 2, sign, style);
    let cut = look.glyphs.cut;
    let mut column = 4;
    if state > 0 {
        canvas.text(row, column, &text::fit(&line.state, state, cut), style);
        column += state + 2;
    }
    let gap = if right > 0 { right + 2 } else { 1 };
    let room = width.saturating_sub(column + gap);
    let words = if line.tone == Tone::Dim { style } else { plain };
    canvas.text(row, column, &text::fit(&line.what, room, cut), words);
    if right > 0 {
        let at = width.saturating_sub(text::width(&line.right) + 1);
        canvas.text(row, at, &line.right, plain);
    }
}

/// The sections as text to copy.
pub(super) fn copied(sections: &[Section]) -> Option<String> {
    let words = sections.iter().map(|section| {
        let lines = section.lines.iter().map(|(_, words)| format!("  {words}\n"));
        format!("{}\n{}", section.heading, lines.collect::<String>())
    });
    let words: String = words.collect();
    (!words.is_empty()).then_some(words)
}

/// A part of what is read.
pub(super) fn section(
    heading: impl Into<String>,
    lines: Vec<(crate::tui::effect::LineKind, String)>,
) -> Section {
    Section { heading: heading.into(), lines }
}
