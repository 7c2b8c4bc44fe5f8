//! Everything that can be done on the screen below, from what it offers itself.

use ratatui::text::{Line, Span};

use crate::tui::Look;
use crate::tui::command::{MOVING, Offer};
use crate::tui::dialog::reading::{Body, Reading};
use crate::tui::event::Key;
use crate::tui::widget::text;

/// What one command does.
pub(crate) struct KeyLine {
    keys: String,
    help: String,
    /// Whether it is possible right now.
    enabled: bool,
}

/// The page for what a screen offers.
pub(crate) fn page(title: &str, offers: &[Offer]) -> Reading {
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
            let keys: Vec<String> = offer.command.keys().iter().map(Key::to_string).collect();
            let help = match offer.label.filter(|label| *label != entry.label) {
                Some(_) if offer.stops_work() => offer.sentence(),
                Some(label) => format!("{}: {}", text::capital(label), entry.help.to_lowercase()),
                None => entry.help.to_owned(),
            };
            KeyLine { keys: keys.join(" or "), help, enabled: offer.enabled }
        })
        .collect();
    Reading::new(format!("Help: {title}"), Body::Keys(lines))
}

/// Lays the commands out in two columns: keys, and what they do.
pub(super) fn lay_out(keys: &[KeyLine], columns: usize, look: &Look) -> Vec<Line<'static>> {
    let theme = look.theme;
    let column = keys.iter().map(|line| text::width(&line.keys)).max().unwrap_or(0) + 3;
    let mut lines = Vec::new();
    for KeyLine { keys, help, enabled } in keys {
        let words = if *enabled { help.clone() } else { format!("{help} (not now)") };
        let (key_style, style) =
            if *enabled { (theme.accent, theme.text) } else { (theme.dim, theme.dim) };
        let wrapped = text::wrap(&words, columns.saturating_sub(column));
        for (row, line) in wrapped.into_iter().enumerate() {
            let keys = if row == 0 { keys.as_str() } else { "" };
            let keys = text::left(keys, column, look.glyphs.cut);
            lines.push(Line::from(vec![Span::styled(keys, key_style), Span::styled(line, style)]));
        }
    }
    lines
}
