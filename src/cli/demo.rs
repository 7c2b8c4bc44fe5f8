//! `tenderbook demo`: the terminal interface on samples that are thrown away.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::cli::progress::Progress;
use crate::cli::{Settings, open};
use crate::domain::text;
use crate::register::sample::{self, Rows};
use crate::register::{Fault, Filter, Register, Sort, grouped};
use crate::tui;

/// Open the terminal interface on samples that are thrown away at the end
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook demo
  tenderbook demo --rows 1000 --ascii
  tenderbook demo --rows 100000 --keep large.db

With --keep and no terminal it only makes the file and says so.")]
pub(crate) struct Arguments {
    /// Add procurements until there are this many, as of an authority's last five years
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = rows)]
    rows: usize,
    /// What the added procurements follow from: the same number gives the same on the same day
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Keep the register as this file, which must not be there yet
    #[arg(long, value_name = "FILE")]
    keep: Option<PathBuf>,
}

/// The most procurements that are made.
const MOST: usize = 1_000_000;

fn rows(typed: &str) -> std::result::Result<usize, String> {
    let rows: usize = typed.trim().parse().map_err(|_| "write a whole number".to_owned())?;
    if rows > MOST {
        return Err(format!("at most {} can be made", grouped(MOST)));
    }
    Ok(rows)
}

pub(crate) fn run(arguments: &Arguments, settings: &Settings, out: &mut impl Write) -> Result {
    let Some(path) = &arguments.keep else {
        open::needs_terminal()?;
        let progress = Progress::stopped_by_signals("Samples");
        let (register, _thrown_away) = sample::thrown_away_watched(
            settings.library(),
            &settings.context(),
            arguments.rows(),
            &progress.watch,
        )?;
        progress.hand_over();
        return open::open(register, settings, Some(tui::SAMPLES));
    };
    let register = filled(path, arguments, settings)?;
    if Settings::has_terminal() {
        return open::open(register, settings, Some("samples"));
    }
    let made = register.list(&Filter::default(), Sort::default(), 0, 1)?.total;
    writeln!(
        out,
        "{} has {} procurements, all of them samples.",
        text::visible(&path.display().to_string()),
        grouped(made)
    )?;
    Ok(())
}

impl Arguments {
    const fn rows(&self) -> Rows {
        Rows { count: self.rows, seed: self.seed }
    }
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
    let progress = Progress::stopped_by_signals("Samples");
    let (library, context) = (settings.library(), settings.context());
    let register = sample::kept(path, library, &context, arguments.rows(), &progress.watch)?;
    progress.hand_over();
    Ok(register)
}
