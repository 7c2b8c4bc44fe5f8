//! A list to take one line from, for a field of the form below.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Answer, Effect, Message, Place};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::form::Form;
use crate::tui::widget::list::List;

/// What there is to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picking {
    pub(crate) title: String,
    pub(crate) lines: Vec<String>,
    /// The line that stands in the field.
    pub(crate) at: usize,
}

/// Shows the words of the choice with the keyboard as a list, where they are many.
pub(crate) fn from(form: &Form) -> Effect {
    form.long_choice().map_or(Effect::None, |(field, words, at)| {
        let (title, lines) = (field.label.to_string(), words.to_vec());
        Effect::Push(Place::Pick(Picking { title, lines, at }))
    })
}

/// The dialog.
pub(crate) struct PickDialog {
    picking: Picking,
    list: List,
    height: usize,
}

impl PickDialog {
    pub(crate) fn new(picking: Picking) -> Self {
        let list = List::at(picking.at);
        Self { picking, list, height: 22 }
    }

    /// How many lines are shown at once.
    fn rows(&self) -> usize {
        self.list.rows(self.picking.lines.len(), self.height.saturating_sub(4))
    }
}

impl Screen for PickDialog {
    fn title(&self) -> &'static str {
        "A list"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.list.takes_text()
    }

    fn copy(&self) -> Option<(String, String)> {
        let at = self.list.selected(&self.picking.lines)?;
        Some(("the line".to_owned(), self.picking.lines[at].clone()))
    }

    fn commands(&self) -> Vec<Offer> {
        let own = vec![
            Offer::useful(Command::Open).called("take it"),
            Offer::useful(Command::Back).called("leave it"),
        ];
        self.list.offers(self.picking.lines.len(), own)
    }

    fn update(&mut self, message: Message) -> Effect {
        let rows = self.rows();
        if self.list.follow(&message, &self.picking.lines, rows) {
            return Effect::None;
        }
        match message {
            Message::Size { height, .. } => {
                self.height = height;
                let rows = self.rows();
                self.list.keep(&self.picking.lines, rows);
                Effect::None
            }
            Message::Command(Command::Back) => Effect::Pop,
            Message::Command(Command::Open) => match self.list.selected(&self.picking.lines) {
                Some(at) => Effect::Answer(Answer::Picked(at)),
                None => Effect::None,
            },
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let width = if canvas.width() < 110 { canvas.width() } else { 102 };
        let rows = self.rows();
        let below = self.list.below(&self.picking.lines, rows);
        let mut frame = super::middle(canvas, width, rows + 3);
        let mut inner = frame.framed(&self.picking.title);
        let columns = inner.width();
        let nothing = "There is nothing to choose from.";
        self.list.draw(&mut inner.part(0, 0, columns, rows), &self.picking.lines, nothing);
        if below > 0 {
            let words = format!("{} {below} more ", inner.look.glyphs.more[1]);
            let accent = inner.look.theme.accent;
            inner.text_right(rows, &words, accent);
        }
    }
}
