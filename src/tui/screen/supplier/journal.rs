//! What was done about a supplier, and by whom; the newest first.

use uuid::Uuid;

use crate::domain::text as words;
use crate::register::{JournalLine, JournalView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, Query};
use crate::tui::screen::procurement::journal::entry;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in the journal.
#[derive(Debug, Default)]
pub(super) struct Journal {
    page: JournalView,
    scroll: Scroll,
}

/// Rows above the entries: the heads.
const ABOVE: usize = 1;

impl Journal {
    pub(super) fn read(&self, supplier: Uuid, height: usize) -> Effect {
        let most = height.saturating_sub(ABOVE).max(1);
        Effect::Read(Query::SupplierJournal { supplier, first: self.scroll.offset, most })
    }

    /// Takes what was read; gives whether another window has to be.
    pub(super) fn loaded(&mut self, page: JournalView, height: usize) -> bool {
        self.page = page;
        let before = self.scroll.offset;
        self.scroll.keep(self.page.matching, height.saturating_sub(ABOVE));
        before != self.scroll.offset
    }

    pub(super) fn selected(&self) -> Option<&JournalLine> {
        self.page.lines.get(self.scroll.selected.checked_sub(self.page.first)?)
    }

    pub(super) fn point(&mut self, at: usize) -> Effect {
        if at == self.scroll.selected {
            return self.selected().map_or(Effect::None, |line| Effect::Push(entry(line)));
        }
        self.scroll.selected = at;
        Effect::None
    }

    pub(super) fn offers(&self) -> Vec<Offer> {
        let any = self.selected().is_some();
        let mut offers = vec![Offer::useful(Command::Open).called("read the entry").when(any)];
        offers.extend(MOVING);
        offers
    }

    pub(super) fn command(&mut self, command: Command, supplier: Uuid, height: usize) -> Effect {
        if command == Command::Open {
            return self.selected().map_or(Effect::None, |line| Effect::Push(entry(line)));
        }
        let before = self.scroll.offset;
        self.scroll.follow(command, self.page.matching, height.saturating_sub(ABOVE));
        if self.scroll.offset == before { Effect::None } else { self.read(supplier, height) }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let glyphs = canvas.look.glyphs;
        let heads = format!(
            "  {} {} {} What",
            text::right("No.", 5, ""),
            text::left("When (UTC)", 20, ""),
            text::left("Who", 18, "")
        );
        canvas.text(0, 0, &heads, theme.dim);
        for (at, line) in self.page.lines.iter().enumerate() {
            let place = self.page.first + at;
            let here = place == self.scroll.selected;
            let marker = if here { glyphs.here } else { " " };
            let shown = format!(
                "{marker} {} {} {} {}",
                text::right(&line.sequence.to_string(), 5, glyphs.cut),
                text::left(&dates::moment(&line.at), 20, glyphs.cut),
                text::left(&words::visible(&line.officer), 18, glyphs.cut),
                words::visible(&line.said)
            );
            let style = if here { theme.selected } else { theme.text };
            let row = ABOVE + at;
            canvas.text(row, 0, &text::left(&shown, canvas.width(), glyphs.cut), style);
            canvas.target(row, Target::Line { pane: 0, at: place });
            if here {
                canvas.cursor(row, 0);
            }
        }
    }
}
