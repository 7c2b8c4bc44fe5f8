//! `tenderbook` without a command: open the terminal interface.

use std::path::Path;

use crate::cli::failure::{Failure, Result};
use crate::cli::{Settings, damage};
use crate::register::{Register, Restoring};
use crate::tui;

pub(crate) fn run(settings: &Settings) -> Result {
    needs_terminal()?;
    match settings.make_register() {
        Ok(register) => open(register, settings, None),
        Err(failure) => help(failure, settings),
    }
}

/// Shows what is wrong with a damaged register and what can be done, and does what is chosen.
fn help(failure: Failure, settings: &Settings) -> Result {
    let Some(damage) = damage::of(&failure, settings) else { return Err(failure) };
    let look = tui::Look::of(&settings.preferences);
    let chosen = tui::damaged(&damage, look).map_err(|error| ended(&error))?;
    let (tui::Chosen::Restore, Some(backup)) = (chosen, &damage.backup) else {
        // What can be typed is there to be copied when the screen has gone.
        return Err(damage::told(damage));
    };
    let context = settings.context();
    Restoring::check(&backup.file, &damage.register, &context)?.carry_out(&context)?;
    open(settings.make_register()?, settings, None)
}

fn ended(error: &std::io::Error) -> Failure {
    Failure::Other { message: format!("The terminal interface ended: {error}."), hint: None }
}

/// Refuses to draw where there is no terminal.
pub(crate) fn needs_terminal() -> Result {
    if !Settings::has_terminal() {
        return Err(Failure::usage(
            "The terminal interface needs a terminal, and the output goes elsewhere.",
            "“tenderbook walk” leads through a tender in plain lines; “tenderbook --help” lists the other commands.",
        ));
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(Failure::usage(
            "The terminal interface needs a terminal that can place its cursor, and TERM says that this one is “dumb”.",
            "“tenderbook walk” leads through a tender in plain lines; “tenderbook --help” lists the other commands.",
        ));
    }
    Ok(())
}

/// Opens the terminal interface on a register.
pub(crate) fn open(register: Register, settings: &Settings, remark: Option<&str>) -> Result {
    let options = tui::Options {
        preferences: settings.preferences.clone(),
        // Samples are no beginning of one's own.
        remark: remark.map(str::to_owned),
        // On a stick everything stays on it.
        exports: settings.portable().map(Path::to_owned),
    };
    let officer = settings.preferences.officer().to_owned();
    tui::run(register, settings.clock, officer, options).map_err(|error| Failure::Other {
        message: format!("The terminal interface ended: {error}."),
        hint: Some("What was confirmed is in the register; “tenderbook list” shows it.".to_owned()),
    })
}
