//! The settings in one table: what each is called in the file, what it is for, what it may be.

use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use crate::domain::{OcdsPrefix, text};
use crate::settings::looks::{DateStyle, GlyphSet, Mouse, ThemeName};

/// Something that an officer can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Setting {
    /// The officer's name.
    Officer,
    /// What the officer is.
    Role,
    /// For whom the officer buys.
    Authority,
    /// The policy that a new tender starts with.
    DefaultPolicy,
    /// The colours.
    Theme,
    /// The symbols.
    Glyphs,
    /// How days are written.
    Dates,
    /// Whether the mouse is followed.
    Mouse,
    /// The prefix of OCDS identifiers.
    OcdsPrefix,
}

/// The longest text that a setting takes, in characters.
const LONGEST: usize = 120;

fn words_of<T: IntoEnumIterator + Into<&'static str>>() -> Vec<&'static str> {
    T::iter().map(Into::into).collect()
}

impl Setting {
    /// Every setting, in the order of the file.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// What it is called in the file.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The setting of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|setting| setting.name() == name)
    }

    /// What it is called on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Officer => "Officer",
            Self::Role => "Role",
            Self::Authority => "Authority",
            Self::DefaultPolicy => "Default policy",
            Self::Theme => "Theme",
            Self::Glyphs => "Glyphs",
            Self::Dates => "Dates",
            Self::Mouse => "Mouse",
            Self::OcdsPrefix => "OCDS prefix",
        }
    }

    /// What it is for, in a sentence or two.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Officer => {
                "Your name, as it is written into the journal. Left out, it is your user name."
            }
            Self::Role => "What you are, such as Category manager. It stands beside your name.",
            Self::Authority => "For whom you buy. It stands above the list of tenders.",
            Self::DefaultPolicy => {
                "The policy that the form for a new tender starts with, by its id; “tenderbook policy list” shows the ids."
            }
            Self::Theme => {
                "The colours: dark or light for such backgrounds, high-contrast, or none."
            }
            Self::Glyphs => {
                "The symbols: unicode; windows, which the fonts of Windows' own console have; or ascii where your font or screen reader has trouble."
            }
            Self::Dates => {
                "How days are written on the screens: british 21 Nov 2026, iso 2026-11-21."
            }
            Self::Mouse => {
                "Off leaves the mouse to the terminal, so that you can mark text with it. On follows clicks, the wheel and dragging: lists and texts go with the mouse, and on the timeline the days."
            }
            Self::OcdsPrefix => {
                "The prefix of the identifiers in open data (OCDS), which the Open Contracting Partnership gives to your authority. Keep it once something is published: identifiers must not change."
            }
        }
    }

    /// What could stand in the file.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Officer => "A. Officer",
            Self::Role => "Category manager",
            Self::Authority => "Cumbria Constabulary",
            Self::DefaultPolicy => "cumbria",
            Self::Theme => "dark",
            Self::Glyphs => "unicode",
            Self::Dates => "british",
            Self::Mouse => "off",
            Self::OcdsPrefix => "ocds-213czf",
        }
    }

    /// The words that it is chosen from; none when it is a text.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Officer
            | Self::Role
            | Self::Authority
            | Self::DefaultPolicy
            | Self::OcdsPrefix => Vec::new(),
            Self::Theme => words_of::<ThemeName>(),
            Self::Glyphs => words_of::<GlyphSet>(),
            Self::Dates => words_of::<DateStyle>(),
            Self::Mouse => words_of::<Mouse>(),
        }
    }

    /// What holds when nobody says anything.
    pub fn fallback(self) -> &'static str {
        match self {
            Self::Officer
            | Self::Role
            | Self::Authority
            | Self::DefaultPolicy
            | Self::OcdsPrefix => "",
            Self::Theme => ThemeName::default().into(),
            Self::Glyphs => GlyphSet::default().into(),
            Self::Dates => DateStyle::default().into(),
            Self::Mouse => Mouse::default().into(),
        }
    }

    /// Reads what was given for it, tidied.
    ///
    /// # Errors
    /// A sentence without its full stop that says what is wrong, and one that helps.
    pub fn read(self, given: &str) -> Result<String, (String, Option<String>)> {
        let words = self.words();
        let shown = text::visible(given);
        let name = self.name();
        if !words.is_empty() {
            let word = given.trim();
            return if words.contains(&word) {
                Ok(word.to_owned())
            } else {
                let wrong = format!("{name} is “{shown}”; it must be {}", one_of(&words));
                let near = text::nearest(word, words).map(|near| format!("Did you mean “{near}”?"));
                Err((wrong, near))
            };
        }
        if given.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err((format!("{name} holds control characters: “{shown}”"), None));
        }
        match text::line("it", given) {
            Ok(line) if line.chars().count() > LONGEST => {
                Err((format!("{name} is longer than {LONGEST} characters"), None))
            }
            Ok(line) if self == Self::OcdsPrefix => {
                let read: Result<OcdsPrefix, _> = line.parse();
                read.map(|prefix| prefix.to_string()).map_err(|wrong| {
                    (format!("{name}: {wrong}"), Some(OcdsPrefix::GIVEN.to_owned()))
                })
            }
            Ok(line) => Ok(line),
            Err(text::TextError::Empty(_)) => Ok(String::new()),
            Err(_) => Err((format!("{name} is longer than {LONGEST} characters"), None)),
        }
    }
}

/// Words in a row, the last behind an “or”.
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_and_every_fallback_can_be_read() {
        for setting in Setting::all() {
            assert_eq!(setting.read(setting.example()).unwrap(), setting.example());
            assert_eq!(setting.read(setting.fallback()).unwrap(), setting.fallback());
            assert_eq!(Setting::named(setting.name()), Some(setting));
        }
    }

    #[test]
    fn a_wrong_word_is_answered_with_the_nearest() {
        let (wrong, help) = Setting::Theme.read("high-contrst").unwrap_err();
        assert_eq!(wrong, "theme is “high-contrst”; it must be dark, light, high-contrast or none");
        assert_eq!(help.unwrap(), "Did you mean “high-contrast”?");
        assert!(Setting::Mouse.read("perhaps").unwrap_err().1.is_none());
    }

    #[test]
    fn a_prefix_of_identifiers_is_held_against_the_form_in_which_it_is_given_out() {
        assert_eq!(Setting::OcdsPrefix.read(" ocds-h6vhtk ").unwrap(), "ocds-h6vhtk");
        let (wrong, help) = Setting::OcdsPrefix.read("h6vhtk").unwrap_err();
        assert_eq!(
            wrong,
            "ocds_prefix: “h6vhtk” is no prefix of OCDS identifiers; it is written like ocds-213czf"
        );
        assert!(help.unwrap().contains("Open Contracting Partnership"));
    }

    #[test]
    fn a_name_with_control_characters_or_without_end_is_refused() {
        assert!(Setting::Officer.read("A\u{1b}[31m").is_err());
        assert!(Setting::Officer.read(&"x".repeat(121)).is_err());
        assert_eq!(Setting::Officer.read("  A. Officer ").unwrap(), "A. Officer");
    }
}
