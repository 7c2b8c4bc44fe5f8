//! The checklist of one stage, in the middle of the walk.

use crate::domain::{ItemState, StageNo, StageState};
use crate::register::{ItemView, StageView};
use crate::tui::command::Command;
use crate::tui::screen::procurement::walk::Pane;
use crate::tui::widget::canvas::{Canvas, Target};
use crate::tui::widget::filter::FilterLine;
use crate::tui::widget::matching;
use crate::tui::widget::scroll::Scroll;
use crate::tui::widget::text;

/// Rows above the items: the stage's name, and its state or what the policy does not say.
pub(super) const ABOVE: usize = 2;

/// The items of a stage that are shown, and how many the filter chose them from.
pub(super) struct Listed<'a> {
    pub(super) items: Vec<&'a ItemView>,
    pub(super) all: usize,
    pub(super) filter: &'a FilterLine,
}

/// Draws the stage's name and its items; states stand in a symbol and a word.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    stage: &StageView,
    first_open: Option<StageNo>,
    listed: &Listed<'_>,
    scroll: Scroll,
    focused: bool,
) {
    let Listed { items, filter, .. } = listed;
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let (settled, all) = stage.progress();
    let figure = format!("{settled}/{all} ");
    let name = format!("{} {}", stage.number, stage.number.name());
    let room = canvas.width().saturating_sub(text::width(&figure) + 2);
    // On a narrow window the name gives way to the mark that there is more below.
    let name = if text::width(&name) + 12 > room {
        format!("{} {}", stage.number, stage.number.short_name())
    } else {
        name
    };
    canvas.text(0, 1, &text::fit(&name, room, glyphs.cut), theme.title);
    canvas.text_right(0, &figure, theme.dim);
    if filter.is_on() {
        filter.draw(canvas, 1, items.len(), listed.all);
    } else {
        let (line, style) = state_line(stage, first_open, theme);
        let silent = stage.silence.is_some() && !items.is_empty();
        let more = if silent { "; the policy is silent here" } else { "" };
        canvas.text(1, 1, &format!("{line}{more}"), style);
    }
    if items.is_empty() && listed.all > 0 {
        let row = filter.draw_nothing(canvas, ABOVE + 1, 1);
        let everywhere = Command::Palette.key(filter.is_typing());
        let words = format!("{everywhere} looks everywhere.");
        canvas.text(row, 1, &words, theme.text);
        return;
    }
    if items.is_empty() {
        draw_empty(canvas, stage, first_open);
        if focused {
            canvas.cursor(ABOVE + 1, 1);
        }
        return;
    }
    let rows = canvas.height().saturating_sub(ABOVE);
    // Where there is room, texts stand in full; else on one line, and in full beside or below.
    let lines_each = if rows >= 10 { 3 } else { 1 };
    let laid: Vec<Laid> = items.iter().map(|item| lay_out(item, canvas, lines_each)).collect();
    let height = |from: usize| -> usize {
        laid.iter().skip(from).take(scroll.selected + 1 - from).map(|item| item.lines.len()).sum()
    };
    let mut offset = scroll.offset.min(scroll.selected);
    while offset < scroll.selected && height(offset) > rows {
        offset += 1;
    }
    let needle = filter.needle();
    let mut row = 0;
    let mut shown = 0;
    for (at, item) in laid.iter().enumerate().skip(offset) {
        if row + item.lines.len() > rows {
            break;
        }
        let here = at == scroll.selected;
        let style = match (here, focused) {
            (true, true) => theme.selected,
            (true, false) => theme.selected_elsewhere,
            (false, _) => item.style,
        };
        if here && focused && !filter.is_typing() {
            canvas.cursor(ABOVE + row, 0);
        }
        let marked = matching::mark(&theme, style);
        for (number, line) in item.lines.iter().enumerate() {
            let marker = if here && number == 0 { glyphs.here } else { " " };
            let after = if number == 0 { item.attached.as_str() } else { "" };
            let lead = if number == 0 { item.lead.clone() } else { " ".repeat(item.indent()) };
            let shown = text::left(line, item.room, glyphs.cut);
            let words = format!("{marker}{lead}{shown}{after}");
            let words = text::left(&words, canvas.width(), glyphs.cut);
            canvas.text(ABOVE + row, 0, &words, style);
            let column = 1 + item.indent();
            canvas.mark((ABOVE + row, column), line, &needle.marks(line), item.room, marked);
            canvas.target(ABOVE + row, Target::Line { pane: Pane::Items as usize, at });
            row += 1;
        }
        shown += 1;
    }
    let below = items.len().saturating_sub(offset + shown);
    if below > 0 {
        // In the corner of the title, beside the figure, so that it hides nothing.
        let words = format!(" {} {below} more  {figure}", glyphs.more[1]);
        canvas.text_right(0, &words, theme.accent);
    }
}

/// Draws a stage without items: what the policy says of its silence, and what can be done.
fn draw_empty(canvas: &mut Canvas<'_>, stage: &StageView, first_open: Option<StageNo>) {
    let theme = canvas.look.theme;
    let words = match &stage.silence {
        Some(silence) => silence.clone(),
        None => "Nothing on the checklist for these facts.".to_owned(),
    };
    let hint = match first_open {
        Some(first) if first < stage.number => {
            format!("It can be closed once stage {first} is. Press a to add an item of your own.")
        }
        _ => "Press c to close the stage, or a to add an item of your own.".to_owned(),
    };
    let mut row = ABOVE + 1;
    for line in text::wrap(&words, canvas.width().saturating_sub(2)) {
        canvas.text(row, 1, &line, theme.text);
        row += 1;
    }
    if stage.state == StageState::Open {
        for line in text::wrap(&hint, canvas.width().saturating_sub(2)) {
            canvas.text(row, 1, &line, theme.dim);
            row += 1;
        }
    }
}

/// An item ready to be drawn.
struct Laid {
    /// What stands before the first line: the state in a symbol and a word.
    lead: String,
    /// The text in lines, each cut to the room there is.
    lines: Vec<String>,
    room: usize,
    /// What stands behind the first line.
    attached: String,
    style: ratatui::style::Style,
}

impl Laid {
    fn indent(&self) -> usize {
        text::width(&self.lead)
    }
}

fn lay_out(item: &ItemView, canvas: &Canvas<'_>, lines_each: usize) -> Laid {
    let theme = canvas.look.theme;
    let glyphs = canvas.look.glyphs;
    let (symbol, style) = match item.state {
        ItemState::Done => (glyphs.done, theme.done),
        ItemState::NotApplicable => (glyphs.passed, theme.dim),
        ItemState::Open if !item.required => (" ", theme.dim),
        ItemState::Open => (" ", theme.text),
    };
    let kind = match (item.state, item.required) {
        (ItemState::Open, false) => "opt.",
        (state, _) => state.word(),
    };
    let mut attached = match item.evidence.len() {
        0 => String::new(),
        count => format!(" +{count}"),
    };
    if item.by_law {
        attached.push_str(" law");
    }
    let lead = format!("{symbol} {} ", text::left(kind, 4, ""));
    let indent = text::width(&lead);
    let room = canvas.width().saturating_sub(indent + 2 + text::width(&attached));
    let words = crate::domain::text::visible(&item.text);
    let wrapped = text::wrap(&words, room);
    let lines = if wrapped.len() > lines_each { vec![words] } else { wrapped };
    Laid { lead, lines, room, attached, style }
}

/// Where the stage stands, in a sentence.
fn state_line(
    stage: &StageView,
    first_open: Option<StageNo>,
    theme: crate::tui::Theme,
) -> (String, ratatui::style::Style) {
    let note = stage.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
    match stage.state {
        _ if stage.needs_attention() => {
            let open = stage.holding_up().count();
            let words = format!("closed, but the facts have changed: {open} required open");
            (words, theme.warning)
        }
        StageState::Closed => (format!("closed{note}"), theme.done),
        StageState::Skipped => (format!("skipped{note}"), theme.dim),
        StageState::Open => match stage.holding_up().count() {
            0 if first_open == Some(stage.number) => {
                let close = Command::CloseStage.key(false);
                (format!("everything required is settled; {close} closes it"), theme.done)
            }
            0 => ("nothing required is open here".to_owned(), theme.dim),
            1 => ("1 required item is open".to_owned(), theme.dim),
            open => (format!("{open} required items are open"), theme.dim),
        },
    }
}
