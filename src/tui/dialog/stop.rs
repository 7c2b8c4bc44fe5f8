//! Whether to leave while a job runs, which stops it.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Effect, Message};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text;

/// The dialog.
pub(crate) struct Stop {
    sentence: String,
}

impl Stop {
    /// Asks about the job that the sentence tells of.
    pub(crate) const fn new(sentence: String) -> Self {
        Self { sentence }
    }
}

impl Screen for Stop {
    fn title(&self) -> &'static str {
        "Leave while work runs?"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        vec![
            Offer::useful(Command::Back).called("stay"),
            Offer::useful(Command::Confirm).called("stop it and leave"),
            Offer::useful(Command::Help),
        ]
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            // What stood in the way of leaving has come to its end; leaving is asked for anew.
            Message::Command(Command::Back) | Message::Settled => Effect::Pop,
            Message::Command(Command::Confirm) => Effect::QuitAnyway,
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = 62.min(canvas.width().saturating_sub(2));
        let words = format!(
            "{} Press {} to stop it and leave, or {} to stay.",
            self.sentence,
            Command::Confirm.key(false),
            Command::Back.key(false)
        );
        let lines = text::wrap(&words, width.saturating_sub(4));
        let mut frame = super::middle(canvas, width, lines.len() + 2);
        let mut inner = frame.framed(self.title());
        for (row, line) in lines.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
    }
}
