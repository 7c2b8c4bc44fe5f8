//! `tenderbook demo`: the terminal interface on samples that are thrown away.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::cli::{Settings, open};
use crate::register::{Fault, Register, sample};
use crate::tui;

/// Open the terminal interface on samples that are thrown away at the end
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook demo
  tenderbook demo --rows 1000 --ascii")]
pub(crate) struct Arguments {
    /// Add plain procurements until there are this many
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    rows: usize,
    /// Keep the register as this file, which must not be there yet
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings) -> Result {
    open::needs_terminal()?;
    let Some(path) = &arguments.keep else {
        let (register, _thrown_away) =
            sample::thrown_away(settings.library(), &settings.context(), arguments.rows)?;
        return open::open(register, settings, Some(tui::SAMPLES));
    };
    open::open(filled(path, arguments, settings)?, settings, Some("samples"))
}

fn filled(path: &Path, arguments: &Arguments, settings: &Settings) -> Result<Register> {
    if path.exists() {
        return Err(Failure::Fault(Fault::Invalid {
            message: format!("{} is there already.", path.display()),
            hint: Some(
                "Name a new file; samples are never mixed with other procurements.".to_owned(),
            ),
        }));
    }
    let mut register = Register::open(path, settings.library(), &settings.context())?;
    sample::fill(&mut register, &settings.context(), arguments.rows)?;
    Ok(register)
}
