//! `tenderbook evaluation draft` and `summary`: texts to be read, changed and sent.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Settings;
use crate::cli::evaluation::deed::Which;
use crate::cli::evaluation::find;
use crate::cli::failure::{Failure, Result};
use crate::domain::text::visible;
use crate::register::{Fault, assessment_summary, question_table};

/// Where a text goes.
#[derive(Debug, Args)]
struct Target {
    /// Write it into a file; left out, or “-”, it is printed
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

/// Draft the social value questions and the table of offers for the invitation to tender
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation draft 2026-0001
  tenderbook evaluation draft 2026-0001 -o social-value.md")]
pub(crate) struct DraftArguments {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    target: Target,
}

pub(super) fn draft(
    arguments: &DraftArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let view = settings.register()?.evaluation(&arguments.which.reference)?;
    let lot = arguments.which.lot(&view)?;
    let text = question_table(&view, lot);
    give(out, &arguments.target, text.unwrap_or_default().trim_end())
}

/// Draft the assessment summary for one bidder, as regulation 31 asks for it
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook evaluation summary 2026-0001 Acme
  tenderbook evaluation summary 2026-0001 Acme -o acme-summary.md")]
pub(crate) struct SummaryArguments {
    #[command(flatten)]
    which: Which,
    /// The bid, by its supplier
    #[arg(value_name = "BID")]
    bid: String,
    #[command(flatten)]
    target: Target,
}

pub(super) fn summary(
    arguments: &SummaryArguments,
    settings: &Settings,
    out: &mut impl Write,
) -> Result {
    let view = settings.register()?.evaluation(&arguments.which.reference)?;
    let lot = arguments.which.lot_of(&view, &[&arguments.bid])?;
    let bid = find::bid(&view, lot, &arguments.bid)?;
    if !view.evaluation.prices_are_open(lot) {
        return Err(Failure::Fault(Fault::Invalid {
            message: "The summary was not drafted: prices are hidden until every score is agreed, and it would show what follows from them.".to_owned(),
            hint: Some(format!("“tenderbook evaluation show {}” says what is missing.", view.reference)),
        }));
    }
    let text = assessment_summary(&view, lot, bid.uid);
    give(out, &arguments.target, text.unwrap_or_default().trim_end())
}

fn give(out: &mut impl Write, target: &Target, text: &str) -> Result {
    let path = match &target.output {
        Some(path) if path != Path::new("-") => path,
        _ => {
            writeln!(out, "{text}")?;
            return Ok(());
        }
    };
    let shown = visible(&path.display().to_string());
    let failed = |error: &std::io::Error| Failure::Other {
        message: format!("Writing {shown} failed: {error}."),
        hint: Some("--output names another file.".to_owned()),
    };
    let mut options = OpenOptions::new();
    options.write(true);
    if target.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let mut file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::Other {
            message: format!("{shown} is there already, and was left as it is."),
            hint: Some("--force writes over it; --output names another file.".to_owned()),
        },
        _ => failed(&error),
    })?;
    writeln!(file, "{text}").map_err(|error| failed(&error))?;
    writeln!(out, "Wrote {shown}. It is a draft; read it before it is sent.")?;
    Ok(())
}
