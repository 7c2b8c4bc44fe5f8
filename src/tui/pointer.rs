//! The mouse, and the clipboard: what lies where on the screen, and what is selected.
//!
//! Both look at a picture drawn aside, so that drawing itself keeps nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::text::visible_lines;
use crate::tui::app::App;
use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Message, Notice};
use crate::tui::widget::canvas::{Canvas, Marks, Target};
use crate::tui::widget::text;

/// How many lines one turn of the wheel moves.
const WHEEL: usize = 3;

/// The most characters that are copied: terminals refuse or cut what is much longer.
const MOST: usize = 50_000;

impl App {
    /// Whether the mouse is followed.
    pub fn wants_mouse(&self) -> bool {
        self.preferences.mouse()
    }

    /// What was copied since the last time this was asked.
    pub fn take_copied(&mut self) -> Option<String> {
        self.copied.take()
    }

    /// The picture, and what drawing tells beside it.
    fn picture(&self) -> (Buffer, Marks) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        let marks = Marks::default();
        self.draw_on(&mut Canvas::new(&mut buffer, area, &marks, &self.look), area);
        (buffer, marks)
    }

    fn offer(&self, command: Command) -> Option<Offer> {
        self.offers().into_iter().find(|offer| offer.command == command && offer.enabled)
    }

    /// Follows a click.
    pub(super) fn click(&mut self, column: u16, row: u16) {
        self.notice = None;
        let place = Position::new(column, row);
        let marks = self.picture().1;
        match marks.at(place) {
            Some(Target::Command(command)) => {
                if let Some(offer) = self.offer(command) {
                    self.follow(offer.command);
                }
            }
            Some(Target::Line { pane, at }) => self.tell_top(Message::Pointed { pane, at }),
            None => self.open_at(place, &marks),
        }
    }

    /// Follows a click on a list that does not say what its rows are: the selected one is opened.
    fn open_at(&mut self, place: Position, marks: &Marks) {
        let Some(row) = marks.row().filter(|row| !self.takes_text() && within(*row, place)) else {
            return;
        };
        if place.y != row.y {
            self.walk_to(place, row);
        } else if self.offer(Command::Open).is_some() {
            self.follow(Command::Open);
        }
    }

    fn takes_text(&self) -> bool {
        self.stack.last().is_some_and(|screen| screen.takes_text())
    }

    /// Follows the mouse while its button is held: a picture is drawn sideways, in a list the
    /// selected line goes with the mouse, and on past its edges; a text is drawn up and down.
    pub(super) fn drag(&mut self, begun: Position, from: Position, to: Position) {
        self.notice = None;
        let marks = self.picture().1;
        if marks.is_picture(begun) {
            let columns = i32::from(to.x) - i32::from(from.x);
            if columns != 0 {
                self.tell_top(Message::Dragged(columns));
            }
            return;
        }
        if self.takes_text() {
            return;
        }
        let held = marks.row().filter(|row| marks.selects() && within(*row, begun));
        if let Some(row) = held {
            if to.y != row.y && to.y != from.y {
                self.walk_to(to, row);
            }
            return;
        }
        if from == begun
            && let Some(Target::Line { pane, at }) = marks.at(begun)
        {
            // Another part of the screen was taken hold of; from here on it has the keyboard.
            self.tell_top(Message::Pointed { pane, at });
            return;
        }
        if !marks.selects() {
            let rows = i32::from(to.y) - i32::from(from.y);
            let step = if rows > 0 { Command::Up } else { Command::Down };
            for _ in 0..rows.abs() {
                if self.offer(step).is_some() {
                    self.follow(step);
                }
            }
        }
    }

    /// Moves the selected line, which is in a row, to the row of a place, step by step.
    fn walk_to(&mut self, place: Position, row: Rect) {
        let down = place.y > row.y;
        let (step, back) =
            if down { (Command::Down, Command::Up) } else { (Command::Up, Command::Down) };
        let mut here = row.y;
        while self.offer(step).is_some() {
            self.follow(step);
            let Some(now) = self.picture().1.row() else { return };
            let passed = if down { now.y > place.y } else { now.y < place.y };
            if passed && down {
                // A row of several lines begins above the one that was clicked.
                self.follow(back);
            }
            if passed || now.y == place.y || now.y == here {
                return;
            }
            here = now.y;
        }
    }

    /// Follows a turn of the wheel.
    pub(super) fn wheel(&mut self, down: bool) {
        self.notice = None;
        let step = if down { Command::Down } else { Command::Up };
        for _ in 0..WHEEL {
            if self.offer(step).is_some() {
                self.follow(step);
            }
        }
    }

    /// Copies what is selected or typed, and says so.
    pub(super) fn copy(&mut self) {
        let path = self.told_path();
        let told = path.or_else(|| self.stack.last().and_then(|screen| screen.copy()));
        let told = told.or_else(|| self.drawn());
        let Some((what, text)) = told.filter(|(_, text)| !text.trim().is_empty()) else {
            self.notice = Some(Notice::warning("There is nothing to copy here."));
            return;
        };
        let copied: String = visible_lines(text.trim()).chars().take(MOST).collect();
        let short = text::fit(&copied.replace('\n', " "), 36, self.look.glyphs.cut);
        self.notice = Some(if text.trim().chars().nth(MOST).is_some() {
            Notice::warning(format!(
                "Copied only the beginning of {what}: it is too long for the clipboard."
            ))
        } else {
            Notice::done(format!("Copied {what}: “{short}”"))
        });
        self.copied = Some(copied);
    }

    /// Says that the terminal has not taken what was to be copied.
    pub(super) fn not_copied(&mut self) {
        self.notice = Some(Notice::warning(
            "Nothing was copied: this console does not let a program copy. Mark the text in its own way.",
        ));
    }

    /// The row that the cursor is on, without the mark of the selected line; in a dialog without
    /// a cursor, what is in sight of it.
    fn drawn(&self) -> Option<(String, String)> {
        let (buffer, marks) = self.picture();
        let row = |area: Rect, y: u16| -> String {
            (area.x..area.right()).map(|x| buffer[(x, y)].symbol()).collect()
        };
        if let Some(area) = marks.row().map(|area| area.intersection(buffer.area)) {
            let text = row(area, area.y);
            let text = text.trim();
            let text = text.strip_prefix(self.look.glyphs.here).unwrap_or(text).trim();
            return Some(("the row".to_owned(), text.to_owned()));
        }
        let area = marks.frame()?.intersection(buffer.area);
        let lines = (area.y..area.bottom()).map(|y| row(area, y).trim_end().to_owned());
        Some(("the text".to_owned(), lines.collect::<Vec<String>>().join("\n")))
    }
}

/// Whether a place lies in the columns of a row.
const fn within(row: Rect, place: Position) -> bool {
    place.x >= row.x && place.x < row.x.saturating_add(row.width)
}
