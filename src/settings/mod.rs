//! What an officer has set: a commented TOML file, with flags and environment above it.
//!
//! A wrong setting is named with its line and ignored; a file that cannot be
//! read at all is told and left alone. Which keys exist and which of them
//! clash is known in the interface: this room hands their lines on as written.

mod fault;
mod file;
mod looks;
mod setting;
mod write;

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::OcdsPrefix;
use crate::domain::text::capital;
use crate::files;

pub use fault::Fault;
pub use file::KeyLine;
pub use looks::{DateStyle, GlyphSet, Mouse, ThemeName};
pub use setting::Setting;
pub use write::starter;

/// The largest settings file that is read, in bytes: a few thousand times what it needs.
const LARGEST: u64 = 1024 * 1024;

/// Where the value of a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An option on the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Environment(&'static str),
    /// The settings file.
    File {
        /// The line.
        line: usize,
    },
    /// The name under which the officer is known to the system.
    UserName,
    /// What the console that is written to can show.
    Console,
    /// Nobody has said anything.
    Default,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "flag {flag}"),
            Self::Environment(variable) => write!(f, "environment, {variable}"),
            Self::File { line } => write!(f, "file, line {line}"),
            Self::UserName => f.write_str("your user name"),
            Self::Console => f.write_str("this console"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// The settings in force, and the file that they can be changed in.
#[derive(Debug, Clone, Default)]
pub struct Preferences {
    path: Option<PathBuf>,
    /// What flags and environment say, which wins over the file.
    above: BTreeMap<Setting, (String, Source)>,
    /// What the system says where nobody else does.
    below: BTreeMap<Setting, (String, Source)>,
    said: file::Said,
}

impl Preferences {
    /// Reads a settings file, if there is one.
    pub fn read(path: Option<PathBuf>) -> Self {
        let mut preferences = Self { path, ..Self::default() };
        preferences.reread();
        preferences
    }

    /// Lets a flag or the environment decide a setting, over the file.
    pub fn decide(&mut self, setting: Setting, value: String, source: Source) {
        self.above.insert(setting, (value, source));
    }

    /// Says what holds where neither flag, environment nor file says anything.
    pub fn suggest(&mut self, setting: Setting, value: String, source: Source) {
        self.below.insert(setting, (value, source));
    }

    fn reread(&mut self) {
        self.said = match self.path.as_ref().map(|path| files::read(path, LARGEST)) {
            None => file::Said::default(),
            Some(Err(error)) if error.kind() == ErrorKind::NotFound => file::Said::default(),
            Some(Err(error)) => unreadable(&error.to_string()),
            Some(Ok(bytes)) => match String::from_utf8(bytes) {
                Ok(text) => file::read(&text),
                Err(_) => unreadable("it is not text in UTF-8"),
            },
        };
    }

    /// Where the settings file is, or would be.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What is wrong in the file.
    pub fn faults(&self) -> &[Fault] {
        &self.said.faults
    }

    /// Whether the file cannot be read at all, so that nothing of it counts.
    pub const fn is_broken(&self) -> bool {
        self.said.broken
    }

    /// The keys that the file gives to commands, as written.
    pub fn keys(&self) -> &[KeyLine] {
        &self.said.keys
    }

    /// The value of a setting, and where it comes from; empty where nothing is set.
    pub fn value(&self, setting: Setting) -> (&str, Source) {
        if let Some((value, source)) = self.above.get(&setting) {
            return (value, source.clone());
        }
        if let Some((value, line)) = self.said.values.get(&setting) {
            return (value, Source::File { line: *line });
        }
        match self.below.get(&setting) {
            Some((value, source)) => (value, source.clone()),
            None => (setting.fallback(), Source::Default),
        }
    }

    /// The value of a setting that is a text, where one is set.
    pub fn text(&self, setting: Setting) -> Option<&str> {
        Some(self.value(setting).0).filter(|value| !value.is_empty())
    }

    /// The colours.
    pub fn theme(&self) -> ThemeName {
        self.word(Setting::Theme)
    }

    /// The symbols.
    pub fn glyphs(&self) -> GlyphSet {
        self.word(Setting::Glyphs)
    }

    /// How days are written.
    pub fn dates(&self) -> DateStyle {
        self.word(Setting::Dates)
    }

    /// Whether the mouse is followed.
    pub fn mouse(&self) -> bool {
        self.word::<Mouse>(Setting::Mouse) == Mouse::On
    }

    /// The officer's name, as it is written into the journal.
    pub fn officer(&self) -> &str {
        self.text(Setting::Officer).unwrap_or("officer")
    }

    /// The prefix of OCDS identifiers, where one is set.
    pub fn ocds_prefix(&self) -> Option<OcdsPrefix> {
        self.text(Setting::OcdsPrefix)?.parse().ok()
    }

    fn word<T: std::str::FromStr + Default>(&self, setting: Setting) -> T {
        self.value(setting).0.parse().unwrap_or_default()
    }

    /// Writes a setting into the file; an empty value takes it out.
    ///
    /// # Errors
    /// When the value is wrong, or the file cannot be read or written; nothing is changed then.
    pub fn set(&mut self, setting: Setting, to: &str) -> Result<(), Fault> {
        if to.trim().is_empty() {
            return self.change(|text| write::with_setting(text, setting, None));
        }
        let to = setting.read(to).map_err(|(message, help)| Fault {
            line: 0,
            message: capital(&message),
            help,
        })?;
        self.change(|text| write::with_setting(text, setting, Some(to.as_str())))
    }

    /// Writes the keys of a command into the file; none lets the command's own hold again.
    ///
    /// # Errors
    /// When the file cannot be read or written; nothing is changed then.
    pub fn set_keys(&mut self, command: &str, keys: Option<&[String]>) -> Result<(), Fault> {
        self.change(|text| write::with_keys(text, command, keys))
    }

    fn change(
        &mut self,
        with: impl Fn(&str) -> Result<String, toml_edit::TomlError>,
    ) -> Result<(), Fault> {
        let Some(path) = self.path.clone() else {
            return Err(Fault {
                line: 0,
                message: "The system does not say where your settings belong".to_owned(),
                help: Some("Name a file with --settings.".to_owned()),
            });
        };
        // What another program has written meanwhile is kept.
        self.reread();
        if self.said.broken {
            let why = self.said.faults.first().map_or_else(String::new, |fault| {
                let why = fault.message.trim_start_matches("the file cannot be read: ");
                if fault.line > 0 {
                    format!(": line {}, {why}", fault.line)
                } else {
                    why.to_owned()
                }
            });
            return Err(Fault {
                line: 0,
                message: format!(
                    "The settings file is not changed, because it cannot be read{why}"
                ),
                help: Some("Mend it in an editor first.".to_owned()),
            });
        }
        let failed = |why: String| Fault {
            line: 0,
            message: format!("Writing the settings to {} failed: {why}", path.display()),
            help: Some("The file is as it was.".to_owned()),
        };
        let text = match files::read(&path, LARGEST) {
            Ok(bytes) => String::from_utf8(bytes)
                .map_err(|_| failed("it is not text in UTF-8".to_owned()))?,
            Err(error) if error.kind() == ErrorKind::NotFound => starter(),
            Err(error) => return Err(failed(error.to_string())),
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let changed = with(text).map_err(|error| failed(error.message().to_owned()))?;
        write::beside(&path, &changed).map_err(|error| failed(error.to_string()))?;
        self.reread();
        Ok(())
    }

    /// Writes the commented starter, where there is no file yet.
    ///
    /// # Errors
    /// When there is one, or it cannot be written.
    pub fn begin(&self) -> Result<PathBuf, Fault> {
        let failed =
            |message: String, help: &str| Fault { line: 0, message, help: Some(help.to_owned()) };
        let Some(path) = self.path.clone() else {
            return Err(failed(
                "The system does not say where your settings belong".to_owned(),
                "Name a file with --settings.",
            ));
        };
        if path.symlink_metadata().is_ok() {
            return Err(failed(
                format!("{} is there already", path.display()),
                "It is left as it is; “tenderbook settings” shows what it says.",
            ));
        }
        write::beside(&path, &starter()).map_err(|error| {
            failed(
                format!("Writing {} failed: {error}", path.display()),
                "Name another file with --settings.",
            )
        })?;
        Ok(path)
    }
}

fn unreadable(why: &str) -> file::Said {
    let fault = Fault {
        line: 0,
        message: format!("the file cannot be read: {why}"),
        help: Some("Nothing of it counts until that is mended.".to_owned()),
    };
    file::Said { faults: vec![fault], broken: true, ..file::Said::default() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn desk(text: &str) -> (tempfile::TempDir, Preferences) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.toml");
        fs::write(&path, text).unwrap();
        (folder, Preferences::read(Some(path)))
    }

    #[test]
    fn flags_win_over_the_file_and_the_file_over_the_default() {
        let (_folder, mut preferences) = desk("theme = \"light\"\nofficer = \"A. Officer\"\n");
        preferences.suggest(Setting::Officer, "aoff".into(), Source::UserName);
        assert_eq!(preferences.theme(), ThemeName::Light);
        assert_eq!(preferences.value(Setting::Theme).1, Source::File { line: 1 });
        assert_eq!(preferences.officer(), "A. Officer");
        preferences.decide(Setting::Theme, "none".into(), Source::Environment("NO_COLOR"));
        assert_eq!(preferences.theme(), ThemeName::None);
        assert_eq!(preferences.value(Setting::Glyphs), ("unicode", Source::Default));
        preferences.set(Setting::Officer, "").unwrap();
        assert_eq!(preferences.officer(), "aoff");
    }

    #[test]
    fn a_setting_is_written_and_holds_at_once() {
        let (folder, mut preferences) = desk("# mine\n");
        preferences.set(Setting::Theme, "light").unwrap();
        preferences.set(Setting::Mouse, "on").unwrap();
        assert!(preferences.mouse());
        let text = fs::read_to_string(folder.path().join("settings.toml")).unwrap();
        assert!(text.contains("# mine"), "{text}");
        let fault = preferences.set(Setting::Theme, "pink").unwrap_err();
        assert!(fault.to_string().starts_with("Theme is “pink”; it must be"), "{fault}");
        assert_eq!(preferences.theme(), ThemeName::Light);
    }

    #[test]
    fn a_broken_file_is_left_alone() {
        let broken = "theme = \"light\nofficer = \"x\"\n";
        let (folder, mut preferences) = desk(broken);
        assert_eq!(preferences.theme(), ThemeName::Dark);
        let fault = preferences.set(Setting::Theme, "light").unwrap_err();
        assert!(fault.to_string().contains("line 1"), "{fault}");
        let text = fs::read_to_string(folder.path().join("settings.toml")).unwrap();
        assert_eq!(text, broken);
        assert!(preferences.begin().unwrap_err().to_string().contains("is there already"));
    }

    #[test]
    fn what_another_program_has_written_meanwhile_is_kept() {
        let (folder, mut preferences) = desk("");
        fs::write(folder.path().join("settings.toml"), "glyphs = \"ascii\"\n").unwrap();
        preferences.set(Setting::Theme, "light").unwrap();
        assert_eq!(preferences.glyphs(), GlyphSet::Ascii);
    }
}
