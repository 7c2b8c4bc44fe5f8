//! A page of lines, some of which can be selected: headings, sentences, figures.
//!
//! What is laid out once is drawn, moved through and clicked in one way, so that a screen that
//! mostly tells says only what stands on it.

use ratatui::style::Style;

use crate::domain::text::{visible, visible_lines};
use crate::tui::Look;
use crate::tui::command::Command;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// How a line of a page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// What stands above others.
    Heading,
    /// A sentence.
    Plain,
    /// What stands back: an explanation, what is not known.
    Dim,
    /// What is well.
    Good,
    /// What is to be heeded.
    Heed,
}

impl Tone {
    const fn style(self, look: &Look) -> Style {
        match self {
            Self::Heading => look.theme.title,
            Self::Plain => look.theme.text,
            Self::Dim => look.theme.dim,
            Self::Good => look.theme.done,
            Self::Heed => look.theme.warning,
        }
    }
}

/// One row.
#[derive(Debug, Clone)]
struct Row {
    words: String,
    tone: Tone,
    /// The entry that it belongs to, counted from 0.
    entry: Option<usize>,
    /// Whether it is the first of its entry.
    first: bool,
}

/// Lines as they are laid out for a width.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    rows: Vec<Row>,
    entries: usize,
    width: usize,
}

/// Where the officer stands on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    /// The selected entry.
    pub(crate) selected: usize,
    /// The first row in the window.
    pub(crate) offset: usize,
}

/// The columns that the marker of the selected line takes.
const MARGIN: usize = 2;

impl Page {
    pub(crate) const fn new(width: usize) -> Self {
        Self { rows: Vec::new(), entries: 0, width }
    }

    /// How many columns words have.
    pub(crate) const fn room(&self) -> usize {
        self.width.saturating_sub(MARGIN + 1)
    }

    /// An empty row, unless the page begins or there is one already.
    pub(crate) fn gap(&mut self) {
        if self.rows.last().is_some_and(|row| !row.words.is_empty()) {
            self.push(String::new(), Tone::Plain, None, false);
        }
    }

    fn push(&mut self, words: String, tone: Tone, entry: Option<usize>, first: bool) {
        self.rows.push(Row { words, tone, entry, first });
    }

    /// Words over as many rows as they take; those after the first are set in as far as `inset`.
    fn set(&mut self, words: &str, inset: usize, tone: Tone, entry: Option<usize>) {
        let room = self.room();
        let mut first = entry.is_some();
        for line in visible_lines(words).split('\n') {
            let wrapped = text::wrap(line, room.saturating_sub(inset).max(10));
            let mut lead = 0;
            for piece in wrapped {
                self.push(format!("{}{piece}", " ".repeat(lead)), tone, entry, first);
                first = false;
                lead = inset;
            }
        }
    }

    /// A heading.
    pub(crate) fn heading(&mut self, words: &str) {
        self.gap();
        self.set(words, 0, Tone::Heading, None);
    }

    /// A sentence.
    pub(crate) fn say(&mut self, words: &str, tone: Tone) {
        self.set(words, 0, tone, None);
    }

    /// A sentence that is set in.
    pub(crate) fn inset(&mut self, words: &str, tone: Tone) {
        let room = self.room();
        for line in visible_lines(words).split('\n') {
            for piece in text::wrap(line, room.saturating_sub(4).max(10)) {
                self.push(format!("    {piece}"), tone, None, false);
            }
        }
    }

    /// A line that is drawn as it is, such as a bar.
    pub(crate) fn picture(&mut self, words: &str, tone: Tone) {
        self.push(visible(words), tone, None, false);
    }

    /// A line that can be selected; gives its place among those.
    pub(crate) fn entry(&mut self, words: &str, tone: Tone) -> usize {
        let at = self.entries;
        self.entries += 1;
        self.set(words, 4, tone, Some(at));
        at
    }

    /// A line that can be selected and is drawn as it is, its columns included.
    pub(crate) fn entry_line(&mut self, words: &str, tone: Tone) {
        self.push(visible(words), tone, Some(self.entries), true);
        self.entries += 1;
    }

    /// A line that can be selected: a label and what stands beside it.
    pub(crate) fn entry_fact(&mut self, label: &str, words: &str, tone: Tone) {
        const LABEL: usize = 21;
        let entry = Some(self.entries);
        self.entries += 1;
        let room = self.room().saturating_sub(LABEL).max(10);
        let mut label = text::left(label, LABEL, " ");
        let mut first = true;
        for line in visible_lines(words).split('\n') {
            for piece in text::wrap(line, room) {
                self.push(format!("{label}{piece}"), tone, entry, first);
                label = " ".repeat(LABEL);
                first = false;
            }
        }
    }

    pub(crate) const fn entries(&self) -> usize {
        self.entries
    }

    /// The row at which an entry begins, and the one after what belongs to it.
    fn block(&self, entry: usize) -> (usize, usize) {
        let begins =
            |at: usize| self.rows.iter().position(|row| row.first && row.entry == Some(at));
        let first = begins(entry).unwrap_or(0);
        (first, begins(entry + 1).unwrap_or(self.rows.len()))
    }

    /// Keeps the selected entry on the page and in the window, with as much as fits of what is
    /// said below it.
    pub(crate) fn keep(&self, at: &mut Standing, height: usize) {
        let height = height.max(1);
        let last = self.rows.len().saturating_sub(height);
        if self.entries > 0 {
            at.selected = at.selected.min(self.entries - 1);
            let (first, after) = self.block(at.selected);
            // Above the first entry stands what the page begins with.
            let top = if at.selected == 0 && first < height { 0 } else { first };
            let end = after.min(first + height);
            if at.offset > first {
                // Whoever reads on in a long entry stays where they are.
                let fits = after - first <= height;
                at.offset =
                    if fits || at.offset >= after { top } else { at.offset.min(after - height) };
            } else if end > at.offset + height {
                at.offset = end - height;
            }
            if at.selected == 0 && after <= height {
                at.offset = 0;
            }
        }
        at.offset = at.offset.min(last);
    }

    /// Follows a command; gives whether it was a moving one.
    pub(crate) fn follow(&self, at: &mut Standing, command: Command, height: usize) -> bool {
        let height = height.max(1);
        let last_row = self.rows.len().saturating_sub(height);
        let last = self.entries.saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        match command {
            Command::Up | Command::Down if self.entries == 0 => {
                at.offset = match command {
                    Command::Up => at.offset.saturating_sub(1),
                    _ => (at.offset + 1).min(last_row),
                };
            }
            Command::Up => {
                let (first, _) = self.block(at.selected);
                if at.offset > first || at.selected == 0 {
                    at.offset = at.offset.saturating_sub(1);
                } else {
                    at.selected -= 1;
                    self.keep(at, height);
                }
            }
            Command::Down => {
                let (_, after) = self.block(at.selected);
                // What belongs to the selected line is read before the next is.
                if after > at.offset + height || at.selected == last {
                    at.offset = (at.offset + 1).min(last_row);
                } else {
                    at.selected += 1;
                    self.keep(at, height);
                }
            }
            Command::PageUp => {
                at.offset = at.offset.saturating_sub(page);
                self.select_in_window(at, height);
            }
            Command::PageDown => {
                at.offset = (at.offset + page).min(last_row);
                self.select_in_window(at, height);
            }
            Command::Top => *at = Standing::default(),
            Command::Bottom => *at = Standing { selected: last, offset: last_row },
            _ => return false,
        }
        true
    }

    fn select_in_window(&self, at: &mut Standing, height: usize) {
        let window = self.rows.iter().enumerate().skip(at.offset).take(height);
        let mut begins = window.filter(|(_, row)| row.first).filter_map(|(_, row)| row.entry);
        if let Some(first) = begins.next() {
            let last = begins.next_back().unwrap_or(first);
            at.selected = at.selected.clamp(first, last);
        }
    }

    /// Draws what is in the window; `pane` is what clicks on its lines are told by.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, at: Standing, pane: usize) {
        let look = *canvas.look;
        let height = canvas.height();
        let mut cursor = false;
        for (row, of) in self.rows.iter().skip(at.offset).take(height).enumerate() {
            let here = of.entry == Some(at.selected);
            let style = if here && of.first { look.theme.selected } else { of.tone.style(&look) };
            let marker = if here && of.first { look.glyphs.here } else { " " };
            let mut line = format!("{marker} {}", of.words);
            if here && of.first {
                line = text::left(&line, canvas.width(), look.glyphs.cut);
            }
            canvas.text(row, 0, &line, style);
            if let Some(entry) = of.entry {
                canvas.target(row, Target::Line { pane, at: entry });
            }
            if here && of.first {
                canvas.cursor(row, 0);
                cursor = true;
            }
        }
        if !cursor {
            canvas.reading_cursor(0, 0);
        }
    }

    /// Draws a page that is only read beside a list, from a row on.
    pub(crate) fn draw_from(&self, canvas: &mut Canvas<'_>, offset: usize) {
        let look = *canvas.look;
        for (row, of) in self.rows.iter().skip(offset).take(canvas.height()).enumerate() {
            canvas.text(row, 1, &of.words, of.tone.style(&look));
        }
    }

    /// Says how much there is above and below the window, at the right end of a row.
    pub(crate) fn draw_more(
        &self,
        canvas: &mut Canvas<'_>,
        row: usize,
        at: Standing,
        height: usize,
    ) {
        let more = canvas.look.glyphs.more;
        let below = self.rows.len().saturating_sub(at.offset + height);
        let mut marks = Vec::new();
        if at.offset > 0 {
            marks.push(format!("{} {} above", more[0], lines(at.offset)));
        }
        if below > 0 {
            marks.push(format!("{} {} below", more[1], lines(below)));
        }
        if !marks.is_empty() {
            let accent = canvas.look.theme.accent;
            canvas.text_right(row, &format!(" {} ", marks.join(", ")), accent);
        }
    }

    /// An entry with everything that belongs to it, as text.
    pub(crate) fn words(&self, entry: usize) -> String {
        let of = self.rows.iter().filter(|row| row.entry == Some(entry));
        of.map(|row| row.words.trim()).collect::<Vec<_>>().join(" ")
    }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let mut page = Page::new(40);
        page.heading("Above");
        for name in ["one", "two", "three"] {
            page.entry(name, Tone::Plain);
            page.inset("said of it", Tone::Dim);
            page.inset("and more", Tone::Dim);
        }
        page
    }

    #[test]
    fn every_entry_is_reached_by_moving_and_is_then_in_the_window() {
        let page = page();
        for height in [1, 2, 3, 5, 20] {
            let mut at = Standing::default();
            let mut seen = vec![false; page.entries()];
            for _ in 0..40 {
                page.keep(&mut at, height);
                let (first, _) = page.block(at.selected);
                seen[at.selected] |= (at.offset..at.offset + height).contains(&first);
                page.follow(&mut at, Command::Down, height);
            }
            assert!(seen.iter().all(|seen| *seen), "{height}: {seen:?}");
            for _ in 0..40 {
                page.follow(&mut at, Command::Up, height);
            }
            assert_eq!(at, Standing::default(), "{height}");
        }
    }

    #[test]
    fn a_page_that_has_become_shorter_is_followed() {
        let page = page();
        let mut at = Standing { selected: 9, offset: 90 };
        page.keep(&mut at, 4);
        assert_eq!(at.selected, 2);
        assert!(at.offset <= page.rows.len());
    }
}
