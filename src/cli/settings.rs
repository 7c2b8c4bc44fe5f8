//! `tenderbook settings`: where the settings are, what is in force, and why.

use std::io::Write;
use std::path::Path;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::places::PORTABLE;
use crate::cli::{Settings, write};
use crate::domain::text::visible;
use crate::settings::{Fault, Setting, Source};
use crate::tui::Keymap;

/// Show where your settings are, what is in force, and why
///
/// Options on the command line win over the environment, the environment over
/// the file, and the file over what holds by default. What is wrong in the file
/// is named with its line and ignored.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook settings
  tenderbook settings --init
  tenderbook settings --json")]
pub(crate) struct Arguments {
    /// Write a file to begin with: every setting explained, and none set
    #[arg(long)]
    init: bool,
    /// Print them as one object for programs
    #[arg(long, conflicts_with = "init")]
    json: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    file: Option<String>,
    there: bool,
    register: Option<String>,
    policies: Option<String>,
    portable: Option<String>,
    settings: Vec<Line<'a>>,
    keys: Vec<Own<'a>>,
    faults: Vec<Wrong<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    value: &'a str,
    source: String,
}

#[derive(Serialize)]
struct Own<'a> {
    command: &'a str,
    keys: &'a [String],
    line: usize,
}

#[derive(Serialize)]
struct Wrong<'a> {
    line: usize,
    message: &'a str,
    help: Option<&'a str>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let preferences = &settings.preferences;
    if arguments.init {
        let path = preferences.begin().map_err(|fault| Failure::Other {
            message: format!("{}.", fault.message),
            hint: fault.help,
        })?;
        writeln!(out, "Written: {}", visible(&path.display().to_string()))?;
        writeln!(out, "Every setting is explained in it, and none is set yet.")?;
        return Ok(());
    }
    let (_, wrong_keys) = Keymap::of(preferences.keys());
    let mut faults: Vec<Fault> = preferences.faults().to_vec();
    faults.extend(wrong_keys);
    faults.extend(unknown_policy(settings));
    faults.sort_by_key(|fault| fault.line);
    let refused = |line: usize| faults.iter().any(|fault| fault.line == line);
    let shown = Shown {
        file: preferences.path().map(shown_place),
        there: preferences.path().is_some_and(Path::exists),
        register: settings.place().ok().map(shown_place),
        policies: settings.policies().map(shown_place),
        portable: settings.portable().map(shown_place),
        settings: Setting::all()
            .map(|setting| {
                let (value, source) = preferences.value(setting);
                Line { name: setting.name(), value, source: source.to_string() }
            })
            .collect(),
        keys: preferences
            .keys()
            .iter()
            .filter(|keys| !refused(keys.line))
            .map(|keys| Own { command: &keys.command, keys: &keys.keys, line: keys.line })
            .collect(),
        faults: faults
            .iter()
            .map(|fault| Wrong {
                line: fault.line,
                message: &fault.message,
                help: fault.help.as_deref(),
            })
            .collect(),
    };
    if arguments.json {
        return write::json(out, &shown);
    }
    people(out, &shown, &faults)
}

fn shown_place(path: &Path) -> String {
    path.display().to_string()
}

fn people(out: &mut impl Write, shown: &Shown<'_>, faults: &[Fault]) -> Result {
    match (&shown.file, shown.there) {
        (Some(file), true) => writeln!(out, "Settings: {}", visible(file))?,
        (Some(file), false) => {
            writeln!(out, "Settings: {} (not there yet)", visible(file))?;
            writeln!(out, "“tenderbook settings --init” writes one to begin with.")?;
        }
        (None, _) => writeln!(out, "The system does not say where your settings belong.")?,
    }
    for (what, place) in [("Register", &shown.register), ("Own policies", &shown.policies)] {
        if let Some(place) = place {
            let there = if Path::new(place).exists() { "" } else { " (not there yet)" };
            writeln!(out, "{what}: {}{there}", visible(place))?;
        }
    }
    if let Some(folder) = &shown.portable {
        writeln!(
            out,
            "{PORTABLE} is beside the executable, so everything is kept there: {}",
            visible(folder)
        )?;
    }
    writeln!(out)?;
    for line in &shown.settings {
        let value = if line.value.is_empty() { "(not set)" } else { line.value };
        writeln!(out, "{:<16}{:<28}{}", line.name, visible(value), line.source)?;
    }
    if !shown.keys.is_empty() {
        writeln!(out, "\nKeys of your own:")?;
        for keys in &shown.keys {
            let list: Vec<String> = keys.keys.iter().map(|key| visible(key)).collect();
            writeln!(
                out,
                "  {:<22}{:<20}file, line {}",
                visible(keys.command),
                list.join(" or "),
                keys.line
            )?;
        }
    }
    if !faults.is_empty() {
        writeln!(out, "\nWrong in the file, and ignored:")?;
        for fault in faults {
            writeln!(out, "  {fault}")?;
        }
    }
    Ok(())
}

/// A default policy that there is none of: only the policies themselves can tell.
fn unknown_policy(settings: &Settings) -> Option<Fault> {
    let (id, source) = settings.preferences.value(Setting::DefaultPolicy);
    let fault = settings.library().policy(id).err().filter(|_| !id.is_empty())?;
    let line = if let Source::File { line } = source { line } else { 0 };
    let message = fault.to_string().trim_end_matches('.').to_owned();
    Some(Fault { line, message: format!("default_policy: {message}"), help: fault.hint() })
}
