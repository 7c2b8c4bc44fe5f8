//! Asking for a passphrase: on the terminal, where it is not shown, or from a file. It is never
//! an argument, since those are seen by every user of the machine.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::failure::{Failure, Result};
use crate::domain::text::visible;
use crate::files;
use crate::register::{self, Passphrase};

/// How many characters a new passphrase has at least.
const LEAST: usize = 12;
/// How long a file with a passphrase may be.
const LONGEST: u64 = 4096;

/// What is said of a file that was put under a passphrase.
pub(crate) const SEALED: &str =
    "It is encrypted. Without its passphrase nobody can read it, nor can you.";

/// Where the passphrase of a file that is written comes from.
#[derive(Debug, Clone, Args)]
pub(crate) struct Sealing {
    /// Put the file under a passphrase, which is asked for twice and not shown
    #[arg(long)]
    passphrase: bool,
    /// Put the file under the passphrase on the first line of this file
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase")]
    passphrase_file: Option<PathBuf>,
}

/// Where the passphrase of a file that is read comes from.
#[derive(Debug, Clone, Args)]
pub(crate) struct Unsealing {
    /// Of a file under a passphrase: it stands on the first line of this file; left out, it is asked for
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Sealing {
    /// Whether the file is to be under a passphrase.
    pub(crate) const fn is_wanted(&self) -> bool {
        self.passphrase || self.passphrase_file.is_some()
    }

    /// What the name of such a file ends with.
    pub(crate) const fn ending(&self) -> &'static str {
        if self.is_wanted() { ".age" } else { "" }
    }

    /// The passphrase, where one is wanted.
    pub(crate) fn passphrase(&self) -> Result<Option<Passphrase>> {
        if !self.is_wanted() {
            return Ok(None);
        }
        let typed = if let Some(file) = &self.passphrase_file {
            from_file(file)?
        } else {
            let typed = ask("New passphrase: ")?;
            if typed != ask("The same again: ")? {
                return Err(Failure::Other {
                    message: "The two passphrases are not the same. Nothing was written."
                        .to_owned(),
                    hint: None,
                });
            }
            typed
        };
        let length = typed.chars().count();
        if length < LEAST {
            return Err(Failure::Other {
                message: format!(
                    "The passphrase has {length} characters; it needs at least {LEAST}. Nothing was written."
                ),
                hint: Some("Four or five words that have nothing to do with one another are long and can be remembered.".to_owned()),
            });
        }
        Ok(Some(Passphrase::new(typed)))
    }
}

impl Unsealing {
    /// The passphrase of a file, where it is under one.
    pub(crate) fn passphrase_of(&self, file: &Path) -> Result<Option<Passphrase>> {
        if !register::is_sealed(file) {
            return Ok(None);
        }
        let typed = match &self.passphrase_file {
            Some(file) => from_file(file)?,
            None => ask(&format!("Passphrase of {}: ", visible(&file.display().to_string())))?,
        };
        Ok(Some(Passphrase::new(typed)))
    }
}

fn ask(prompt: &str) -> Result<String> {
    let nobody = || {
        Failure::usage(
            "There is no terminal to ask for the passphrase on. Nothing was changed.",
            "--passphrase-file FILE takes it from the first line of a file.",
        )
    };
    if !std::io::stdin().is_terminal() {
        return Err(nobody());
    }
    rpassword::prompt_password(prompt).map_err(|_| nobody())
}

fn from_file(file: &Path) -> Result<String> {
    let shown = visible(&file.display().to_string());
    let failed = |why: String| Failure::Other {
        message: format!("The passphrase was not read from {shown}: {why}. Nothing was changed."),
        hint: Some("It stands alone on the first line of a text file.".to_owned()),
    };
    let bytes = files::read(file, LONGEST).map_err(|error| failed(register::because(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8".to_owned()))?;
    let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err(failed("its first line is empty".to_owned()));
    }
    Ok(first.to_owned())
}
