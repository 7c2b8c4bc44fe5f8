//! `tenderbook demo`: the terminal interface on samples that are thrown away.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use uuid::Uuid;

use crate::cli::failure::{Failure, Result};
use crate::cli::{Settings, open};
use crate::register::{Fault, Register, sample};

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

/// A folder that is removed when it goes out of scope.
struct ThrownAway(PathBuf);

impl Drop for ThrownAway {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings) -> Result {
    open::needs_terminal()?;
    let folder = std::env::temp_dir().join(format!("tenderbook-demo-{}", Uuid::now_v7()));
    let (path, _thrown_away) = match &arguments.keep {
        Some(path) => (path.clone(), None),
        None => (folder.join("register.db"), Some(ThrownAway(folder))),
    };
    let register = filled(&path, arguments, settings)?;
    let remark = if arguments.keep.is_some() { "samples" } else { "samples, nothing is kept" };
    open::open(register, settings, Some(remark))
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
