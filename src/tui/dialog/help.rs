//! Everything that can be done on the screen below, from what it offers itself.

use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::effect::{Effect, Message};
use crate::tui::event::Key;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// The dialog.
pub(crate) struct Help {
    title: String,
    /// Keys, what they do, and whether that is possible right now.
    lines: Vec<(String, String, bool)>,
    scroll: Scroll,
    height: usize,
}

impl Help {
    pub(crate) fn new(title: &str, offers: &[Offer]) -> Self {
        let mut sorted: Vec<&Offer> = offers.iter().collect();
        // What is particular to the screen first, moving about last.
        sorted.sort_by_key(|offer| {
            let moves = MOVING.iter().any(|moving| moving.command == offer.command);
            (moves, !offer.useful)
        });
        let lines = sorted
            .iter()
            .map(|offer| {
                let entry = offer.command.entry();
                let keys: Vec<String> = entry.keys.iter().map(Key::to_string).collect();
                (keys.join(" or "), entry.help.to_owned(), offer.enabled)
            })
            .collect();
        Self { title: format!("Help: {title}"), lines, scroll: Scroll::default(), height: 20 }
    }

    const fn inside(&self) -> usize {
        self.height.saturating_sub(3)
    }
}

impl Screen for Help {
    fn title(&self) -> &'static str {
        "Help"
    }

    fn is_dialog(&self) -> bool {
        true
    }

    fn commands(&self) -> Vec<Offer> {
        let mut offers = vec![
            Offer::useful(Command::Back).called("close"),
            Offer::plain(Command::Open).called("close"),
        ];
        offers.extend(MOVING);
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { height, .. } => {
                self.height = height;
                Effect::None
            }
            Message::Command(Command::Back | Command::Open) => Effect::Pop,
            Message::Command(command) => {
                let height = self.inside();
                self.scroll.follow_text(command, self.lines.len(), height);
                Effect::None
            }
            Message::Key(key) if Command::Help.entry().keys.contains(&key) => Effect::Pop,
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.look.theme;
        let column = self.lines.iter().map(|(keys, ..)| text::width(keys)).max().unwrap_or(0) + 3;
        let widest =
            self.lines.iter().map(|(_, help, _)| text::width(help)).max().unwrap_or(0) + 20;
        let mut frame = super::middle(canvas, column + widest + 4, self.lines.len() + 2);
        let mut inner = frame.framed(&self.title);
        let offset = self.scroll.offset.min(self.lines.len().saturating_sub(inner.height()));
        for (row, (keys, help, enabled)) in self.lines.iter().skip(offset).enumerate() {
            let style = if *enabled { theme.text } else { theme.dim };
            inner.text(row, 0, keys, if *enabled { theme.accent } else { theme.dim });
            let words = if *enabled { help.clone() } else { format!("{help} (not now)") };
            inner.text(row, column, &words, style);
        }
    }
}
