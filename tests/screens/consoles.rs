//! What is drawn where a console's font lacks symbols.

use tenderbook::settings::{Preferences, Setting, Source};
use tenderbook::tui::Options;

use super::{Journey, WAYS};

/// The symbols of code page 437, which every font of Windows' console has, as it has the characters of
/// code page 1252; and the black circle, the one more of Microsoft's list WGL4 that is drawn.
const SYMBOLS: &str =
    "●•◘○◙►◄↕‼▬↨↑↓→←∟↔▲▼░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀∞∩≡≥≤≈∙√■";

fn on_windows() -> Options {
    let mut preferences = Preferences::default();
    preferences.decide(Setting::Glyphs, "windows".to_owned(), Source::Console);
    Options { preferences, ..Options::default() }
}

#[test]
fn every_screen_can_be_drawn_with_the_fonts_of_windows_own_console() {
    let mut drawn = String::new();
    for (name, way) in WAYS {
        let mut journey = Journey::new(120, 40, on_windows());
        way(&mut journey);
        let text = journey.text();
        let lacks =
            |c: &char| !SYMBOLS.contains(*c) && encoding_rs::WINDOWS_1252.encode(&c.to_string()).2;
        let foreign: String = text.chars().filter(lacks).collect();
        assert_eq!(foreign, "", "{name}:\n{text}");
        drawn.push_str(&text);
    }
    assert!(drawn.contains('√') && drawn.contains('►'), "{drawn}");
}
