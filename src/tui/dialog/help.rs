//! Everything that can be done on the screen below, from what it offers itself.

use crate::tui::Look;
use crate::tui::command::{Command, MOVING, Offer};
use crate::tui::dialog::reading;
use crate::tui::effect::{Effect, Message};
use crate::tui::event::Key;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;
use ratatui::text::{Line, Span};

/// The dialog.
pub(crate) struct Help {
    title: String,
    /// Keys, what they do, and whether that is possible right now.
    lines: Vec<(String, String, bool)>,
    scroll: Scroll,
    size: (usize, usize),
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
                let help = match offer.label.filter(|label| *label != entry.label) {
                    Some(label) => format!("{}: {}", capital(label), entry.help.to_lowercase()),
                    None => entry.help.to_owned(),
                };
                (keys.join(" or "), help, offer.enabled)
            })
            .collect();
        Self { title: format!("Help: {title}"), lines, scroll: Scroll::default(), size: (80, 22) }
    }

    /// Width and height of what is inside the frame.
    fn inside(&self) -> (usize, usize) {
        (self.size.0.min(92).saturating_sub(4), self.size.1.saturating_sub(3))
    }

    fn lay_out(&self, columns: usize, look: &Look) -> Vec<Line<'static>> {
        let theme = look.theme;
        let column = self.lines.iter().map(|(keys, ..)| text::width(keys)).max().unwrap_or(0) + 3;
        let mut lines = Vec::new();
        for (keys, help, enabled) in &self.lines {
            let words = if *enabled { help.clone() } else { format!("{help} (not now)") };
            let style = if *enabled { theme.text } else { theme.dim };
            for (row, line) in text::wrap(&words, columns.saturating_sub(column)).iter().enumerate()
            {
                let keys = if row == 0 { keys.as_str() } else { "" };
                let keys = text::left(keys, column, look.glyphs.cut);
                let key_style = if *enabled { theme.accent } else { theme.dim };
                lines.push(Line::from(vec![
                    Span::styled(keys, key_style),
                    Span::styled(line.clone(), style),
                ]));
            }
        }
        lines
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    first + chars.as_str()
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
            Offer::useful(Command::Down).called("read on"),
            Offer::useful(Command::Back).called("close"),
            Offer::plain(Command::Open).called("close"),
        ];
        offers.extend(MOVING);
        offers
    }

    fn update(&mut self, message: Message) -> Effect {
        match message {
            Message::Size { width, height } => {
                self.size = (width, height);
                Effect::None
            }
            Message::Command(Command::Back | Command::Open) => Effect::Pop,
            Message::Command(command) => {
                let (columns, height) = self.inside();
                let look = crate::tui::Options::default().look();
                let length = self.lay_out(columns, &look).len();
                self.scroll.follow_text(command, length, height);
                Effect::None
            }
            Message::Key(key) if Command::Help.entry().keys.contains(&key) => Effect::Pop,
            _ => Effect::None,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>) {
        let (columns, _) = self.inside();
        let lines = self.lay_out(columns, canvas.look);
        let mut frame = super::middle(canvas, columns + 4, lines.len() + 2);
        let mut inner = frame.framed(&self.title);
        reading::scrolled(&mut inner, &lines, self.scroll.offset);
    }
}
