//! A question for one of several things to do.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Message};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::list::List;
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
    labels: Vec<String>,
    list: List,
}

/// The most lines that are shown at once.
const MOST: usize = 10;

impl ChooseDialog {
    pub(crate) fn new(choose: Choose) -> Self {
        let labels = choose.choices.iter().map(|(label, _)| label.clone()).collect();
        Self { choose, labels, list: List::default() }
    }
}

impl Screen for ChooseDialog {
    fn title(&self) -> &'static str {
        "A choice"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.list.takes_text()
    }

    fn commands(&self) -> Vec<Offer> {
        let own = vec![
            Offer::useful(Command::Open).called("choose"),
            Offer::useful(Command::Back).called("leave it"),
        ];
        self.list.offers(self.labels.len(), own)
    }

    fn update(&mut self, message: Message) -> Effect {
        if self.list.follow(&message, &self.labels, MOST) {
            return Effect::None;
        }
        match message {
            Message::Command(Command::Back) => return Effect::Pop,
            Message::Command(Command::Open) => {
                let selected = self.list.selected(&self.labels);
                let Some((_, effect)) = selected.and_then(|at| self.choose.choices.get(at)) else {
                    return Effect::None;
                };
                // The dialog goes first, so that a further question lies over the screen.
                return Effect::Batch(vec![Effect::Pop, effect.clone()]);
            }
            _ => {}
        }
        Effect::None
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = if canvas.width() < 90 { canvas.width() } else { 84 };
        let mut explain = text::wrap(&self.choose.explain, width.saturating_sub(4));
        let rows = self.list.rows(self.labels.len(), MOST);
        // A long reason never pushes the choices out of sight.
        let most = canvas.height().saturating_sub(rows + 4).max(1);
        if explain.len() > most {
            explain.truncate(most);
            if let Some(last) = explain.last_mut() {
                last.push_str(canvas.look.glyphs.cut);
            }
        }
        let mut frame = super::middle(canvas, width, explain.len() + 1 + rows + 2);
        let mut inner = frame.framed(&self.choose.title);
        for (row, line) in explain.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
        let columns = inner.width();
        let mut part = inner.part(0, explain.len() + 1, columns, rows);
        self.list.draw(&mut part, &self.labels, "There is nothing to choose from.");
    }
}
