//! How the interface follows the settings: what it shows of them, and a change at once.

use std::rc::Rc;

use crate::register::Library;
use crate::settings::{Fault, KeyLine, Preferences, Setting, Source};
use crate::tui::app::App;
use crate::tui::command::TABLE;
use crate::tui::effect::{Change, Message, Notice, SettingsView};
use crate::tui::event::Key;
use crate::tui::{Keymap, Look, SAMPLES, dates, keymap};

/// What stands in the header for the officer.
pub(crate) fn who(preferences: &Preferences, remark: Option<&str>) -> String {
    let officer = preferences.officer();
    match (remark, preferences.text(Setting::Role)) {
        (Some(remark), _) => format!("{officer} ({remark})"),
        (None, Some(role)) => format!("{officer}, {role}"),
        (None, None) => officer.to_owned(),
    }
}

/// The name in what stands in the header: without what is said of the samples beside it.
pub(crate) fn name_in(who: &str) -> &str {
    who.strip_suffix(')')
        .and_then(|who| who.strip_suffix(SAMPLES)?.strip_suffix(" ("))
        .unwrap_or(who)
}

fn faults(preferences: &Preferences) -> Vec<Fault> {
    let mut faults = preferences.faults().to_vec();
    faults.extend(Keymap::of(preferences.keys()).1);
    faults.sort_by_key(|fault| fault.line);
    faults
}

/// What is wrong in the settings file, as a sentence for the line above the footer.
pub(crate) fn wrong(preferences: &Preferences) -> Option<Notice> {
    let faults = faults(preferences);
    let first = faults.first()?.in_file(preferences.path()?);
    Some(Notice::warning(match faults.len() {
        1 => first,
        more => format!("{first} And {} more; “tenderbook settings” lists them.", more - 1),
    }))
}

/// The settings as they are shown.
pub(crate) fn view(preferences: &Preferences, library: &Library) -> SettingsView {
    let policies = library.policies().iter().map(|loaded| loaded.pack.policy.id.clone());
    let settings = Setting::all().map(|setting| {
        let (value, source) = preferences.value(setting);
        (setting, value.to_owned(), source.to_string())
    });
    let keys = TABLE.iter().map(|entry| {
        let keys: Vec<String> = entry.command.keys().iter().map(Key::to_string).collect();
        let own = preferences.keys().iter().rfind(|line| line.command == entry.command.name());
        let source = match own {
            Some(line) if entry.command.keys() != entry.keys => Source::File { line: line.line },
            _ => Source::Default,
        };
        (entry.command, keys.join(" "), source.to_string())
    });
    SettingsView {
        file: preferences.path().map(|path| (path.display().to_string(), path.exists())),
        settings: settings.collect(),
        keys: keys.collect(),
        policies: policies.collect(),
        faults: faults(preferences).iter().map(ToString::to_string).collect(),
    }
}

/// Writes a change into the file; gives what was done, as a sentence.
pub(crate) fn set(preferences: &mut Preferences, change: &Change) -> Result<String, String> {
    let told = |fault: Fault| fault.to_string();
    match change {
        Change::Setting(setting, to) => {
            preferences.set(*setting, to).map_err(told)?;
            let label = setting.label();
            let (value, source) = preferences.value(*setting);
            let value = crate::domain::text::visible(value);
            Ok(match source {
                Source::Flag(_) | Source::Environment(_) if to.trim().is_empty() => format!(
                    "{label} is not in the file any more, but until you leave it is {value} ({source})."
                ),
                Source::Flag(_) | Source::Environment(_) => {
                    format!("{label} is written, but until you leave it is {value} ({source}).")
                }
                _ if value.is_empty() => format!("{label} is not set any more."),
                _ => format!("{label} is {value} now."),
            })
        }
        Change::Keys(command, keys) => {
            let name = command.name();
            if keys.is_empty() {
                preferences.set_keys(name, None).map_err(told)?;
            } else {
                let mut lines: Vec<KeyLine> = preferences.keys().to_vec();
                lines.retain(|line| line.command != name);
                let new = usize::MAX;
                lines.push(KeyLine { command: name.to_owned(), keys: keys.clone(), line: new });
                if let Some(fault) = Keymap::of(&lines).1.into_iter().find(|it| it.line == new) {
                    let message = fault.message;
                    return Err(format!("{}.", crate::tui::widget::text::capital(&message)));
                }
                preferences.set_keys(name, Some(keys)).map_err(told)?;
            }
            let (now, wrong) = Keymap::of(preferences.keys());
            // A key that is free again can be in the way of another line of the file.
            let but = wrong.first().map(|fault| format!(" But {fault}")).unwrap_or_default();
            Ok(format!("{name} has the key {} now.{but}", now.shown(*command)))
        }
    }
}

impl App {
    /// Draws with these colours and symbols from now on.
    pub fn wear(&mut self, look: Look) {
        self.look = look;
    }

    /// Changes a setting, and lets everything on the screen follow it at once.
    pub(super) fn set(&mut self, at: usize, change: &Change) {
        match set(&mut self.preferences, change) {
            Ok(done) => {
                self.wear(Look::of(&self.preferences));
                self.keymap = Rc::new(Keymap::of(self.preferences.keys()).0);
                self.install();
                if let Change::Setting(Setting::DefaultPolicy, _) = change {
                    self.preferred =
                        self.preferences.text(Setting::DefaultPolicy).map(str::to_owned);
                }
                self.tell_who();
                self.notice = Some(Notice::done(done));
                let view = view(&self.preferences, self.register.library());
                self.tell(at, Message::Loaded(crate::tui::effect::Loaded::Settings(view)));
            }
            Err(sentence) => self.tell(at, Message::Failed(sentence)),
        }
    }

    /// Puts keys and dates in force for this thread.
    pub(super) fn install(&self) {
        keymap::install(&self.keymap);
        dates::install(self.preferences.dates());
    }

    /// Tells every screen how the officer is called.
    pub(super) fn tell_who(&mut self) {
        self.who = who(&self.preferences, self.remark.as_deref());
        let authority = self.preferences.text(Setting::Authority).unwrap_or_default().to_owned();
        self.tell_all(&Message::Officer { who: self.who.clone(), authority });
    }
}
