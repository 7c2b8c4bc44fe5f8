//! Moving through a list that is longer than its window.

use crate::tui::command::Command;

/// A place in a list and the window around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scroll {
    /// The selected line.
    pub(crate) selected: usize,
    /// The first line in the window.
    pub(crate) offset: usize,
}

impl Scroll {
    /// Follows a moving command; gives whether it was one.
    pub(crate) fn follow(&mut self, command: Command, length: usize, height: usize) -> bool {
        let last = length.saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        self.selected = match command {
            Command::Up => self.selected.saturating_sub(1),
            Command::Down => (self.selected + 1).min(last),
            Command::PageUp => self.selected.saturating_sub(page),
            Command::PageDown => (self.selected + page).min(last),
            Command::Top => 0,
            Command::Bottom => last,
            _ => return false,
        };
        self.keep(length, height);
        true
    }

    /// Keeps the selected line inside the list and inside the window.
    pub(crate) fn keep(&mut self, length: usize, height: usize) {
        self.selected = self.selected.min(length.saturating_sub(1));
        let height = height.max(1);
        if self.selected < self.offset {
            self.offset = self.selected;
        } else if self.selected >= self.offset + height {
            self.offset = self.selected + 1 - height;
        }
        self.offset = self.offset.min(length.saturating_sub(height));
    }

    /// Scrolls text that has no selected line; gives whether the command was a moving one.
    pub(crate) fn follow_text(&mut self, command: Command, length: usize, height: usize) -> bool {
        let last = length.saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        // The window may have grown since.
        self.offset = self.offset.min(last);
        self.offset = match command {
            Command::Up => self.offset.saturating_sub(1),
            Command::Down => (self.offset + 1).min(last),
            Command::PageUp => self.offset.saturating_sub(page),
            Command::PageDown => (self.offset + page).min(last),
            Command::Top => 0,
            Command::Bottom => last,
            _ => return false,
        };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_line_stays_in_the_window() {
        let mut scroll = Scroll::default();
        for _ in 0..12 {
            scroll.follow(Command::Down, 20, 5);
        }
        assert_eq!((scroll.selected, scroll.offset), (12, 8));
        scroll.follow(Command::Top, 20, 5);
        assert_eq!((scroll.selected, scroll.offset), (0, 0));
        scroll.follow(Command::Bottom, 20, 5);
        assert_eq!((scroll.selected, scroll.offset), (19, 15));
    }

    #[test]
    fn a_list_that_has_become_shorter_is_followed() {
        let mut scroll = Scroll { selected: 19, offset: 15 };
        scroll.keep(3, 5);
        assert_eq!((scroll.selected, scroll.offset), (2, 0));
        scroll.keep(0, 5);
        assert_eq!((scroll.selected, scroll.offset), (0, 0));
    }
}
