//! Colours and emphasis. Named ANSI colours only, so that the terminal's own
//! palette decides; and meaning never by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::settings::ThemeName;

/// The styles of one theme, named after what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Text that matters less.
    pub dim: Style,
    /// Titles.
    pub title: Style,
    /// The accent: keys, the current tab, the product's name.
    pub accent: Style,
    /// The selected line of the pane with the keyboard.
    pub selected: Style,
    /// The selected line of another pane.
    pub selected_elsewhere: Style,
    /// What is done or closed.
    pub done: Style,
    /// What needs attention.
    pub warning: Style,
    /// What went wrong.
    pub error: Style,
    /// Lines that separate.
    pub rule: Style,
    /// A field that can be typed into.
    pub field: Style,
    /// The field with the keyboard.
    pub field_focused: Style,
}

impl Theme {
    /// The styles of a theme.
    pub fn named(name: ThemeName) -> Self {
        match name {
            ThemeName::Dark => Self::coloured(
                Color::Reset,
                Color::Cyan,
                Color::Gray,
                [Color::Green, Color::Yellow, Color::LightRed],
            ),
            ThemeName::Light => Self::coloured(
                Color::Reset,
                Color::Blue,
                Color::DarkGray,
                [Color::Green, Color::Magenta, Color::Red],
            ),
            ThemeName::HighContrast => {
                let base = Style::new().fg(Color::White).bg(Color::Black);
                let mut theme = Self::coloured(
                    Color::White,
                    Color::LightYellow,
                    Color::White,
                    [Color::LightGreen, Color::LightYellow, Color::LightRed],
                );
                for style in theme.all() {
                    *style = base.patch(*style);
                }
                theme.selected = Style::new()
                    .fg(Color::Black)
                    .bg(Color::LightYellow)
                    .add_modifier(Modifier::BOLD);
                theme.selected_elsewhere = base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
                theme
            }
            ThemeName::None => {
                let plain = Style::new();
                Self {
                    text: plain,
                    dim: plain,
                    title: plain.add_modifier(Modifier::BOLD),
                    accent: plain.add_modifier(Modifier::BOLD),
                    selected: plain.add_modifier(Modifier::REVERSED),
                    selected_elsewhere: plain.add_modifier(Modifier::UNDERLINED),
                    done: plain,
                    warning: plain.add_modifier(Modifier::BOLD),
                    error: plain.add_modifier(Modifier::BOLD),
                    rule: plain,
                    field: plain.add_modifier(Modifier::UNDERLINED),
                    field_focused: plain.add_modifier(Modifier::REVERSED),
                }
            }
        }
    }

    fn coloured(
        text: Color,
        accent: Color,
        dim: Color,
        [done, warning, error]: [Color; 3],
    ) -> Self {
        let base = Style::new().fg(text);
        Self {
            text: base,
            dim: base.fg(dim),
            title: base.add_modifier(Modifier::BOLD),
            accent: base.fg(accent).add_modifier(Modifier::BOLD),
            selected: Style::new().add_modifier(Modifier::REVERSED),
            selected_elsewhere: base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            done: base.fg(done),
            warning: base.fg(warning).add_modifier(Modifier::BOLD),
            error: base.fg(error).add_modifier(Modifier::BOLD),
            rule: base.fg(dim),
            field: base.add_modifier(Modifier::UNDERLINED),
            field_focused: base.fg(accent).add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        }
    }

    fn all(&mut self) -> [&mut Style; 12] {
        [
            &mut self.text,
            &mut self.dim,
            &mut self.title,
            &mut self.accent,
            &mut self.selected,
            &mut self.selected_elsewhere,
            &mut self.done,
            &mut self.warning,
            &mut self.error,
            &mut self.rule,
            &mut self.field,
            &mut self.field_focused,
        ]
    }
}
