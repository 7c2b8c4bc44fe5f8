//! A form: labelled fields, checked while they are typed, with what is wrong beside them.

use std::borrow::Cow;

use crate::domain::text::capital;
use crate::tui::command::{Command, Offer};
use crate::tui::event::{Code, Key};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::field::{LineField, NoteField};
use crate::tui::widget::text;

/// One field with its label.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) label: Cow<'static, str>,
    /// What to type, said while the field has the keyboard.
    pub(crate) help: Cow<'static, str>,
    pub(crate) content: Content,
    /// What is wrong with what is typed.
    pub(crate) error: Option<String>,
    /// Whether the officer has been in the field: what was never touched is not yet wrong.
    pub(crate) visited: bool,
    /// Whether the field is asked at all.
    pub(crate) shown: bool,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A line of text.
    Text(LineField),
    /// One of several words.
    Choice { words: Vec<String>, at: usize },
    /// Several lines of text, with what they are joined to.
    Note { field: Box<NoteField>, typed: String },
}

/// The most words of a choice that are seen at a glance; more are better taken from a list.
const SIDE_BY_SIDE: usize = 6;
/// How many rows several lines of text take.
const NOTE_ROWS: usize = 3;

impl Field {
    fn new(
        label: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        content: Content,
    ) -> Self {
        let (label, help) = (label.into(), help.into());
        Self { label, help, content, error: None, visited: false, shown: true }
    }

    pub(crate) fn text(
        label: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        value: &str,
    ) -> Self {
        Self::new(label, help, Content::Text(LineField::new(value)))
    }

    pub(crate) fn choice(
        label: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        words: Vec<String>,
        at: usize,
    ) -> Self {
        Self::new(label, help, Content::Choice { words, at })
    }

    pub(crate) fn note(
        label: impl Into<Cow<'static, str>>,
        help: impl Into<Cow<'static, str>>,
        value: &str,
    ) -> Self {
        let field = Box::new(NoteField::new(value));
        let typed = field.value();
        Self::new(label, help, Content::Note { field, typed })
    }

    /// How many rows the field itself takes.
    const fn rows(&self) -> usize {
        match self.content {
            Content::Note { .. } => NOTE_ROWS,
            _ => 1,
        }
    }

    /// What is typed.
    pub(crate) fn value(&self) -> &str {
        match &self.content {
            Content::Text(field) => field.value(),
            Content::Note { typed, .. } => typed,
            Content::Choice { words, at } => words.get(*at).map_or("", String::as_str),
        }
    }

    /// The place of the chosen word.
    pub(crate) const fn chosen(&self) -> usize {
        match &self.content {
            Content::Text(_) | Content::Note { .. } => 0,
            Content::Choice { at, .. } => *at,
        }
    }

    /// Chooses a word by its place, where there is one.
    pub(crate) fn choose(&mut self, chosen: usize) {
        if let Content::Choice { words, at } = &mut self.content
            && chosen < words.len()
        {
            *at = chosen;
        }
    }
}

/// Labelled fields, one of which has the keyboard.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) fields: Vec<Field>,
    pub(crate) focus: usize,
}

impl Form {
    pub(crate) const fn new(fields: Vec<Field>) -> Self {
        Self { fields, focus: 0 }
    }

    pub(crate) fn focused(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// Whether the field with the keyboard takes letters.
    pub(crate) fn takes_text(&self) -> bool {
        self.focused().is_some_and(|field| !matches!(field.content, Content::Choice { .. }))
    }

    /// Whether the field with the keyboard has several lines, where Enter begins another.
    pub(crate) fn in_note(&self) -> bool {
        self.focused().is_some_and(|field| matches!(field.content, Content::Note { .. }))
    }

    /// How many rows the fields take, without what is said below them.
    pub(crate) fn rows(&self) -> usize {
        self.fields.iter().filter(|field| field.shown).map(Field::rows).sum()
    }

    /// Whether the field with the keyboard is the last one.
    pub(crate) fn at_last(&self) -> bool {
        self.fields.iter().rposition(|field| field.shown) == Some(self.focus)
    }

    /// Moves the keyboard to the next field that is shown, or the one before.
    pub(crate) fn step(&mut self, forward: bool) {
        let count = self.fields.len();
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.visited = true;
        }
        for _ in 0..count {
            self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
            if self.fields[self.focus].shown {
                break;
            }
        }
    }

    /// Moves the keyboard to the first field with something wrong; gives whether there is one.
    pub(crate) fn go_to_error(&mut self) -> bool {
        for field in &mut self.fields {
            field.visited = true;
        }
        let wrong = self.fields.iter().position(|field| field.shown && field.error.is_some());
        if let Some(at) = wrong {
            self.focus = at;
        }
        wrong.is_some()
    }

    /// Moves the keyboard to a field that was clicked; a choice with the keyboard takes its next
    /// word.
    pub(crate) fn point(&mut self, at: usize) {
        if at == self.focus {
            self.follow(Command::Next);
        } else if self.fields.get(at).is_some_and(|field| field.shown) {
            if let Some(field) = self.fields.get_mut(self.focus) {
                field.visited = true;
            }
            self.focus = at;
        }
    }

    /// The field with the keyboard, by its label, and what stands in it.
    pub(crate) fn copy(&self) -> Option<(String, String)> {
        let field = self.focused()?;
        Some((field.label.to_string(), field.value().to_owned()))
    }

    /// What a screen that is one form offers; `save` is what keeping it is called there.
    pub(crate) fn offers(&self, save: &'static str) -> Vec<Offer> {
        if self.in_note() {
            // Up, Down and Enter belong to the text.
            return vec![
                Offer::useful(Command::Save).called(save),
                Offer::useful(Command::NextPane).called("next field"),
                Offer::plain(Command::PreviousPane).called("field before"),
                Offer::useful(Command::Back).called("leave it"),
                Offer::useful(Command::Help),
            ];
        }
        let mut offers = vec![
            Offer::useful(Command::Save).called(save),
            Offer::useful(Command::NextField),
            Offer::plain(Command::PreviousField),
            Offer::plain(Command::Accept).called("next field"),
        ];
        if !self.takes_text() {
            let several = matches!(
                self.focused(),
                Some(Field { content: Content::Choice { words, .. }, .. }) if words.len() > 1
            );
            offers.push(Offer::useful(Command::Next).when(several));
            offers.push(Offer::plain(Command::Previous).when(several));
        }
        offers.push(Offer::useful(Command::Back).called("leave it"));
        offers.push(Offer::useful(Command::Help));
        offers
    }

    /// The field with the keyboard, where it has too many words to see them side by side.
    pub(crate) fn long_choice(&self) -> Option<(&Field, &[String], usize)> {
        match self.focused() {
            Some(field @ Field { content: Content::Choice { words, at }, .. })
                if words.len() > SIDE_BY_SIDE =>
            {
                Some((field, words, *at))
            }
            _ => None,
        }
    }

    /// Takes a word of the choice with the keyboard.
    pub(crate) fn take(&mut self, place: usize) {
        if let Some(Field { content: Content::Choice { words, at }, visited, .. }) =
            self.fields.get_mut(self.focus)
            && place < words.len()
        {
            *at = place;
            *visited = true;
        }
    }

    /// Follows a command; gives whether it meant something to the form.
    pub(crate) fn follow(&mut self, command: Command) -> bool {
        match command {
            Command::NextField | Command::NextPane => self.step(true),
            Command::PreviousField | Command::PreviousPane => self.step(false),
            Command::Next | Command::Previous => {
                let forward = command == Command::Next;
                if let Some(Field { content: Content::Choice { words, at }, visited, .. }) =
                    self.fields.get_mut(self.focus)
                {
                    let count = words.len().max(1);
                    *at = (*at + if forward { 1 } else { count - 1 }) % count;
                    *visited = true;
                }
            }
            _ => return false,
        }
        true
    }

    pub(crate) fn key(&mut self, key: Key) -> bool {
        match self.fields.get_mut(self.focus).map(|field| &mut field.content) {
            Some(Content::Text(field)) => field.key(key),
            Some(Content::Note { field, typed }) => {
                let taken = if key == Key::plain(Code::Enter) {
                    field.key(Key { alt: true, ..key })
                } else {
                    field.key(key)
                };
                *typed = field.value();
                taken
            }
            _ => false,
        }
    }

    /// Takes the next word that begins with a letter or figure, where the field with the keyboard
    /// is a choice; gives whether there is one.
    pub(crate) fn jump(&mut self, key: Key) -> bool {
        let Some(Field { content: Content::Choice { words, at }, visited, .. }) =
            self.fields.get_mut(self.focus)
        else {
            return false;
        };
        let Some(letter) = key.typed() else { return false };
        let begins = |word: &String| {
            word.chars().next().is_some_and(|c| c.to_lowercase().eq(letter.to_lowercase()))
        };
        let count = words.len();
        let found = (1..=count).map(|step| (*at + step) % count).find(|at| begins(&words[*at]));
        if let Some(found) = found {
            (*at, *visited) = (found, true);
        }
        found.is_some()
    }

    pub(crate) fn paste(&mut self, pasted: &str) {
        match self.fields.get_mut(self.focus).map(|field| &mut field.content) {
            Some(Content::Text(field)) => field.paste(pasted),
            Some(Content::Note { field, typed }) => {
                field.paste(pasted);
                *typed = field.value();
            }
            _ => {}
        }
    }

    fn label_width(&self, width: usize) -> usize {
        let widest = self.fields.iter().map(|field| text::width(&field.label)).max().unwrap_or(0);
        (widest + 3).min(width / 2)
    }

    /// The fields that are shown, each with the rows that it takes in all and what is said below
    /// it.
    fn lay_out(&self, width: usize) -> Vec<(usize, usize, Vec<String>)> {
        let room = width.saturating_sub(self.label_width(width)).max(1);
        let shown = self.fields.iter().enumerate().filter(|(_, field)| field.shown);
        shown
            .map(|(at, field)| {
                let below = self.below(at, field);
                let lines = below.map(|words| text::wrap(&words, room)).unwrap_or_default();
                (at, field.rows() + lines.len(), lines)
            })
            .collect()
    }

    /// How many rows the fields take with what is said below them, in so many columns.
    pub(crate) fn height(&self, width: usize) -> usize {
        self.lay_out(width).into_iter().map(|(_, height, _)| height).sum()
    }

    /// Draws the fields, scrolled so that the one with the keyboard is in sight.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let label_width = self.label_width(canvas.width());
        let rows = self.lay_out(canvas.width());
        let mut skip = 0;
        let focus_end: usize =
            rows.iter().take_while(|(at, ..)| *at <= self.focus).map(|(_, height, _)| height).sum();
        if self.fields.iter().any(|field| field.rows() > 1) {
            // Whole fields, because one of several lines cannot be drawn in part.
            let above = rows.iter().take_while(|(at, ..)| *at < self.focus);
            for (_, height, _) in above {
                if focus_end.saturating_sub(skip) <= canvas.height() {
                    break;
                }
                skip += height;
            }
        } else {
            while focus_end.saturating_sub(skip) > canvas.height() {
                skip += 1;
            }
        }
        let mut row = 0;
        for (at, height, lines) in rows {
            let own = self.fields[at].rows();
            if row >= skip && row - skip < canvas.height() {
                self.draw_field(canvas, at, row - skip, label_width);
            }
            for (line, words) in lines.iter().enumerate() {
                let wrong = self.fields[at].error.is_some() && self.fields[at].visited;
                let style = if wrong { theme.error } else { theme.dim };
                if row + own + line >= skip {
                    canvas.text(row + own + line - skip, label_width, words, style);
                }
            }
            row += height;
        }
        let below = row.saturating_sub(skip + canvas.height());
        if below > 0 {
            let words = format!("{} more", canvas.look.glyphs.more[1]);
            canvas.text_right(canvas.height().saturating_sub(1), &words, theme.accent);
        }
    }

    /// What stands under a field: what is wrong with it, or how to fill it while it has the keyboard.
    fn below(&self, at: usize, field: &Field) -> Option<String> {
        match &field.error {
            Some(error) if field.visited => Some(error.clone()),
            _ if at == self.focus && !field.help.is_empty() => Some(field.help.to_string()),
            _ => None,
        }
    }

    fn draw_field(&self, canvas: &mut Canvas<'_>, at: usize, row: usize, column: usize) {
        let theme = canvas.look.theme;
        let field = &self.fields[at];
        let focused = at == self.focus;
        let label = if focused { theme.accent } else { theme.text };
        let marker = if focused { canvas.look.glyphs.here } else { " " };
        canvas.text(row, 0, &format!("{marker} {}", field.label), label);
        canvas.target(row, Target::Line { pane: 0, at });
        match &field.content {
            Content::Text(line) => line.draw(canvas, row, column, focused),
            Content::Note { field, .. } => {
                let rows = NOTE_ROWS.min(canvas.height().saturating_sub(row));
                let width = canvas.width().saturating_sub(column + 1);
                for below in 0..rows {
                    canvas.target(row + below, Target::Line { pane: 0, at });
                }
                field.draw_at(&mut canvas.part(column, row, width, rows), focused);
            }
            Content::Choice { words, at } => {
                let mut place = column;
                let all: usize = words.iter().map(|word| text::width(word) + 4).sum();
                let fits = column + all <= canvas.width();
                let hint = format!("{} of {}", at + 1, words.len());
                // One that is shown alone leaves room for its place among the others.
                let room = canvas.width().saturating_sub(column + text::width(&hint) + 5);
                for (number, word) in words.iter().enumerate() {
                    let chosen = number == *at;
                    if !fits && !chosen {
                        continue;
                    }
                    // Brackets, so that the choice is seen without colour too.
                    let word = if fits {
                        word.clone()
                    } else {
                        text::fit(word, room, canvas.look.glyphs.cut)
                    };
                    let shown = if chosen { format!("[{word}]") } else { format!(" {word} ") };
                    let style = match (chosen, focused) {
                        (true, true) => theme.field_focused,
                        (true, false) => theme.text,
                        (false, _) => theme.dim,
                    };
                    canvas.text(row, place, &shown, style);
                    if chosen && focused {
                        canvas.cursor(row, place + 1);
                    }
                    place += text::width(&shown) + 2;
                }
                if !fits {
                    canvas.text(row, place, &hint, theme.dim);
                }
            }
        }
    }
}

/// What is wrong with what was typed, as a sentence.
pub(crate) fn fault(error: &impl std::fmt::Display) -> String {
    capital(&format!("{error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new(vec![
            Field::text("Title", "", ""),
            Field::note("Reasons", "", ""),
            Field::choice("Mark", "", ["0", "1", "10"].map(str::to_owned).to_vec(), 0),
        ])
    }

    #[test]
    fn a_field_of_several_lines_takes_enter_and_the_arrows_and_tab_leaves_it() {
        let mut form = form();
        form.step(true);
        assert!(form.in_note() && form.takes_text());
        let offered = |command| form.offers("save").iter().any(|offer| offer.command == command);
        assert!(!offered(Command::NextField) && !offered(Command::Accept));
        assert!(offered(Command::NextPane) && offered(Command::Save));
        for key in [Code::Char('a'), Code::Enter, Code::Char('b'), Code::Up, Code::Char('c')] {
            assert!(form.key(Key::plain(key)));
        }
        assert_eq!(form.fields[1].value(), "ac\nb");
        form.follow(Command::NextPane);
        assert_eq!(form.focus, 2);
        form.follow(Command::PreviousField);
        form.paste("\r\nd");
        assert_eq!(form.fields[1].value(), "ac\nd\nb");
    }

    #[test]
    fn a_choice_is_taken_by_its_first_letter_one_after_another() {
        let mut form = form();
        assert!(!form.jump(Key::plain(Code::Char('1'))), "text is typed");
        form.focus = 2;
        for chosen in ["1", "10", "1"] {
            assert!(form.jump(Key::plain(Code::Char('1'))));
            assert_eq!(form.fields[2].value(), chosen);
        }
        assert!(!form.jump(Key::plain(Code::Char('7'))));
    }
}
