//! The last line: the most useful commands here and now, from what the screen offers.

use ratatui::text::{Line, Span};

use crate::tui::command::{Command, Offer};
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// Draws as many useful commands as fit, and help, which always does.
pub(crate) fn draw(canvas: &mut Canvas<'_>, offers: &[Offer], letters_are_text: bool) {
    let columns = |offer: &Offer| columns(offer, letters_are_text);
    let theme = canvas.look.theme;
    // The way out and help are always there; the others as far as there is room.
    let kept = [Command::Back, Command::Quit, Command::Help];
    let last: Vec<&Offer> = kept
        .iter()
        .filter_map(|command| {
            offers.iter().find(|offer| offer.command == *command && offer.useful && offer.enabled)
        })
        .collect();
    let reserved: usize = last.iter().map(|offer| columns(offer)).sum();
    let mut used = 1;
    let mut shown: Vec<&Offer> = Vec::new();
    let useful = offers
        .iter()
        .filter(|offer| offer.useful && offer.enabled && !kept.contains(&offer.command));
    for offer in useful {
        let columns = columns(offer);
        if used + columns + reserved > canvas.width() {
            break;
        }
        used += columns;
        shown.push(offer);
    }
    let mut spans = vec![Span::raw(" ")];
    let row = canvas.height().saturating_sub(1);
    let mut column = 1;
    for offer in shown.into_iter().chain(last) {
        canvas.target_part(row, column, columns(offer) - 1, Target::Command(offer.command));
        column += columns(offer);
        spans.push(Span::styled(offer.command.key(letters_are_text), theme.accent));
        spans.push(Span::styled(format!(" {}  ", offer.words()), theme.text));
    }
    canvas.line(row, &Line::from(spans));
}

fn columns(offer: &Offer, letters_are_text: bool) -> usize {
    text::width(&offer.command.key(letters_are_text)) + text::width(offer.words()) + 3
}
