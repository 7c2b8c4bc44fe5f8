//! The line of tabs, of which the one that is open always stands in sight with its name.

use crate::tui::command::Command;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// How the tabs that are not open are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// With a space on both sides.
    Ample,
    /// One space apart.
    Tight,
    /// As a number alone.
    Scarce,
}

/// How many columns the tabs take one space apart, and with room between them.
fn needs<'a>(names: impl Iterator<Item = &'a str> + Clone) -> (usize, usize) {
    let count = names.clone().count();
    let all: usize = names.map(text::width).sum();
    // The open one has a bracket on both sides, and a column is left before and behind them all.
    (1 + all + 3 * count + 2, 1 + all + 4 * count)
}

/// Whether the names can stand in so many columns at all.
pub(crate) fn fit<'a>(names: impl Iterator<Item = &'a str> + Clone, width: usize) -> bool {
    needs(names).0 <= width
}

/// Draws the tabs in a row, each to be clicked; gives the first column behind them.
pub(crate) fn draw<S: AsRef<str>>(
    canvas: &mut Canvas<'_>,
    row: usize,
    tabs: &[(S, Command)],
    open: usize,
) -> usize {
    let theme = canvas.look.theme;
    let width = canvas.width();
    let (tight, ample) = needs(tabs.iter().map(|(name, _)| name.as_ref()));
    let room = if ample <= width {
        Room::Ample
    } else if tight <= width {
        Room::Tight
    } else {
        Room::Scarce
    };
    // A number and the space behind it for each of the others.
    let left = width.saturating_sub(2 * tabs.len().saturating_sub(1) + 6);
    let mut column = 1;
    for (at, (name, command)) in tabs.iter().enumerate() {
        let (number, name) = (at + 1, name.as_ref());
        let shown = match (at == open, room) {
            (true, Room::Scarce) => {
                format!("[{number} {}]", text::fit(name, left, canvas.look.glyphs.cut))
            }
            (true, _) => format!("[{number} {name}]"),
            (false, Room::Ample) => format!(" {number} {name} "),
            (false, Room::Tight) => format!("{number} {name}"),
            (false, Room::Scarce) => number.to_string(),
        };
        canvas.text(row, column, &shown, if at == open { theme.accent } else { theme.text });
        let wide = text::width(&shown);
        canvas.target_part(row, column, wide, Target::Command(*command));
        column += wide + usize::from(room != Room::Ample);
    }
    column
}
