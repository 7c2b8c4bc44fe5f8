//! The styles of a screen under every theme, as one picture of letters.
//!
//! The text is the same under all of them, which is asserted, and stands in the
//! picture of the dark theme. Here each place has a letter for what it looks like in
//! all four themes together, and below stands what each letter means: small letters
//! for the styles of the theme, capitals for those that are laid over one another.
//! A place that loses its style in one theme only, gets a letter of its own.

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};
use tenderbook::tui::{Glyphs, Look, Theme, ThemeName};

use super::Journey;

const THEMES: [ThemeName; 4] =
    [ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast, ThemeName::None];

/// What a place looks like: ink, ground and emphasis under each theme.
type Looks = [(Color, Color, Modifier); 4];

/// The styles of the themes by the letters that stand for them.
fn named() -> [(char, &'static str, Looks); 12] {
    let style = |style: Style| {
        let (ink, ground) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
        (ink, ground, style.add_modifier)
    };
    let looks = |of: fn(Theme) -> Style| THEMES.map(|name| style(of(Theme::named(name))));
    [
        ('.', "text", looks(|theme| theme.text)),
        ('d', "dim", looks(|theme| theme.dim)),
        ('t', "title", looks(|theme| theme.title)),
        ('a', "accent", looks(|theme| theme.accent)),
        ('s', "selected", looks(|theme| theme.selected)),
        ('e', "selected elsewhere", looks(|theme| theme.selected_elsewhere)),
        ('k', "done", looks(|theme| theme.done)),
        ('w', "warning", looks(|theme| theme.warning)),
        ('x', "error", looks(|theme| theme.error)),
        ('r', "rule", looks(|theme| theme.rule)),
        ('f', "field", looks(|theme| theme.field)),
        ('o', "field with the keyboard", looks(|theme| theme.field_focused)),
    ]
}

/// Draws the screen under every theme, and gives the picture of its styles.
pub(super) fn in_every_theme(journey: &mut Journey) -> String {
    let look = Look::of(&journey.options.preferences);
    let drawn = THEMES.map(|name| {
        journey.app.wear(Look { theme: Theme::named(name), glyphs: Glyphs::UNICODE });
        journey.draw();
        journey.terminal.backend().buffer().clone()
    });
    journey.app.wear(look);
    let [dark, others @ ..] = &drawn;
    for other in others {
        let symbols = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect::<String>();
        assert_eq!(symbols(&dark.content), symbols(&other.content), "a theme changes the text");
    }
    let mut known: Vec<(char, &str, Looks)> = named().into();
    let mut capitals = 'A'..='Z';
    let mut used: Vec<usize> = Vec::new();
    let mut picture = String::new();
    for y in 0..dark.area.height {
        let mut line = String::new();
        for x in 0..dark.area.width {
            let looks = drawn.each_ref().map(|buffer| {
                let cell = &buffer[(x, y)];
                (cell.fg, cell.bg, cell.modifier)
            });
            let at = known.iter().position(|(_, _, other)| *other == looks).unwrap_or_else(|| {
                known.push((capitals.next().unwrap(), "laid over another", looks));
                known.len() - 1
            });
            used.push(at);
            line.push(known[at].0);
        }
        let _ = writeln!(picture, "{}", line.trim_end_matches('.'));
    }
    for (at, (letter, name, looks)) in known.iter().enumerate() {
        if !used.contains(&at) {
            continue;
        }
        let _ = write!(picture, "\n{letter} {name}");
        for (theme, (ink, ground, emphasis)) in THEMES.iter().zip(looks) {
            let _ = write!(picture, "\n    {theme}: {ink}/{ground} {emphasis:?}");
        }
    }
    picture
}
