//! A list of lines to choose from: moving, filtering, the selected line, the marks of the filter.

use crate::domain::text::visible;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::Message;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::filter::{FilterLine, Followed};
use crate::tui::widget::matching::{self, Needle};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in a list of lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    scroll: Scroll,
    filter: FilterLine,
}

/// A list that is no longer than this is seen at a glance; there is no need to filter it.
const SHORT: usize = 6;

impl List {
    /// A list with a line selected.
    pub(crate) fn at(selected: usize) -> Self {
        Self { scroll: Scroll { selected, offset: 0 }, filter: FilterLine::default() }
    }

    /// The places of the lines that the filter leaves.
    fn shown(&self, lines: &[String]) -> Vec<usize> {
        let needle = self.filter.needle();
        (0..lines.len()).filter(|at| needle.matches(&lines[*at])).collect()
    }

    /// The place of the selected line among all lines.
    pub(crate) fn selected(&self, lines: &[String]) -> Option<usize> {
        self.shown(lines).get(self.scroll.selected).copied()
    }

    /// How many lines fit into so many rows, of which the filter takes one while it is on.
    fn window(&self, rows: usize) -> usize {
        rows.saturating_sub(usize::from(self.filter.is_on())).max(1)
    }

    /// Whether letters go to the filter.
    pub(crate) const fn takes_text(&self) -> bool {
        self.filter.is_typing()
    }

    /// What is offered: the dialog's own commands with those of the list; while the filter has
    /// the keyboard, only those of the filter.
    pub(crate) fn offers(&self, length: usize, own: Vec<Offer>) -> Vec<Offer> {
        if self.takes_text() {
            return FilterLine::offers_while_typing();
        }
        let mut offers: Vec<Offer> = self.filter.away().into_iter().chain(own).collect();
        if length > SHORT {
            offers.push(Offer::useful(Command::Filter));
        }
        offers.extend(MOVING);
        offers
    }

    /// Follows a message of the list: moving, filtering, typing into the filter; gives whether it
    /// was one.
    pub(crate) fn follow(&mut self, message: &Message, lines: &[String], rows: usize) -> bool {
        let before = self.selected(lines);
        let changed = match message {
            Message::Command(command) => match self.filter.follow(*command) {
                Followed::Not => {
                    let (length, window) = (self.shown(lines).len(), self.window(rows));
                    return self.scroll.follow(*command, length, window);
                }
                Followed::Kept => return true,
                // The filter went away; what it found stays selected.
                Followed::Changed => {
                    self.scroll = Scroll { selected: before.unwrap_or(0), offset: 0 };
                    self.keep(lines, rows);
                    return true;
                }
            },
            Message::Key(key) => self.filter.key(*key),
            Message::Paste(pasted) => self.filter.paste(pasted),
            _ => false,
        };
        if changed {
            self.scroll = Scroll::default();
        }
        changed
    }

    /// Keeps the selected line inside the list and inside its window.
    pub(crate) fn keep(&mut self, lines: &[String], rows: usize) {
        let (length, window) = (self.shown(lines).len(), self.window(rows));
        self.scroll.keep(length, window);
    }

    /// How many lines are below those in the window.
    pub(crate) fn below(&self, lines: &[String], rows: usize) -> usize {
        self.shown(lines).len().saturating_sub(self.scroll.offset + self.window(rows))
    }

    /// How many rows the list takes with its filter, at most so many.
    pub(crate) fn rows(&self, length: usize, most: usize) -> usize {
        (length + usize::from(self.filter.is_on())).clamp(1, most.max(1))
    }

    /// Draws the list over the canvas; where there are no lines at all, what `nothing` says.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, lines: &[String], nothing: &str) {
        let theme = canvas.look.theme;
        let shown = self.shown(lines);
        let top = usize::from(self.filter.is_on());
        if self.filter.is_on() {
            self.filter.draw(canvas, 0, shown.len(), lines.len());
        }
        if lines.is_empty() {
            canvas.text(0, 0, nothing, theme.dim);
        } else if shown.is_empty() {
            self.filter.draw_nothing(canvas, top, 1);
        }
        let needle = self.filter.needle();
        let window =
            shown.iter().enumerate().skip(self.scroll.offset).take(self.window(canvas.height()));
        for (row, (place, at)) in window.enumerate() {
            let selected = place == self.scroll.selected;
            let line = Line { words: &lines[*at], selected, cursor: !self.takes_text() };
            line.draw(canvas, top + row, &needle);
        }
    }
}

/// One line of a list as it is drawn.
pub(crate) struct Line<'a> {
    pub(crate) words: &'a str,
    pub(crate) selected: bool,
    /// Whether the terminal's cursor goes to the line when it is selected.
    pub(crate) cursor: bool,
}

impl Line<'_> {
    /// Draws the line over the whole width, with a marker before the selected one.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, row: usize, needle: &Needle) {
        let theme = canvas.look.theme;
        let style = if self.selected { theme.selected } else { theme.text };
        let marker = if self.selected { canvas.look.glyphs.here } else { " " };
        let words = visible(self.words);
        let room = canvas.width();
        let line = text::left(&format!("{marker} {words}"), room, canvas.look.glyphs.cut);
        canvas.text(row, 0, &line, style);
        let marked = matching::mark(&theme, style);
        canvas.mark((row, 2), &words, &needle.marks(&words), room.saturating_sub(2), marked);
        if self.selected && self.cursor {
            canvas.cursor(row, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event::{Code, Key};

    fn lines() -> Vec<String> {
        ["one", "two", "three", "four", "five", "six", "seven"].map(str::to_owned).to_vec()
    }

    #[test]
    fn the_selected_line_is_one_that_the_filter_leaves() {
        let (mut list, lines) = (List::default(), lines());
        let command = Message::Command;
        let typed = |c| Message::Key(Key::plain(Code::Char(c)));
        assert_eq!(list.selected(&lines), Some(0));
        assert!(!list.follow(&typed('v'), &lines, 5), "letters are no filter yet");
        list.follow(&command(Command::Filter), &lines, 5);
        for c in "ve".chars() {
            assert!(list.follow(&typed(c), &lines, 5));
        }
        assert_eq!(list.selected(&lines), Some(4));
        assert!(list.follow(&command(Command::Down), &lines, 5));
        assert_eq!(list.selected(&lines), Some(6));
        list.follow(&Message::Paste("x".to_owned()), &lines, 5);
        assert_eq!(list.selected(&lines), None);
        assert!(list.follow(&command(Command::Back), &lines, 5));
        assert_eq!(list.selected(&lines), Some(0));
        assert!(!list.follow(&command(Command::Back), &lines, 5), "the second Esc is the dialog's");
    }

    #[test]
    fn a_short_list_is_not_offered_to_be_filtered() {
        let filters = |length| {
            let offers = List::default().offers(length, Vec::new());
            offers.iter().any(|offer| offer.command == Command::Filter)
        };
        assert!(!filters(SHORT) && filters(SHORT + 1));
    }
}
