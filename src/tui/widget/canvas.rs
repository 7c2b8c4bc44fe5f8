//! Drawing lines of text into a rectangle without ever leaving it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::{is_unsafe, plain, visible};
use crate::tui::command::Command;
use crate::tui::widget::text;
use crate::tui::{Glyphs, Look};

/// What a click on a place of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A line of the screen, counted within its list; screens with several number their panes.
    Line { pane: usize, at: usize },
    /// A command, such as that of a tab.
    Command(Command),
}

/// What drawing tells beside the picture: where the cursor is, and what can be clicked.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    cursor: Cell<Option<Position>>,
    /// The row that the cursor is put on, as wide as its pane.
    row: Cell<Option<Rect>>,
    /// The inside of the frame that was drawn last.
    frame: Cell<Option<Rect>>,
    targets: RefCell<Vec<(Rect, Target)>>,
    /// Whether the cursor's row is the beginning of a text, and no line that is selected.
    reads: Cell<bool>,
    /// The picture that follows the mouse sideways.
    picture: Cell<Option<Rect>>,
}

impl Marks {
    /// Where the cursor is.
    pub(crate) const fn cursor(&self) -> Option<Position> {
        self.cursor.get()
    }

    /// The row that the cursor is on, as wide as its pane.
    pub(crate) const fn row(&self) -> Option<Rect> {
        self.row.get()
    }

    /// The inside of the frame of a dialog.
    pub(crate) const fn frame(&self) -> Option<Rect> {
        self.frame.get()
    }

    /// Whether the row that the cursor is on is a selected line.
    pub(crate) const fn selects(&self) -> bool {
        self.row.get().is_some() && !self.reads.get()
    }

    /// Whether a place lies in a picture that follows the mouse sideways.
    pub(crate) fn is_picture(&self, place: Position) -> bool {
        self.picture.get().is_some_and(|area| area.contains(place))
    }

    /// What stands at a place.
    pub(crate) fn at(&self, place: Position) -> Option<Target> {
        let targets = self.targets.borrow();
        targets.iter().rev().find(|(area, _)| area.contains(place)).map(|(_, target)| *target)
    }

    /// Forgets what can be clicked and selected, because something else lies over it.
    pub(crate) fn cover(&self) {
        self.targets.borrow_mut().clear();
        self.cursor.set(None);
        self.row.set(None);
        self.frame.set(None);
        self.reads.set(false);
        self.picture.set(None);
    }
}

/// A rectangle of the screen to draw on; whatever does not fit is cut.
pub(crate) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    marks: &'a Marks,
    pub(crate) look: &'a Look,
}

/// A text without anything that a terminal would obey, and, where only ASCII is drawn, with its
/// typographic marks as plain ones.
fn harmless<'t>(text: &'t str, look: &Look) -> Cow<'t, str> {
    let text =
        if text.chars().any(is_unsafe) { Cow::Owned(visible(text)) } else { Cow::Borrowed(text) };
    if look.glyphs != Glyphs::ASCII || text.is_ascii() { text } else { Cow::Owned(plain(&text)) }
}

impl<'a> Canvas<'a> {
    pub(crate) fn new(
        buffer: &'a mut Buffer,
        area: Rect,
        marks: &'a Marks,
        look: &'a Look,
    ) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area, marks, look }
    }

    /// Puts the terminal's cursor somewhere, so that screen readers and magnifiers follow.
    pub(crate) fn cursor(&self, row: usize, column: usize) {
        let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) else { return };
        if y < self.area.height && x < self.area.width {
            self.marks.cursor.set(Some(Position::new(self.area.x + x, self.area.y + y)));
            let row = Rect::new(self.area.x, self.area.y + y, self.area.width, 1);
            self.marks.row.set(Some(row));
            self.marks.reads.set(false);
        }
    }

    /// The same at the beginning of a text, in which no line is selected.
    pub(crate) fn reading_cursor(&self, row: usize, column: usize) {
        self.cursor(row, column);
        self.marks.reads.set(true);
    }

    /// Says that what is drawn here follows the mouse sideways.
    pub(crate) fn follows_sideways(&self) {
        self.marks.picture.set(Some(self.area));
    }

    /// Says what a click on a row means.
    pub(crate) fn target(&self, row: usize, target: Target) {
        self.target_part(row, 0, self.width(), target);
    }

    /// Says what a click on a part of a row means.
    pub(crate) fn target_part(&self, row: usize, column: usize, width: usize, target: Target) {
        let small = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        let (x, y) = (self.area.x.saturating_add(small(column)), small(row));
        let area = Rect::new(x, self.area.y.saturating_add(y), small(width), 1);
        self.marks.targets.borrow_mut().push((area.intersection(self.area), target));
    }

    /// Forgets what can be clicked and selected below what is drawn from now on.
    pub(crate) fn cover(&self) {
        self.marks.cover();
    }

    pub(crate) const fn width(&self) -> usize {
        self.area.width as usize
    }

    pub(crate) const fn height(&self) -> usize {
        self.area.height as usize
    }

    /// A part of this canvas; what lies outside it is cut off.
    pub(crate) fn part(
        &mut self,
        column: usize,
        row: usize,
        width: usize,
        height: usize,
    ) -> Canvas<'_> {
        let small = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        let part = Rect::new(
            self.area.x.saturating_add(small(column)),
            self.area.y.saturating_add(small(row)),
            small(width),
            small(height),
        )
        .intersection(self.area);
        Canvas { buffer: &mut *self.buffer, area: part, marks: self.marks, look: self.look }
    }

    /// One line of text in one style, cut to the width.
    pub(crate) fn text(&mut self, row: usize, column: usize, words: &str, style: Style) {
        let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) else { return };
        if y >= self.area.height || x >= self.area.width {
            return;
        }
        let room = usize::from(self.area.width - x);
        let words = harmless(words, self.look);
        let fitted = text::fitted(&words, room, self.look.glyphs.cut);
        let (x, y) = (self.area.x + x, self.area.y + y);
        if text::is_plain(&fitted) {
            for (x, c) in (x..).zip(fitted.chars()) {
                self.buffer[(x, y)].set_char(c).set_style(style);
            }
            return;
        }
        let (end, _) = self.buffer.set_stringn(x, y, &fitted, room, style);
        self.agree(Rect::new(x, y, end - x, 1));
    }

    /// Adds a style to graphemes of a text that was drawn from a place on, in so many columns; to
    /// the sign that it was cut, where some of them were cut off.
    pub(crate) fn mark(
        &mut self,
        (row, column): (usize, usize),
        words: &str,
        at: &[usize],
        room: usize,
        style: Style,
    ) {
        let room = room.min(self.width().saturating_sub(column));
        let cut = if text::width(words) > room { text::width(self.look.glyphs.cut) } else { 0 };
        let (mut used, mut wanted) = (0, at.iter().copied().peekable());
        for (place, grapheme) in words.graphemes(true).enumerate() {
            let width = text::width(grapheme);
            if wanted.peek().is_none() {
                return;
            }
            if used + width + cut > room {
                let part = self.part(column + used, row, cut, 1);
                part.buffer.set_style(part.area, style);
                return;
            }
            if wanted.next_if_eq(&place).is_some() {
                let part = self.part(column + used, row, width, 1);
                part.buffer.set_style(part.area, style);
            }
            used += width;
        }
    }

    /// One line of text that ends at the right edge.
    pub(crate) fn text_right(&mut self, row: usize, words: &str, style: Style) {
        let column = self.width().saturating_sub(text::width(words));
        self.text(row, column, words, style);
    }

    /// One line with several styles.
    pub(crate) fn line(&mut self, row: usize, line: &Line<'_>) {
        let Ok(y) = u16::try_from(row) else { return };
        if y >= self.area.height {
            return;
        }
        let mut column = 0;
        for span in &line.spans {
            let words = harmless(&span.content, self.look);
            self.text(usize::from(y), column, &words, line.style.patch(span.style));
            column += text::width(&words);
        }
    }

    /// Lines from the top, as many as fit.
    pub(crate) fn lines(&mut self, lines: &[Line<'_>]) {
        for (row, line) in lines.iter().enumerate().take(self.height()) {
            self.line(row, line);
        }
    }

    /// Gives a whole row a style, such as that of the selected line.
    pub(crate) fn row_style(&mut self, row: usize, style: Style) {
        let Ok(y) = u16::try_from(row) else { return };
        if y < self.area.height {
            let row = Rect::new(self.area.x, self.area.y + y, self.area.width, 1);
            self.buffer.set_style(row, style);
        }
    }

    /// A line across the whole width.
    pub(crate) fn rule(&mut self, row: usize) {
        let across = self.look.glyphs.across.repeat(self.width());
        let style = self.look.theme.rule;
        self.text(row, 0, &across, style);
    }

    /// A line down the whole height.
    pub(crate) fn rule_down(&mut self, column: usize) {
        for row in 0..self.height() {
            self.text(row, column, self.look.glyphs.down, self.look.theme.rule);
        }
    }

    /// Empties the canvas and draws a frame with a title; gives what is inside it.
    pub(crate) fn framed(&mut self, title: &str) -> Canvas<'_> {
        let blank = " ".repeat(self.width());
        for row in 0..self.height() {
            self.text(row, 0, &blank, Style::reset().patch(self.look.theme.text));
        }
        let (width, height) = (self.width(), self.height());
        if width >= 4 && height >= 3 {
            let glyphs = self.look.glyphs;
            let rule = self.look.theme.rule;
            let across = glyphs.across.repeat(width - 2);
            let [upper_left, upper_right, lower_left, lower_right] = glyphs.corners;
            self.text(0, 0, &format!("{upper_left}{across}{upper_right}"), rule);
            self.text(height - 1, 0, &format!("{lower_left}{across}{lower_right}"), rule);
            for row in 1..height - 1 {
                self.text(row, 0, glyphs.down, rule);
                self.text(row, width - 1, glyphs.down, rule);
            }
            let title = text::fit(title, width.saturating_sub(6), glyphs.cut);
            self.text(0, 2, &format!(" {title} "), self.look.theme.title);
        }
        let inside = self.part(2, 1, width.saturating_sub(4), height.saturating_sub(2));
        inside.marks.frame.set(Some(inside.area));
        // Unless a field or a line in it takes the cursor, it is read from its beginning.
        inside.marks.cursor.set(Some(inside.area.as_position()));
        inside
    }
}

impl Canvas<'_> {
    /// Draws a widget of ratatui over the whole canvas.
    pub(crate) fn widget(&mut self, widget: impl ratatui::widgets::Widget) {
        widget.render(self.area, self.buffer);
        self.agree(self.area);
    }

    /// Puts into each cell what every terminal draws in the columns that it takes.
    fn agree(&mut self, area: Rect) {
        for place in area.positions() {
            let cell = &mut self.buffer[place];
            if cell.symbol().len() == 1 {
                continue;
            }
            let Some(plain) = text::agreed(cell.symbol()) else { continue };
            let (before, style) = (text::grapheme_width(cell.symbol()), cell.style());
            cell.set_symbol(&plain);
            // What it has become too narrow for is a blank beside it.
            for column in text::grapheme_width(&plain)..before {
                let column = u16::try_from(column).unwrap_or(u16::MAX);
                let beside = Position::new(place.x.saturating_add(column), place.y);
                if area.contains(beside) {
                    self.buffer[beside].set_symbol(" ").set_style(style);
                }
            }
        }
    }
}
