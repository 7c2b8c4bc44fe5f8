//! The Journal tab: who changed what, and when; the newest first.

use crate::domain::text as words;
use crate::register::{JournalLine, JournalView};
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dates;
use crate::tui::effect::{Effect, LineKind, Place, Query, Section};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::FilterLine;
use crate::tui::widget::matching;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Where the officer stands in the journal.
#[derive(Debug, Default)]
pub(super) struct Journal {
    page: JournalView,
    scroll: Scroll,
    pub(super) filter: FilterLine,
}

impl Journal {
    /// Rows above the entries: the heads, and the filter while there is one.
    fn above(&self) -> usize {
        1 + usize::from(self.filter.is_on())
    }

    /// Follows a filter that has become another one.
    pub(super) fn refiltered(&mut self) {
        self.scroll = Scroll::default();
    }

    pub(super) fn read(&self, reference: &str, height: usize) -> Effect {
        Effect::Read(Query::Journal {
            reference: reference.to_owned(),
            words: self.filter.words().to_owned(),
            first: self.scroll.offset,
            most: height.saturating_sub(self.above()).max(1),
        })
    }

    pub(super) fn loaded(&mut self, page: JournalView, height: usize) {
        self.page = page;
        let window = height.saturating_sub(self.above());
        self.scroll.keep(self.page.matching, window);
    }

    /// Whether the window begins at a place.
    pub(super) const fn begins_at(&self, first: usize) -> bool {
        self.scroll.offset == first
    }

    fn selected(&self) -> Option<&JournalLine> {
        self.page.lines.get(self.scroll.selected.checked_sub(self.page.first)?)
    }

    /// Follows a click on an entry.
    pub(super) fn point(&mut self, at: usize) -> Effect {
        if at == self.scroll.selected {
            return self.selected().map_or(Effect::None, |line| Effect::Push(entry(line)));
        }
        self.scroll.selected = at;
        Effect::None
    }

    /// The selected entry in full.
    pub(super) fn copy(&self) -> Option<(String, String)> {
        let line = self.selected()?;
        let mut parts = vec![line.sequence.to_string(), line.at.clone(), line.officer.clone()];
        parts.push(line.said.clone());
        parts.extend(line.detail.clone());
        parts.push(format!("SHA-256 {}", line.hash));
        Some(("the entry".to_owned(), parts.join("; ")))
    }

    pub(super) fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Open).called("read the entry").when(self.selected().is_some()),
            Offer::useful(Command::Filter).when(self.page.total > 0),
        ];
        offers.extend(MOVING);
        offers
    }

    pub(super) fn command(
        &mut self,
        command: Command,
        reference: &str,
        (_, height): (usize, usize),
    ) -> Effect {
        if command == Command::Open {
            return self.selected().map_or(Effect::None, |line| Effect::Push(entry(line)));
        }
        let before = self.scroll.offset;
        let window = height.saturating_sub(self.above());
        self.scroll.follow(command, self.page.matching, window);
        if self.scroll.offset == before { Effect::None } else { self.read(reference, height) }
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
        let above = self.above();
        if self.filter.is_on() {
            self.filter.draw(canvas, 0, self.page.matching, self.page.total);
        }
        if self.page.lines.is_empty() && self.page.total > 0 {
            self.filter.draw_nothing(canvas, above + 1, 2);
            return;
        }
        canvas.text(above - 1, 0, &heads, theme.dim);
        let needle = self.filter.needle();
        for (at, line) in self.page.lines.iter().enumerate() {
            let here = self.page.first + at == self.scroll.selected;
            let marker = if here { glyphs.here } else { " " };
            let detail = line
                .detail
                .as_deref()
                .map(|detail| format!(": {}", words::visible(detail)))
                .unwrap_or_default();
            let shown = format!(
                "{marker} {} {} {} {}{detail}",
                text::right(&line.sequence.to_string(), 5, glyphs.cut),
                text::left(&dates::moment(&line.at), 20, glyphs.cut),
                text::left(&words::visible(&line.officer), 18, glyphs.cut),
                words::visible(&line.said)
            );
            let style = if here { theme.selected } else { theme.text };
            let row = above + at;
            canvas.text(row, 0, &text::left(&shown, canvas.width(), glyphs.cut), style);
            let marked = matching::mark(&theme, style);
            canvas.mark((row, 0), &shown, &needle.marks(&shown), canvas.width(), marked);
            let place = self.page.first + at;
            canvas.target(row, Target::Line { pane: 0, at: place });
            if here && !self.filter.is_typing() {
                canvas.cursor(row, 0);
            }
        }
    }
}

/// One entry in full, with its hash.
pub(crate) fn entry(line: &JournalLine) -> Place {
    let mut lines = vec![
        (LineKind::Strong, words::visible(&line.said)),
        (
            LineKind::Plain,
            format!("{} UTC, by {}", dates::moment(&line.at), words::visible(&line.officer)),
        ),
    ];
    if let Some(about) = &line.about {
        lines.push((LineKind::Plain, words::visible(about)));
    }
    if let Some(detail) = &line.detail {
        lines.push((LineKind::Plain, words::visible_lines(detail)));
    }
    lines.push((LineKind::Inset, format!("SHA-256 {}", line.hash)));
    Place::Reading {
        title: format!("Journal entry {}", line.sequence),
        sections: vec![Section { heading: "Entry".to_owned(), lines }],
    }
}
