//! Fields that can be typed into: one line, or several.

use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use tui_input::{Input, InputRequest};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text as words;
use crate::tui::event::{Code, Key};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text;

/// What is typed or pasted, as it goes into a field: what carries no meaning is left out, what
/// a terminal would obey is made visible.
fn harmless(pasted: &str) -> String {
    let kept: String = pasted
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'))
        .collect();
    let mut lines: Vec<String> = kept.split('\n').map(words::visible).collect();
    while lines.len() > 1 && lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    lines.join("\n")
}

/// One line of text under the cursor.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineField {
    input: Input,
}

impl LineField {
    pub(crate) fn new(value: &str) -> Self {
        Self { input: Input::new(harmless(value).replace('\n', " ")) }
    }

    pub(crate) fn value(&self) -> &str {
        self.input.value()
    }

    /// Takes a key; gives whether it meant something to the field.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        let request = match (key.code, key.ctrl) {
            (Code::Left, true) => InputRequest::GoToPrevWord,
            (Code::Right, true) => InputRequest::GoToNextWord,
            (Code::Left, false) => InputRequest::GoToPrevChar,
            (Code::Right, false) => InputRequest::GoToNextChar,
            (Code::Home, _) | (Code::Char('a'), true) => InputRequest::GoToStart,
            (Code::End, _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
            (Code::Char('w') | Code::Backspace, true) => InputRequest::DeletePrevWord,
            (Code::Char('u'), true) => InputRequest::DeleteFromStart,
            (Code::Char('k'), true) => InputRequest::DeleteTillEnd,
            (Code::Backspace, false) | (Code::Char('h'), true) => InputRequest::DeletePrevChar,
            (Code::Delete, _) => InputRequest::DeleteNextChar,
            _ => match key.typed() {
                Some(c) => {
                    for c in harmless(&c.to_string()).chars() {
                        self.input.handle(InputRequest::InsertChar(c));
                    }
                    return true;
                }
                None => return false,
            },
        };
        self.input.handle(request);
        true
    }

    pub(crate) fn paste(&mut self, pasted: &str) {
        let pasted = harmless(pasted).replace('\n', " ");
        let (value, cursor) = (self.input.value(), self.input.cursor());
        let before: String = value.chars().take(cursor).collect();
        let after: String = value.chars().skip(cursor).collect();
        let cursor = cursor + pasted.chars().count();
        self.input = Input::new(format!("{before}{pasted}{after}")).with_cursor(cursor);
    }

    /// Draws the field over the width of the canvas, scrolled to the cursor when it is longer.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, row: usize, column: usize, focused: bool) {
        let theme = &canvas.look.theme;
        let style = if focused { theme.field_focused } else { theme.field };
        let width = canvas.width().saturating_sub(column + 1);
        let before: String = self.value().chars().take(self.input.cursor()).collect();
        let at = text::width(&before);
        let skip = if focused { at.saturating_sub(width) } else { 0 };
        let (mut shown, mut passed) = (String::new(), 0);
        for grapheme in self.value().graphemes(true) {
            if passed >= skip {
                shown.push_str(grapheme);
            } else {
                passed += text::width(grapheme);
            }
        }
        canvas.text(row, column, &text::left(&shown, width, canvas.look.glyphs.cut), style);
        if focused {
            canvas.cursor(row, column + at.saturating_sub(passed));
        }
    }
}

/// Several lines of text under the cursor.
#[derive(Debug, Clone)]
pub(crate) struct NoteField {
    area: TextArea<'static>,
}

impl NoteField {
    pub(crate) fn new(value: &str) -> Self {
        let lines = harmless(value).split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        // Its colours are those of the rows that it is drawn on; the cursor is the terminal's.
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    pub(crate) fn value(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Takes a key; gives whether it meant something to the field.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        use ratatui_textarea::{Input, Key as TheirKey};
        let newline = (key.code == Code::Enter && key.alt) || key == Key::ctrl('j');
        if newline {
            self.area.insert_newline();
            return true;
        }
        if let Some(c) = key.typed() {
            self.area.insert_str(harmless(&c.to_string()));
            return true;
        }
        if key == Key::ctrl('h') {
            self.area.delete_char();
            return true;
        }
        if key == Key::ctrl('u') {
            self.area.delete_line_by_head();
            return true;
        }
        let theirs = match key.code {
            Code::Char(c) if key.ctrl && "aefbwkp".contains(c) => TheirKey::Char(c),
            Code::Up => TheirKey::Up,
            Code::Down => TheirKey::Down,
            Code::Left => TheirKey::Left,
            Code::Right => TheirKey::Right,
            Code::Home => TheirKey::Home,
            Code::End => TheirKey::End,
            Code::Backspace => TheirKey::Backspace,
            Code::Delete => TheirKey::Delete,
            _ => return false,
        };
        self.area.input(Input { key: theirs, ctrl: key.ctrl, alt: key.alt, shift: false });
        true
    }

    pub(crate) fn paste(&mut self, pasted: &str) {
        self.area.insert_str(harmless(pasted));
    }

    /// Draws the field over the whole canvas as one of several, of which one has the keyboard.
    pub(crate) fn draw_at(&self, canvas: &mut Canvas<'_>, focused: bool) {
        let theme = canvas.look.theme;
        let style = if focused { theme.field_focused } else { theme.field };
        if focused {
            self.draw_area(canvas, style);
            return;
        }
        let (width, height) = (canvas.width(), canvas.height());
        let lines = text::wrap(&self.value(), width);
        for row in 0..height {
            let cut = row + 1 == height && lines.len() > height;
            let line = lines.get(row).map_or(String::new(), |line| {
                let more = if cut { canvas.look.glyphs.cut } else { "" };
                format!("{line}{more}")
            });
            canvas.text(row, 0, &text::left(&line, width, canvas.look.glyphs.cut), style);
        }
    }

    /// Draws the field over the whole canvas.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>) {
        self.draw_area(canvas, canvas.look.theme.text);
    }

    fn draw_area(&self, canvas: &mut Canvas<'_>, style: Style) {
        // It remembers how far it is scrolled, so it is not drawn by a copy.
        canvas.widget(&self.area);
        for row in 0..canvas.height() {
            canvas.row_style(row, style);
        }
        let (row, column) = (self.area.screen_cursor().row, self.area.screen_cursor().col);
        let first = usize::from(self.area.scroll_offset().0);
        // Behind a full line the cursor stays on its last character, in sight.
        canvas.cursor(row.saturating_sub(first), column.min(canvas.width().saturating_sub(1)));
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::tui::widget::canvas::Marks;

    fn type_into(field: &mut LineField, text: &str) {
        for c in text.chars() {
            field.key(Key::plain(Code::Char(c)));
        }
    }

    #[test]
    fn a_line_is_typed_and_corrected() {
        let mut field = LineField::new("");
        type_into(&mut field, "Custdy");
        for _ in 0..2 {
            field.key(Key::plain(Code::Left));
        }
        type_into(&mut field, "o");
        field.key(Key::plain(Code::End));
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.value(), "Custod");
        field.key(Key::ctrl('u'));
        assert_eq!(field.value(), "");
    }

    #[test]
    fn pasted_lines_become_one_line_and_escapes_become_visible() {
        let mut field = LineField::new("");
        field.paste("one\r\ntwo\u{1b}[31m\u{ad}");
        assert_eq!(field.value(), "one two\\u{1b}[31m");
    }

    #[test]
    fn the_cursor_is_behind_what_is_typed_however_wide_that_is() {
        let look = crate::tui::Look::of(&crate::settings::Preferences::default());
        for typed in ["abc", "漢字", "👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽", "e\u{301}e\u{301}", &"漢".repeat(40)]
        {
            let mut field = LineField::new("");
            field.paste(typed);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
            let marks = Marks::default();
            let mut canvas = Canvas::new(&mut buffer, Rect::new(0, 0, 12, 1), &marks, &look);
            field.draw(&mut canvas, 0, 0, true);
            let at = usize::from(marks.cursor().expect("a cursor").x);
            let before: String = (0..12).map(|x| buffer[(x, 0)].symbol().trim()).collect();
            assert_eq!(text::width(&before), at, "{typed}: {before}");
        }
    }

    #[test]
    fn a_note_keeps_its_pasted_lines() {
        let mut field = NoteField::new("");
        field.paste("one\r\ntwo\rthree\n");
        assert_eq!(field.value(), "one\ntwo\nthree");
        field.key(Key { code: Code::Enter, ctrl: false, alt: true });
        field.key(Key::plain(Code::Char('x')));
        assert_eq!(field.value(), "one\ntwo\nthree\nx");
    }
}
