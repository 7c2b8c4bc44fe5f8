//! What is read of the selected line, below a list.

use crate::tui::command::Command;
use crate::tui::dialog::reading;
use crate::tui::effect::Section;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;

/// How far it was read, and whether the keyboard is there.
#[derive(Debug, Default)]
pub(super) struct Below {
    scroll: Scroll,
    pub(super) reading: bool,
}

impl Below {
    /// Begins at the top again, for another line.
    pub(super) const fn anew(&mut self) {
        self.scroll = Scroll { selected: 0, offset: 0 };
    }

    /// Follows a moving command in so many columns and rows.
    pub(super) fn follow(
        &mut self,
        command: Command,
        sections: &[Section],
        (columns, rows): (usize, usize),
    ) {
        let length = reading::count(sections, columns.saturating_sub(2));
        self.scroll.follow_text(command, length, rows);
    }

    /// Draws it over the canvas; its lines are those of a pane.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, sections: &[Section], pane: usize) {
        let (width, height) = (canvas.width().saturating_sub(2), canvas.height());
        let lines = reading::lay_out(sections, width, canvas.look);
        let mut part = canvas.part(1, 0, width, height);
        reading::scrolled(&mut part, &lines, self.scroll.offset);
        for row in 0..height {
            part.target(row, Target::Line { pane, at: row });
        }
        if self.reading {
            part.cursor(0, 0);
        }
    }
}

/// The sections as text.
pub(super) fn copied(sections: &[Section]) -> Option<String> {
    let words = sections.iter().map(|section| {
        let lines = section.lines.iter().map(|(_, words)| format!("  {words}\n"));
        format!("{}\n{}", section.heading, lines.collect::<String>())
    });
    let words: String = words.collect();
    (!words.is_empty()).then_some(words)
}
