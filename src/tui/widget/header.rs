//! The first lines: where the officer is, and whose policy applies.

use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::text;

/// Draws the product's name, the place, and whose policy or name stands on the right.
pub(crate) fn draw(canvas: &mut Canvas<'_>, place: &str, right: &str) {
    let theme = canvas.look.theme;
    canvas.text(0, 1, "Tenderbook", theme.accent);
    // A long name gives way before the place where the officer is.
    let kept = text::width(place).min(12) + 15;
    let right = text::fit(right, canvas.width().saturating_sub(kept), canvas.look.glyphs.cut);
    let right_width = text::width(&right);
    let room = canvas.width().saturating_sub(right_width + 15);
    canvas.text(0, 13, &text::fit(place, room, canvas.look.glyphs.cut), theme.title);
    if canvas.width() > right_width + 14 {
        canvas.text_right(0, &format!("{right} "), theme.dim);
    }
}
