//! Whether to leave what was typed: the answer that loses it has a key of its own, not Enter.

use crate::tui::command::{Command, Offer};
use crate::tui::effect::{Answer, Effect, Message};
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text;

/// The dialog.
pub(crate) struct Leave;

impl Screen for Leave {
    fn title(&self) -> &'static str {
        "Leave what was typed?"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        vec![
            Offer::useful(Command::Back).called("go on typing"),
            Offer::useful(Command::Discard).called("discard it"),
        ]
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Command(Command::Back) => Effect::Pop,
            Message::Command(Command::Discard) => Effect::Answer(Answer::Leave),
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let width = 58.min(canvas.width().saturating_sub(2));
        let words = format!(
            "What you have typed is not saved. Press {} to go on typing, or {} to discard it.",
            Command::Back.key(false),
            Command::Discard.key(false)
        );
        let lines = text::wrap(&words, width.saturating_sub(4));
        let mut frame = super::middle(canvas, width, lines.len() + 2);
        let mut inner = frame.framed("Leave what was typed?");
        for (row, line) in lines.iter().enumerate() {
            inner.text(row, 0, line, theme.text);
        }
    }
}
