//! The dialogs: small screens that lie over another one.

pub(crate) mod choose;
pub(crate) mod export;
pub(crate) mod filling;
pub(crate) mod help;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod leave;
pub(crate) mod letter;
pub(crate) mod needs;
pub(crate) mod opt_out;
pub(crate) mod palette;
pub(crate) mod pick;
pub(crate) mod prompt;
pub(crate) mod reading;
pub(crate) mod refusal;
pub(crate) mod stop;
pub(crate) mod topics;
pub(crate) mod tour;
pub(crate) mod upgrade;
pub(crate) mod weight;

use crate::tui::widget::canvas::Canvas;

/// The middle of a canvas, at most as large as wanted.
pub(crate) fn middle<'a>(canvas: &'a mut Canvas<'_>, width: usize, height: usize) -> Canvas<'a> {
    // A narrow strip of the screen below on either side would only be in the way.
    let width = if width + 8 >= canvas.width() { canvas.width() } else { width };
    let height = height.min(canvas.height().saturating_sub(1));
    let x = (canvas.width() - width) / 2;
    let y = (canvas.height() - height) / 2;
    canvas.part(x, y, width, height)
}
