//! `tenderbook policy check`: is a pack file sound?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::cli::failure::{Failure, Result};
use crate::cli::policy::snippet;
use crate::cli::write;
use crate::domain::text::visible;
use crate::policy::PackError;
use crate::register::Library;

/// Check a policy file, and say every fault with its place
///
/// Each fault is told with its line and column, the text underlined, and what
/// helps. Exit code 0 when the policy is sound, 1 when it is not.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tenderbook policy check my-council.toml
  tenderbook policy check my-council.toml --json")]
pub(crate) struct Arguments {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print the faults as a list for programs, empty when there are none
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    length: usize,
    message: &'a str,
    help: Option<&'a str>,
}

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> Result {
    let given = arguments.file.display().to_string();
    let file = visible(&given);
    let checked = Library::check(&arguments.file)?;
    let faults: &[PackError] = match &checked.pack {
        Ok(_) => &[],
        Err(errors) => &errors.0,
    };
    if arguments.json {
        let list: Vec<Told<'_>> = faults.iter().map(|error| told(&given, error)).collect();
        write::json(out, &list)?;
    } else {
        for (at, error) in faults.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            write!(out, "{file}:{}:{}: {}", error.line, error.column, visible(&error.message))?;
            match &error.help {
                Some(help) => writeln!(out, " {}", visible(help))?,
                None => writeln!(out)?,
            }
            snippet::write(out, &checked.source, error)?;
        }
    }
    let found = match faults.len() {
        0 => None,
        1 => Some("one fault".to_owned()),
        many => Some(format!("{many} faults")),
    };
    if let Some(found) = found {
        out.flush()?;
        return Err(Failure::Other {
            message: format!("The policy {file} has {found}."),
            hint: Some(
                "“policies/README.md” describes the format, “docs/packs.md” how to write one."
                    .to_owned(),
            ),
        });
    }
    if let (Ok(pack), false) = (&checked.pack, arguments.json) {
        writeln!(out, "{file}: sound, {} items", pack.items.len())?;
        if let Some(note) = &checked.note {
            writeln!(out, "{}", visible(note))?;
        }
    }
    Ok(())
}

fn told<'a>(file: &'a str, error: &'a PackError) -> Told<'a> {
    Told {
        file,
        line: error.line,
        column: error.column,
        length: error.length,
        message: &error.message,
        help: error.help.as_deref(),
    }
}
