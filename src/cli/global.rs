//! What the global options, the environment and the settings file say together.

use std::ffi::OsString;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;

use crate::cli::console;
use crate::cli::failure::{Failure, Result};
use crate::cli::places::Places;
use crate::domain::text;
use crate::register::{
    Act, Clock, Context, Done, Fault, Library, Order, ProcurementView, Register, Watch, size,
};
use crate::settings::{GlyphSet, Preferences, Setting, Source, ThemeName};

/// The variable with the officer's name.
const OFFICER: &str = "TENDERBOOK_OFFICER";

/// Set to anything, it says that a terminal reads what is written, although it goes through a
/// pipe, as where a session is recorded.
const FORCE_TTY: &str = "TENDERBOOK_FORCE_TTY";

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The register to work on: one file, made when it is first written
    ///
    /// “report annual” reads several: there it may be repeated. Left out, it is `register.db` in the folder for your data, such as
    /// ~/.local/share/tenderbook on Linux and
    /// C:\Users\you\AppData\Roaming\tenderbook\data on Windows. Where a file
    /// named tenderbook.portable is beside the executable, register, backups,
    /// settings and policies are all in that folder instead.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "TENDERBOOK_REGISTER",
        hide_env_values = true
    )]
    pub register: Vec<PathBuf>,
    /// A folder with policies of your own, which add to the built-in ones or replace them
    ///
    /// Left out, it is the folder policies in the folder for your settings,
    /// such as ~/.config/tenderbook on Linux.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = POLICIES_VARIABLE,
        hide_env_values = true
    )]
    pub policies: Option<PathBuf>,
    /// Your settings: a TOML file
    ///
    /// Left out, it is `settings.toml` in the folder for your settings, such as
    /// ~/.config/tenderbook on Linux. “tenderbook settings” says where it is,
    /// what is in force, and why.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "TENDERBOOK_SETTINGS",
        hide_env_values = true
    )]
    pub settings: Option<PathBuf>,
    /// The name that is written into the journal
    ///
    /// Left out, it is the name in your settings, or else your user name.
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = OFFICER,
        hide_env_values = true
    )]
    pub officer: Option<String>,
    /// Take the register over from whoever has its lock on a network share
    ///
    /// There one program writes at a time, and a lock beside the register says
    /// who. Use this when that program has broken down: if it is still there,
    /// it is told before its next change and writes nothing.
    #[arg(long, global = true)]
    pub take_over: bool,
    /// Write a log to this file: commands, deeds, times and kinds of faults
    ///
    /// Left out, there is none. Nothing that an officer has written stands in
    /// it: no titles, names, notes or paths. The file is added to, and only
    /// its owner may read it.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "TENDERBOOK_LOG",
        hide_env_values = true
    )]
    pub log: Option<PathBuf>,
    /// The colours of the terminal interface
    ///
    /// Left out, it is none when the environment sets `NO_COLOR`, or else the
    /// theme in your settings, or dark.
    #[arg(long, global = true, value_name = "THEME", value_parser = themes())]
    pub theme: Option<ThemeName>,
    /// Draw the terminal interface with plain ASCII characters, whatever your settings say
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// Whether the environment sets this to anything.
fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

fn themes() -> impl TypedValueParser<Value = ThemeName> {
    PossibleValuesParser::new(ThemeName::iter().map(Into::<&'static str>::into))
        .try_map(|word| word.parse::<ThemeName>())
}

/// How often a register was named on the command line, in whichever place.
///
/// What stands before a command and after it does not come together in clap: the later place
/// takes all.
pub(super) fn times_named(arguments: &[OsString]) -> usize {
    let options = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    options
        .filter(|argument| {
            let text = argument.to_string_lossy();
            text == "--register" || text.starts_with("--register=")
        })
        .count()
}

/// The environment variable that names a folder with policies of one's own.
const POLICIES_VARIABLE: &str = "TENDERBOOK_POLICIES";

/// A policy folder that was named, which has to be there.
///
/// The environment is often set by somebody else: there a folder that is missing, on a share
/// that is away perhaps, is told and does not keep the officer from work.
fn named_folder(folder: PathBuf) -> Result<PathBuf> {
    // What is there and cannot be read is told by the library, with the reason.
    if folder.try_exists().unwrap_or(true) {
        return Ok(folder);
    }
    let shown = text::visible(&folder.display().to_string());
    let what = format!("There is no policy folder {shown}.");
    if std::env::var_os(POLICIES_VARIABLE).is_some_and(|named| *folder == *named) {
        // A command does its work whether or not anybody reads the warning.
        let _ = writeln!(
            console::errors(),
            "tenderbook: {what}\nHint: {POLICIES_VARIABLE} names it; policies of your own are left out."
        );
        return Ok(folder);
    }
    Err(Failure::usage(what, "Name a folder that is there, or leave --policies out."))
}

/// Where things are, who acts, and how it is to look.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The moment and the day.
    pub clock: Clock,
    /// What the officer has set.
    pub preferences: Preferences,
    /// The registers that were named, or else the usual one.
    registers: Vec<PathBuf>,
    policies: Option<PathBuf>,
    /// The folder of the executable, where everything is kept beside it.
    portable: Option<PathBuf>,
    take_over: bool,
}

/// From which size on opening a register of an older form takes long enough to say so, in bytes:
/// some ten thousand tenders.
const LARGE: u64 = 16 * 1024 * 1024;

/// What is said before a large register is brought up to date.
fn bringing_up_to_date(bytes: u64) -> Option<String> {
    (bytes >= LARGE).then(|| {
        format!(
            "The register was made by an earlier edition. It is backed up ({}) and brought up to date first; that may take a minute, and an interruption does no harm.",
            size(bytes)
        )
    })
}

/// Tells what somebody should know; a command does its work whether or not anybody reads it.
fn say(words: &str) {
    let _ = writeln!(console::errors(), "tenderbook: {words}");
}

/// Refuses a place where there is no register.
fn there(place: &Path) -> Result {
    if place.exists() {
        return Ok(());
    }
    Err(Failure::Fault(Fault::NotFound {
        message: format!("There is no register at {}.", place.display()),
        hint: Some(
            "“tenderbook new” makes one with its first procurement; --register names another file."
                .to_owned(),
        ),
    }))
}

impl Settings {
    /// Takes the global options, and the environment where they say nothing.
    ///
    /// # Errors
    /// When the environment fixes the clock at what is not a moment.
    pub fn new(global: Global) -> Result<Self> {
        let places = Places::find();
        let named =
            |variable: &str| std::env::var(variable).ok().filter(|name| !name.trim().is_empty());
        let path = global.settings.clone().or_else(|| places.settings());
        let mut preferences = Preferences::read(path);
        match named("USER").or_else(|| named("USERNAME")) {
            Some(name) => preferences.suggest(Setting::Officer, name, Source::UserName),
            None => preferences.suggest(Setting::Officer, "officer".into(), Source::Default),
        }
        if let Some(name) = global.officer.filter(|name| !name.trim().is_empty()) {
            // clap gives the variable's value as if it were the flag's.
            let source = if named(OFFICER).is_some_and(|variable| variable == name) {
                Source::Environment(OFFICER)
            } else {
                Source::Flag("--officer")
            };
            preferences.decide(Setting::Officer, name, source);
        }
        if let Some((glyphs, source)) = console::glyphs() {
            preferences.suggest(Setting::Glyphs, glyphs.to_string(), source);
        }
        let no_colour = is_set("NO_COLOR");
        if let Some(theme) = global.theme {
            preferences.decide(Setting::Theme, theme.to_string(), Source::Flag("--theme"));
        } else if no_colour {
            let none = ThemeName::None.to_string();
            preferences.decide(Setting::Theme, none, Source::Environment("NO_COLOR"));
        }
        if global.ascii {
            let ascii = GlyphSet::Ascii.to_string();
            preferences.decide(Setting::Glyphs, ascii, Source::Flag("--ascii"));
        }
        Ok(Self {
            take_over: global.take_over,
            clock: Clock::from_environment()?,
            preferences,
            registers: if global.register.is_empty() {
                places.register().into_iter().collect()
            } else {
                global.register
            },
            policies: match global.policies {
                Some(folder) => Some(named_folder(folder)?),
                None => places.policies(),
            },
            portable: places.portable().map(Path::to_owned),
        })
    }

    /// Who acts, and when.
    pub fn context(&self) -> Context {
        self.clock.context(self.preferences.officer())
    }

    /// The folder of the executable, where register, settings and policies are kept beside it.
    pub fn portable(&self) -> Option<&Path> {
        self.portable.as_deref()
    }

    /// The folder with policies of one's own, there or not.
    pub fn policies(&self) -> Option<&Path> {
        self.policies.as_deref()
    }

    /// The policies that are known.
    pub fn library(&self) -> Library {
        Library::new(self.policies.clone())
    }

    /// Where the register is, or would be.
    ///
    /// # Errors
    /// When no place was given and the system names none.
    pub fn place(&self) -> Result<&Path> {
        self.registers.first().map(PathBuf::as_path).ok_or_else(|| Failure::Other {
            message: "The system does not say where your data belongs.".to_owned(),
            hint: Some("Name a file with --register.".to_owned()),
        })
    }

    /// Opens the register, and makes it when there is none.
    ///
    /// # Errors
    /// When it cannot be made or read.
    pub fn make_register(&self) -> Result<Register> {
        self.make(self.place()?)
    }

    fn make(&self, place: &Path) -> Result<Register> {
        if let Some(words) = Register::of_older_form(place).and_then(bringing_up_to_date) {
            say(&words);
        }
        if self.take_over
            && let Some(said) = Register::take_over(place)?
        {
            say(&said);
        }
        Ok(Register::open(place, self.library(), &self.context())?)
    }

    /// Opens every register that was named, only to read it; one of an older form is brought up
    /// to date first, after a backup, as it is by every command.
    ///
    /// # Errors
    /// When one is not there, or cannot be read.
    pub fn registers_to_read(&self, watch: &Watch) -> Result<Vec<Register>> {
        let first = self.place()?;
        let others = self.registers.iter().skip(1).map(PathBuf::as_path);
        let mut open = Vec::with_capacity(self.registers.len());
        for place in std::iter::once(first).chain(others) {
            there(place)?;
            if Register::wants_opening(place) {
                drop(self.make(place)?);
            }
            open.push(Register::open_to_read(place, self.library(), watch)?);
        }
        Ok(open)
    }

    /// Opens the register that is there: a mistyped name never makes an empty one.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn register(&self) -> Result<Register> {
        there(self.place()?)?;
        self.make_register()
    }

    /// Makes the backup of the day before a register is written to, where it is due. What stands
    /// against that is told, and keeps nobody from work.
    ///
    /// # Errors
    /// When the backup shows that the register is damaged: it is not written to.
    pub fn backed_up(&self, mut register: Register) -> Result<Register> {
        // What keeps us from writing is told by the change itself.
        if let Ok(Some(said)) = register.claim() {
            say(&said);
        }
        if let Some(target) = register.daily_backup_due(&self.context())
            && let Err(fault) = register.back_up_daily(&target, &Watch::nobody())
        {
            if fault.is_damage() {
                return Err(fault.into());
            }
            let why = text::visible_lines(&fault.to_string());
            say(&format!("The backup of the day was not made. {why}"));
        }
        Ok(register)
    }

    /// Reads a procurement, lets it be turned into an act, and performs the act.
    ///
    /// The act is refused when somebody changes the procurement in between.
    ///
    /// # Errors
    /// When the procurement is not there or the act is refused.
    pub fn perform(
        &self,
        reference: &str,
        act: impl FnOnce(&ProcurementView) -> Result<Act>,
    ) -> Result<(Register, Done)> {
        let mut register = self.backed_up(self.register()?)?;
        let view = register.procurement(reference)?;
        let order =
            Order { seen: Some(view.version), ..Order::on(view.reference.as_str(), act(&view)?) };
        let done = register.perform(&order, &self.context())?;
        Ok((register, done))
    }

    /// Whether there is a terminal to draw on.
    pub fn has_terminal() -> bool {
        std::io::stdout().is_terminal() || is_set(FORCE_TTY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_large_register_of_an_older_form_is_announced() {
        assert_eq!(bringing_up_to_date(LARGE - 1), None);
        let said = bringing_up_to_date(250 << 20).unwrap();
        assert!(said.contains("It is backed up (250.0 MB) and brought up to date first"), "{said}");
    }
}
