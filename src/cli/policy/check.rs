//! `tenderbook policy check`: is a pack file sound?

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::domain::text::visible;
use crate::register::{Fault, Library};

/// Check a policy file, and say every fault with its place
#[derive(Debug, Args)]
#[command(after_help = "Example:
  tenderbook policy check my-council.toml")]
pub(crate) struct Arguments {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, out: &mut impl Write) -> Result {
    let file = visible(&arguments.file.display().to_string());
    match Library::check(&arguments.file) {
        Ok(pack) => {
            writeln!(out, "{file}: sound, {} items", pack.items.len())?;
            Ok(())
        }
        Err(Fault::Pack(errors)) => {
            for error in &errors.0 {
                write!(out, "{file}:{}:{}: {}", error.line, error.column, visible(&error.message))?;
                match &error.help {
                    Some(help) => writeln!(out, " {}", visible(help))?,
                    None => writeln!(out)?,
                }
            }
            out.flush()?;
            let faults = match errors.0.len() {
                1 => "one fault".to_owned(),
                many => format!("{many} faults"),
            };
            Err(Failure::Other {
                message: format!("The policy {file} has {faults}."),
                hint: Some("“policies/README.md” describes the format.".to_owned()),
            })
        }
        Err(fault) => Err(fault.into()),
    }
}
