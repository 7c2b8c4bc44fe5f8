//! The line that filters a list: what is typed, whether it has the keyboard, what it finds.

use crate::register::grouped;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::event::Key;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::field::LineField;
use crate::tui::widget::matching::Needle;
use crate::tui::widget::text;

/// The filter of a list.
#[derive(Debug, Clone, Default)]
pub(crate) struct FilterLine {
    field: LineField,
    typing: bool,
}

/// What a command meant to a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Followed {
    /// Nothing.
    Not,
    /// The keyboard went to the filter or away from it; the list stays.
    Kept,
    /// The list is another one now.
    Changed,
}

/// The widest that the field is drawn.
const WIDEST: usize = 34;

impl FilterLine {
    /// What is typed.
    pub(crate) fn words(&self) -> &str {
        self.field.value()
    }

    /// Whether letters go to the filter.
    pub(crate) const fn is_typing(&self) -> bool {
        self.typing
    }

    /// Whether the filter is in sight: it has the keyboard, or leaves something out.
    pub(crate) fn is_on(&self) -> bool {
        self.typing || !self.words().is_empty()
    }

    /// What is looked for.
    pub(crate) fn needle(&self) -> Needle {
        Needle::words(self.words())
    }

    /// What is offered while the filter has the keyboard.
    pub(crate) fn offers_while_typing() -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Open).called("keep the filter"),
            Offer::useful(Command::Back).called("take it away"),
        ];
        offers.extend(MOVING);
        offers.push(Offer::useful(Command::Help));
        offers
    }

    /// The way out of a filter that leaves something out; it goes before the screen's own way back.
    pub(crate) fn away(&self) -> Option<Offer> {
        let away = Offer::useful(Command::Back).called("take the filter away");
        (!self.words().is_empty()).then_some(away)
    }

    /// Follows a command.
    pub(crate) fn follow(&mut self, command: Command) -> Followed {
        match command {
            Command::Filter => {
                self.typing = true;
                Followed::Kept
            }
            Command::Open if self.typing => {
                self.typing = false;
                Followed::Kept
            }
            Command::Back if self.is_on() => {
                *self = Self::default();
                Followed::Changed
            }
            _ => Followed::Not,
        }
    }

    /// Takes a key; gives whether the list is another one now.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        self.typing && self.field.key(key)
    }

    /// Takes what was pasted; gives whether the list is another one now.
    pub(crate) fn paste(&mut self, pasted: &str) -> bool {
        if self.typing {
            self.field.paste(pasted);
        }
        self.typing
    }

    /// Draws the filter and how much it leaves.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, row: usize, matching: usize, total: usize) {
        self.draw_with(canvas, row, &grouped(matching), total);
    }

    /// The same with words for how many match.
    pub(crate) fn draw_with(
        &self,
        canvas: &mut Canvas<'_>,
        row: usize,
        matching: &str,
        total: usize,
    ) {
        let theme = canvas.look.theme;
        canvas.text(row, 1, "Filter:", theme.accent);
        let words = format!("{matching} of {}", grouped(total));
        let room = canvas.width().saturating_sub(9 + text::width(&words) + 1).min(WIDEST);
        let mut part = canvas.part(9, row, room, 1);
        self.field.draw(&mut part, 0, 0, self.typing);
        canvas.text(row, 9 + room + 1, &words, theme.dim);
    }

    /// Draws what stands in the place of a list that has become empty; gives the row below it.
    pub(crate) fn draw_nothing(&self, canvas: &mut Canvas<'_>, row: usize, column: usize) -> usize {
        let theme = canvas.look.theme;
        let room = canvas.width().saturating_sub(column + 1);
        let mut row = row;
        let words = text::fit(self.words(), WIDEST * 2, canvas.look.glyphs.cut);
        let nothing = format!("Nothing matches “{words}”.");
        for (words, style) in
            [(nothing.as_str(), theme.title), ("Esc takes the filter away.", theme.text)]
        {
            for line in text::wrap(words, room) {
                canvas.text(row, column, &line, style);
                row += 1;
            }
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::event::Code;

    #[test]
    fn enter_keeps_the_filter_and_esc_takes_it_away() {
        let mut filter = FilterLine::default();
        assert_eq!(filter.follow(Command::Back), Followed::Not);
        assert!(!filter.key(Key::plain(Code::Char('x'))));
        assert_eq!(filter.follow(Command::Filter), Followed::Kept);
        assert!(filter.key(Key::plain(Code::Char('x'))));
        assert_eq!(filter.follow(Command::Open), Followed::Kept);
        assert!(filter.is_on() && !filter.is_typing());
        assert_eq!(filter.follow(Command::Open), Followed::Not);
        assert_eq!(filter.follow(Command::Back), Followed::Changed);
        assert!(!filter.is_on());
    }
}
