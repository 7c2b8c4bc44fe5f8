//! The last line: the most useful commands here and now, from what the screen offers.

use ratatui::text::{Line, Span};

use crate::tui::command::{Command, Offer};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text;

/// Draws as many useful commands as fit, and help, which always does.
pub(crate) fn draw(canvas: &mut Canvas<'_>, offers: &[Offer], letters_are_text: bool) {
    let columns = |offer: &Offer| columns(offer, letters_are_text);
    let theme = canvas.look.theme;
    let help = offers.iter().find(|offer| offer.command == Command::Help);
    let mut used = 1;
    let reserved = help.map_or(0, columns);
    let mut spans = vec![Span::raw(" ")];
    let useful = offers
        .iter()
        .filter(|offer| offer.useful && offer.enabled && offer.command != Command::Help);
    for offer in useful {
        let columns = columns(offer);
        if used + columns + reserved > canvas.width() {
            break;
        }
        used += columns;
        spans.push(Span::styled(offer.command.key(letters_are_text), theme.accent));
        spans.push(Span::styled(format!(" {}  ", offer.words()), theme.text));
    }
    if let Some(offer) = help {
        spans.push(Span::styled(offer.command.key(letters_are_text), theme.accent));
        spans.push(Span::styled(format!(" {}", offer.words()), theme.text));
    }
    let row = canvas.height().saturating_sub(1);
    canvas.line(row, &Line::from(spans));
}

fn columns(offer: &Offer, letters_are_text: bool) -> usize {
    text::width(&offer.command.key(letters_are_text)) + text::width(offer.words()) + 3
}
