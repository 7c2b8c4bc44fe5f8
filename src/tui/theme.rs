//! Colours and emphasis. Named ANSI colours only, so that the terminal's own
//! palette decides; and meaning never by colour alone.
//!
//! On a dark background only the bright colours are readable in every usual
//! palette, on a light one only blue, magenta and red; the tests compute it.

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
                Color::LightCyan,
                Color::Gray,
                [Color::LightGreen, Color::LightYellow, Color::LightRed],
            ),
            ThemeName::Light => Self::coloured(
                Color::Reset,
                Color::Blue,
                Color::Reset,
                [Color::Blue, Color::Magenta, Color::Red],
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

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    type Rgb = (u8, u8, u8);

    /// A terminal's 16 colours, and the text and background that it draws by itself.
    struct Palette {
        name: &'static str,
        text: Rgb,
        background: Rgb,
        /// Black, red, green, yellow, blue, magenta, cyan, white; then the same, bright.
        colours: [u32; 16],
    }

    const fn rgb(colour: u32) -> Rgb {
        let [_, red, green, blue] = colour.to_be_bytes();
        (red, green, blue)
    }

    const XTERM: [u32; 16] = [
        0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
        0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ];
    const WINDOWS: [u32; 16] = [
        0x00_0000, 0x80_0000, 0x00_8000, 0x80_8000, 0x00_0080, 0x80_0080, 0x00_8080, 0xc0_c0c0,
        0x80_8080, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x00_00ff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ];
    const CAMPBELL: [u32; 16] = [
        0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
        0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2,
    ];
    const LINUX: [u32; 16] = [
        0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
        0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
    ];
    const CODE_DARK: [u32; 16] = [
        0x00_0000, 0xcd_3131, 0x0d_bc79, 0xe5_e510, 0x24_72c8, 0xbc_3fbc, 0x11_a8cd, 0xe5_e5e5,
        0x66_6666, 0xf1_4c4c, 0x23_d18b, 0xf5_f543, 0x3b_8eea, 0xd6_70d6, 0x29_b8db, 0xe5_e5e5,
    ];
    const CODE_LIGHT: [u32; 16] = [
        0x00_0000, 0xcd_3131, 0x10_7c10, 0x94_9800, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0x55_5555,
        0x66_6666, 0xcd_3131, 0x14_ce14, 0xb5_ba00, 0x04_51a5, 0xbc_05bc, 0x05_98bc, 0xa5_a5a5,
    ];

    const fn on(name: &'static str, text: u32, background: u32, colours: [u32; 16]) -> Palette {
        Palette { name, text: rgb(text), background: rgb(background), colours }
    }

    fn dark() -> [Palette; 5] {
        [
            on("xterm", 0xe5_e5e5, 0x00_0000, XTERM),
            on("Windows console", 0xc0_c0c0, 0x00_0000, WINDOWS),
            on("Windows Terminal", 0xcc_cccc, 0x0c_0c0c, CAMPBELL),
            on("Linux console", 0xaa_aaaa, 0x00_0000, LINUX),
            on("VS Code dark", 0xcc_cccc, 0x1e_1e1e, CODE_DARK),
        ]
    }

    fn light() -> [Palette; 5] {
        [
            on("xterm", 0x00_0000, 0xff_ffff, XTERM),
            on("Windows console", 0x00_0000, 0xff_ffff, WINDOWS),
            on("Windows Terminal", 0x0c_0c0c, 0xf2_f2f2, CAMPBELL),
            on("Linux console", 0x00_0000, 0xff_ffff, LINUX),
            on("VS Code light", 0x33_3333, 0xff_ffff, CODE_LIGHT),
        ]
    }

    /// The relative luminance of WCAG 2.
    fn luminance((red, green, blue): Rgb) -> f64 {
        let part = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn shown(palette: &Palette, colour: Option<Color>, by_itself: Rgb) -> Rgb {
        let at = match colour {
            None | Some(Color::Reset) => return by_itself,
            Some(Color::Black) => 0,
            Some(Color::Red) => 1,
            Some(Color::Green) => 2,
            Some(Color::Yellow) => 3,
            Some(Color::Blue) => 4,
            Some(Color::Magenta) => 5,
            Some(Color::Cyan) => 6,
            Some(Color::Gray) => 7,
            Some(Color::DarkGray) => 8,
            Some(Color::LightRed) => 9,
            Some(Color::LightGreen) => 10,
            Some(Color::LightYellow) => 11,
            Some(Color::LightBlue) => 12,
            Some(Color::LightMagenta) => 13,
            Some(Color::LightCyan) => 14,
            Some(Color::White) => 15,
            Some(other) => panic!("{other:?} is not one of the 16 named colours"),
        };
        rgb(palette.colours[at])
    }

    #[test]
    fn black_on_white_has_the_contrast_that_the_standard_says() {
        let most = contrast((0, 0, 0), (255, 255, 255));
        assert!((most - 21.0).abs() < 1e-9, "{most}");
        let known = contrast(rgb(0x76_7676), rgb(0xff_ffff));
        assert!((known - 4.54).abs() < 0.01, "{known}");
    }

    #[test]
    fn every_style_of_every_theme_has_contrast_aa_on_the_usual_palettes() {
        let mut wrong = Vec::new();
        for name in ThemeName::iter() {
            let palettes: Vec<Palette> = match name {
                ThemeName::Dark | ThemeName::HighContrast => dark().into(),
                ThemeName::Light => light().into(),
                ThemeName::None => dark().into_iter().chain(light()).collect(),
            };
            for palette in palettes {
                for (at, style) in Theme::named(name).all().into_iter().enumerate() {
                    // Reversing swaps both and leaves the contrast as it is.
                    let text = shown(&palette, style.fg, palette.text);
                    let background = shown(&palette, style.bg, palette.background);
                    let contrast = contrast(text, background);
                    if contrast < 4.5 {
                        wrong.push(format!(
                            "{name}, style {at} {:?} on {}: {contrast:.2}",
                            style.fg, palette.name
                        ));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
