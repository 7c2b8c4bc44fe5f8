//! `tenderbook` without a command: open the terminal interface.

use crate::cli::Settings;
use crate::cli::failure::{Failure, Result};
use crate::register::Register;
use crate::tui;

pub(crate) fn run(settings: &Settings) -> Result {
    needs_terminal()?;
    open(settings.make_register()?, settings, None)
}

/// Refuses to draw where there is no terminal.
pub(crate) fn needs_terminal() -> Result {
    if Settings::has_terminal() {
        return Ok(());
    }
    Err(Failure::usage(
        "The terminal interface needs a terminal, and the output goes elsewhere.",
        "“tenderbook --help” lists the commands that write plain text.",
    ))
}

/// Opens the terminal interface on a register.
pub(crate) fn open(register: Register, settings: &Settings, remark: Option<&str>) -> Result {
    let options = tui::Options {
        preferences: settings.preferences.clone(),
        // Samples are no beginning of one's own.
        remark: remark.map(str::to_owned),
    };
    let officer = settings.preferences.officer().to_owned();
    tui::run(register, settings.clock, officer, options).map_err(|error| Failure::Other {
        message: format!("The terminal interface ended: {error}."),
        hint: Some("What was confirmed is in the register; “tenderbook list” shows it.".to_owned()),
    })
}
