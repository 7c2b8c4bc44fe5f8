//! The rail of the 13 stages with their progress, on the left of the walk.

use crate::domain::{StageNo, StageState};
use crate::register::ProcurementView;
use crate::tui::screen::procurement::walk::Pane;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::text;

/// Draws the 13 stages; the state stands in a symbol, and in a word where there is room.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    view: &ProcurementView,
    selected: StageNo,
    focused: bool,
) {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let offset = selected.index().saturating_sub(canvas.height().saturating_sub(1));
    for (row, stage) in view.stages.iter().skip(offset).enumerate() {
        let (settled, all) = stage.progress();
        let here = stage.number == selected;
        let current = view.progress().stage == Some(stage.number);
        let (symbol, style) = match stage.state {
            _ if here => (glyphs.here, theme.title),
            _ if stage.needs_attention() => (glyphs.attention, theme.warning),
            StageState::Closed => (glyphs.done, theme.done),
            StageState::Skipped => (glyphs.passed, theme.dim),
            StageState::Open if current => (glyphs.current, theme.title),
            StageState::Open => (" ", theme.text),
        };
        let count = match (stage.state, all) {
            (StageState::Skipped, _) => "skip".to_owned(),
            (_, 0) => glyphs.passed.to_owned(),
            _ => format!("{settled}/{all}"),
        };
        let count = text::right(&count, 5, "");
        let name_width = canvas.width().saturating_sub(5 + 5);
        let name = text::left(stage.number.short_name(), name_width, glyphs.cut);
        let line = format!("{symbol}{:>3} {name}{count}", stage.number.get());
        let style = match (here, focused) {
            (true, true) => theme.selected,
            (true, false) => theme.selected_elsewhere,
            (false, _) => style,
        };
        canvas.text(row, 0, &line, style);
        let at = stage.number.index();
        canvas.target(row, Target::Line { pane: Pane::Rail as usize, at });
        if here && focused {
            canvas.cursor(row, 0);
        }
    }
}
