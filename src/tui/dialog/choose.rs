//! A question for one of several things to do.

use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Message};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choose {
    pub(crate) title: String,
    pub(crate) explain: String,
    pub(crate) choices: Vec<(String, Effect)>,
}

/// The dialog.
pub(crate) struct ChooseDialog {
    choose: Choose,
    scroll: Scroll,
}

/// The most lines that are shown at once.
const MOST: usize = 10;

impl ChooseDialog {
    pub(crate) fn new(choose: Choose) -> Self {
        Self { choose, scroll: Scroll::default() }
    }
}

impl Screen for ChooseDialog {
    fn title(&self) -> &'static str {
        "A choice"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Open).called("choose"),
            Offer::useful(Command::Back).called("leave it"),
        ];
        offers.extend(MOVING);
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Command(Command::Back) => Effect::Pop,
            Message::Command(Command::Open) => {
                match self.choose.choices.get(self.scroll.selected) {
                    // The dialog goes first, so that a further question lies over the screen.
                    Some((_, effect)) => Effect::Batch(vec![Effect::Pop, effect.clone()]),
                    None => Effect::Pop,
                }
            }
            Message::Command(command) => {
                self.scroll.follow(command, self.choose.choices.len(), MOST);
                Effect::None
            }
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 84 };
        let mut explain = text::wrap(&self.choose.explain, width.saturating_sub(4));
        // A long reason never pushes the choices out of sight.
        let most = canvas.height().saturating_sub(self.choose.choices.len().min(MOST) + 4).max(1);
        if explain.len() > most {
            explain.truncate(most);
            if let Some(last) = explain.last_mut() {
                last.push_str(canvas.look.glyphs.cut);
            }
        }
        let shown = self.choose.choices.len().min(MOST);
        let mut frame = super::middle(canvas, width, explain.len() + 1 + shown + 2);
        let mut inner = frame.framed(&self.choose.title);
        for (row, line) in explain.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
        let top = explain.len() + 1;
        let visible = self.choose.choices.iter().enumerate().skip(self.scroll.offset).take(MOST);
        for (row, (at, (label, _))) in visible.enumerate() {
            let selected = at == self.scroll.selected;
            let marker = if selected { inner.look.glyphs.here } else { " " };
            let columns = inner.width();
            let line = text::left(&format!("{marker} {label}"), columns, inner.look.glyphs.cut);
            inner.text(top + row, 0, &line, if selected { theme.selected } else { theme.text });
            if selected {
                inner.cursor(top + row, 0);
            }
        }
    }
}
